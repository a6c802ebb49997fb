import Diagnostics
import Formats
import Testing

@Suite struct `CSV reader` {
    private func rows(_ text: String, _ dialect: CSVDialect = .csv, limits: CSVLimits = .init()) throws -> [[String]] {
        var reader = try CSVReader(Array(text.utf8), file: "names.csv", dialect: dialect, limits: limits)
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.texts) }
        return rows
    }

    @Test(arguments: [
        ("", []), ("a", [["a"]]), ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]), ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a\"\"b\"\n", [["a\"b"]]), ("\"\"\n", [[""]]), ("\"\"\"\"", [["\""]]),
        ("\"a\nb\",c\nd", [["a\nb", "c"], ["d"]]),
        ("\"a\r\nb\"\r\n", [["a\r\nb"]]), ("\n\na\n\nb\n\n", [["a"], ["b"]]), (" a , b ", [[" a ", " b "]]),
        ("\u{FEFF}é,新\n", [["é", "新"]]), ("a,b\nc\nd,e,f", [["a", "b"], ["c"], ["d", "e", "f"]]),
        ("a\rb,c", [["a\rb", "c"]]),
        ("a\tb,c", [["a\tb", "c"]]),
    ]) func `reads rows as RFC 4180 has them`(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test(arguments: [
        ("a\tb\n", [["a", "b"]]), ("a,b\tc", [["a,b", "c"]]),
        ("\"Weird Al\" Yankovic\tPERSON", [["\"Weird Al\" Yankovic", "PERSON"]]),
        ("\"a \"\"b\"\"\"\tc", [["a \"b\"", "c"]]), ("6\" pipe\tx", [["6\" pipe", "x"]]),
        ("\"open\tx\n\"b\"\t\"", [["\"open", "x"], ["b", "\""]]),
        ("\"a\tb\"\n", [["a\tb"]]), ("\"a\nb\"", [["\"a"], ["b\""]]), ("\"a\"\r\n", [["a"]]),
    ]) func `reads tab-separated names with quotes in them`(text: String, expected: [[String]]) throws {
        #expect(try rows(text, .tsv) == expected)
    }

    @Test func `knows where each cell begins`() throws {
        var reader = try CSVReader(Array("é,b\n\n\"x\ny\",\"新\",c\n".utf8), file: "a.csv")
        let first = try #require(try reader.next())
        #expect(first.cells.map(\.column) == [1, 3])
        let second = try #require(try reader.next())
        #expect((second.number, second.line) == (2, 3))
        #expect(second.cells.map { "\($0.line):\($0.column)" } == ["3:1", "4:4", "4:8"])
        #expect(second.cells.map(\.isQuoted) == [true, true, false])
    }

    @Test(arguments: [
        ("a\nb,\"c", "2:3: error[bad-table]: the quoted cell has no closing quote"),
        ("a,b\"c\"", "1:4: error[bad-table]: a quote stands inside a cell that is not quoted"),
        ("\"a\"b,c", "1:4: error[bad-table]: text follows the closing quote of a cell"),
        ("\"x\ny\" z", "2:3: error[bad-table]: text follows the closing quote of a cell"),
        ("a\n1,2,3,4,5", "2:9: error[bad-table]: the row has more than 4 cells"),
        ("a,bbbbbbbbbbb", "1:3: error[bad-table]: the cell has 11 bytes, more than the 10 allowed"),
        ("\"bbbbbbbbb\n\n\"", "3:1: error[bad-table]: the cell has 11 bytes, more than the 10 allowed"),
    ]) func `says where and why a table cannot be read`(text: String, message: String) {
        let error = #expect(throws: Diagnostic.self) { try rows(text, limits: .init(cellByteCount: 10, cells: 4)) }
        #expect(error?.description == "names.csv:\(message)")
    }

    @Test func `shows bytes that are not UTF-8`() {
        let error = #expect(throws: Diagnostic.self) {
            try CSVReader(Array("a\nñ,".utf8) + [0xF1, 0x2C], file: "n.csv")
        }
        #expect(
            error?.description
                == "n.csv:2:3: error[not-text]: 'n.csv' is not UTF-8: byte 0xF1 at offset 5 begins no character")
    }

    @Test func `knows the dialect by the file's ending`() {
        #expect(CSVDialect.dialect(forFile: "a/names.TSV") == .tsv)
        #expect(CSVDialect.dialect(forFile: "names.tab") == .tsv)
        #expect(CSVDialect.dialect(forFile: "names.csv") == .csv)
        #expect(CSVDialect.dialect(forFile: "names") == .csv)
    }
}

@Suite struct `CSV writer` {
    private func written(_ cells: [String], guards: Bool = true) -> String {
        var writer = CSVWriter(lineEnd: .lf, guardsFormulas: guards)
        writer.row(cells)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\n"), ([""], "\"\"\n"), (["", ""], ",\n"), (["a,b"], "\"a,b\"\n"), (["a\"b"], "\"a\"\"b\"\n"),
        (["a\nb", "c\rd"], "\"a\nb\",\"c\rd\"\n"), ([" a "], " a \n"), (["é新"], "é新\n"), (["a;b\tc"], "a;b\tc\n"),
    ]) func `quotes what it must and nothing else`(cells: [String], expected: String) {
        #expect(written(cells) == expected)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
        ("\r=1", "\"'\r=1\""), ("=A1,B1", "\"'=A1,B1\""), ("-12.5", "-12.5"), ("+3", "+3"), ("-1e-5", "-1e-5"),
        ("-", "'-"), ("--1", "'--1"), ("-1.", "'-1."), ("-1.2.3", "'-1.2.3"), ("-.5", "'-.5"), ("— VNS", "— VNS"),
        ("- x", "'- x"), ("a=b", "a=b"), ("+84 24", "'+84 24"), ("-1e", "'-1e"),
        ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
    ]) func `no cell is a formula`(cell: String, expected: String) {
        #expect(written([cell]) == expected + "\n")
    }

    @Test func `formulas stay when asked for, and rows end with CR LF unless asked otherwise`() {
        #expect(written(["=1"], guards: false) == "=1\n")
        var writer = CSVWriter(appendingTo: CSVWriter.byteOrderMark)
        writer.cell([0x61])
        writer.endRow()
        writer.row(["b"])
        #expect(writer.take() == [0xEF, 0xBB, 0xBF] + Array("a\r\nb\r\n".utf8))
        writer.row([""])
        #expect(writer.bytes == Array("\"\"\r\n".utf8))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func `what it writes reads back the same`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pieces = ["a", "\"", ",", "\n", "\r", "\r\n", "é", "\t", " ", "=", "-", "1", "'"]
        for _ in 0..<100 {
            let table = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                        .joined()
                }
            }
            var writer = CSVWriter(lineEnd: Bool.random(using: &random) ? .lf : .crlf, guardsFormulas: false)
            for row in table { writer.row(row) }
            var reader = try CSVReader(writer.bytes, file: "x")
            var found: [[String]] = []
            while let row = try reader.next() { found.append(row.texts) }
            #expect(found == table, "seed \(seed)")
        }
    }
}
