import DocumentModel
import TextKernel

@testable import Analysis

/// Random numbers that are the same each time.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Documents of random words, and models with random weights for what is in them.
enum RandomModel {
    static let vocabulary = [
        "Oslo", "oslo", "Anna", "Berg", "Việt", "Nam", "said", "of", "the", ".", ",", "\"", "WHO", "World", "Health",
        "Organization", "EU", "1982", "US$4.7bn", "co-operate", "Москва", "北京", "PRESIDENT", "president", "'s", "—",
    ]

    /// Names in four types, and clusters of a few words.
    static func lexicon() throws -> Lexicon {
        var builder = LexiconBuilder(types: ["PLACE", "TITLE", "ORG", "FIRST"])
        for (name, type) in [
            ("Oslo", 0), ("Viet Nam", 0), ("president", 1), ("World Health Organization", 2), ("WHO", 2), ("Anna", 3),
            ("World", 0),
        ] { builder.add(TaggerInput.words(of: Array(name.utf8)), type: type) }
        for (i, word) in ["said", "of", "oslo", "berg"].enumerated() {
            builder.add(
                Array(word.utf8), Lexicon.Clusters(fine: UInt16(i + 1), middle: UInt8(i + 1), coarse: 1, capitals: 3))
        }
        return try Lexicon(builder.serialized())
    }

    /// Some sentences of random words.
    static func document(_ sentences: Int, _ longest: Int, _ random: inout SeededNumbers) -> TaggerInput {
        var bytes: [UInt8] = []
        var tokens: [Span] = []
        var starts: [Int] = []
        for _ in 0..<sentences {
            starts.append(tokens.count)
            for _ in 0..<Int.random(in: 1...longest, using: &random) {
                let word = Array((vocabulary.randomElement(using: &random) ?? ".").utf8)
                tokens.append(Span(bytes.count, bytes.count + word.count))
                bytes += word + [0x20]
            }
        }
        return TaggerInput(bytes: bytes, tokens: tokens, sentenceStarts: starts)
    }

    /// A model with random weights for two thirds of the features of some documents.
    static func model(
        _ labels: [String], _ documents: [TaggerInput], _ random: inout SeededNumbers, lexicon: Lexicon
    ) throws -> EntityModel {
        var reader = FeatureReader(lexicon)
        var hashes: Set<UInt64> = []
        for input in documents {
            for part in TaggerPart.parts(of: input) {
                reader.read(part, input)
                for sentence in part.sentences {
                    for i in sentence { reader.forEachFeature(of: i, in: sentence) { hashes.insert($0) } }
                }
            }
        }
        let size = 4 * labels.count
        let rows = hashes.sorted().filter { _ in Int.random(in: 0..<3, using: &random) > 0 }.map { hash in
            (hash: hash, weights: (0..<size).map { _ in Int8.random(in: -20...20, using: &random) })
        }
        let borders = 2 * labels.count + 1
        return try EntityModel(
            EntityModel.file(
                EntityModel.Parts(
                    labels: labels, manifest: Array("{}".utf8),
                    border: (0..<(borders * borders)).map { _ in Int32.random(in: -900...900, using: &random) },
                    inside: (0..<size).map { _ in Int32.random(in: -900...900, using: &random) }, rows: rows,
                    unit: 0.02, temperature: 1.3, lexicon: lexicon.serialized)))
    }
}

/// The slow, obvious twin of the decoder: every feature looked up by itself, every step tried.
struct SlowTagger {
    let model: EntityModel

    /// The weight of a step in sixteenths; nil for one that may not be.
    func step(_ from: Int, _ to: Int) -> Int? {
        let tags = model.tags
        guard tags.allows(from, then: to) else { return nil }
        return Int(model.steps.weight(from, to))
    }

    /// For each token the weight of each tag, in sixteenths.
    func weights(_ sentence: Range<Int>, _ reader: inout FeatureReader) -> [[Int]] {
        sentence.map { i in
            let count = model.tags.labels.count
            var sum = [Int](repeating: 0, count: model.tags.count)
            reader.forEachFeature(of: i, in: sentence) { hash in
                for (k, weight) in (model.rows.weights(of: hash) ?? []).enumerated() {
                    sum[k < count ? k : k + 1] += 16 * Int(weight)
                }
            }
            return sum
        }
    }

    func tag(_ input: TaggerInput) -> [(tokens: Range<Int>, label: String)] {
        var found: [(tokens: Range<Int>, label: String)] = []
        var reader = FeatureReader(model.lexicon)
        for part in TaggerPart.parts(of: input) {
            reader.read(part, input)
            for sentence in part.sentences {
                let weights = weights(sentence, &reader)
                for window in TaggerPart.windows(of: sentence, reader.document, reader.store.forms) {
                    let offset = window.lowerBound - sentence.lowerBound
                    let path = best(Array(weights[offset..<(offset + window.count)]))
                    for (tokens, label) in model.tags.entities(path[...]) {
                        let shift = window.lowerBound + part.tokens.lowerBound
                        found.append(
                            (
                                (tokens.lowerBound + shift)..<(tokens.upperBound + shift),
                                model.tags.labels[label]
                            ))
                    }
                }
            }
        }
        return found
    }

    private func best(_ weights: [[Int]]) -> [UInt8] {
        let tags = model.tags
        var scores: [Int?] = (0..<tags.count).map { tags.begins($0) ? weights[0][$0] : nil }
        var back: [[Int]] = []
        for token in weights.dropFirst() {
            var next: [Int?] = []
            var from: [Int] = []
            for tag in 0..<tags.count {
                var best: (score: Int, tag: Int)?
                for before in 0..<tags.count {
                    guard let score = scores[before], let step = step(before, tag) else { continue }
                    if best.map({ score + step > $0.score }) ?? true { best = (score + step, before) }
                }
                next.append(best.map { $0.score + token[tag] })
                from.append(best?.tag ?? 0)
            }
            scores = next
            back.append(from)
        }
        var last: (score: Int, tag: Int)?
        for tag in 0..<tags.count where tags.ends(tag) {
            if let score = scores[tag], last.map({ score > $0.score }) ?? true { last = (score, tag) }
        }
        var path = [UInt8(last?.tag ?? tags.outside)]
        for from in back.reversed() { path.append(UInt8(from[Int(path[path.count - 1])])) }
        return path.reversed()
    }
}
