import DocumentModel
import TextKernel

/// The credit at the end of a photo caption: `VNA/VNS Photo`, `(Photo: Reuters)`, `Photo by Jane Doe`, `AP Photo/Jane Doe`.
struct Credit {
    /// The credit, with its brackets.
    let span: Span
    /// The caption before it; empty when the line is nothing but a credit.
    let caption: Span
    /// Which form it has.
    let rule: String

    /// Lines longer than this, in bytes, are no captions.
    private static let longestLine = 400
    /// Credits longer than this, in bytes, are sentences.
    private static let longest = 90

    /// Reads the credit at the end of a line.
    ///
    /// - Complexity: O(1): it looks at the last 90 bytes.
    init?(in text: RegionText, _ line: Span) {
        guard line.count >= 5, line.count <= Self.longestLine else { return nil }
        let start = max(line.start, line.end - Self.longest)
        guard let found = Self.find(text, start, line) else { return nil }
        var begin = found.start
        var end = line.end
        // Brackets, and what parts the credit from the caption, belong to the credit.
        if begin > line.start, text.bytes[begin - 1] == UInt8(ascii: "(") || text.bytes[begin - 1] == UInt8(ascii: "[")
        {
            begin -= 1
        }
        while end > begin, text.bytes[end - 1] == RegionText.space { end -= 1 }
        span = Span(begin, end)
        caption = text.trimmed(Span(line.start, begin))
        rule = found.rule
    }

    private static func find(_ text: RegionText, _ start: Int, _ line: Span) -> (start: Int, rule: String)? {
        var i = text.creditMarks.next(from: start, before: line.end)
        while i + 4 < line.end {
            if let found = credit(text, i, line) { return found }
            i = text.creditMarks.next(from: i + 1, before: line.end)
        }
        return nil
    }

    /// Marks the letters with which the words of ``credit(_:_:_:)`` begin.
    static func marks(in bytes: [UInt8]) -> ByteMarks { ByteMarks(initials, in: bytes) }

    private static let initials = ByteSet("pPIRG".utf8)

    private static func credit(_ text: RegionText, _ i: Int, _ line: Span) -> (start: Int, rule: String)? {
        switch (text.bytes[i] | 0x20, text.bytes[i + 1] | 0x20) {
        case (UInt8(ascii: "p"), UInt8(ascii: "h")):
            return text.hasCaseless("photo", at: i) ? photo(text, i, line) : nil
        case (UInt8(ascii: "p"), UInt8(ascii: "i")):
            return text.hasCaseless("picture", at: i) ? word(text, i, "picture", line) : nil
        case (UInt8(ascii: "i"), UInt8(ascii: "m")):
            return text.hasCaseless("image", at: i) ? word(text, i, "image", line) : nil
        case (UInt8(ascii: "r"), UInt8(ascii: "e")):
            return text.has("REUTERS/", at: i) && isNameToEnd(text, i + 8, line) ? (i, "credit-agency") : nil
        case (UInt8(ascii: "g"), UInt8(ascii: "e")):
            return text.has("Getty Images", at: i) ? agencyPhoto(text, i, i + 12, line) : nil
        default: return nil
        }
    }

    /// What stands where a word of its own may begin.
    private static func beginsWord(_ text: RegionText, _ i: Int, _ line: Span) -> Bool {
        guard i > line.start else { return true }
        return !(text.bytes[i - 1] >= 0x80 || (text.bytes[i - 1] | 32) &- 97 < 26)
    }

    /// `Photo: Reuters`, `Photo by Jane Doe`, `Photo courtesy of NASA`, `VNA/VNS Photo`, `AP Photo/Jane Doe`.
    private static func photo(_ text: RegionText, _ i: Int, _ line: Span) -> (start: Int, rule: String)? {
        guard beginsWord(text, i, line) else { return nil }
        var end = i + 5
        if end < line.end, text.bytes[end] | 32 == UInt8(ascii: "s") { end += 1 }
        if let found = word(text, i, "photo", line) { return found }
        return agencyPhoto(text, i, end, line)
    }

    /// `Image: Genium.`, `Photo by …`: the word with a colon, or with a word that names the maker, up to the line's end.
    private static func word(
        _ text: RegionText, _ i: Int, _ word: StaticString, _ line: Span
    ) -> (start: Int, rule: String)? {
        guard text.bytes[i] &- 65 < 26, beginsWord(text, i, line), beginsCredit(text, i, line) else { return nil }
        var end = i + word.utf8CodeUnitCount
        if end < line.end, text.bytes[end] | 32 == UInt8(ascii: "s") { end += 1 }
        for credit in [" credit", " source"] as [StaticString] where text.hasCaseless(credit, at: end) { end += 7 }
        let colon = text.has(":", at: end)
        if colon { end += 1 }
        let makers: [StaticString] = [" by ", " courtesy of ", " courtesy ", " from ", "/"]
        guard colon || makers.contains(where: { text.hasCaseless($0, at: end) }) else { return nil }
        if !colon, let maker = makers.first(where: { text.hasCaseless($0, at: end) }) { end += maker.utf8CodeUnitCount }
        return isNameToEnd(text, end, line) ? (i, "credit-word") : nil
    }

    /// Whether a credit may begin at `i`: at the line's start, or after the end of a sentence, a bracket or a dash.
    private static func beginsCredit(_ text: RegionText, _ i: Int, _ line: Span) -> Bool {
        var before = i
        while before > line.start, text.bytes[before - 1] == RegionText.space { before -= 1 }
        guard before > line.start else { return true }
        if [".", "!", "?", ")", "(", "[", "|", "\"", "/", "-"].contains(
            Character(Unicode.Scalar(text.bytes[before - 1])))
        {
            return true
        }
        return text.has("—", endingAt: before) || text.has("–", endingAt: before) || text.has("”", endingAt: before)
    }

    /// `VNA/VNS Photo`, `AP Photo/Jane Doe`, `Photo VNA`, `AFP via Getty Images`.
    private static func agencyPhoto(
        _ text: RegionText, _ i: Int, _ end: Int, _ line: Span
    ) -> (start: Int, rule: String)? {
        // The agency before it.
        var begin = i
        while begin > line.start, begin > i - 60, !startsPart(text, begin, line) { begin -= 1 }
        let before = text.trimmed(Span(begin, i))
        let name = trimmedVia(text, before)
        if Agency(joined: text.slice(name)) != nil || text.bytes[i] == UInt8(ascii: "G") && before.isEmpty {
            guard end >= line.end - 2 || text.has("/", at: end) || text.has(")", at: end) || text.has(" ", at: end)
            else {
                return nil
            }
            guard isNameToEnd(text, min(end + 1, line.end), line) else { return nil }
            return (before.isEmpty ? i : before.start, "credit-agency")
        }
        // Or after it, up to the end.
        var last = line.end
        while last > end, text.isOne(of: ".) ", at: last - 1) { last -= 1 }
        let after = text.trimmed(Span(min(end, last), last))
        if beginsCredit(text, i, line), !after.isEmpty, Agency(joined: text.slice(after)) != nil {
            return (i, "credit-agency")
        }
        return nil
    }

    private static func trimmedVia(_ text: RegionText, _ span: Span) -> Span {
        span.count > 4 && text.has(" via", endingAt: span.end) ? Span(span.start, span.end - 4) : span
    }

    /// Whether the part of a line that holds an agency may begin at `i`: after a full stop, a bracket or a dash.
    private static func startsPart(_ text: RegionText, _ i: Int, _ line: Span) -> Bool {
        guard i > line.start else { return true }
        if text.bytes[i - 1] == RegionText.space {
            return text.has(". ", endingAt: i) || text.has("— ", endingAt: i) || text.has("– ", endingAt: i)
                || text.has("- ", endingAt: i) || text.has(") ", endingAt: i) || text.has("| ", endingAt: i)
        }
        return text.bytes[i - 1] == UInt8(ascii: "(") || text.bytes[i - 1] == UInt8(ascii: "[")
    }

    /// Whether a name of at most eight words, and no sentence, stands from `start` to the line's end.
    private static func isNameToEnd(_ text: RegionText, _ start: Int, _ line: Span) -> Bool {
        var end = line.end
        while end > start, text.isOne(of: ".)] ", at: end - 1) { end -= 1 }
        guard start <= end else { return true }
        let name = text.trimmed(Span(start, end))
        guard text.words(name) <= 8 else { return false }
        for i in name.range.dropLast() where text.bytes[i] == UInt8(ascii: ".") && text.has(" ", at: i + 1) {
            // `J. Doe` is a name, `Doe. He` is a sentence.
            let wordStart = text.bytes[name.start..<i].lastIndex(of: RegionText.space).map { $0 + 1 } ?? name.start
            if i - wordStart > 3 { return false }
        }
        return name.isEmpty || !(text.letter(at: name.start, name.end)?.kind.isLowercase ?? false)
    }
}
