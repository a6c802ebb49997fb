/// Hashes of what a tagger sees; the same on every machine, and part of the format of its models.
public enum FeatureHash {
    /// One number of two.
    @inlinable @inline(__always)
    public static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
            by: (b ^ 0xA076_1D64_78BD_642F) &* 0xE703_7ED1_A0B4_28DB | 1)
        let folded = product.high ^ product.low
        return (folded ^ folded >> 29) &* 0xD6E8_FEB8_6659_FD93
    }

    /// The hash of some bytes.
    ///
    /// - Complexity: O(*n*), 8 bytes a step.
    public static func of(_ bytes: [UInt8], in range: Range<Int>) -> UInt64 {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside the bytes")
        return bytes.withUnsafeBytes { raw in
            var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
            var i = range.lowerBound
            // In bounds: 8 bytes lie before the end of the range.
            while i + 8 <= range.upperBound {
                hash = NameHash.mix(
                    hash ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)),
                    0xA076_1D64_78BD_642F)
                i += 8
            }
            var rest: UInt64 = 0
            if i + 8 <= raw.count {
                // In bounds: the bytes behind the range are cut away.
                rest = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
                rest &= NameHash.mask(range.upperBound - i)
                if i == range.upperBound { rest = 0 }
            } else {
                for offset in i..<range.upperBound { rest |= UInt64(raw[offset]) << UInt64(8 * (offset - i)) }
            }
            return mix(NameHash.mix(hash ^ rest, 0xE703_7ED1_A0B4_28DB), hash)
        }
    }

    /// The hash of all of `bytes`.
    public static func of(_ bytes: [UInt8]) -> UInt64 { of(bytes, in: 0..<bytes.count) }

    /// The hash of a text's UTF-8.
    public static func of(_ text: String) -> UInt64 { of(Array(text.utf8)) }
}

/// A place for the features of one token: their hashes in the order they came, up to a limit.
///
/// The memory is its own, freed with the last reference; not for use by several at once.
public final class FeatureBuffer {
    /// More features of one token are left out: sums of bytes then stay within 16 bits.
    public static let limit = 200

    /// The number of hashes, and behind it the hashes. In memory, as a property would be checked for exclusive use.
    @usableFromInline let memory: UnsafeMutablePointer<UInt64>
    /// Which rows of a table may belong to them, and how many; see ``TagWorkspace/find(_:_:)``.
    let candidates: UnsafeMutablePointer<UInt64>
    var candidateCount = 0

    /// An empty buffer.
    public init() {
        memory = .allocate(capacity: Self.limit + 1)
        memory.initialize(repeating: 0, count: Self.limit + 1)
        candidates = .allocate(capacity: 512)
        candidates.initialize(repeating: 0, count: 512)
    }

    deinit {
        memory.deallocate()
        candidates.deallocate()
    }

    /// How many there are.
    @inlinable public var count: Int { Int(truncatingIfNeeded: memory[0]) }

    var hashes: UnsafeMutablePointer<UInt64> { memory + 1 }

    /// Forgets all.
    @inlinable public func removeAll() { memory[0] = 0 }

    /// Adds a feature: a template and the value it has.
    @inlinable @inline(__always)
    public func add(_ template: UInt64, _ value: UInt64) { add(hash: FeatureHash.mix(template, value)) }

    /// Adds a feature by its hash.
    @inlinable @inline(__always)
    public func add(hash: UInt64) {
        let count = Int(truncatingIfNeeded: memory[0])
        if count == 200 { return }
        // In bounds: `count` is below the limit, and the first word is the number.
        memory[count + 1] = hash
        memory[0] = UInt64(truncatingIfNeeded: count + 1)
    }

    /// The hash at a place.
    public subscript(_ index: Int) -> UInt64 {
        precondition(index >= 0 && index < count, "no such feature")
        return hashes[index]
    }
}
