import TextKernel
package import Diagnostics

/// One cell of a table, with its place in the file.
package struct CSVCell: Hashable, Sendable {
    /// Its text, without quotes around it.
    package var text: String
    /// The line it begins on, from 1.
    package var line: Int
    /// The column it begins at in code points, from 1; at the quote when it is quoted.
    package var column: Int
    /// Whether it was quoted.
    package var isQuoted: Bool
}

/// One row of a table; rows may differ in length, and the caller says whether that is wrong.
package struct CSVRow: Hashable, Sendable {
    /// Its number, from 1; blank lines have none.
    package var number: Int
    /// The line it begins on, from 1.
    package var line: Int
    /// The cells; at least one.
    package var cells: [CSVCell]
    /// The texts of the cells.
    package var texts: [String] { cells.map(\.text) }
}

/// How large a table may be.
package struct CSVLimits: Hashable, Sendable {
    /// Most bytes of one cell.
    package var cellByteCount: Int
    /// Most cells of one row.
    package var cells: Int

    /// A megabyte and 1,000 cells, unless said otherwise.
    package init(cellByteCount: Int = 1 << 20, cells: Int = 1000) {
        self.cellByteCount = cellByteCount
        self.cells = cells
    }
}

/// Reads a table row by row, strictly: what cannot be read in one way only is an error with its place.
///
/// Lines end with LF or CR LF. Blank lines are passed over. A byte order mark at the start is skipped. All bytes must be
/// UTF-8.
///
/// - Complexity: O(*n*) for *n* bytes; with quotes of tab-separated files O(*n* · *c*) for *c* cells of a line.
/// - SeeAlso: RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files".
package struct CSVReader: Sendable {
    private let bytes: [UInt8]
    private let file: String
    private let dialect: CSVDialect
    private let limits: CSVLimits
    private var offset = 0
    private var number = 0
    private var line = 1
    private var lineStart = 0

    /// Starts before the first row of `bytes`; `file` is what messages call it.
    ///
    /// - Throws: ``Diagnostic`` `not-text` when the bytes are not UTF-8.
    package init(
        _ bytes: [UInt8], file: String, dialect: CSVDialect = .csv, limits: CSVLimits = CSVLimits()
    ) throws(Diagnostic) {
        self.bytes = bytes
        self.file = file
        self.dialect = dialect
        self.limits = limits
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (offset, lineStart) = (3, 3) }
        if let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) {
            line += ByteSearch.count(of: 0x0A, in: bytes, range: 0..<bad)
            lineStart = ByteSearch.lastOffset(of: 0x0A, in: bytes, range: 0..<bad).map { $0 + 1 } ?? offset
            let byte = hexadecimal(UInt32(bytes[bad]), digits: 2)
            throw error(
                "not-text", "'\(file)' is not UTF-8: byte 0x\(byte) at offset \(bad) begins no character", at: bad,
                hint: "save it as UTF-8")
        }
    }

    /// The next row, or nil at the end.
    ///
    /// - Throws: ``Diagnostic`` `bad-table`.
    package mutating func next() throws(Diagnostic) -> CSVRow? {
        while offset < bytes.count, isLineEnd(offset) { endLine() }
        guard offset < bytes.count else { return nil }
        number += 1
        var row = CSVRow(number: number, line: line, cells: [])
        while true {
            guard row.cells.count < limits.cells else {
                throw error("bad-table", "the row has more than \(limits.cells) cells", at: offset)
            }
            row.cells.append(try readCell())
            guard offset < bytes.count, bytes[offset] == dialect.delimiter else { break }
            offset += 1
        }
        if offset < bytes.count { endLine() }
        return row
    }

    private mutating func readCell() throws(Diagnostic) -> CSVCell {
        let isQuoted = offset < bytes.count && bytes[offset] == 0x22 && (dialect.quoting == .strict || closesOnLine())
        return isQuoted ? try readQuoted() : try readPlain()
    }

    private mutating func readPlain() throws(Diagnostic) -> CSVCell {
        let start = offset
        while offset < bytes.count, bytes[offset] != dialect.delimiter, !isLineEnd(offset) {
            if bytes[offset] == 0x22, dialect.quoting == .strict {
                throw error(
                    "bad-table", "a quote stands inside a cell that is not quoted", at: offset,
                    hint: "put the cell in quotes and double the quotes inside")
            }
            offset += 1
        }
        return try cell(from: start, String(decoding: bytes[start..<offset], as: UTF8.self), isQuoted: false)
    }

    private mutating func readQuoted() throws(Diagnostic) -> CSVCell {
        let start = offset
        let (startLine, startColumn) = (line, column(of: start))
        var text: [UInt8] = []
        offset += 1
        while true {
            let rest = offset..<bytes.count
            guard let quote = ByteSearch.firstOffset(of: 0x22, in: bytes, range: rest) else {
                throw Diagnostic(
                    "bad-table", "the quoted cell has no closing quote",
                    at: SourceLocation(file: file, line: startLine, column: startColumn))
            }
            text += bytes[offset..<quote]
            countLines(offset..<quote)
            offset = quote + 1
            guard offset < bytes.count, bytes[offset] == 0x22 else { break }
            text.append(0x22)
            offset += 1
        }
        guard offset == bytes.count || bytes[offset] == dialect.delimiter || isLineEnd(offset) else {
            throw error(
                "bad-table", "text follows the closing quote of a cell", at: offset,
                hint: "double the quotes inside a quoted cell")
        }
        var cell = try cell(from: start, String(decoding: text, as: UTF8.self), isQuoted: true)
        (cell.line, cell.column) = (startLine, startColumn)
        return cell
    }

    private func cell(from start: Int, _ text: String, isQuoted: Bool) throws(Diagnostic) -> CSVCell {
        guard text.utf8.count <= limits.cellByteCount else {
            let problem = "the cell has \(text.utf8.count) bytes, more than the \(limits.cellByteCount) allowed"
            throw error("bad-table", problem, at: max(start, lineStart))
        }
        return CSVCell(text: text, line: line, column: column(of: start), isQuoted: isQuoted)
    }

    /// Whether the quote at `offset` has its partner at the end of a cell of the same line.
    private func closesOnLine() -> Bool {
        var at = offset + 1
        while at < bytes.count, bytes[at] != 0x0A {
            if bytes[at] == 0x22 {
                guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else {
                    return at + 1 == bytes.count || bytes[at + 1] == dialect.delimiter || isLineEnd(at + 1)
                }
                at += 1
            }
            at += 1
        }
        return false
    }

    private func isLineEnd(_ at: Int) -> Bool {
        bytes[at] == 0x0A || (bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A)
    }

    private mutating func endLine() {
        offset += bytes[offset] == 0x0D ? 2 : 1
        line += 1
        lineStart = offset
    }

    private mutating func countLines(_ range: Range<Int>) {
        guard let last = ByteSearch.lastOffset(of: 0x0A, in: bytes, range: range) else { return }
        line += ByteSearch.count(of: 0x0A, in: bytes, range: range)
        lineStart = last + 1
    }

    /// The column of `at`, which is on the current line or before it.
    private func column(of at: Int) -> Int {
        guard at > lineStart else { return 1 }
        return 1 + UTF8Kernel.scalarCount(of: bytes, in: lineStart..<at)
    }

    private func error(_ code: String, _ problem: String, at place: Int, hint: String? = nil) -> Diagnostic {
        let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: place..<bytes.count) ?? bytes.count
        let excerpt =
            end - lineStart <= 400
            ? SourceExcerpt(line: String(decoding: bytes[lineStart..<end].filter { $0 != 0x0D }, as: UTF8.self)) : nil
        let location = SourceLocation(file: file, line: line, column: column(of: place), excerpt: excerpt)
        return Diagnostic(code, problem, at: location, hint: hint)
    }
}
