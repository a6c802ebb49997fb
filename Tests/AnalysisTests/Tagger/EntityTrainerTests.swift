import Diagnostics
import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct EntityTrainerTests {
    /// Short texts about people, places and firms.
    static func texts(_ count: Int, seed: UInt64) -> [LabelledText] {
        var random = SeededNumbers(state: seed)
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        return (0..<count).map { number in
            var bytes: [UInt8] = []
            var marks: [LabelledText.Mark] = []
            var tokens: [Span] = []
            func add(_ words: String, _ label: String? = nil) {
                let start = bytes.count
                for word in words.split(separator: " ") {
                    tokens.append(Span(bytes.count, bytes.count + word.utf8.count))
                    bytes += Array(word.utf8) + [0x20]
                }
                if let label { marks.append(LabelledText.Mark(Span(start, bytes.count - 1), label)) }
            }
            add("\(pick(["Anna", "Ole", "Kari"])) \(pick(["Berg", "Dahl", "Moe"]))", "PERSON")
            add(pick(["visited", "left", "saw"]))
            add(pick(["Oslo", "New York", "Lima"]), "PLACE")
            add(pick(["after the talks with", "and praised"]))
            add("\(pick(["Nord", "Polar"])) \(pick(["Ltd", "Corp"]))", "ORG")
            add(".")
            return LabelledText(id: "\(number)", bytes: bytes, marks: marks, tokens: tokens, sentenceStarts: [0])
        }
    }

    private static func options(jobs: Int = 1) -> EntityTrainer.Options {
        var options = EntityTrainer.Options()
        options.runs = 2
        options.epochs = 4
        options.jobs = jobs
        return options
    }

    private static func train(
        _ sources: [EntityTrainer.Source], dev: [LabelledText] = [], jobs: Int = 1
    ) async throws -> EntityTrainer.Outcome {
        try await EntityTrainer(lexicon: RandomModel.lexicon(), options: options(jobs: jobs)).train(sources, dev: dev)
    }

    @Test func `it learns what is plain, and says how well`() async throws {
        let outcome = try await Self.train(
            [EntityTrainer.Source(texts: Self.texts(40, seed: 1))], dev: Self.texts(10, seed: 2))
        #expect(outcome.labels == ["ORG", "PERSON", "PLACE"])
        #expect(outcome.scores?.all.f1 == 1)
        #expect(outcome.dropout == 0.3)
        let model = try EntityModel(outcome.file(manifest: []))
        let spans = EntityTagger(model).tag(TaggerInput(raw: Array("Kari Moe left Lima.".utf8)))
        #expect(spans.map(\.label) == ["PERSON", "PLACE"])
        #expect(spans.allSatisfy { $0.score > 0.5 && $0.score <= 1 })
    }

    @Test func `the bytes do not depend on the number of jobs`() async throws {
        let sources = [EntityTrainer.Source(texts: Self.texts(20, seed: 3))]
        let one = try await Self.train(sources, jobs: 1).file(manifest: [])
        let two = try await Self.train(sources, jobs: 2).file(manifest: [])
        #expect(one == two)
    }

    @Test func `what is unknown teaches nothing wrong`() async throws {
        // Half of the texts do not mark places; they say that they do not.
        var partial = Self.texts(20, seed: 4)
        for i in partial.indices { partial[i].marks.removeAll { $0.labels == ["PLACE"] } }
        let outcome = try await Self.train(
            [
                EntityTrainer.Source(texts: Self.texts(20, seed: 5)),
                EntityTrainer.Source(texts: partial, weight: 1, freeLabels: ["PLACE"]),
            ], dev: Self.texts(10, seed: 6))
        #expect(outcome.dropout == 0.7)
        #expect((outcome.scores?.labels["PLACE"]?.recall ?? 0) > 0.8)
    }

    @Test func `marks of several labels or any, and marks inside tokens, may be anything of that`() throws {
        let text = LabelledText(
            id: "1", bytes: Array("Nord Ltd saw Limans".utf8),
            marks: [
                LabelledText.Mark(Span(0, 8), anyOf: ["ORG", "PLACE"]), LabelledText.Mark(Span(9, 12), anyOf: []),
                // Ends inside a token.
                LabelledText.Mark(Span(13, 17), "PLACE"),
            ], tokens: [Span(0, 4), Span(5, 8), Span(9, 12), Span(13, 19)], sentenceStarts: [0])
        let set = TagSet(["ORG", "PERSON", "PLACE"])
        let known = TrainingText(text).tags(set, free: [])
        func names(_ i: Int) -> [String] {
            (0..<set.count).filter { known.masks[2 * i] >> UInt64($0) & 1 != 0 }.map(set.name)
        }
        #expect(names(0) == ["B-ORG", "B-PLACE"])
        #expect(names(1) == ["L-ORG", "L-PLACE"])
        #expect(names(2) == ["U-ORG", "U-PERSON", "U-PLACE"])
        #expect(names(3).count == set.count)
        #expect(known.isFull == [false, false, false, false])
    }

    @Test func `data without an entity are an error`() async throws {
        var text = Self.texts(1, seed: 1)
        text[0].marks = []
        await #expect {
            _ = try await Self.train([EntityTrainer.Source(texts: text)])
        } throws: { "\($0)" == "error[no-labels]: the training data mark no entity" }
    }

    @Test func `bytes keep what the numbers say, within half a step`() {
        let weights: [Float] = [0.5, -1, 0.25, 2, 0.001, 0, 0, 0]
        let parts = Quantiser(labels: ["A"], rows: 9).parts(
            weights: weights, share: 0.5, hashes: [11, 12], border: [Float](repeating: 0.5, count: 9),
            inside: [0, 0, 0, 1])
        // The largest weight is 127; the second feature rounds to nothing and is left out.
        #expect(parts.rows.map(\.weights) == [[32, -64, 16, 127]])
        #expect(abs(parts.unit - 1.0 / 127) < 1e-6)
        #expect(parts.inside == [0, 0, 0, 1016])
    }
}
