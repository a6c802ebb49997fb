import DocumentModel
import Testing

@Suite struct OffsetMapTests {
    /// The text as elements of a unit, so that a slice can be taken the obvious way.
    private func slice(_ text: String, _ unit: OffsetUnit, _ span: Span) -> String? {
        switch unit {
        case .codepoint:
            var out = String.UnicodeScalarView()
            out.append(contentsOf: Array(text.unicodeScalars)[span.range])
            return String(out)
        case .utf16: return String(decoding: Array(text.utf16)[span.range], as: UTF16.self)
        case .byte: return String(decoding: Array(text.utf8)[span.range], as: UTF8.self)
        }
    }

    @Test(arguments: 0..<100, OffsetUnit.allCases)
    func `in every unit the slice of the offsets is the surface`(seed: Int, unit: OffsetUnit) {
        var random = SeededGenerator(seed: UInt64(seed))
        // Long enough for several blocks of the table.
        let string = random.text(upTo: seed % 2 == 0 ? 40 : 900)
        let text = Text(string)
        let map = OffsetMap(text, unit: unit)
        for _ in 0..<10 {
            let span = random.span(in: text)
            let outside = map.span(span)
            let surface = slice(string, unit, outside)
            #expect(surface.map { Array($0.utf8) } == Array(text[span].utf8), "seed \(seed), \(unit), \(span)")
            #expect(map.byteOffset(of: outside.start) == span.start, "seed \(seed), \(unit), \(span)")
            #expect(map.byteOffset(of: outside.end) == span.end, "seed \(seed), \(unit), \(span)")
        }
    }

    @Test func `an offset outside the text or inside a scalar has no byte`() {
        let map = OffsetMap("a𝄞b", unit: .utf16)
        #expect((0...5).map { map.byteOffset(of: $0) } == [0, 1, nil, 5, 6, nil])
        #expect(map.byteOffset(of: -1) == nil)
        #expect(map.count == 4)
    }

    @Test func `a span of the original maps to the source bytes in every encoding`() {
        let text: Text = "é𝄞x"
        func range(_ encoding: SourceEncoding) -> Range<Int> {
            let origin = Origin(uri: "a", encoding: encoding, source: SourceBytes([]))
            return SourceOffsets(of: Document(id: "a", origin: origin, text: text)).range(ofOriginal: Span(6, 7))
        }
        #expect(range(.utf8(byteOrderMark: false)) == 6..<7)
        #expect(range(.utf8(byteOrderMark: true)) == 9..<10)
        #expect(range(.utf16(bigEndian: false)) == 8..<10)
        #expect(range(.windows1252) == 2..<3)
        #expect(range(.embedded) == 6..<7)
    }
}
