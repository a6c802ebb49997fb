import Testing

@testable import TextKernel

@Suite struct TokenizerTwinTests {
    private static let pieces = [
        "a", "U", "s", "t", "n", "st", "Mr", "No", "Inc", "vs", "Ph", "D", "km", "bn", "am", "p", "m", "US", "USD",
        "covid",
        "COVID", "mid", "The", "com", "www", "http", "https", "org", "is", "é", "Đ", "ươ", "ß", "中", "字", "ก", "٣", "5",
        "19", "2020", "90", ".", ".", ".", ",", "'", "’", "-", "-", "\u{2011}", "–", "—", "/", "://", "@", "#", "_",
        "&", "+",
        "$", "€", "%", "°", "(", ")", "[", "]", "\"", "“", "”", "`", "!", "?", "…", "=", "<", "*", "•", "½", "👍🏽", "👩‍👩‍👧",
        "\u{200D}", "\u{AD}", "\u{FE0F}", "\u{301}", "\u{A0}", "\u{2003}", "\u{85}", " ", " ", " ", "\n", "\t", "\u{1}",
        "−",
        ":", ";", "~", "≥", "|", "Ⅳ", "①",
    ]

    private func check(_ string: String, _ note: String) {
        let bytes = Array(string.utf8)
        let found = Tokenizer.tokens(of: bytes).map(\.range)
        let expected = TokenizerTwin(string).tokens
        func show(_ ranges: [Range<Int>]) -> [String] { ranges.map { String(decoding: bytes[$0], as: UTF8.self) } }
        if found != expected { Issue.record("\(note): \(show(found)) where the twin has \(show(expected))") }
    }

    @Test(arguments: 0..<30)
    func `the fast tokens are those of the obvious rules`(seed: UInt64) {
        var random = Seeded(seed &+ 77)
        for round in 0..<40 {
            let count = Int.random(in: 1...(round % 4 == 0 ? 40 : 8), using: &random)
            let string = (0..<count).map { _ in random.pick(round % 2 == 0 ? Self.pieces : Self.pieces + oddPieces) }
                .joined()
            check(string, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: ["5’s_t(com5-", "'_'s\u{200D}t", "x's_", "a'll_b"])
    func `what goes on after a clitic is none`(text: String) { check(text, text) }

    @Test func `chunks across the borders of 64 bytes are the same`() {
        for shift in 0..<70 {
            check(String(repeating: "x", count: shift) + " Mr. Lee, of A-B and COVID-19 met.", "shift \(shift)")
        }
        for length in 60..<70 { check("\(String(repeating: "y", count: length)). Z", "length \(length)") }
    }

    @Test(arguments: 0..<20)
    func `any bytes give tokens in order inside the text`(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        var last = 0
        for token in Tokenizer.tokens(of: bytes) {
            #expect(token.range.lowerBound >= last && !token.range.isEmpty && token.range.upperBound <= bytes.count)
            // Nothing is left out but white space, controls and what has no width.
            #expect(bytes[last..<token.range.lowerBound].allSatisfy { $0 <= 0x20 || $0 >= 0x7F }, "seed \(seed)")
            last = token.range.upperBound
        }
    }
}
