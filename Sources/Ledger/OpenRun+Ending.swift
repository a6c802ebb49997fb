import GRDB

extension OpenRun {
    /// What a run came to, for its row.
    package struct Ending: Sendable {
        package var outcome: RunRecord.Outcome
        package var exit: Int
        package var read = 0
        package var exported = 0
        package var dropped = 0
        package var quarantined = 0
        package var unchanged = 0
        package var disappeared = 0
        /// The whole report, JSON.
        package var report = ""
        /// Milliseconds since 1970.
        package var now: Int

        /// An end with nothing counted yet.
        package init(_ outcome: RunRecord.Outcome, exit: Int, now: Int) {
            self.outcome = outcome
            self.exit = exit
            self.now = now
        }
    }

    private var number: Int { record.number }

    /// Writes down what was done since the last checkpoint, in one transaction.
    ///
    /// What the positions stand for must be safe on disk before.
    ///
    /// - Throws: ``Diagnostic`` when the ledger cannot be written; nothing of the checkpoint is then in it.
    /// - Complexity: O(*n*) for *n* documents in the checkpoint.
    package func commit(_ checkpoint: Checkpoint, now: Int) throws {
        try ledger.write { database in
            try add(checkpoint.documents, database)
            try add(checkpoint.inputs, now: now, database)
            try add(checkpoint.quarantined, now: now, database)
            let memory = try database.cachedStatement(
                sql: "INSERT OR REPLACE INTO pending_memory (run, stage, document, data) VALUES (?, ?, ?, ?)")
            for record in checkpoint.memories {
                try memory.execute(arguments: [number, record.stage, record.document, record.data.blob])
            }
            if let settled = checkpoint.settled { try settle(settled, database) }
            for (sink, entries) in checkpoint.positions {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO position (run, sink, entries) VALUES (?, ?, ?)",
                    arguments: [number, sink, StringMap.encode(entries)])
            }
            try database.execute(
                sql: "UPDATE run SET tally = ? WHERE id = ?", arguments: [checkpoint.tally, number])
        }
    }

    /// Notes which older failures are settled.
    ///
    /// An attempt that was held back, or died before its end, settled failures by what it saw: a record in the place of one
    /// that was nowhere. When the sources have changed since, that may hold no more. What failed and was done by this run
    /// under its own id stays settled, though it may be in no source any more.
    private func settle(_ failures: [Int], _ database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM pending_settled WHERE run = :run AND quarantine NOT IN
                    (SELECT id FROM quarantine WHERE id IN (SELECT quarantine FROM pending_settled WHERE run = :run)
                     AND document IN (SELECT id FROM pending_document WHERE run = :run))
                """, arguments: ["run": number])
        for failure in failures {
            try database.execute(
                sql: "INSERT OR IGNORE INTO pending_settled (run, quarantine) VALUES (?, ?)",
                arguments: [number, failure])
        }
    }

    private func add(_ documents: [DocumentRecord], _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO pending_document (run, id, id_hash, input_hash, digest, digest_hash, outcome, known)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for document in documents {
            try statement.execute(arguments: [
                number, document.id, Int64(bitPattern: document.key.id), Int64(bitPattern: document.key.input),
                document.digest.blob, Int64(bitPattern: document.key.content), document.outcome.rawValue,
                document.isKnown,
            ])
        }
    }

    private func add(_ inputs: [InputRecord], now: Int, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO pending_input
                    (run, name, name_hash, size, modified, touched, read_at, documents) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for input in inputs {
            try statement.execute(arguments: [
                number, input.name, Int64(bitPattern: stableHash(input.name)), input.stamp.size, input.stamp.modified,
                input.stamp.touched, record.resumed ?? record.started, input.documents,
            ])
        }
    }

    private func add(_ quarantined: [QuarantineRecord], now: Int, _ database: Database) throws {
        for document in quarantined {
            try database.execute(
                sql: """
                    INSERT INTO quarantine (pipeline, run, version, document, stage, code, problem, problems, uri,
                        record, line, at, content, is_text, is_pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                    """,
                arguments: [
                    pipelineID, number, versionID, document.document, document.stage, document.code,
                    document.problem, document.problems, document.uri, document.record, document.line, now,
                    document.content.blob, document.isText,
                ])
        }
    }

    /// Says that every document is done and the outputs may take their places.
    ///
    /// From here on the run is never given up for another try at the documents: whoever continues it publishes.
    package func beginPublishing() throws {
        try ledger.write { database in
            try database.execute(sql: "UPDATE run SET state = 'publishing' WHERE id = ?", arguments: [number])
        }
    }

    /// The ids of documents that this run did and an earlier run had done: what stands of them from then holds no more.
    package func replacedIDs() throws -> [String] {
        try ledger.read { database in
            try String.fetchAll(
                database, sql: "SELECT DISTINCT id FROM pending_document WHERE run = ? AND known = 1 AND outcome <> 4",
                arguments: [number])
        }
    }

    /// Makes what the run did part of what is known, when the outputs are in their places.
    ///
    /// - Parameter disappeared: hashes of ids that are in no input any more (``KnownDocuments/disappeared(seen:unchanged:)``).
    package func finish(_ ending: Ending, disappeared: [UInt64] = []) throws {
        try ledger.write { database in
            let values: StatementArguments = ["pipeline": pipelineID, "run": number, "version": versionID]
            try settleFailures(database)
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO document
                        (pipeline, id, id_hash, input_hash, digest, digest_hash, version, outcome, run)
                    SELECT :pipeline, id, id_hash, input_hash, digest, digest_hash, :version, outcome, run
                    FROM pending_document WHERE number IN
                        (SELECT min(number) FROM pending_document WHERE run = :run AND outcome <> 4 GROUP BY id)
                    """, arguments: values)
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO input
                        (pipeline, name, name_hash, size, modified, touched, read_at, documents, version, run)
                    SELECT :pipeline, name, name_hash, size, modified, touched, read_at, documents, :version, run
                    FROM pending_input WHERE run = :run
                    """, arguments: values)
            // A run that does everything begins anew: nothing that only an earlier one wrote stands any more.
            try database.execute(
                sql: """
                    DELETE FROM memory WHERE pipeline = :pipeline AND (:full OR document IN
                        (SELECT id FROM pending_document WHERE run = :run AND outcome <> 4))
                    """, arguments: ["pipeline": pipelineID, "run": number, "full": record.mode == .full])
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO memory (pipeline, stage, document, data, run)
                    SELECT :pipeline, stage, document, data, run FROM pending_memory WHERE run = :run
                    """, arguments: ["pipeline": pipelineID, "run": number])
            let gone = try database.cachedStatement(
                sql: "UPDATE document SET gone = ? WHERE pipeline = ? AND id_hash = ?")
            for hash in disappeared {
                try gone.execute(arguments: [number, pipelineID, Int64(bitPattern: hash)])
            }
            try database.execute(
                sql: "UPDATE quarantine SET is_pending = 0 WHERE run = ?", arguments: [number])
            for table in Self.pendingTables {
                try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
            }
            try close(ending, state: .finished, database)
        }
    }

    /// Takes failures of earlier runs out of quarantine whose documents came again in this run.
    ///
    /// One that came under another id is not known by the old one any more.
    private func settleFailures(_ database: Database) throws {
        let values: StatementArguments = [
            "pipeline": pipelineID, "run": number, "failed": DocumentRecord.Outcome.quarantined.rawValue,
        ]
        try database.execute(
            sql: """
                DELETE FROM document WHERE pipeline = :pipeline AND outcome = :failed
                AND id IN (SELECT document FROM quarantine WHERE id IN
                    (SELECT quarantine FROM pending_settled WHERE run = :run))
                AND id NOT IN (SELECT id FROM pending_document WHERE run = :run)
                """, arguments: values)
        try database.execute(
            sql: """
                DELETE FROM quarantine WHERE is_pending = 0 AND id IN
                    (SELECT quarantine FROM pending_settled WHERE run = ?)
                """, arguments: [number])
    }

    /// Notes how an attempt ended that did not come to its end.
    ///
    /// - Parameter isWorthKeeping: whether the run is to be continued; one that has done nothing is given up.
    package func suspend(_ ending: Ending, isWorthKeeping: Bool) throws {
        try ledger.write { try close(ending, state: isWorthKeeping ? record.state : .givenUp, $0) }
    }

    private func close(_ ending: Ending, state: RunRecord.State, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE run SET state = CASE WHEN :state IN ('finished', 'given-up') THEN :state ELSE state END, outcome = :outcome,
                    exit = :exit, ended = :now, read = :read, exported = :exported, dropped = :dropped,
                    quarantined = :quarantined, unchanged = :unchanged, disappeared = :disappeared, report = :report
                WHERE id = :run
                """,
            arguments: [
                "state": state.rawValue, "outcome": ending.outcome.rawValue, "exit": ending.exit, "now": ending.now,
                "read": ending.read, "exported": ending.exported, "dropped": ending.dropped,
                "quarantined": ending.quarantined, "unchanged": ending.unchanged, "disappeared": ending.disappeared,
                "report": ending.report, "run": number,
            ])
    }

    /// What a stage remembers of documents that finished runs have done, by document id; in the order of the ids.
    ///
    /// - Parameter body: is given each memory; the bytes are its own.
    package func eachMemory(of stage: String, _ body: (_ document: String, _ data: [UInt8]) throws -> Void) throws {
        try ledger.read { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT document, data FROM memory WHERE pipeline = ? AND stage = ? ORDER BY document",
                arguments: [pipelineID, stage])
            while let row = try rows.next() { try body(row[0], Array(row[1] as Blob)) }
        }
    }

    /// What a stage remembers of one document that a finished run has done.
    package func memory(of document: String, stage: String) throws -> [UInt8]? {
        try ledger.read { database in
            try Blob.fetchOne(
                database, sql: "SELECT data FROM memory WHERE pipeline = ? AND stage = ? AND document = ?",
                arguments: [pipelineID, stage, document]
            ).map(Array.init)
        }
    }

    /// The ids of documents by their hashes, at most `limit` of them.
    package func ids(of hashes: [UInt64], limit: Int) throws -> [String] {
        try ledger.read { database in
            try hashes.prefix(limit).compactMap { hash in
                try String.fetchOne(
                    database, sql: "SELECT id FROM document WHERE pipeline = ? AND id_hash = ?",
                    arguments: [pipelineID, Int64(bitPattern: hash)])
            }
        }
    }
}
