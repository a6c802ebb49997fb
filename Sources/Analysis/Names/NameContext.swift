import DocumentModel

/// What the words beside an ambiguous name say about it.
struct NameContext {
    private let text: ASCIIReader

    init(_ text: ASCIIReader) { self.text = text }

    /// Words that may stand before a name with a capital without belonging to it: at the start of a sentence.
    static let openers: WordTable = [
        "in", "from", "at", "for", "and", "but", "on", "to", "by", "as", "the", "of", "with", "when", "while", "if",
        "since",
        "after", "before", "both", "like", "unlike", "near", "outside", "inside", "across", "around", "over", "under",
        "until", "via", "neither", "nor", "or", "either", "that", "where", "although", "though", "because", "today",
        "between", "toward", "towards", "throughout", "meanwhile", "now", "is", "was", "are", "does", "did", "has",
        "had",
        "will", "would", "can", "could", "should", "may", "why", "how", "what", "whether", "then", "so", "yet",
        "against",
        "without", "within", "upon", "through", "during", "despite", "including", "his", "her", "our", "their", "its",
        "my",
    ]

    /// Words that may follow a place with a capital without belonging to its name.
    static let followers: WordTable = [
        "president", "prime", "minister", "governor", "gov", "senator", "sen", "rep", "state", "republicans",
        "democrats",
        "republican", "democrat", "congressman", "congresswoman", "attorney", "secretary", "mayor", "king", "and", "on",
        "in", "to", "for", "is", "was", "has", "will", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday",
        "sunday", "department", "national", "army", "air", "house", "senate",
    ]

    /// Words before `of NAME` that make it a part of their own name: `Bank of America`, `University of Georgia`.
    private static let wholes: WordTable = [
        "bank", "university", "college", "institute", "church", "captain", "scouts", "daughters", "sons", "clubs",
        "club",
        "museum", "association", "society", "federation", "union", "confederation", "corporation", "medal", "voice",
        "academy", "court", "hospital", "library", "trust", "producers", "growers", "chamber", "bishop", "archdiocese",
        "diocese", "workers", "mission", "school",
    ]

    /// Whether the name at `span` is better left alone.
    ///
    /// A word that must stand exactly as an acronym (`WHO`, `US`) is refused in a line of capitals, where every word
    /// looks like one. Another name is refused with a capitalised word right before or after it (`Michael Jordan`,
    /// `Jordan Smith`, `Georgia Tech`), and in `Bank of America`; not so at the start of a sentence (`In Jordan`), in a
    /// line of capitals, or beside an office (`Georgia Governor`).
    func speaksAgainst(_ span: DocumentModel.Span, isExact: Bool) -> Bool {
        if isExact { return lineIsCapitals(span) }
        if lineIsCapitals(span) { return false }
        return nextSpeaksAgainst(span.end) || previousSpeaksAgainst(span.start)
    }

    /// Words before and after a place that tell of an office: `Former Brazil Foreign Minister`, `Deputy Iran Envoy`.
    private static let offices: WordTable = [
        "former", "ex", "deputy", "assistant", "acting", "senior", "outgoing", "incoming", "late", "foreign", "finance",
        "defence", "defense", "interior", "chancellor", "premier", "ambassador", "envoy", "coach", "captain", "chief",
    ]

    /// Whether the place at `span` stands in the middle of a longer name: `West Texas Intermediate`, `Southern
    /// California Edison`, `Air India Express`.
    ///
    /// It does with a capitalised word right before and right after it, unless one is an opener or tells of an office,
    /// or the place begins after a possessive (`China's Hunan Province`). In a line without small words, a headline,
    /// nothing can be said.
    func isInsideName(_ span: DocumentModel.Span) -> Bool {
        let start = span.start
        guard nextSpeaksAgainst(span.end), text[start - 1] == 0x20, ASCIIReader.isLetter(text[start - 2]),
            let next = text.word(at: span.end + 1), let previous = text.wordBefore(start),
            ASCIIReader.isCapital(text[previous.start]), !Self.offices.contains(next.word),
            !Self.openers.contains(previous.word), !Self.offices.contains(previous.word)
        else { return false }
        return lineHasSmallWord(span)
    }

    private func nextSpeaksAgainst(_ end: Int) -> Bool {
        let space = text.space(end)
        guard space == 1, text[end] == 0x20 else { return false }
        let start = end + space
        guard isCapital(start) else { return false }
        guard let next = text.word(at: start) else { return true }
        return !Self.followers.contains(next.word)
    }

    private func previousSpeaksAgainst(_ start: Int) -> Bool {
        guard text[start - 1] == 0x20 else { return false }
        // `Mr. Jordan`, `George W. Jordan`.
        if text[start - 2] == UInt8(ascii: ".") {
            let wordStart = text.lettersStart(start - 2)
            return start - 2 - wordStart <= 4 && start - 2 > wordStart && ASCIIReader.isCapital(text[wordStart])
        }
        var begin = start - 1
        while begin > 0, !text.isWordStart(begin) || text[begin - 1] == UInt8(ascii: "'") { begin -= 1 }
        guard begin < start - 1 else { return false }
        if let previous = text.wordBefore(start), previous.word == "of" {
            guard let whole = text.wordBefore(previous.start) else { return false }
            return ASCIIReader.isCapital(text[whole.start]) && Self.wholes.contains(whole.word)
        }
        guard isCapital(begin) else { return false }
        guard let previous = text.wordBefore(start) else { return true }
        return !Self.openers.contains(previous.word)
    }

    /// Whether a capital letter, or a letter above ASCII, stands at `i`.
    private func isCapital(_ i: Int) -> Bool { ASCIIReader.isCapital(text[i]) || text[i] >= 0xC3 && text[i] <= 0xC6 }

    /// How far a line is looked at, in bytes to either side.
    private static let reach = 40

    /// Whether the line around `span` has a word of four small letters or more, which a headline would capitalise.
    private func lineHasSmallWord(_ span: DocumentModel.Span) -> Bool {
        func isInLine(_ i: Int) -> Bool { i >= 0 && i < text.count && text[i] != 0x0A }
        func isSmallWord(_ i: Int) -> Bool {
            text[i - 1] == 0x20 && (i..<i + 4).allSatisfy { ASCIIReader.isSmall(text[$0]) }
        }
        var i = span.start - 1
        while i > span.start - Self.reach, isInLine(i) {
            if isSmallWord(i) { return true }
            i -= 1
        }
        i = span.end
        while i < span.end + Self.reach, isInLine(i) {
            if isSmallWord(i) { return true }
            i += 1
        }
        return false
    }

    /// Whether the line around `span` has other letters, and all of them are capitals.
    private func lineIsCapitals(_ span: DocumentModel.Span) -> Bool {
        var others = 0
        var i = span.start - 1
        while i >= max(0, span.start - Self.reach), text[i] != 0x0A {
            if ASCIIReader.isSmall(text[i]) { return false }
            if ASCIIReader.isCapital(text[i]) { others += 1 }
            i -= 1
        }
        i = span.end
        while i < min(text.count, span.end + Self.reach), text[i] != 0x0A {
            if ASCIIReader.isSmall(text[i]) { return false }
            if ASCIIReader.isCapital(text[i]) { others += 1 }
            i += 1
        }
        return others >= 4
    }
}
