import DocumentModel
import TextKernel

/// A mention of something that a rule asks for.
struct RuleHit: Hashable, Sendable {
    /// What was found, by its number in ``RuleProgram/leaves``; −1 − *t* when the topic *t* was.
    var leaf: Int32
    /// 0 for the title, 1 for the text, then the fields of ``RuleProgram/fields``.
    var source: Int32
    /// UTF-8 bytes of the source.
    var start: Int32
    var end: Int32

    static func precedes(_ a: RuleHit, _ b: RuleHit) -> Bool {
        (a.source, a.start, b.end, a.leaf) < (b.source, b.start, a.end, b.leaf)
    }
}

/// The rules of a taxonomy, with a number for everything that is looked for.
struct RuleProgram: Sendable {
    /// A compiled rule.
    indirect enum Test: Sendable {
        /// A mention; `places` are bits of ``TopicPlace``, 0 for everywhere.
        case leaf(Int, places: UInt8)
        case topic(Int)
        case any([Test])
        case all([Test])
        case atLeast(Int, [Test])
        case not(Test)
        case near([Test], TopicRule.Nearness)
        case count([Test], atLeast: Int, isUnique: Bool)
        case never
    }

    /// Something that is looked for.
    struct Leaf: Sendable {
        /// The topic whose rule it is.
        var topic: Int32
        /// Where it is looked for: −1 for title and text, else the number of a field's source.
        var source: Int32
        /// How evidence names it.
        var name: String
    }

    /// The rules of one topic.
    struct Rules: Sendable {
        var clauses: [(test: Test, weight: Double, rule: TopicRule)] = []
        var rule: Test?
        var requires: Test?
        var unless: Test?
    }

    private(set) var leaves: [Leaf] = []
    /// The terms that rules ask for, each with its leaf.
    private(set) var terms: [(pattern: TermPattern, leaf: Int)] = []
    /// The fields that rules ask about beside the title; the first is source 2.
    private(set) var fields: [String] = []
    /// By topic; nil for a topic without rules.
    private(set) var rules: [Rules?] = []
    /// The topics in an order in which each comes after those it refers to.
    private(set) var order: [Int] = []
    /// By topic: the topics whose rules refer to it.
    private(set) var dependents: [[Int]] = []
    private(set) var values: [(leaf: Int, source: Int, values: [[UInt8]])] = []
    private(set) var entities = EntityIndex()

    /// The leaves of rules about names, by what is looked up.
    struct EntityIndex: Sendable {
        var byID: [String: [(test: EntityTest, leaf: Int)]] = [:]
        var byName: [[UInt8]: [(test: EntityTest, leaf: Int)]] = [:]
        var byLabel: [String: [(test: EntityTest, leaf: Int)]] = [:]
        var isEmpty: Bool { byID.isEmpty && byName.isEmpty && byLabel.isEmpty }
    }

    private let labels: [String: Int]

    /// Compiles the rules of all topics.
    ///
    /// A reference to an unknown topic, or one in a cycle, never holds; the reader of taxonomy files refuses both.
    init(_ topics: [TopicDefinition], titleField: String) {
        labels = Dictionary(topics.enumerated().map { ($1.label, $0) }, uniquingKeysWith: { first, _ in first })
        dependents = topics.map { _ in [] }
        for (index, topic) in topics.enumerated() {
            guard topic.hasRules else {
                rules.append(nil)
                continue
            }
            var compiled = Rules()
            compiled.clauses = topic.clauses.map {
                (test($0.rule, index, titleField, places: 0, source: -1), $0.weight, $0.rule)
            }
            compiled.rule = topic.rule.map { test($0, index, titleField, places: 0, source: -1) }
            compiled.requires = topic.requires.map { test($0, index, titleField, places: 0, source: -1) }
            compiled.unless = topic.unless.map { test($0, index, titleField, places: 0, source: -1) }
            rules.append(compiled)
            for label in Set(topic.allRules.flatMap(\.topics)) {
                if let target = labels[label] { dependents[target].append(index) }
            }
        }
        order = Self.order(of: topics.count, dependents)
    }

    /// Each topic after those it refers to; those in a cycle come last.
    private static func order(of count: Int, _ dependents: [[Int]]) -> [Int] {
        var waiting = [Int](repeating: 0, count: count)
        for list in dependents { for topic in list { waiting[topic] += 1 } }
        var order = (0..<count).filter { waiting[$0] == 0 }
        var next = 0
        while next < order.count {
            for topic in dependents[order[next]] {
                waiting[topic] -= 1
                if waiting[topic] == 0 { order.append(topic) }
            }
            next += 1
        }
        return order + (0..<count).filter { waiting[$0] > 0 }
    }

    private mutating func leaf(_ topic: Int, _ source: Int, _ name: String) -> Int {
        leaves.append(Leaf(topic: Int32(topic), source: Int32(source), name: name))
        return leaves.count - 1
    }

    /// The number of a field's source; −1 for the title, which is looked at anyway.
    private mutating func source(of field: String) -> Int {
        if let known = fields.firstIndex(of: field) { return known + 2 }
        fields.append(field)
        return fields.count + 1
    }

    private mutating func test(
        _ rule: TopicRule, _ topic: Int, _ titleField: String, places: UInt8, source: Int
    ) -> Test {
        func tests(_ rules: [TopicRule]) -> [Test] {
            rules.map { test($0, topic, titleField, places: places, source: source) }
        }
        switch rule {
        case .term(let pattern):
            let leaf = leaf(topic, source, pattern.text)
            terms.append((pattern, leaf))
            return .leaf(leaf, places: places)
        case .entity(let entity):
            let leaf = leaf(topic, source, entity.description)
            add(entity, leaf)
            return .leaf(leaf, places: places)
        case .fieldValue(let field, let wanted):
            let source = self.source(of: field)
            let leaf = leaf(topic, source, rule.description)
            values.append((leaf, source, wanted.map { Folding.folded(Array($0.utf8)) }))
            return .leaf(leaf, places: 0)
        case .topic(let label): return labels[label].map { .topic($0) } ?? .never
        case .any(let rules): return .any(tests(rules))
        case .all(let rules): return .all(tests(rules))
        case .atLeast(let least, let rules): return .atLeast(least, tests(rules))
        case .not(let rule): return .not(test(rule, topic, titleField, places: places, source: source))
        case .near(let rules, let nearness): return .near(tests(rules), nearness)
        case .count(let rules, let least, let isUnique):
            return .count(tests(rules), atLeast: least, isUnique: isUnique)
        case .inside(let wanted, let rule):
            let bits = wanted.reduce(0) { $0 | $1.bit }
            let both = places == 0 ? bits : bits & places
            return both == 0 ? .never : test(rule, topic, titleField, places: both, source: source)
        case .inField(let field, let rule):
            if field == titleField {
                return test(rule, topic, titleField, places: TopicPlace.title.bit, source: source)
            }
            return test(rule, topic, titleField, places: 0, source: self.source(of: field))
        }
    }

    private mutating func add(_ test: EntityTest, _ leaf: Int) {
        if let id = test.id {
            entities.byID[id, default: []].append((test, leaf))
        } else if let name = test.name {
            entities.byName[Folding.folded(Array(name.utf8)), default: []].append((test, leaf))
        } else if let label = test.label {
            entities.byLabel[label, default: []].append((test, leaf))
        }
    }
}

extension TopicDefinition {
    /// Whether anything but terms speaks for or against it.
    var hasRules: Bool { !clauses.isEmpty || rule != nil || requires != nil || unless != nil }

    /// Every rule of the topic.
    package var allRules: [TopicRule] { clauses.map(\.rule) + [rule, requires, unless].compactMap(\.self) }
}
