/// Finds texts that are nearly the same: those whose sets of shingles resemble each other (Jaccard) by a threshold.
///
/// Each set is known by its bottom sketch: its 16 smallest hashes. Of the 16 smallest hashes of two sets together each
/// lies in both with a probability of their resemblance, and those that do are in both sketches. So pairs that share
/// two are candidates: of pairs at a threshold of 0.5 one in 3,800 is missed, at 0.6 one in 170,000. Candidates are then
/// compared by their whole sets, so that what is reported is exact (hashes of 32 bits: one shingle in ten million is
/// taken for another).
///
/// The index holds the sketches, some 300 bytes a text; the sets stay with the caller.
///
/// - SeeAlso: Broder, "On the resemblance and containment of documents", 1997; Cohen and Kaplan, "Summarizing Data Using
///   Bottom-k Sketches", PODC 2007.
package struct DuplicateIndex: Sendable {
    /// A text as the index compares it.
    package struct Fingerprint: Hashable, Sendable {
        /// The smallest hashes, by which candidates are found.
        package var sketch: [UInt32]
        /// The whole set of shingles.
        package var hashes: [UInt32]

        /// Keeps of each of a text's ``Shingles`` the high half, and of the smallest the low half.
        package init(_ shingles: [UInt64]) {
            sketch = DuplicateIndex.sketch(shingles)
            hashes = shingles.map { UInt32(truncatingIfNeeded: $0 >> 32) }
        }

        /// Puts together what was kept.
        package init(sketch: [UInt32], hashes: [UInt32]) {
            self.sketch = sketch
            self.hashes = hashes
        }
    }

    /// Another text that resembles the one asked for.
    package struct Match: Hashable, Sendable {
        /// Its number, from 0 in the order of adding.
        package var number: Int
        /// Shingles in both, divided by shingles in either.
        package var resemblance: Double
    }

    /// Hashes in a sketch.
    package static let sketchSize = 16
    /// Texts with one hash in common that are looked at; more come from boilerplate, which says nothing of a text.
    private static let longestPosting = 10_000

    /// The least resemblance that counts.
    package let threshold: Double
    /// The number of texts.
    package private(set) var count = 0
    private var sizes: [UInt32] = []
    private var postings = Postings()
    private var shared = SharedCounts()
    private var own = HashMarks()

    /// An empty index.
    ///
    /// - Parameter threshold: above 0, at most 1; below 0.4 pairs are missed more often.
    package init(threshold: Double) {
        precondition(threshold > 0 && threshold <= 1, "a threshold outside 0…1")
        self.threshold = threshold
    }

    /// Adds a text under the next number.
    package mutating func add(_ text: Fingerprint) { add(sketch: text.sketch, size: text.hashes.count) }

    /// Adds a text of which only the sketch and the number of its hashes are at hand, under the next number.
    package mutating func add(sketch: [UInt32], size: Int) {
        for hash in sketch { postings.add(hash, UInt32(truncatingIfNeeded: count)) }
        sizes.append(UInt32(clamping: size))
        count += 1
    }

    /// The added texts that resemble `text`, the earliest first; a text without shingles resembles nothing.
    ///
    /// - Parameter hashes: the ``Fingerprint/hashes`` of the text with a number.
    /// - Complexity: O(*n* + *c* *m*) for *n* shingles and *c* candidates of *m* shingles.
    package mutating func matches(of text: Fingerprint, hashes: (Int) throws -> [UInt32]) rethrows -> [Match] {
        for hash in text.sketch { postings.forEach(of: hash, most: Self.longestPosting) { shared.add($0) } }
        var matches: [Match] = []
        var isMarked = false
        for (candidate, common) in shared.drain() {
            let size = Int(sizes[Int(candidate)])
            let (low, high) = (min(size, text.hashes.count), max(size, text.hashes.count))
            // Two of a few shingles would be too many to ask for.
            guard common >= min(2, low), Double(low) >= threshold * Double(high) else { continue }
            if !isMarked {
                own.mark(text.hashes)
                isMarked = true
            }
            let both = own.count(in: try hashes(Int(candidate)))
            let resemblance = Double(both) / Double(max(1, low + high - both))
            if resemblance >= threshold { matches.append(Match(number: Int(candidate), resemblance: resemblance)) }
        }
        return matches.sorted { $0.number < $1.number }
    }

    /// The smallest hashes, as 32 bits that do not depend on the ones that sets are kept by.
    fileprivate static func sketch(_ shingles: [UInt64]) -> [UInt32] {
        // Smallest by the low half: the kept half stays independent of the choice.
        var sketch: [UInt32] = []
        sketch.reserveCapacity(sketchSize + 1)
        for hash in shingles {
            let low = UInt32(truncatingIfNeeded: hash)
            if sketch.count == sketchSize, low >= sketch[sketchSize - 1] { continue }
            var place = sketch.count
            while place > 0, sketch[place - 1] > low { place -= 1 }
            if place > 0, sketch[place - 1] == low { continue }
            sketch.insert(low, at: place)
            if sketch.count > sketchSize { sketch.removeLast() }
        }
        return sketch
    }
}

/// Which texts have a hash in their sketch.
private struct Postings: Sendable {
    private struct Entry {
        var text: UInt32
        /// The entry before it with the same hash; -1 when there is none.
        var next: Int32
    }

    private var keys: [UInt32] = []
    /// For each key the last entry; -1 where there is no key.
    private var heads: [Int32] = []
    private var entries: [Entry] = []
    private var keyCount = 0

    /// Calls `body` for the texts with this hash, at most `most` of them, the latest first.
    func forEach(of hash: UInt32, most: Int, _ body: (UInt32) -> Void) {
        guard !heads.isEmpty else { return }
        var entry = heads[slot(of: hash)]
        var left = most
        while entry >= 0, left > 0 {
            body(entries[Int(entry)].text)
            entry = entries[Int(entry)].next
            left -= 1
        }
    }

    /// Adds a text.
    mutating func add(_ hash: UInt32, _ text: UInt32) {
        // Four fifths full: 1.6 million keys, 100,000 texts, fit in 16 MB.
        if 5 * (keyCount + 1) > 4 * heads.count { grow() }
        let slot = slot(of: hash)
        if heads[slot] < 0 {
            keys[slot] = hash
            keyCount += 1
        }
        entries.append(Entry(text: text, next: heads[slot]))
        heads[slot] = Int32(truncatingIfNeeded: entries.count - 1)
    }

    /// Where a hash is, or would be.
    private func slot(of hash: UInt32) -> Int {
        let mask = heads.count - 1
        // Sketches hold small hashes, whose high bits are all alike; the multiplication spreads the low ones.
        var slot = Int(truncatingIfNeeded: (UInt64(hash) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while heads[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys, heads)
        let size = max(1024, 2 * heads.count)
        keys = Array(repeating: 0, count: size)
        heads = Array(repeating: -1, count: size)
        for (i, head) in old.1.enumerated() where head >= 0 {
            let slot = slot(of: old.0[i])
            keys[slot] = old.0[i]
            heads[slot] = head
        }
    }
}

/// How many hashes each earlier text has in common with the one that is added.
private struct SharedCounts: Sendable {
    private var counts: [UInt8] = []
    private var touched: [UInt32] = []

    /// Counts one for a text.
    mutating func add(_ text: UInt32) {
        let number = Int(text)
        if number >= counts.count { counts += Array(repeating: 0, count: number + 1 - counts.count + counts.count / 2) }
        if counts[number] == 0 { touched.append(text) }
        counts[number] += 1
    }

    /// The texts with their counts; begins anew.
    mutating func drain() -> [(text: UInt32, count: Int)] {
        let all = touched.map { ($0, Int(counts[Int($0)])) }
        for text in touched { counts[Int(text)] = 0 }
        touched.removeAll(keepingCapacity: true)
        return all
    }
}

/// The hashes of one text, to be looked up.
private struct HashMarks: Sendable {
    private var slots: [UInt32] = []
    private var turns: [UInt32] = []
    private var turn: UInt32 = 0

    /// Takes these hashes in place of those before.
    mutating func mark(_ hashes: [UInt32]) {
        turn &+= 1
        if slots.count < 2 * hashes.count || turn == 0 {
            var size = 2048
            while size < 2 * hashes.count { size *= 2 }
            slots = Array(repeating: 0, count: max(size, slots.count))
            turns = Array(repeating: 0, count: slots.count)
            turn = 1
        }
        for hash in hashes {
            let slot = slot(of: hash)
            slots[slot] = hash
            turns[slot] = turn
        }
    }

    /// How many of these hashes are marked.
    func count(in hashes: [UInt32]) -> Int {
        var count = 0
        for hash in hashes where turns[slot(of: hash)] == turn { count += 1 }
        return count
    }

    /// Where a hash is, or would be.
    private func slot(of hash: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while turns[slot] == turn, slots[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }
}
