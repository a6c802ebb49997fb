import Diagnostics
import FoundationEssentials
import Glibc

/// Which run writes, when a ledger knows it.
package struct SQLiteRun: Hashable, Sendable {
    /// The pipeline's name.
    package var pipeline: String
    /// The number of the run in its ledger, from 1.
    package var number: Int
    /// The day on which the run began: `2026-11-29`.
    package var date: String

    /// Names a run.
    package init(pipeline: String, number: Int, date: String) {
        self.pipeline = pipeline
        self.number = number
        self.date = date
    }
}

/// Writes documents into an SQLite database that people see only as finished runs left it.
///
/// A run writes into a working database beside it, `.name.partial`. ``finish(replacing:)`` publishes that in one step: by
/// its name when there is no database yet; else by copying its pages over the old ones in one transaction of SQLite, so
/// that a program which has the old one open sees the new one; or, when what earlier runs wrote holds on, by replacing
/// the documents that the run wrote, in one transaction too.
package final class SQLiteExporter {
    /// How a run opens the database.
    package enum Opening: Hashable, Sendable {
        /// From the first document.
        case beginning
        /// Behind so many documents, at a checkpoint of the same run.
        case checkpoint(documents: Int)
        /// With all documents written at the last checkpoint, to be published.
        case publishing(documents: Int)
    }

    private let files: ExportFiles
    private let form: SQLiteForm
    private let run: SQLiteRun?
    private let keepsEarlier: Bool
    private let busyTimeout: Double
    private let lock: WorkingLock?
    /// Nil when it has been published, and when the exporter is closed.
    private(set) var working: WorkingDatabase?

    /// Opens the database at `path` for a run, or without one.
    ///
    /// - Parameters:
    ///   - keepsEarlier: whether the documents of earlier runs stay, but for those that this one does again.
    ///   - busyTimeout: how many seconds to wait for a program that locks the database.
    /// - Throws: ``Diagnostic``; nothing was overwritten then.
    package init(
        _ path: String, _ form: SQLiteForm, run: SQLiteRun? = nil, at opening: Opening = .beginning,
        keepsEarlier: Bool = false, busyTimeout: Double = 30
    ) throws {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            // What stands in the way is said when the file is opened.
            try? FileManager.default.createDirectory(atPath: String(path[..<slash]), withIntermediateDirectories: true)
        }
        files = ExportFiles(path)
        self.form = form
        self.run = run
        self.keepsEarlier = keepsEarlier
        self.busyTimeout = busyTimeout
        let published = try PublishedDatabase(files, busyTimeout: busyTimeout)
        try published?.check(run, form, keepsEarlier: keepsEarlier)
        lock = try WorkingLock(files, creates: opening == .beginning)
        do {
            switch opening {
            case .beginning:
                let working = try WorkingDatabase(files.working, form, run, busyTimeout: busyTimeout)
                try working.create()
                self.working = working
            case .checkpoint(let documents):
                working = try reopened(at: documents)
                guard working != nil else { throw lost() }
            case .publishing(let documents):
                working = try reopened(at: documents)
                guard try working != nil || run.map({ try published?.hasFinished($0) == true }) ?? false else {
                    throw lost()
                }
            }
        } catch {
            throw SQLiteError.diagnostic(error, files)
        }
    }

    /// The working database as the run's checkpoint left it; nil when there is none of this run that was so far.
    private func reopened(at documents: Int) throws -> WorkingDatabase? {
        guard let run, lock != nil else { return nil }
        let working = try WorkingDatabase(files.working, form, run, busyTimeout: busyTimeout)
        if try working.cutBack(to: documents, of: run) { return working }
        working.close()
        return nil
    }

    deinit { suspend() }

    private func lost() -> Diagnostic {
        Diagnostic(
            "lost-position", "cannot go on writing '\(files.name)'", at: files.place,
            cause: "its working file '\(files.working)' is gone, or is not the one of the last checkpoint",
            hint: "run with '--start-again': the run begins anew, and nothing of it is lost")
    }

    /// Writes the rows that ``SQLiteForm/append(_:to:)`` made of some documents.
    ///
    /// - Throws: ``Diagnostic``.
    package func write(_ rows: [UInt8]) throws { try attempt { try working?.write(rows) } }

    /// The working database, for whoever clears away what a run left that was given up.
    package var workingPath: String { files.working }

    /// Commits what was written, and returns how many documents that are; they are on the disk then.
    ///
    /// - Throws: ``Diagnostic``.
    package func checkpoint() throws -> Int { try attempt { try working?.commit() ?? 0 } }

    /// Publishes the documents of the run. What was done of it before the process died is not done again.
    ///
    /// - Parameter ids: documents of earlier runs that this one has done again. They are replaced by what it wrote of
    ///   them, if anything.
    /// - Throws: ``Diagnostic``.
    package func finish(replacing ids: Set<String> = []) throws {
        guard let working else { return lock?.unlock() ?? () }
        try attempt {
            _ = try working.commit()
            let published = try PublishedDatabase(files, busyTimeout: busyTimeout)
            try published?.check(run, form, keepsEarlier: keepsEarlier)
            let isMerged = keepsEarlier && published != nil
            try working.complete(withIndices: !isMerged)
            if let published {
                if isMerged {
                    try published.merge(working, replacing: ids)
                } else {
                    try published.replace(with: working)
                }
                close()
                ExportFiles.remove(files.working)
            } else {
                close()
                try publishByName()
            }
            files.synchronizeFolder()
        }
        lock?.unlock()
    }

    /// Gives the working database the name of the one that is not there.
    private func publishByName() throws {
        // A journal without its database would be played back into this one.
        ExportFiles.removeJournals(of: files.target)
        guard rename(files.working, files.target) == 0 else { throw files.failed(errno) }
        ExportFiles.removeJournals(of: files.working)
    }

    /// Lets go of the database, and keeps what the last checkpoint needs.
    package func suspend() {
        close()
        lock?.unlock()
    }

    /// Takes back what the run wrote.
    package func abandon() {
        let wasOpen = working != nil
        close()
        if wasOpen { ExportFiles.remove(files.working) }
        lock?.unlock()
    }

    private func close() {
        working?.close()
        working = nil
    }

    private func attempt<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch { throw SQLiteError.diagnostic(error, files) }
    }
}
