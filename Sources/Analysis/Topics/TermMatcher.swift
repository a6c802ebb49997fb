import TextKernel

/// Finds every term of every topic in one walk over a text.
///
/// A ``WordFilter`` leaves the few words with which a term may begin. From each of them the walk goes from word to word:
/// ``Vocabulary`` turns a word into a number, and the numbers are looked up in a trie of phrases. Matches overlap freely, so that no topic hides the terms of another. This, endings, plurals
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

    private let filter: WordFilter
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
        filter = WordFilter(builder.beginnings)
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

        /// The words with which patterns begin, each with the next unless it is a pattern itself.
        var beginnings: [WordFilter.Beginning] {
            phrases[1].steps.flatMap { first in
                let word = words[Int(first.symbol)]
                let phrase = phrases[Int(first.phrase)]
                let next = phrase.patterns.isEmpty ? phrase.steps.map { words[Int($0.symbol)] } : []
                let comma = [UInt8(ascii: ",")]
                if next.isEmpty || next.contains(where: { $0.bytes == comma }) {
                    return [WordFilter.Beginning(word.bytes, isPrefix: word.isPrefix)]
                }
                return next.map {
                    WordFilter.Beginning(
                        word.bytes, isPrefix: word.isPrefix, next: $0.bytes, nextIsPrefix: $0.isPrefix)
                }
            }
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
    fileprivate struct Known {
        var set: UInt32
        var start: Int32
        var end: Int32
    }

    /// What was found in some texts, and the lists of a search, so that one allocation serves for all of them.
    struct Search {
        /// The terms found, each text's in text order.
        var matches: [Match] = []
        fileprivate var runs: [WordFilter.Run] = []
        fileprivate var ahead: [Known] = []
    }

    /// Adds the terms in `range` of valid UTF-8 to `search` and returns the number of words.
    ///
    /// The filter leaves few words; from each of those that begin a term the words behind it are read, as far as a
    /// phrase goes on.
    ///
    /// - Parameter trustsCapitals: whether a word in capitals says anything; it does not in a title all in capitals.
    /// - Complexity: O(*n*) for *n* bytes; the number of patterns does not matter.
    func find(
        in bytes: [UInt8], _ range: Range<Int>, trustsCapitals: Bool = true, into search: inout Search
    ) -> Int {
        let start = max(range.lowerBound, 0)
        let end = min(range.upperBound, bytes.count, Self.byteLimit)
        guard start < end else { return 0 }
        search.runs.removeAll(keepingCapacity: true)
        search.runs.reserveCapacity((end - start) / 64 + 8)
        var wordCount = filter.append(runsOf: bytes, in: start..<end, to: &search.runs)
        let runs = search.runs
        let text = bytes.span
        var ahead = Ahead(end: end, trustsCapitals: trustsCapitals, words: search.ahead)
        defer { search.ahead = ahead.words }
        var i = start
        for run in runs {
            // What follows counts the words of the run itself: none, one or many.
            wordCount -= 1
            i = max(i, Int(run.start))
            if i > start, text[i - 1] == 0x27 { skipPossessive(text, &i, end) }
            while i < Int(run.end) {
                let first = i
                let set: UInt32
                if vocabulary.columns[Int(text[i])] != 0 {
                    set = word(text, &i, end)
                } else {
                    let (scalar, length) = decode(text, i, end)
                    guard ScalarClass(scalar).isWord else {
                        i += length
                        if scalar.value == 0x2019 { skipPossessive(text, &i, end) }
                        continue
                    }
                    set = walkOn(text, &i, end, first, 0, false)
                }
                wordCount += 1
                guard begins[Int(set)] else { continue }
                ahead.restart(from: Known(set: set, start: Int32(first), end: Int32(i)))
                lookUp(text, &ahead, &search.matches)
            }
        }
        return wordCount
    }

    /// Reads the word that begins at `i` with an ASCII letter or digit, and returns its set.
    @inline(__always)
    private func word(_ text: borrowing Span<UInt8>, _ i: inout Int, _ end: Int) -> UInt32 {
        let columns = vocabulary.columns.span
        let slots = vocabulary.slots.span
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
        if i < end, text[i] >= 0x80 || (i - start == 1 && text[i] == 0x2E) {
            return walkOn(text, &i, end, start, Int(node - 1), isDead)
        }
        let ending = vocabulary.endings[Int(node - 1)]
        return isDead ? ending.begun : ending.whole
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
        return isDead ? vocabulary.endings[node].begun : vocabulary.endings[node].whole
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

    /// A word with which a term begins, and the words behind it as far as anybody asked.
    private struct Ahead {
        let end: Int
        let trustsCapitals: Bool
        private(set) var words: [Known]
        /// Line ends since the last word.
        var lineEnds = 0
        /// Whether no other word may follow in a phrase.
        var isClosed = false

        init(end: Int, trustsCapitals: Bool, words: consuming [Known]) {
            self.end = end
            self.trustsCapitals = trustsCapitals
            self.words = words
            self.words.reserveCapacity(TermPattern.wordLimit + 1)
        }

        mutating func restart(from word: Known) {
            words.removeAll(keepingCapacity: true)
            words.append(word)
            lineEnds = 0
            isClosed = false
        }

        mutating func append(_ word: Known) { words.append(word) }
    }

    /// Appends the terms that begin with the first word of `ahead`.
    private func lookUp(_ text: borrowing Span<UInt8>, _ ahead: inout Ahead, _ found: inout [Match]) {
        let first = ahead.words[0]
        for at in vocabulary.symbols(of: first.set) {
            let symbol = Int(vocabulary.symbols[at])
            guard starts[symbol] != 0, fits(symbol, first, text, ahead.trustsCapitals) else { continue }
            follow(phrases[Int(starts[symbol])], text, 0, &ahead, &found)
        }
    }

    /// Appends the terms that end with a phrase, whose last word is `last`, and those with which it goes on.
    ///
    /// The trie is no deeper than the longest term, ``TermPattern/wordLimit`` words.
    private func follow(
        _ phrase: Phrase, _ text: borrowing Span<UInt8>, _ last: Int, _ ahead: inout Ahead, _ found: inout [Match]
    ) {
        for pattern in phrase.patterns {
            found.append(
                Match(pattern: patterns[Int(pattern)], start: ahead.words[0].start, end: ahead.words[last].end))
        }
        if phrase.steps.isEmpty { return }
        if last + 1 == ahead.words.count {
            if !ahead.isClosed { readOn(text, &ahead) }
            if last + 1 == ahead.words.count { return }
        }
        let word = ahead.words[last + 1]
        for at in vocabulary.symbols(of: word.set) {
            let symbol = vocabulary.symbols[at]
            for step in phrase.steps where steps[Int(step)].symbol == symbol {
                guard fits(Int(symbol), word, text, ahead.trustsCapitals) else { continue }
                follow(phrases[Int(steps[Int(step)].phrase)], text, last + 1, &ahead, &found)
            }
        }
    }

    /// Reads the next word or comma of a phrase; closes it where something else comes: an unknown word, an empty line …
    private func readOn(_ text: borrowing Span<UInt8>, _ ahead: inout Ahead) {
        var i = Int(ahead.words[ahead.words.count - 1].end)
        let end = ahead.end
        ahead.isClosed = true
        while i < end {
            let start = i
            var set: UInt32 = 0
            switch text[i] {
            case 0x20, 0x09, 0x0D, 0x22, 0x2D, 0x2F:
                i += 1
                continue
            case 0x0A:
                ahead.lineEnds += 1
                i += 1
                if ahead.lineEnds > 1 { return }
                continue
            case 0x27:
                i += 1
                skipPossessive(text, &i, end)
                continue
            case 0x2C:
                set = commaSet
                i += 1
            case let byte where vocabulary.columns[Int(byte)] != 0:
                set = word(text, &i, end)
                ahead.lineEnds = 0
            case 0x80...:
                let (scalar, length) = decode(text, i, end)
                if ScalarClass(scalar).isWord {
                    set = walkOn(text, &i, end, start, 0, false)
                    ahead.lineEnds = 0
                } else {
                    guard Self.isJoiner(scalar) else { return }
                    i += length
                    if scalar.value == 0x2019 { skipPossessive(text, &i, end) }
                    continue
                }
            default: return
            }
            if set == 0 { return }
            ahead.append(Known(set: set, start: Int32(start), end: Int32(i)))
            ahead.isClosed = false
            return
        }
    }

    /// Whether a word of the text may stand for a symbol: in capitals, where the symbol asks for them.
    @inline(__always)
    private func fits(
        _ symbol: Int, _ word: Known, _ text: borrowing Span<UInt8>, _ trustsCapitals: Bool
    ) -> Bool {
        if !needsCapitals[symbol] { return true }
        if !trustsCapitals { return false }
        for i in Int(word.start)..<Int(word.end) where text[i] &- 97 < 26 { return false }
        return true
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
