import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct TaggerReasonTests {
    /// A text in marked form, `[Hanoi](GPE)`, with its tokens parted by spaces and sentences by line ends.
    private static func text(_ marked: String) -> LabelledText {
        var text = LabelledText(id: "1", bytes: [], tokens: [], sentenceStarts: [])
        for line in marked.split(separator: "\n") {
            text.sentenceStarts?.append(text.tokens?.count ?? 0)
            var open: Int?
            for word in line.split(separator: " ") {
                if !text.bytes.isEmpty { text.bytes.append(0x20) }
                let start = text.bytes.count
                if word.hasPrefix("[") { open = start }
                let plain = word.drop { $0 == "[" }.prefix { $0 != "]" }
                text.bytes += Array(plain.utf8)
                text.tokens?.append(Span(start, text.bytes.count))
                if let mark = word.firstRange(of: "]("), let first = open {
                    text.marks.append(
                        LabelledText.Mark(
                            Span(first, text.bytes.count), String(word[mark.upperBound...].dropLast())))
                    open = nil
                }
            }
        }
        return text
    }

    private static let learned = text(
        """
        President [Ana Petrov](PERSON) met the [World Health Organization](ORG) in [Quvo](PLACE) on Monday .
        [Petrov](PERSON) told the [WHO](ORG) that quvo-made [COVID-19](MISC) masks help .
        Mr [Petrov](PERSON) , the [Nordvik-Lines](ORG) man , left [Quvo](PLACE) City .
        THE [WHO](ORG) LEFT
        """)

    private static func tagger() async throws -> EntityTagger {
        var builder = LexiconBuilder(types: ["FIRST", "CITYL", "ORG", "OWN"])
        for (words, type) in [(["ana"], 0), (["Quvo"], 1), (["World", "Health", "Organization"], 2), (["WHO"], 3)] {
            builder.add(words.map { Array($0.utf8) }, type: type)
        }
        for (number, word) in ["petrov", "president", "met", "the", "mr", "left"].enumerated() {
            builder.add(
                Array(word.utf8),
                Lexicon.Clusters(
                    fine: UInt16(number + 1), middle: UInt8(number / 2 + 1), coarse: 1, capitals: UInt8(number % 6 + 1))
            )
        }
        var options = EntityTrainer.Options()
        options.runs = 1
        options.epochs = 6
        options.dropout = 0
        options.identityDropout = 0
        let outcome = try await EntityTrainer(lexicon: Lexicon(builder.serialized()), options: options)
            .train([EntityTrainer.Source(texts: [learned])], dev: []) { _ in }
        return EntityTagger(try EntityModel(outcome.file(manifest: [])))
    }

    private static let input = TaggerInput(
        bytes: learned.bytes, tokens: learned.tokens ?? [], sentenceStarts: learned.sentenceStarts ?? [])

    @Test func `what weighed most is said in words`() async throws {
        let tagger = try await Self.tagger()
        let found = tagger.tag(Self.input)
        let first = try #require(found.first)
        #expect(first.label == "PERSON")
        let reasons = try #require(tagger.reasons(for: [first], in: Self.input, most: 200).first)
        let texts = reasons.map(\.text)
        #expect(texts.contains("the word before is 'President'"))
        #expect(texts.contains("one of the given names"))
        #expect(texts.contains("ends in '-ov'"))
        let weights = reasons.map { abs($0.weight) }
        #expect(weights == weights.sorted(by: >))
        #expect(tagger.reasons(for: [first], in: Self.input, most: 3).first?.count == 3)
    }

    @Test func `no feature is without a name`() async throws {
        let tagger = try await Self.tagger()
        let found = tagger.tag(Self.input)
        #expect(found.count >= 8)
        for reasons in tagger.reasons(for: found, in: Self.input, most: .max) {
            #expect(!reasons.isEmpty)
            #expect(!reasons.contains { $0.text == FeatureNames.rest })
        }
    }

    @Test func `spans of another text have no reasons, and end nothing`() async throws {
        let tagger = try await Self.tagger()
        let elsewhere = TaggedSpan(tokens: 900..<902, span: Span(9000, 9010), label: "PERSON", score: 1)
        let nobody = TaggedSpan(tokens: 0..<1, span: Span(0, 4), label: "NOBODY", score: 1)
        #expect(tagger.reasons(for: [elsewhere, nobody], in: Self.input) == [[], []])
        #expect(tagger.reasons(for: [], in: TaggerInput(bytes: [], tokens: [], sentenceStarts: [])).isEmpty)
    }
}
