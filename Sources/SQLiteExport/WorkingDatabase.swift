import CSQLiteRows
import Diagnostics
import GRDB

/// The database into which a run writes its documents, and from which they are published when the run has succeeded.
///
/// A run appends: documents are numbered from 1 in their order. So going back to a checkpoint is taking away the
/// documents with higher numbers, and the rows of a run that was cut off and continued are those of one that was not.
final class WorkingDatabase {
    let queue: DatabaseQueue
    private let form: SQLiteForm
    private let owner: SQLiteRun?
    private var statements: [Statement] = []
    private var handles: [OpaquePointer?] = []
    private let columnCounts = SQLiteTable.allCases.map { Int32($0.columns.count) }
    /// How many documents are in it, those of the open transaction too.
    private(set) var documents = 0

    /// Opens the working database, which is there, empty or not.
    init(_ path: String, _ form: SQLiteForm, _ owner: SQLiteRun?, busyTimeout: Double) throws {
        self.form = form
        self.owner = owner
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = false
        // A transaction lasts from one checkpoint to the next.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // A rollback journal and not a write-ahead log: nearly all pages are new, and new pages are written once
            // and journalled never. EXTRA, so that a commit whose journal is gone stays gone when the power fails.
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192; PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;
                    PRAGMA synchronous = EXTRA; PRAGMA cache_size = -32000; PRAGMA main.secure_delete = OFF
                    """)
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Makes the tables.
    func create() throws {
        try queue.inTransaction(.immediate) { database in
            try database.execute(
                sql: """
                    PRAGMA application_id = \(SQLiteSchema.applicationID);
                    PRAGMA user_version = \(SQLiteSchema.version)
                    """)
            for statement in SQLiteSchema.creation { try database.execute(sql: statement) }
            for (name, value) in form.meta + (owner.map { [("pipeline", $0.pipeline)] } ?? []) {
                try database.execute(
                    sql: "INSERT INTO textmill_meta (name, value) VALUES (?, ?)", arguments: [name, value])
            }
            return .commit
        }
    }

    /// Goes back to the checkpoint at which it had `count` documents; false when it never was there.
    func cutBack(to count: Int, of run: SQLiteRun) throws -> Bool {
        try queue.inTransaction(.immediate) { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT documents FROM textmill_position WHERE pipeline = ? AND run = ?",
                arguments: [run.pipeline, run.number])
            guard let had: Int = row?[0], had >= count else { return .rollback }
            for table in SQLiteTable.allCases {
                try database.execute(
                    sql: "DELETE FROM \(table.name) WHERE \(table.documentColumn) > ?", arguments: [count])
            }
            documents = count
            try savePosition(database)
            isAtCheckpoint = true
            return .commit
        }
        return isAtCheckpoint
    }

    private var isAtCheckpoint = false

    /// Inserts the rows of a batch.
    func write(_ rows: [UInt8]) throws {
        guard !rows.isEmpty else { return }
        try queue.inDatabase { database in
            if statements.isEmpty { try prepare(database) }
            if !database.isInsideTransaction { try database.execute(sql: "BEGIN IMMEDIATE") }
            var number = Int64(documents)
            let code = textmill_put_rows(
                &handles, columnCounts, Int32(columnCounts.count), rows, rows.count, &number)
            guard code >= 0 else {
                throw Diagnostic(
                    "output-failed", "the rows of a batch are malformed", hint: "this is a bug in Textmill")
            }
            guard code == 0 else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
            }
            documents = Int(number)
        }
    }

    private func prepare(_ database: Database) throws {
        statements = try SQLiteTable.allCases.map {
            try database.makeStatement(sql: $0.insertion(run: owner?.number))
        }
        handles = statements.map(\.sqliteStatement)
    }

    /// Commits what was written, with where that is; on disk when this returns.
    func commit() throws -> Int {
        try queue.inDatabase { database in
            if !database.isInsideTransaction { try database.execute(sql: "BEGIN IMMEDIATE") }
            try savePosition(database)
            try database.execute(sql: "COMMIT")
        }
        return documents
    }

    private func savePosition(_ database: Database) throws {
        guard let owner else { return }
        try database.execute(
            sql: "INSERT OR REPLACE INTO textmill_position (pipeline, run, documents) VALUES (?, ?, ?)",
            arguments: [owner.pipeline, owner.number, documents])
    }

    /// Makes it what will be published: each id once, the run finished, and, when it will be the database itself, the
    /// indices. Done again it changes nothing.
    func complete(withIndices: Bool) throws {
        try queue.inTransaction(.immediate) { database in
            do { try database.execute(sql: SQLiteSchema.identity) } catch let error as DatabaseError
                where error.resultCode == .SQLITE_CONSTRAINT
            {
                try removeRepeated(database)
                try database.execute(sql: SQLiteSchema.identity)
            }
            if withIndices { for index in SQLiteSchema.indices { try database.execute(sql: index.creation()) } }
            guard let owner else { return .commit }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO textmill_run (pipeline, run, date, documents, finished)
                    VALUES (?, ?, ?, (SELECT count(*) FROM document), 1)
                    """, arguments: [owner.pipeline, owner.number, owner.date])
            return .commit
        }
    }

    /// Of documents with one id the last one stays; only a run without a ledger has any.
    private func removeRepeated(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TEMP TABLE gone (number INTEGER PRIMARY KEY);
                INSERT INTO gone SELECT number FROM document
                WHERE number NOT IN (SELECT max(number) FROM document GROUP BY id)
                """)
        for table in SQLiteTable.allCases {
            try database.execute(
                sql: "DELETE FROM \(table.name) WHERE \(table.documentColumn) IN (SELECT number FROM gone)")
        }
        try database.execute(sql: "DROP TABLE temp.gone")
    }

    /// Takes back what was not committed, and closes the file.
    func close() {
        statements = []
        handles = []
        try? queue.inDatabase { database in
            if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
        }
        try? queue.close()
    }
}
