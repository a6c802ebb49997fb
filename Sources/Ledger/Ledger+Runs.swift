import FoundationEssentials
import GRDB

extension Ledger {
    /// The runs of a pipeline, or of all, the latest first.
    ///
    /// - Parameters:
    ///   - since: only those that began at that time or later; milliseconds since 1970.
    ///   - limit: most runs.
    package func runs(of pipeline: String? = nil, since: Int = 0, limit: Int = 1000) throws -> [RunRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(RunRecord.query) WHERE run.started >= ? AND (? IS NULL OR pipeline.name = ?)
                    ORDER BY run.id DESC LIMIT ?
                    """, arguments: [since, pipeline, pipeline, limit]
            ).map { try RunRecord($0).counted(database) }
        }
    }

    /// The run of a number.
    package func run(_ number: Int) throws -> RunRecord? {
        try read { database in
            try Row.fetchOne(database, sql: "\(RunRecord.query) WHERE run.id = ?", arguments: [number]).map {
                try RunRecord($0).counted(database)
            }
        }
    }

    /// The run of a pipeline before one of a number.
    package func run(before number: Int, of pipeline: String) throws -> RunRecord? {
        try read { database in
            try Row.fetchOne(
                database, sql: "\(RunRecord.query) WHERE pipeline.name = ? AND run.id < ? ORDER BY run.id DESC LIMIT 1",
                arguments: [pipeline, number]
            ).map { try RunRecord($0).counted(database) }
        }
    }

    /// When a run of a pipeline ended well last, but for those that tried documents again; milliseconds since 1970.
    package func lastSuccess(of pipeline: String) throws -> Int? {
        try read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT max(ended) FROM run JOIN pipeline ON pipeline.id = run.pipeline
                    WHERE pipeline.name = ? AND outcome = 'succeeded' AND mode <> 'retry'
                    """, arguments: [pipeline])
        }
    }

    /// Writes down a report with more in it than was known when the run ended.
    package func keep(report: String, ofRun number: Int) throws {
        try write { database in
            try database.execute(sql: "UPDATE run SET report = ? WHERE id = ?", arguments: [report, number])
        }
    }

    /// The names of the pipelines that ran, in alphabetical order.
    package func pipelines() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT name FROM pipeline ORDER BY name") }
    }

    /// Where the sinks of the run are that was cut off, if there is one.
    package func positionsOfUnfinishedRun(of pipeline: String) throws -> [[String: String]] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT entries FROM position JOIN run ON run.id = position.run
                    JOIN pipeline ON pipeline.id = run.pipeline
                    WHERE pipeline.name = ? AND run.state IN ('running', 'publishing') ORDER BY sink
                    """, arguments: [pipeline]
            ).map(StringMap.decode)
        }
    }

    /// How many documents finished runs of a pipeline have done, by what became of them.
    package func documentCounts(of pipeline: String) throws -> [DocumentRecord.Outcome: Int] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT outcome, count(*) FROM document JOIN pipeline ON pipeline.id = document.pipeline
                    WHERE pipeline.name = ? GROUP BY outcome
                    """, arguments: [pipeline])
            var counts: [DocumentRecord.Outcome: Int] = [:]
            for row in rows { DocumentRecord.Outcome(rawValue: row[0]).map { counts[$0] = row[1] } }
            return counts
        }
    }

    /// Forgets finished runs that began before a time (milliseconds since 1970), but never the last of a pipeline.
    ///
    /// What the runs did stays known: documents, quarantine and memories are not theirs.
    ///
    /// - Returns: how many were forgotten.
    @discardableResult
    package func prune(before time: Int, of pipeline: String) throws -> Int {
        try write { database in
            try database.execute(
                sql: """
                    DELETE FROM run WHERE started < :time AND state IN ('finished', 'given-up')
                    AND pipeline = (SELECT id FROM pipeline WHERE name = :name)
                    AND id NOT IN (SELECT max(id) FROM run WHERE state = 'finished' GROUP BY pipeline, mode)
                    """, arguments: ["time": time, "name": pipeline])
            return database.changesCount
        }
    }

    /// The digest of a program file, if it was kept for the file as it is.
    package func programDigest(path: String, _ stamp: InputStamp) throws -> String? {
        try read { database in
            try String.fetchOne(
                database, sql: "SELECT digest FROM program WHERE path = ? AND size = ? AND modified = ?",
                arguments: [path, stamp.size, stamp.modified])
        }
    }

    /// Keeps the digest of a program file.
    package func keep(programDigest digest: String, path: String, _ stamp: InputStamp) throws {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO program (path, size, modified, digest) VALUES (?, ?, ?, ?)",
                arguments: [path, stamp.size, stamp.modified, digest])
        }
    }
}

extension RunRecord {
    /// Everything of a run, in the order in which ``init(_:)`` reads it.
    static let query = """
        SELECT run.*, pipeline.name AS pipeline_name, version.fingerprint AS fingerprint, version.parts AS parts
        FROM run JOIN pipeline ON pipeline.id = run.pipeline JOIN version ON version.id = run.version
        """

    init(_ row: Row) {
        self.init(
            number: row["id"], pipeline: row["pipeline_name"], file: row["file"],
            state: State(rawValue: row["state"]) ?? .finished,
            outcome: (row["outcome"] as String?).flatMap(Outcome.init), exit: row["exit"],
            mode: Mode(rawValue: row["mode"]) ?? .full, attempts: row["attempts"], date: row["date"],
            started: row["started"], resumed: row["resumed"], ended: row["ended"], read: row["read"],
            exported: row["exported"], dropped: row["dropped"], quarantined: row["quarantined"],
            unchanged: row["unchanged"], disappeared: row["disappeared"], fingerprint: row["fingerprint"],
            parts: StringMap.decode(row["parts"]), report: row["report"])
    }

    /// The same with the sums of the last checkpoint, for a run that works or died while it did: its row gets them only
    /// at its end.
    fileprivate func counted(_ database: Database) throws -> RunRecord {
        guard outcome == nil, state == .running || state == .publishing else { return self }
        var record = self
        func count(_ table: String, _ condition: String) throws -> Int {
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(table) WHERE run = ? AND \(condition)", arguments: [number]) ?? 0
        }
        record.read = try count("pending_document", "true")
        record.exported = try count("pending_document", "outcome = \(DocumentRecord.Outcome.exported.rawValue)")
        record.quarantined = try count("quarantine", "is_pending = 1")
        // A document that came twice was dropped, or put into quarantine; its row does not say which.
        record.dropped = record.read - record.exported - record.quarantined
        record.unchanged = 0
        return record
    }
}

/// Named texts as JSON with sorted keys.
enum StringMap {
    /// The JSON of a map.
    static func encode(_ map: [String: String]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(map)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The map of a JSON text; empty for anything else.
    static func decode(_ text: String) -> [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }
}
