import DocumentModel
import TextKernel

/// What weighed for or against an entity that a tagger found, in words.
package struct TaggerReason: Hashable, Sendable {
    /// `the word before is 'President'`.
    package var text: String
    /// What it added to the logarithm of the label's probability, set against the runner-up.
    package var weight: Double
}

extension EntityTagger {
    /// The reasons that weighed most for each of `spans`, which ``tag(_:wantsScores:)`` found in `input`; the strongest
    /// first, and those against the label among them.
    ///
    /// Features that say the same of a token are one reason; reasons of the tokens of an entity are added up. A model
    /// keeps the weights of its strongest features, and the order of tags has a say too, so that the weights given here
    /// do not add up to the score.
    ///
    /// - Complexity: O(*n*) for *n* tokens, with much more work for each than tagging.
    package func reasons(for spans: [TaggedSpan], in input: TaggerInput, most: Int = 6) -> [[TaggerReason]] {
        var reasons = [[TaggerReason]](repeating: [], count: spans.count)
        for part in TaggerPart.parts(of: input) {
            let places = spans.indices.filter { part.tokens.contains(spans[$0].tokens.lowerBound) }
            if places.isEmpty { continue }
            let reader = NamedFeatures(model, part, input)
            for place in places { reasons[place] = Self.strongest(reader.reasons(for: spans[place]), most) }
        }
        return reasons
    }

    /// The first of `reasons`, among them at most a third that say little: shapes and places tell less than words.
    private static func strongest(_ reasons: [TaggerReason], _ most: Int) -> [TaggerReason] {
        if reasons.count <= most { return reasons }
        var vague = 0
        return Array(
            reasons.filter { reason in
                guard reason.text.hasPrefix("how ") || reason.text.hasPrefix("its ") else { return true }
                vague += 1
                return vague <= max(1, most / 3)
            }.prefix(most))
    }
}

/// The features of a part of a document, with their names and weights.
private struct NamedFeatures {
    private let model: EntityModel
    private let part: TaggerPart
    private let features: TaggerFeatures
    private let store: WordStore
    private let document: TaggerDocument
    /// The folded letters of each word, and how it is written where it first stands; by the words' numbers.
    private let letters: [[UInt8]]
    private let surfaces: [String]
    private let names: FeatureNames

    init(_ model: EntityModel, _ part: TaggerPart, _ input: TaggerInput) {
        self.model = model
        self.part = part
        features = TaggerFeatures(model.lexicon)
        var store = WordStore(model.lexicon)
        var letters: [[UInt8]] = [[]]
        var surfaces = [""]
        var words: [Int32] = []
        for token in part.tokens {
            let range = input.range(of: token)
            let hash = WordStore.hash(input.bytes, range)
            if let number = store.known(hash) {
                words.append(Int32(truncatingIfNeeded: number))
                continue
            }
            let word = store.letters(input.bytes, range)
            words.append(Int32(truncatingIfNeeded: store.count))
            store.add(hash, word)
            letters.append(word.lower)
            surfaces.append(String(decoding: input.bytes[range].prefix(60), as: UTF8.self))
        }
        var document = TaggerDocument()
        document.read(words, part.sentences, store, model.lexicon)
        self.store = store
        self.document = document
        self.letters = letters
        self.surfaces = surfaces
        names = FeatureNames(store.forms, surfaces, types: model.lexicon.types)
    }

    /// All reasons for an entity, the strongest first.
    func reasons(for span: TaggedSpan) -> [TaggerReason] {
        guard let label = model.tags.labels.firstIndex(of: span.label) else { return [] }
        let other = span.runnerUp.flatMap { model.tags.labels.firstIndex(of: $0) }
        let tokens = span.tokens.clamped(to: part.tokens)
        var sums: [String: Double] = [:]
        var order: [String] = []
        for token in tokens {
            let i = token - part.tokens.lowerBound
            guard let sentence = part.sentences.first(where: { $0.contains(i) }) else { continue }
            let position = Self.position(token, in: tokens)
            for (name, weights) in weights(of: i, in: sentence) {
                let weight = Int(weights[position * model.tags.labels.count + label])
                let against = other.map { Int(weights[position * model.tags.labels.count + $0]) } ?? 0
                if weight == against { continue }
                if sums[name] == nil { order.append(name) }
                sums[name, default: 0] += Double(weight - against) * model.unit
            }
        }
        let reasons = order.map { TaggerReason(text: $0, weight: sums[$0] ?? 0) }
        return reasons.enumerated().sorted { a, b in
            let (first, second) = (abs(a.element.weight), abs(b.element.weight))
            return first == second ? a.offset < b.offset : first > second
        }.map(\.element)
    }

    /// The place of a tag's weights in a row: B, U, L, I.
    private static func position(_ token: Int, in tokens: Range<Int>) -> Int {
        if tokens.count == 1 { return 1 }
        return token == tokens.lowerBound ? 0 : token == tokens.upperBound - 1 ? 2 : 3
    }

    /// The features of a token that the model has, with their names.
    private func weights(of i: Int, in sentence: Range<Int>) -> [(name: String, weights: [Int8])] {
        let buffer = FeatureBuffer()
        var found: [(name: String, weights: [Int8])] = []
        let own = names.of(i, in: sentence, document, letters, features)
        func read() {
            for k in 0..<buffer.count {
                guard let weights = model.rows.weights(of: buffer[k]) else { continue }
                found.append((own[buffer[k]] ?? names.all[buffer[k]] ?? FeatureNames.rest, weights))
            }
            buffer.removeAll()
        }
        let offsets: [(TaggerFeatures.Place, Int)] = [
            (.itself, 0), (.before, -1), (.after, 1), (.twoBefore, -2), (.twoAfter, 2),
        ]
        for (place, offset) in offsets {
            let number = sentence.contains(i + offset) ? Int(document.words[i + offset]) : 0
            features.add(store.forms[number], letters[number], place: place, to: buffer)
            read()
        }
        features.addContext(of: i, in: sentence, document, store.forms, to: buffer)
        read()
        return found
    }
}
