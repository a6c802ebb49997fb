import Analysis
import StageKit

/// Reads a taxonomy file: every problem in it at once, each with its line and column.
///
/// Documentation/Topics.md describes the format.
struct TaxonomyFile {
    /// The most terms and exclusions of a file.
    private static let termLimit = 200_000

    /// What a file and a topic may say, in the order in which people should.
    private static let fileKeys = ["taxonomy", "description", "codes", "topics"]
    private static let topicKeys = [
        "label", "name", "description", "code", "threshold", "title-boost", "lead-boost", "terms", "against",
        "exclusions",
    ]

    private var problems: [Diagnostic] = []
    private var labels: [String: SourceLocation?] = [:]
    private var termCount = 0

    /// The taxonomy that `node` describes.
    ///
    /// - Throws: ``Diagnostics`` with every problem.
    static func read(_ node: Node) throws -> Taxonomy {
        var file = TaxonomyFile()
        let taxonomy = file.taxonomy(node)
        guard file.problems.isEmpty, let taxonomy else { throw Diagnostics(file.problems) }
        return taxonomy
    }

    private mutating func taxonomy(_ node: Node) -> Taxonomy? {
        guard node.mapping != nil else {
            problems.append(
                node.problem(
                    "wrong-type", "a taxonomy file must be a mapping, found \(node.description)",
                    hint: "it begins with 'taxonomy: NAME' and lists its 'topics'"))
            return nil
        }
        check(node, keys: Self.fileKeys, of: "a taxonomy file")
        let name = text("taxonomy", node, required: true) ?? ""
        _ = text("description", node)
        _ = text("codes", node)
        guard let list = node["topics"] else {
            problems.append(node.problem("missing-key", "the taxonomy has no 'topics'"))
            return nil
        }
        guard let nodes = list.sequence else {
            problems.append(list.problem("wrong-type", "'topics' must be a list, found \(list.description)"))
            return nil
        }
        if nodes.isEmpty { problems.append(list.problem("empty-taxonomy", "the taxonomy has no topic")) }
        let topics = nodes.compactMap { topic($0) }
        return Taxonomy(name: name, topics: topics)
    }

    // MARK: A topic

    private mutating func topic(_ node: Node) -> TopicDefinition? {
        guard node.mapping != nil else {
            problems.append(
                node.problem("wrong-type", "a topic must be a mapping with a 'label', found \(node.description)"))
            return nil
        }
        check(node, keys: Self.topicKeys, of: "a topic")
        guard let label = label(node) else { return nil }
        _ = text("description", node)
        var known = KnownTerms()
        var terms: [TopicDefinition.Term] = []
        for (key, sign) in [("terms", 1.0), ("against", -1.0)] {
            for (node, weight) in weighted(key, node) {
                guard let pattern = pattern(node, &known) else { continue }
                terms.append(TopicDefinition.Term(pattern, weight: sign * weight))
            }
        }
        if !terms.contains(where: { $0.weight > 0 }), node["terms"].map(isEmpty) ?? true {
            problems.append(
                node.problem(
                    "empty-topic", "the topic '\(label)' has no terms, so no document can have it",
                    hint: "give it 'terms', such as '3: [a telling phrase]'"))
        }
        return TopicDefinition(
            label, name: text("name", node), code: code(node),
            threshold: number("threshold", node, 0.01...1) ?? TopicDefinition.defaultThreshold,
            titleBoost: number("title-boost", node, 0...10) ?? TopicDefinition.defaultTitleBoost,
            leadBoost: number("lead-boost", node, 0...10) ?? TopicDefinition.defaultLeadBoost,
            terms: terms, exclusions: exclusions(node, &known), line: node.location?.line)
    }

    private func isEmpty(_ node: Node) -> Bool {
        node.isNull || node.mapping?.isEmpty == true || node.sequence?.isEmpty == true
    }

    private mutating func label(_ node: Node) -> String? {
        guard let label = text("label", node, required: true), let place = node["label"] else { return nil }
        let isName = label.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        if !isName || label.utf8.count > 100 {
            problems.append(
                place.problem(
                    "bad-label", "the label '\(label)' must be of small letters, digits, '-' and '.'",
                    hint: "give the name for readers as 'name'"))
        }
        if let first = labels[label] {
            problems.append(
                place.problem(
                    "duplicate-label", "the label '\(label)' is given twice",
                    hint: first.map { "the first is at \($0)" }))
        }
        labels[label] = .some(place.location)
        return label
    }

    private mutating func code(_ node: Node) -> String? {
        guard let code = text("code", node), let place = node["code"] else { return nil }
        let parts = code.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let isScheme = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        if !isScheme || code.contains(where: \.isWhitespace) {
            problems.append(
                place.problem(
                    "bad-code", "the code '\(code)' must be a scheme and a name, such as 'medtop:20000256'"))
        } else if parts[0] == "medtop", parts[1].utf8.count != 8 || !parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }) {
            problems.append(
                place.problem("bad-code", "the code '\(code)' of IPTC Media Topics must have eight digits"))
        }
        return code
    }

    // MARK: Terms

    /// The terms with their weights: `phrase: weight`, or `weight: [phrase, phrase]`.
    private mutating func weighted(_ key: String, _ topic: Node) -> [(node: Node, weight: Double)] {
        guard let node = topic[key], !node.isNull else { return [] }
        guard let pairs = node.mapping else {
            problems.append(
                node.problem(
                    "wrong-type", "'\(key)' must be a mapping, found \(node.description)",
                    hint: "write '3: [phrase, phrase]' or 'phrase: 3'"))
            return []
        }
        return pairs.flatMap { pair in
            let isList = pair.value.sequence != nil
            guard let weight = weight(isList ? pair.key : pair.value, phrase: isList ? nil : pair.key) else {
                return [(node: Node, weight: Double)]()
            }
            return (pair.value.sequence ?? [pair.key]).map { ($0, weight) }
        }
    }

    private mutating func weight(_ node: Node, phrase: Node?) -> Double? {
        guard let weight = try? Double(node) else {
            let of = phrase.map { " of \($0.description)" } ?? ""
            problems.append(
                node.problem(
                    "wrong-type", "the weight\(of) must be a number, found \(node.description)",
                    hint: "write '3: [phrase, phrase]' or 'phrase: 3'"))
            return nil
        }
        if !(0.1...10).contains(weight) {
            problems.append(
                node.problem(
                    "bad-value", "a weight must be from 0.1 to 10, found \(plain(weight))",
                    hint: "what speaks against a topic stands under 'against', with a weight above 0"))
        }
        return weight
    }

    private mutating func exclusions(_ topic: Node, _ known: inout KnownTerms) -> [TermPattern] {
        guard let node = topic["exclusions"], !node.isNull else { return [] }
        guard let nodes = node.sequence else {
            problems.append(
                node.problem("wrong-type", "'exclusions' must be a list of phrases, found \(node.description)"))
            return []
        }
        return nodes.compactMap { pattern($0, &known) }
    }

    /// The terms and exclusions of one topic by the forms they match, to find those that are given twice.
    private typealias KnownTerms = [String: (text: String, location: SourceLocation?)]

    private mutating func pattern(_ node: Node, _ known: inout KnownTerms) -> TermPattern? {
        termCount += 1
        guard termCount <= Self.termLimit else {
            if termCount == Self.termLimit + 1 {
                problems.append(node.problem("too-many-terms", "the taxonomy has more than \(Self.termLimit) terms"))
            }
            return nil
        }
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            problems.append(node.problem("wrong-type", "a term must be text, found \(node.description)"))
            return nil
        }
        let pattern: TermPattern
        do { pattern = try TermPattern(text) } catch {
            problems.append(node.problem("bad-term", "the term '\(text)' \(Self.description(of: error))"))
            return nil
        }
        for key in pattern.keys {
            if let first = known[key] {
                let same = first.text == text ? "is given twice" : "is matched by '\(first.text)' already"
                problems.append(
                    node.problem(
                        "duplicate-term", "the term '\(text)' \(same)",
                        hint: first.location.map { "the first is at \($0); plurals are found without being listed" }))
                return nil
            }
        }
        for key in pattern.keys { known[key] = (text, node.location) }
        return pattern
    }

    private static func description(of fault: TermPattern.Fault) -> String {
        switch fault {
        case .empty: "has no word"
        case .misplacedWildcard: "may have '*' only at the end of a word of at least three letters"
        case .tooManyWords: "has more than \(TermPattern.wordLimit) words"
        case .tooLongWord: "has a word of more than \(TermPattern.letterLimit) letters"
        case .tooManyForms: "has more than \(TermPattern.formLimit) forms with full stemming"
        case .unmatchable(let character): "can never match, because of '\(character)'"
        }
    }

    // MARK: Values

    private mutating func check(_ node: Node, keys: [String], of owner: String) {
        for pair in node.mapping ?? [] {
            let name = pair.key.scalar ?? ""
            guard !keys.contains(name) else { continue }
            let near = nearestName(to: name, among: keys)
            problems.append(
                pair.key.problem(
                    "unknown-key", "\(owner) has no '\(name)'",
                    hint: near.map { "did you mean '\($0)'?" } ?? "it may have \(keys.joined(separator: ", "))"))
        }
    }

    private mutating func text(_ key: String, _ node: Node, required: Bool = false) -> String? {
        guard let value = node[key], !(value.isNull && !required) else {
            if required { problems.append(node.problem("missing-key", "'\(key)' is missing")) }
            return nil
        }
        do { return try String(value) } catch {
            problems += error.diagnostics(code: "wrong-type", problem: "'\(key)' is wrong", at: value.location)
            return nil
        }
    }

    private mutating func number(_ key: String, _ node: Node, _ range: ClosedRange<Double>) -> Double? {
        guard let value = node[key] else { return nil }
        do {
            let number = try Double(value)
            if range.contains(number) { return number }
            problems.append(
                value.problem(
                    "bad-value",
                    "'\(key)' must be from \(plain(range.lowerBound)) to \(plain(range.upperBound)), "
                        + "found \(plain(number))"))
        } catch {
            problems += error.diagnostics(code: "wrong-type", problem: "'\(key)' is wrong", at: value.location)
        }
        return nil
    }

    /// `2` rather than `2.0`.
    private func plain(_ number: Double) -> String {
        if case .number(let text) = number.value { text } else { "\(number)" }
    }
}
