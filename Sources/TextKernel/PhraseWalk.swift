import CKernel

/// One walk of a ``PhraseMatcher`` through one text.
///
/// All pointers are valid as long as it walks. `text` is read from `start` to before `end` only, which lie inside it;
/// the tables lead nowhere but into themselves, as ``PhraseBuilder`` made them.
struct PhraseWalk {
    typealias Match = PhraseMatcher.Match

    /// A word of the text.
    struct Seen {
        var start: Int32
        var end: Int32
        /// The number of the whole word; 0 when it is not known.
        var number: UInt32
        /// The numbers of the beginnings it begins with, in the memory's `prefixes`.
        var firstPrefix: Int32 = 0
        var prefixCount: Int32 = 0

        @inline(__always) init(_ start: Int, _ end: Int, _ number: UInt32) {
            self.start = Int32(truncatingIfNeeded: start)
            self.end = Int32(truncatingIfNeeded: end)
            self.number = number
        }
    }

    /// A word of which is known, before it is looked at, where it is in the table, and then which one it is.
    struct Ahead {
        var key: UInt64 = 0
        var hash: UInt64 = 0
        /// 0 when there is none, or none that need be known.
        var count: Int32 = 0
        /// 0 when the word is not known.
        var number: UInt32 = 0
    }

    /// The most bytes of a word of the text that are folded; a longer one is no word of a phrase.
    static let longestFolded = 480
    /// How many runs are read ahead, so that what tables say of them comes from memory together.
    private static let runsAhead = 32

    private let table: PhraseTable.View
    private let reader: Reader
    private let memory: Memory
    private let start: Int
    private let trustsCapitals: Bool
    /// What was found, but for the last matches, which are still in the memory.
    private var matches: [Match] = []
    private var anchors: [FoldAnchor] = []
    private var matchCount = 0
    /// What comes before has been looked at.
    private var at: Int
    /// How many words there are in the memory's `seen`: one with which a phrase may begin, and those behind it as far as
    /// anybody asked.
    private var seenCount = 0
    private var prefixCount = 0
    /// Line ends since the last word.
    private var lineEnds = 0
    /// Whether no other word may follow in a phrase.
    private var isClosed = false

    /// Begins a walk.
    init(
        _ table: PhraseTable.View, _ text: UnsafePointer<UInt8>, _ range: Range<Int>, trustsCapitals: Bool,
        _ memory: Memory
    ) {
        self.table = table
        self.trustsCapitals = trustsCapitals
        self.memory = memory
        reader = Reader(text: text, end: range.upperBound, buffer: memory.buffer)
        start = range.lowerBound
        at = start
    }

    /// Exchanges the lists with those of a search, before and after the walk, so that nothing is copied or checked for
    /// other owners while walking.
    mutating func exchange(_ matches: inout [Match], _ anchors: inout [FoldAnchor]) {
        flush()
        swap(&self.matches, &matches)
        swap(&self.anchors, &anchors)
    }

    /// Looks at the words in `runs`, all behind those of earlier calls, and returns how many they are.
    mutating func look(at runs: UnsafeBufferPointer<ckernel_run>) -> Int {
        guard let base = runs.baseAddress else { return 0 }
        let words = memory.ahead
        let nextWords = memory.ahead + Self.runsAhead
        var wordCount = 0
        var done = 0
        while done < runs.count {
            // In bounds below: `count` is at most `runsAhead`, and what is left of the runs.
            let batch = base + done
            let count = min(Self.runsAhead, runs.count &- done)
            done &+= count
            Self.readAhead(batch, count, into: words, table, reader)
            Self.readOnAhead(batch, count, words, into: nextWords, table, reader)
            for k in 0..<count { wordCount &+= look(at: batch[k], words[k].number, nextWords[k]) }
        }
        return wordCount
    }

    // MARK: Reading ahead

    /// Looks up those runs that are one word of ASCII, and may begin a phrase as they are.
    @inline(__always)
    private static func readAhead(
        _ runs: UnsafePointer<ckernel_run>, _ count: Int, into words: UnsafeMutablePointer<Ahead>,
        _ table: PhraseTable.View, _ reader: Reader
    ) {
        let hits = UInt32(ckernel_hit_odd | ckernel_hit_word | ckernel_hit_pair)
        for k in 0..<count {
            let run = runs[k]
            let isAsked = run.hits & hits != 0 && run.hits & UInt32(ckernel_hit_odd) == 0
            let length = Int(run.end &- run.start)
            words[k] = isAsked ? word(reader.text + Int(run.start), length, run.key, table, reader) : Ahead()
        }
        for k in 0..<count where words[k].count > 0 {
            let number = number(of: words[k], reader.text + Int(runs[k].start), table, reader)
            words[k].number = number
            ckernel_prefetch(table.wordStates + Int(number))
        }
    }

    /// Looks up the words behind those runs with which a phrase begins that goes on, where they are plain.
    @inline(__always)
    private static func readOnAhead(
        _ runs: UnsafePointer<ckernel_run>, _ count: Int, _ words: UnsafePointer<Ahead>,
        into nextWords: UnsafeMutablePointer<Ahead>, _ table: PhraseTable.View, _ reader: Reader
    ) {
        for k in 0..<count {
            nextWords[k].count = 0
            guard runs[k].hits & UInt32(ckernel_hit_pair) != 0, words[k].number != 0,
                table.wordStates[Int(words[k].number)].state.goesOn,
                let next = reader.plainWord(after: Int(runs[k].end))
            else { continue }
            nextWords[k] = word(
                next.bytes, next.count, reader.load(next.bytes, next.count, false), table, reader)
        }
        for k in 0..<count where nextWords[k].count > 0 {
            let number = number(of: nextWords[k], reader.text + (Int(runs[k].end) + 1), table, reader)
            nextWords[k].number = number
            ckernel_prefetch(table.edges + table.edgePlace(words[k].number, number))
            ckernel_prefetch(table.wordStates + Int(number))
        }
    }

    /// Computes where a word of ASCII will be looked up, and asks memory for it.
    @inline(__always)
    private static func word(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ key: UInt64, _ table: PhraseTable.View, _ reader: Reader
    ) -> Ahead {
        let last = count > 8 ? reader.load(bytes + (count - 8), 8, false) : 0
        let hash = PhraseTable.hash(key, last, count)
        ckernel_prefetch(table.words + table.wordPlace(hash))
        return Ahead(key: key, hash: hash, count: Int32(truncatingIfNeeded: count))
    }

    @inline(__always)
    private static func number(
        of word: Ahead, _ bytes: UnsafePointer<UInt8>, _ table: PhraseTable.View, _ reader: Reader
    ) -> UInt32 {
        table.number(
            of: Reader.Bytes(bytes: bytes, count: Int(word.count), isFolded: false), word.key, word.hash, reader)
    }

    // MARK: Runs

    /// Looks at the words of one run and returns their number.
    @inline(__always)
    private mutating func look(at run: ckernel_run, _ number: UInt32, _ next: Ahead) -> Int {
        if run.hits & UInt32(ckernel_hit_odd) != 0 { return lookClosely(at: run) }
        // One word of ASCII, as nearly all runs are. Initials never lead into it, so `at` is not beyond its start.
        at = Int(run.end)
        if number != 0 || run.hits & UInt32(ckernel_hit_beginning) != 0 {
            let word = Reader.Bytes(
                bytes: reader.text + Int(run.start), count: Int(run.end &- run.start), isFolded: false)
            begin(Seen(Int(run.start), at, number), word, run.key, run.hits, next)
        }
        return 1
    }

    /// Looks at the words of a run that is not what it seems.
    @inline(never)
    private mutating func lookClosely(at run: ckernel_run) -> Int {
        let runEnd = Int(run.end)
        at = max(at, Int(run.start))
        if at > start, reader.text[at - 1] == 0x27 { reader.skipPossessive(&at) }
        var wordCount = 0
        while at < runEnd {
            let first = at
            guard let word = reader.word(&at, &anchors) else { continue }
            wordCount += 1
            let (number, key) = table.number(of: word, reader)
            begin(Seen(first, at, number), word, key, ~0, Ahead())
        }
        return wordCount
    }

    // MARK: Phrases

    /// Adds the phrases that begin with a word of the text; `hits` says what the filter knows of it, `next` is the plain
    /// word behind it when that was read.
    @inline(__always)
    private mutating func begin(
        _ word: Seen, _ bytes: Reader.Bytes, _ key: UInt64, _ hits: UInt32, _ next: Ahead
    ) {
        memory.seen[0] = word
        seenCount = 1
        prefixCount = 0
        lineEnds = 0
        isClosed = false
        // Before anything is read on, which may fold another word into the buffer.
        if hits & UInt32(ckernel_hit_beginning) != 0 {
            prefixCount = table.beginnings(of: bytes, key, reader, into: memory.prefixes)
        }
        let ownPrefixCount = prefixCount
        if next.count > 0 {
            let start = Int(word.end) + 1
            isClosed = true
            addWord(
                Reader.Bytes(bytes: reader.text + start, count: Int(next.count), isFolded: false), next.key,
                Seen(start, start + Int(next.count), next.number))
        }
        if word.number != 0 {
            let known = table.wordStates[Int(word.number)]
            report(known.state, 0, false)
            if known.state.goesOn, hits & UInt32(ckernel_hit_pair) != 0 || known.state.goesOnUnseen {
                goOn(word.number, 0)
            }
            if known.singular != 0 { report(table.wordStates[Int(known.singular)].state, 0, true) }
        }
        for i in 0..<ownPrefixCount where memory.prefixes[i] <= table.beginningCount {
            follow(memory.prefixes[i], table.wordStates[Int(memory.prefixes[i])].state, 0)
        }
    }

    /// Adds the phrases that end at a state, whose last word is `last`, and those with which it goes on.
    @inline(__always)
    private mutating func follow(_ number: UInt32, _ state: PhraseTable.State, _ last: Int) {
        report(state, last, false)
        if state.goesOn { goOn(number, last) }
    }

    /// Follows an edge to the word `last`.
    @inline(__always) private mutating func follow(_ slot: Int, _ last: Int) {
        follow(table.firstEdgeState &+ UInt32(truncatingIfNeeded: slot), table.edges[slot].state, last)
    }

    /// Adds the phrases with which a state goes on, whose last word so far is `last`.
    ///
    /// No deeper than the longest phrase, ``PhraseMatcher/wordLimit`` words.
    private mutating func goOn(_ number: UInt32, _ last: Int) {
        let next = last &+ 1
        guard next < PhraseMatcher.wordLimit else { return }
        if next == seenCount {
            if !isClosed { readOn() }
            if next == seenCount { return }
        }
        let word = memory.seen[next]
        if word.number != 0 {
            if let edge = table.edge(number, word.number) { follow(edge, next) }
            let singular = table.wordStates[Int(word.number)].singular
            if singular != 0, let edge = table.edge(number, singular) {
                report(table.edges[edge].state, next, true)
            }
        }
        for i in Int(word.firstPrefix)..<Int(word.firstPrefix &+ word.prefixCount) {
            if let edge = table.edge(number, memory.prefixes[i]) { follow(edge, next) }
        }
    }

    // MARK: Matches

    /// Adds the phrases that end at a state; only those that may end with a plural when `isPlural`.
    @inline(__always)
    private mutating func report(_ state: PhraseTable.State, _ last: Int, _ isPlural: Bool) {
        if state.isOnly {
            if isPlural, !state.onlyHasPlural { return }
            add(Int32(bitPattern: state.firstEnd), last)
        } else if state.endCount > 0 {
            reportEach(state, last, isPlural)
        }
    }

    private mutating func reportEach(_ state: PhraseTable.State, _ last: Int, _ isPlural: Bool) {
        for k in 0..<state.endCount {
            let end = table.ends[Int(state.firstEnd) + k]
            if isPlural, !end.hasPlural { continue }
            if end.capitals != 0, !hasCapitals(end.capitals) { continue }
            add(end.phrase, last)
        }
    }

    /// Adds a match from the first word to the one that is `last`.
    @inline(__always) private mutating func add(_ phrase: Int32, _ last: Int) {
        if matchCount == Memory.matchCount { flush() }
        memory.matches[matchCount] = Match(
            phrase: phrase, start: memory.seen[0].start, end: memory.seen[last].end)
        matchCount &+= 1
    }

    private mutating func flush() {
        matches.append(contentsOf: UnsafeBufferPointer(start: memory.matches, count: matchCount))
        matchCount = 0
    }

    /// Whether the words of the text that a phrase wants in capitals have no small letter.
    private func hasCapitals(_ wanted: UInt16) -> Bool {
        guard trustsCapitals else { return false }
        var left = wanted
        while left != 0 {
            let word = memory.seen[left.trailingZeroBitCount]
            for i in Int(word.start)..<Int(word.end) where reader.text[i] &- 97 < 26 { return false }
            left &= left &- 1
        }
        return true
    }

    // MARK: Reading on

    /// Reads the next word or comma of a phrase; closes it where something else comes: an unknown word, an empty line …
    private mutating func readOn() {
        var i = Int(memory.seen[seenCount - 1].end)
        isClosed = true
        if let word = reader.plainWord(after: i) {
            addWord(word, i + 1, i + 1 + word.count)
            return
        }
        let text = reader.text
        while i < reader.end {
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
                add(Seen(start, start + 1, table.commaNumber))
                return
            case let byte where byte >= 0x80 || Reader.isLetterOrDigit(byte):
                guard let word = reader.word(&i, &anchors) else {
                    guard text[start] >= 0x80, PhraseMatcher.isJoiner(reader.decode(start).scalar) else { return }
                    continue
                }
                addWord(word, start, i)
                return
            default: return
            }
        }
    }

    /// Adds a word that was read, if any phrase has it.
    @inline(__always)
    private mutating func addWord(_ word: Reader.Bytes, _ start: Int, _ end: Int) {
        let (number, key) = table.number(of: word, reader)
        addWord(word, key, Seen(start, end, number))
    }

    /// Adds a word that was read and looked up, if any phrase has it.
    @inline(__always)
    private mutating func addWord(_ word: Reader.Bytes, _ key: UInt64, _ seen: Seen) {
        lineEnds = 0
        // In bounds: the memory has room for the beginnings of as many words as can be seen.
        let count = table.beginnings(of: word, key, reader, into: memory.prefixes + prefixCount)
        if seen.number == 0, count == 0 { return }
        var seen = seen
        seen.firstPrefix = Int32(truncatingIfNeeded: prefixCount)
        seen.prefixCount = Int32(truncatingIfNeeded: count)
        prefixCount &+= count
        add(seen)
    }

    @inline(__always) private mutating func add(_ word: Seen) {
        memory.seen[seenCount] = word
        seenCount &+= 1
        isClosed = false
    }
}

extension PhraseWalk {
    /// The memory that a walk writes to; one serves for many walks, one after the other.
    struct Memory {
        /// The bytes in which words beyond ASCII are folded.
        static let bufferByteCount = 1_024
        /// The matches that are gathered before they are added to the list.
        static let matchCount = 128
        /// A word has no more beginnings than ``PhraseMatcher/wordByteLimit``, and no more words are seen than a phrase has.
        private static let prefixCount = PhraseMatcher.wordLimit * PhraseMatcher.wordByteLimit

        let buffer: UnsafeMutablePointer<UInt8>
        let seen: UnsafeMutablePointer<Seen>
        let ahead: UnsafeMutablePointer<Ahead>
        let prefixes: UnsafeMutablePointer<UInt32>
        let matches: UnsafeMutablePointer<Match>
        /// What the filter keeps.
        let runs: UnsafeMutablePointer<ckernel_run>

        /// The bytes needed.
        static let byteCount =
            size(of: UInt8.self, bufferByteCount) + size(of: Seen.self, PhraseMatcher.wordLimit)
            + size(of: Ahead.self, 2 * runsAhead) + size(of: UInt32.self, prefixCount)
            + size(of: Match.self, matchCount) + size(of: ckernel_run.self, WordFilter.keptCapacity)

        /// Divides memory, of which nothing is used otherwise as long as this is.
        init(_ memory: UnsafeMutableRawBufferPointer) {
            guard var free = memory.baseAddress, memory.count >= Self.byteCount else {
                preconditionFailure("too little memory for a walk")
            }
            func part<Element>(_ count: Int) -> UnsafeMutablePointer<Element> {
                defer { free += Self.size(of: Element.self, count) }
                return free.bindMemory(to: Element.self, capacity: count)
            }
            buffer = part(Self.bufferByteCount)
            seen = part(PhraseMatcher.wordLimit)
            ahead = part(2 * runsAhead)
            prefixes = part(Self.prefixCount)
            matches = part(Self.matchCount)
            runs = part(WordFilter.keptCapacity)
        }

        /// The bytes of a part, so that the next one is aligned.
        private static func size<Element>(of: Element.Type, _ count: Int) -> Int {
            (MemoryLayout<Element>.stride * count + 15) & ~15
        }
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
