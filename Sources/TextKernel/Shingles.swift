/// The shingles of texts: runs of consecutive words, as hashes.
///
/// Words are runs of letters, marks and digits after folding (``Folding``), so that case, accents, quotes, punctuation
/// and line breaks make no difference; a letter of a script without spaces between words is a word.
///
/// - SeeAlso: Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences, 1997.
public struct Shingles: Sendable {
    /// How many words make a shingle, at least 1.
    public let size: Int

    /// Shingles of so many words.
    public init(size: Int) {
        precondition(size >= 1, "a shingle of no words")
        self.size = size
    }

    /// The hashes of all shingles of `text`, each once, in the order in which they first stand.
    ///
    /// A text of fewer words than a shingle has one of all its words; a text without words has none.
    ///
    /// - Complexity: O(*n*).
    public func hashes(of text: [UInt8]) -> [UInt64] {
        let words = Self.words(Folding.folded(text))
        guard words.count > size else { return words.isEmpty ? [] : [Self.joined(words[...])] }
        var seen = HashSet(capacity: words.count)
        var hashes: [UInt64] = []
        hashes.reserveCapacity(words.count - size + 1)
        for start in 0...(words.count - size) {
            let hash = Self.joined(words[start..<start + size])
            if seen.insert(hash) { hashes.append(hash) }
        }
        return hashes
    }

    /// The hash of some words in their order.
    @inline(__always) private static func joined(_ words: ArraySlice<UInt64>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for word in words { hash = NameHash.mix(hash ^ word, 0xA076_1D64_78BD_642F) &+ 0xE703_7ED1_A0B4_28DB }
        return hash
    }

    /// The hashes of the words of a folded text.
    private static func words(_ text: [UInt8]) -> [UInt64] {
        let classes = ScalarClasses.shared
        return text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return [] }
            var words: [UInt64] = []
            words.reserveCapacity(text.count / 5)
            var hash = emptyWord
            var i = 0
            // In bounds: `i < text.count`, and `decode` reads no more than it is told is left.
            while i < text.count {
                let byte = base[i]
                if byte < 0x80 {
                    i += 1
                    if byte &- 48 < 10 || (byte | 32) &- 97 < 26 {
                        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
                    } else if hash != emptyWord {
                        words.append(hash)
                        hash = emptyWord
                    }
                    continue
                }
                let (value, length) = UTF8Kernel.decode(base + i, text.count - i)
                i += length
                let kind = ScalarClass(bits: classes[value])
                let isWord = kind.isWord && !kind.isUnspaced
                if !isWord, hash != emptyWord {
                    words.append(hash)
                    hash = emptyWord
                }
                if isWord {
                    hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
                } else if kind.isUnspaced {
                    words.append((emptyWord ^ UInt64(value)) &* 0x0000_0100_0000_01B3)
                }
            }
            if hash != emptyWord { words.append(hash) }
            return words
        }
    }

    /// FNV-1a's first state: no letter leads back to it but by chance of one in 2^64.
    private static let emptyWord: UInt64 = 0xCBF2_9CE4_8422_2325
}

/// Hashes that were seen: open addressing without growth.
private struct HashSet {
    private var slots: [UInt64]
    private let mask: Int

    /// Room for so many different hashes.
    init(capacity: Int) {
        var size = 64
        while size < 2 * capacity { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        mask = size - 1
    }

    /// Adds a hash; false when it was there.
    mutating func insert(_ hash: UInt64) -> Bool {
        // 0 marks an empty slot; the one hash in 2^64 that is 0 becomes 1.
        let key = max(hash, 1)
        var slot = Int(truncatingIfNeeded: key) & mask
        while slots[slot] != 0 {
            if slots[slot] == key { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = key
        return true
    }
}
