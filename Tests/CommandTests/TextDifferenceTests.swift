import DocumentModel
import Testing

@testable import TextmillCommand

@Suite struct TextDifferenceTests {
    /// The changes as `[-old-]{+new+}` inside the whole text.
    private func marked(_ before: String, _ after: String) -> String {
        let texts = (Text(before), Text(after))
        var out = ""
        var done = 0
        for change in TextDifference(texts.0, texts.1).changes {
            out += texts.0[Span(done, change.before.start)]
            if !change.before.isEmpty { out += "[-\(texts.0[change.before])-]" }
            if !change.after.isEmpty { out += "{+\(texts.1[change.after])+}" }
            done = change.before.end
        }
        return out + texts.0[Span(done, texts.0.byteCount)]
    }

    @Test(arguments: [
        ("", "", ""), ("a", "a", "a"), ("", "oil", "{+oil+}"), ("oil", "", "[-oil-]"),
        ("Oil rose again.", "Oil fell again.", "Oil [-rose-]{+fell+} again."),
        ("Oil  rose.", "Oil rose.", "Oil [- -]rose."),
        // Whole words change, also where only a mark differs.
        ("Viet Nam", "Việt Nam", "[-Viet-]{+Việt+} Nam"),
        // As many lines on both sides: each is compared with its own.
        ("a b\r\nc d\r\n", "a b\nc d\n", "a b[-\r-]\nc d[-\r-]\n"),
        ("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"),
        ("one\nthree", "one\ntwo\nthree", "one\n{+two\n+}three"),
        // Changes that touch are one.
        ("a-b", "c+d", "[-a-b-]{+c+d+}"),
    ])
    func `words that differ are marked`(before: String, after: String, expected: String) {
        #expect(marked(before, after) == expected)
    }

    @Test func `applying the changes gives the second text, and no shorter script exists`() {
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0..<1 << 32, using: &random)
        var numbers = Numbers(state: seed)
        let pieces = ["a", "b", " ", "\n", "ệ", "😀", "."]
        for _ in 0..<400 {
            let before = (0..<numbers.next(40)).map { _ in pieces[numbers.next(pieces.count)] }.joined()
            let after = (0..<numbers.next(40)).map { _ in pieces[numbers.next(pieces.count)] }.joined()
            let texts = (Text(before), Text(after))
            var built: [UInt8] = []
            var done = 0
            for change in TextDifference(texts.0, texts.1).changes {
                built += texts.0.bytes[done..<change.before.start] + texts.1.bytes[change.after.range]
                done = change.before.end
                #expect(texts.0.isValid(change.before) && texts.1.isValid(change.after), "seed \(seed)")
            }
            built += texts.0.bytes[done...]
            #expect(built == texts.1.bytes, "seed \(seed): \(before.debugDescription) to \(after.debugDescription)")
        }
    }

    @Test func `the script is the shortest, as the table of all pairs finds it`() {
        var numbers = Numbers(state: 7)
        for _ in 0..<300 {
            let a = (0..<numbers.next(14)).map { _ in numbers.next(4) }
            let b = (0..<numbers.next(14)).map { _ in numbers.next(4) }
            let edits = PieceDifference(a, b).blocks.reduce(0) { $0 + $1.before.count + $1.after.count }
            #expect(edits == a.count + b.count - 2 * longestCommon(a, b), "\(a) to \(b)")
        }
    }

    @Test func `texts that differ in everything are replaced as a whole`() {
        let before = (0..<2000).map { "a\($0)" }.joined(separator: " ")
        let after = (0..<2000).map { "b\($0)" }.joined(separator: "-")
        #expect(TextDifference(Text(before), Text(after)).changes.count == 1)
    }

    @Test func `places count lines and code points from one`() {
        let places = TextPlaces("Hà Nội\nsöl\n")
        #expect(places.place(of: 0) == (1, 1))
        #expect(places.place(of: 3) == (1, 3))
        #expect(places.place(of: 9) == (1, 7))
        #expect(places.place(of: 10) == (2, 1))
        #expect(places.place(of: 13) == (2, 3))
        #expect(TextPlaces("").place(of: 5) == (1, 1))
        #expect(TextPlaces("ab").place(of: 2) == (1, 3))
    }

    @Test func `what cannot be seen is spelt out`() {
        #expect(Visible.line("a\u{A0}b\u{200B}c\r\n\te") == "a\\u{00A0}b\\u{200B}c\\r\\n\\te")
        #expect(Visible.line("abcdefghij", longest: 7) == "abcd…ij")
    }

    private func longestCommon(_ a: [Int], _ b: [Int]) -> Int {
        var row = [Int](repeating: 0, count: b.count + 1)
        for x in a {
            var next = [0]
            for j in b.indices { next.append(x == b[j] ? row[j] + 1 : max(row[j + 1], next[j])) }
            row = next
        }
        return row.last ?? 0
    }
}

/// Random numbers that a seed repeats.
private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: (state >> 33) % UInt64(bound))
    }
}
