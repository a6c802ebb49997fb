import Diagnostics
import StageKit

/// Puts the values of variables into the scalars of a tree.
///
/// Only scalars change, and a scalar stays one: what a variable holds is never read as YAML again, so it cannot add
/// keys, entries or levels. A plain scalar stays plain, so that a number stays a number.
struct Interpolation {
    /// Most bytes of one value.
    static let valueLimit = 64 << 10
    /// Most bytes of all values together.
    static let totalLimit = 4 << 20
    /// Most variables that need one another in a row; keeps recursion shallow.
    static let chainLimit = 32

    /// What a variable holds.
    struct Resolved {
        var text: String
        /// Whether it may mean a number, a truth value or nothing.
        var isPlain: Bool
        /// Whether it was wrong, which was said where it stands.
        var isSpoilt = false
    }

    private let definitions: [String: Node]
    private let names: [String]
    private let environment: [String: String]
    private var resolved: [String: Resolved] = [:]
    /// The variables that are being resolved, outermost first.
    private var open: [String] = []
    private var total = 0
    /// The names that stand somewhere in a `${…}`.
    private(set) var usedNames: Set<String> = []

    /// Looks names up in `variables` (pairs of the file), then in `environment`.
    init(variables: [Node.Pair], environment: [String: String]) {
        var definitions: [String: Node] = [:]
        var names: [String] = []
        for pair in variables {
            guard let name = pair.key.scalar else { continue }
            definitions[name] = pair.value
            names.append(name)
        }
        self.definitions = definitions
        self.names = names
        self.environment = environment
    }

    /// The tree with all variables filled in.
    mutating func fill(_ node: Node, _ problems: inout Problems) -> Node {
        switch node.content {
        case .scalar(let text, let isPlain):
            guard text.utf8.contains(UInt8(ascii: "$")) else { return node }
            let value = evaluate(text, isPlain: isPlain, node, &problems)
            if value.isSpoilt { problems.spoil(node) }
            return Node(.scalar(value.text, isPlain: value.isPlain), at: node.location)
        case .sequence(let nodes):
            return Node(.sequence(nodes.map { fill($0, &problems) }), at: node.location)
        case .mapping(let pairs):
            let filled = pairs.map { pair in
                checkKey(pair.key, &problems)
                return Node.Pair(key: pair.key, value: fill(pair.value, &problems))
            }
            return Node(.mapping(filled), at: node.location)
        }
    }

    /// The value of a variable of the file.
    mutating func value(of name: String, _ problems: inout Problems) -> Resolved? {
        guard let node = definitions[name] else { return nil }
        if let known = resolved[name] { return known }
        guard case .scalar(let text, let isPlain) = node.content else {
            problems.add(
                Diagnostic(
                    .badVariable, "the variable '\(name)' must be one value, found \(node.description)",
                    at: node.location, hint: "lists and mappings are shared with an anchor '&name' and an alias '*name'"
                ),
                spoiling: node)
            return remember(name, Resolved(text: "", isPlain: true, isSpoilt: true))
        }
        open.append(name)
        var value = evaluate(text, isPlain: isPlain, node, &problems)
        open.removeLast()
        if problems.haveSpoilt(node) { value.isSpoilt = true }
        if Node(.scalar(value.text, isPlain: value.isPlain)).isNull { value.text = "" }
        return remember(name, value)
    }

    private mutating func remember(_ name: String, _ value: Resolved) -> Resolved {
        resolved[name] = value
        return value
    }

    private func checkKey(_ key: Node, _ problems: inout Problems) {
        guard let text = key.scalar, text.contains("${") else { return }
        problems.add(
            Diagnostic(.variableInKey, "'\(text)' is a key; only values may contain '${…}'", at: key.location),
            spoiling: key)
    }

    // MARK: Evaluation

    private mutating func evaluate(_ text: String, isPlain: Bool, _ node: Node, _ problems: inout Problems) -> Resolved
    {
        let template: Template
        do { template = try Template(text) } catch {
            let place = place(of: error.source, in: node, problems)
            problems.add(Diagnostic(.badVariable, error.text, at: place, hint: error.hint))
            return Resolved(text: text, isPlain: isPlain, isSpoilt: true)
        }
        var value = evaluate(template, isPlain: isPlain, node, &problems)
        total += value.text.utf8.count
        if total > Self.totalLimit {
            if total - value.text.utf8.count <= Self.totalLimit {
                let text = "all values together are longer than 4 MB with their variables"
                problems.add(Diagnostic(.variableTooLong, text, at: node.location))
            }
            value = Resolved(text: "", isPlain: isPlain, isSpoilt: true)
        }
        return value
    }

    private mutating func evaluate(
        _ template: Template, isPlain: Bool, _ node: Node, _ problems: inout Problems
    ) -> Resolved {
        if let reference = template.onlyReference {
            var value = self.value(of: reference, node, &problems)
            value.isPlain = value.isPlain && isPlain
            return value
        }
        var result = Resolved(text: "", isPlain: isPlain)
        for piece in template.pieces {
            switch piece {
            case .text(let text): result.text += text
            case .variable(let reference):
                let value = self.value(of: reference, node, &problems)
                result.text += value.text
                result.isSpoilt = result.isSpoilt || value.isSpoilt
            }
            if result.text.utf8.count > Self.valueLimit {
                if !result.isSpoilt {
                    let text = "the value is longer than 64 KB with its variables"
                    problems.add(Diagnostic(.variableTooLong, text, at: node.location))
                }
                return Resolved(text: "", isPlain: isPlain, isSpoilt: true)
            }
        }
        return result
    }

    private mutating func value(
        of reference: Template.Reference, _ node: Node, _ problems: inout Problems
    ) -> Resolved {
        usedNames.insert(reference.name)
        let found = lookUp(reference, node, &problems)
        if let found, found.isSpoilt || !found.text.isEmpty { return found }
        switch reference.fallback {
        case .value(let template): return evaluate(template, isPlain: true, node, &problems)
        case .complaint(let template):
            let message = evaluate(template, isPlain: true, node, &problems).text
            let text = message.isEmpty ? "the variable '\(reference.name)' has no value" : message
            problems.add(
                Diagnostic(
                    .missingVariable, text, at: place(of: reference.source, in: node, problems),
                    hint: "set '\(reference.name)' in the environment, or with --set \(reference.name)=…"))
            return Resolved(text: "", isPlain: true, isSpoilt: true)
        case .none:
            if let found { return found }
            let place = place(of: reference.source, in: node, problems)
            problems.add(unknown(reference.name, place, problems.isFull))
            return Resolved(text: "", isPlain: true, isSpoilt: true)
        }
    }

    private mutating func lookUp(
        _ reference: Template.Reference, _ node: Node, _ problems: inout Problems
    ) -> Resolved? {
        let name = reference.name
        // Inside its own definition a name means the environment: `INBOX: ${INBOX:-../inbox}`.
        if name != open.last, let start = open.firstIndex(of: name) {
            let circle = (open[start...] + [name]).map { "'\($0)'" }.joined(separator: " needs ")
            problems.add(
                Diagnostic(
                    .variableCycle, "variables need each other in a circle: \(circle)",
                    at: place(of: reference.source, in: node, problems), hint: "give one of them a value of its own"))
            return Resolved(text: "", isPlain: true, isSpoilt: true)
        }
        if open.count >= Self.chainLimit, definitions[name] != nil, resolved[name] == nil {
            problems.add(
                Diagnostic(
                    .badVariable, "more than \(Self.chainLimit) variables need one another in a row",
                    at: place(of: reference.source, in: node, problems)))
            return Resolved(text: "", isPlain: true, isSpoilt: true)
        }
        if name != open.last, let value = value(of: name, &problems) { return value }
        return environment[name].map { Resolved(text: $0, isPlain: true) }
    }

    /// The place of a `${…}` in its scalar; the scalar's when problems are no longer shown, for finding it takes time.
    private func place(of source: String, in node: Node, _ problems: Problems) -> SourceLocation? {
        problems.isFull ? node.location : node.location?.narrowed(to: source)
    }

    private func unknown(_ name: String, _ place: SourceLocation?, _ isHurried: Bool) -> Diagnostic {
        let near =
            isHurried
            ? nil : nearestName(to: name, among: names) ?? nearestName(to: name, among: environment.keys.sorted())
        let ways = "set it under 'variables' or in the environment, or give a default: ${\(name):-…}"
        return Diagnostic(
            .unknownVariable, "there is no variable '\(name)'", at: place,
            hint: near.flatMap { $0 == name ? nil : "did you mean '\($0)'?" } ?? ways)
    }
}

extension SourceLocation {
    /// The place of `text` within this one, when its line shows it as it is.
    func narrowed(to text: String) -> SourceLocation {
        guard let excerpt, let column, column > 0 else { return self }
        var rest = excerpt.line.unicodeScalars.dropFirst(column - 1).prefix(max(length, 0))
        let wanted = Array(text.unicodeScalars)
        var skipped = 0
        while !rest.isEmpty {
            if rest.starts(with: wanted) {
                var place = self
                place.column = column + skipped
                place.length = max(1, wanted.count)
                return place
            }
            rest = rest.dropFirst()
            skipped += 1
        }
        return self
    }
}
