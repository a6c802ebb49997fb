package import TextKernel

/// Names by type and words by cluster: what a tagger knows of the world besides its training data.
///
/// Names are folded and cut as tokens are; every beginning of a name is an entry of a hash table, so that the longest name
/// at a place is found word by word. A lexicon is one block of memory, the same in a file and inside a model's file, and
/// is used where it lies. ``LexiconBuilder`` makes one.
package struct Lexicon: Sendable {
    /// The clusters of a word, from fine to coarse, and how it is capitalised in running text.
    package struct Clusters: Hashable, Sendable {
        /// 1…512, 1…128 and 1…32; 0 for words not seen.
        package var fine: UInt16 = 0
        package var middle: UInt8 = 0
        package var coarse: UInt8 = 0
        /// 1 always a capital … 6 never; 7 too seldom seen; 0 for words not seen.
        package var capitals: UInt8 = 0

        /// Of a word that was not seen, unless numbers are given.
        package init(fine: UInt16 = 0, middle: UInt8 = 0, coarse: UInt8 = 0, capitals: UInt8 = 0) {
            self.fine = fine
            self.middle = middle
            self.coarse = coarse
            self.capitals = capitals
        }
    }

    /// The case that the tokens of a name must have; each case has its own names. The number begins their hashes.
    enum CaseRule: UInt64, CaseIterable {
        /// Any: `president`.
        case any = 7
        /// A capital somewhere, or a digit.
        case capital = 8
        /// Capitals only: `WHO`. Names of one token.
        case capitals = 9
    }

    /// The most types of names.
    package static let mostTypes = 28
    /// The most words of a name.
    package static let mostWords = 12

    static let mark: UInt64 = 0x3143_4958_454C_4D54  // "TMLEXIC1"
    static let version: UInt64 = 1
    static let headerByteCount = 96

    /// Bits of a name's value: below these the types.
    static let goesOn: UInt32 = 1 << 28
    static let used: UInt32 = 1 << 31
    static let typeBits: UInt32 = goesOn - 1

    /// The types of names, such as `FIRST` and `CTRY`.
    package let types: [String]
    private let names: CheckedSlots?
    private let words: CheckedSlots?
    let memory: SharedMemory?
    /// Where it lies in `memory`.
    let range: Range<Int>

    /// A lexicon of nothing.
    package init() {
        types = []
        names = nil
        words = nil
        memory = nil
        range = 0..<0
    }

    /// Opens a lexicon in memory.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ memory: SharedMemory, in range: Range<Int>? = nil) throws(ModelFileError) {
        let range = range ?? 0..<memory.count
        var header = ImageHeader(memory, range)
        try header.check(mark: Self.mark, version: Self.version, kind: .lexicon)
        let typeBytes = try header.section()
        let namePlaces = try header.number(1 << 26)
        let nameProbes = try header.number(65535)
        let nameOffset = try header.offset()
        let wordPlaces = try header.number(1 << 26)
        let wordProbes = try header.number(65535)
        let wordOffset = try header.offset()
        types = String(decoding: memory.bytes(in: typeBytes) ?? [], as: UTF8.self).split(separator: "\n").map(
            String.init)
        guard types.count <= Self.mostTypes, header.fits(nameOffset, namePlaces * CheckedSlots.byteCount),
            header.fits(wordOffset, wordPlaces * CheckedSlots.byteCount)
        else { throw .damaged(.lexicon) }
        names = CheckedSlots(memory, offset: nameOffset, places: namePlaces, probes: nameProbes)
        words = CheckedSlots(memory, offset: wordOffset, places: wordPlaces, probes: wordProbes)
        self.memory = memory
        self.range = range
    }

    /// Opens a copy of `bytes`.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ bytes: [UInt8]) throws(ModelFileError) { try self.init(SharedMemory(copying: bytes)) }

    /// The bytes, to be written to a file.
    package var serialized: [UInt8] { memory?.bytes(in: range) ?? [] }

    /// What stands after a word (the hash of its folded form) that follows others, and the state for the next word.
    @inline(__always)
    func value(after state: UInt64, _ word: UInt64) -> (value: UInt32, state: UInt64) {
        let state = FeatureHash.mix(state, word)
        return (names?.value(of: state) ?? 0, state)
    }

    /// The clusters of a word, by the hash of its folded form with digits as 0.
    func clusters(of word: UInt64) -> Clusters {
        guard let value = words?.value(of: word), value != 0 else { return Clusters() }
        return Clusters(
            fine: UInt16(value & 1023), middle: UInt8(value >> 10 & 255), coarse: UInt8(value >> 18 & 63),
            capitals: UInt8(value >> 24 & 7))
    }
}
