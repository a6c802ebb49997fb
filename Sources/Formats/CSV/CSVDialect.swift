/// How a table is written down as text.
package struct CSVDialect: Hashable, Sendable {
    /// How quotes are read.
    package enum Quoting: Hashable, Sendable {
        /// A cell that begins with a quote ends at the next single quote, also on a later line; `""` is a quote.
        case strict
        /// A cell is quoted only when it begins with a quote and ends, on the same line, with one; any other quote is
        /// a character like others (`"Weird Al" Yankovic`).
        case whereClosed
    }

    /// The byte between two cells.
    package var delimiter: UInt8
    /// How quotes are read.
    package var quoting: Quoting

    /// Comma separated, as RFC 4180 has it.
    package static let csv = CSVDialect(delimiter: 0x2C, quoting: .strict)
    /// Tab separated; quotes as spreadsheets write them are understood, and names with quotes stay whole.
    package static let tsv = CSVDialect(delimiter: 0x09, quoting: .whereClosed)

    /// The dialect for a file name: tabs for `.tsv` and `.tab`, commas for everything else.
    package static func dialect(forFile name: String) -> CSVDialect {
        let name = name.lowercased()
        return name.hasSuffix(".tsv") || name.hasSuffix(".tab") ? .tsv : .csv
    }
}
