import Diagnostics
import DocumentModel
import Testing

@testable import Formats

@Suite struct AnnotationRoundTripTests {
    /// What goes round: another text for each seed, with astral characters, both line ends, tabs and marks.
    private static func text(_ seed: UInt64) -> LabelledText {
        var random = SplitMixGenerator(state: seed)
        let pieces = [
            "Hà Nội", "🙂", "👩‍👩‍👧", "\r\n", "\n", " ", " ", "  ", "\t", "U.S.", "VNA", ",", ".", "\"", "\\", "e\u{301}",
            "\u{FEFF}", "新聞",
            "-DOCSTART-", "# newdoc", "\u{A0}", "\u{2028}", "O", "B-ORG", "US$4.7bn", "Nguyễn Phú Trọng",
            "\u{1F600}\u{1F3FD}",
        ]
        var bytes: [UInt8] = []
        var marks: [LabelledText.Mark] = []
        for _ in 0..<Int(random.next() % 30) {
            let piece = Array(pieces[Int(random.next() % UInt64(pieces.count))].utf8)
            let isMarked = random.next() % 3 == 0 && !piece.allSatisfy { $0 <= 0x20 }
            if isMarked {
                marks.append(
                    .init(
                        Span(bytes.count, bytes.count + piece.count), ["ORG", "PERSON", "GPE"][Int(random.next() % 3)]))
            }
            bytes += piece
        }
        return LabelledText(id: "a/b \(seed)%.txt", bytes: bytes, marks: marks)
    }

    private static func expectSame(_ read: [LabelledText], _ text: LabelledText, _ form: String) throws {
        let one = try #require(read.first, "\(form)")
        #expect(read.count == 1)
        #expect(one.bytes == text.bytes, "\(form), \(text.id)")
        #expect(one.marks == text.marks, "\(form), \(text.id)")
        #expect(one.id == text.id, "\(form)")
    }

    @Test(arguments: [OffsetUnit.codepoint, .utf16, .byte])
    func `JSON Lines come back as they were`(unit: OffsetUnit) throws {
        for seed in 0..<60 as Range<UInt64> {
            let text = Self.text(seed)
            for form in [AnnotationForm.spacy, .prodigy, .doccano, .textmill] {
                var bytes: [UInt8] = []
                try LabelledTextWriter(form, unit: unit).append(text, to: &bytes)
                let read = try SpanRecordReader.texts(
                    in: bytes, file: "a.jsonl", form: form, unit: form == .textmill ? nil : unit)
                try Self.expectSame(read, text, form.rawValue)
                // The keys tell the format.
                if unit == .codepoint { #expect(try SpanRecordReader.texts(in: bytes, file: "a.jsonl") == read) }
            }
        }
    }

    @Test(arguments: TagScheme.allCases, [2, 4])
    func `columns come back as they were`(scheme: TagScheme, columnCount: Int) throws {
        let writer = LabelledTextWriter(.conll, scheme: scheme, columnCount: columnCount)
        for seed in 0..<60 as Range<UInt64> {
            let text = Self.text(seed)
            var bytes: [UInt8] = []
            try writer.append(text, to: &bytes)
            try Self.expectSame(try ColumnReader.texts(in: bytes, file: "a.conll"), text, "\(scheme)")
        }
    }

    @Test(arguments: [OffsetUnit.codepoint, .utf16, .byte], [false, true])
    func `standoff comes back as it was, with a byte order mark too`(unit: OffsetUnit, hasMark: Bool) throws {
        for seed in 0..<60 as Range<UInt64> {
            var text = Self.text(seed)
            if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
            text.id = BratName.id(of: BratName.name(of: text.id))
            let annotations = try BratWriter.annotations(of: text, unit: unit)
            let read = try BratReader.text(
                (hasMark ? [0xEF, 0xBB, 0xBF] : []) + text.bytes, annotations: annotations, id: text.id, file: "a.ann",
                textFile: "a.txt", unit: unit)
            try Self.expectSame([read], text, "brat")
        }
    }

    @Test func `sentences stay where they are`() throws {
        let text = LabelledText(
            id: "1", bytes: Array("Oil rose. Gas  fell.".utf8), marks: [.init(Span(0, 3), "PRODUCT")],
            tokens: [Span(0, 3), Span(4, 8), Span(8, 9), Span(10, 13), Span(15, 19), Span(19, 20)],
            sentenceStarts: [0, 3])
        var bytes: [UInt8] = []
        try LabelledTextWriter(.conll).append(text, to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                # newdoc id = 1
                # textmill text = "Oil rose. Gas  fell."
                Oil\tB-PRODUCT
                rose\tO
                .\tO

                Gas\tO
                fell\tO
                .\tO


                """)
        let read = try ColumnReader.texts(in: bytes, file: "a")
        #expect(read[0].tokens == text.tokens && read[0].sentenceStarts == [0, 3])
    }

    @Test(arguments: ["a/b.txt", "..", ".", "Hà Nội", "", "a%41", String(repeating: "x/", count: 300)])
    func `ids make names of files and come back`(id: String) {
        let name = BratName.name(of: id)
        #expect(!name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && name.utf8.count <= 200)
        if id.utf8.count < 100, !id.isEmpty { #expect(BratName.id(of: name) == id) }
    }
}

/// A small generator with a seed.
struct SplitMixGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
