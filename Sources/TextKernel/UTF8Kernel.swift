/// Counting over UTF-8 bytes; ``UTF8Validity`` checks them.
///
/// Everything takes valid UTF-8; over other bytes it gives some number, but never reads outside the array. Ranges must
/// lie inside the array.
public enum UTF8Kernel {
    /// Whether every byte is below 0x80.
    public static func isASCII(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return asciiEnd(base, 0, buffer.count) == buffer.count
        }
    }

    /// The number of Unicode scalars (code points) that begin in `range`.
    public static func scalarCount(of bytes: [UInt8], in range: Range<Int>) -> Int {
        counts(bytes, range).scalars
    }

    /// The number of UTF-16 code units of the scalars that begin in `range`.
    public static func utf16Count(of bytes: [UInt8], in range: Range<Int>) -> Int {
        let (scalars, astral) = counts(bytes, range)
        return scalars + astral
    }

    /// The number of words: runs of letters, marks and digits.
    ///
    /// Each letter of a script without spaces between words (Han, Thai …) counts as a word.
    public static func wordCount(of bytes: [UInt8]) -> Int { wordCount(of: bytes, in: 0..<bytes.count) }

    /// The number of words in `range`, which lies on scalar boundaries.
    public static func wordCount(of bytes: [UInt8], in range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside the text")
        let classes = ScalarClasses.shared
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var count = 0
            var inWord = false
            var i = range.lowerBound
            while i < range.upperBound {
                let byte = base[i]
                if byte < 0x80 {
                    let word = byte &- 48 < 10 || (byte | 32) &- 97 < 26
                    count &+= word && !inWord ? 1 : 0
                    inWord = word
                    i += 1
                } else {
                    let (value, length) = decode(base + i, range.upperBound - i)
                    let bits = ScalarClass(bits: classes[value])
                    if bits.isUnspaced {
                        count += 1
                        inWord = false
                    } else if bits.kind != .mark {
                        count += bits.isWord && !inWord ? 1 : 0
                        inWord = bits.isWord
                    }
                    i += length
                }
            }
            return count
        }
    }

    /// Whether `offset` lies on a scalar boundary of `bytes`: the start, the end, or before no continuation byte.
    @inlinable
    public static func isScalarBoundary(_ offset: Int, in bytes: [UInt8]) -> Bool {
        if offset == bytes.count { return true }
        return offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80
    }

    /// The last scalar boundary at or before `offset`.
    @inlinable
    public static func scalarBoundary(atOrBefore offset: Int, in bytes: [UInt8]) -> Int {
        var i = Swift.min(Swift.max(offset, 0), bytes.count)
        while i > 0, i < bytes.count, bytes[i] & 0xC0 == 0x80 { i -= 1 }
        return i
    }

    /// The offset of the scalar that comes `count` scalars after the one at `start`, at most `bytes.count`.
    public static func offset(ofScalar count: Int, after start: Int, in bytes: [UInt8]) -> Int {
        precondition(start >= 0 && start <= bytes.count, "an offset outside the text")
        var left = count
        return bytes.withUnsafeBufferPointer { buffer in
            var i = start
            while i < buffer.count {
                if buffer[i] & 0xC0 != 0x80 {
                    if left == 0 { return i }
                    left -= 1
                }
                i += 1
            }
            return i
        }
    }

    /// The scalars that begin in `range`, and how many of them need two UTF-16 units.
    private static func counts(_ bytes: [UInt8], _ range: Range<Int>) -> (scalars: Int, astral: Int) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside the text")
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return (0, 0) }
            var scalars = 0
            var astral = 0
            var i = range.lowerBound
            // Eight bytes at a time, in pieces of 255 words, so that no 8-bit lane can run over.
            let ones: UInt64 = 0x0101_0101_0101_0101
            while range.upperBound - i >= 8 {
                let words = Swift.min((range.upperBound - i) / 8, 255)
                var continuations: UInt64 = 0
                var leads: UInt64 = 0
                for _ in 0..<words {
                    // In bounds: `i + 8 <= range.upperBound <= buffer.count`.
                    let v = UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
                    continuations &+= (v &>> 7) & ~(v &>> 6) & ones
                    leads &+= (v &>> 7) & (v &>> 6) & (v &>> 5) & (v &>> 4) & ones
                    i &+= 8
                }
                scalars += 8 * words - lanes(continuations)
                astral += lanes(leads)
            }
            while i < range.upperBound {
                scalars += base[i] & 0xC0 != 0x80 ? 1 : 0
                astral += base[i] >= 0xF0 ? 1 : 0
                i += 1
            }
            return (scalars, astral)
        }
    }

    /// The sum of the eight bytes of a word.
    private static func lanes(_ word: UInt64) -> Int {
        let low: UInt64 = 0x00FF_00FF_00FF_00FF
        let pairs = (word & low) &+ ((word &>> 8) & low)
        return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }

    /// The offset of the first byte that is not ASCII at or after `start`; `count` when there is none.
    @inline(__always)
    static func asciiEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var i = start
        while count - i >= 32 {
            // In bounds: `i + 32 <= count`.
            let at = UnsafeRawPointer(base + i)
            let a = at.loadUnaligned(as: UInt64.self) | at.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let b =
                at.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                | at.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            if (a | b) & 0x8080_8080_8080_8080 != 0 { break }
            i += 32
        }
        while i < count, base[i] < 0x80 { i += 1 }
        return i
    }

    /// The scalar at `at` and its length, of `left > 0` bytes; a byte that begins no whole sequence is U+FFFD, 1 long.
    ///
    /// It trusts the bytes to be valid UTF-8 except for their number, and never reads more than `left`.
    @inline(__always)
    static func decode(_ at: UnsafePointer<UInt8>, _ left: Int) -> (value: UInt32, length: Int) {
        let lead = UInt32(at[0])
        if lead < 0x80 { return (lead, 1) }
        if lead >= 0xC0, lead < 0xE0, left >= 2 { return ((lead & 31) << 6 | UInt32(at[1] & 63), 2) }
        if lead >= 0xE0, lead < 0xF0, left >= 3 {
            return ((lead & 15) << 12 | UInt32(at[1] & 63) << 6 | UInt32(at[2] & 63), 3)
        }
        if lead >= 0xF0, left >= 4 {
            return ((lead & 7) << 18 | UInt32(at[1] & 63) << 12 | UInt32(at[2] & 63) << 6 | UInt32(at[3] & 63), 4)
        }
        return (0xFFFD, 1)
    }
}
