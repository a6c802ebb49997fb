import Glibc

/// Finding single bytes.
public enum ByteSearch {
    /// The first offset in `range` that holds `byte`.
    ///
    /// - Complexity: O(*n*), about as fast as memory can be read.
    public static func firstOffset(of byte: UInt8, in bytes: [UInt8], range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // Proof: memchr reads `range.count` bytes from the range's start, which the precondition puts inside the array.
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, !range.isEmpty,
                let found = memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The last offset in `range` that holds `byte`.
    ///
    /// - Complexity: O(*d*) for *d* bytes between it and the end of the range.
    public static func lastOffset(of byte: UInt8, in bytes: [UInt8], range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // Proof: `offset` runs down from the range's end and stops at its start.
        return bytes.withUnsafeBytes { buffer in
            var offset = range.upperBound
            while offset > range.lowerBound {
                offset -= 1
                if buffer[offset] == byte { return offset }
            }
            return nil
        }
    }

    /// How often `byte` stands in `range`.
    ///
    /// - Complexity: O(*n*), several GB/s.
    public static func count(of byte: UInt8, in bytes: [UInt8], range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        var start = range.lowerBound
        var count = 0
        while let found = firstOffset(of: byte, in: bytes, range: start..<range.upperBound) {
            count += 1
            start = found + 1
        }
        return count
    }
}
