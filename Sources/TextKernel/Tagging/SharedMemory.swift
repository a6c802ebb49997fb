/// Bytes that do not change and that many may look at: a file that is mapped, a table that travels in the program, or a
/// copy.
///
/// `@unchecked Sendable`: the memory does not change after `init`, and lives as long as this object.
package final class SharedMemory: @unchecked Sendable {
    let base: UnsafeRawPointer
    /// The number of bytes.
    package let count: Int
    private let owned: UnsafeMutableRawPointer?
    private let owner: (any AnyObject & Sendable)?

    /// Copies `bytes`.
    package init(copying bytes: [UInt8]) {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
        bytes.withUnsafeBytes { if let from = $0.baseAddress { copy.copyMemory(from: from, byteCount: bytes.count) } }
        base = UnsafeRawPointer(copy)
        count = bytes.count
        owned = copy
        owner = nil
    }

    /// Uses `bytes` where they lie; `owner` is kept and must keep them as they are for as long as it lives.
    package init(_ bytes: RawSpan, keeping owner: any AnyObject & Sendable) {
        (base, count) = bytes.withUnsafeBytes { raw in
            (raw.baseAddress ?? UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped, raw.count)
        }
        owned = nil
        self.owner = owner
    }

    /// Uses bytes that are part of the program.
    package init(constant bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped
        count = bytes.count
        owned = nil
        owner = nil
    }

    deinit { owned?.deallocate() }

    /// The little-endian number at `offset`; nil when it lies outside.
    package func integer<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number? {
        guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
        return Number(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    /// A copy of the bytes in `range`; nil when it does not lie inside.
    package func bytes(in range: Range<Int>) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return [UInt8](UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A sum over the bytes in `range`, cut to what is there, in which every bit counts.
    ///
    /// - Complexity: O(*n*), 10 GB/s.
    package func checksum(in range: Range<Int>) -> UInt64 {
        let range = range.clamped(to: 0..<count)
        let start = base + range.lowerBound
        let k: UInt64 = 0x9FB2_1C65_1E98_DF25
        var lanes = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
        var i = 0
        // In bounds: 32 bytes lie before the end.
        while i + 32 <= range.count {
            lanes.0 = (lanes.0 ^ word(start + i)) &* k
            lanes.1 = (lanes.1 ^ word(start + i + 8)) &* k
            lanes.2 = (lanes.2 ^ word(start + i + 16)) &* k
            lanes.3 = (lanes.3 ^ word(start + i + 24)) &* k
            lanes.0 ^= lanes.0 >> 31
            lanes.1 ^= lanes.1 >> 31
            lanes.2 ^= lanes.2 >> 31
            lanes.3 ^= lanes.3 >> 31
            i += 32
        }
        var sum = NameHash.mix(lanes.0 ^ lanes.2, k) ^ NameHash.mix(lanes.1 ^ lanes.3, ~k)
        while i < range.count {
            sum = (sum ^ UInt64((start + i).load(as: UInt8.self))) &* k
            sum ^= sum >> 31
            i += 1
        }
        return NameHash.mix(sum ^ UInt64(range.count), k)
    }

    @inline(__always) private func word(_ at: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: at.loadUnaligned(as: UInt64.self))
    }
}
