import CKernel

/// One walk of a ``PhraseMatcher`` through one text.
///
/// All pointers are valid as long as ``run(_:_:_:)`` runs. `text` is read from `start` to before `end` only, which lie
/// inside it; the tables lead nowhere but into themselves, as ``PhraseBuilder`` made them.
struct PhraseWalk {
    /// A word of the text.
    private struct Seen {
        var start = 0
        var end = 0
        /// The number of the whole word; 0 when it is not known.
        var number: UInt32 = 0
        /// The numbers of the beginnings it begins with, in `prefixes`.
        var firstPrefix = 0
        var prefixCount = 0
    }

    /// The bytes of the buffer in which words beyond ASCII are folded.
    static let bufferByteCount = 1_024
    /// The most bytes of a word of the text that are folded; a longer one is no word of a phrase.
    static let longestFolded = 480

    private let table: PhraseTable
    private let end: Int
    private let trustsCapitals: Bool
    var matches: [PhraseMatcher.Match] = []
    var prefixes: [UInt32] = []
    var anchors: [FoldAnchor] = []
    /// What comes before has been looked at.
    private var at: Int
    private let start: Int
    /// A word with which a phrase may begin, and the words behind it as far as anybody asked.
    private var seen: InlineArray<16, Seen> = .init(repeating: Seen())
    private var seenCount = 0
    /// Line ends since the last word.
    private var lineEnds = 0
    /// Whether no other word may follow in a phrase.
    private var isClosed = false

    init(_ table: PhraseTable, _ start: Int, _ end: Int, _ trustsCapitals: Bool) {
        self.table = table
        self.start = start
        self.end = end
        self.trustsCapitals = trustsCapitals
        at = start
    }

    /// A run of which is known, before it is looked at, where it is in the table, and then which word it is.
    private struct Ahead {
        var hash: UInt64
        /// 0 when the word is not known, or need not be.
        var number: UInt32 = 0
    }

    /// How many runs are read ahead, so that their slots come from memory together.
    private static let runsAhead = 32

    /// Looks at the words in `runs`, all behind those of earlier calls, and returns how many they are.
    mutating func look(at runs: UnsafeBufferPointer<ckernel_run>, _ reader: Reader) -> Int {
        guard let base = runs.baseAddress else { return 0 }
        return withUnsafeTemporaryAllocation(of: Ahead.self, capacity: Self.runsAhead) { ahead in
            var wordCount = 0
            var next = 0
            while next < runs.count {
                let batch = base + next
                // In bounds: `count` is at most the capacity, and what is left of the runs.
                let count = min(Self.runsAhead, runs.count - next)
                next += count
                for k in 0..<count { ahead.initializeElement(at: k, to: readAhead(batch[k], reader)) }
                for k in 0..<count where Self.isWhole(batch[k]) {
                    let run = batch[k]
                    let bytes = reader.text + Int(run.start)
                    let number = number(
                        of: run.key, ahead[k].hash, bytes, Int(run.end &- run.start), false, reader)
                    ahead[k].number = number
                    ckernel_prefetch(table.states + Int(number))
                    ckernel_prefetch(table.singulars + Int(number))
                }
                for k in 0..<count { wordCount += look(at: batch[k], ahead[k].number, reader) }
            }
            return wordCount
        }
    }

    /// Whether a run is one word of ASCII that may begin a phrase as it is.
    @inline(__always) private static func isWhole(_ run: ckernel_run) -> Bool {
        let hits = UInt32(ckernel_hit_odd | ckernel_hit_word | ckernel_hit_pair)
        return run.hits & hits != 0 && run.hits & UInt32(ckernel_hit_odd) == 0
    }

    /// Computes where a run will be looked up, and asks memory for it.
    @inline(__always) private func readAhead(_ run: ckernel_run, _ reader: Reader) -> Ahead {
        guard Self.isWhole(run) else { return Ahead(hash: 0) }
        let count = Int(run.end &- run.start)
        let last = count > 8 ? reader.load(reader.text + (Int(run.end) - 8), 8, false) : 0
        let hash = PhraseTable.hash(run.key, last, count)
        ckernel_prefetch(table.words + Int(truncatingIfNeeded: hash &>> table.wordShift))
        return Ahead(hash: hash)
    }

    /// Looks at the words of one run and returns their number.
    @inline(__always) private mutating func look(at run: ckernel_run, _ number: UInt32, _ reader: Reader) -> Int {
        if run.hits & UInt32(ckernel_hit_odd) != 0 { return lookClosely(at: run, reader) }
        // One word of ASCII, as nearly all runs are. Initials never lead into it, so `at` is not beyond its start.
        at = Int(run.end)
        if number != 0 || run.hits & UInt32(ckernel_hit_beginning) != 0 {
            let word = Reader.Bytes(
                bytes: reader.text + Int(run.start), count: Int(run.end &- run.start), isFolded: false)
            begin(Seen(start: Int(run.start), end: at, number: number), word, run.key, run.hits, reader)
        }
        return 1
    }

    /// Looks at the words of a run that is not what it seems.
    private mutating func lookClosely(at run: ckernel_run, _ reader: Reader) -> Int {
        let runEnd = Int(run.end)
        at = max(at, Int(run.start))
        if at > start, reader.text[at - 1] == 0x27 { reader.skipPossessive(&at) }
        var wordCount = 0
        while at < runEnd {
            let first = at
            guard let word = reader.word(&at, &anchors) else { continue }
            wordCount += 1
            let (number, key) = number(of: word, reader)
            begin(Seen(start: first, end: at, number: number), word, key, ~0, reader)
        }
        return wordCount
    }

    // MARK: Phrases

    /// Adds the phrases that begin with a word of the text; `hits` says what the filter knows of it.
    @inline(__always)
    private mutating func begin(
        _ word: Seen, _ bytes: Reader.Bytes, _ key: UInt64, _ hits: UInt32, _ reader: Reader
    ) {
        if !prefixes.isEmpty { prefixes.removeAll(keepingCapacity: true) }
        seen[0] = word
        seenCount = 1
        lineEnds = 0
        isClosed = false
        // Before anything is read on, which may fold another word into the buffer.
        if hits & UInt32(ckernel_hit_beginning) != 0, bytes.count >= 3 {
            for i in bucket(of: key) where isBeginning(table.prefixes[i], bytes, key, reader) {
                prefixes.append(table.prefixes[i].number)
            }
        }
        let prefixCount = prefixes.count
        if word.number != 0 {
            if word.number <= table.beginningCount {
                let state = table.states[Int(word.number)]
                report(state, 0, reader, false)
                if state.goesOn, hits & UInt32(ckernel_hit_pair) != 0 || state.goesOnUnseen {
                    goOn(word.number, 0, reader)
                }
            }
            let singular = table.singulars[Int(word.number)]
            if singular != 0, singular <= table.beginningCount { report(table.states[Int(singular)], 0, reader, true) }
        }
        for i in 0..<prefixCount where prefixes[i] <= table.beginningCount { follow(prefixes[i], 0, reader) }
    }

    /// Adds the phrases that end at a state, whose last word is `last`, and those with which it goes on.
    private mutating func follow(_ number: UInt32, _ last: Int, _ reader: Reader) {
        let state = table.states[Int(number)]
        report(state, last, reader, false)
        if state.goesOn { goOn(number, last, reader) }
    }

    /// Adds the phrases with which a state goes on, whose last word so far is `last`.
    ///
    /// No deeper than the longest phrase, ``PhraseMatcher/wordLimit`` words.
    private mutating func goOn(_ number: UInt32, _ last: Int, _ reader: Reader) {
        guard last + 1 < PhraseMatcher.wordLimit else { return }
        if last + 1 == seenCount {
            if !isClosed { readOn(reader) }
            if last + 1 == seenCount { return }
        }
        let word = seen[last + 1].number
        if word != 0 {
            if let next = next(number, word) { follow(next, last + 1, reader) }
            let singular = table.singulars[Int(word)]
            if singular != 0, let next = next(number, singular) {
                report(table.states[Int(next)], last + 1, reader, true)
            }
        }
        let (first, count) = (seen[last + 1].firstPrefix, seen[last + 1].prefixCount)
        for i in first..<first + count {
            if let next = next(number, prefixes[i]) { follow(next, last + 1, reader) }
        }
    }

    /// Adds the phrases that end at a state; only those that may end with a plural when `isPlural`.
    @inline(__always)
    private mutating func report(_ state: PhraseTable.State, _ last: Int, _ reader: Reader, _ isPlural: Bool) {
        if state.isOnly {
            if isPlural, !state.onlyHasPlural { return }
            matches.append(
                PhraseMatcher.Match(
                    phrase: Int32(bitPattern: state.firstEnd), start: Int32(seen[0].start), end: Int32(seen[last].end)))
            return
        }
        for k in 0..<state.endCount {
            let end = table.ends[Int(state.firstEnd) + k]
            if isPlural, !end.hasPlural { continue }
            if end.capitals != 0, !hasCapitals(end.capitals, reader) { continue }
            matches.append(
                PhraseMatcher.Match(phrase: end.phrase, start: Int32(seen[0].start), end: Int32(seen[last].end)))
        }
    }

    @inline(__always)
    private func next(_ state: UInt32, _ word: UInt32) -> UInt32? {
        let mask = Int(truncatingIfNeeded: ~0 &>> table.edgeShift as UInt64)
        var i = Int(truncatingIfNeeded: PhraseTable.hash(state: state, word: word) &>> table.edgeShift)
        while true {
            let edge = table.edges[i]
            if edge.state == state, edge.word == word { return edge.next }
            if edge.state == 0 { return nil }
            i = (i &+ 1) & mask
        }
    }

    /// Whether the words of the text that a phrase wants in capitals have no small letter.
    private func hasCapitals(_ wanted: UInt16, _ reader: Reader) -> Bool {
        guard trustsCapitals else { return false }
        var left = wanted
        while left != 0 {
            let word = seen[left.trailingZeroBitCount]
            for i in word.start..<word.end where reader.text[i] &- 97 < 26 { return false }
            left &= left &- 1
        }
        return true
    }

    /// Reads the next word or comma of a phrase; closes it where something else comes: an unknown word, an empty line …
    private mutating func readOn(_ reader: Reader) {
        var i = seen[seenCount - 1].end
        isClosed = true
        if let word = reader.plainWord(after: i) {
            addWord(word, i + 1, i + 1 + word.count, reader)
            return
        }
        let text = reader.text
        while i < end {
            let start = i
            switch text[i] {
            case 0x20, 0x09, 0x0D, 0x22, 0x2D, 0x2F:
                i += 1
                continue
            case 0x0A:
                lineEnds += 1
                i += 1
                if lineEnds > 1 { return }
                continue
            case 0x27:
                i += 1
                reader.skipPossessive(&i)
                continue
            case 0x2C:
                guard table.commaNumber != 0 else { return }
                add(Seen(start: start, end: start + 1, number: table.commaNumber))
                return
            case let byte where byte >= 0x80 || Reader.isLetterOrDigit(byte):
                guard let word = reader.word(&i, &anchors) else {
                    guard text[start] >= 0x80, PhraseMatcher.isJoiner(reader.decode(start).scalar) else { return }
                    continue
                }
                addWord(word, start, i, reader)
                return
            default: return
            }
        }
    }

    /// Adds a word that was read, if any phrase has it.
    @inline(__always)
    private mutating func addWord(_ word: Reader.Bytes, _ start: Int, _ end: Int, _ reader: Reader) {
        lineEnds = 0
        let (number, key) = number(of: word, reader)
        var found = Seen(start: start, end: end, number: number)
        found.firstPrefix = prefixes.count
        if word.count >= 3 {
            for i in bucket(of: key) where isBeginning(table.prefixes[i], word, key, reader) {
                prefixes.append(table.prefixes[i].number)
            }
        }
        found.prefixCount = prefixes.count - found.firstPrefix
        if found.number != 0 || found.prefixCount > 0 { add(found) }
    }

    private mutating func add(_ word: Seen) {
        seen[seenCount] = word
        seenCount += 1
        isClosed = false
    }

    // MARK: Words

    /// The number of a word, 0 when it is not known, and its first eight bytes.
    @inline(__always) private func number(of word: Reader.Bytes, _ reader: Reader) -> (UInt32, key: UInt64) {
        let (bytes, count) = (word.bytes, word.count)
        let key = reader.load(bytes, count, word.isFolded)
        guard count <= PhraseMatcher.wordByteLimit else { return (0, key) }
        let last = count > 8 ? reader.load(bytes + (count - 8), 8, word.isFolded) : 0
        return (number(of: key, PhraseTable.hash(key, last, count), bytes, count, word.isFolded, reader), key)
    }

    /// The number of a word by its first eight bytes and its hash; 0 when it is not known.
    @inline(__always)
    private func number(
        of key: UInt64, _ hash: UInt64, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ isFolded: Bool, _ reader: Reader
    ) -> UInt32 {
        let mask = Int(truncatingIfNeeded: ~0 &>> table.wordShift as UInt64)
        var i = Int(truncatingIfNeeded: hash &>> table.wordShift)
        while true {
            let slot = table.words[i]
            if slot.numberAndLength == 0 { return 0 }
            if slot.key == key, slot.length == count, hasTail(slot.tail, bytes, count, isFolded, reader) {
                return slot.number
            }
            i = (i &+ 1) & mask
        }
    }

    /// The beginnings of words that may be those of a word, as indices of the table's.
    @inline(__always) private func bucket(of key: UInt64) -> Range<Int> {
        guard let starts = table.bucketStarts else { return 0..<0 }
        let bucket = PhraseTable.bucket(key, table.bucketShift)
        return Int(starts[bucket])..<Int(starts[bucket + 1])
    }

    /// Whether a word of the text begins like one of a phrase.
    @inline(__always)
    private func isBeginning(
        _ slot: PhraseTable.WordSlot, _ word: Reader.Bytes, _ key: UInt64, _ reader: Reader
    ) -> Bool {
        slot.length <= word.count && (slot.key ^ key) & NameHash.mask(slot.length) == 0
            && hasTail(slot.tail, word.bytes, slot.length, word.isFolded, reader)
    }

    /// Whether the bytes from the ninth to before `count`, in small letters, are those of a known word.
    @inline(__always)
    private func hasTail(
        _ tail: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ isFolded: Bool, _ reader: Reader
    ) -> Bool {
        var i = 8
        while i < count {
            // The table has eight bytes more than its words.
            let known = NameHash.load(table.tails + (Int(tail) + i - 8)) & NameHash.mask(count - i)
            if reader.load(bytes + i, count - i, isFolded) != known { return false }
            i += 8
        }
        return true
    }
}

extension PhraseMatcher {
    /// Whether a scalar may stand between two words of a phrase.
    package static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x2D, 0x2F, 0xA0, 0xAD, 0x2009...0x2013, 0x2018...0x201F, 0x202F,
            0x200B...0x200D, 0xFEFF:
            true
        default: false
        }
    }
}
