import FoundationEssentials
import GRDB

extension Ledger {
    /// The order of documents in quarantine.
    package enum QuarantineOrder: Sendable {
        /// As they failed.
        case earliestFirst
        case latestFirst
    }

    /// The documents in quarantine. Those of a run that is not finished are not yet among them: continuing the run, or
    /// beginning again, decides on them anew.
    ///
    /// - Parameters:
    ///   - withContent: whether the records have their texts, which may be long.
    ///   - body: is given each record; it must not use the ledger.
    package func eachQuarantined(
        _ filter: QuarantineFilter, _ order: QuarantineOrder = .earliestFirst, limit: Int = .max,
        withContent: Bool = true, _ body: (QuarantineRecord) throws -> Void
    ) throws {
        try read { database in
            let (condition, arguments) = filter.condition
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT quarantine.id, run, document, stage, code, problem, problems, uri, record, line, at, is_text,
                        \(withContent ? "content" : "x'' AS content"), pipeline.name AS pipeline_name,
                        version.fingerprint AS fingerprint
                    FROM quarantine JOIN pipeline ON pipeline.id = quarantine.pipeline
                    LEFT JOIN version ON version.id = quarantine.version
                    WHERE \(condition) ORDER BY quarantine.id \(order == .latestFirst ? "DESC" : "ASC") LIMIT \(limit)
                    """, arguments: arguments)
            while let row = try rows.next() { try body(QuarantineRecord(row)) }
        }
    }

    /// How many documents are in quarantine.
    package func quarantinedCount(_ filter: QuarantineFilter) throws -> Int {
        try read { database in
            let (condition, arguments) = filter.condition
            return try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM quarantine JOIN pipeline ON pipeline.id = quarantine.pipeline WHERE \(condition)
                    """, arguments: arguments) ?? 0
        }
    }

    /// Takes documents out of quarantine for good: they stay done, and are not tried again until they change.
    ///
    /// - Returns: how many.
    package func dropQuarantined(_ filter: QuarantineFilter) throws -> Int {
        try write { database in
            let (condition, arguments) = filter.condition
            try database.execute(
                sql: """
                    DELETE FROM quarantine WHERE id IN (SELECT quarantine.id FROM quarantine
                        JOIN pipeline ON pipeline.id = quarantine.pipeline WHERE \(condition))
                    """, arguments: arguments)
            return database.changesCount
        }
    }
}

extension QuarantineFilter {
    /// The filter in SQL.
    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        var parts = ["quarantine.is_pending = 0"]
        var arguments = StatementArguments()
        func add(_ sql: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            parts.append(sql)
            arguments += [value]
        }
        add("pipeline.name = ?", pipeline)
        add("quarantine.stage = ?", stage)
        add("quarantine.code = ?", code)
        add("quarantine.run = ?", run)
        add("quarantine.at < ?", before)
        add("quarantine.at >= ?", since)
        if !ids.isEmpty {
            // As one value: SQLite takes only so many. A number means an entry unless a document has it as its id.
            let list = (try? JSONEncoder().encode(ids)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
            parts.append(
                """
                (quarantine.document IN (SELECT value FROM json_each(?))
                OR CAST(quarantine.id AS TEXT) IN (SELECT value FROM json_each(?)) AND NOT EXISTS
                    (SELECT 1 FROM quarantine AS other WHERE other.pipeline = quarantine.pipeline
                    AND other.is_pending = 0 AND other.document = CAST(quarantine.id AS TEXT)))
                """)
            arguments += [list, list]
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

extension QuarantineRecord {
    fileprivate init(_ row: Row) {
        self.init(
            document: row["document"], stage: row["stage"], code: row["code"], problem: row["problem"],
            problems: row["problems"], uri: row["uri"], record: row["record"], line: row["line"],
            content: Array(row["content"] as Blob), isText: row["is_text"])
        number = row["id"]
        run = row["run"]
        pipeline = row["pipeline_name"]
        version = row["fingerprint"] ?? ""
        at = row["at"]
    }
}
