private import CKernel

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
    private let start: Int
    private let end: Int
    private let trustsCapitals: Bool
    var matches: [PhraseMatcher.Match] = []
    var prefixes: [UInt32] = []
    var anchors: [FoldAnchor] = []
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
    }

    /// A run of which is known, before it is looked up, where that will be.
    private struct Ahead {
        var start: UInt32
        var end: UInt32
        var key: UInt64
        /// The hash of a run that is one word of ASCII.
        var hash: UInt64
        var isPlain: Bool
        /// Its number; 0 when it is not known.
        var number: UInt32 = 0
    }

    /// How many runs are read ahead, so that their slots come from memory together.
    private static let runsAhead = 32

    /// Looks at the words in `runs`, and returns how many they are.
    mutating func run(
        _ text: UnsafeBufferPointer<UInt8>, _ runs: UnsafeBufferPointer<WordFilter.Run>,
        _ buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        guard let base = text.baseAddress, let buffer = buffer.baseAddress else { return 0 }
        let reader = Reader(text: base, end: end, buffer: buffer)
        return withUnsafeTemporaryAllocation(of: Ahead.self, capacity: Self.runsAhead) { ahead in
            var wordCount = 0
            var i = start
            var next = 0
            while next < runs.count {
                let count = min(Self.runsAhead, runs.count - next)
                for k in 0..<count {
                    // In bounds: `count` is at most the capacity.
                    ahead.initializeElement(at: k, to: readAhead(runs[next + k], reader))
                }
                next += count
                for k in 0..<count where ahead[k].isPlain {
                    let number = number(of: ahead[k], reader)
                    ahead[k].number = number
                    ckernel_prefetch(table.states + Int(number))
                    ckernel_prefetch(table.singulars + Int(number))
                }
                for k in 0..<count { wordCount += look(at: ahead[k], reader, &i) }
            }
            return wordCount
        }
    }

    /// Computes where a run will be looked up, and asks memory for it.
    @inline(__always)
    private func readAhead(_ run: WordFilter.Run, _ reader: Reader) -> Ahead {
        let (start, end) = (Int(run.start), Int(run.end))
        guard reader.isPlain(start, end) else {
            return Ahead(start: run.start, end: run.end, key: 0, hash: 0, isPlain: false)
        }
        let bytes = reader.text + start
        let count = end - start
        let key = reader.load(bytes, count, false)
        let last = count > 8 ? reader.load(bytes + (count - 8), 8, false) : 0
        let hash = PhraseTable.hash(key, last, count)
        ckernel_prefetch(table.words + Int(truncatingIfNeeded: hash &>> table.wordShift))
        return Ahead(start: run.start, end: run.end, key: key, hash: hash, isPlain: true)
    }

    @inline(__always)
    private func number(of run: Ahead, _ reader: Reader) -> UInt32 {
        number(of: run.key, run.hash, reader.text + Int(run.start), Int(run.end - run.start))
    }

    /// Looks at the words of one run from `i` on, which is moved behind them; returns their number.
    @inline(__always)
    private mutating func look(at run: Ahead, _ reader: Reader, _ i: inout Int) -> Int {
        let runEnd = Int(run.end)
        i = max(i, Int(run.start))
        if i > start, reader.text[i - 1] == 0x27 { reader.skipPossessive(&i) }
        if run.isPlain, i == Int(run.start) {
            // One word of ASCII, as nearly all runs are.
            let count = runEnd - i
            if run.number != 0 || mayHavePrefix(run.key, count) {
                begin(Seen(start: i, end: runEnd, number: run.number), reader, reader.text + i, count, run.key)
            }
            i = runEnd
            return 1
        }
        var wordCount = 0
        while i < runEnd {
            let first = i
            guard let word = reader.word(&i, &anchors) else { continue }
            wordCount += 1
            let (number, key) = number(of: word, reader)
            begin(Seen(start: first, end: i, number: number), reader, word.bytes, word.count, key)
        }
        return wordCount
    }

    // MARK: Phrases

    /// Adds the phrases that begin with a word of the text.
    private mutating func begin(
        _ word: Seen, _ reader: Reader, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ key: UInt64
    ) {
        if !prefixes.isEmpty { prefixes.removeAll(keepingCapacity: true) }
        var word = word
        addPrefixes(to: &word, bytes, count, key)
        seen[0] = word
        seenCount = 1
        lineEnds = 0
        isClosed = false
        if word.number != 0 {
            if word.number <= table.beginningCount { follow(word.number, 0, reader) }
            let singular = table.singulars[Int(word.number)]
            if singular != 0, singular <= table.beginningCount { report(table.states[Int(singular)], 0, reader, true) }
        }
        for i in word.firstPrefix..<word.firstPrefix + word.prefixCount where prefixes[i] <= table.beginningCount {
            follow(prefixes[i], 0, reader)
        }
    }

    /// Adds the phrases that end at a state, whose last word is `last`, and those with which it goes on.
    ///
    /// No deeper than the longest phrase, ``PhraseMatcher/wordLimit`` words.
    private mutating func follow(_ number: UInt32, _ last: Int, _ reader: Reader) {
        let state = table.states[Int(number)]
        report(state, last, reader, false)
        guard state.goesOn, last + 1 < PhraseMatcher.wordLimit else { return }
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
        let text = reader.text
        var i = seen[seenCount - 1].end
        isClosed = true
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
                lineEnds = 0
                let (number, key) = number(of: word, reader)
                var found = Seen(start: start, end: i, number: number)
                addPrefixes(to: &found, word.bytes, word.count, key)
                if found.number != 0 || found.prefixCount > 0 { add(found) }
                return
            default: return
            }
        }
    }

    private mutating func add(_ word: Seen) {
        seen[seenCount] = word
        seenCount += 1
        isClosed = false
    }

    // MARK: Words

    /// The number of a word, 0 when it is not known, and its first eight bytes.
    private func number(of word: Reader.Bytes, _ reader: Reader) -> (UInt32, key: UInt64) {
        let (bytes, count) = (word.bytes, word.count)
        let key = reader.load(bytes, count, word.isFolded)
        guard count <= PhraseMatcher.wordByteLimit else { return (0, key) }
        let last = count > 8 ? reader.load(bytes + (count - 8), 8, word.isFolded) : 0
        return (number(of: key, PhraseTable.hash(key, last, count), bytes, count), key)
    }

    /// The number of a word by its first eight bytes and its hash; 0 when it is not known.
    @inline(__always)
    private func number(of key: UInt64, _ hash: UInt64, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        let mask = Int(truncatingIfNeeded: ~0 &>> table.wordShift as UInt64)
        var i = Int(truncatingIfNeeded: hash &>> table.wordShift)
        while true {
            let slot = table.words[i]
            if slot.numberAndLength == 0 { return 0 }
            if slot.key == key, slot.length == count, hasTail(slot.tail, bytes, 8, count) { return slot.number }
            i = (i &+ 1) & mask
        }
    }

    /// Whether a phrase's word may be the beginning of this one.
    @inline(__always)
    private func mayHavePrefix(_ key: UInt64, _ count: Int) -> Bool {
        guard let buckets = table.bucketStarts, count >= 3 else { return false }
        let bucket = PhraseTable.bucket(key, table.bucketShift)
        return buckets[bucket] != buckets[bucket + 1]
    }

    /// Notes the words of phrases that are beginnings of a word of the text.
    private mutating func addPrefixes(
        to word: inout Seen, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ key: UInt64
    ) {
        guard let buckets = table.bucketStarts, count >= 3 else { return }
        let bucket = PhraseTable.bucket(key, table.bucketShift)
        word.firstPrefix = prefixes.count
        for i in Int(buckets[bucket])..<Int(buckets[bucket + 1]) {
            let slot = table.prefixes[i]
            let length = slot.length
            if length <= count, (slot.key ^ key) & NameHash.mask(length) == 0, hasTail(slot.tail, bytes, 8, length) {
                prefixes.append(slot.number)
            }
        }
        word.prefixCount = prefixes.count - word.firstPrefix
    }

    /// Whether the bytes from `first` to before `count`, in small letters, are those of a known word.
    @inline(__always)
    private func hasTail(_ tail: UInt32, _ bytes: UnsafePointer<UInt8>, _ first: Int, _ count: Int) -> Bool {
        var i = first
        while i < count {
            // Folded bytes from 0x80 have the bit that makes letters small anyway, or differ from any ASCII byte.
            let byte = bytes[i]
            if (byte &- 65 < 26 ? byte | 0x20 : byte) != table.tails[Int(tail) + i - first] { return false }
            i += 1
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
