import Foundation
import Testing

@testable import SQLiteExport

/// Documentation/SQLite.md, word for word.
@Suite struct PageTests {
    private static let page: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        return (try? String(contentsOf: root.appending(path: "Documentation/SQLite.md"), encoding: .utf8)) ?? ""
    }()

    @Test func `every question of the page has an answer`() throws {
        let export = try TestExport()
        try export.write([article("a"), article("b", "Gas", day: "2020-06-12")])
        let blocks = Self.page.components(separatedBy: "```sql\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
        #expect(blocks.count >= 10)
        for block in blocks {
            let answer = try export.query(block)
            #expect(!answer.isEmpty, "\(block)")
        }
    }

    @Test func `every table, view and column is on the page`() throws {
        let export = try TestExport()
        try export.write([])
        let lines = Self.page.components(separatedBy: "\n")
        let names = try export.query(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'textmill%'")
        #expect(names.count == SQLiteTable.allCases.count + SQLiteViews.all.count)
        for name in names {
            let line = lines.first { $0.hasPrefix("| `\(name)` |") } ?? ""
            for column in try export.query("SELECT name FROM pragma_table_info('\(name)')") {
                #expect(Self.names(column, in: line), "\(name).\(column)")
            }
        }
    }

    /// Whether a line of a table names a column, by itself or as one of several.
    private static func names(_ column: String, in line: String) -> Bool {
        switch column {
        case "document", "position": !line.isEmpty
        case "stage", "rule", "line", "detail": line.contains("*by*")
        case "span_start", "span_end", "original_start", "original_end", "text":
            line.contains("span") || line.contains("`\(column)`")
        default: line.contains("`\(column)`")
        }
    }
}
