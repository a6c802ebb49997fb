import TextKernel

/// Finds every term of every topic in one walk over a text.
///
/// The walk goes from word to word: ``Vocabulary`` turns each word into a number, and runs of known words are looked up
/// in a trie of phrases. Matches overlap freely, so that no topic hides the terms of another. This, endings, plurals
/// and capitals are why it is not the gazetteer's automaton, whose matches are leftmost-longest over all its names.
struct TermMatcher: Sendable {
    /// One term found in the text.
    struct Match: Hashable, Sendable {
        /// The index of the pattern.
        var pattern: Int32
        /// UTF-8 bytes of the text.
        var start: Int32
        var end: Int32
    }

    /// A place in the trie of phrases: the words so far.
    private struct Phrase: Sendable {
        /// The patterns that end here, in `patterns`.
        var patterns: Range<Int32>
        /// The next words, in `steps`; nearly always a handful.
        var steps: Range<Int32>
    }

    private struct Step: Sendable {
        var symbol: Int32
        var phrase: Int32
    }

    /// The longest text in which terms are looked for; offsets of matches are 32 bits.
    static let byteLimit = Int(Int32.max) - 1

    /// How long a run of known words may become before its beginning is looked up.
    private static let runLimit = 256

    private let vocabulary: Vocabulary
    private let phrases: [Phrase]
    private let patterns: [Int32]
    private let steps: [Step]
    /// The phrase that begins with a symbol, by symbol; 0 when none does.
    private let starts: [Int32]
    /// Whether a term may begin with a word of a set, by set.
    private let begins: [Bool]
    /// The symbols whose words must be in capitals.
    private let needsCapitals: [Bool]
    /// Whether a pattern has a folded letter outside ASCII, so that such words must be looked up at all.
    private let hasOtherScripts: Bool
    private let commaSet: UInt32

    /// Compiles patterns; matches name them by their index.
    ///
    /// - Complexity: O(*n* log *n*) for *n* bytes of patterns.
    init(_ terms: [TermPattern]) {
        var builder = PhraseBuilder()
        for (index, term) in terms.enumerated() { builder.add(term, Int32(index)) }
        var starts = [Int32](repeating: 0, count: builder.needsCapitals.count)
        for step in builder.phrases[1].steps { starts[Int(step.symbol)] = step.phrase }
        var patterns: [Int32] = []
        var steps: [Step] = []
        phrases = builder.phrases.map { phrase in
            let start = (Int32(patterns.count), Int32(steps.count))
            patterns += phrase.patterns
            steps += phrase.steps
            return Phrase(patterns: start.0..<Int32(patterns.count), steps: start.1..<Int32(steps.count))
        }
        self.patterns = patterns
        self.steps = steps
        let vocabulary = Vocabulary(builder.words)
        self.vocabulary = vocabulary
        begins = (0..<vocabulary.setCount).map { set in
            vocabulary.symbols(of: UInt32(set)).contains { starts[Int(vocabulary.symbols[$0])] != 0 }
        }
        self.starts = starts
        needsCapitals = builder.needsCapitals
        hasOtherScripts = builder.words.contains { $0.bytes.contains { $0 >= 0x80 } }
        commaSet = vocabulary.set(of: [UInt8(ascii: ",")])
    }

    /// Gathers the trie of phrases word by word.
    private struct PhraseBuilder {
        var words: [(bytes: [UInt8], symbol: Int32, isPrefix: Bool)] = []
        var needsCapitals: [Bool] = []
        /// The first is nobody, the second the start.
        var phrases = [(patterns: [Int32], steps: [Step])](repeating: ([], []), count: 2)
        private var known: [TermPattern.Word: Int32] = [:]
        private var places: [UInt64: Int32] = [:]

        mutating func add(_ term: TermPattern, _ index: Int32) {
            var ends: [Int32] = [1]
            for (i, word) in term.words.enumerated() {
                let forms = i + 1 == term.words.count ? word.forms : [word.bytes]
                let before = ends
                ends = []
                for bytes in forms {
                    var form = word
                    form.bytes = bytes
                    let symbol = symbol(of: form)
                    for place in before { ends.append(child(of: place, symbol)) }
                }
            }
            for end in ends { phrases[Int(end)].patterns.append(index) }
        }

        private mutating func symbol(of word: TermPattern.Word) -> Int32 {
            if let known = known[word] { return known }
            let symbol = Int32(needsCapitals.count)
            known[word] = symbol
            needsCapitals.append(word.isCapitals)
            words.append((word.bytes, symbol, word.isPrefix))
            return symbol
        }

        private mutating func child(of place: Int32, _ symbol: Int32) -> Int32 {
            let key = UInt64(UInt32(bitPattern: place)) << 32 | UInt64(UInt32(bitPattern: symbol))
            if let known = places[key] { return known }
            let new = Int32(phrases.count)
            phrases.append(([], []))
            phrases[Int(place)].steps.append(Step(symbol: symbol, phrase: new))
            places[key] = new
            return new
        }
    }

    // MARK: The walk

    /// A word of the text that begins or continues a term.
    private struct Known {
        var set: UInt32
        var start: Int32
        var end: Int32
    }

    /// Appends the terms in `range` of valid UTF-8 to `found` and returns the number of words.
    ///
    /// - Parameter trustsCapitals: whether a word in capitals says anything; it does not in a title all in capitals.
    /// - Complexity: O(*n*) for *n* bytes; the number of patterns does not matter.
    func find(
        in bytes: [UInt8], _ range: Range<Int>, trustsCapitals: Bool = true, into found: inout [Match]
    ) -> Int {
        let text = bytes.span
        let columns = vocabulary.columns.span
        let slots = vocabulary.slots.span
        let end = min(range.upperBound, bytes.count, Self.byteLimit)
        var run: [Known] = []
        run.reserveCapacity(32)
        var wordCount = 0
        var lineEnds = 0
        var i = max(range.lowerBound, 0)
        while i < end {
            let byte = text[i]
            if columns[Int(byte)] != 0 {
                wordCount += 1
                lineEnds = 0
                let start = i
                var slot = slots[0]
                var node: UInt32 = 1
                // The letters of ASCII that the vocabulary knows, then the others of the word.
                var isDead = false
                while i < end {
                    let column = columns[Int(text[i])]
                    if column == 0 { break }
                    let index = slot.base ^ UInt32(column)
                    let next = slots[Int(index)]
                    if next.parent != node {
                        isDead = true
                        i += 1
                        while i < end, columns[Int(text[i])] != 0 { i += 1 }
                        break
                    }
                    slot = next
                    node = index &+ 1
                    i += 1
                }
                let set: UInt32
                if i < end, text[i] >= 0x80 || (i - start == 1 && text[i] == 0x2E) {
                    set = walkOn(text, &i, end, start, Int(node - 1), isDead)
                } else {
                    set = isDead ? slot.begun : slot.whole
                }
                if set == 0 || (run.isEmpty && !begins[Int(set)]) {
                    flush(&run, bytes, trustsCapitals, &found)
                } else {
                    take(Known(set: set, start: Int32(start), end: Int32(i)), &run, bytes, trustsCapitals, &found)
                }
                continue
            }
            if byte == 0x20 {
                i += 1
                continue
            }
            if byte < 0x80 {
                switch byte {
                case 0x09, 0x0D, 0x22, 0x2D, 0x2F: i += 1
                case 0x0A:
                    lineEnds += 1
                    i += 1
                    if lineEnds > 1 { flush(&run, bytes, trustsCapitals, &found) }
                case 0x27:
                    i += 1
                    skipPossessive(text, &i, end)
                default:
                    if byte == 0x2C, commaSet != 0, !run.isEmpty {
                        let comma = Known(set: commaSet, start: Int32(i), end: Int32(i + 1))
                        take(comma, &run, bytes, trustsCapitals, &found)
                    } else {
                        flush(&run, bytes, trustsCapitals, &found)
                    }
                    i += 1
                }
                continue
            }
            let (scalar, length) = decode(text, i, end)
            if ScalarClass(scalar).isWord {
                wordCount += 1
                lineEnds = 0
                let start = i
                let set = walkOn(text, &i, end, start, 0, false)
                take(Known(set: set, start: Int32(start), end: Int32(i)), &run, bytes, trustsCapitals, &found)
            } else {
                i += length
                if scalar.value == 0x2019 {
                    skipPossessive(text, &i, end)
                } else if !Self.isJoiner(scalar) {
                    flush(&run, bytes, trustsCapitals, &found)
                }
            }
        }
        flush(&run, bytes, trustsCapitals, &found)
        return wordCount
    }

    /// Whether a scalar may stand between two words of a phrase.
    static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x2D, 0x2F, 0xA0, 0xAD, 0x2009...0x2013, 0x2018...0x201F, 0x202F,
            0x200B...0x200D, 0xFEFF:
            true
        default: false
        }
    }

    /// Steps over the `s` of `Russia's`, `i` being after the apostrophe.
    @inline(__always)
    private func skipPossessive(_ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int) {
        guard i < end, text[i] | 0x20 == 0x73 else { return }
        if i + 1 == end || (text[i + 1] < 0x80 && vocabulary.columns[Int(text[i + 1])] == 0) { i += 1 }
    }

    /// Goes on with the word that began at `start` from a letter outside ASCII or a full stop on, and returns its set.
    private func walkOn(
        _ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int, _ start: Int, _ node: Int, _ isDead: Bool
    ) -> UInt32 {
        var node = node
        var isDead = isDead
        while i < end {
            let column = vocabulary.columns[Int(text[i])]
            if column != 0 {
                if !isDead { isDead = !step(text[i], &node) }
                i += 1
                continue
            }
            let isFirst = i == start
            guard text[i] >= 0x80, let scalar = wordScalar(text, &i, end, isFirst: isFirst) else { break }
            if !isDead { isDead = !step(scalar, &node) }
            if isFirst, ScalarClass(scalar).isUnspaced { break }
        }
        if i - start == 1 { joinInitials(text, &i, end, &node, &isDead) }
        return isDead ? vocabulary.slots[node].begun : vocabulary.slots[node].whole
    }

    /// Reads the letters of `U.N.` as one word, `i` being after the first.
    private func joinInitials(
        _ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int, _ node: inout Int, _ isDead: inout Bool
    ) {
        func isCapital(_ at: Int) -> Bool { at < end && text[at] &- 65 < 26 }
        guard isCapital(i - 1) else { return }
        while i < end, text[i] == 0x2E, isCapital(i + 1), i + 2 >= end || vocabulary.columns[Int(text[i + 2])] == 0 {
            if !isDead { isDead = !step(text[i + 1], &node) }
            i += 2
            if i < end, text[i] == 0x2E, !isCapital(i + 1) {
                i += 1
                return
            }
        }
    }

    /// The letter, mark or digit outside ASCII at `i`, which is moved behind it; nil when a word ends there.
    private func wordScalar(
        _ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int, isFirst: Bool
    ) -> Unicode.Scalar? {
        let (scalar, length) = decode(text, i, end)
        let kind = ScalarClass(scalar)
        guard kind.isWord, isFirst || !kind.isUnspaced else { return nil }
        i += length
        return scalar
    }

    /// Moves `node` by the folded form of `scalar`; false when no word of the vocabulary goes on so.
    private func step(_ scalar: Unicode.Scalar, _ node: inout Int) -> Bool {
        let index = LatinFolds.index(of: scalar)
        if let index, case let pair = LatinFolds.shared[index], pair != 0 {
            return step(UInt8(truncatingIfNeeded: pair), &node)
                && (pair < 0x100 || step(UInt8(truncatingIfNeeded: pair >> 8), &node))
        }
        if ScalarClass(scalar).kind == .mark && scalar.value < 0x370 { return true }
        guard hasOtherScripts else { return false }
        return Folding.folded(Array(String(Character(scalar)).utf8)).allSatisfy { step($0, &node) }
    }

    private func step(_ byte: UInt8, _ node: inout Int) -> Bool {
        let next = Int(vocabulary.slots[node].base ^ UInt32(Vocabulary.column(of: byte)))
        guard vocabulary.slots[next].parent == UInt32(node + 1) else { return false }
        node = next
        return true
    }

    /// The scalar at `i` and its length; a byte that begins no whole sequence is U+FFFD.
    private func decode(_ text: borrowing Span<UInt8>, _ i: Int, _ end: Int) -> (Unicode.Scalar, length: Int) {
        let lead = UInt32(text[i])
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        guard length > 1, i + length <= end else { return ("\u{FFFD}", 1) }
        var value = lead & (0x7F >> UInt32(length))
        for k in 1..<length { value = value << 6 | UInt32(text[i + k] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    // MARK: Phrases

    /// Lengthens the run of known words, or ends it when `word` is not known.
    @inline(__always)
    private func take(
        _ word: Known, _ run: inout [Known], _ bytes: [UInt8], _ trustsCapitals: Bool, _ found: inout [Match]
    ) {
        if word.set == 0 { return flush(&run, bytes, trustsCapitals, &found) }
        run.append(word)
        guard run.count == Self.runLimit else { return }
        // No term is longer than what stays.
        lookUp(run, upTo: run.count - TermPattern.wordLimit, bytes, trustsCapitals, &found)
        run.removeFirst(run.count - TermPattern.wordLimit)
    }

    /// Looks up the terms that begin at each word of a run of known words, and empties it.
    @inline(__always)
    private func flush(_ run: inout [Known], _ bytes: [UInt8], _ trustsCapitals: Bool, _ found: inout [Match]) {
        if run.isEmpty { return }
        lookUp(run, upTo: run.count, bytes, trustsCapitals, &found)
        run.removeAll(keepingCapacity: true)
    }

    private func lookUp(
        _ run: [Known], upTo end: Int, _ bytes: [UInt8], _ trustsCapitals: Bool, _ found: inout [Match]
    ) {
        for first in 0..<end where begins[Int(run[first].set)] {
            for at in vocabulary.symbols(of: run[first].set) {
                let symbol = Int(vocabulary.symbols[at])
                guard starts[symbol] != 0, fits(symbol, run[first], bytes, trustsCapitals) else { continue }
                // Where each branch of the trie stands; nearly always there is one.
                var open = [(phrase: starts[symbol], last: first)]
                while let (phrase, last) = open.popLast() {
                    for pattern in phrases[Int(phrase)].patterns {
                        found.append(
                            Match(pattern: patterns[Int(pattern)], start: run[first].start, end: run[last].end))
                    }
                    let steps = phrases[Int(phrase)].steps
                    guard !steps.isEmpty, last + 1 < run.count else { continue }
                    for at in vocabulary.symbols(of: run[last + 1].set) {
                        let symbol = vocabulary.symbols[at]
                        for step in steps where self.steps[Int(step)].symbol == symbol {
                            guard fits(Int(symbol), run[last + 1], bytes, trustsCapitals) else { continue }
                            open.append((self.steps[Int(step)].phrase, last + 1))
                        }
                    }
                }
            }
        }
    }

    /// Whether a word of the text may stand for a symbol: in capitals, where the symbol asks for them.
    @inline(__always)
    private func fits(_ symbol: Int, _ word: Known, _ bytes: [UInt8], _ trustsCapitals: Bool) -> Bool {
        !needsCapitals[symbol]
            || (trustsCapitals && !bytes[Int(word.start)..<Int(word.end)].contains { $0 &- 97 < 26 })
    }
}

/// What the Latin letters outside ASCII fold to, one or two ASCII letters each, computed once.
enum LatinFolds {
    /// By ``index(of:)``: the first letter in the low byte, the second in the high byte; 0 for anything else.
    static let shared: [UInt16] = (0..<0x300).map { index in
        let value = UInt32(index < 0x200 ? index + 0x80 : index - 0x200 + 0x1E00)
        guard let scalar = Unicode.Scalar(value) else { return 0 }
        let folded = Folding.folded(Array(String(Character(scalar)).utf8))
        guard (1...2).contains(folded.count), folded.allSatisfy({ (97...122).contains($0) }) else { return 0 }
        return folded.reversed().reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// U+0080…U+027F and U+1E00…U+1EFF; nil elsewhere.
    static func index(of scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x80..<0x280: Int(scalar.value) - 0x80
        case 0x1E00..<0x1F00: Int(scalar.value) - 0x1E00 + 0x200
        default: nil
        }
    }
}
