import DocumentModel

/// SplitMix64: the same numbers from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A text of up to `count` pieces that have broken offsets before: astral, combining, CRLF, NFD, joined emoji.
    mutating func text(upTo count: Int) -> String {
        let pieces = [
            "a", "Z", " ", "é", "e\u{301}", "ệ", "e\u{302}\u{323}", "\r\n", "\n", "𝄞", "👩‍👩‍👧", "新聞", "Đ", "\u{200B}", "ﬁ",
            "İ", "\u{10FFFF}", "ü", "0", "—", "\u{0}", "\u{FEFF}",
        ]
        return (0..<Int.random(in: 0...count, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }
            .joined()
    }

    /// A span on scalar boundaries of `text`.
    mutating func span(in text: Text) -> Span {
        let boundaries = (0...text.byteCount).filter(text.isScalarBoundary)
        let a = boundaries.randomElement(using: &self) ?? 0
        let b = boundaries.randomElement(using: &self) ?? 0
        return Span(min(a, b), max(a, b))
    }

    /// Sorted edits that do not overlap: deletions, insertions, replacements, some touching.
    mutating func edits(of text: Text) -> [TextEdit] {
        var edits: [TextEdit] = []
        var done = 0
        while done <= text.byteCount, edits.count < 6 {
            let boundaries = (done...text.byteCount).filter(text.isScalarBoundary)
            guard let start = boundaries.prefix(12).randomElement(using: &self) else { break }
            guard let end = boundaries.filter({ $0 >= start }).prefix(5).randomElement(using: &self) else { break }
            edits.append(TextEdit(Span(start, end), self.text(upTo: 3)))
            done = end + 1
            while done < text.byteCount, !text.isScalarBoundary(done) { done += 1 }
        }
        return edits
    }
}
