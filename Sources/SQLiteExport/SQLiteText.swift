import GRDB

/// Shows the documents of an export as text.
package enum SQLiteText {
    /// A line for each row, by table, with its columns that are not null: `mention document=1 position=1 label=GPE …`.
    ///
    /// - Throws: ``Diagnostic`` when it is no export.
    package static func read(_ path: String) throws -> String {
        let files = ExportFiles(path)
        guard try files.hasDatabase() else { return "" }
        do {
            let queue = try DatabaseQueue(path: files.target)
            return try queue.read { database in
                try SQLiteTable.allCases.map { try lines($0, database) }.joined()
            }
        } catch {
            throw SQLiteError.diagnostic(error, files)
        }
    }

    private static func lines(_ table: SQLiteTable, _ database: Database) throws -> String {
        var text = ""
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(table.name) ORDER BY 1, 2, 3")
        while let row = try rows.next() {
            let cells = row.filter { !$0.1.isNull }.map { "\($0.0)=\($0.1.storage.value ?? "")" }
            text += "\(table.name) \(cells.joined(separator: " "))\n"
        }
        return text
    }
}
