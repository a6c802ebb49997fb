private import CKernel

/// Marks at all bytes of a text that are in a set, one bit for each, found with vectors.
///
/// For steps that stop every few dozen bytes: one pass marks all the places, and going from mark to mark costs a few
/// instructions. Where a step stops rarely, ``ByteSet/firstOffset(in:from:)`` needs no memory.
public struct ByteMarks: Sendable {
    /// Bit *i* of word *i* / 64; the last word's bits after the text are 0.
    @usableFromInline
    private(set) var words: [UInt64]
    /// The number of bytes of the text.
    public let count: Int

    /// Marks the bytes of `text` that are in `set`.
    ///
    /// - Complexity: O(*n*); some 10 GB/s with AVX2.
    public init(_ set: ByteSet, in text: [UInt8]) {
        count = text.count
        let count = text.count
        // In bounds: a bit for each byte makes `count` / 64 words, rounded up; `rows` are 32 bytes.
        words = Array(unsafeUninitializedCapacity: (count + 63) / 64) { words, wordCount in
            text.withUnsafeBufferPointer { text in
                withUnsafeBytes(of: set.rows) { set in
                    guard let text = text.baseAddress, let set = set.baseAddress, let words = words.baseAddress else {
                        return
                    }
                    ckernel_set_bits(text, count, set, words)
                    wordCount = (count + 63) / 64
                }
            }
        }
    }

    /// The first marked offset from `offset` on; the number of bytes when there is none.
    ///
    /// - Complexity: O(*d*) for *d* bytes between, 64 at a time.
    @inlinable
    public func next(from offset: Int) -> Int { next(from: offset, before: count) }

    /// The first marked offset from `offset` to before `limit`; `limit` when there is none.
    ///
    /// Who looks through many small parts of a text gives a limit, so as not to look each time through all that follows.
    ///
    /// - Complexity: O(*d*) for *d* bytes between, 64 at a time.
    @inlinable
    public func next(from offset: Int, before limit: Int) -> Int {
        guard offset < limit else { return limit }
        let words = words.span
        var block = offset &>> 6
        var bits = words[block] & (~0 &<< UInt64(truncatingIfNeeded: offset))
        while bits == 0 {
            block += 1
            guard block &<< 6 < limit else { return limit }
            bits = words[block]
        }
        return min(block &<< 6 + bits.trailingZeroBitCount, limit)
    }

    /// Marks also every byte that `other` marks and whose neighbour before it `other` marks; the first byte counts as
    /// having such a neighbour.
    public mutating func formUnion(repeated other: ByteMarks) {
        precondition(count == other.count, "marks of different texts")
        var before: UInt64 = 1
        for i in words.indices {
            let bits = other.words[i]
            words[i] |= bits & (bits &<< 1 | before)
            before = bits &>> 63
        }
    }
}
