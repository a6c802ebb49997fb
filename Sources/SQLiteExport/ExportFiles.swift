import Diagnostics
import Formats
import Glibc

/// The files of an export: the database that people read, and the working database beside it.
struct ExportFiles {
    /// As the user named it, for messages.
    let name: String
    /// The database, with symbolic links followed.
    let target: String
    /// `.name.partial` beside it.
    let working: String

    init(_ path: String) {
        name = path
        target = Self.resolved(path)
        if let slash = target.lastIndex(of: "/") {
            working = "\(target[...slash]).\(target[target.index(after: slash)...]).partial"
        } else {
            working = ".\(target).partial"
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Where people find it in a message.
    var place: SourceLocation { SourceLocation(file: name) }

    /// What becomes of a database when it is deleted: its journal goes first, lest it be played back into another.
    static func remove(_ path: String) {
        removeJournals(of: path)
        unlink(path)
    }

    /// Removes what SQLite would take for the rest of an unfinished transaction.
    static func removeJournals(of path: String) {
        for end in ["-journal", "-wal", "-shm"] { unlink(path + end) }
    }

    /// Makes what happened to the names in the folder safe on the disk, where the file system can.
    func synchronizeFolder() {
        let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    // MARK: What is there already

    /// Whether there is a database, which is then one of ours.
    ///
    /// Nothing is opened by SQLite before its first bytes say that: it would write into what it takes for its own.
    ///
    /// - Throws: ``Diagnostic`` `no-export` when it is something else, `newer-export` when another version made it,
    ///   `output-failed` when it cannot be read or written.
    func hasDatabase() throws -> Bool {
        var status = stat()
        guard stat(target, &status) == 0 else {
            if errno == ENOENT { return false }
            throw failed(errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw foreign(status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no regular file")
        }
        guard status.st_size > 0 else { return false }
        guard access(target, R_OK | W_OK) == 0 else { throw failed(errno) }
        try checkHeader()
        return true
    }

    private func checkHeader() throws {
        guard let file = fopen(target, "rb") else { throw failed(errno) }
        defer { fclose(file) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = fread(&header, 1, 100, file)
        guard count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw foreign("it is no SQLite file")
        }
        func word(_ at: Int) -> Int { header[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard word(68) == SQLiteSchema.applicationID else { throw foreign("it is a database of another program") }
        guard word(60) == SQLiteSchema.version else {
            throw Diagnostic(
                "other-export", "'\(name)' was written by another version of Textmill", at: place,
                cause: "its tables are those of version \(word(60)), not \(SQLiteSchema.version)",
                hint: "write somewhere else, or move it away; nothing was changed")
        }
    }

    private func foreign(_ cause: String) -> Diagnostic {
        Diagnostic(
            "no-export", "'\(name)' is no database that export-sqlite wrote", at: place, cause: cause,
            hint: "write somewhere else, or move it away; nothing was changed")
    }

    /// The diagnostic of a refusal of the system.
    func failed(_ number: Int32) -> Diagnostic {
        Diagnostic(
            "output-failed", "cannot write '\(name)'", at: place, cause: "\(SystemError(number))",
            hint: number == ENOSPC ? "free some space and run again" : nil)
    }
}

/// Keeps a second run away from the working database, until it is closed or the process dies.
///
/// SQLite's own locks last for a transaction only. They are of another kind (fcntl), so that the two do not meet.
final class WorkingLock {
    private var descriptor: Int32

    /// Locks the working database.
    ///
    /// - Parameter creates: whether it is emptied, or made when it is not there.
    /// - Throws: ``Diagnostic`` `output-failed`. Nil when it is not there and must not be made.
    init?(_ files: ExportFiles, creates: Bool) throws {
        while true {
            descriptor = open(files.working, O_RDWR | O_NOFOLLOW | O_CLOEXEC | (creates ? O_CREAT : 0), 0o666)
            if descriptor < 0, errno == ENOENT, !creates { return nil }
            guard descriptor >= 0 else { throw files.failed(errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let number = errno
                unlock()
                guard number == EWOULDBLOCK else { throw files.failed(number) }
                throw Diagnostic(
                    "output-failed", "cannot write '\(files.name)'", at: files.place,
                    cause: "its working file is locked",
                    hint: "another run is writing this file; wait for it, or write somewhere else")
            }
            // Another run may have finished between the two calls, so that the lock is on the finished file.
            var opened = stat()
            var named = stat()
            if fstat(descriptor, &opened) == 0, stat(files.working, &named) == 0, opened.st_ino == named.st_ino,
                opened.st_dev == named.st_dev
            {
                break
            }
            unlock()
        }
        guard creates else { return }
        ExportFiles.removeJournals(of: files.working)
        guard ftruncate(descriptor, 0) == 0 else { throw files.failed(errno) }
    }

    deinit { unlock() }

    /// Lets others write. SQLite must have closed the file before: closing it here takes SQLite's locks away too.
    func unlock() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
