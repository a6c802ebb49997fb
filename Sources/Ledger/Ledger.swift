import Diagnostics
import FoundationEssentials
import GRDB
import Glibc

/// What happened in the runs of the pipelines that share a state folder: one SQLite file.
///
/// Several processes may use it at once: SQLite's own locks keep their transactions apart, and ``PipelineLock`` keeps
/// two runs of one pipeline apart. Each transaction is on disk when it returns (write-ahead log, synchronised).
///
/// - SeeAlso: "Write-Ahead Logging", sqlite.org/wal.html.
package final class Ledger: Sendable {
    /// The name of the file in a state folder.
    package static let fileName = "ledger.sqlite"

    /// The state folder, as the user named it.
    package let folder: String
    let database: DatabaseQueue

    /// The path of the file.
    package var path: String { "\(folder)/\(Self.fileName)" }

    /// Opens the ledger of a state folder; makes both when they are not there.
    ///
    /// - Throws: ``Diagnostic`` `state-folder` when the folder cannot be made, `no-ledger` when the file is something
    ///   else, `broken-ledger` when SQLite finds it damaged, `ledger-failed` otherwise. Nothing is overwritten.
    package convenience init(folder: String) throws {
        if mkdir(folder, 0o755) != 0, errno != EEXIST {
            let cause = String(cString: strerror(errno))
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var isFolder = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
                throw Diagnostic(
                    "state-folder", "cannot make the state folder '\(folder)'", cause: cause,
                    hint: "name another with '--state FOLDER' or 'run.state', or run without one: '--state none'")
            }
        }
        try self.init(opening: folder, isReadOnly: false)
    }

    /// Opens the ledger of a state folder to look at it, if there is one.
    ///
    /// - Throws: as ``init(folder:)``.
    package convenience init?(existing folder: String) throws {
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Self.fileName)") else { return nil }
        try self.init(opening: folder, isReadOnly: false)
    }

    private init(opening folder: String, isReadOnly: Bool) throws {
        self.folder = folder
        let path = "\(folder)/\(Self.fileName)"
        try Self.checkHeader(path)
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.journalMode = .wal
            configuration.foreignKeysEnabled = false
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            try LedgerSchema.prepare(database, path)
        } catch {
            throw LedgerError.diagnostic(error, path)
        }
    }

    /// Refuses a file that is no SQLite database, or that of another program, before SQLite touches it.
    private static func checkHeader(_ path: String) throws {
        guard let file = fopen(path, "rb") else {
            // One that is not there is made; one that cannot be read is SQLite's to report.
            return
        }
        defer { fclose(file) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = fread(&header, 1, 100, file)
        guard count > 0 else { return }
        let isSQLite = count == 100 && header.starts(with: Array("SQLite format 3\0".utf8))
        let application = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        // A process that died while it made the file leaves one without the mark, and without any table.
        guard isSQLite, application == LedgerSchema.applicationID || application == 0 else {
            throw Diagnostic(
                "no-ledger", "'\(path)' is no ledger of Textmill", at: SourceLocation(file: path),
                cause: isSQLite ? "it is a database of another program" : "it is no SQLite file",
                hint: "name another state folder with '--state FOLDER' or 'run.state'; nothing was changed")
        }
    }

    /// Closes the file, which then holds all by itself; called when nothing more is asked. An object that is only let go of
    /// may outlive the end of the process, and leave its write-ahead log to the next one.
    package func close() { try? database.close() }

    /// Reads in one transaction; SQLite's errors come out as diagnostics.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do { return try database.read(body) } catch { throw LedgerError.diagnostic(error, path) }
    }

    /// Changes in one transaction, which is on disk when this returns.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do { return try database.write(body) } catch { throw LedgerError.diagnostic(error, path) }
    }
}
