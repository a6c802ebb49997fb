import Diagnostics
import StageKit

/// One `--set path=value`, read.
struct Override {
    /// A step of the path, with its column (from 0) in the text.
    struct Step {
        let name: String
        let column: Int
    }

    let steps: [Step]
    let value: Node
    let source: SourceText

    /// The name that locations of the `number`th override have as their file.
    static func file(_ number: Int) -> String { "<--set \(number)>" }

    /// The number of the override that a location's file names.
    static func index(of file: String) -> Int? {
        guard file.hasPrefix("<--set "), file.hasSuffix(">") else { return nil }
        return Int(file.dropFirst(7).dropLast())
    }

    /// Reads the text behind the `number`th `--set`.
    ///
    /// - Throws: ``Diagnostic`` when it is not `path=value` or the value is not a YAML flow value.
    init(_ text: String, number: Int, _ problems: inout Problems) throws(Diagnostic) {
        source = try EncodingCheck.text(Array(text.utf8), file: Self.file(number))
        let form = "write --set NAME=value, or --set stages.STAGE.OPTION=value"
        let bytes = source.bytes
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else {
            throw Diagnostic(
                .badOverride, "there is no '=' in '\(text)'",
                at: source.location(line: 0, column: 0, length: text.count),
                hint: form)
        }
        var steps: [Step] = []
        var column = 0
        let path = String(decoding: bytes[..<equals], as: UTF8.self)
        for name in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard !name.isEmpty else {
                throw Diagnostic(
                    .badOverride, "a name is missing here", at: source.location(line: 0, column: column), hint: form)
            }
            steps.append(Step(name: String(name), column: column))
            column += name.unicodeScalars.count + 1
        }
        self.steps = steps
        value = try Self.value(source, from: equals + 1, column: column, &problems)
    }

    private static func value(
        _ source: SourceText, from offset: Int, column: Int, _ problems: inout Problems
    ) throws(Diagnostic) -> Node {
        // A lone dash would begin an empty list; on the command line it means standard input or output.
        if source.bytes[offset...].elementsEqual([UInt8(ascii: "-")]) {
            return Node(.scalar("-", isPlain: true), at: source.location(line: 0, column: column))
        }
        let result = try NodeReader.read(source, from: offset, columnShift: column, problems: &problems)
        let place = source.location(line: 0, column: column)
        guard let root = result.root else { return Node(.scalar("", isPlain: true), at: place) }
        if result.rootIsBlock {
            throw Diagnostic(
                .badOverride, "the value is \(root.description) without brackets", at: root.location,
                hint: "write [a, b] or {key: value}; text with ': ' in it needs quotes of its own")
        }
        // Behind the value there can only be a comment, which nobody means here.
        if let end = result.end, end.line == 0,
            let rest = source.line(0).unicodeScalars.dropFirst(column + end.column).firstIndex(of: "#")
        {
            let line = source.line(0).unicodeScalars
            throw Diagnostic(
                .badOverride, "what follows ' #' is a comment in YAML and would be lost",
                at: source.location(line: 0, column: line.distance(from: line.startIndex, to: rest)),
                hint: "put quotes around the value, inside those of the shell")
        }
        return root
    }

    /// The place of a step.
    func location(of step: Step) -> SourceLocation {
        source.location(line: 0, column: step.column, length: step.name.unicodeScalars.count)
    }

    /// A step as a key of a mapping.
    func key(_ step: Step) -> Node { Node(.scalar(step.name, isPlain: false), at: location(of: step)) }
}

/// Puts overrides into the tree of a file, before variables are filled in.
struct OverrideApplier {
    let stages: StageIndex
    /// Overrides of variables that the file does not define; whether it uses them is known after interpolation.
    private(set) var looseVariables: [(name: String, location: SourceLocation)] = []

    init(stages: StageIndex) { self.stages = stages }

    /// Applies one override to the root mapping.
    mutating func apply(_ override: Override, to root: inout Node, _ problems: inout Problems) {
        let first = override.steps[0]
        switch (first.name, override.steps.count) {
        case ("stages", 3...): setStage(override, &root, &problems)
        case ("run", 2): set(override, override.steps[...], in: &root, &problems)
        case ("variables", 2): setVariable(override, override.steps[1], &root, &problems)
        case (_, 1) where !["stages", "run", "variables"].contains(first.name):
            setVariable(override, first, &root, &problems)
        default:
            problems.add(
                Diagnostic(
                    .badOverride, "'\(override.steps.map(\.name).joined(separator: "."))' cannot be set",
                    at: override.location(of: first),
                    hint: "settable are NAME, stages.STAGE.OPTION, stages.STAGE.on-error and run.KEY"))
        }
    }

    private mutating func setVariable(
        _ override: Override, _ step: Override.Step, _ root: inout Node, _ problems: inout Problems
    ) {
        guard Template.isName(step.name) else {
            let known = PipelineKey.allCases.map(\.rawValue).contains(step.name)
            problems.add(
                Diagnostic(
                    .badOverride, "'\(step.name)' is no variable's name", at: override.location(of: step),
                    hint: known ? nil : "a name is made of letters, digits and '_'"))
            return
        }
        if root["variables"]?[step.name] == nil { looseVariables.append((step.name, override.location(of: step))) }
        let steps = [Override.Step(name: "variables", column: step.column), step]
        set(override, steps[...], in: &root, &problems)
    }

    private func setStage(_ override: Override, _ root: inout Node, _ problems: inout Problems) {
        guard var list = root["stages"], var entries = list.sequence else { return }
        guard let index = findStage(override, entries, &problems) else { return }
        var entry = entries[index]
        let option = override.steps[2]
        guard let (key, type) = stages.stageKey(of: entry) else { return }
        let isSetting = EntrySettings.names.contains(option.name) && override.steps.count == 3
        let isOption = type.map { stages.optionNames(of: $0).contains(option.name) } ?? false
        if entry.mapping == nil {
            let empty = Node(.scalar("", isPlain: true), at: key.location)
            entry = Node(.mapping([Node.Pair(key: key, value: empty)]), at: entry.location)
        }
        let head = Override.Step(name: key.scalar ?? "", column: override.steps[1].column)
        let tail = override.steps[2...]
        set(override, isSetting && !isOption ? tail : [head] + tail, in: &entry, &problems)
        entries[index] = entry
        list.content = .sequence(entries)
        root.replaceValue(of: "stages", by: list)
    }

    private func findStage(_ override: Override, _ entries: [Node], _ problems: inout Problems) -> Int? {
        let step = override.steps[1]
        if let number = Int(step.name) {
            if entries.indices.contains(number - 1) { return number - 1 }
            problems.add(
                Diagnostic(
                    .unknownOverride, "there is no stage \(number); the file has \(entries.count)",
                    at: override.location(of: step), hint: "stages are counted from 1"))
            return nil
        }
        let labels = entries.map { ($0["name"]?.scalar, stages.stageKey(of: $0)?.key.scalar) }
        let named = labels.indices.filter { labels[$0].0 == step.name }
        let found = named.isEmpty ? labels.indices.filter { labels[$0].1 == step.name } : named
        if found.count == 1 { return found[0] }
        let place = override.location(of: step)
        if found.count > 1 {
            let numbers = found.map { "stages.\($0 + 1)" }.joined(separator: " or ")
            problems.add(
                Diagnostic(
                    .ambiguousOverride, "the file has \(found.count) stages '\(step.name)'", at: place,
                    hint: "say \(numbers), or give each a 'name'"))
        } else {
            let near = nearestName(to: step.name, among: labels.flatMap { [$0.0, $0.1] }.compactMap(\.self))
            let all = labels.prefix(12).compactMap { $0.0 ?? $0.1 }.joined(separator: ", ")
            problems.add(
                Diagnostic(
                    .unknownOverride, "the file has no stage '\(step.name)'", at: place,
                    hint: near.map { "did you mean '\($0)'?" } ?? (all.isEmpty ? nil : "its stages are \(all)")))
        }
        return nil
    }

    /// Walks down `steps` through mappings, making those that are missing, and puts the value at the end.
    private func set(
        _ override: Override, _ steps: ArraySlice<Override.Step>, in node: inout Node, _ problems: inout Problems
    ) {
        guard let step = steps.first else {
            node = override.value
            return
        }
        if node.isNull { node = Node(.mapping([]), at: node.location) }
        guard node.mapping != nil else {
            problems.add(
                Diagnostic(
                    .badOverride, "'\(step.name)' cannot be set inside \(node.description)",
                    at: override.location(of: step), hint: "set the whole value instead"))
            return
        }
        var value = node[step.name] ?? Node(.scalar("", isPlain: true), at: override.location(of: step))
        set(override, steps.dropFirst(), in: &value, &problems)
        if node[step.name] == nil {
            node.appendPair(key: override.key(step), value: value)
        } else {
            node.replaceValue(of: step.name, by: value)
        }
    }
}

extension Node {
    /// Gives a key of a mapping another value.
    fileprivate mutating func replaceValue(of key: String, by value: Node) {
        guard case .mapping(var pairs) = content, let index = pairs.firstIndex(where: { $0.key.scalar == key }) else {
            return
        }
        pairs[index].value = value
        content = .mapping(pairs)
    }

    /// Adds a key to a mapping.
    fileprivate mutating func appendPair(key: Node, value: Node) {
        guard case .mapping(var pairs) = content else { return }
        pairs.append(Pair(key: key, value: value))
        content = .mapping(pairs)
    }
}
