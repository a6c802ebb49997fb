private import CKernel

extension Gazetteer {
    /// Every name in `text`, in text order; none overlaps another.
    ///
    /// A name with several values gives one match for each, in the order of adding, next to one another.
    ///
    /// - Complexity: O(*n*) for *n* bytes of text but for names that begin alike, at most ``Gazetteer/mostWords`` steps
    ///   for each word.
    public func matches(in text: [UInt8]) -> [Match] {
        var found: [Match] = []
        forEachMatch(in: text) { found.append($0) }
        return found
    }

    /// Calls `body` with every name in `text`, as ``matches(in:)``.
    public func forEachMatch(in text: [UInt8], _ body: (Match) -> Void) {
        text.withUnsafeBufferPointer { forEachMatch(in: $0, body) }
    }

    /// The same over borrowed memory, such as a part of a text; it begins and ends on scalar boundaries.
    public func forEachMatch(in text: UnsafeBufferPointer<UInt8>, _ body: (Match) -> Void) {
        guard let base = text.baseAddress, text.count > 0, nameCount > 0 else { return }
        var anchors: [FoldAnchor] = []
        // One allocation for the folded text, 64 zero bytes, the bits of its words and the search's own lists.
        let foldedSize = (FoldTable.capacity(for: text.count) + 64 + 63) & ~63
        let bitsSize = 8 * WordBits.wordCount(for: 2 * text.count + 32)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: foldedSize + bitsSize + GazetteerSearch.scratchByteCount, alignment: 64)
        defer { memory.deallocate() }
        let folded = memory.assumingMemoryBound(to: UInt8.self)
        let count = FoldTable.shared.fold(base, text.count, readable: text.count, into: folded, &anchors)
        // In bounds: at most `foldedSize - 64` bytes were written, `2 * text.count + 32` of them text.
        (folded + count).initialize(repeating: 0, count: 64)
        let bits = WordBits(folded, count, into: (memory + foldedSize).assumingMemoryBound(to: UInt64.self))
        defer { bits.deallocate() }
        anchors.withUnsafeBufferPointer { anchors in
            var search = GazetteerSearch(storage.image, folded, count, bits, text, anchors)
            search.run(memory + foldedSize + bitsSize, body)
        }
        // `search` borrows the image.
        withExtendedLifetime(storage) {}
    }
}

/// One search through one text.
///
/// All pointers are valid as long as ``Gazetteer/forEachMatch(in:_:)-(UnsafeBufferPointer<UInt8>,_)`` runs. Offsets
/// that reach them come from `bits`, which has a bit set only below `count`; 64 zero bytes follow the folded text.
private struct GazetteerSearch {
    typealias Slot = GazetteerImage.Slot

    private let image: GazetteerImage
    private let text: UnsafePointer<UInt8>
    private let count: Int
    private let bits: WordBits
    private let source: UnsafeBufferPointer<UInt8>
    private let anchors: UnsafeBufferPointer<FoldAnchor>
    private var anchorCursor = 0
    /// The end of the last match, in folded bytes: no other may begin before it.
    private var resume = 0
    /// The names that end at the places the walk has passed; filled up to `endCount`.
    private var ends: InlineArray<128, End> = .init(repeating: End(firstRecord: 0, recordCount: 0, end: 0))
    private var endCount = 0

    private struct End {
        var firstRecord: UInt32
        var recordCount: UInt32
        var end: Int
    }

    /// How many blocks of 64 bytes are searched at a time, so that what is found between stays in the nearest cache.
    private static let blocksAtOnce = 32

    init(
        _ image: GazetteerImage, _ text: UnsafePointer<UInt8>, _ count: Int, _ bits: WordBits,
        _ source: UnsafeBufferPointer<UInt8>, _ anchors: UnsafeBufferPointer<FoldAnchor>
    ) {
        self.image = image
        self.text = text
        self.count = count
        self.bits = bits
        self.source = source
        self.anchors = anchors
    }

    /// The bytes of memory that ``run(_:_:)`` needs for its lists.
    ///
    /// A block has at most 64 starts and ends, twice as many where letters without spaces touch; four are written at a
    /// time, and up to three are left over from the blocks before.
    static let scratchByteCount = (blocksAtOnce * 128 + 8) * 8 + (blocksAtOnce * 64 + 8) * 12

    mutating func run(_ scratch: UnsafeMutableRawPointer, _ body: (Gazetteer.Match) -> Void) {
        let edges = scratch.assumingMemoryBound(to: Int.self)
        let hashes = (edges + Self.blocksAtOnce * 128 + 8)
            .withMemoryRebound(to: UInt64.self, capacity: Self.blocksAtOnce * 64 + 8) { $0 }
        let candidates = UnsafeMutableRawPointer(hashes + Self.blocksAtOnce * 64 + 8).assumingMemoryBound(
            to: UInt32.self)
        var edgeCount = 0
        var carry: UInt64 = 0
        var block = 0
        // The block after the text is read too: it ends a word that reaches to the end of the text.
        while block <= bits.blockCount {
            let end = min(block + Self.blocksAtOnce, bits.blockCount + 1)
            edgeCount = findEdges(block, end, &carry, edges, edgeCount)
            block = end
            if block > bits.blockCount {
                // A word without bytes, so that the last one has another after it too.
                edges[edgeCount] = count
                edges[edgeCount + 1] = count
                edgeCount += 2
            }
            // The filter looks at a word and the next: the last waits for the next blocks.
            let wordCount = edgeCount / 2 - 1
            if wordCount <= 0 { continue }
            search(edges, wordCount, candidates, hashes, body)
            let left = edgeCount - 2 * wordCount
            for i in 0..<left { edges[i] = edges[2 * wordCount + i] }
            edgeCount = left
        }
    }

    /// Searches for the names that begin with one of some words.
    @inline(__always)
    private mutating func search(
        _ edges: UnsafeMutablePointer<Int>, _ wordCount: Int, _ candidates: UnsafeMutablePointer<UInt32>,
        _ hashes: UnsafeMutablePointer<UInt64>, _ body: (Gazetteer.Match) -> Void
    ) {
        let kept = edges.withMemoryRebound(to: UInt.self, capacity: 2 * wordCount + 2) {
            ckernel_filter_words(text, $0, wordCount, image.filter, image.filterShift, candidates)
        }
        // All slots are asked for before one is looked at: they come from memory together.
        for i in 0..<kept {
            let word = Int(candidates[i])
            let hash = NameHash.word(image.seed, text + edges[2 * word], edges[2 * word + 1] - edges[2 * word])
            hashes[i] = hash
            ckernel_prefetch(image.slots + NameHash.place(hash, UInt64(image.slotCount)))
        }
        for i in 0..<kept {
            let word = Int(candidates[i])
            let start = edges[2 * word]
            if start >= resume { walk(from: start, edges[2 * word + 1], hashes[i], body) }
        }
    }

    /// Writes the starts and ends of words in some blocks, in turn, behind `count` others; returns the number.
    @inline(__always)
    private func findEdges(
        _ first: Int, _ end: Int, _ carry: inout UInt64, _ edges: UnsafeMutablePointer<Int>, _ count: Int
    ) -> Int {
        guard let splits = bits.splits else {
            return edges.withMemoryRebound(to: UInt.self, capacity: count + 64 * (end - first) + 4) {
                Int(ckernel_find_edges(bits.words, first, end, &carry, $0, count))
            }
        }
        var k = count
        for block in first..<end {
            let words = bits.words[block]
            let before = words << 1 | carry
            carry = words >> 63
            let touching = splits[block] & words & before
            var changes = (words ^ before) | touching
            while changes != 0 {
                let bit = changes.trailingZeroBitCount
                edges[k] = block << 6 + bit
                k += 1
                if touching &>> UInt64(truncatingIfNeeded: bit) & 1 != 0 {
                    edges[k] = block << 6 + bit
                    k += 1
                }
                changes &= changes &- 1
            }
        }
        return k
    }

    /// Follows the names that begin with the word `start..<end`, and reports the longest that is there.
    @inline(__always)
    private mutating func walk(from start: Int, _ end: Int, _ first: UInt64, _ body: (Gazetteer.Match) -> Void) {
        var hash = first
        guard var slot = image.slot(hash) else { return }
        endCount = 0
        var beginsWithSigns = note(slot, end)
        var i = end
        while slot.info & (Slot.goesOn | Slot.endsWithSigns) != 0 {
            let goesOn = slot.info & Slot.goesOn != 0
            var signs: Slot? = slot
            var gap = 0
            while !bits.isWord(i) {
                gap += 1
                if gap > image.longestGap || i >= count { break }
                hash = NameHash.sign(hash, text[i])
                i += 1
                if let before = signs, before.info & Slot.endsWithSigns != 0 {
                    signs = image.slot(hash)
                    if let signs { beginsWithSigns = note(signs, i) || beginsWithSigns }
                } else {
                    signs = nil
                }
            }
            guard goesOn, bits.isWord(i) else { break }
            let wordEnd = bits.wordEnd(i, limit: image.longestWord)
            if wordEnd - i > image.longestWord { break }
            hash = NameHash.word(hash, text + i, wordEnd - i)
            guard let next = image.slot(hash) else { break }
            slot = next
            i = wordEnd
            beginsWithSigns = note(slot, i) || beginsWithSigns
        }
        if endCount > 0 { report(start, beginsWithSigns, body) }
    }

    /// Remembers that names may end here; returns whether one of them begins with signs.
    @inline(__always)
    private mutating func note(_ slot: Slot, _ end: Int) -> Bool {
        // A damaged image may lead on for longer than any name; what is beyond is not found then.
        if slot.recordCount == 0 || endCount == 128 { return false }
        ends[endCount] = End(firstRecord: slot.firstRecord, recordCount: UInt32(slot.recordCount), end: end)
        endCount += 1
        return slot.info & Slot.beginsWithSigns != 0
    }

    /// Reports the values of the longest of the names that end where the walk has been, if one really is there.
    private mutating func report(_ start: Int, _ beginsWithSigns: Bool, _ body: (Gazetteer.Match) -> Void) {
        // Signs before the first word make a name begin earlier, and so win over any longer one.
        var signs = beginsWithSigns ? mostSigns(before: start) : 0
        while true {
            for i in stride(from: endCount - 1, through: 0, by: -1) where reportEnd(ends[i], start, signs, body) {
                resume = ends[i].end
                return
            }
            if signs == 0 { return }
            signs -= 1
        }
    }

    /// The number of bytes before `start` that belong to no word and no earlier match, at most 255.
    private func mostSigns(before start: Int) -> Int {
        var signs = 0
        while signs < 255, start - signs > resume, !bits.isWord(start - signs - 1) { signs += 1 }
        return signs
    }

    /// Reports the names of one end which begin with `signs` bytes before `start`; whether there was one.
    private mutating func reportEnd(_ end: End, _ start: Int, _ signs: Int, _ body: (Gazetteer.Match) -> Void) -> Bool {
        let first = Int(end.firstRecord)
        let last = first + Int(end.recordCount)
        guard last <= image.recordCount else { return false }
        let nameStart = start - signs
        let length = end.end - nameStart
        var surface: Range<Int>?
        var isFound = false
        for record in first..<last {
            let record = image.records[record]
            let offset = Int(record.nameOffset)
            guard record.signCount == signs, record.nameCount == length, offset + length <= image.nameByteCount,
                isEqual(text + nameStart, image.names + offset, length)
            else { continue }
            let original = surface ?? FoldAnchor.original(of: nameStart..<end.end, anchors, &anchorCursor, source)
            if record.caseRule != 0 {
                let letters = UnsafeBufferPointer(
                    start: image.names + offset + length, count: image.nameByteCount - offset - length)
                if !LetterCase.fits(
                    UnsafeBufferPointer(rebasing: source[original]), letters, exactly: record.caseRule != 1)
                {
                    surface = original
                    continue
                }
            }
            surface = original
            isFound = true
            body(Gazetteer.Match(start: original.lowerBound, end: original.upperBound, value: record.value))
        }
        return isFound
    }

    /// Whether `count` bytes are equal; both have that many.
    @inline(__always)
    private func isEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var i = 0
        while count - i >= 8 {
            if NameHash.load(a + i) != NameHash.load(b + i) { return false }
            i += 8
        }
        while i < count {
            if a[i] != b[i] { return false }
            i += 1
        }
        return true
    }
}
