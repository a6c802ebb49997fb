import Diagnostics
import GRDB

/// Says SQLite's errors in the user's words.
enum LedgerError {
    /// The diagnostic of an error; one that is a diagnostic stays as it is.
    static func diagnostic(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let cause = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        let place = SourceLocation(file: path)
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return Diagnostic(
                "broken-ledger", "the ledger '\(path)' is damaged", at: place, cause: cause,
                hint:
                    "move it aside; the next run begins a new one and takes every document as new. Nothing was overwritten"
            )
        case .SQLITE_FULL:
            return Diagnostic(
                "ledger-failed", "cannot write the ledger '\(path)'", at: place,
                cause: "no space left on device (ENOSPC)", hint: "free some space and run again: the run goes on")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return Diagnostic(
                "ledger-failed", "cannot write the ledger '\(path)'", at: place, cause: cause,
                hint: "its folder must be writable; name another with '--state FOLDER' or 'run.state'")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Diagnostic(
                "ledger-failed", "the ledger '\(path)' was locked for too long", at: place, cause: cause,
                hint: "another program holds it open for writing; end that and run again")
        default:
            return Diagnostic(
                "ledger-failed", "the ledger '\(path)' cannot be used", at: place, cause: cause)
        }
    }
}
