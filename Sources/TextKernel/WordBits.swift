private import CKernel

/// Which bytes of a folded text belong to words, as bits, and where words touch without anything between.
///
/// A word is a run of letters, marks and digits; a letter of a script without spaces is a word of its own. The memory
/// belongs to whoever made it, but for that of `splits`, freed by ``deallocate()``.
struct WordBits {
    /// Bit *i* of word *i* / 64: whether byte *i* belongs to a word. One block of zeros follows the text.
    let words: UnsafeMutablePointer<UInt64>
    /// Bit *i*: a word ends and another begins at byte *i*; nil when there is no such place.
    private(set) var splits: UnsafeMutablePointer<UInt64>?
    /// The number of 64-byte blocks, without the one that follows.
    let blockCount: Int

    /// The 64-bit words that `count` bytes of text need.
    static func wordCount(for count: Int) -> Int { (count + 63) / 64 + 1 }

    /// Reads `count` bytes of folded text, after which 64 bytes of any value are readable.
    ///
    /// `words` has room for ``wordCount(for:)``, and lives as long as this.
    init(_ text: UnsafePointer<UInt8>, _ count: Int, into words: UnsafeMutablePointer<UInt64>) {
        blockCount = (count + 63) / 64
        self.words = words
        // In bounds: the last block begins before `count`, and 64 bytes are readable after `count`.
        let high = ckernel_word_bits(text, blockCount, words)
        words[blockCount] = 0
        if count % 64 != 0 { words[blockCount - 1] &= (1 << UInt64(count % 64)) &- 1 }
        if high != 0 { addHigh(text, count) }
    }

    /// Frees what was allocated for splits.
    func deallocate() { splits?.deallocate() }

    @inline(__always) func isWord(_ i: Int) -> Bool { words[i >> 6] &>> UInt64(truncatingIfNeeded: i) & 1 != 0 }

    /// The end of the word whose byte is at `i`, looking no further than `i + limit` (then some offset beyond it).
    @inline(__always) func wordEnd(_ i: Int, limit: Int) -> Int {
        let next = i + 1
        var block = next >> 6
        var ends = ~words[block]
        if let splits { ends |= splits[block] }
        ends &= ~0 &<< UInt64(truncatingIfNeeded: next)
        // The block after the text is all zero, so that a set bit is always found.
        while ends == 0 {
            if block << 6 > i + limit { return block << 6 }
            block += 1
            ends = ~words[block]
            if let splits { ends |= splits[block] }
        }
        return block << 6 + ends.trailingZeroBitCount
    }

    /// Sets the bits of words beyond ASCII.
    private mutating func addHigh(_ text: UnsafePointer<UInt8>, _ count: Int) {
        let classes = ScalarClasses.shared
        var splits: UnsafeMutablePointer<UInt64>?
        var afterUnspaced = -1  // the end of a letter without spaces, and its marks
        var i = 0
        func split(at offset: Int) {
            let made =
                splits
                ?? {
                    let new = UnsafeMutablePointer<UInt64>.allocate(capacity: blockCount + 1)
                    new.initialize(repeating: 0, count: blockCount + 1)
                    return new
                }()
            splits = made
            made[offset >> 6] |= 1 &<< UInt64(truncatingIfNeeded: offset)
        }
        while i < count {
            if count - i >= 16 {
                let high = ckernel_high_bits16(text + i)
                if high == 0 {
                    i += 16
                    continue
                }
                i += high.trailingZeroBitCount
            } else if text[i] < 0x80 {
                i += 1
                continue
            }
            let (value, length) = UTF8Kernel.decode(text + i, count - i)
            let bits = ScalarClass(bits: classes[value])
            if bits.isWord {
                for k in i..<(i + length) { words[k >> 6] |= 1 &<< UInt64(truncatingIfNeeded: k) }
                // Every place where a letter without spaces meets something is split; where that is no word byte the
                // bit has no effect.
                if bits.isUnspaced {
                    split(at: i)
                    afterUnspaced = i + length
                    split(at: afterUnspaced)
                } else if bits.kind == .mark, afterUnspaced == i {
                    splits?[i >> 6] &= ~(1 &<< UInt64(truncatingIfNeeded: i))
                    afterUnspaced = i + length
                    split(at: afterUnspaced)
                }
            }
            i += length
        }
        self.splits = splits
    }
}
