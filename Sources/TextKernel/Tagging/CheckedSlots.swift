internal import CKernel

/// A table that lies in memory as the file has it: for each place a 32-bit check of a hash and 32 bits of value, 0 and 0
/// where it is free.
package struct CheckedSlots: Sendable {
    private let memory: SharedMemory
    private let offset: Int
    private let places: Int
    private let probes: Int

    /// The bytes of a place.
    package static let byteCount = 8

    /// Opens a table at `offset`; nil when it does not lie inside the memory or a number cannot be.
    package init?(_ memory: SharedMemory, offset: Int, places: Int, probes: Int) {
        guard places > 0, places <= 1 << 26, (0...65535).contains(probes), offset >= 0, offset <= memory.count,
            places * Self.byteCount <= memory.count - offset
        else { return nil }
        self.memory = memory
        self.offset = offset
        self.places = places
        self.probes = probes
    }

    /// Asks the processor to bring the place of a hash nearer.
    @inline(__always)
    package func prefetch(_ hash: UInt64) {
        ckernel_prefetch(memory.base + offset + NameHash.place(hash, UInt64(places)) * Self.byteCount)
    }

    /// The value of a hash, 0 when it is not there.
    @inline(__always)
    package func value(of hash: UInt64) -> UInt32 {
        let check = Self.check(hash)
        var place = NameHash.place(hash, UInt64(places))
        let base = memory.base + offset
        for _ in 0...probes {
            // In bounds: `place` is below `places`, and the table lies inside the memory.
            let slot = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
            if slot == 0 { return 0 }
            if UInt32(truncatingIfNeeded: slot) == check { return UInt32(truncatingIfNeeded: slot >> 32) }
            place += 1
            if place == places { place = 0 }
        }
        return 0
    }

    /// Lays values out as a table, and says how far from its place one is at most. Values are not 0.
    package static func layout(_ values: [(hash: UInt64, value: UInt32)], places: Int) -> (bytes: [UInt8], probes: Int)
    {
        precondition(places > values.count, "a table without a free place")
        var slots = [UInt64](repeating: 0, count: places)
        var probes = 0
        for (hash, value) in values {
            var place = NameHash.place(hash, UInt64(places))
            var distance = 0
            while slots[place] != 0 {
                place = place + 1 == places ? 0 : place + 1
                distance += 1
            }
            probes = max(probes, distance)
            slots[place] = UInt64(value) << 32 | UInt64(check(hash))
        }
        return (slots.flatMap { slot in (0..<8).map { UInt8(truncatingIfNeeded: slot >> UInt64(8 * $0)) } }, probes)
    }

    private static func check(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) }
}
