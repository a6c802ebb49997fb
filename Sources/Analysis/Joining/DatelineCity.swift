import DocumentModel

/// Finds the city that a line begins with in capitals, before a dash or a bracket: `KHERSON — `, `GOMA (Reuters) `.
struct DatelineCity {
    static let score = 0.8
    /// The most bytes of a city's name.
    private static let mostBytes = 40

    let text: ASCIIReader

    /// The cities, in text order.
    ///
    /// - Complexity: O(*n*).
    func find() -> [NameMention] {
        var found: [NameMention] = []
        var i = 0
        while i < text.count {
            if let span = city(i) {
                found.append(NameMention(span, .geopolitical, .rule("dateline-city"), score: Self.score))
            }
            guard let end = text.bytes[i...].firstIndex(of: 0x0A) else { break }
            i = end + 1
        }
        return found
    }

    private func city(_ start: Int) -> DocumentModel.Span? {
        var i = start
        var letters = 0
        while i < text.count, i - start < Self.mostBytes {
            let byte = text[i]
            if ASCIIReader.isCapital(byte) {
                letters += 1
            } else if byte >= 0xC3, byte < 0xE2 {
                // Letters beyond ASCII: their case is not looked at, but there are capitals around.
                while text[i + 1] & 0xC0 == 0x80 { i += 1 }
            } else if byte == 0x20 || byte == UInt8(ascii: "-") && ASCIIReader.isCapital(text[i + 1]) {
                if isBreak(i) { break }
            } else {
                break
            }
            i += 1
        }
        var end = i
        while end > start, text[end - 1] == 0x20 { end -= 1 }
        guard letters >= 3, end - start >= 3, isBreak(i) || isBreak(end), ASCIIReader.isCapital(text[start]) else {
            return nil
        }
        let span = DocumentModel.Span(start, end)
        // Some news begins with an agency or a label.
        if let word = text.word(at: start), word.end == end, Self.labels.contains(word.word) { return nil }
        return span
    }

    /// Whether ` — `, ` -- `, ` - ` or ` (` stands at `i`.
    private func isBreak(_ i: Int) -> Bool {
        guard text[i] == 0x20 else { return false }
        var j = i + 1
        if text[j] == UInt8(ascii: "(") { return ASCIIReader.isLetter(text[j + 1]) }
        while text[j] == UInt8(ascii: "-"), j < i + 3 { j += 1 }
        if j == i + 1 {
            guard text[j] == 0xE2, text[j + 1] == 0x80, text[j + 2] == 0x93 || text[j + 2] == 0x94 else { return false }
            j += 3
        }
        return text[j] == 0x20
    }

    private static let labels: WordTable = [
        "update", "correction", "breaking", "exclusive", "analysis", "opinion", "factbox", "note", "watch", "video",
        "photos", "summary", "live", "urgent", "corrected", "refile", "recap", "highlights", "comment", "background",
    ]
}
