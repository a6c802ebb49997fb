/// The tables of a ``PhraseMatcher``.
///
/// `@unchecked Sendable`: the memory is written only in `init`, before anybody else sees it, and freed in `deinit`.
final class PhraseTable: @unchecked Sendable {
    let view: View

    /// A word: its first eight bytes, where its other bytes are in `tails`, and its number, from 1, above its length.
    struct WordSlot {
        var key: UInt64 = 0
        var tail: UInt32 = 0
        /// 0 when the slot is free.
        var numberAndLength: UInt32 = 0
        @inline(__always) var number: UInt32 { numberAndLength >> 8 }
        @inline(__always) var length: Int { Int(numberAndLength & 0xFF) }
    }

    /// A way from a state by a word to the next state.
    struct Edge {
        /// The state it leads from; 0 when the slot is free.
        var from: UInt32 = 0
        var word: UInt32 = 0
        /// The state it leads to, whose number is that of the slot above ``firstEdgeState``.
        var state = State()
    }

    /// What is known of a word by its number.
    struct WordState {
        /// The state that it leads to as the first word of a phrase.
        var state = State()
        /// The word whose plural it is; 0 when it is none.
        var singular: UInt32 = 0
    }

    /// The words so far: which phrases end here, and whether any goes on.
    struct State {
        /// The first of `ends`; the phrase itself when ``isOnly``.
        var firstEnd: UInt32 = 0
        private var info: UInt32 = 0

        /// A state where nothing ends, and which leads nowhere.
        init() {}

        /// A state where so many phrases end.
        init(endCount: UInt32, firstEnd: UInt32, goesOn: Bool, goesOnUnseen: Bool) {
            self.firstEnd = firstEnd
            info = endCount << 4 | (goesOnUnseen ? 8 : 0) | (goesOn ? 1 : 0)
        }

        /// A state where only one phrase ends, which asks for no capitals.
        init(only phrase: Int32, hasPlural: Bool, goesOn: Bool, goesOnUnseen: Bool) {
            firstEnd = UInt32(bitPattern: phrase)
            info = 2 | (hasPlural ? 4 : 0) | (goesOnUnseen ? 8 : 0) | (goesOn ? 1 : 0)
        }

        @inline(__always) var goesOn: Bool { info & 1 != 0 }
        @inline(__always) var isOnly: Bool { info & 2 != 0 }
        @inline(__always) var onlyHasPlural: Bool { info & 4 != 0 }
        /// Whether it is the first word of a phrase whose second word the filter does not know.
        @inline(__always) var goesOnUnseen: Bool { info & 8 != 0 }
        @inline(__always) var endCount: Int { Int(info >> 4) }
    }

    /// A phrase that ends, which of its words must be in capitals, and whether its last word may be a plural.
    struct End {
        var phrase: Int32
        var capitals: UInt16
        var hasPlural: Bool
    }

    /// The memory, which is there as long as the table.
    struct View {
        let words: UnsafePointer<WordSlot>
        let wordShift: UInt64
        /// By the number of a word, from 1.
        let wordStates: UnsafePointer<WordState>
        let edges: UnsafePointer<Edge>
        let edgeShift: UInt64
        /// The number of the state to which the first slot of `edges` leads. Below are the words with which phrases
        /// begin, each the state that it leads to.
        let firstEdgeState: UInt32
        let ends: UnsafePointer<End>
        /// Beginnings of words, sorted by their first three bytes' place in `bucketStarts`; nil when there are none.
        let prefixes: UnsafePointer<WordSlot>
        let bucketStarts: UnsafePointer<UInt32>?
        let bucketShift: UInt64
        let tails: UnsafePointer<UInt8>
        /// The words up to this number begin phrases.
        let beginningCount: UInt32
        let commaNumber: UInt32
    }

    init(_ builder: PhraseBuilder) {
        let (states, ends) = builder.statesAndEnds()
        let (starts, prefixes, shift) = builder.prefixBuckets()
        view = View(
            words: Self.copied(builder.words), wordShift: builder.wordShift,
            wordStates: Self.copied(builder.wordStates(states)), edges: Self.copied(builder.placedEdges(states)),
            edgeShift: builder.edgeShift, firstEdgeState: builder.beginningCount + 1, ends: Self.copied(ends),
            prefixes: Self.copied(prefixes), bucketStarts: prefixes.isEmpty ? nil : Self.copied(starts),
            bucketShift: shift,
            // Eight bytes more, so that the last ones can be read together.
            tails: Self.copied(builder.tails + [UInt8](repeating: 0, count: 8)),
            beginningCount: builder.beginningCount, commaNumber: builder.knownNumber(of: [0x2C]))
    }

    deinit {
        view.words.deallocate()
        view.wordStates.deallocate()
        view.edges.deallocate()
        view.ends.deallocate()
        view.prefixes.deallocate()
        view.bucketStarts?.deallocate()
        view.tails.deallocate()
    }

    private static func copied<Element>(_ list: [Element]) -> UnsafePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, list.count))
        memory.initialize(from: list, count: list.count)
        return UnsafePointer(memory)
    }

    // MARK: Hashes

    /// How full a table of some slots may be: half, so that nearly every word is in its own slot.
    static func isFull(_ count: Int, _ slots: Int) -> Bool { 2 * count > slots }

    /// The hash of a word by its first eight bytes, its last eight when there are more, and its length.
    @inline(__always) static func hash(_ key: UInt64, _ last: UInt64, _ length: Int) -> UInt64 {
        let first = NameHash.mix(key ^ UInt64(truncatingIfNeeded: length), 0x9E37_79B9_7F4A_7C15)
        return length > 8 ? NameHash.mix(first ^ last, 0xA076_1D64_78BD_642F) : first
    }

    @inline(__always) static func hash(state: UInt32, word: UInt32) -> UInt64 {
        NameHash.mix(UInt64(state) << 32 | UInt64(word), 0xE703_7ED1_A0B4_28DB)
    }

    /// The place of three bytes among 2^(64 − `shift`).
    @inline(__always) static func bucket(_ key: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key & 0xFF_FFFF) &* 0xA076_1D64_78BD_642F) &>> shift)
    }
}

extension PhraseTable.View {
    typealias Reader = PhraseWalk.Reader

    // MARK: Words

    /// Where a word is looked for first.
    @inline(__always) func wordPlace(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> wordShift) }

    /// The number of a word, 0 when it is not known, and its first eight bytes.
    @inline(__always) func number(of word: Reader.Bytes, _ reader: Reader) -> (UInt32, key: UInt64) {
        let (bytes, count) = (word.bytes, word.count)
        let key = reader.load(bytes, count, word.isFolded)
        guard count <= PhraseMatcher.wordByteLimit else { return (0, key) }
        let last = count > 8 ? reader.load(bytes + (count - 8), 8, word.isFolded) : 0
        return (number(of: word, key, PhraseTable.hash(key, last, count), reader), key)
    }

    /// The number of a word by its first eight bytes and its hash; 0 when it is not known.
    @inline(__always)
    func number(of word: Reader.Bytes, _ key: UInt64, _ hash: UInt64, _ reader: Reader) -> UInt32 {
        let mask = Int(truncatingIfNeeded: ~0 &>> wordShift as UInt64)
        var i = wordPlace(hash)
        while true {
            let slot = words[i]
            if slot.numberAndLength == 0 { return 0 }
            if slot.key == key, slot.length == word.count,
                hasTail(slot.tail, word.bytes, word.count, word.isFolded, reader)
            {
                return slot.number
            }
            i = (i &+ 1) & mask
        }
    }

    /// Whether the bytes from the ninth to before `count`, in small letters, are those of a known word.
    @inline(__always)
    private func hasTail(
        _ tail: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int, _ isFolded: Bool, _ reader: Reader
    ) -> Bool {
        var i = 8
        while i < count {
            // The table has eight bytes more than its words.
            let known = NameHash.load(tails + (Int(tail) + i - 8)) & NameHash.mask(count - i)
            if reader.load(bytes + i, count - i, isFolded) != known { return false }
            i += 8
        }
        return true
    }

    // MARK: Beginnings of words

    /// Writes the numbers of the beginnings with which a word of at least three bytes begins, and returns how many.
    ///
    /// They differ in length, so that they are no more than ``PhraseMatcher/wordByteLimit``.
    @inline(__always)
    func beginnings(
        of word: Reader.Bytes, _ key: UInt64, _ reader: Reader, into numbers: UnsafeMutablePointer<UInt32>
    ) -> Int {
        guard let bucketStarts, word.count >= 3 else { return 0 }
        let bucket = PhraseTable.bucket(key, bucketShift)
        var count = 0
        for i in Int(bucketStarts[bucket])..<Int(bucketStarts[bucket + 1]) {
            let slot = prefixes[i]
            if slot.length <= word.count, (slot.key ^ key) & NameHash.mask(slot.length) == 0,
                hasTail(slot.tail, word.bytes, slot.length, word.isFolded, reader)
            {
                numbers[count] = slot.number
                count &+= 1
            }
        }
        return count
    }

    // MARK: Edges

    /// Where the edge is looked for first that leads from a state by a word.
    @inline(__always) func edgePlace(_ state: UInt32, _ word: UInt32) -> Int {
        Int(truncatingIfNeeded: PhraseTable.hash(state: state, word: word) &>> edgeShift)
    }

    /// The slot of the edge that leads from a state by a word.
    @inline(__always) func edge(_ state: UInt32, _ word: UInt32) -> Int? {
        let mask = Int(truncatingIfNeeded: ~0 &>> edgeShift as UInt64)
        var i = edgePlace(state, word)
        while true {
            let edge = edges[i]
            if edge.from == state, edge.word == word { return i }
            if edge.from == 0 { return nil }
            i = (i &+ 1) & mask
        }
    }
}
