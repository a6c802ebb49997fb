import DocumentModel
import TextKernel

/// Finds entities in documents with a trained model.
///
/// ```swift
/// let tagger = EntityTagger(try EntityModel(bytes))
/// let spans = tagger.tag(TaggerInput(bytes: text, tokens: tokens, sentenceStarts: sentences))
/// ```
///
/// Documents are independent of each other, and many tasks may ask at once. Any tokens and sentences are fine: sentences
/// of more than 256 tokens are cut, documents of more than 16,384 tokens are read in parts, of a word of more than 96
/// bytes its beginning counts.
///
/// - Complexity: O(*n*) for *n* tokens.
package struct EntityTagger: Sendable {
    /// The model.
    package let model: EntityModel
    private let sessions: WorkPool<TaggerSession>

    /// Makes a tagger.
    package init(_ model: EntityModel) {
        self.model = model
        sessions = WorkPool { TaggerSession(model) }
    }

    /// The entities of a document, in text order, without overlap.
    ///
    /// - Parameter wantsScores: whether scores and runners-up are worked out; without, they are 1 and none.
    package func tag(_ input: TaggerInput, wantsScores: Bool = true) -> [TaggedSpan] {
        sessions.withValue { $0.tag(input, wantsScores: wantsScores) }
    }
}

/// The working memory of a tagger: words seen with their sums, a document, a window. One task at a time.
final class TaggerSession {
    /// Words with their sums: 13 MB for seven labels. When it is full, all are forgotten.
    private static let wordCapacity = 2 * TaggerDocument.limit + 2

    let model: EntityModel
    private let features: TaggerFeatures
    private var store: WordStore
    private let workspace: TagWorkspace
    private var document = TaggerDocument()
    private var words: [Int32] = []
    // Two buffers: while the rows of one token come nearer, the features of the next are worked out.
    private let buffers = (FeatureBuffer(), FeatureBuffer())

    init(_ model: EntityModel) {
        self.model = model
        features = TaggerFeatures(model.lexicon)
        store = WordStore(model.lexicon)
        workspace = TagWorkspace(labels: model.tags.labels.count, wordCapacity: Self.wordCapacity)
        forgetWords()
    }

    func tag(_ input: TaggerInput, wantsScores: Bool) -> [TaggedSpan] {
        var found: [TaggedSpan] = []
        for part in TaggerPart.parts(of: input) { tag(part, input, wantsScores, &found) }
        return found
    }

    private func forgetWords() {
        store = WordStore(model.lexicon)
        setWord(0, .outside, [])
    }

    /// Sums the features of a word at each of its places.
    private func setWord(_ number: Int, _ form: WordForm, _ lower: [UInt8]) {
        let buffer = buffers.0
        for place in TaggerFeatures.Place.allCases {
            buffer.removeAll()
            features.add(form, lower, place: place, to: buffer)
            workspace.setWord(number, place: place.rawValue, buffer, model.rows)
        }
    }

    private func readWords(_ part: TaggerPart, _ input: TaggerInput) {
        if store.count + part.tokens.count > Self.wordCapacity { forgetWords() }
        words.removeAll(keepingCapacity: true)
        for token in part.tokens {
            let range = input.range(of: token)
            let hash = WordStore.hash(input.bytes, range)
            if let number = store.known(hash) {
                words.append(Int32(truncatingIfNeeded: number))
                continue
            }
            let letters = store.letters(input.bytes, range)
            let number = store.count
            store.add(hash, letters)
            setWord(number, letters.form, letters.lower)
            words.append(Int32(truncatingIfNeeded: number))
        }
    }

    private func tag(_ part: TaggerPart, _ input: TaggerInput, _ wantsScores: Bool, _ found: inout [TaggedSpan]) {
        readWords(part, input)
        document.read(words, part.sentences, store, model.lexicon)
        for sentence in part.sentences {
            for window in TaggerPart.windows(of: sentence, document, store.forms) {
                sum(window, in: sentence)
                workspace.findPath(window.count, model.steps)
                let first = found.count
                collect(window, part, input, &found)
                if wantsScores, found.count > first { score(first, window, part, &found) }
            }
        }
    }

    /// Sums the weights of all features of the tokens of a window.
    private func sum(_ window: Range<Int>, in sentence: Range<Int>) {
        // Constants, so that nothing is counted or checked for each token.
        let document = document
        let forms = store.forms
        let (features, workspace, rows) = (features, workspace, model.rows)
        func word(_ token: Int) -> Int { sentence.contains(token) ? Int(document.words[token]) : 0 }
        func sumToken(_ i: Int, _ buffer: FeatureBuffer) {
            workspace.sumToken(
                i - window.lowerBound, word(i), before: word(i - 1), after: word(i + 1), twoBefore: word(i - 2),
                twoAfter: word(i + 2), buffer, rows)
        }
        var (ready, next) = buffers
        for i in window {
            next.removeAll()
            features.addContext(of: i, in: sentence, document, forms, to: next)
            workspace.find(next, rows)
            if i > window.lowerBound { sumToken(i - 1, ready) }
            swap(&ready, &next)
        }
        if let last = window.last { sumToken(last, ready) }
    }

    /// Reads the entities off the tags.
    private func collect(_ window: Range<Int>, _ part: TaggerPart, _ input: TaggerInput, _ found: inout [TaggedSpan]) {
        let tags = model.tags
        var start = 0
        for i in 0..<window.count {
            let tag = workspace.tag(at: i)
            guard tag != tags.outside, let label = tags.label(of: tag) else { continue }
            if tags.begins(tag) { start = i }
            if !tags.ends(tag) { continue }
            let offset = window.lowerBound + part.tokens.lowerBound
            let tokens = (offset + start)..<(offset + i + 1)
            found.append(
                TaggedSpan(
                    tokens: tokens,
                    span: Span(
                        input.range(of: tokens.lowerBound).lowerBound, input.range(of: tokens.upperBound - 1).upperBound
                    ),
                    label: tags.labels[label], score: 1))
        }
    }

    /// Works out how probable the entities from `first` on are.
    private func score(_ first: Int, _ window: Range<Int>, _ part: TaggerPart, _ found: inout [TaggedSpan]) {
        guard workspace.findProbabilities(window.count, model.steps) else { return }
        let offset = window.lowerBound + part.tokens.lowerBound
        for i in first..<found.count {
            let from = found[i].tokens.lowerBound - offset
            let last = found[i].tokens.upperBound - 1 - offset
            var next: (label: String?, score: Float) = (
                nil, workspace.probability(from, last, label: nil, model.steps)
            )
            for (number, label) in model.tags.labels.enumerated() {
                let score = workspace.probability(from, last, label: number, model.steps)
                if label == found[i].label {
                    found[i].score = Double(min(score, 1))
                } else if score > next.score {
                    next = (label, score)
                }
            }
            found[i].runnerUp = next.label
            found[i].runnerUpScore = Double(min(next.score, 1))
        }
    }
}
