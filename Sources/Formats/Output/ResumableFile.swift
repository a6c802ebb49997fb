import Diagnostics
import Glibc

/// A file that a run writes, whatever happens to the process that does: it says where it is, goes on from there, and takes
/// its place under its name in one step that can be repeated.
///
/// The bytes of a run go to a working file beside the target (`out/.articles.jsonl.partial`), which is locked. What was
/// written behind the last position is cut off when the file is opened again. At the end
///
/// - a run that stands for itself renames it to the target;
/// - a run that adds to what earlier runs wrote appends it to the target, or, when it holds documents that the target
///   holds in an older form, makes a new target without those.
///
/// A target that ends in `.gz` is packed at the end: packing while writing would let the times of checkpoints show in the
/// bytes. Standard output and devices are written directly and cannot be taken back.
package final class ResumableFile {
    /// How the file is written, apart from its bytes.
    package struct Form: Sendable {
        /// What a new file begins with.
        package var header: [UInt8] = []
        /// How records are told apart.
        package var identity = RecordIdentity.none

        /// Without a header; records cannot be told apart.
        package init(header: [UInt8] = [], identity: RecordIdentity = .none) {
            self.header = header
            self.identity = identity
        }
    }

    /// The path as the user gave it.
    package let name: String
    private let target: String
    private let form: Form
    /// The working file; nil for what is written directly, and when it has taken its place already.
    private let working: String?
    private let file: Descriptor?
    private var written: Int
    /// The target that earlier runs wrote and this one adds to: its size and inode when the run began.
    private let base: (size: Int, inode: UInt64)?
    private var buffer: [UInt8] = []
    private let isPublishing: Bool
    private var isOpen = true

    private static let bufferSize = 1 << 18
    private var isPacked: Bool { target.hasSuffix(".gz") }

    /// Opens the working file for `path`.
    ///
    /// - Parameters:
    ///   - entries: the position at which an attempt before was, as ``checkpoint()`` gave it; nil at the beginning.
    ///   - adds: keep what earlier runs wrote under that name.
    ///   - isPublishing: nothing will be written but the end.
    /// - Throws: ``Diagnostic`` `output-failed`, or `lost-position` when the working file is not what the position says.
    package init(_ path: String, form: Form, at entries: [String: String]?, adds: Bool, isPublishing: Bool) throws {
        name = path == "-" ? "standard output" : path
        self.form = form
        self.isPublishing = isPublishing
        if path == "-" {
            signal(SIGPIPE, SIG_IGN)
            (target, working, file, base, written) = (path, nil, Descriptor(standard: 1), nil, 0)
            if entries == nil, !isPublishing { buffer = form.header }
            return
        }
        makeFolders(for: path)
        let target = resolvedPath(path)
        self.target = target
        let status = existingStatus(target)
        do throws(SystemError) {
            if let status, !isRegular(status) {
                if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(EISDIR) }
                signal(SIGPIPE, SIG_IGN)
                (working, base, written) = (nil, nil, 0)
                file = try Descriptor(target, flags: O_WRONLY)
                if entries == nil, !isPublishing { buffer = form.header }
                return
            }
            let path = workingPath(for: target)
            if let entries {
                base = Self.base(entries)
                written = entries["length"].flatMap(Int.init) ?? 0
                if isPublishing, existingStatus(path) == nil {
                    (working, file) = (nil, nil)
                    return
                }
                working = path
                file = try openLocked(path, cutTo: written, creating: false)
            } else {
                base = adds ? status.map { (Int($0.st_size), UInt64($0.st_ino)) } : nil
                (working, written) = (path, 0)
                file = try openLocked(path)
                if let status { _ = fchmod(file?.number ?? -1, status.st_mode & 0o7777) }
            }
        } catch {
            if entries != nil, error.number == ENOENT { throw Self.lost(path, "its working file is gone") }
            throw failed(name, error)
        }
        try checkPosition(entries)
    }

    private func checkPosition(_ entries: [String: String]?) throws {
        guard entries != nil, let file, let working else {
            if working != nil, base == nil || base?.size == 0 { try write(form.header) }
            return
        }
        guard let size = try? file.status().st_size, Int(size) == written else {
            throw Self.lost(name, "its working file '\(working)' is shorter than it was")
        }
    }

    deinit { if isOpen { suspend() } }

    private static func base(_ entries: [String: String]) -> (size: Int, inode: UInt64)? {
        guard let size = entries["base"].flatMap(Int.init), let inode = entries["base-inode"].flatMap(UInt64.init)
        else { return nil }
        return (size, inode)
    }

    private static func lost(_ path: String, _ cause: String) -> Diagnostic {
        Diagnostic(
            "lost-position", "cannot go on writing '\(path)'", at: SourceLocation(file: path), cause: cause,
            hint: "run with '--start-again': the run begins anew, and nothing of it is lost")
    }

    // MARK: Writing

    /// Writes bytes, now or later.
    ///
    /// - Throws: ``Diagnostic`` `output-failed`, or `broken-pipe`.
    package func write(_ bytes: [UInt8]) throws {
        if buffer.count + bytes.count <= Self.bufferSize { return buffer += bytes }
        try flush()
        if bytes.count < Self.bufferSize / 4 { return buffer += bytes }
        try put(bytes)
    }

    private func flush() throws {
        guard !buffer.isEmpty else { return }
        try put(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: [UInt8]) throws {
        guard let file else { return }
        do throws(SystemError) { try file.write(bytes, 0..<bytes.count) } catch { throw failed(name, error) }
        written += bytes.count
    }

    /// Puts everything written so far safely on the disk, and says where that is.
    ///
    /// - Throws: ``Diagnostic`` `output-failed`.
    package func checkpoint() throws -> [String: String] {
        try flush()
        guard let file, let working else { return [:] }
        guard fdatasync(file.number) == 0 else { throw failed(name, .last) }
        var entries = ["path": name, "working": working, "length": "\(written)"]
        if let base {
            entries["base"] = "\(base.size)"
            entries["base-inode"] = "\(base.inode)"
        }
        return entries
    }

    // MARK: The end

    /// Puts the file in its place; may be called again by another process when this one dies within.
    ///
    /// - Parameter ids: documents of which the target may hold something older.
    /// - Throws: ``Diagnostic`` `output-failed`, or `output-changed` when somebody else wrote the target meanwhile.
    package func finish(replacing ids: Set<String>) throws {
        guard isOpen else { return }
        try flush()
        if let file, let working {
            guard fsync(file.number) == 0 else { throw failed(name, .last) }
            let publishing = FilePublishing(
                name: name, target: target, working: working, length: written, identity: form.identity)
            guard let base else { return try closing { try publishing.takePlace() } }
            return try closing { try publishing.add(to: base, replacing: ids, isAgain: isPublishing) }
        }
        guard file != nil || existingStatus(target) != nil else {
            throw Self.lost(name, "its working file is gone, and it is not in its place")
        }
        isOpen = false
    }

    private func closing(_ body: () throws -> Void) throws {
        do { try body() } catch let error as SystemError { throw failed(name, error) }
        isOpen = false
        try? file?.close()
    }

    /// Lets go of the working file and keeps it.
    package func suspend() {
        isOpen = false
        buffer = []
        try? file?.close()
    }

    /// Removes the working file; the target stays as it was.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        buffer = []
        if let working { unlink(working) }
        try? file?.close()
    }

    /// Removes the working file of a run that is given up.
    ///
    /// - Parameter entries: its last position.
    package static func discard(_ entries: [String: String]) {
        guard let working = entries["working"], working.hasSuffix(".partial"),
            let file = try? openLocked(working, creating: false)
        else { return }
        // What SQLite keeps beside a working database.
        unlink(working + "-journal")
        unlink(working)
        try? file.close()
    }
}
