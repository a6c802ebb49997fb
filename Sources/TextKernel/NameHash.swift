/// The hash of a name's words, one after the other; the state after a word or sign is the hash of the name so far.
///
/// Reads up to 8 bytes at a time, so 7 bytes after a word must be readable. Multiply and fold, after wyhash.
enum NameHash {
    /// The bytes of a word of 0…8 bytes in a 64-bit word.
    @inline(__always) static func mask(_ count: Int) -> UInt64 {
        let below8 = (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
        return count >= 8 ? ~0 : below8
    }

    @inline(__always) static func load(_ at: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(at).loadUnaligned(as: UInt64.self).littleEndian
    }

    @inline(__always) static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The state after a word of `count` bytes.
    @inline(__always) static func word(_ state: UInt64, _ at: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var h = state ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        var i = 0
        repeat {
            h = mix(h ^ (load(at + i) & mask(count - i)), 0xA076_1D64_78BD_642F)
            i += 8
        } while i < count
        return h
    }

    /// The state after a byte that belongs to no word.
    @inline(__always) static func sign(_ state: UInt64, _ byte: UInt8) -> UInt64 {
        mix(state ^ (UInt64(byte) &+ 0x1F1), 0xE703_7ED1_A0B4_28DB)
    }

    /// A number below `count` from a hash: its place in a table.
    @inline(__always) static func place(_ hash: UInt64, _ count: UInt64) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: count).high)
    }
}
