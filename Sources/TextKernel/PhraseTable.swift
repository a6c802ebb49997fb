/// The tables of a ``PhraseMatcher``.
///
/// `@unchecked Sendable`: the memory is written only in `init`, before anybody else sees it, and freed in `deinit`.
final class PhraseTable: @unchecked Sendable {
    /// A word: its first eight bytes, where its other bytes are in `tails`, and its number, from 1, above its length.
    struct WordSlot {
        var key: UInt64 = 0
        var tail: UInt32 = 0
        /// 0 when the slot is free.
        var numberAndLength: UInt32 = 0
        var number: UInt32 { numberAndLength >> 8 }
        var length: Int { Int(numberAndLength & 0xFF) }
    }

    /// A way from a state by a word to the next state.
    struct Edge {
        /// 0 when the slot is free; states count from 1.
        var state: UInt32 = 0
        var word: UInt32 = 0
        var next: UInt32 = 0
    }

    /// The words so far: which phrases end here, and whether any goes on.
    struct State {
        /// The first of `ends`; the phrase itself when ``isOnly``.
        var firstEnd: UInt32 = 0
        private var info: UInt32 = 0

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

        var goesOn: Bool { info & 1 != 0 }
        var isOnly: Bool { info & 2 != 0 }
        var onlyHasPlural: Bool { info & 4 != 0 }
        /// Whether it is the first word of a phrase whose second word the filter does not know.
        var goesOnUnseen: Bool { info & 8 != 0 }
        var endCount: Int { Int(info >> 4) }
    }

    /// A phrase that ends, which of its words must be in capitals, and whether its last word may be a plural.
    struct End {
        var phrase: Int32
        var capitals: UInt16
        var hasPlural: Bool
    }

    let words: UnsafePointer<WordSlot>
    let wordShift: UInt64
    let edges: UnsafePointer<Edge>
    let edgeShift: UInt64
    let states: UnsafePointer<State>
    let ends: UnsafePointer<End>
    /// By the number of a word: the word whose plural it is; 0 when it is none.
    let singulars: UnsafePointer<UInt32>
    /// Beginnings of words, sorted by their first three bytes' place in `bucketStarts`; nil when there are none.
    let prefixes: UnsafePointer<WordSlot>
    let bucketStarts: UnsafePointer<UInt32>?
    let bucketShift: UInt64
    let tails: UnsafePointer<UInt8>
    /// The words up to this number begin phrases, and are their states.
    let beginningCount: UInt32
    let commaNumber: UInt32

    init(_ builder: PhraseBuilder) {
        words = Self.copied(builder.words)
        wordShift = builder.wordShift
        edges = Self.copied(builder.edges)
        edgeShift = builder.edgeShift
        let (states, ends) = builder.statesAndEnds()
        self.states = Self.copied(states)
        self.ends = Self.copied(ends)
        singulars = Self.copied(builder.singulars)
        let (starts, prefixes, shift) = builder.prefixBuckets()
        self.prefixes = Self.copied(prefixes)
        bucketStarts = prefixes.isEmpty ? nil : Self.copied(starts)
        bucketShift = shift
        // Eight bytes more, so that the last ones can be read together.
        tails = Self.copied(builder.tails + [UInt8](repeating: 0, count: 8))
        beginningCount = builder.beginningCount
        commaNumber = builder.knownNumber(of: [0x2C])
    }

    deinit {
        words.deallocate()
        edges.deallocate()
        states.deallocate()
        ends.deallocate()
        singulars.deallocate()
        prefixes.deallocate()
        bucketStarts?.deallocate()
        tails.deallocate()
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
