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
        let folded = UnsafeMutablePointer<UInt8>.allocate(capacity: FoldTable.capacity(for: text.count) + 64)
        defer { folded.deallocate() }
        let count = FoldTable.shared.fold(base, text.count, readable: text.count, into: folded, &anchors)
        // In bounds: at most `capacity - 64` bytes were written.
        (folded + count).initialize(repeating: 0, count: 64)
        let bits = WordBits(folded, count)
        defer { bits.deallocate() }
        anchors.withUnsafeBufferPointer { anchors in
            var search = GazetteerSearch(storage.image, folded, count, bits, text, anchors)
            search.run(body)
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
    private static let blocksAtOnce = 64

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

    mutating func run(_ body: (Gazetteer.Match) -> Void) {
        // A block has at most 64 starts and ends, twice as many where letters without spaces touch; four are written
        // at a time.
        let capacity = Self.blocksAtOnce * 128 + 8
        let edges = UnsafeMutablePointer<Int>.allocate(capacity: 2 * capacity)
        defer { edges.deallocate() }
        let candidates = edges + capacity
        var edgeCount = 0
        var carry: UInt64 = 0
        var block = 0
        // The block after the text is read too: it ends a word that reaches to the end of the text.
        while block <= bits.blockCount {
            let end = min(block + Self.blocksAtOnce, bits.blockCount + 1)
            findEdges(block, end, &carry, edges, &edgeCount)
            let candidateCount = filterWords(edges, edgeCount / 2, candidates)
            for i in 0..<candidateCount {
                let start = edges[2 * candidates[i]]
                if start >= resume { walk(from: start, edges[2 * candidates[i] + 1], body) }
            }
            // The start of a word that ends in a later block.
            if edgeCount % 2 == 1 {
                edges[0] = edges[edgeCount - 1]
                edgeCount = 1
            } else {
                edgeCount = 0
            }
            block = end
        }
    }

    /// Writes the starts and ends of words in some blocks, in turn.
    @inline(__always)
    private func findEdges(
        _ first: Int, _ end: Int, _ carry: inout UInt64, _ edges: UnsafeMutablePointer<Int>, _ edgeCount: inout Int
    ) {
        var k = edgeCount
        for block in first..<end {
            let words = bits.words[block]
            let before = words << 1 | carry
            carry = words >> 63
            var changes = words ^ before
            let base = block << 6
            if let splits = bits.splits {
                let touching = splits[block] & words & before
                if touching != 0 {
                    changes |= touching
                    while changes != 0 {
                        let bit = changes.trailingZeroBitCount
                        edges[k] = base + bit
                        k += 1
                        if touching &>> UInt64(truncatingIfNeeded: bit) & 1 != 0 {
                            edges[k] = base + bit
                            k += 1
                        }
                        changes &= changes &- 1
                    }
                    continue
                }
            }
            let after = k + changes.nonzeroBitCount
            // Four at a time, some of them beyond `after`, to be overwritten: a branch less for each.
            while changes != 0 {
                edges[k] = base &+ changes.trailingZeroBitCount
                changes &= changes &- 1
                edges[k + 1] = base &+ changes.trailingZeroBitCount
                changes &= changes &- 1
                edges[k + 2] = base &+ changes.trailingZeroBitCount
                changes &= changes &- 1
                edges[k + 3] = base &+ changes.trailingZeroBitCount
                changes &= changes &- 1
                k += 4
            }
            k = after
        }
        edgeCount = k
    }

    /// Keeps the numbers of the words with which a name may begin; without a branch, for most texts are undecided.
    @inline(__always)
    private func filterWords(
        _ edges: UnsafePointer<Int>, _ wordCount: Int, _ candidates: UnsafeMutablePointer<Int>
    ) -> Int {
        let filter = image.filter
        let shift = image.filterShift
        var kept = 0
        for word in 0..<wordCount {
            let start = edges[2 * word]
            let length = edges[2 * word + 1] &- start
            let key = NameHash.load(text + start) & NameHash.mask(length)
            let place = GazetteerImage.filterPlace(key, shift)
            candidates[kept] = word
            kept &+= Int(truncatingIfNeeded: filter[Int(truncatingIfNeeded: place >> 6)] &>> place & 1)
        }
        return kept
    }

    /// Follows the names that begin with the word `start..<end`, and reports the longest that is there.
    @inline(__always)
    private mutating func walk(from start: Int, _ end: Int, _ body: (Gazetteer.Match) -> Void) {
        if end - start > image.longestWord { return }
        var hash = NameHash.word(image.seed, text + start, end - start)
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
