/// Writes rows as comma-separated values, as bytes.
///
/// Cells are quoted only where they must be: when they hold a comma, a quote or a line end. A cell that a spreadsheet
/// would take for a formula (one that begins with `=`, `+`, `-`, `@`, a tab or a line end) gets an apostrophe before it;
/// plain numbers such as `-12.5` stay as they are.
///
/// - SeeAlso: RFC 4180; OWASP, "CSV Injection".
package struct CSVWriter: Sendable {
    /// What ends a row.
    package enum LineEnd: String, Hashable, Sendable, CaseIterable {
        case lf, crlf
    }

    /// What is written so far.
    package private(set) var bytes: [UInt8]
    private let lineEnd: LineEnd
    private let guardsFormulas: Bool
    private var cellCount = 0
    private var rowStart: Int

    /// The byte order mark by which some spreadsheets know UTF-8; it goes before the first row of a file.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Starts with `bytes`, which may hold earlier rows.
    package init(appendingTo bytes: consuming [UInt8] = [], lineEnd: LineEnd = .crlf, guardsFormulas: Bool = true) {
        rowStart = bytes.count
        self.bytes = bytes
        self.lineEnd = lineEnd
        self.guardsFormulas = guardsFormulas
    }

    /// Gives what is written away and starts anew with an empty buffer.
    package mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        (cellCount, rowStart) = (0, 0)
        return taken
    }

    /// Writes a cell.
    package mutating func cell(_ text: String) {
        var text = text
        text.withUTF8 { cell($0) }
    }

    /// Writes a cell of UTF-8 bytes.
    package mutating func cell(_ text: some Collection<UInt8>) {
        if cellCount > 0 { bytes.append(0x2C) }
        cellCount += 1
        let needsApostrophe = guardsFormulas && isFormula(text)
        let needsQuotes = text.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        if needsQuotes { bytes.append(0x22) }
        if needsApostrophe { bytes.append(0x27) }
        if needsQuotes {
            for byte in text {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        } else {
            bytes.append(contentsOf: text)
        }
    }

    /// Ends the row. A row of one empty cell is written as `""`, because a blank line is no row.
    package mutating func endRow() {
        if cellCount == 1, bytes.count == rowStart { bytes.append(contentsOf: [0x22, 0x22]) }
        if lineEnd == .crlf { bytes.append(0x0D) }
        bytes.append(0x0A)
        cellCount = 0
        rowStart = bytes.count
    }

    /// Writes a row.
    package mutating func row(_ cells: [String]) {
        for text in cells { cell(text) }
        endRow()
    }
}

/// Whether a spreadsheet would calculate `cell`.
private func isFormula(_ cell: some Collection<UInt8>) -> Bool {
    switch cell.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isPlainNumber(cell.dropFirst())
    default: false
    }
}

/// Whether `text` is digits with at most one point inside them, and an exponent perhaps.
private func isPlainNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func takeDigits() -> Bool {
        let count = rest.prefix { $0 &- 0x30 < 10 }.count
        rest = rest.dropFirst(count)
        return count > 0
    }
    guard takeDigits() else { return false }
    if rest.first == 0x2E {
        rest = rest.dropFirst()
        guard takeDigits() else { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        guard takeDigits() else { return false }
    }
    return rest.isEmpty
}
