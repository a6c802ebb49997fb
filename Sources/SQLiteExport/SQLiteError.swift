import Diagnostics
import GRDB

/// Says SQLite's errors in the user's words.
enum SQLiteError {
    /// The diagnostic of an error while `files` were written; one that is a diagnostic stays as it is.
    static func diagnostic(_ error: any Error, _ files: ExportFiles) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        // A backup that fails says nothing.
        let cause = error.message.flatMap { $0 == "not an error" ? nil : $0 } ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL:
            return Diagnostic(
                "output-failed", "cannot write '\(files.name)'", at: files.place,
                cause: "no space left on device (ENOSPC)", hint: "free some space and run again")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Diagnostic(
                "locked-export", "'\(files.name)' was locked for too long", at: files.place,
                cause: "database is locked",
                hint: "another program reads or writes it in one long transaction; end that and run again")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return Diagnostic(
                "broken-export", "'\(files.name)' is damaged", at: files.place, cause: cause,
                hint: "move it away and do all documents again; nothing was overwritten")
        default:
            return Diagnostic("output-failed", "cannot write '\(files.name)'", at: files.place, cause: cause)
        }
    }
}
