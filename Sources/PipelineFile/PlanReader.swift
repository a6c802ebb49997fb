import DocumentModel
import StageKit

/// Makes a plan of a pipeline file and gathers what is wrong with it.
struct PlanReader {
    let file: String
    let index: StageIndex
    let environment: [String: String]
    var problems = Problems()

    private var name: String?
    private var description: String?
    private var run = RunSettings()
    private var variables = Fields()
    private var planned: [PlannedStage] = []
    /// Keys that were written, it seems, but misspelt; they are not said to be missing as well.
    private var misspeltKeys: Set<PipelineKey> = []

    init(file: String, stages: StageIndex, environment: [String: String]) {
        self.file = file
        index = stages
        self.environment = environment
    }

    /// The plan, when there are no errors, and the problems.
    var result: PlanResult {
        let diagnostics = problems.sorted(file: file)
        guard let name, !problems.hasErrors else { return PlanResult(plan: nil, diagnostics: diagnostics) }
        let plan = Plan(
            name: name, description: description, file: file, baseFolder: baseFolder, stages: planned, run: run,
            variables: variables)
        return PlanResult(plan: plan, diagnostics: diagnostics)
    }

    private var baseFolder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// Reads the file's bytes and the overrides.
    mutating func read(_ bytes: [UInt8], overrides: [String]) {
        guard var root = parse(bytes) else { return }
        let loose = apply(overrides, to: &root)
        for pair in root.mapping ?? [] { checkTopLevel(pair.key) }
        root = interpolate(root, loose)
        readName(root)
        if let run = root["run"] { readRun(run) }
        guard let list = root["stages"] else {
            if misspeltKeys.contains(.stages) { return }
            problems.add(
                Diagnostic(
                    .missingKey, "the key 'stages' is missing", at: SourceLocation(file: file),
                    hint: "'stages:' holds the list of stages, each as '- NAME:' with its options below"))
            return
        }
        var entries = StageEntries(index: index, baseFolder: baseFolder)
        entries.read(list, &problems)
        StageOrder(index: index, entries: entries.entries).check(list, &problems)
        planned = entries.entries.compactMap(\.planned)
    }

    /// Makes each stage that was read well and adds what goes wrong, also two sinks with one output.
    mutating func makeStages(bundledFiles: [String: StaticString]) {
        for problem in planned.made(bundledFiles: bundledFiles).problems { problems.add(problem) }
    }

    // MARK: Steps

    private mutating func parse(_ bytes: [UInt8]) -> Node? {
        let root: Node?
        do {
            let text = try EncodingCheck.text(bytes, file: file)
            root = try NodeReader.read(text, problems: &problems).root
        } catch {
            problems.add(error)
            return nil
        }
        guard let root, !root.isNull else {
            problems.add(
                Diagnostic(
                    .emptyFile, "the file is empty", at: SourceLocation(file: file),
                    hint: "'textmill new pipeline NAME' writes one to begin with"))
            return nil
        }
        guard root.mapping != nil else {
            problems.add(
                Diagnostic(
                    .wrongType, "a pipeline file is a mapping, found \(root.description)", at: root.location,
                    hint: "it begins with 'pipeline: NAME', then 'stages:' with the list of stages"))
            return nil
        }
        return root
    }

    private mutating func apply(
        _ overrides: [String], to root: inout Node
    ) -> [(name: String, location: SourceLocation)] {
        var applier = OverrideApplier(stages: index)
        for (number, text) in overrides.enumerated() {
            do { applier.apply(try Override(text, number: number + 1, &problems), to: &root, &problems) } catch {
                problems.add(error)
            }
        }
        return applier.looseVariables
    }

    private mutating func checkTopLevel(_ key: Node) {
        let name = key.scalar ?? ""
        if PipelineKey(rawValue: name) != nil { return }
        if index[name] != nil {
            problems.add(
                Diagnostic(
                    .wrongLevel, "'\(name)' is a stage and belongs in the list under 'stages'", at: key.location,
                    hint: "write it there as '- \(name):'"))
        } else if RunSettings.names.contains(name) || RunSettings.plannedKeys.contains(name) {
            problems.add(
                Diagnostic(
                    .wrongLevel, "'\(name)' belongs one level down, under 'run'", at: key.location,
                    hint: "write 'run:' and below it, indented by two spaces, '\(name): …'"))
        } else {
            let names = PipelineKey.allCases.map(\.rawValue)
            let near = problems.isFull ? nil : nearestName(to: name, among: names)
            let all = "the keys are \(names.joined(separator: ", "))"
            if let key = near.flatMap(PipelineKey.init(rawValue:)) { misspeltKeys.insert(key) }
            let hint = name == "name" ? "the name of a pipeline is written 'pipeline: NAME'" : all
            problems.add(
                Diagnostic(
                    .unknownKey, "a pipeline file has no key '\(name)'", at: key.location,
                    hint: near.map { "did you mean '\($0)'?" } ?? hint))
        }
    }

    private mutating func interpolate(_ root: Node, _ loose: [(name: String, location: SourceLocation)]) -> Node {
        let pairs = variablePairs(root)
        var interpolation = Interpolation(variables: pairs, environment: environment)
        for pair in pairs {
            guard let name = pair.key.scalar, let value = interpolation.value(of: name, &problems) else { continue }
            variables.append(name, .string(value.text))
        }
        let filled = (root.mapping ?? []).map { pair in
            pair.key.scalar == "variables"
                ? pair : Node.Pair(key: pair.key, value: interpolation.fill(pair.value, &problems))
        }
        checkUse(of: pairs, interpolation.usedNames, loose)
        return Node(.mapping(filled), at: root.location)
    }

    private mutating func variablePairs(_ root: Node) -> [Node.Pair] {
        guard let node = root["variables"], !node.isNull else { return [] }
        guard let pairs = node.mapping else {
            problems.add(
                Diagnostic(
                    .wrongType, "'variables' must be a mapping of names to values, found \(node.description)",
                    at: node.location))
            return []
        }
        return pairs.filter { pair in
            guard let name = pair.key.scalar, !Template.isName(name) else { return true }
            problems.add(
                Diagnostic(
                    .badVariable, "'\(name)' cannot be the name of a variable", at: pair.key.location,
                    hint: "a name is made of letters, digits and '_', and does not begin with a digit"))
            return false
        }
    }

    private mutating func checkUse(
        of pairs: [Node.Pair], _ used: Set<String>, _ loose: [(name: String, location: SourceLocation)]
    ) {
        let looseNames = Set(loose.map(\.name))
        // After an error a variable may only seem to be unused.
        for pair in problems.hasErrors ? [] : pairs {
            guard let name = pair.key.scalar, !used.contains(name), !looseNames.contains(name) else { continue }
            problems.add(
                Diagnostic(
                    .unusedVariable, "nothing uses the variable '\(name)'", at: pair.key.location, severity: .warning,
                    hint: "write ${\(name)} where its value belongs, or remove it"))
        }
        let known = Set(pairs.compactMap(\.key.scalar)).subtracting(looseNames).union(used).sorted()
        for (name, location) in loose where !used.contains(name) {
            let near = nearestName(to: name, among: known)
            let all = known.isEmpty ? "the file has no variables" : "its variables are \(known.joined(separator: ", "))"
            problems.add(
                Diagnostic(
                    .unknownOverride, "the file has no variable '\(name)'", at: location,
                    hint: near.map { "did you mean '\($0)'?" } ?? all))
        }
    }

    private mutating func readName(_ root: Node) {
        if let node = root["description"], !node.isNull {
            description = problems.reading(node) { try String($0) }
        }
        guard let node = root["pipeline"] else {
            if misspeltKeys.contains(.pipeline) { return }
            let base = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
            let slug = Slug.suggestion(for: base) ?? "NAME"
            problems.add(
                Diagnostic(
                    .missingKey, "the key 'pipeline' is missing", at: SourceLocation(file: file),
                    hint: "begin the file with its name: 'pipeline: \(slug)'"))
            return
        }
        guard let text = problems.reading(node, { try String($0) }) else { return }
        name = text
        if let problem = Slug.problem(with: text, of: "a pipeline", at: node.location) { problems.add(problem) }
    }

    private mutating func readRun(_ node: Node) {
        if node.isNull { return }
        guard let pairs = node.mapping else {
            problems.add(
                Diagnostic(
                    .wrongType, "'run' must be a mapping, found \(node.description)", at: node.location,
                    hint: "its keys are \(RunSettings.names.joined(separator: ", "))"))
            return
        }
        let known = pairs.filter { pair in
            let name = pair.key.scalar ?? ""
            if RunSettings.names.contains(name) { return true }
            problems.add(unknownRunKey(name, pair.key))
            return false
        }
        let kept = Node(.mapping(known), at: node.location)
        run = problems.reading(kept) { try RunSettings($0, stage: "run") } ?? run
    }

    private func unknownRunKey(_ name: String, _ key: Node) -> Diagnostic {
        if RunSettings.plannedKeys.contains(name) {
            return Diagnostic(.notSupportedYet, "'\(name)' under 'run' is not supported yet", at: key.location)
        }
        if PipelineKey(rawValue: name) != nil {
            return Diagnostic(
                .wrongLevel, "'\(name)' belongs one level up, beside 'run'", at: key.location,
                hint: "write it at the left edge")
        }
        if index[name] != nil {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a stage and belongs in the list under 'stages'", at: key.location,
                hint: "write it there as '- \(name):'")
        }
        let near = problems.isFull ? nil : nearestName(to: name, among: RunSettings.names)
        return Diagnostic(
            .unknownKey, "'run' has no key '\(name)'", at: key.location,
            hint: near.map { "did you mean '\($0)'?" } ?? "its keys are \(RunSettings.names.joined(separator: ", "))")
    }
}

extension Problems {
    /// What `read` makes of a node, or nil with its problems added.
    mutating func reading<Value>(_ node: Node, _ read: (Node) throws -> Value) -> Value? {
        do { return try read(node) } catch {
            let found = error.diagnostics(
                code: Code.badValue.rawValue, problem: "the value is wrong", at: node.location)
            for problem in found { add(problem) }
            return nil
        }
    }
}

/// Names that can stand in paths, addresses and messages without quotes: `news-2`.
enum Slug {
    /// Most characters of a name.
    static let limit = 64

    /// Whether text is lower-case ASCII letters and digits with single dashes between them.
    static func isValid(_ text: String) -> Bool {
        text.utf8.count <= limit
            && text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            }
    }

    /// A valid name made from ASCII text, if anything of it can stand.
    static func suggestion(for text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let kept = text.lowercased().utf8.prefix(limit).split {
            !(0x61...0x7A).contains($0) && !(0x30...0x39).contains($0)
        }
        let slug = kept.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        return slug.isEmpty ? nil : slug
    }

    /// What is wrong with text as the name of something.
    static func problem(with text: String, of what: String, at location: SourceLocation?) -> Diagnostic? {
        if isValid(text) { return nil }
        let shown = text.count > 60 ? "\(text.prefix(60))…" : text
        return Diagnostic(
            .badName, "'\(shown)' cannot be the name of \(what)", at: location,
            hint: "a name is made of lower-case letters, digits and single dashes, at most \(limit)"
                + (suggestion(for: text).map { ", such as '\($0)'" } ?? ""))
    }
}
