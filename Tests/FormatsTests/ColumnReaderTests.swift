import Diagnostics
import DocumentModel
import Testing

@testable import Formats

@Suite struct ColumnReaderTests {
    /// The texts as marked text: `[Hà Nội](GPE) said`, one string for each document.
    private static func marked(_ file: String) throws -> [String] {
        try ColumnReader.texts(in: Array(file.utf8), file: "gold.conll").map { text in
            var marked = ""
            var done = 0
            for mark in text.marks {
                marked += String(decoding: text.bytes[done..<mark.span.start], as: UTF8.self)
                marked += "[\(String(decoding: text.bytes[mark.span.range], as: UTF8.self))](\(mark.labels[0]))"
                done = mark.span.end
            }
            return marked + String(decoding: text.bytes[done...], as: UTF8.self)
        }
    }

    @Test(arguments: [
        // IOB2: two entities side by side.
        ("Hà\tB-GPE\nNội\tI-GPE\nHuế\tB-GPE\nsaid\tO\n", "[Hà Nội](GPE) [Huế](GPE) said"),
        // IOB1: I begins after O, and after another label.
        ("Oil\tO\nHà\tI-GPE\nNội\tI-GPE\nShell\tI-ORG\n", "Oil [Hà Nội](GPE) [Shell](ORG)"),
        // BILOU and BIOES.
        ("Hà\tB-GPE\nNội\tL-GPE\nHuế\tU-GPE\n", "[Hà Nội](GPE) [Huế](GPE)"),
        ("Hà\tB-GPE\nNội\tE-GPE\nHuế\tS-GPE\n", "[Hà Nội](GPE) [Huế](GPE)"),
        // After an end another I begins, as conlleval has it.
        ("Hà\tB-GPE\nNội\tE-GPE\nHuế\tI-GPE\n", "[Hà Nội](GPE) [Huế](GPE)"),
        // Spaces between columns, several columns, CR LF, a label with a hyphen, no line end at the end.
        ("Dune NN  B-creative-work\r\n. . O", "[Dune](creative-work) ."),
        // A token may hold a space where tabs part the columns.
        ("New York\tB-GPE\n", "[New York](GPE)"),
        // A token may be a hash sign.
        ("#\tO\n1\tO\n", "# 1"),
        ("\u{FEFF}Oil\tO\n", "Oil"),
    ])
    func `columns become marked text`(file: String, expected: String) throws {
        #expect(try Self.marked(file) == [expected])
    }

    @Test func `without lines that say so every sentence is a document`() throws {
        let texts = try ColumnReader.texts(in: Array("\n\nOil\tO\n\n\nGas\tB-X\nrose\tO\n".utf8), file: "f")
        #expect(texts.map(\.id) == ["1", "2"])
        #expect(texts.map(\.line) == [3, 6])
        #expect(texts[1].tokens == [Span(0, 3), Span(4, 8)])
    }

    @Test func `documents hold sentences`() throws {
        let file = "-DOCSTART-\tO\n\nOil\tO\nrose\tO\n\nGas\tO\n\n-DOCSTART-\tO\n\nCoal\tO\n"
        let texts = try ColumnReader.texts(in: Array(file.utf8), file: "f")
        #expect(texts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["Oil rose\nGas", "Coal"])
        #expect(texts.map(\.sentenceStarts) == [[0, 2], [0]])
    }

    @Test func `comments name documents`() throws {
        let file = "# newdoc id = one\n# sent_id = 1\nOil\tO\n\n# newdoc\nGas\tO\n"
        let texts = try ColumnReader.texts(in: Array(file.utf8), file: "f")
        #expect(texts.map(\.id) == ["one", "2"])
    }

    @Test func `an entity ends with its sentence`() throws {
        #expect(try Self.marked("-DOCSTART- O\n\na B-X\n\nb I-X\n") == ["[a](X)\n[b](X)"])
    }

    @Test(arguments: [
        ("Oil\tO\nGas\n", "gold.conll:2: error[bad-columns]: the line has one column, and no tag"),
        (
            "Oil\tN\tO\nGas\tO\n",
            "gold.conll:2: error[bad-columns]: the line has 2 columns, those before it have 3"
        ),
        ("Oil\tB\n", "gold.conll:1: error[bad-columns]: 'B' is no tag"),
        ("Oil\tQ-X\n", "gold.conll:1: error[bad-columns]: 'Q-X' is no tag"),
        ("Oil\tO\n\tB-X\n", "gold.conll:2: error[bad-columns]: the token is empty"),
    ])
    func `what is no annotation is said with its line`(file: String, expected: String) {
        #expect {
            _ = try ColumnReader.texts(in: Array(file.utf8), file: "gold.conll")
        } throws: {
            $0.diagnostics(code: "", problem: "").map(\.description) == [expected]
        }
    }

    @Test func `bytes that are not UTF-8 are said with their line`() {
        #expect {
            _ = try ColumnReader.texts(in: Array("Oil\tO\n".utf8) + [0xE9, 0x09], file: "gold.conll")
        } throws: {
            $0.diagnostics(code: "", problem: "").map(\.description)
                == ["gold.conll:2: error[bad-encoding]: the file is not UTF-8"]
        }
    }
}
