/// The words of a text as topic models see them: folded, each once with its number, and the pairs of neighbours.
///
/// A place to work in, used for one text after the other; not for use by several at once. Words are runs of letters,
/// marks and digits of the folded text (``Folding``); in scripts without spaces each letter is a word.
package final class TopicWords {
    /// A word where it stands.
    package struct Word: Hashable, Sendable {
        /// Offsets into the folded text.
        package var start: Int32
        package var end: Int32
        /// The hash of its folded bytes.
        package var hash: UInt64
    }

    /// A word or pair that the text has, and how often.
    package struct Item: Hashable, Sendable {
        package var hash: UInt64
        /// The index of the first word.
        package var first: Int32
        package var count: Int32
    }

    /// A part of the text, such as its title, in the folded text.
    private struct Part {
        var start: Int
        var end: Int
        var firstAnchor: Int
        var anchorEnd: Int
    }

    /// The most words of a text that count; what comes after them is not looked at.
    package static let wordLimit = 1 << 17
    /// The most bytes of a part that are read.
    package static let byteLimit = 8 << 20

    /// All words in text order.
    package private(set) var words: [Word] = []
    /// Each word once, in the order of the first mentions.
    package private(set) var distinct: [Item] = []
    /// Each pair of neighbours once, in the order of the first mentions.
    package private(set) var pairs: [Item] = []
    /// For each word its index in ``distinct``, and for each but the last that of the pair it begins in ``pairs``.
    private(set) var itemOfWord: [Int32] = []
    private(set) var itemOfPair: [Int32] = []
    private var parts: [Part] = []
    private var anchors: [FoldAnchor] = []
    /// The folded text; `capacity` bytes, of which the last 32 are never text.
    private(set) var folded: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var length = 0
    /// Which item lies in which place, from 1; all 0 between texts.
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotCount: Int

    /// An empty place.
    package init() {
        capacity = 4096
        folded = .allocate(capacity: capacity)
        folded.initialize(repeating: 0, count: capacity)
        slotCount = 256
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: 0, count: slotCount)
    }

    deinit {
        folded.deallocate()
        slots.deallocate()
    }

    /// Reads a text in place of the one before: its parts, one after the other.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func read(_ texts: [[UInt8]]) {
        words.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        anchors.removeAll(keepingCapacity: true)
        length = 0
        for text in texts { add(text) }
        count()
    }

    /// The part of the text in which a word stands, and where there, on scalar boundaries.
    package func place(of word: Int, through last: Int, in texts: [[UInt8]]) -> (part: Int, range: Range<Int>) {
        let start = Int(words[word].start)
        let index = parts.lastIndex { $0.start <= start } ?? 0
        let part = parts[index]
        let end = min(Int(words[last].end), part.end)
        let range = texts[index].withUnsafeBufferPointer { source in
            anchors.withUnsafeBufferPointer { all in
                let own = UnsafeBufferPointer(rebasing: all[part.firstAnchor..<part.anchorEnd])
                var cursor = 0
                return FoldAnchor.original(
                    of: (start - part.start)..<(max(start, end) - part.start), own, &cursor, source)
            }
        }
        return (index, range)
    }

    /// The folded bytes of a word.
    package func bytes(of word: Int) -> [UInt8] {
        let word = words[word]
        return [UInt8](UnsafeBufferPointer(start: folded + Int(word.start), count: Int(word.end - word.start)))
    }

    /// Calls `body` with the hash of every run of characters inside a word that is a feature of its own.
    @inline(__always)
    package func forEachGram(of word: Int, _ body: (UInt64) -> Void) {
        let word = words[word]
        TopicGrams.forEach(in: folded + Int(word.start), Int(word.end - word.start), body)
    }

    // MARK: Reading

    private func add(_ text: [UInt8]) {
        var count = min(text.count, Self.byteLimit)
        while count > 0, count < text.count, text[count] & 0xC0 == 0x80 { count -= 1 }
        reserve(length + FoldTable.capacity(for: count) + 64)
        let firstAnchor = anchors.count
        let start = length
        text.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            // In bounds: room for all that `count` bytes can become was reserved behind `length`.
            length += FoldTable.shared.fold(base, count, readable: source.count, into: folded + length, &anchors)
        }
        parts.append(Part(start: start, end: length, firstAnchor: firstAnchor, anchorEnd: anchors.count))
        cut(from: start)
        // A line end between parts; the next part writes behind it.
        folded[length] = 0x0A
        length += 1
    }

    private func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = max(needed, capacity * 2)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.initialize(repeating: 0, count: larger)
        memory.update(from: folded, count: length)
        folded.deallocate()
        folded = memory
        capacity = larger
    }

    /// Cuts the folded text from `start` to its end into words.
    private func cut(from start: Int) {
        // What was folded before may lie behind the end; words end before it.
        var i = start
        let classes = ScalarClasses.shared
        let (folded, length) = (folded, length)
        // The list is taken out while it grows: a property of a class is looked after at every access.
        var words: [Word] = []
        swap(&words, &self.words)
        defer { swap(&words, &self.words) }
        while i < length, words.count < Self.wordLimit {
            let first = i
            var isUnspaced = false
            // In bounds: `i` is below `length`, and a scalar's length is cut to what is there.
            while i < length {
                let byte = folded[i]
                if byte < 0x80 {
                    if byte &- 97 < 26 || byte &- 48 < 10 { i += 1 } else { break }
                    continue
                }
                let (value, size) = UTF8Kernel.decode(folded + i, length - i)
                let scalar = ScalarClass(bits: classes[value])
                guard scalar.isWord else { break }
                if scalar.isUnspaced {
                    if i == first {
                        i += size
                        isUnspaced = true
                    }
                    break
                }
                i += size
            }
            if i > first {
                // At least 8 bytes are readable behind every word: the memory has 32 more than the text.
                words.append(
                    Word(
                        start: Int32(first), end: Int32(i),
                        hash: NameHash.word(0x746F_7069_6373, folded + first, i - first)))
                if isUnspaced { continue }
            }
            if i < length, folded[i] < 0x80 {
                if !(folded[i] &- 97 < 26 || folded[i] &- 48 < 10) { i += 1 }
            } else if i < length {
                let (value, size) = UTF8Kernel.decode(folded + i, length - i)
                if !ScalarClass(bits: classes[value]).isWord { i += size }
            }
        }
    }

    /// Makes the lists of words and pairs.
    private func count() {
        if slotCount < words.count * 2 {
            while slotCount < words.count * 2 { slotCount *= 2 }
            slots.deallocate()
            slots = .allocate(capacity: slotCount)
            slots.initialize(repeating: 0, count: slotCount)
        }
        let counter = Counter(slots: slots, mask: slotCount - 1)
        let words = words
        // The lists are taken out while they grow, as above.
        var items: [Item] = []
        var places: [Int32] = []
        swap(&items, &distinct)
        swap(&places, &itemOfWord)
        counter.gather(words.count, into: &items, &places) { words[$0].hash }
        swap(&items, &distinct)
        swap(&places, &itemOfWord)
        swap(&items, &pairs)
        swap(&places, &itemOfPair)
        counter.gather(words.count - 1, into: &items, &places) { Self.pair(words[$0].hash, words[$0 + 1].hash) }
        swap(&items, &pairs)
        swap(&places, &itemOfPair)
    }

    /// The hash of two neighbours.
    @inline(__always) package static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        NameHash.mix(first ^ 0x8EBC_6AF0_9C88_C6E3, second ^ 0x5896_5CC7_5374_CC3B)
    }
}

/// Gathers hashes that are alike.
private struct Counter {
    /// Places for twice as many items as there are, all 0.
    let slots: UnsafeMutablePointer<UInt32>
    let mask: Int

    /// Makes `items` each of `count` hashes once with its number, in the order of the first, and `places` the index in
    /// `items` of each hash.
    @inline(__always)
    func gather(
        _ count: Int, into items: inout [TopicWords.Item], _ places: inout [Int32], _ hash: (Int) -> UInt64
    ) {
        items.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        for i in 0..<max(count, 0) {
            let hash = hash(i)
            // In bounds: places are masked, and half of them at least are free.
            var slot = Int(truncatingIfNeeded: hash >> 20) & mask
            while true {
                let item = Int(slots[slot]) - 1
                if item < 0 {
                    places.append(Int32(items.count))
                    items.append(TopicWords.Item(hash: hash, first: Int32(i), count: 1))
                    slots[slot] = UInt32(items.count)
                    break
                }
                if items[item].hash == hash {
                    places.append(Int32(item))
                    items[item].count += 1
                    break
                }
                slot = (slot + 1) & mask
            }
        }
        for item in items {
            // Frees the run of places in which the hash may lie.
            var slot = Int(truncatingIfNeeded: item.hash >> 20) & mask
            while slots[slot] != 0 {
                slots[slot] = 0
                slot = (slot + 1) & mask
            }
        }
    }
}

/// Runs of three to five characters inside a word with a border at both ends, as hashes.
enum TopicGrams {
    /// The characters of a run.
    static let sizes = 3...5
    /// The characters of a word that are looked at, borders included.
    static let characterLimit = 40
    /// The most runs of a word.
    static let mostGrams = characterLimit * 3

    /// Calls `body` with the hash of every run. At least 8 bytes behind the word are readable.
    @inline(__always)
    static func forEach(in word: UnsafePointer<UInt8>, _ count: Int, _ body: (UInt64) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: characterLimit) { characters in
            characters[0] = 0x20
            var found = 1
            var i = 0
            while i < count, found < characterLimit - 1 {
                var size = 1
                // In bounds: a character ends with the word.
                while i + size < count, word[i + size] & 0xC0 == 0x80 { size += 1 }
                var value: UInt64 = 0
                for k in 0..<min(size, 8) { value |= UInt64(word[i + k]) << UInt64(8 * k) }
                characters[found] = value
                found += 1
                i += size
            }
            characters[found] = 0x20
            found += 1
            for start in 0..<found {
                var hash: UInt64 = 0x6772_616D
                for length in 1...sizes.upperBound where start + length <= found {
                    hash = NameHash.mix(hash ^ characters[start + length - 1], 0xA076_1D64_78BD_642F)
                    hash ^= 0x9E37_79B9_7F4A_7C15
                    if length >= sizes.lowerBound { body(hash) }
                }
            }
        }
    }

    /// The number of runs of a word, for which every run counts.
    static func count(in word: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var found = 0
        forEach(in: word, count) { _ in found += 1 }
        return found
    }
}
