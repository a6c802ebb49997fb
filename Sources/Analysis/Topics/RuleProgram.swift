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

    /// By leaf, then in text order.
    static func leafPrecedes(_ a: RuleHit, _ b: RuleHit) -> Bool {
        if a.leaf != b.leaf { return a.leaf < b.leaf }
        if a.source != b.source { return a.source < b.source }
        return a.start != b.start ? a.start < b.start : a.end > b.end
    }
}

/// The rules of a taxonomy, with a number for everything that is looked for.
///
/// Rules are numbers of tests in one list, so that judging a document follows numbers and counts no references.
final class RuleProgram: Sendable {
    /// A rule, or a part of one.
    struct Test: Sendable {
        enum Kind: Sendable {
            /// A mention of any of ``count`` leaves from ``first`` on.
            case leaves
            /// The topic ``first``.
            case topic
            /// At least ``least`` of ``count`` tests from ``first`` on.
            case atLeast
            /// Not the test ``first``.
            case not
            /// ``count`` tests from ``first`` on, near each other.
            case near
            /// At least ``least`` mentions of ``count`` tests from ``first`` on.
            case count
            case never
        }

        var kind = Kind.never
        /// Where mentions of leaves count, as bits of ``TopicPlace``; 0 for everywhere.
        var places: UInt8 = 0
        /// Whether only different words are counted.
        var isUnique = false
        var first = 0
        var count = 0
        var least = 0
        var nearness = TopicRule.Nearness(.sentence)

        /// The tests, or the leaves, it is made of.
        var parts: Range<Int> { first..<first + count }
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

    /// What speaks for or against a topic beside its terms: a test, and what it is worth.
    struct Clause: Sendable {
        var test: Int
        var weight: Double
    }

    /// The rules of one topic: some of ``RuleProgram/clauses``, and the numbers of tests.
    struct Rules: Sendable {
        var clauses = 0..<0
        var rule: Int?
        var requires: Int?
        var unless: Int?
    }

    let tests: [Test]
    let clauses: [Clause]
    let leaves: [Leaf]
    /// The terms that rules ask for, each with its leaf.
    let terms: [(pattern: TermPattern, leaf: Int)]
    /// The fields that rules ask about beside the title; the first is source 2.
    let fields: [String]
    /// By topic; nil for a topic without rules.
    let rules: [Rules?]
    /// The topics in an order in which each comes after those it refers to.
    let order: [Int]
    /// By topic: its place in ``order``.
    let places: [Int32]
    /// By topic: the topics whose rules refer to it.
    let dependents: [[Int]]
    let values: [(leaf: Int, source: Int, values: [[UInt8]])]
    let entities: EntityIndex

    /// The leaves of rules about names, by what is looked up.
    struct EntityIndex: Sendable {
        var byID: [String: [(test: EntityTest, leaf: Int)]] = [:]
        var byName: [[UInt8]: [(test: EntityTest, leaf: Int)]] = [:]
        var byLabel: [String: [(test: EntityTest, leaf: Int)]] = [:]
        var isEmpty: Bool { byID.isEmpty && byName.isEmpty && byLabel.isEmpty }
    }

    /// Compiles the rules of all topics.
    ///
    /// A reference to an unknown topic, or one in a cycle, never holds; the reader of taxonomy files refuses both.
    init(_ topics: [TopicDefinition], titleField: String) {
        let compiler = RuleCompiler(topics, titleField: titleField)
        tests = compiler.tests
        clauses = compiler.clauses
        leaves = compiler.leaves
        terms = compiler.terms
        fields = compiler.fields
        rules = compiler.rules
        dependents = compiler.dependents
        values = compiler.values
        entities = compiler.entities
        order = Self.order(of: topics.count, dependents)
        var places = [Int32](repeating: 0, count: order.count)
        for (place, topic) in order.enumerated() { places[topic] = Int32(place) }
        self.places = places
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
}

extension TopicDefinition {
    /// Whether anything but terms speaks for or against it.
    var hasRules: Bool { !clauses.isEmpty || rule != nil || requires != nil || unless != nil }

    /// Every rule of the topic.
    package var allRules: [TopicRule] { clauses.map(\.rule) + [rule, requires, unless].compactMap(\.self) }
}
