import Diagnostics
import TextKernel
import Testing

@testable import Analysis

/// Small sets that models of topics are learned from.
enum TopicSet {
    private static let words: [String: [String]] = [
        "energy": ["oil", "gas", "pipeline", "crude", "refinery", "barrels", "opec"],
        "sport": ["match", "goal", "striker", "league", "coach", "penalty", "stadium"],
        "health": ["vaccine", "hospital", "virus", "doctors", "infection", "clinic", "patients"],
    ]
    private static let common = ["the", "of", "and", "in", "on", "said", "new", "after", "for", "with", "a", "at"]

    /// Texts of words that are common and words of their labels.
    static func examples(_ count: Int, several: Bool, seed: UInt64 = 1) -> [TopicTrainer.Example] {
        var random = SeededNumbers(state: seed)
        let labels = words.keys.sorted()
        return (0..<count).map { i in
            var own = [labels[i % 3]]
            if several, i % 4 == 0 { own.append(labels[(i + 1) % 3]) }
            if several, i % 10 == 9 { own = [] }
            var text: [String] = []
            for _ in 0..<10 { text.append(common[Int.random(in: 0..<common.count, using: &random)]) }
            for label in own { for _ in 0..<4 { text.append(words[label]![Int.random(in: 0..<7, using: &random)]) } }
            text.shuffle(using: &random)
            return TopicTrainer.Example([Array(text.joined(separator: " ").utf8)], labels: own)
        }
    }

    static func model(several: Bool, options: TopicTrainer.Options = TopicTrainer.Options()) async throws -> TopicModel
    {
        try TopicModel(try await bytes(several: several, options: options))
    }

    static func bytes(several: Bool, options: TopicTrainer.Options = TopicTrainer.Options()) async throws -> [UInt8] {
        try await TopicTrainer(options).train(examples(150, several: several)).file(manifest: Array("{\"a\":1}".utf8))
    }
}

@Suite struct TopicModelTests {
    @Test func `texts get the labels of their words, as many as they have`() async throws {
        let model = try await TopicSet.model(several: true)
        #expect(model.labels == ["energy", "health", "sport"] && !model.hasOneLabel)
        #expect(String(decoding: model.manifest, as: UTF8.self) == "{\"a\":1}")
        func given(_ text: String) -> [String] { model.scores(text).filter(\.isGiven).map(\.label) }
        #expect(given("the oil and gas of the new pipeline after crude") == ["energy"])
        #expect(given("the oil and gas of the pipeline, and doctors said the virus infection") == ["energy", "health"])
        #expect(given("said the new of and in on") == [])
        for score in model.scores("oil on the pitch") { #expect((0...1).contains(score.probability)) }
    }

    @Test func `where every text has one label, every text gets one`() async throws {
        let model = try await TopicSet.model(several: false)
        #expect(model.hasOneLabel)
        for text in ["the striker and the coach", "said the new of and in on", "oil", "hospital of oil"] {
            let scores = model.scores(text)
            #expect(scores.count(where: \.isGiven) == 1, "\(text)")
            #expect(abs(scores.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            let best = scores.max { $0.probability < $1.probability }
            #expect(best?.isGiven == true)
        }
        // Unless each label is to be judged by itself.
        var options = TopicTrainer.Options()
        options.isSeveral = true
        let several = try await TopicSet.model(several: false, options: options)
        #expect(!several.hasOneLabel)
        #expect(several.scores("the oil and gas of the pipeline").filter(\.isGiven).map(\.label) == ["energy"])
        #expect(!several.scores("said the new of and in on").contains { $0.isGiven })
    }

    @Test func `a text without known words gets no label`() async throws {
        let model = try await TopicSet.model(several: false)
        for text in [
            "", " \n", "石油价格上涨", "Der Minister sprach gestern über die neuen Preise für Strom und Wärme in Berlin",
        ] {
            let scores = model.scores(text)
            #expect(!scores.contains { $0.isGiven }, "\(text)")
        }
        // A long text is read in pieces of bounded memory, up to a limit.
        let long = Array(String(repeating: "oil and gas ", count: 400_000).utf8)
        #expect(model.scores(long).first { $0.isGiven }?.label == "energy")
    }

    @Test func `the same texts and seed give the same bytes, whatever the number of jobs`() async throws {
        var options = TopicTrainer.Options()
        // Three labels and eleven machines each: three blocks of sixteen.
        options.folds = 10
        let one = try await TopicSet.bytes(several: true, options: options)
        options.jobs = 5
        #expect(try await TopicSet.bytes(several: true, options: options) == one)
        options.seed = 2
        #expect(try await TopicSet.bytes(several: true, options: options) != one)
    }

    @Test func `a small model keeps what matters`() async throws {
        var random = SeededNumbers(state: 5)
        // Many words that say nothing, each in a few texts.
        let examples = TopicSet.examples(150, several: true).map { example in
            var example = example
            for _ in 0..<60 { example.texts[0] += Array(" word\(Int.random(in: 0..<4000, using: &random))".utf8) }
            return example
        }
        var options = TopicTrainer.Options()
        let large = try await TopicTrainer(options).train(examples)
        options.byteLimit = 90_000
        let small = try await TopicTrainer(options).train(examples)
        let bytes = small.file(manifest: [])
        #expect(bytes.count <= 90_000 && small.weightCount < large.weightCount)
        let model = try TopicModel(bytes)
        #expect(model.scores("oil and gas in the pipeline").filter(\.isGiven).map(\.label) == ["energy"])
    }

    @Test(arguments: [false, true])
    func `reasons add up to the probability`(several: Bool) async throws {
        let model = try await TopicSet.model(several: several)
        let texts = ["Óil of the hospital", "the gas, oil and gas of the coach — doctors"].map { Array($0.utf8) }
        let probabilities = model.judge(texts).probabilities
        for label in model.labels.indices {
            let (base, reasons) = model.read(texts) { $0.reasons(for: label) }
            #expect(abs(base + reasons.reduce(0) { $0 + $1.weight } - probabilities[label]) < 1e-3)
        }
        let energy = model.read(texts) { $0.reasons(for: 0).reasons }
        let oil = try #require(energy.first)
        #expect(String(decoding: texts[oil.part][oil.range], as: UTF8.self) == "Óil" && oil.weight > 0)
        // What another label's words say.
        let doctors = model.read(texts) { $0.reasons(for: 2).reasons }.filter {
            String(decoding: texts[$0.part][$0.range], as: UTF8.self) == "doctors"
        }
        #expect(!doctors.isEmpty && doctors.allSatisfy { $0.weight < 0 })
        // The strongest are those of them, in text order.
        let strongest = model.read(texts) { $0.strongestReasons(for: 0, most: (for: 2, against: 1), least: 0.0001) }
        let ranked = energy.sorted { $0.weight > $1.weight }
        let expected = energy.filter { reason in
            ranked.prefix(2).contains(reason) || (reason.weight < 0 && reason == ranked.last)
        }
        #expect(strongest == expected && strongest.count >= 2)
    }

    @Test func `probabilities are right as often as they say`() async throws {
        let model = try await TopicSet.model(several: true)
        var (sum, right, squares) = (0.0, 0.0, 0.0)
        let held = TopicSet.examples(300, several: true, seed: 9)
        for example in held {
            for score in model.scores(example.texts[0]) {
                let isRight = example.labels.contains(score.label) ? 1.0 : 0
                sum += score.probability
                right += isRight
                squares += (score.probability - isRight) * (score.probability - isRight)
            }
        }
        #expect(abs(sum - right) < 0.1 * right, "\(sum) and \(right)")
        #expect(squares / Double(3 * held.count) < 0.05)
    }

    // MARK: Files

    @Test func `a file that is cut off, longer or changed anywhere is refused`() async throws {
        let whole = try await TopicSet.bytes(several: true)
        #expect(throws: ModelFileError.wrongMark(.topics)) { try TopicModel([]) }
        for count in stride(from: 1, to: whole.count, by: 997) {
            #expect(throws: ModelFileError.self) { try TopicModel(Array(whole.prefix(count))) }
        }
        #expect(throws: ModelFileError.wrongSize(.topics, expected: UInt64(whole.count), found: whole.count + 1)) {
            try TopicModel(whole + [0])
        }
        for at in stride(from: 0, to: whole.count, by: 991) {
            var changed = whole
            changed[at] ^= 0x10
            #expect(throws: ModelFileError.self, "\(at)") { try TopicModel(changed) }
        }
        var newer = whole
        newer[8] = 9
        #expect(throws: ModelFileError.wrongVersion(.topics, 9)) { try TopicModel(newer) }
        #expect(
            ModelFileError.wrongVersion(.topics, 9).diagnostic(file: "a.topics").rendered() == """
                a.topics: error[wrong-version]: 'a.topics' is a model of topics of another version
                  cause: it has version 9, this program reads version 2
                  hint: train it again with this program
                """)
    }

    /// Changes numbers of a file and makes its checksum right again, as somebody who means harm would.
    @Test(arguments: 0..<80)
    func `a hostile file is refused or does no harm`(seed: UInt64) async throws {
        var random = SeededNumbers(state: seed)
        var bytes = try await TopicSet.bytes(several: seed % 2 == 0)
        for _ in 0..<3 {
            let at =
                Bool.random(using: &random)
                ? Int.random(in: 32..<128, using: &random) : Int.random(in: 32..<bytes.count, using: &random)
            bytes[at] = UInt8.random(in: 0...255, using: &random)
        }
        let sum = SharedMemory(copying: bytes).checksum(in: 32..<bytes.count)
        for i in 0..<8 { bytes[24 + i] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * i)) }
        guard let model = try? TopicModel(bytes) else { return }
        let texts = [Array("the oil and gas of the coach".utf8)]
        let judgement = model.judge(texts)
        #expect(judgement.probabilities.count == model.labels.count)
        for label in model.labels.indices { _ = model.read(texts) { $0.reasons(for: label) } }
    }

    // MARK: Training

    @Test func `what cannot be learned is said`() async throws {
        let one = TopicSet.examples(30, several: false).map { TopicTrainer.Example($0.texts, labels: ["energy"]) }
        await #expect { try await TopicTrainer().train(one) } throws: {
            "\($0)".contains("there is nothing to tell apart: the texts have one label only")
        }
        await #expect { try await TopicTrainer().train(Array(TopicSet.examples(5, several: false))) } throws: {
            "\($0)".contains("5 texts are too few to learn from")
        }
        let many = (0..<300).map { TopicTrainer.Example([Array("text \($0)".utf8)], labels: ["\($0)"]) }
        await #expect { try await TopicTrainer().train(many) } throws: {
            "\($0)".contains("the texts have 300 labels, more than the 256 of a model")
        }
    }

    @Test func `a label of very few texts is learned without harm to others`() async throws {
        var examples = TopicSet.examples(150, several: true)
        examples[3].labels = ["rare"]
        let model = try TopicModel(try await TopicTrainer().train(examples).file(manifest: []))
        #expect(model.scores("the oil and gas of the pipeline").filter(\.isGiven).map(\.label) == ["energy"])
    }

    @Test func `thresholds are those with the best F1 of held-out texts`() {
        // A label that is right from a score of 0.2 on, and one that scores do not tell.
        var held = HeldScores(scores: [[], []], labels: [])
        for i in 0..<200 {
            let score = Float(i) / 100 - 1
            held.scores[0].append(score)
            held.scores[1].append(i % 2 == 0 ? 0.1 : -0.1)
            held.labels.append((score > 0.2 ? [0] : []) + (i % 3 == 0 ? [1] : []))
        }
        let decision = TopicDecision(several: held)
        #expect(decision.given(decision.probabilities([0.4, 0]))[0])
        #expect(!decision.given(decision.probabilities([0, 0]))[0])
        #expect(decision.probabilities([0.9, 0])[0] > 0.9 && decision.probabilities([-0.9, 0])[0] < 0.1)
        #expect(abs(decision.probabilities([0, 0.1])[1] - 0.33) < 0.2)
    }
}
