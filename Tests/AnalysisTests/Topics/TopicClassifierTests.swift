import DocumentModel
import Testing

@testable import Analysis

@Suite struct TopicClassifierTests {
    private static func topic(
        _ label: String, _ terms: [String: Double], exclusions: [String] = []
    ) throws -> TopicDefinition {
        TopicDefinition(
            label, code: "medtop:20000256",
            terms: try terms.sorted { $0.key < $1.key }.map { .init(try TermPattern($0.key), weight: $0.value) },
            exclusions: try exclusions.map { try TermPattern($0) })
    }

    private static func classifier() throws -> TopicClassifier {
        TopicClassifier(
            Taxonomy(
                name: "test",
                topics: [
                    try topic(
                        "energy", ["power": 2, "power plant": 3, "grid": 1, "volt": 1, "calorie": -2],
                        exclusions: ["power of attorney", "balance of power"]),
                    try topic("trade", ["trade": 2, "trade deal": 3, "tariff": 2]),
                ]))
    }

    private func labels(_ text: String, title: String? = nil) throws -> [String] {
        let fields: Fields = title.map { ["title": .string($0)] } ?? Fields()
        return try Self.classifier().topics(of: Document("\n\n" + text, fields: fields), stage: "test").map(\.label)
    }

    /// Text far from the lead.
    private static let lead = "A lead.\n\n"

    @Test(arguments: [
        ("The power plant stood still.", ["energy"]),
        ("The power went.", []),  // one mention of weight 2
        ("The power went. The power came.", ["energy"]),
        ("The grid and the volt, grid, grid, volt.", []),  // support alone
        ("The power went off the grid.", ["energy"]),
        ("Power of attorney and power plants.", ["energy"]),
        ("A balance of power, a power of attorney and power.", []),
        ("A power plant and a trade deal.", ["energy", "trade"]),  // equal scores: the taxonomy's order
        ("A trade deal, a trade deal, a power plant.", ["trade", "energy"]),
        ("A power plant burns calories, calories, calories.", []),
    ])
    func `weights, exclusions and terms against decide`(text: String, expected: [String]) throws {
        #expect(try labels(Self.lead + text) == expected)
    }

    @Test func `the title counts double`() throws {
        #expect(try labels(Self.lead + "Nothing.", title: "Power cut") == ["energy"])
    }

    @Test func `the first paragraph counts a quarter more`() throws {
        let scores = try ["The power.\n\nX", "X\n\nThe power."].map {
            try Self.classifier().allScores(Document($0)).first?.score ?? 0
        }
        #expect(scores == [0.4545, 0.4])
    }

    @Test func `a sign-off and a dateline have no say`() throws {
        var document = Document("POWER PLANT — Rain. Trade deal wires")
        document.regions = [
            Region(.dateline, Span(0, 16), by: Provenance(stage: "test", rule: "test")),
            Region(.body, Span(16, 21), by: Provenance(stage: "test", rule: "test")),
            Region(.signOff, Span(22, 38), by: Provenance(stage: "test", rule: "test")),
        ]
        #expect(try Self.classifier().allScores(document).isEmpty)
    }

    @Test func `near misses come with what they had`() throws {
        let scores = try Self.classifier().allScores(Document(Self.lead + "The power went."))
        #expect(scores.map(\.topic) == [0])
        #expect(scores.first?.evidence.map(\.term) == ["power"])
        #expect(try Self.classifier().topics(of: Document("power"), threshold: 0, stage: "x").count == 1)
    }

    @Test func `six mentions of a term are enough`() throws {
        let text = Array(repeating: "trade", count: 50).joined(separator: ". ")
        #expect(try Self.classifier().allScores(Document(text)).first?.evidence.count == 6)
    }

    @Test func `a long text needs more`() throws {
        let filler = Array(repeating: "word", count: 2_400).joined(separator: " ")
        #expect(try labels(Self.lead + "A trade deal.") == ["trade"])
        #expect(try labels(Self.lead + "A trade deal. " + filler) == [])
    }

    @Test func `the example of the documentation has its score`() throws {
        let weights: [String: Double] = [
            "shipping line": 3, "harbour": 2, "freight*": 2, "vessel": 1, "cargo": 1, "dock": 1,
        ]
        let classifier = TopicClassifier(Taxonomy(name: "harbour", topics: [try Self.topic("shipping", weights)]))
        let text = "Two shipping lines will leave the harbour. The harbour has one dock for cargo."
        #expect(classifier.allScores(Document(text)).map(\.score) == [0.7692])
    }

    @Test(arguments: 0..<30)
    func `evidence is what the term says, adds up, and stays when text is added`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let classifier = try Self.classifier()
        let words = [
            "power", "plants", "plant", "trade", "deal", "deals", "tariffs", "of", "attorney", "grid", "—", "é",
        ]
        func text(_ count: Int) -> String {
            (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        }
        let document = Document("x\n\n" + text(Int.random(in: 1...60, using: &random)))
        let scores = classifier.allScores(document)
        #expect(scores.map(\.score) == classifier.allScores(document).map(\.score))
        for score in scores {
            let sum = score.evidence.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - score.score) < 0.002, "seed \(seed)")
            for evidence in score.evidence {
                #expect(document.text.isValid(evidence.span))
                let surface = document.text[evidence.span].lowercased()
                #expect(surface == evidence.term || surface == evidence.term + "s", "seed \(seed)")
            }
        }
        let longer = classifier.allScores(Document(document.text.string + "\n\nA tariff on tea and a power plant."))
        for score in scores {
            let now = longer.first { $0.topic == score.topic }
            let spans = now?.evidence.map(\.span) ?? []
            #expect(score.evidence.allSatisfy { spans.contains($0.span) }, "seed \(seed)")
            #expect((now?.score ?? 0) >= score.score, "seed \(seed)")
        }
    }

    @Test func `a term counts six times in each topic that has it, in one document after another`() throws {
        let topics = try ["a", "b", "c"].map { try Self.topic($0, ["oil": 2, "gas": 2]) }
        let classifier = TopicClassifier(Taxonomy(name: "test", topics: topics))
        let document = Document("A lead.\n\n" + String(repeating: "Oil is oil. ", count: 6) + "Gas.")
        for _ in 0..<3 {
            let found = classifier.topics(of: document, stage: "test")
            #expect(found.map(\.label) == ["a", "b", "c"])
            #expect(found.allSatisfy { $0.evidence.map(\.term) == Array(repeating: "oil", count: 6) + ["gas"] })
        }
    }
}
