import DocumentModel

/// What changed between two texts: the shortest list of replaced stretches, on word boundaries.
///
/// Lines are compared first, then the words of lines that differ. Texts that differ in very much are not compared to
/// the last word: beyond ``mostEdits`` a stretch counts as replaced as a whole, so that time stays bounded.
///
/// - SeeAlso: Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.
struct TextDifference {
    /// A stretch of the first text and what stands in its place in the second; one of them may be empty.
    struct Change: Hashable {
        var before: Span
        var after: Span
    }

    /// Most insertions and deletions that are looked for in one stretch.
    static let mostEdits = 800

    /// The changes in text order; they do not touch each other.
    private(set) var changes: [Change] = []

    /// Compares two texts.
    ///
    /// - Complexity: O(*n* · *d*) for *n* words and *d* of them changed.
    init(_ before: Text, _ after: Text) {
        let lines = (Self.lines(before.bytes), Self.lines(after.bytes))
        for block in Self.blocks(before.bytes, lines.0, after.bytes, lines.1) {
            if block.before.count == block.after.count {
                for (first, second) in zip(lines.0[block.before], lines.1[block.after]) {
                    addWords(before.bytes, first, after.bytes, second)
                }
            } else {
                addWords(
                    before.bytes, Self.cover(lines.0, block.before), after.bytes, Self.cover(lines.1, block.after))
            }
        }
    }

    private mutating func addWords(_ a: [UInt8], _ first: Span, _ b: [UInt8], _ second: Span) {
        let words = (Self.words(a, first), Self.words(b, second))
        for block in Self.blocks(a, words.0, b, words.1) {
            let change = Change(
                before: Self.cover(words.0, block.before, at: first),
                after: Self.cover(words.1, block.after, at: second))
            if let last = changes.last, last.before.end == change.before.start, last.after.end == change.after.start {
                changes[changes.count - 1].before.end = change.before.end
                changes[changes.count - 1].after.end = change.after.end
            } else {
                changes.append(change)
            }
        }
    }

    // MARK: Pieces

    /// The lines with their line ends.
    static func lines(_ bytes: [UInt8]) -> [Span] {
        var lines: [Span] = []
        var start = 0
        for (offset, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(Span(start, offset + 1))
            start = offset + 1
        }
        if start < bytes.count { lines.append(Span(start, bytes.count)) }
        return lines
    }

    /// Runs of letters and digits, and every other character for itself.
    static func words(_ bytes: [UInt8], _ span: Span) -> [Span] {
        var words: [Span] = []
        var offset = span.start
        var wordStart: Int?
        for scalar in String(decoding: bytes[span.range], as: UTF8.self).unicodeScalars {
            let end = offset + UTF8.width(scalar)
            if isWord(scalar) {
                wordStart = wordStart ?? offset
            } else {
                if let start = wordStart { words.append(Span(start, offset)) }
                wordStart = nil
                words.append(Span(offset, end))
            }
            offset = end
        }
        if let start = wordStart { words.append(Span(start, offset)) }
        return words
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value &- 48 < 10 || (scalar.value | 0x20) &- 97 < 26 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
        default: return scalar.properties.isAlphabetic
        }
    }

    /// The stretch of some pieces; where there are none, the empty one at their place.
    private static func cover(_ pieces: [Span], _ range: Range<Int>, at whole: Span? = nil) -> Span {
        let start = range.lowerBound < pieces.count ? pieces[range.lowerBound].start : pieces.last?.end ?? whole?.start
        let end = range.isEmpty ? start : pieces[range.upperBound - 1].end
        return Span(start ?? 0, end ?? 0)
    }

    // MARK: Comparison

    /// The ranges of pieces that are replaced.
    private static func blocks(
        _ a: [UInt8], _ first: [Span], _ b: [UInt8], _ second: [Span]
    ) -> [(before: Range<Int>, after: Range<Int>)] {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ bytes: [UInt8], _ span: Span) -> Int {
            let key = bytes[span.range]
            if let known = numbers[key] { return known }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
        return PieceDifference(first.map { number(a, $0) }, second.map { number(b, $0) }).blocks
    }
}

/// The shortest edit script between two lists of numbers, as replaced ranges.
struct PieceDifference {
    /// The replaced ranges in order.
    private(set) var blocks: [(before: Range<Int>, after: Range<Int>)] = []

    /// Compares two lists.
    init(_ a: [Int], _ b: [Int]) {
        var head = 0
        while head < min(a.count, b.count), a[head] == b[head] { head += 1 }
        var tail = 0
        while tail < min(a.count, b.count) - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
        let x = Array(a[head..<a.count - tail])
        let y = Array(b[head..<b.count - tail])
        guard !x.isEmpty || !y.isEmpty else { return }
        guard !x.isEmpty, !y.isEmpty, let common = Self.commonPairs(x, y) else {
            blocks = [(head..<head + x.count, head..<head + y.count)]
            return
        }
        var done = (0, 0)
        for (i, j) in common + [(x.count, y.count)] {
            if i > done.0 || j > done.1 {
                blocks.append((head + done.0..<head + i, head + done.1..<head + j))
            }
            done = (i + 1, j + 1)
        }
    }

    /// The pairs of a longest common subsequence, or nil when there are too many edits.
    private static func commonPairs(_ x: [Int], _ y: [Int]) -> [(Int, Int)]? {
        // furthest[k + d] is the furthest x on diagonal k = x - y that d edits reach; one list is kept for each d.
        var trace: [[Int]] = []
        for d in 0...min(x.count + y.count, TextDifference.mostEdits) {
            var furthest = [Int](repeating: 0, count: 2 * d + 1)
            for k in stride(from: -d, through: d, by: 2) {
                var i = 0
                if d > 0 {
                    let last = trace[d - 1]
                    let fromAbove = k < d ? reached(last, k + 1, d - 1) : -1
                    let fromLeft = k > -d ? reached(last, k - 1, d - 1) + 1 : -1
                    i = k == -d || (k != d && fromLeft <= fromAbove) ? fromAbove : fromLeft
                }
                while i < x.count, i - k < y.count, x[i] == y[i - k] { i += 1 }
                furthest[k + d] = i
                if i >= x.count, i - k >= y.count {
                    trace.append(furthest)
                    return pairs(trace, x, y)
                }
            }
            trace.append(furthest)
        }
        return nil
    }

    private static func reached(_ furthest: [Int], _ k: Int, _ d: Int) -> Int { furthest[k + d] }

    /// Walks back from the end along the furthest points.
    private static func pairs(_ trace: [[Int]], _ x: [Int], _ y: [Int]) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var i = x.count
        var j = y.count
        for d in stride(from: trace.count - 1, through: 0, by: -1) {
            let k = i - j
            var start = (0, 0)
            if d > 0 {
                let last = trace[d - 1]
                let down = k == -d || (k != d && reached(last, k - 1, d - 1) + 1 <= reached(last, k + 1, d - 1))
                let previous = down ? k + 1 : k - 1
                start.0 = reached(last, previous, d - 1)
                start.1 = start.0 - previous
            }
            // The diagonal run at the end of this step is what both have in common.
            let edited = d == 0 ? (0, 0) : (i - j > start.0 - start.1 ? (start.0 + 1, start.1) : (start.0, start.1 + 1))
            while i > edited.0, j > edited.1 {
                i -= 1
                j -= 1
                pairs.append((i, j))
            }
            (i, j) = start
        }
        return pairs.reversed()
    }
}
