import DocumentModel

/// Finds laws and treaties that are named with their year: `the 1990 Treaty on Good Neighbourliness`, `Energy Policy Act
/// of 2005`.
struct TreatyRule {
    private static let heads: Set<String> = [
        "convention", "treaty", "agreement", "protocol", "accord", "accords", "pact", "act", "charter", "constitution",
        "covenant", "declaration", "memorandum", "law", "bill",
    ]
    /// Small words that may stand inside a name, between capitals.
    private static let inner: Set<String> = [
        "of", "on", "the", "and", "for", "against", "to", "in", "concerning", "relating", "between", "with",
    ]

    private let text: ASCIIReader

    init(_ text: ASCIIReader) { self.text = text }

    /// The name that the year at `year` begins or ends.
    func name(withYearAt year: Int) -> DocumentModel.Span? { after(year) ?? before(year) }

    /// `1990 Treaty on …`: the year, then capitalised words with small ones between, one of them a head.
    private func after(_ year: Int) -> DocumentModel.Span? {
        var end = year + 4
        var i = end
        var hasHead = false
        var words = 0
        while words < 24 {
            guard text[i] == 0x20 else { break }
            let start = i + 1
            var j = start
            while ASCIIReader.isWord(text[j]) || text[j] == UInt8(ascii: "-") && ASCIIReader.isWord(text[j + 1]) {
                j += 1
            }
            guard j > start else { break }
            let word = text.word(at: start)?.word ?? ""
            if ASCIIReader.isCapital(text[start]) {
                // After the head a new small word must lead on: `the 1995 Treaty Vietnam signed` ends at the head.
                if Self.heads.contains(word) { hasHead = true }
                end = j
            } else if ASCIIReader.isSmall(text[start]), Self.inner.contains(word), words > 0 {
                // Small words count only when a capital follows, which moves `end` past them.
            } else {
                break
            }
            i = j
            words += 1
        }
        return hasHead ? DocumentModel.Span(year, end) : nil
    }

    /// `Energy Policy Act of 2005`: a head before ` of YEAR`, and the capitalised words before it.
    private func before(_ year: Int) -> DocumentModel.Span? {
        guard let of = text.wordBefore(year), of.word == "of", let head = text.wordBefore(of.start),
            Self.heads.contains(head.word), ASCIIReader.isCapital(text[head.start])
        else { return nil }
        var start = head.start
        var i = head.start
        var words = 0
        while words < 16 {
            // A comma may stand in a list: `Safe, Accountable, Flexible … Act of 2005`.
            guard text[i - 1] == 0x20 else { break }
            var j = i - 1
            if text[j - 1] == UInt8(ascii: ",") { j -= 1 }
            let end = j
            while j > 0,
                ASCIIReader.isWord(text[j - 1]) || text[j - 1] == UInt8(ascii: "-") || text[j - 1] == UInt8(ascii: "'")
            {
                j -= 1
            }
            guard j < end else { break }
            let word = text.word(at: j)?.word ?? ""
            if ASCIIReader.isCapital(text[j]) {
                if ["the", "under", "in", "this", "that", "and", "of"].contains(word) { break }
                start = j
            } else if !Self.inner.contains(word) || word == "the" && text[j - 1] != 0x20 {
                break
            }
            i = j
            words += 1
        }
        return start < head.start ? DocumentModel.Span(start, year + 4) : nil
    }
}
