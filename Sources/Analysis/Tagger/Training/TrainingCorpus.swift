import DocumentModel
import TextKernel

/// Sentences as lists of feature numbers with their tags: what the trainer goes through again and again.
struct TrainingCorpus: Sendable {
    struct Sentence: Sendable {
        var tokens: Range<Int>
        var features: Range<Int>
        /// Where its masks begin; nil when all tags are known.
        var masks: Int?
        var weight: Float
        /// Its known entities, as tags of ``TrainingCorpus/tags``; scoring reads them.
        var isKnown: Bool { masks == nil }
    }

    private(set) var sentences: [Sentence] = []
    private(set) var features: [UInt32] = []
    /// The end of each token's features, counted from the start of the sentence's.
    private(set) var ends: [UInt32] = []
    private(set) var tags: [UInt8] = []
    private(set) var masks: [UInt64] = []
    var tokenCount: Int { ends.count }

    /// Adds texts; new features get numbers when `learns`, else they are left out.
    mutating func add(
        _ texts: [LabelledText], weight: Float, free: [Int], _ set: TagSet, _ lexicon: Lexicon,
        _ numbers: inout FeatureNumbers, learns: Bool
    ) {
        var reader = FeatureReader(lexicon)
        for text in texts {
            let labelled = TrainingText(text)
            let known = labelled.tags(set, free: free)
            for part in TaggerPart.parts(of: labelled.input) {
                reader.read(part, labelled.input)
                for sentence in part.sentences {
                    for window in TaggerPart.windows(of: sentence, reader.document, reader.store.forms) {
                        add(window, in: sentence, &reader, part, known, weight, &numbers, learns)
                    }
                }
            }
        }
    }

    private mutating func add(
        _ window: Range<Int>, in sentence: Range<Int>, _ reader: inout FeatureReader, _ part: TaggerPart,
        _ known: (masks: [UInt64], tags: [UInt8], isFull: [Bool]), _ weight: Float, _ numbers: inout FeatureNumbers,
        _ learns: Bool
    ) {
        let firstToken = ends.count
        let firstFeature = features.count
        var isFull = true
        for i in window {
            reader.forEachFeature(of: i, in: sentence) { hash in
                if let number = learns ? numbers.number(adding: hash) : numbers.number(of: hash) {
                    features.append(number)
                }
            }
            ends.append(UInt32(features.count - firstFeature))
            let token = i + part.tokens.lowerBound
            tags.append(known.tags[token])
            if !known.isFull[token] { isFull = false }
        }
        var firstMask: Int?
        if !isFull {
            firstMask = masks.count
            let tokens = (window.lowerBound + part.tokens.lowerBound)..<(window.upperBound + part.tokens.lowerBound)
            masks += known.masks[(2 * tokens.lowerBound)..<(2 * tokens.upperBound)]
        }
        sentences.append(
            Sentence(
                tokens: firstToken..<ends.count, features: firstFeature..<features.count, masks: firstMask,
                weight: weight))
    }
}

/// The features of the tokens of documents, all of them, one by one: the plain way, without sums kept for words.
struct FeatureReader {
    private let lexicon: Lexicon
    private let features: TaggerFeatures
    private(set) var store: WordStore
    private(set) var document = TaggerDocument()
    /// For each word the features at each of its places, one after the other, and where each place's end.
    private var ends: [Int] = [0]
    private var hashes: [UInt64] = []
    private let buffer = FeatureBuffer()

    init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
        features = TaggerFeatures(lexicon)
        store = WordStore(lexicon)
        keep(.outside, [])
    }

    private mutating func keep(_ form: WordForm, _ lower: [UInt8]) {
        for place in TaggerFeatures.Place.allCases {
            buffer.removeAll()
            features.add(form, lower, place: place, to: buffer)
            for i in 0..<buffer.count { hashes.append(buffer[i]) }
            ends.append(hashes.count)
        }
    }

    /// Reads a part of a document.
    mutating func read(_ part: TaggerPart, _ input: TaggerInput) {
        var words: [Int32] = []
        for token in part.tokens {
            let range = input.range(of: token)
            let hash = WordStore.hash(input.bytes, range)
            if let number = store.known(hash) {
                words.append(Int32(truncatingIfNeeded: number))
                continue
            }
            let letters = store.letters(input.bytes, range)
            words.append(Int32(truncatingIfNeeded: store.count))
            store.add(hash, letters)
            keep(letters.form, letters.lower)
        }
        document.read(words, part.sentences, store, lexicon)
    }

    /// The features of a token: the one that is always there, those that say which word it is, the others.
    mutating func forEachFeature(of i: Int, in sentence: Range<Int>, _ body: (UInt64) -> Void) {
        func place(_ token: Int, _ place: TaggerFeatures.Place) -> Range<Int> {
            let word = sentence.contains(token) ? Int(document.words[token]) : 0
            let at = word * TaggerFeatures.Place.allCases.count + place.rawValue
            return ends[at]..<ends[at + 1]
        }
        buffer.removeAll()
        features.addContext(of: i, in: sentence, document, store.forms, to: buffer)
        let own = place(i, .itself)
        let named = min(1 + TaggerFeatures.ownIdentities, own.count)
        let context = TaggerFeatures.identities - TaggerFeatures.ownIdentities
        for k in own.prefix(named) { body(hashes[k]) }
        for k in 0..<min(context, buffer.count) { body(buffer[k]) }
        for k in own.dropFirst(named) { body(hashes[k]) }
        for k in context..<max(buffer.count, context) { body(buffer[k]) }
        for k in place(i - 1, .before) { body(hashes[k]) }
        for k in place(i + 1, .after) { body(hashes[k]) }
        for k in place(i - 2, .twoBefore) { body(hashes[k]) }
        for k in place(i + 2, .twoAfter) { body(hashes[k]) }
    }
}

/// Numbers for features, in the order in which they are first seen.
struct FeatureNumbers {
    private(set) var hashes: [UInt64] = []
    private var slots: [UInt64] = [UInt64](repeating: 0, count: 1 << 16)
    private var numbers: [UInt32] = [UInt32](repeating: 0, count: 1 << 16)

    var count: Int { hashes.count }

    /// The number of a feature, nil when it has none.
    func number(of hash: UInt64) -> UInt32? {
        let hash = hash == 0 ? 1 : hash
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[place] != 0 {
            if slots[place] == hash { return numbers[place] }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The number of a feature, the next one when it is new.
    mutating func number(adding hash: UInt64) -> UInt32 {
        if hashes.count * 2 >= slots.count { grow() }
        let hash = hash == 0 ? 1 : hash
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[place] != 0 {
            if slots[place] == hash { return numbers[place] }
            place = (place + 1) & mask
        }
        slots[place] = hash
        numbers[place] = UInt32(hashes.count)
        hashes.append(hash)
        return numbers[place]
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 4)
        numbers = [UInt32](repeating: 0, count: slots.count)
        let mask = slots.count - 1
        for (number, hash) in hashes.enumerated() {
            var place = Int(truncatingIfNeeded: hash >> 20) & mask
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = hash
            numbers[place] = UInt32(number)
        }
    }
}
