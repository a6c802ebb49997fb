import TextKernel
import Testing

@testable import Analysis

@Suite struct RuleFeaturesTests {
    private static func taxonomy(_ terms: [String], exclusions: [String] = []) throws -> Taxonomy {
        var topic = TopicDefinition(
            "fuel", terms: try terms.map { TopicDefinition.Term(try TermPattern($0), weight: 3) })
        topic.exclusions = try exclusions.map { try TermPattern($0) }
        let other = TopicDefinition("games", terms: [TopicDefinition.Term(try TermPattern("stadium"), weight: 1)])
        return Taxonomy(name: "small", topics: [topic, other])
    }

    private static func rules(_ terms: [String]) throws -> RuleFeatures { RuleFeatures(try taxonomy(terms)) }

    @Test func `a topic says how often it is mentioned, and how much when it is given`() throws {
        let rules = try Self.rules(["oil", "kerosene"])
        func features(_ texts: String...) -> [(topic: Int, value: Float)] {
            rules.read(texts.map { Array($0.utf8) }).features.map { ($0.topic, $0.value) }
        }
        let given = features("Oil, kerosene and a stadium.")
        #expect(given.map(\.topic) == [0, 0, 1], "a term of weight 1 alone does not give its topic")
        #expect(abs(given[0].value - 1.0986) < 1e-3 && given[1].value > 0.5 && abs(given[2].value - 0.6931) < 1e-3)
        #expect(features("Nothing.").isEmpty && features("").isEmpty)
        // The title counts as that of a document does.
        #expect(features("Oil", "Nothing.").map(\.topic) == [0, 0])
        // What is no UTF-8 has nothing that rules could say.
        let broken = rules.read([[0xFF] + Array(" oil".utf8)])
        #expect(broken.features.isEmpty && broken.places(of: 0).isEmpty)
    }

    @Test func `places are those of the mentions, in title and text`() throws {
        let rules = try Self.rules(["oil", "kerosene"])
        let texts = ["Óil and oil", "The kerosene."].map { Array($0.utf8) }
        let places = rules.read(texts).places(of: 0)
        let found = places.map { String(decoding: texts[$0.part][$0.range], as: UTF8.self) }
        #expect(found == ["Óil", "oil", "kerosene"])
    }

    @Test func `features are the same whatever stands beside them, and the identity is that of the rules`() throws {
        let one = try Self.rules(["oil", "kerosene"])
        let more = try Self.rules(["oil", "kerosene", "petrol"])
        let text = [Array("oil".utf8)]
        #expect(one.read(text).features.map(\.hash) == more.read(text).features.map(\.hash))
        #expect(one.identity == (try Self.rules(["oil", "kerosene"])).identity && one.identity.hasPrefix("small "))
        #expect(one.identity != more.identity)
        let without = RuleFeatures(try Self.taxonomy(["oil", "kerosene"], exclusions: ["oil painting"]))
        #expect(one.identity != without.identity)
    }

    @Test func `rules that say nothing of the labels are not asked`() async throws {
        var random = SeededNumbers(state: 3)
        let common = ["the", "of", "and", "in", "said", "new", "after", "for", "with", "at"]
        // One word tells the label, three times in four; all others come as they like.
        let examples = (0..<300).map { i in
            let label = ["energy", "sport", "health"][i % 3]
            let told = Int.random(in: 0..<4, using: &random) > 0 ? label : ["energy", "sport", "health"][(i + 1) % 3]
            var words = (0..<12).map { _ in common[Int.random(in: 0..<common.count, using: &random)] }
            words.append("\(told)\(Int.random(in: 0..<5, using: &random))")
            return TopicTrainer.Example([Array(words.joined(separator: " ").utf8)], labels: [label])
        }
        let topics = try common.map { word in
            TopicDefinition(word, terms: [TopicDefinition.Term(try TermPattern(word), weight: 3)])
        }
        let rules = RuleFeatures(Taxonomy(name: "noise", topics: topics))
        let outcome = try await TopicTrainer(TopicTrainer.Options(), rules: rules).train(examples)
        #expect(!outcome.asksRules)
        let model = try TopicModel(outcome.file(manifest: []))
        #expect(!model.needsRules)
        let text = [Array("said of the energy3".utf8)]
        #expect(
            model.with(rules).judge(text) == model.judge(text) && model.judge(text).isGiven == [true, false, false])
    }

    @Test(arguments: [true, false])
    func `a model learns what rules mean for its labels, and knows words that no text had`(several: Bool) async throws {
        let terms = ["oil", "gas", "crude", "kerosene", "petrol"]
        let rules = try Self.rules(terms)
        let examples = TopicSet.examples(150, several: several)
        let outcome = try await TopicTrainer(TopicTrainer.Options(), rules: rules).train(examples)
        let bytes = outcome.file(manifest: [])
        let opened = try TopicModel(bytes)
        #expect(opened.needsRules && opened.rulesIdentity == rules.identity)
        let model = opened.with(rules)
        let texts = [Array("said of the kerosene and the petrol".utf8)]
        let alone = opened.judge(texts).probabilities[0]
        let joined = model.judge(texts).probabilities[0]
        #expect(joined > alone + 0.2, "\(joined) beside \(alone)")
        let (base, reasons) = model.read(texts) { $0.reasons(for: 0) }
        #expect(abs(base + reasons.reduce(0) { $0 + $1.weight } - joined) < 1e-3)
        let own = reasons.filter { $0.topic == "fuel" }
        #expect(
            Set(own.map { String(decoding: texts[0][$0.range], as: UTF8.self) }) == ["kerosene", "petrol"])
        #expect(own.allSatisfy { $0.weight > 0 })
        // Jobs change nothing, and without rules none are asked.
        var options = TopicTrainer.Options()
        options.jobs = 3
        #expect(try await TopicTrainer(options, rules: rules).train(examples).file(manifest: []) == bytes)
        let plain = try TopicModel(try await TopicTrainer().train(examples).file(manifest: []))
        #expect(!plain.needsRules && plain.with(rules).judge(texts) == plain.judge(texts))
    }
}
