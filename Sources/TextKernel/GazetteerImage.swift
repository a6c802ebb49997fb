/// The memory of a compiled gazetteer: what is written to a file and what is mapped from one, byte for byte.
///
/// A header of 16 64-bit words, then the filter, the slots, the records and the names' bytes. All numbers are in the
/// machine's byte order; a file of the other order has a wrong mark and is refused.
///
/// The sizes in the header are checked against the memory when an image is opened. What the slots and records say is
/// checked where it is used, so that a damaged image cannot lead outside.
struct GazetteerImage {
    /// The end of a word or sign of one or several names.
    struct Slot {
        /// The ``NameHash`` of the names' bytes up to there.
        var hash: UInt64
        /// The first record of the names that end here.
        var firstRecord: UInt32
        /// Their number, above ``flagBits`` bits of flags.
        var info: UInt32

        static let flagBits: UInt32 = 6
        static let used: UInt32 = 1
        /// A name goes on with another word.
        static let goesOn: UInt32 = 2
        /// A name goes on with signs and ends with them.
        static let endsWithSigns: UInt32 = 4
        /// One of the names that end here begins with signs.
        static let beginsWithSigns: UInt32 = 8

        var recordCount: Int { Int(info >> Self.flagBits) }
    }

    /// A value of a name.
    struct Record {
        var value: UInt32
        /// Where the folded name begins in ``names``; after it, unless any case will do, the number of its letters
        /// (two bytes) and a bit for each, set for a capital.
        var nameOffset: UInt32
        /// The bytes of the folded name (lower 16 bits), of the signs before its first word (8 bits), the case rule.
        var shape: UInt32

        var nameCount: Int { Int(shape & 0xFFFF) }
        var signCount: Int { Int(shape >> 16 & 0xFF) }
        var caseRule: UInt32 { shape >> 24 }
    }

    /// Places in the header.
    enum Field: Int {
        case mark, version, seed, filterBits, slotCount, recordCount, nameByteCount, longestWord, longestGap, nameCount,
            byteCount, checksum, longestProbe
    }

    static let mark: UInt64 = 0x3154_5A47_4C49_4D54  // "TMILGZT1"
    static let version: UInt64 = 1
    static let headerByteCount = 128

    let memory: UnsafeRawPointer
    let byteCount: Int
    /// A Bloom filter in words of 64 bits, one cache line a question: the first words of names of one word, the first
    /// two of the others; see `ckernel_filter_words`.
    let filter: UnsafePointer<UInt64>
    /// What shifts a product to its place in the filter.
    let filterShift: UInt64
    let slots: UnsafePointer<Slot>
    let slotCount: Int
    let records: UnsafePointer<Record>
    let recordCount: Int
    let names: UnsafePointer<UInt8>
    let nameByteCount: Int
    let longestWord: Int
    let longestGap: Int
    let longestProbe: Int
    let nameCount: Int
    let seed: UInt64

    /// The sizes of the parts, each rounded up to whole cache lines.
    static func sizes(filterBits: Int, slots: Int, records: Int, nameBytes: Int) -> [Int] {
        [
            (1 << filterBits) / 8, slots * MemoryLayout<Slot>.stride, records * MemoryLayout<Record>.stride, nameBytes,
        ].map { ($0 + 63) & ~63 }
    }

    /// Opens an image whose memory is aligned to 16 bytes; nil when its header does not fit the memory.
    init?(_ memory: UnsafeRawPointer, _ byteCount: Int) {
        guard byteCount >= Self.headerByteCount else { return nil }
        func field(_ field: Field) -> UInt64 { memory.load(fromByteOffset: 8 * field.rawValue, as: UInt64.self) }
        func size(_ name: Field, _ limit: UInt64) -> Int? { field(name) <= limit ? Int(field(name)) : nil }
        guard field(.mark) == Self.mark, field(.version) == Self.version, field(.byteCount) == UInt64(byteCount),
            let filterBits = size(.filterBits, 32), filterBits >= 7, let slotCount = size(.slotCount, 1 << 30),
            slotCount > 0, let recordCount = size(.recordCount, 1 << 26),
            let nameByteCount = size(.nameByteCount, 1 << 32 - 1), let longestWord = size(.longestWord, 1 << 16),
            let longestGap = size(.longestGap, 1 << 16), let longestProbe = size(.longestProbe, 1 << 16),
            let nameCount = size(.nameCount, 1 << 26)
        else { return nil }
        let sizes = Self.sizes(
            filterBits: filterBits, slots: slotCount, records: recordCount, nameBytes: nameByteCount)
        guard sizes.reduce(Self.headerByteCount, +) == byteCount else { return nil }
        self.memory = memory
        self.byteCount = byteCount
        self.slotCount = slotCount
        self.recordCount = recordCount
        self.nameByteCount = nameByteCount
        self.longestWord = longestWord
        self.longestGap = longestGap
        self.longestProbe = longestProbe
        self.nameCount = nameCount
        seed = field(.seed)
        filterShift = UInt64(64 - (filterBits - 6))
        var part = memory + Self.headerByteCount
        filter = part.assumingMemoryBound(to: UInt64.self)
        part += sizes[0]
        slots = part.assumingMemoryBound(to: Slot.self)
        part += sizes[1]
        records = part.assumingMemoryBound(to: Record.self)
        part += sizes[2]
        names = part.assumingMemoryBound(to: UInt8.self)
    }

    /// The sum of all 64-bit words but the checksum's own, mixed in four lanes.
    func checksum() -> UInt64 {
        let words = memory.assumingMemoryBound(to: UInt64.self)
        let k: UInt64 = 0x9FB2_1C65_1E98_DF25
        var lanes = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
        var i = Self.headerByteCount / 8
        let end = byteCount / 8
        while i + 4 <= end {
            lanes.0 = (lanes.0 ^ words[i]) &* k
            lanes.1 = (lanes.1 ^ words[i + 1]) &* k
            lanes.2 = (lanes.2 ^ words[i + 2]) &* k
            lanes.3 = (lanes.3 ^ words[i + 3]) &* k
            lanes.0 ^= lanes.0 >> 31
            lanes.1 ^= lanes.1 >> 31
            lanes.2 ^= lanes.2 >> 31
            lanes.3 ^= lanes.3 >> 31
            i += 4
        }
        var sum = NameHash.mix(lanes.0 ^ lanes.2, k) ^ NameHash.mix(lanes.1 ^ lanes.3, ~k)
        for field in 0..<(Self.headerByteCount / 8) where field != Field.checksum.rawValue {
            sum = NameHash.mix(sum ^ words[field], k)
        }
        return sum
    }

    /// The slot of a hash.
    @inline(__always) func slot(_ hash: UInt64) -> Slot? {
        var i = NameHash.place(hash, UInt64(slotCount))
        // Bounded by the longest way that building took; `i` stays below `slotCount`.
        for _ in 0...longestProbe {
            let slot = slots[i]
            if slot.hash == hash, slot.info != 0 { return slot }
            if slot.info == 0 { return nil }
            i += 1
            if i == slotCount { i = 0 }
        }
        return nil
    }
}
