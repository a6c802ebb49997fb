import DocumentModel
import Testing

@testable import Analysis

@Suite struct SentenceSplitterTests {
    private func sentences(_ string: String, borders: [Int] = []) -> [String] {
        let text = Text(string)
        return SentenceSplitter.sentences(of: text, borders: borders).map { text[$0] }
    }

    @Test(arguments: [
        ("", []), ("  \n\n ", []), ("Oil", ["Oil"]), ("  Oil rose. ", ["Oil rose."]),
        ("One.\n\nTwo", ["One.", "Two"]),
        ("No stop here\n\nNor here", ["No stop here", "Nor here"]),
        ("a line\nthat goes on. Then", ["a line\nthat goes on.", "Then"]),
        ("Pleasure./.VNA", ["Pleasure./.", "VNA"]),
        ("It was reached.The two left.", ["It was reached.", "The two left."]),
        ("Use Node.js 2.10 or a.B now.", ["Use Node.js 2.10 or a.B now."]),
        ("He (Mr. X.) left. “Go.” She went.", ["He (Mr. X.) left.", "“Go.”", "She went."]),
        ("- one\n- two", ["- one", "- two"]),
        ("First.\u{A0}Second.", ["First.", "Second."]),
        ("石油上涨。天然气下跌！完", ["石油上涨。", "天然气下跌！", "完"]),
        ("A headline\nThe text begins here and goes on.", ["A headline", "The text begins here and goes on."]),
        ("...", ["..."]), (".", ["."]), ("!?", ["!?"]),
    ])
    func `a text is parted as a reader would`(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test func `a border of a region ends a sentence`() {
        #expect(sentences("HEAD text goes on", borders: [5]) == ["HEAD", "text goes on"])
    }

    /// Missed: a sentence that begins in small letters (`iPhone`), and `Oct. Nothing`; cut in two: `Approx. 400`.
    @Test func `the gold sample is parted with an F1 of 0.98 or more`() {
        var right = 0
        var found = 0
        var wanted = 0
        for paragraph in SentenceGold.paragraphs {
            let isList = paragraph.contains { $0.hasPrefix("- ") || $0.hasPrefix("• ") || $0.hasPrefix("1. ") }
            let text = paragraph.joined(separator: isList ? "\n" : " ")
            var ends: Set<Int> = []
            var end = -1
            for sentence in paragraph {
                end += sentence.utf8.count + 1
                ends.insert(end)
            }
            let given = Set(SentenceSplitter.sentences(of: Text(text)).map(\.end))
            right += given.intersection(ends).count
            found += given.count
            wanted += ends.count
        }
        let precision = Double(right) / Double(found)
        let recall = Double(right) / Double(wanted)
        let f1 = 2 * precision * recall / (precision + recall)
        #expect(wanted >= 150)
        #expect(f1 >= 0.98, "precision \(precision), recall \(recall) over \(wanted) ends")
    }

    @Test(arguments: 0..<60)
    func `sentences lie in order on scalar boundaries and leave out only white space`(seed: UInt64) {
        var random = SplitMix(state: seed)
        let pieces = [
            "U.S.", "Mr.", "é", "Đ", "。", "…", "./.", ".", "!", "?", "\n", "\n\n", " ", "\u{A0}", "”", "“", "(", ")",
            "1.",
            "- ", "a", "B", "😀", "a.m.", "Jan.", ",", "\u{2019}", "\r\n", "x@y.z",
        ]
        let string = (0..<Int.random(in: 0...80, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
        }.joined()
        let text = Text(string)
        var covered = 0
        for span in SentenceSplitter.sentences(of: text) {
            #expect(span.start >= covered && !span.isEmpty && text.isValid(span), "seed \(seed)")
            let between = text[Span(covered, span.start)]
            #expect(between.unicodeScalars.allSatisfy { $0.properties.isWhitespace }, "seed \(seed)")
            covered = span.end
        }
        let rest = text[Span(covered, text.byteCount)]
        #expect(rest.unicodeScalars.allSatisfy { $0.properties.isWhitespace }, "seed \(seed)")
    }
}
