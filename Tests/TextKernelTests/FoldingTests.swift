import Testing

@testable import TextKernel

struct FoldingTests {
    @Test(arguments: [
        ("Việt Nam VIỆT NAM Vie\u{323}\u{302}t", "viet nam viet nam viet"),
        ("Đặng Łódź Ørsted Æther Œuvre Straße ıİ", "dang lodz orsted aether oeuvre strasse ii"),
        ("a–b—c−d‐e\u{2011}f", "a-b-c-d-e-f"),
        ("N’Dour ‘x’ “y” «z» O`B", "n'dour 'x' \"y\" \"z\" o`b"),
        ("a\u{A0}b\u{2009}c\td\ne\u{3000}f", "a b c d e f"),
        ("so\u{AD}ft ze\u{200B}ro \u{FEFF}bom", "soft zero bom"),
        ("ＡＢ ﬁ ﬂ", "ab fi fl"),
        ("Россия Ελλάς й", "россия ελλασ и"),
        ("한국 越南 नमि", "한국 越南 नमि"),
        ("👩‍👩‍👧", "👩👩👧"),
    ])
    func `folds the spellings of a name together`(text: String, folded: String) {
        #expect(String(decoding: Folding.folded(Array(text.utf8)), as: UTF8.self) == folded)
    }

    @Test func `no character folds to more than twice its bytes, and folding twice changes nothing`() {
        for value in UInt32(0)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(scalar).utf8)
            let folded = Folding.folded(bytes)
            if folded.count > 2 * bytes.count || (folded != bytes && Folding.folded(folded) != folded) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test(arguments: UInt64(1)...50)
    func `folds character by character, and the way back gives the character`(seed: UInt64) {
        var random = Seeded(seed)
        let text = randomText(&random, 80)
        let folded = FoldedText(Array(text.utf8))
        var expected: [UInt8] = []
        var offset = 0
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let piece = Folding.folded(bytes)
            if !piece.isEmpty {
                let range = folded.originalRange(of: expected.count..<(expected.count + piece.count))
                #expect(range.lowerBound == offset && range.upperBound >= offset + bytes.count, "seed \(seed)")
            }
            expected += piece
            offset += bytes.count
        }
        #expect(folded.bytes == expected, "seed \(seed)")
    }

    @Test func `broken bytes are folded to something`() {
        var random = Seeded(3)
        for _ in 0..<500 {
            let bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next() | 0x80) }
            let folded = FoldedText(bytes)
            for i in 0..<folded.bytes.count {
                let range = folded.originalRange(of: i..<(i + 1))
                #expect(range.upperBound <= bytes.count)
            }
        }
    }
}
