import Formats
import FuzzSupport

/// Tables and text files: no crash; what is read as a table is written and read back the same.
@main struct FuzzTable: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        if let rows = rows(bytes, .csv) {
            var writer = CSVWriter(lineEnd: .lf, guardsFormulas: false)
            for row in rows { writer.row(row) }
            if readAgain(writer.bytes) != rows { fatalError("not the same again") }
        }
        _ = rows(bytes, .tsv)
        for encoding in TextEncoding.allCases {
            if let text = try? decodeText(bytes, as: encoding, file: "x"),
                String(validating: text.text, as: UTF8.self) == nil
            {
                fatalError("the decoded text is not UTF-8")
            }
        }
    }
}

private func readAgain(_ bytes: [UInt8]) -> [[String]]? { rows(bytes, .csv) }

private func rows(_ bytes: [UInt8], _ dialect: CSVDialect) -> [[String]]? {
    do {
        var reader = try CSVReader(
            bytes, file: "x", dialect: dialect, limits: CSVLimits(cellByteCount: 1000, cells: 50))
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.texts) }
        return rows
    } catch {
        return nil
    }
}
