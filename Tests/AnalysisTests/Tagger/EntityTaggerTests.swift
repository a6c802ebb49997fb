import DocumentModel
import Foundation
import TextKernel
import Testing

@testable import Analysis

@Suite struct EntityTaggerTests {
    @Test(arguments: [1, 2, 3, 4, 7, 9])
    func `the fast decoder finds what the slow one finds`(labelCount: Int) throws {
        var random = SeededNumbers(state: UInt64(labelCount) &* 77)
        let lexicon = labelCount == 3 ? Lexicon() : try RandomModel.lexicon()
        let documents = (0..<6).map { RandomModel.document($0 + 1, 12, &random) }
        let model = try RandomModel.model(
            (0..<labelCount).map { "L\($0)" }, Array(documents.prefix(4)), &random, lexicon: lexicon)
        let tagger = EntityTagger(model)
        for document in documents {
            let fast = tagger.tag(document)
            let slow = SlowTagger(model: model).tag(document)
            #expect(fast.map(\.tokens) == slow.map(\.tokens))
            #expect(fast.map(\.label) == slow.map(\.label))
            #expect(
                fast.map(\.span)
                    == fast.map {
                        Span(document.tokens[$0.tokens.lowerBound].start, document.tokens[$0.tokens.upperBound - 1].end)
                    })
        }
    }

    @Test func `a score is the share of all paths that have the entity`() throws {
        var random = SeededNumbers(state: 5)
        let documents = (0..<10).map { _ in RandomModel.document(1, 4, &random) }
        let model = try RandomModel.model(["A", "B"], documents, &random, lexicon: RandomModel.lexicon())
        let tagger = EntityTagger(model)
        for document in documents {
            let paths = PathCount(model, document)
            for span in tagger.tag(document) {
                let label = try #require(model.tags.labels.firstIndex(of: span.label))
                #expect(abs(span.score - paths.share(span.tokens, label)) < 1e-3)
                let other = span.runnerUp.flatMap(model.tags.labels.firstIndex(of:))
                #expect(abs(span.runnerUpScore - paths.share(span.tokens, other)) < 1e-3)
                let best = ([nil, 1 - label] as [Int?]).map { paths.share(span.tokens, $0) }.max() ?? 0
                #expect(abs(span.runnerUpScore - best) < 1e-3)
            }
        }
    }

    @Test func `what was tagged before changes nothing`() throws {
        var random = SeededNumbers(state: 9)
        let documents = (0..<4).map { _ in RandomModel.document(3, 9, &random) }
        let model = try RandomModel.model(["A", "B", "C"], documents, &random, lexicon: RandomModel.lexicon())
        let used = EntityTagger(model)
        let first = documents.map { used.tag($0) }
        #expect(documents.reversed().map { used.tag($0) } == first.reversed())
        #expect(documents.map { EntityTagger(model).tag($0) } == first)
    }

    @Test func `odd input is tagged or not, and does no harm`() throws {
        var random = SeededNumbers(state: 3)
        let documents = [RandomModel.document(3, 9, &random)]
        let model = try RandomModel.model(["A", "B"], documents, &random, lexicon: RandomModel.lexicon())
        let tagger = EntityTagger(model)
        let text = Array("Oslo \u{FF}".utf8) + [0xC3, 0x28, 0xFF, 0x00, 0xE2]
        func spans(_ tokens: [Span], _ starts: [Int] = [0]) -> [TaggedSpan] {
            tagger.tag(TaggerInput(bytes: text, tokens: tokens, sentenceStarts: starts))
        }
        #expect(spans([]) == [])
        #expect(tagger.tag(TaggerInput(bytes: [], tokens: [], sentenceStarts: [])) == [])
        // Bytes that are no UTF-8, tokens of nothing, tokens outside, sentences out of order.
        for tokens in [
            [Span(0, 4), Span(5, text.count)], [Span(3, 3), Span(4, 2)], [Span(-5, 900), Span(900, 1000)],
        ] {
            for starts in [[], [0], [0, 1], [5, 1, -3, 1, 1]] {
                for span in spans(tokens, starts) { #expect(span.span.start >= 0 && span.span.end <= text.count) }
            }
        }
    }

    @Test func `a sentence of many tokens is cut, and a token of many bytes known by its beginning`() throws {
        var random = SeededNumbers(state: 4)
        let sentence = RandomModel.document(1, 2, &random)
        let model = try RandomModel.model(["A", "B"], [sentence], &random, lexicon: Lexicon())
        let words = (0..<6000).map { RandomModel.vocabulary[$0 * 7 % RandomModel.vocabulary.count] }
        let bytes = Array(words.joined(separator: " ").utf8)
        let input = TaggerInput(
            bytes: bytes, tokens: Tokenizer.tokens(of: bytes).map { Span($0.range) }, sentenceStarts: [0])
        let spans = EntityTagger(model).tag(input)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.tokens.upperBound <= $1.tokens.lowerBound })
        let long = [UInt8](repeating: 0x41, count: 2_000_000)
        let one = TaggerInput(bytes: long, tokens: [Span(0, long.count)], sentenceStarts: [0])
        #expect(EntityTagger(model).tag(one).count <= 1)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 700, 16384, 16385, 40000])
    func `parts and windows cover every token once`(count: Int) {
        let tokens = (0..<count).map { Span($0, $0 + 1) }
        let input = TaggerInput(
            bytes: [UInt8](repeating: 0x61, count: count), tokens: tokens, sentenceStarts: [0, 9000])
        let parts = TaggerPart.parts(of: input)
        #expect(parts.flatMap { Array($0.tokens) } == Array(0..<count))
        for part in parts {
            #expect(part.tokens.count <= TaggerDocument.limit)
            #expect(part.sentences.flatMap { Array($0) } == Array(0..<part.tokens.count))
        }
    }
}

/// Counts all paths of a short sentence by their weights.
private struct PathCount {
    private let model: EntityModel
    private var paths: [(tags: [Int], weight: Double)] = []
    private var total = 0.0

    init(_ model: EntityModel, _ input: TaggerInput) {
        self.model = model
        var reader = FeatureReader(model.lexicon)
        let slow = SlowTagger(model: model)
        let part = TaggerPart.parts(of: input)[0]
        reader.read(part, input)
        let weights = slow.weights(part.sentences[0], &reader)
        let unit = model.unit / 16 / model.temperature
        func go(_ tags: [Int], _ sum: Int) {
            if tags.count == weights.count {
                if model.tags.ends(tags[tags.count - 1]) { paths.append((tags, exp(Double(sum) * unit))) }
                return
            }
            for tag in 0..<model.tags.count {
                if let last = tags.last {
                    guard let step = slow.step(last, tag) else { continue }
                    go(tags + [tag], sum + step + weights[tags.count][tag])
                } else if model.tags.begins(tag) {
                    go([tag], weights[0][tag])
                }
            }
        }
        go([], 0)
        total = paths.reduce(0) { $0 + $1.weight }
    }

    func share(_ tokens: Range<Int>, _ label: Int?) -> Double {
        let tags = model.tags
        let wanted = tokens.map { i -> Int in
            guard let label else { return tags.outside }
            if tokens.count == 1 { return tags.tag(.unit, label) }
            if i == tokens.lowerBound { return tags.tag(.begin, label) }
            return tags.tag(i + 1 == tokens.upperBound ? .last : .inside, label)
        }
        return paths.filter { Array($0.tags[tokens]) == wanted }.reduce(0) { $0 + $1.weight } / total
    }
}
