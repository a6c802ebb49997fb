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
        /// The patterns that end here.
        var patterns: [Int32] = []
        /// The next words by symbol; nearly always a handful.
        var next: [(symbol: Int32, phrase: Int32)] = []
    }

    /// The longest text in which terms are looked for; offsets of matches are 32 bits.
    static let byteLimit = Int(Int32.max) - 1

    /// How long a run of known words may become before its beginning is looked up.
    private static let runLimit = 256

    private let vocabulary: Vocabulary
    private let phrases: [Phrase]
    /// The phrase that begins with a symbol, by symbol; 0 when none does.
    private let starts: [Int32]
    /// The symbols whose words must be in capitals.
    private let needsCapitals: [Bool]
    private let latin: [UInt16]
    /// Whether a pattern has a folded letter outside ASCII, so that such words must be looked up at all.
    private let hasOtherScripts: Bool
    private let commaSet: UInt32

    /// Compiles patterns; matches name them by their index.
    ///
    /// - Complexity: O(*n* log *n*) for *n* bytes of patterns.
    init(_ patterns: [TermPattern]) {
        var symbols: [TermPattern.Word: Int32] = [:]
        var needsCapitals: [Bool] = []
        var words: [(bytes: [UInt8], symbol: Int32, isPrefix: Bool)] = []
        func symbol(of word: TermPattern.Word) -> Int32 {
            if let known = symbols[word] { return known }
            let symbol = Int32(needsCapitals.count)
            symbols[word] = symbol
            needsCapitals.append(word.isCapitals)
            words.append((word.bytes, symbol, word.isPrefix))
            return symbol
        }
        var phrases = [Phrase(), Phrase()]
        for (index, pattern) in patterns.enumerated() {
            var places: [Int32] = [1]
            for (i, word) in pattern.words.enumerated() {
                let forms = i + 1 == pattern.words.count ? word.forms : [word.bytes]
                places = forms.flatMap { bytes -> [Int32] in
                    var form = word
                    form.bytes = bytes
                    let next = symbol(of: form)
                    return places.map { Self.child(of: $0, next, &phrases) }
                }
            }
            for place in places { phrases[Int(place)].patterns.append(Int32(index)) }
        }
        var starts = [Int32](repeating: 0, count: needsCapitals.count)
        for (symbol, phrase) in phrases[1].next { starts[Int(symbol)] = phrase }
        self.phrases = phrases
        self.starts = starts
        let vocabulary = Vocabulary(words)
        self.vocabulary = vocabulary
        hasOtherScripts = words.contains { $0.bytes.contains { $0 >= 0x80 } }
        let comma = symbols[TermPattern.Word(bytes: [UInt8(ascii: ",")])]
        commaSet = UInt32(comma.flatMap { comma in vocabulary.sets.firstIndex { $0.contains(comma) } } ?? 0)
        self.needsCapitals = needsCapitals
        latin = LatinFolds.shared
    }

    private static func child(of place: Int32, _ symbol: Int32, _ phrases: inout [Phrase]) -> Int32 {
        if let known = phrases[Int(place)].next.first(where: { $0.symbol == symbol }) { return known.phrase }
        let new = Int32(phrases.count)
        phrases.append(Phrase())
        phrases[Int(place)].next.append((symbol, new))
        return new
    }

    // MARK: The walk

    /// A word of the text that begins or continues a term.
    private struct Known {
        var set: UInt32
        var start: Int
        var end: Int
        var isCapitals: Bool
    }

    /// Appends the terms in `range` of valid UTF-8 to `found`, by the end of their first word; returns the number of
    /// words.
    ///
    /// - Parameter trustsCapitals: whether a word in capitals says anything; it does not in a title all in capitals.
    /// - Complexity: O(*n*) for *n* bytes; the number of patterns does not matter.
    func find(
        in bytes: [UInt8], _ range: Range<Int>, trustsCapitals: Bool = true, into found: inout [Match]
    ) -> Int {
        let text = bytes.span
        let columns = vocabulary.columns.span
        let end = min(range.upperBound, bytes.count, Self.byteLimit)
        var run: [Known] = []
        var wordCount = 0
        var lineEnds = 0
        var i = max(range.lowerBound, 0)
        while i < end {
            let byte = text[i]
            if columns[Int(byte)] != 0 {
                wordCount += 1
                lineEnds = 0
                let word = walk(text, columns, &i, end, trustsCapitals)
                take(word, &run, &found)
                continue
            }
            if byte < 0x80 {
                switch byte {
                case 0x20, 0x09, 0x0D, 0x22, 0x2D, 0x2F: i += 1
                case 0x0A:
                    lineEnds += 1
                    i += 1
                    if lineEnds > 1 { flush(&run, &found) }
                case 0x27:
                    i += 1
                    skipPossessive(text, &i, end)
                case 0x2C:
                    take(Known(set: run.isEmpty ? 0 : commaSet, start: i, end: i + 1, isCapitals: false), &run, &found)
                    i += 1
                default:
                    flush(&run, &found)
                    i += 1
                }
                continue
            }
            let (scalar, length) = decode(text, i, end)
            if ScalarClass(scalar).isWord {
                wordCount += 1
                lineEnds = 0
                let word = walk(text, columns, &i, end, trustsCapitals)
                take(word, &run, &found)
            } else {
                i += length
                if scalar.value == 0x2019 {
                    skipPossessive(text, &i, end)
                } else if !Self.isJoiner(scalar) {
                    flush(&run, &found)
                }
            }
        }
        flush(&run, &found)
        return wordCount
    }

    /// Whether a scalar may stand between two words of a phrase.
    static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x2D, 0x2F, 0xA0, 0xAD, 0x2009...0x2011, 0x2018...0x201F, 0x202F,
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

    /// Walks over the word at `i`, which is moved to its end.
    @inline(__always)
    private func walk(
        _ text: borrowing Span<UInt8>, _ columns: borrowing Span<UInt8>, _ i: inout Int, _ end: Int,
        _ trustsCapitals: Bool
    ) -> Known {
        let slots = vocabulary.slots.span
        let start = i
        var node = 0
        var isDead = false
        var small: UInt8 = 0
        while i < end {
            let byte = text[i]
            let column = columns[Int(byte)]
            if column == 0 {
                if byte < 0x80 { break }
                let before = i
                guard let scalar = wordScalar(text, &i, end, isFirst: i == start) else { break }
                if ScalarClass(scalar).isLowercase { small = 0x40 }
                if !isDead { isDead = !step(scalar, &node) }
                if ScalarClass(scalar).isUnspaced && before == start { break }
                continue
            }
            small |= byte & (byte << 1) & 0x40
            i += 1
            if isDead { continue }
            let next = Int(slots[node].base ^ UInt32(column))
            if slots[next].parent == UInt32(truncatingIfNeeded: node + 1) { node = next } else { isDead = true }
        }
        if i - start == 1 { joinInitials(text, &i, end, &node, &isDead) }
        let set = isDead ? slots[node].begun : slots[node].whole
        return Known(set: set, start: start, end: i, isCapitals: small == 0 && trustsCapitals)
    }

    /// Reads the letters of `U.N.` as one word, `i` being after the first.
    private func joinInitials(
        _ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int, _ node: inout Int, _ isDead: inout Bool
    ) {
        func isCapital(_ at: Int) -> Bool { at < end && text[at] &- 65 < 26 }
        guard isCapital(i - 1) else { return }
        while i + 1 < end, text[i] == 0x2E, isCapital(i + 1),
            i + 2 >= end || vocabulary.columns[Int(text[i + 2])] == 0
        {
            let next = Int(vocabulary.slots[node].base ^ UInt32(vocabulary.columns[Int(text[i + 1])]))
            if !isDead, vocabulary.slots[next].parent == UInt32(node + 1) { node = next } else { isDead = true }
            i += 2
            if i < end, text[i] == 0x2E, i + 1 >= end || !isCapital(i + 1) {
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
        if let index, latin[index] != 0 {
            let pair = latin[index]
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
    private func take(_ word: Known, _ run: inout [Known], _ found: inout [Match]) {
        if word.set == 0 { return flush(&run, &found) }
        run.append(word)
        guard run.count == Self.runLimit else { return }
        // No term is longer than what stays.
        lookUp(run, upTo: run.count - TermPattern.wordLimit, &found)
        run.removeFirst(run.count - TermPattern.wordLimit)
    }

    /// Looks up the terms that begin at each word of a run of known words, and empties it.
    @inline(__always)
    private func flush(_ run: inout [Known], _ found: inout [Match]) {
        if run.isEmpty { return }
        lookUp(run, upTo: run.count, &found)
        run.removeAll(keepingCapacity: true)
    }

    private func lookUp(_ run: [Known], upTo end: Int, _ found: inout [Match]) {
        for first in 0..<end {
            for symbol in vocabulary.sets[Int(run[first].set)] where fits(symbol, run[first]) {
                let phrase = starts[Int(symbol)]
                if phrase != 0 { follow(phrase, run, first, first, &found) }
            }
        }
    }

    /// Takes the patterns that end at word `last` in `phrase`, and goes on with the word after it.
    private func follow(_ phrase: Int32, _ run: [Known], _ first: Int, _ last: Int, _ found: inout [Match]) {
        for pattern in phrases[Int(phrase)].patterns {
            found.append(Match(pattern: pattern, start: Int32(run[first].start), end: Int32(run[last].end)))
        }
        guard last + 1 < run.count, !phrases[Int(phrase)].next.isEmpty else { return }
        let word = run[last + 1]
        for symbol in vocabulary.sets[Int(word.set)] where fits(symbol, word) {
            if let next = phrases[Int(phrase)].next.first(where: { $0.symbol == symbol }) {
                follow(next.phrase, run, first, last + 1, &found)
            }
        }
    }

    @inline(__always)
    private func fits(_ symbol: Int32, _ word: Known) -> Bool { word.isCapitals || !needsCapitals[Int(symbol)] }
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
