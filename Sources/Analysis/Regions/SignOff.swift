import DocumentModel

/// What an agency puts after the last sentence: `/.VNA`, `— VNS`, `(Xinhua)`, `(Reporting by …; Editing by …)`, `###`.
struct SignOff {
    /// All of it, without the space before.
    let span: Span
    /// Which form it has.
    let rule: String
    /// The agency that signs.
    let agency: Agency?

    /// Finds the last sign-off of the text that ends at `body.end`; an article may have several behind each other.
    ///
    /// - Complexity: O(1): it looks at the last line, up to 600 bytes of it.
    init?(in text: RegionText, _ body: Span) {
        let end = body.end
        let from = max(body.start, end - 600)
        let lineStart = text.bytes[from..<end].lastIndex(of: RegionText.lineFeed).map { $0 + 1 } ?? body.start
        let line = Span(lineStart, end)
        guard line.count > 1 else { return nil }
        guard
            let found = Self.endMark(text, line) ?? Self.vietnamese(text, line) ?? Self.bracketed(text, line)
                ?? Self.dashed(text, line) ?? Self.slashed(text, line) ?? Self.reporting(text, line)
        else { return nil }
        self = found
    }

    private init(_ span: Span, _ rule: String, _ agency: Agency? = nil) {
        self.span = span
        self.rule = rule
        self.agency = agency
    }

    /// A line that is nothing but an end mark or an agency.
    private static func endMark(_ text: RegionText, _ line: Span) -> SignOff? {
        // The longest name of an agency has four words, and none has a colon.
        guard line.count <= 40, text.words(line) <= 6, !text.slice(line).contains(UInt8(ascii: ":")) else {
            return enditem(text, line)
        }
        let words = text.string(line)
        let inside = words.drop { "-–—([#*. /".contains($0) }.reversed().drop { "-–—)]#*. /".contains($0) }.reversed()
        let core = String(inside)
        if core.isEmpty {
            // `###`, `# # #`, `***`, `./.`
            let marks = words.filter { $0 != " " }
            return marks.count >= 3 && Set(marks).isSubset(of: "#*") || marks == "./." ? SignOff(line, "end-mark") : nil
        }
        if ["END", "ENDS", "30", "ENDIT", "ENDITEM", "MORE"].contains(core.uppercased()) {
            // `30` alone is a number.
            let isMarked = core.count < words.count
            return isMarked || core == core.uppercased() && core != "30" && core != "MORE"
                || core.lowercased() == "enditem" ? SignOff(line, "end-mark") : nil
        }
        guard core.count >= 2, let agency = Agency(joined: ArraySlice(core.utf8)) else { return enditem(text, line) }
        return SignOff(line, "agency-line", agency)
    }

    /// `… on Monday. Enditem`: Xinhua's end.
    private static func enditem(_ text: RegionText, _ line: Span) -> SignOff? {
        text.has(" Enditem", endingAt: line.end) ? SignOff(Span(line.end - 7, line.end), "end-mark") : nil
    }

    /// `pleasure./.VNA`, `pleasure./. VNA`, `pleasure./.`: the sentence keeps its full stop.
    private static func vietnamese(_ text: RegionText, _ line: Span) -> SignOff? {
        let from = max(line.start, line.end - 24)
        var i = line.end - 2
        while i >= from {
            if text.has("/.", at: i), i > line.start, text.bytes[i - 1] != RegionText.space {
                let name = text.trimmed(Span(i + 2, line.end))
                if name.isEmpty {
                    return text.bytes[i - 1] == UInt8(ascii: ".") ? SignOff(Span(i, line.end), "end-mark") : nil
                }
                return Agency(joined: text.slice(name)).map { SignOff(Span(i, line.end), "agency-glued", $0) }
            }
            i -= 1
        }
        return nil
    }

    /// `(Xinhua)`, `[AP]`, also with initials as in `(PTI) ABC`, after the last sentence.
    private static func bracketed(_ text: RegionText, _ line: Span) -> SignOff? {
        guard let last = line.range.last else { return nil }
        let close = text.bytes[last]
        guard close == UInt8(ascii: ")") || close == UInt8(ascii: "]") else { return nil }
        let open = close == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
        guard let start = text.bytes[line.range].lastIndex(of: open), start > line.start || line.count <= 60,
            endsSentence(text, line.start, start)
        else { return reporting(text, line) }
        guard let agency = Agency(joined: text.slice(text.trimmed(Span(start + 1, last)))) else {
            return reporting(text, line)
        }
        return SignOff(Span(start, line.end), "agency-brackets", agency)
    }

    /// `. — VNS`, `. – VNA`, `. -- AP`, `. - Reuters`.
    private static func dashed(_ text: RegionText, _ line: Span) -> SignOff? {
        let from = max(line.start, line.end - 40)
        var i = line.end - 2
        while i >= from {
            let length = text.bytes[i] == UInt8(ascii: "-") || text.bytes[i] == 0xE2 ? text.dash(at: i, line.end) : 0
            let isFirst = i == line.start || text.bytes[i - 1] != UInt8(ascii: "-")
            if length > 0, isFirst, endsSentence(text, line.start, i),
                let agency = Agency(joined: text.slice(text.trimmed(Span(i + length, line.end))))
            {
                return SignOff(Span(i, line.end), "agency-dash", agency)
            }
            i -= 1
        }
        return nil
    }

    /// `. /TASS/`, `. /TASS/.`
    private static func slashed(_ text: RegionText, _ line: Span) -> SignOff? {
        let close =
            text.has("/.", endingAt: line.end) ? line.end - 2 : text.has("/", endingAt: line.end) ? line.end - 1 : -1
        let from = max(line.start, line.end - 40)
        guard close > from, let open = text.bytes[from..<close].lastIndex(of: UInt8(ascii: "/")),
            endsSentence(text, line.start, open), let agency = Agency(joined: text.bytes[(open + 1)..<close])
        else { return nil }
        return SignOff(Span(open, line.end), "agency-slashes", agency)
    }

    /// A line or bracket of credits: `(Reporting by Jane Doe; Editing by John Roe)`.
    private static func reporting(_ text: RegionText, _ line: Span) -> SignOff? {
        guard let last = line.range.last else { return nil }
        var start = line.start
        if text.bytes[last] == UInt8(ascii: ")"), let open = text.bytes[line.range].lastIndex(of: UInt8(ascii: "(")) {
            start = open
        }
        let begin = text.bytes[start] == UInt8(ascii: "(") || text.bytes[start] == UInt8(ascii: "[") ? start + 1 : start
        let words: [StaticString] = [
            "reporting by ", "additional reporting by ", "editing by ", "writing by ", "compiled by ",
            "with reporting by ",
            "with inputs from ", "with input from ", "with files from ", "edited by ", "with agency inputs",
            "translated by ",
        ]
        guard words.contains(where: { text.hasCaseless($0, at: begin) }), start > line.start || line.count <= 400,
            text.isCapital(at: begin, line.end) || begin > start
        else { return nil }
        return SignOff(Span(start, line.end), "reporters")
    }

    /// Whether the text from `start` to before `end` is empty or ends a sentence.
    private static func endsSentence(_ text: RegionText, _ start: Int, _ end: Int) -> Bool {
        var i = end
        while i > start, text.bytes[i - 1] == RegionText.space { i -= 1 }
        guard i > start else { return true }
        if text.isOne(of: ".!?\"'):", at: i - 1) { return true }
        return text.has("”", endingAt: i) || text.has("’", endingAt: i) || text.has("»", endingAt: i)
            || text.has("…", endingAt: i) || text.has("。", endingAt: i)
    }
}
