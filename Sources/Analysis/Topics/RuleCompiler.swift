import TextKernel

/// Writes the rules of topics down as the tests of a ``RuleProgram``.
struct RuleCompiler {
    typealias Test = RuleProgram.Test

    private(set) var tests: [Test] = []
    private(set) var clauses: [RuleProgram.Clause] = []
    private(set) var leaves: [RuleProgram.Leaf] = []
    private(set) var terms: [(pattern: TermPattern, leaf: Int)] = []
    private(set) var fields: [String] = []
    private(set) var rules: [RuleProgram.Rules?] = []
    private(set) var dependents: [[Int]]
    private(set) var values: [(leaf: Int, source: Int, values: [[UInt8]])] = []
    private(set) var entities = RuleProgram.EntityIndex()

    private let labels: [String: Int]
    private let titleField: String

    /// Where a rule stands.
    private struct Place {
        var topic: Int
        /// Bits of ``TopicPlace``, 0 for everywhere.
        var places: UInt8 = 0
        /// −1 for title and text, else the number of a field's source.
        var source = -1
    }

    /// Compiles the rules of all topics.
    init(_ topics: [TopicDefinition], titleField: String) {
        self.titleField = titleField
        labels = Dictionary(topics.enumerated().map { ($1.label, $0) }, uniquingKeysWith: { first, _ in first })
        dependents = topics.map { _ in [] }
        for (index, topic) in topics.enumerated() {
            guard topic.hasRules else {
                rules.append(nil)
                continue
            }
            let place = Place(topic: index)
            var compiled = RuleProgram.Rules()
            let first = clauses.count
            for clause in topic.clauses {
                clauses.append(RuleProgram.Clause(test: number(clause.rule, place), weight: clause.weight))
            }
            compiled.clauses = first..<clauses.count
            compiled.rule = topic.rule.map { number($0, place) }
            compiled.requires = topic.requires.map { number($0, place) }
            compiled.unless = topic.unless.map { number($0, place) }
            rules.append(compiled)
            for label in Set(topic.allRules.flatMap(\.topics)) {
                if let target = labels[label] { dependents[target].append(index) }
            }
        }
    }

    /// The number of a new test.
    private mutating func number(_ rule: TopicRule, _ place: Place) -> Int {
        let test = test(rule, place)
        tests.append(test)
        return tests.count - 1
    }

    /// A test of others, which come to stand side by side.
    private mutating func test(of parts: [Test], _ kind: Test.Kind, least: Int = 0) -> Test {
        let first = tests.count
        tests += parts
        return Test(kind: kind, first: first, count: parts.count, least: least)
    }

    private mutating func parts(_ rules: [TopicRule], _ place: Place) -> [Test] { rules.map { test($0, place) } }

    /// Parts of which the mentions are put together, where several leaves in a row are one part.
    private mutating func joinedParts(_ rules: [TopicRule], _ place: Place) -> [Test] {
        var joined: [Test] = []
        for part in parts(rules, place) {
            if let last = joined.last, last.kind == .leaves, part.kind == .leaves, last.places == part.places,
                last.parts.upperBound == part.first
            {
                joined[joined.count - 1].count += part.count
            } else {
                joined.append(part)
            }
        }
        return joined
    }

    private mutating func test(_ rule: TopicRule, _ place: Place) -> Test {
        switch rule {
        case .term(let pattern):
            let leaf = leaf(pattern.text, place)
            terms.append((pattern, leaf))
            return Test(kind: .leaves, places: place.places, first: leaf, count: 1)
        case .entity(let entity):
            let leaf = leaf(entity.description, place)
            add(entity, leaf)
            return Test(kind: .leaves, places: place.places, first: leaf, count: 1)
        case .fieldValue(let field, let wanted):
            let source = source(of: field)
            let leaf = leaf(rule.description, Place(topic: place.topic, source: source))
            values.append((leaf, source, wanted.map { Folding.folded(Array($0.utf8)) }))
            return Test(kind: .leaves, first: leaf, count: 1)
        case .topic(let label): return labels[label].map { Test(kind: .topic, first: $0) } ?? Test()
        case .any(let rules):
            let parts = joinedParts(rules, place)
            return parts.count == 1 ? parts[0] : test(of: parts, .atLeast, least: 1)
        case .all(let rules): return test(of: parts(rules, place), .atLeast, least: rules.count)
        case .atLeast(let least, let rules): return test(of: parts(rules, place), .atLeast, least: least)
        case .not(let rule): return test(of: [test(rule, place)], .not)
        case .near(let rules, let nearness):
            var test = test(of: parts(rules, place), .near)
            test.nearness = nearness
            return test
        case .count(let rules, let least, let isUnique):
            var test = test(of: joinedParts(rules, place), .count, least: least)
            test.isUnique = isUnique
            return test
        case .inside(let wanted, let rule):
            let bits = wanted.reduce(0) { $0 | $1.bit }
            let both = place.places == 0 ? bits : bits & place.places
            return both == 0 ? Test() : test(rule, Place(topic: place.topic, places: both, source: place.source))
        case .inField(let field, let rule):
            if field == titleField {
                return test(rule, Place(topic: place.topic, places: TopicPlace.title.bit, source: place.source))
            }
            return test(rule, Place(topic: place.topic, source: source(of: field)))
        }
    }

    private mutating func leaf(_ name: String, _ place: Place) -> Int {
        leaves.append(RuleProgram.Leaf(topic: Int32(place.topic), source: Int32(place.source), name: name))
        return leaves.count - 1
    }

    /// The number of a field's source; −1 for the title, which is looked at anyway.
    private mutating func source(of field: String) -> Int {
        if let known = fields.firstIndex(of: field) { return known + 2 }
        fields.append(field)
        return fields.count + 1
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
