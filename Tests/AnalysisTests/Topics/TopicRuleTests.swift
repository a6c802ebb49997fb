import DocumentModel
import Testing

@testable import Analysis

/// Rules over a few documents, and against a slow twin that follows their description.
@Suite struct TopicRuleTests {
    private static func term(_ text: String, _ change: (inout TermPattern.Options) -> Void = { _ in }) throws
        -> TopicRule
    {
        var options = TermPattern.Options()
        change(&options)
        return .term(try TermPattern(text, options))
    }

    private static func topics(
        _ rule: TopicRule, _ document: Document, missed: TopicClassifier.Missed = .none
    ) -> (topics: [Topic], missed: [Topic]) {
        var topic = TopicDefinition("t", terms: [])
        topic.rule = rule
        return TopicClassifier(Taxonomy(name: "test", topics: [topic])).judge(document, missed: missed, stage: "test")
    }

    private static func holds(_ rule: TopicRule, _ text: String, title: String? = nil) -> Bool {
        let fields: Fields = title.map { ["title": .string($0)] } ?? Fields()
        return !topics(rule, Document(text, fields: fields)).topics.isEmpty
    }

    private static func words(_ texts: String...) throws -> [TopicRule] { try texts.map { try term($0) } }

    @Test func `any, all, at least and not are what they say`() throws {
        let parts = try Self.words("oil", "gas", "coal")
        #expect(Self.holds(.any(parts), "Coal it was."))
        #expect(!Self.holds(.any(parts), "Wood it was."))
        #expect(Self.holds(.all(parts), "Oil, gas and coal."))
        #expect(!Self.holds(.all(parts), "Oil and gas."))
        #expect(Self.holds(.atLeast(2, of: parts), "Oil and gas."))
        #expect(!Self.holds(.atLeast(2, of: parts), "Oil and oil."))
        let noOlives = TopicRule.all([parts[0], .not(try Self.term("olive"))])
        #expect(Self.holds(noOlives, "Oil it was."))
        #expect(!Self.holds(noOlives, "Olive oil it was."))
    }

    @Test(arguments: [
        ("The price of crude oil rose.", 3, false, true), ("The price of crude oil rose.", 2, false, true),
        ("The price of crude oil rose.", 1, false, false), ("Oil rose; the price too.", 3, false, true),
        ("Oil rose; the price too.", 3, true, false), ("Oil", 3, false, false),
        ("price a b c d e f oil a oil price", 0, false, true), ("price a b c oil", 3, true, true),
    ])
    func `near counts the words between`(text: String, words: Int, isOrdered: Bool, expected: Bool) throws {
        let rule = TopicRule.near(
            try Self.words("price", "oil"), TopicRule.Nearness(.words(words), isOrdered: isOrdered))
        #expect(Self.holds(rule, text) == expected)
    }

    @Test func `near can ask for one sentence or one paragraph`() throws {
        let parts = try Self.words("price", "oil")
        let text = "The price was high. Nobody wanted oil.\n\nOil again."
        #expect(!Self.holds(.near(parts, TopicRule.Nearness(.sentence)), text))
        #expect(Self.holds(.near(parts, TopicRule.Nearness(.paragraph)), text))
        #expect(!Self.holds(.near(parts, TopicRule.Nearness(.paragraph)), "The price.\n\nOil again."))
    }

    @Test func `count counts mentions, and count-unique different words`() throws {
        let parts = try Self.words("vaccin*")
        #expect(Self.holds(.count(parts, atLeast: 3, isUnique: false), "Vaccine, vaccine, vaccines."))
        #expect(!Self.holds(.count(parts, atLeast: 3, isUnique: true), "Vaccine, vaccine, vaccines."))
        #expect(Self.holds(.count(parts, atLeast: 2, isUnique: true), "Vaccine, vaccine, vaccines."))
    }

    @Test func `a rule can ask for a place or a field`() throws {
        let oil = try Self.term("oil")
        #expect(Self.holds(.inside([.title], oil), "Nothing.", title: "Oil"))
        #expect(!Self.holds(.inside([.title], oil), "Oil.", title: "Nothing"))
        #expect(Self.holds(.inside([.lead], oil), "Oil.\n\nMore."))
        #expect(!Self.holds(.inside([.lead], oil), "More.\n\nOil."))
        #expect(Self.holds(.inside([.body], oil), "More.\n\nOil."))
        var document = Document("Photo of oil. The text.")
        document.regions = [Region(.caption, Span(0, 13), by: Provenance(stage: "test", rule: "test"))]
        #expect(!Self.topics(.inside([.caption], oil), document).topics.isEmpty)
        #expect(Self.topics(.inside([.body], oil), document).topics.isEmpty)
        let tagged = Document("Text.", fields: ["keywords": ["oil price", "gas"], "section": "World"])
        #expect(!Self.topics(.inField("keywords", oil), tagged).topics.isEmpty)
        #expect(Self.topics(.inField("section", oil), tagged).topics.isEmpty)
        #expect(!Self.topics(.fieldValue(field: "section", values: ["world", "politics"]), tagged).topics.isEmpty)
        #expect(Self.topics(.fieldValue(field: "section", values: ["politics"]), tagged).topics.isEmpty)
    }

    @Test func `a rule can ask for a name`() throws {
        var document = Document("Việt Nam spoke with Russia near Moscow.")
        let by = Provenance(stage: "test", rule: "test")
        document.entities = [
            Entity(Span(0, 10), Label(rawValue: "GPE"), canonicalName: "Vietnam", id: "wikidata:Q881", by: by),
            Entity(Span(22, 28), Label(rawValue: "GPE"), canonicalName: "Russia", id: "wikidata:Q159", by: by),
        ]
        func given(_ test: EntityTest) -> Bool { !Self.topics(.entity(test), document).topics.isEmpty }
        #expect(given(EntityTest(label: "GPE", name: "Russia")))
        #expect(given(EntityTest(id: "wikidata:Q881")))
        #expect(given(EntityTest(name: "viet nam")))
        #expect(given(EntityTest(label: "GPE")))
        #expect(!given(EntityTest(label: "ORG", name: "Russia")))
        #expect(!given(EntityTest(label: "GPE", name: "Moscow")))
        let near = TopicRule.near(
            [.entity(EntityTest(name: "Vietnam")), .entity(EntityTest(name: "Russia"))], TopicRule.Nearness(.words(2)))
        let found = Self.topics(near, document).topics
        #expect(found.first?.evidence.map(\.term) == ["Vietnam", "Russia"])
    }

    @Test func `a topic can refer to others, requires and unless decide, whatever the order`() throws {
        var first = TopicDefinition("first", terms: [])
        first.rule = .all([.topic("second"), try Self.term("pipe")])
        var second = TopicDefinition("second", terms: [.init(try TermPattern("oil"), weight: 3)])
        second.requires = .any(try Self.words("price", "market"))
        second.unless = try Self.term("olive")
        let classifier = TopicClassifier(Taxonomy(name: "test", topics: [first, second]))
        func labels(_ text: String) -> Set<String> {
            Set(classifier.topics(of: Document(text), stage: "test").map(\.label))
        }
        #expect(labels("The oil price and a pipe.") == ["first", "second"])
        #expect(labels("The oil price.") == ["second"])
        #expect(labels("Oil in a pipe.") == [])
        #expect(labels("The olive oil price and a pipe.") == [])
    }

    @Test func `what is missed says what was missing, and what spoke against it`() throws {
        var topic = TopicDefinition(
            "oil",
            terms: [
                .init(try TermPattern("oil"), weight: 3), .init(try TermPattern("barrel"), weight: 1),
                .init(try TermPattern("energy"), weight: 2),
            ])
        topic.requires = .all(try Self.words("price", "market"))
        topic.unless = try Self.term("olive")
        let classifier = TopicClassifier(Taxonomy(name: "test", topics: [topic]))
        func shortfall(_ text: String) -> String? {
            classifier.judge(Document("X\n\n" + text), missed: .all, stage: "test").missed.first?.shortfall
        }
        #expect(shortfall("Oil, its price and its market.") == nil)
        #expect(shortfall("Nothing.") == "none of its 3 terms was found, none of its 2 rules holds")
        #expect(shortfall("Oil and its price.") == "requires 'market'")
        #expect(shortfall("Olive oil, its price and market.") == "ruled out by 'olive'")
        #expect(
            shortfall("A barrel, its price and market.") == "only supporting terms were found, none of weight 2 or more"
        )
        #expect(shortfall("Energy, its price and market.") == "scored 0.4 of 0.5: 1 points are missing")
        let missed = classifier.judge(
            Document("Olive oil, its price and market."), missed: .near, stage: "test"
        ).missed
        #expect(missed.first?.evidence.map { $0.weight < 0 } == [false, true])
    }

    @Test(arguments: [
        ("apple", "exact", "Apple", false), ("Apple", "exact", "Apple", true), ("Apple", "exact", "APPLE", false),
        ("WHO", "any", "who", true), ("WHO", "capitals", "who", false),
    ])
    func `the case of letters is as an option says`(term: String, rule: String, text: String, expected: Bool) throws {
        let rule = try Self.term(term) { $0.letterCase = TermPattern.Options.LetterCase(rawValue: rule) ?? .capitals }
        #expect(Self.holds(rule, text) == expected)
    }

    @Test func `stemming, endings and accents are as options say`() throws {
        let full = try Self.term("negotiate deal") { $0.stemming = .full }
        for text in ["negotiated deals", "negotiating a", "negotiates deal"] {
            #expect(Self.holds(full, text) == (text != "negotiating a"), "\(text)")
        }
        #expect(!Self.holds(try Self.term("deal") { $0.stemming = .none }, "deals"))
        let ending = try Self.term("vaccin*") { $0.mostEndingLetters = 2 }
        #expect(Self.holds(ending, "vaccines"))
        #expect(!Self.holds(ending, "vaccination"))
        let accents = try Self.term("résumé") { $0.foldsAccents = false }
        #expect(Self.holds(accents, "His Résumés."))
        #expect(!Self.holds(accents, "They resume."))
    }

    // MARK: The twin

    /// Says what a rule means, word by word, for texts of plain words and full stops.
    private struct Twin {
        let sentences: [[String]]
        var words: [(word: String, sentence: Int)] {
            sentences.enumerated().flatMap { index, words in words.map { ($0, index) } }
        }

        func places(_ rule: TopicRule) -> [Int] {
            switch rule {
            case .term(let pattern):
                words.indices.filter { [pattern.text, pattern.text + "s"].contains(words[$0].word) }
            case .any(let rules): Array(Set(rules.flatMap(places))).sorted()
            default: []
            }
        }

        func holds(_ rule: TopicRule) -> Bool {
            switch rule {
            case .term: return !places(rule).isEmpty
            case .any(let rules): return rules.contains { holds($0) }
            case .all(let rules): return rules.allSatisfy { holds($0) }
            case .atLeast(let least, let rules): return rules.count { holds($0) } >= least
            case .not(let rule): return !holds(rule)
            case .count(let rules, let least, let isUnique):
                let found = Set(rules.flatMap(places))
                return (isUnique ? Set(found.map { words[$0].word }).count : found.count) >= least
            case .near(let rules, let nearness):
                return choices(rules.map(places)[...]).contains { choice in
                    guard let first = choice.min(), let last = choice.max() else { return false }
                    if nearness.isOrdered, !zip(choice, choice.dropFirst()).allSatisfy({ $0 < $1 }) { return false }
                    if case .words(let count) = nearness.reach { return last - first - 1 <= count }
                    return words[first].sentence == words[last].sentence
                }
            default: return false
            }
        }

        private func choices(_ lists: ArraySlice<[Int]>) -> [[Int]] {
            guard let first = lists.first else { return [[]] }
            return first.flatMap { place in choices(lists.dropFirst()).map { [place] + $0 } }
        }
    }

    @Test(arguments: 0..<60)
    func `a rule holds where its twin says so`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let vocabulary = ["oil", "wood", "coal", "wind", "sun", "trees", "pipe"]
        func leaf() throws -> TopicRule { try Self.term(vocabulary.randomElement(using: &random) ?? "oil") }
        func rule(_ depth: Int) throws -> TopicRule {
            func parts(_ count: Int) throws -> [TopicRule] { try (0..<count).map { _ in try rule(depth - 1) } }
            func leaves(_ count: Int) throws -> [TopicRule] { try (0..<count).map { _ in try leaf() } }
            switch depth == 0 ? 0 : Int.random(in: 0...6, using: &random) {
            case 1: return .any(try parts(2))
            case 2: return .all(try parts(2))
            case 3: return .atLeast(2, of: try parts(3))
            case 4: return .all([try leaf(), .not(try rule(depth - 1))])
            case 5:
                let reach: TopicRule.Nearness.Reach =
                    Bool.random(using: &random) ? .sentence : .words(Int.random(in: 0...3, using: &random))
                return .near(
                    try leaves(Int.random(in: 2...3, using: &random)) + [.any(try leaves(2))],
                    TopicRule.Nearness(reach, isOrdered: Bool.random(using: &random)))
            case 6:
                return .count(
                    try leaves(2), atLeast: Int.random(in: 1...4, using: &random), isUnique: Bool.random(using: &random)
                )
            default: return try leaf()
            }
        }
        let rules = try (0..<6).map { _ in try rule(2) }
        let sentences = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            ["Now"]
                + (0..<Int.random(in: 2...7, using: &random)).map { _ in
                    (vocabulary + ["and", "the", "woods"]).randomElement(using: &random) ?? "the"
                } + ["end"]
        }
        let document = Document(sentences.map { $0.joined(separator: " ") + "." }.joined(separator: " "))
        let twin = Twin(sentences: sentences)
        // All in one taxonomy, so that topics do not disturb each other.
        let topics = rules.enumerated().map { index, rule in
            var topic = TopicDefinition("t\(index)", terms: [])
            topic.rule = rule
            return topic
        }
        let given = Set(
            TopicClassifier(Taxonomy(name: "test", topics: topics)).topics(of: document, stage: "test").map(\.label))
        for (index, rule) in rules.enumerated() where !rule.holdsOfNothing {
            #expect(given.contains("t\(index)") == twin.holds(rule), "seed \(seed): \(rule) in \(document.text)")
        }
    }
}
