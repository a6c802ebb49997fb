import Diagnostics
import Glibc

/// Writes a file that appears under its name only when it is complete.
///
/// Until ``finish()`` the bytes go to a working file beside it: for `out/articles.jsonl` that is
/// `out/.articles.jsonl.partial`. Two runs cannot write the same one: it is locked. A working file that a killed run left
/// behind is written anew. The finished file takes over the permissions of the one it replaces; through a symbolic link
/// the file behind the link is replaced.
///
/// A target that is no regular file (`/dev/null`, a named pipe) and standard output (`-`) are written directly.
package final class FileOutput: ByteOutput {
    package let name: String
    private let file: Descriptor
    /// Where the working file is, and the name it shall get; nil when the target is written directly.
    private let move: (from: String, to: String)?
    private var buffer: [UInt8] = []
    /// How many bytes were given to the system.
    private var written = 0
    private var isOpen = true

    private static let bufferSize = 1 << 18

    /// Opens the working file for `path`, or the device, or standard output for `-`.
    ///
    /// For standard output the process stops dying from SIGPIPE; writing throws `broken-pipe` instead.
    ///
    /// - Throws: ``Diagnostic`` `output-failed`.
    package init(_ path: String) throws {
        name = path == "-" ? "standard output" : path
        buffer.reserveCapacity(Self.bufferSize)
        do throws(SystemError) {
            if path == "-" {
                signal(SIGPIPE, SIG_IGN)
                (file, move) = (Descriptor(standard: 1), nil)
                return
            }
            let target = resolvedPath(path)
            if let status = existingStatus(target), !isRegular(status) {
                if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(EISDIR) }
                signal(SIGPIPE, SIG_IGN)
                (file, move) = (try Descriptor(target, flags: O_WRONLY), nil)
                return
            }
            let working = workingPath(for: target)
            file = try openLocked(working)
            move = (working, target)
            if let status = existingStatus(target) { _ = fchmod(file.number, status.st_mode & 0o7777) }
        } catch {
            throw failed(path == "-" ? "standard output" : path, error)
        }
    }

    deinit { abandon() }

    package func write(_ bytes: [UInt8], _ range: Range<Int>) throws {
        // A large piece goes out as it is: copying it first would cost as much as writing it.
        let isLarge = range.count >= Self.bufferSize / 4
        if !isLarge, buffer.count + range.count <= Self.bufferSize { return buffer.append(contentsOf: bytes[range]) }
        try flush()
        if !isLarge { return buffer.append(contentsOf: bytes[range]) }
        try put(bytes, range)
    }

    package func checkpoint() throws -> Int {
        try flush()
        try synchronize()
        return written
    }

    package func finish() throws {
        guard isOpen else { return }
        try flush()
        do throws(SystemError) {
            if let move {
                guard fsync(file.number) == 0 else { throw .last }
                guard rename(move.from, move.to) == 0 else { throw .last }
                synchronizeFolder(of: move.to)
            }
            isOpen = false
            try file.close()
        } catch {
            abandon()
            throw failed(name, error)
        }
    }

    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        buffer = []
        if let move { unlink(move.from) }
        try? file.close()
    }

    private func flush() throws {
        guard !buffer.isEmpty else { return }
        try put(buffer, 0..<buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: [UInt8], _ range: Range<Int>) throws {
        do throws(SystemError) {
            try file.write(bytes, range)
            written += range.count
        } catch {
            throw failed(name, error)
        }
    }

    private func synchronize() throws {
        // Pipes and most devices cannot be synchronised, and need not be.
        guard fdatasync(file.number) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP else {
            throw failed(name, .last)
        }
    }
}

/// The diagnostic of an output that fails.
func failed(_ name: String, _ error: SystemError) -> Diagnostic {
    let isStandard = name == "standard output"
    if error.isBrokenPipe {
        let display = isStandard ? name : "'\(name)'"
        return Diagnostic("broken-pipe", "the reader of \(display) has gone away", cause: "\(error)")
    }
    let hint: String? =
        switch error.number {
        case ENOSPC, EDQUOT: "free some space and run again"
        case ENOENT: "make the folder first"
        case EWOULDBLOCK: "another run is writing this file; wait for it, or write somewhere else"
        default: nil
        }
    let cause = error.number == EWOULDBLOCK ? "its working file is locked" : "\(error)"
    return Diagnostic(
        "output-failed", isStandard ? "cannot write to standard output" : "cannot write '\(name)'",
        at: isStandard ? nil : SourceLocation(file: name), cause: cause, hint: hint)
}

/// `folder/.name.partial` for `folder/name`.
func workingPath(for target: String) -> String {
    guard let slash = target.lastIndex(of: "/") else { return ".\(target).partial" }
    return "\(target[...slash]).\(target[target.index(after: slash)...]).partial"
}

/// `path` with symbolic links followed, when it exists.
func resolvedPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
}

func existingStatus(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
}

/// Opens the working file when nobody else has it, and cuts it to a length, 0 unless said otherwise.
///
/// - Parameter creating: make it when it is not there.
func openLocked(_ path: String, cutTo length: Int = 0, creating: Bool = true) throws(SystemError) -> Descriptor {
    while true {
        // Emptied only once it is ours.
        let file = try Descriptor(path, flags: O_RDWR | (creating ? O_CREAT : 0) | O_NOFOLLOW)
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { throw .last }
        // Another run may have finished between the two calls, so that the lock is on the finished file.
        let opened = try file.status()
        guard let named = existingStatus(path), named.st_ino == opened.st_ino, named.st_dev == opened.st_dev else {
            continue
        }
        // One that is shorter than the length stays as it is; whoever asked for the length must look.
        guard opened.st_size < length || ftruncate(file.number, length) == 0 else { throw .last }
        guard lseek(file.number, 0, SEEK_END) >= 0 else { throw .last }
        return file
    }
}

/// Makes a renaming safe on the disk. A file system that cannot do that is not an error: the name is there.
func synchronizeFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let descriptor = try? Descriptor(folder, flags: O_RDONLY | O_DIRECTORY) else { return }
    fsync(descriptor.number)
}
