import Diagnostics
import DocumentModel
import TextKernel

/// Looks for what can never hold, and for what is said twice.
enum TaxonomyCheck {
    /// Reports parts of a rule that contradict or swallow each other.
    static func check(_ rule: TopicRule, _ node: Node, _ file: inout TaxonomyFile) {
        switch rule {
        case .all(let parts): checkAll(parts, node, &file)
        case .any(let parts): checkAny(parts, node, &file)
        case .inside(let places, let part): checkPlaces(places, part, node, &file)
        default: break
        }
        for part in rule.parts { check(part, node, &file) }
    }

    /// Reports parts of a rule about some places that are about others.
    private static func checkPlaces(
        _ places: [TopicPlace], _ rule: TopicRule, _ node: Node, _ file: inout TaxonomyFile
    ) {
        if case .inside(let others, _) = rule, Set(places).isDisjoint(with: others) {
            file.problems.append(
                node.problem("never-true", "no place is both: \(TopicRule.inside(places, rule))"))
        } else {
            for part in rule.parts { checkPlaces(places, part, node, &file) }
        }
    }

    private static func checkAll(_ parts: [TopicRule], _ node: Node, _ file: inout TaxonomyFile) {
        for (i, a) in parts.enumerated() {
            for (j, b) in parts.enumerated() where i != j {
                if case .not(let denied) = b, a.implies(denied) {
                    file.problems.append(
                        node.problem("never-true", "\(a) and \(b) can never hold together"))
                } else if a.implies(b), i < j || !b.implies(a) {
                    file.warnings.append(
                        node.warning("swallowed-rule", "\(b) adds nothing: it holds wherever \(a) does"))
                }
            }
        }
    }

    private static func checkAny(_ parts: [TopicRule], _ node: Node, _ file: inout TaxonomyFile) {
        // Long lists are of terms, of which only equal ones and endings could be meant.
        guard parts.count <= 200 else { return }
        for (i, a) in parts.enumerated() {
            for (j, b) in parts.enumerated() where i != j {
                if case .not(let denied) = b, denied.implies(a) || a == denied {
                    file.problems.append(node.problem("always-true", "\(a) or \(b) always holds"))
                } else if a.implies(b), j < i || !b.implies(a) {
                    file.warnings.append(
                        node.warning("swallowed-rule", "\(a) adds nothing: \(b) holds wherever it does"))
                }
            }
        }
    }
}

extension TaxonomyFile {
    /// Reports what can be seen only when all topics are known.
    mutating func checkTogether() {
        let index = Dictionary(
            topics.enumerated().map { ($1.definition.label, $0) }, uniquingKeysWith: { first, _ in first })
        for (topic, node) in topics {
            checkCode(topic.code, "code", node)
            checkCode(topic.parent, "parent", node)
            checkTerms(topic, node)
            if let parent = topic.parent, !parent.contains(":") {
                checkLabel(parent, "parent", node["parent"] ?? node, index)
            }
            for label in Set(topic.allRules.flatMap(\.topics)).sorted() { checkLabel(label, "topic", node, index) }
            if let requires = topic.requires, let unless = topic.unless, requires.implies(unless) {
                problems.append(
                    (node["unless"] ?? node).problem(
                        "never-true", "the topic '\(topic.label)' requires what rules it out: \(requires)"))
            }
        }
        checkCycles("parent") { topic in topic.parent.flatMap { index[$0] }.map { [$0] } ?? [] }
        checkCycles("topic") { topic in topic.allRules.flatMap(\.topics).compactMap { index[$0] } }
    }

    private mutating func checkLabel(_ label: String, _ what: String, _ node: Node, _ index: [String: Int]) {
        guard index[label] == nil else { return }
        let near = nearestName(to: label, among: index.keys.sorted())
        problems.append(
            node.problem(
                "unknown-topic", "there is no topic '\(label)'" + (what == "parent" ? " to be the parent" : ""),
                hint: near.map { "did you mean '\($0)'?" }))
    }

    /// Reports every topic that leads back to itself.
    private mutating func checkCycles(_ what: String, _ next: (TopicDefinition) -> [Int]) {
        let ways = topics.map { next($0.definition) }
        var waiting = [Int](repeating: 0, count: topics.count)
        for list in ways { for topic in Set(list) { waiting[topic] += 1 } }
        var free = topics.indices.filter { waiting[$0] == 0 }
        var freed = 0
        while freed < free.count {
            for topic in Set(ways[free[freed]]) {
                waiting[topic] -= 1
                if waiting[topic] == 0 { free.append(topic) }
            }
            freed += 1
        }
        // What is left is in a cycle or leads to one; walking on from any of them finds the cycle.
        var seen = Set(free)
        for start in topics.indices where !seen.contains(start) {
            var path: [Int] = []
            var at = start
            while !seen.contains(at), !path.contains(at), let way = ways[at].first(where: { waiting[$0] > 0 }) {
                path.append(at)
                at = way
            }
            if let first = path.firstIndex(of: at) {
                let labels = (path[first...] + [at]).map { "'\(topics[$0].definition.label)'" }
                let word = what == "parent" ? " is a part of " : " needs "
                problems.append(
                    (topics[at].node["rule"] ?? topics[at].node).problem(
                        "topic-cycle", "the topic '\(topics[at].definition.label)' leads back to itself",
                        hint: labels.joined(separator: word)))
            }
            seen.formUnion(path)
            seen.insert(start)
        }
    }

    private mutating func checkCode(_ code: String?, _ key: String, _ node: Node) {
        guard let code, code.hasPrefix("medtop:"), let place = node[key] else { return }
        switch MediaTopics.shared.status(of: String(code.dropFirst(7))) {
        case .living: break
        case .unknown:
            warnings.append(
                place.warning(
                    "unknown-code", "IPTC Media Topics of \(MediaTopics.release) have no code '\(code)'"))
        case .retired(let name, let year, let instead):
            warnings.append(
                place.warning(
                    "retired-code", "IPTC retired the code '\(code)' (\(name)) in \(year)",
                    hint: instead.map { other in
                        let what = other.name == name ? "the concept of that name is now" : "the concept above it is"
                        return "\(what) 'medtop:\(other.code)' (\(other.name))"
                    }))
        }
    }

    /// Reports terms that another of the topic finds too, or that an exclusion always takes.
    private mutating func checkTerms(_ topic: TopicDefinition, _ node: Node) {
        let endings = topic.terms.filter(\.pattern.endsOpen)
        guard !endings.isEmpty || !topic.exclusions.isEmpty else { return }
        let coversOfEndings = TermCovers(endings.map(\.pattern))
        let takers = TermCovers(topic.exclusions)
        for term in topic.terms {
            if let taker = takers.first(of: term.pattern).map({ topic.exclusions[$0] }) {
                problems.append(
                    node.problem(
                        "never-counts",
                        "the term '\(term.pattern.text)' never counts: the exclusion '\(taker.text)' takes it"))
            }
            let wide = coversOfEndings.first(of: term.pattern) {
                endings[$0].weight == term.weight && endings[$0].pattern.text != term.pattern.text
            }.map { endings[$0] }
            if let wide {
                warnings.append(
                    node.warning(
                        "swallowed-term",
                        "the term '\(term.pattern.text)' adds nothing: '\(wide.pattern.text)' finds it",
                        hint: "topic '\(topic.label)'; both have the weight \(Self.plain(term.weight))"))
            }
        }
    }
}

/// Terms by how they begin, to find the few that may cover another.
private struct TermCovers {
    private let terms: [TermPattern]
    private var indices: [UInt32: [Int]] = [:]

    init(_ terms: [TermPattern]) {
        self.terms = terms
        for (i, term) in terms.enumerated() { indices[Self.key(term), default: []].append(i) }
    }

    /// The first of the terms that covers another and is wanted.
    func first(of other: TermPattern, where isWanted: (Int) -> Bool = { _ in true }) -> Int? {
        indices.isEmpty ? nil : indices[Self.key(other)]?.first { isWanted($0) && terms[$0].covers(other) }
    }

    /// What the first words of two terms have in common when one covers the other: no beginning is of fewer letters.
    private static func key(_ term: TermPattern) -> UInt32 {
        guard let word = term.words.first else { return 0 }
        return word.bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension TermPattern {
    /// Whether its last word is a beginning.
    var endsOpen: Bool { words.last?.isPrefix ?? false }

    /// Whether this pattern matches wherever the other does.
    func covers(_ other: TermPattern) -> Bool {
        guard words.count == other.words.count, !options.needsCheck else { return false }
        return words.indices.allSatisfy { i in
            let (mine, theirs) = (words[i], other.words[i])
            if mine.isCapitals, !theirs.isCapitals { return false }
            if mine.isPrefix { return theirs.bytes.starts(with: mine.bytes) }
            if theirs.isPrefix { return false }
            let isLast = i == words.count - 1
            let endsAlike = !isLast || other.options.stemming == .none || options.stemming == other.options.stemming
            return mine.bytes == theirs.bytes && endsAlike
        }
    }
}

extension TopicRule {
    /// Whether `other` is known to hold wherever this rule does; false when that cannot be seen.
    func implies(_ other: TopicRule) -> Bool {
        if self == other { return true }
        if case .term(let mine) = self, case .term(let theirs) = other { return theirs.covers(mine) }
        if case .entity(let mine) = self, case .entity(let theirs) = other {
            return (theirs.label == nil || theirs.label == mine.label)
                && (theirs.name == nil || theirs.name == mine.name)
                && (theirs.id == nil || theirs.id == mine.id)
        }
        if case .any(let others) = other, others.contains(where: { implies($0) }) { return true }
        if case .all(let others) = other, others.allSatisfy({ implies($0) }) { return true }
        switch self {
        case .all(let parts), .near(let parts, _): return parts.contains { $0.implies(other) }
        case .any(let parts): return parts.allSatisfy { $0.implies(other) }
        case .inside(_, let rule): return rule.implies(other)
        default: return false
        }
    }
}
