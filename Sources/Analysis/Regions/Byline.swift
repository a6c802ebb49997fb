import DocumentModel

/// A line that names the writers: `By Jane Doe`, `By JANE DOE and JOHN ROE, Associated Press`.
enum Byline {
    /// Whether the line is one.
    static func isByline(_ text: RegionText, _ line: Span) -> Bool {
        guard line.count >= 8, line.count <= 160, text.hasCaseless("by ", at: line.start), text.has("B", at: line.start)
        else { return false }
        let words = text.words(line)
        guard words >= 3, words <= 16 else { return false }
        if words > 6, text.isOne(of: ".?!:", at: line.end - 1) { return false }
        return text.string(Span(line.start + 3, line.end)).split(separator: " ").allSatisfy(isNamePart)
    }

    private static let small: Set<Substring> = [
        "and", "with", "in", "of", "for", "the", "at", "de", "da", "del", "der", "van", "von", "bin", "bint", "al",
        "el",
        "la", "le", "y", "et", "&", "|", "-", "–", "—",
    ]

    private static func isNamePart(_ word: Substring) -> Bool {
        if small.contains(word) { return true }
        return word.unicodeScalars.first { $0.properties.isAlphabetic }?.properties.isLowercase == false
    }
}
