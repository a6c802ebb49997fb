import Diagnostics
import DocumentModel

/// Reads one topic of a taxonomy file.
struct TopicReader {
    /// What a topic may say, in the order in which people should.
    private static let keys = [
        "label", "name", "description", "code", "parent", "threshold", "title-boost", "lead-boost", "terms", "rule",
        "requires", "unless", "against", "exclusions",
    ]

    var file: TaxonomyFile
    /// The terms and exclusions of the topic, and their numbers by the forms they match, to find those given twice.
    private var terms: [Node] = []
    private var known: [String: Int] = [:]

    init(file: TaxonomyFile) { self.file = file }

    /// The topic that `node` describes; nil when it cannot be read.
    mutating func topic(_ node: Node) -> TopicDefinition? {
        guard node.mapping != nil else {
            file.problems.append(
                node.problem("wrong-type", "a topic must be a mapping with a 'label', found \(node.description)"))
            return nil
        }
        file.check(node, keys: Self.keys, of: "a topic")
        guard let label = label(node) else { return nil }
        _ = file.text("description", node)
        var topic = TopicDefinition(
            label, name: file.text("name", node), code: code(node),
            threshold: file.number("threshold", node, 0.01...1) ?? TopicDefinition.defaultThreshold,
            titleBoost: file.number("title-boost", node, 0...10) ?? TopicDefinition.defaultTitleBoost,
            leadBoost: file.number("lead-boost", node, 0...10) ?? TopicDefinition.defaultLeadBoost, terms: [],
            line: node.location?.line)
        topic.parent = file.text("parent", node)
        known.reserveCapacity(2 * Self.termCount(node))
        for (key, sign) in [("terms", 1.0), ("against", -1.0)] { addClauses(key, sign, node, to: &topic) }
        topic.exclusions = exclusions(node)
        topic.rule = ruleOfTopic("rule", node)
        topic.requires = ruleOfTopic("requires", node)
        topic.unless = ruleOfTopic("unless", node)
        let speaks = topic.terms.contains { $0.weight > 0 } || topic.clauses.contains { $0.weight > 0 }
        if !speaks, topic.rule == nil, node["rule"] == nil, node["terms"].map(Self.isEmpty) ?? true {
            file.problems.append(
                node.problem(
                    "empty-topic", "the topic '\(label)' has no terms, so no document can have it",
                    hint: "give it 'terms', such as '3: [a telling phrase]'"))
        }
        return topic
    }

    /// How many terms and exclusions a topic has at most, but for those in mappings of more than one.
    private static func termCount(_ node: Node) -> Int {
        var count = node["exclusions"]?.sequence?.count ?? 0
        for key in ["terms", "against"] {
            for pair in node[key]?.mapping ?? [] { count += pair.value.sequence?.count ?? 1 }
        }
        return count
    }

    private static func isEmpty(_ node: Node) -> Bool {
        node.isNull || node.mapping?.isEmpty == true || node.sequence?.isEmpty == true
    }

    private mutating func label(_ node: Node) -> String? {
        guard let label = file.text("label", node, required: true), let place = node["label"] else { return nil }
        let isName = label.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        if !isName || label.utf8.count > 100 || label.isEmpty {
            file.problems.append(
                place.problem(
                    "bad-label", "the label '\(label)' must be of small letters, digits, '-' and '.'",
                    hint: "give the name for readers as 'name'"))
        }
        if let first = file.labels[label] {
            file.problems.append(
                place.problem(
                    "duplicate-label", "the label '\(label)' is given twice",
                    hint: first.map { "the first is at \($0)" }))
        }
        file.labels[label] = .some(place.location)
        return label
    }

    private mutating func code(_ node: Node) -> String? {
        guard let code = file.text("code", node), let place = node["code"] else { return nil }
        let parts = code.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let isScheme = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        if !isScheme || code.contains(where: \.isWhitespace) {
            file.problems.append(
                place.problem(
                    "bad-code", "the code '\(code)' must be a scheme and a name, such as 'medtop:20000256'"))
        } else if parts[0] == "medtop", parts[1].utf8.count != 8 || !parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }) {
            file.problems.append(
                place.problem("bad-code", "the code '\(code)' of IPTC Media Topics must have eight digits"))
        }
        return code
    }

    // MARK: Terms and clauses

    /// Adds what speaks for or against the topic: `phrase: weight`, or `weight: [phrase, rule]`.
    private mutating func addClauses(_ key: String, _ sign: Double, _ topic: Node, to definition: inout TopicDefinition)
    {
        guard let node = topic[key], !node.isNull else { return }
        guard let pairs = node.mapping else {
            file.problems.append(
                node.problem(
                    "wrong-type", "'\(key)' must be a mapping, found \(node.description)",
                    hint: "write '3: [phrase, phrase]' or 'phrase: 3'"))
            return
        }
        for pair in pairs {
            let nodes = pair.value.sequence
            guard let weight = weight(nodes == nil ? pair.value : pair.key, phrase: nodes == nil ? pair.key : nil)
            else {
                continue
            }
            definition.terms.reserveCapacity(definition.terms.count + (nodes?.count ?? 1))
            for node in nodes ?? [pair.key] {
                if node.mapping == nil {
                    guard let pattern = pattern(node, known: true) else { continue }
                    definition.terms.append(TopicDefinition.Term(pattern, weight: sign * weight))
                } else if let rule = ruleOrTerm(node, known: true) {
                    if case .term(let pattern) = rule {
                        definition.terms.append(TopicDefinition.Term(pattern, weight: sign * weight))
                    } else {
                        check(rule, node, "a clause")
                        definition.clauses.append(TopicDefinition.Clause(rule, weight: sign * weight))
                    }
                }
            }
        }
    }

    private mutating func weight(_ node: Node, phrase: Node?) -> Double? {
        guard let weight = node.plainNumber else {
            let of = phrase.map { " of \($0.description)" } ?? ""
            file.problems.append(
                node.problem(
                    "wrong-type", "the weight\(of) must be a number, found \(node.description)",
                    hint: "write '3: [phrase, phrase]' or 'phrase: 3'"))
            return nil
        }
        if !(0.1...10).contains(weight) {
            file.problems.append(
                node.problem(
                    "bad-value", "a weight must be from 0.1 to 10, found \(TaxonomyFile.plain(weight))",
                    hint: "what speaks against a topic stands under 'against', with a weight above 0"))
        }
        return weight
    }

    private mutating func exclusions(_ topic: Node) -> [TermPattern] {
        guard let node = topic["exclusions"], !node.isNull else { return [] }
        guard let nodes = node.sequence else {
            file.problems.append(
                node.problem("wrong-type", "'exclusions' must be a list of phrases, found \(node.description)"))
            return []
        }
        return nodes.compactMap { node in
            guard node.mapping != nil else { return pattern(node, known: true) }
            guard let rule = ruleOrTerm(node, known: true) else { return nil }
            if case .term(let pattern) = rule { return pattern }
            file.problems.append(node.problem("wrong-type", "an exclusion must be a term, found \(rule)"))
            return nil
        }
    }

    private mutating func ruleOfTopic(_ key: String, _ topic: Node) -> TopicRule? {
        guard let node = topic[key], !node.isNull, let rule = ruleOrTerm(node, known: false) else { return nil }
        check(rule, node, key == "requires" ? nil : "'\(key)'")
        return rule
    }

    /// Reports a rule that holds for every document, where that is a mistake, and parts that contradict each other.
    private mutating func check(_ rule: TopicRule, _ node: Node, _ what: String?) {
        if let what, rule.holdsOfNothing {
            file.problems.append(
                node.problem(
                    "rule-without-evidence", "\(what) holds even when nothing is found in a document",
                    hint: "put what must not be there under 'unless', or beside what must: 'all: [oil, {not: olive}]'"))
        }
        TaxonomyCheck.check(rule, node, &file)
    }

    // MARK: Terms

    /// Reads a term; one that the topic has already is an error when `known`.
    mutating func pattern(_ node: Node, _ options: TermPattern.Options = .init(), known isKnown: Bool) -> TermPattern? {
        file.termCount += 1
        guard file.termCount <= TaxonomyFile.termLimit else {
            if file.termCount == TaxonomyFile.termLimit + 1 {
                file.problems.append(
                    node.problem("too-many-terms", "the taxonomy has more than \(TaxonomyFile.termLimit) terms"))
            }
            return nil
        }
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            file.problems.append(node.problem("wrong-type", "a term must be text, found \(node.description)"))
            return nil
        }
        let pattern: TermPattern
        do { pattern = try TermPattern(text, options) } catch {
            file.problems.append(node.problem("bad-term", "the term '\(text)' \(Self.description(of: error))"))
            return nil
        }
        guard isKnown else { return pattern }
        let keys = pattern.keys
        for (i, key) in keys.enumerated() {
            guard let first = known.updateValue(terms.count, forKey: key), first != terms.count else { continue }
            known[key] = first
            for key in keys[..<i] { known[key] = nil }
            let same =
                terms[first].scalar == text ? "is given twice" : "is matched by '\(terms[first].scalar ?? "")' already"
            file.problems.append(
                node.problem(
                    "duplicate-term", "the term '\(text)' \(same)",
                    hint: terms[first].location.map { "the first is at \($0); plurals are found without being listed" }
                ))
            return nil
        }
        terms.append(node)
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
}
