import Diagnostics
import GRDB

/// What a run asks of the ledger at its start.
package struct RunRequest: Sendable {
    /// The pipeline's name.
    package var pipeline: String
    /// The pipeline file, absolute.
    package var file: String
    /// The digest of each part that shapes the output, by its name.
    package var parts: [String: String]
    package var mode: RunRecord.Mode
    /// The local day: `2026-11-29`.
    package var date: String
    /// Whether a run that was cut off may be continued: every sink must be able to.
    package var canContinue: Bool
    /// Whether documents that another version of the pipeline has done count as done.
    package var keepsOutdated = false
    /// Begin again even where a run that was cut off could be continued.
    package var startsAgain = false
    /// Milliseconds since 1970.
    package var now: Int

    /// Asks for a run.
    package init(
        pipeline: String, file: String, parts: [String: String], mode: RunRecord.Mode, date: String, canContinue: Bool,
        now: Int
    ) {
        self.pipeline = pipeline
        self.file = file
        self.parts = parts
        self.mode = mode
        self.date = date
        self.canContinue = canContinue
        self.now = now
    }

    /// The hash over all parts.
    var fingerprint: String { String(stableHash(StringMap.encode(parts)), radix: 16) }
}

/// A run that works: what it must know of the past, and where it writes down what it does.
///
/// Everything it is told of stays apart from what finished runs did until ``finish(_:)``, so that a run that is given up
/// leaves no trace but its row.
package final class OpenRun: Sendable {
    let ledger: Ledger
    let pipelineID: Int64
    let versionID: Int64
    /// The row of the run as it was at the opening.
    package let record: RunRecord
    /// What earlier runs did.
    package let known: KnownDocuments
    /// What earlier runs put into quarantine.
    package let failures: KnownFailures
    /// The ids of documents that this run did before it was cut off, each with its content as often as it came.
    package let done: [UInt64: [UInt64]]
    /// Where the sinks were at the last checkpoint, by name; empty at the beginning.
    package let positions: [String: [String: String]]
    /// The engine's sums at the last checkpoint; nil at the beginning.
    package let tally: String?
    /// The run that was cut off and is given up for this one, with the reason, and where its sinks were.
    package let givenUp: GivenUp?

    /// The tables of what an unfinished run did.
    static let pendingTables = ["pending_document", "pending_input", "pending_memory", "pending_settled", "position"]

    /// A run that is not continued.
    package struct GivenUp: Sendable {
        package var number: Int
        /// Why, in words: `the pipeline has changed`.
        package var reason: String
        package var positions: [[String: String]]
    }

    /// Whether it goes on where an earlier attempt was cut off.
    package var isContinued: Bool { record.attempts > 1 }
    /// Whether all documents were done and only the outputs must take their places.
    package var isPublishing: Bool { record.state == .publishing }

    private init(
        _ ledger: Ledger, _ database: Database, pipeline: Int64, version: Int64, number: Int64, request: RunRequest,
        givenUp: GivenUp?
    ) throws {
        self.ledger = ledger
        self.givenUp = givenUp
        pipelineID = pipeline
        versionID = version
        guard
            let row = try Row.fetchOne(database, sql: "\(RunRecord.query) WHERE run.id = ?", arguments: [number])
        else { throw Diagnostic("ledger-failed", "the ledger '\(ledger.path)' has lost run \(number)") }
        record = RunRecord(row)
        known = try KnownDocuments(
            database, pipeline: pipeline, version: version, keepsOutdated: request.keepsOutdated)
        failures = try KnownFailures(database, pipeline: pipeline)
        var done: [UInt64: [UInt64]] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id_hash, digest_hash FROM pending_document WHERE run = ? ORDER BY number",
            arguments: [number])
        while let row = try rows.next() {
            done[UInt64(bitPattern: row[0]), default: []].append(UInt64(bitPattern: row[1]))
        }
        self.done = done
        var positions: [String: [String: String]] = [:]
        for row in try Row.fetchAll(
            database, sql: "SELECT sink, entries FROM position WHERE run = ?", arguments: [number])
        {
            positions[row[0]] = StringMap.decode(row[1])
        }
        self.positions = positions
        tally = row["tally"]
    }

    /// Begins a run, or continues the one of this pipeline that was cut off.
    ///
    /// One is continued when it had the same version of the pipeline, took the same documents, and every sink can go on.
    /// The caller holds the ``PipelineLock``.
    ///
    /// - Throws: ``Diagnostic`` when the ledger cannot be written.
    package static func open(_ request: RunRequest, in ledger: Ledger) throws -> OpenRun {
        try ledger.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO pipeline (name) VALUES (?)", arguments: [request.pipeline])
            let pipeline =
                try Int64.fetchOne(
                    database, sql: "SELECT id FROM pipeline WHERE name = ?", arguments: [request.pipeline]) ?? 0
            let fingerprint = request.fingerprint
            try database.execute(
                sql: "INSERT OR IGNORE INTO version (pipeline, fingerprint, parts) VALUES (?, ?, ?)",
                arguments: [pipeline, fingerprint, StringMap.encode(request.parts)])
            let version =
                try Int64.fetchOne(
                    database, sql: "SELECT id FROM version WHERE pipeline = ? AND fingerprint = ?",
                    arguments: [pipeline, fingerprint]) ?? 0
            let cutOff = try Row.fetchOne(
                database,
                sql: """
                    SELECT id, version, mode FROM run WHERE pipeline = ? AND state IN ('running', 'publishing')
                    ORDER BY id DESC
                    """, arguments: [pipeline])
            var givenUp: GivenUp?
            if let cutOff {
                let number: Int64 = cutOff[0]
                guard let reason = reasonToGiveUp(cutOff, version: version, request) else {
                    try database.execute(
                        sql: """
                            UPDATE run SET attempts = attempts + 1, resumed = ?, ended = NULL, outcome = NULL,
                            exit = NULL, report = NULL WHERE id = ?
                            """, arguments: [request.now, number])
                    return try OpenRun(
                        ledger, database, pipeline: pipeline, version: version, number: number, request: request,
                        givenUp: nil)
                }
                givenUp = try giveUp(number, pipeline: pipeline, reason, now: request.now, database)
            }
            try database.execute(
                sql: """
                    INSERT INTO run (pipeline, version, file, state, mode, date, started)
                    VALUES (?, ?, ?, 'running', ?, ?, ?)
                    """,
                arguments: [pipeline, version, request.file, request.mode.rawValue, request.date, request.now])
            return try OpenRun(
                ledger, database, pipeline: pipeline, version: version, number: database.lastInsertedRowID,
                request: request, givenUp: givenUp)
        }
    }

    private static func reasonToGiveUp(_ cutOff: Row, version: Int64, _ request: RunRequest) -> String? {
        if request.startsAgain { return "it shall begin again" }
        if cutOff[1] as Int64 != version { return "the pipeline has changed since" }
        if cutOff[2] as String != request.mode.rawValue || request.mode == .retry {
            return "it took other documents (\(cutOff[2] as String))"
        }
        if !request.canContinue { return "one of its sinks cannot go on where it was" }
        return nil
    }

    /// Forgets what an unfinished run did. Its sinks may have given some of it away already, so the documents count as
    /// known and changed: the next run does them again, and replaces what stands of them.
    private static func giveUp(
        _ number: Int64, pipeline: Int64, _ reason: String, now: Int, _ database: Database
    ) throws -> GivenUp {
        let positions = try String.fetchAll(
            database, sql: "SELECT entries FROM position WHERE run = ?", arguments: [number])
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO document
                    (pipeline, id, id_hash, input_hash, digest, digest_hash, version, outcome, run)
                SELECT ?, id, id_hash, input_hash, x'', 0, 0, outcome, run FROM pending_document
                WHERE run = ? AND outcome <> 4
                """, arguments: [pipeline, number])
        try database.execute(
            sql: """
                DELETE FROM input WHERE pipeline = ? AND name_hash IN
                    (SELECT input_hash FROM pending_document WHERE run = ?)
                """, arguments: [pipeline, number])
        for table in Self.pendingTables {
            try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
        }
        try database.execute(
            sql: "DELETE FROM quarantine WHERE run = ? AND is_pending = 1", arguments: [number])
        try database.execute(
            sql: "UPDATE run SET state = 'given-up', ended = coalesce(ended, ?) WHERE id = ?",
            arguments: [now, number])
        return GivenUp(number: Int(number), reason: reason, positions: positions.map(StringMap.decode))
    }
}
