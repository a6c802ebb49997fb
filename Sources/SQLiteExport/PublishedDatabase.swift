import Diagnostics
import DocumentModel
import GRDB

/// The database that people read, as finished runs left it.
///
/// It has a rollback journal: one file, which can be copied, sent and read where nothing may be written beside it.
/// Readers wait for the moment of a commit, and a commit for readers.
final class PublishedDatabase {
    private let files: ExportFiles
    private let queue: DatabaseQueue

    /// Opens the database; nil when there is none.
    init?(_ files: ExportFiles, busyTimeout: Double) throws {
        self.files = files
        guard try files.hasDatabase() else { return nil }
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in try database.execute(sql: "PRAGMA synchronous = EXTRA") }
        do {
            queue = try DatabaseQueue(path: files.target, configuration: configuration)
        } catch {
            throw SQLiteError.diagnostic(error, files)
        }
    }

    /// Refuses what another pipeline wrote, and, when its documents are to stay, what is not like those that will come.
    func check(_ run: SQLiteRun?, _ form: SQLiteForm, keepsEarlier: Bool) throws {
        var meta: [String: String] = [:]
        do {
            try queue.read { database in
                for row in try Row.fetchAll(database, sql: "SELECT name, value FROM textmill_meta") {
                    meta[row[0]] = row[1]
                }
            }
        } catch {
            throw SQLiteError.diagnostic(error, files)
        }
        if let run, let pipeline = meta["pipeline"], pipeline != run.pipeline {
            throw Diagnostic(
                "other-export", "'\(files.name)' holds what the pipeline '\(pipeline)' wrote", at: files.place,
                cause: "this pipeline is '\(run.pipeline)'",
                hint: "give each pipeline a database of its own, or move this one away; nothing was changed")
        }
        guard keepsEarlier else { return }
        guard meta["pipeline"] != nil else {
            throw Diagnostic(
                "other-export", "'\(files.name)' was written by a run without a ledger", at: files.place,
                cause: "it cannot be told what of it holds on",
                hint: "run once with '--no-incremental', which replaces it; nothing was changed")
        }
        // Other layers are the user's choice; two units in one table could not be told apart.
        guard meta["offsets"] == form.unit.rawValue else {
            throw Diagnostic(
                "other-export", "'\(files.name)' counts offsets in another unit", at: files.place,
                cause: "'\(meta["offsets"] ?? "")', not '\(form.unit.rawValue)'",
                hint: "run once with '--no-incremental', which replaces it; nothing was changed")
        }
    }

    /// Whether the run's documents are in it.
    func hasFinished(_ run: SQLiteRun) throws -> Bool {
        try queue.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT finished FROM textmill_run WHERE pipeline = ? AND run = ?",
                arguments: [run.pipeline, run.number]) ?? false
        }
    }

    /// Becomes the same as the working database, in one transaction: readers see the old or the new one.
    func replace(with working: WorkingDatabase) throws {
        try working.queue.backup(to: queue)
        try queue.close()
    }

    /// Takes over the documents of the working database in one transaction. Doing it twice gives the same rows.
    func merge(_ working: WorkingDatabase, replacing ids: Set<String>) throws {
        try queue.close()
        try working.queue.inDatabase { database in
            try database.execute(sql: "ATTACH ? AS published", arguments: [files.target])
            try database.execute(sql: "PRAGMA published.synchronous = EXTRA")
            do {
                try database.inTransaction(.immediate) {
                    let indices = try Self.isLarge(database) ? SQLiteSchema.indices : []
                    for index in indices { try database.execute(sql: "DROP INDEX IF EXISTS published.\(index.name)") }
                    try Self.removeReplaced(database, ids)
                    try Self.takeOver(database)
                    for index in indices { try database.execute(sql: index.creation(in: "published")) }
                    return .commit
                }
            } catch {
                try? database.execute(sql: "DETACH published")
                throw error
            }
            try database.execute(sql: "DETACH published")
        }
    }

    /// Whether so much is taken over that making the indices anew is faster than keeping them up to date.
    private static func isLarge(_ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT (SELECT count(*) FROM main.document) * 4 > (SELECT count(*) FROM published.document)") ?? false
    }

    private static func removeReplaced(_ database: Database, _ ids: Set<String>) throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE gone (number INTEGER PRIMARY KEY);
                INSERT INTO gone SELECT number FROM published.document WHERE id IN (SELECT id FROM main.document)
                """)
        let statement = try database.makeStatement(
            sql: "INSERT OR IGNORE INTO gone SELECT number FROM published.document WHERE id = ?")
        for id in ids { try statement.execute(arguments: [id]) }
        for table in SQLiteTable.allCases {
            try database.execute(
                sql: """
                    DELETE FROM published.\(table.name) WHERE \(table.documentColumn) IN (SELECT number FROM gone)
                    """)
        }
        try database.execute(sql: "DROP TABLE temp.gone")
    }

    /// The documents of the run come behind those that stay, whatever was there of the same run before.
    private static func takeOver(_ database: Database) throws {
        let last = try Int.fetchOne(database, sql: "SELECT coalesce(max(number), 0) FROM published.document") ?? 0
        for table in SQLiteTable.allCases {
            let columns = (table == .document ? ["run"] : []) + table.columns.map(\.name)
            let names = columns.joined(separator: ", ")
            try database.execute(
                sql: """
                    INSERT INTO published.\(table.name) (\(table.documentColumn), \(names))
                    SELECT \(table.documentColumn) + \(last), \(names) FROM main.\(table.name)
                    """)
        }
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO published.textmill_meta SELECT * FROM main.textmill_meta;
                INSERT OR REPLACE INTO published.textmill_run SELECT * FROM main.textmill_run;
                INSERT OR REPLACE INTO published.textmill_position SELECT * FROM main.textmill_position
                """)
    }
}
