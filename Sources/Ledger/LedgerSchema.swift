import Diagnostics
import GRDB

/// The tables of a ledger. Times are milliseconds since 1970 in UTC; hashes are the first eight bytes of a SHA-256.
enum LedgerSchema {
    /// "TxMl", in the header of the file.
    static let applicationID = 0x5478_4D6C

    /// Brings the file to the present version; one of a later version is refused.
    static func prepare(_ database: DatabaseQueue, _ path: String) throws {
        if try database.read({ try migrator.hasBeenSuperseded($0) }) {
            throw Diagnostic(
                "newer-ledger", "the ledger '\(path)' was made by a later version of Textmill",
                at: SourceLocation(file: path), hint: "use that version, or another state folder")
        }
        if try database.read({ try migrator.hasCompletedMigrations($0) }) { return }
        try database.write { database in
            guard try Int.fetchOne(database, sql: "PRAGMA application_id") == 0 else { return }
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard tables == 0 else {
                throw Diagnostic(
                    "no-ledger", "'\(path)' is no ledger of Textmill", at: SourceLocation(file: path),
                    cause: "it is a database of another program",
                    hint: "name another state folder with '--state FOLDER' or 'run.state'; nothing was changed")
            }
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        try migrator.migrate(database)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: first) }
        return migrator
    }

    private static let first = """
        -- The pipelines by their names: two files of one name in one state folder are one pipeline.
        CREATE TABLE pipeline (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        -- Everything that shaped the output of a run: program, stages with their options, files they read.
        CREATE TABLE version (
            id INTEGER PRIMARY KEY, pipeline INTEGER NOT NULL, fingerprint TEXT NOT NULL,
            parts TEXT NOT NULL,            -- JSON: the digest of each part, by its name
            UNIQUE (pipeline, fingerprint));

        CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            pipeline INTEGER NOT NULL, version INTEGER NOT NULL,
            file TEXT NOT NULL,             -- the pipeline file, absolute
            state TEXT NOT NULL,            -- running, publishing, finished, given-up
            outcome TEXT,                   -- how the last attempt ended: succeeded, failures, held, stopped, interrupted
            exit INTEGER,
            mode TEXT NOT NULL,             -- full, incremental, retry
            attempts INTEGER NOT NULL DEFAULT 1,
            date TEXT NOT NULL,             -- the local day on which it began
            started INTEGER NOT NULL, resumed INTEGER, ended INTEGER,
            read INTEGER NOT NULL DEFAULT 0, exported INTEGER NOT NULL DEFAULT 0, dropped INTEGER NOT NULL DEFAULT 0,
            quarantined INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
            disappeared INTEGER NOT NULL DEFAULT 0,
            tally TEXT,                     -- JSON: the engine's sums at the last checkpoint
            report TEXT);                   -- JSON: the whole report of the last attempt
        CREATE INDEX run_of_pipeline ON run (pipeline, id);

        -- How far each sink of an unfinished run is.
        CREATE TABLE position (
            run INTEGER NOT NULL, sink TEXT NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (run, sink)) WITHOUT ROWID;

        -- The documents that finished runs have done, as they were done last.
        CREATE TABLE document (
            pipeline INTEGER NOT NULL, id TEXT NOT NULL, id_hash INTEGER NOT NULL, input_hash INTEGER NOT NULL,
            digest BLOB NOT NULL,           -- SHA-256 of the source bytes
            digest_hash INTEGER NOT NULL, version INTEGER NOT NULL,
            outcome INTEGER NOT NULL,       -- 1 exported, 2 dropped, 3 quarantined
            run INTEGER NOT NULL,
            gone INTEGER,                   -- the run in which it was found to have disappeared
            PRIMARY KEY (pipeline, id)) WITHOUT ROWID;
        CREATE INDEX document_by_hash ON document (pipeline, id_hash);

        -- The same for an unfinished run, one row for each time a document came.
        CREATE TABLE pending_document (
            number INTEGER PRIMARY KEY, run INTEGER NOT NULL, id TEXT NOT NULL, id_hash INTEGER NOT NULL,
            input_hash INTEGER NOT NULL, digest BLOB NOT NULL, digest_hash INTEGER NOT NULL,
            outcome INTEGER NOT NULL,       -- as above, or 4: one of the same id came before
            known INTEGER NOT NULL);        -- whether an earlier run had done the document
        CREATE INDEX pending_document_of_run ON pending_document (run);

        -- The inputs (files) that were read to their end.
        CREATE TABLE input (
            pipeline INTEGER NOT NULL, name TEXT NOT NULL, name_hash INTEGER NOT NULL, size INTEGER NOT NULL,
            modified INTEGER NOT NULL, touched INTEGER NOT NULL,    -- nanoseconds since 1970
            read_at INTEGER NOT NULL, documents INTEGER NOT NULL, version INTEGER NOT NULL, run INTEGER NOT NULL,
            PRIMARY KEY (pipeline, name)) WITHOUT ROWID;
        CREATE TABLE pending_input (
            run INTEGER NOT NULL, name TEXT NOT NULL, name_hash INTEGER NOT NULL, size INTEGER NOT NULL,
            modified INTEGER NOT NULL, touched INTEGER NOT NULL, read_at INTEGER NOT NULL,
            documents INTEGER NOT NULL, PRIMARY KEY (run, name)) WITHOUT ROWID;

        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY AUTOINCREMENT, pipeline INTEGER NOT NULL, run INTEGER NOT NULL,
            version INTEGER NOT NULL, document TEXT NOT NULL, stage TEXT NOT NULL, code TEXT NOT NULL,
            problem TEXT NOT NULL,          -- the first problem in words
            problems TEXT NOT NULL,         -- JSON: all of them
            uri TEXT NOT NULL, record INTEGER, line INTEGER,
            at INTEGER NOT NULL,
            content BLOB NOT NULL,          -- the text, or else the bytes, as they came
            is_text INTEGER NOT NULL,
            is_pending INTEGER NOT NULL);   -- the run is not finished
        CREATE INDEX quarantine_of_document ON quarantine (pipeline, document);
        CREATE INDEX quarantine_of_run ON quarantine (run);

        -- The failures of earlier runs whose documents came again in an unfinished run.
        CREATE TABLE pending_settled (
            run INTEGER NOT NULL, quarantine INTEGER NOT NULL, PRIMARY KEY (run, quarantine)) WITHOUT ROWID;

        -- What stages remember of documents of past runs, and of the present one. With a rowid: two memories of two
        -- kilobytes share a page, where a table without one would give each a page of its own.
        CREATE TABLE memory (
            pipeline INTEGER NOT NULL, stage TEXT NOT NULL, document TEXT NOT NULL, data BLOB NOT NULL,
            run INTEGER NOT NULL, PRIMARY KEY (pipeline, stage, document));
        CREATE TABLE pending_memory (
            run INTEGER NOT NULL, stage TEXT NOT NULL, document TEXT NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY (run, stage, document));

        -- The digest of program files, so that a program of 20 MB is not read at each start.
        CREATE TABLE program (
            path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
        """
}
