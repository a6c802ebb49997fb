import DocumentModel

/// Finds laws and treaties that are named with their year: `the 1990 Treaty on Good Neighbourliness`, `Energy Policy Act
/// of 2005`.
struct TreatyRule {
    private static let heads: WordTable = [
        "convention", "treaty", "agreement", "protocol", "accord", "accords", "pact", "act", "charter", "constitution",
        "covenant", "declaration", "memorandum", "law", "bill",
    ]
    /// Words before a head that make it no law: `Democratic National Convention`.
    private static let gatherings: WordTable = ["national", "party", "annual", "democratic", "republican"]
    /// Words that lead on from a head: `Convention on …`.
    private static let connectives: WordTable = [
        "on", "of", "for", "to", "against", "concerning", "relating", "between", "regarding",
    ]
    /// Small words that may stand inside a name, between capitals.
    private static let inner: WordTable = [
        "of", "on", "the", "and", "for", "against", "to", "in", "concerning", "relating", "between", "with",
    ]
    /// Capitalised words that begin a sentence and no name.
    private static let openers: WordTable = [
        "the", "under", "in", "this", "that", "and", "of", "while", "when", "our", "their", "since", "after", "both",
        "with",
    ]
    /// The most words a name may have.
    private static let mostWords = 24

    private let text: ASCIIReader

    init(_ text: ASCIIReader) { self.text = text }

    /// The name that the year at `year` begins or ends.
    func name(withYearAt year: Int) -> DocumentModel.Span? { after(year) ?? before(year) }

    /// `1990 Treaty on …`: the year, capitalised words up to a head, and what the head leads on to.
    private func after(_ year: Int) -> DocumentModel.Span? {
        var i = year + 4
        var end = 0
        var last: WordKey = .none
        for count in 0..<Self.mostWords {
            guard text[i] == 0x20 else { break }
            let start = i + 1
            i = wordEnd(start)
            guard i > start else { break }
            let word = text.word(at: start)?.word ?? .none
            if ASCIIReader.isCapital(text[start]) {
                // Behind a head only what a connective leads to belongs to the name.
                if end > 0, Self.heads.contains(last) { break }
                if Self.heads.contains(word), !Self.gatherings.contains(last) {
                    end = i
                } else if end > 0 {
                    end = i
                }
            } else if count == 0
                || !(end > 0 && Self.heads.contains(last) ? Self.connectives : Self.inner).contains(word)
            {
                break
            }
            last = word
        }
        // `2007 Farm Bill Listening Session`: the head was none.
        if end > 0, text[end] == 0x20, ASCIIReader.isCapital(text[end + 1]), Self.heads.contains(last),
            wordEnd(end + 1) > end + 1
        {
            return nil
        }
        return end > 0 ? DocumentModel.Span(year, end) : nil
    }

    /// `Energy Policy Act of 2005`: a head before ` of YEAR`, and the capitalised words before it.
    private func before(_ year: Int) -> DocumentModel.Span? {
        guard let of = text.wordBefore(year), of.word == "of", let head = text.wordBefore(of.start),
            Self.heads.contains(head.word), ASCIIReader.isCapital(text[head.start])
        else { return nil }
        var start = head.start
        var i = head.start
        var next = head.word
        for _ in 0..<Self.mostWords {
            guard text[i - 1] == 0x20 else { break }
            // A comma may stand in a list: `Safe, Accountable, Flexible … Act of 2005`.
            i -= text[i - 2] == UInt8(ascii: ",") ? 2 : 1
            let end = i
            i = wordStart(end)
            guard i < end else { break }
            let word = text.word(at: i)?.word ?? .none
            if ASCIIReader.isCapital(text[i]) {
                if Self.openers.contains(word) { break }
                start = i
            } else if !Self.inner.contains(word) {
                break
            } else if next == "the", !Self.connectives.contains(word), word != "and" {
                // `amended the Voting Rights Act of 1965`, but `Convention on the Law of the Sea of 1982`.
                break
            }
            next = word
        }
        return start < head.start ? DocumentModel.Span(start, year + 4) : nil
    }

    /// Where the word at `i` ends; hyphens inside belong to it.
    private func wordEnd(_ i: Int) -> Int {
        var j = i
        while !text.isWordEnd(j) || text[j] == UInt8(ascii: "-") && !text.isWordEnd(j + 1) { j += 1 }
        return j
    }

    /// Where the word before `i` begins; hyphens and apostrophes inside belong to it.
    private func wordStart(_ i: Int) -> Int {
        var j = i
        while j > 0, !text.isWordStart(j) || text[j - 1] == UInt8(ascii: "-") || text[j - 1] == UInt8(ascii: "'") {
            j -= 1
        }
        return j
    }
}
