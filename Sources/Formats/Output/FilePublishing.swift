import Diagnostics
import Glibc

/// Gives a working file that is complete and safe on disk its name.
///
/// Every step can be repeated by another process after a crash: as long as the working file is there, the work is not
/// done; it goes last.
struct FilePublishing {
    /// The file as the user named it.
    let name: String
    let target: String
    let working: String
    /// Bytes of the working file.
    let length: Int
    let identity: RecordIdentity

    private static let pieceSize = 1 << 20
    private var isPacked: Bool { target.hasSuffix(".gz") }
    /// Where a new target is made, when it is not the working file itself.
    private var new: String { working + ".new" }

    /// Puts the working file in the place of the target.
    ///
    /// - Throws: ``SystemError`` or ``Diagnostic``.
    func takePlace() throws {
        if isPacked { return try replaceTarget { _ in } }
        guard rename(working, target) == 0 else { throw SystemError.last }
        synchronizeFolder(of: target)
    }

    /// Adds the working file to what earlier runs wrote.
    ///
    /// - Parameters:
    ///   - base: size and inode of the target at the beginning of the run.
    ///   - ids: documents of which the target may hold something older, which is left out.
    ///   - isAgain: a process before this one may have done a part of it.
    func add(to base: (size: Int, inode: UInt64), replacing ids: Set<String>, isAgain: Bool) throws {
        guard let status = existingStatus(target) else {
            // Somebody removed it: what they did not want is not brought back.
            return try takePlace()
        }
        if UInt64(status.st_ino) != base.inode {
            // Either this very step was done, and the process died before it removed the working file, or it is another
            // file. It is ours if it ends with what the run wrote.
            guard isAgain, try endsWithWorkingFile() else { throw changed }
            return remove(working)
        }
        guard Int(status.st_size) == base.size || (isAgain && Int(status.st_size) > base.size) else { throw changed }
        if ids.isEmpty || identity == .none { return try append(at: base.size) }
        try replaceTarget { output in
            var filter = RecordFilter(identity, without: ids)
            let input = try openInput(target)
            try eachPiece(of: input) { try output.write(filter.add($0)) }
            try output.write(filter.finish())
        }
    }

    private var changed: Diagnostic {
        Diagnostic(
            "output-changed", "'\(name)' was changed by somebody else while the run wrote",
            at: SourceLocation(file: name),
            hint: "'\(working)' holds what the run would have added; put the file back, or move it away, and run again")
    }

    /// Appends the working file behind `size` bytes of the target.
    private func append(at size: Int) throws {
        let file = try Descriptor(target, flags: O_RDWR)
        guard ftruncate(file.number, size) == 0, lseek(file.number, 0, SEEK_END) >= 0 else { throw SystemError.last }
        let output = try output(to: file)
        if !isPacked, size > 0, try file.read(1, at: size - 1) != [0x0A] { try output.write([0x0A]) }
        try copyWorkingFile(to: output)
        try output.finish()
        guard fsync(file.number) == 0 else { throw SystemError.last }
        try file.close()
        remove(working)
    }

    /// Makes a new target of what `begin` writes and the working file.
    private func replaceTarget(_ begin: (any ByteOutput) throws -> Void) throws {
        let file = try Descriptor(new, flags: O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW)
        if let status = existingStatus(target) { _ = fchmod(file.number, status.st_mode & 0o7777) }
        let output = try output(to: file)
        do {
            try begin(output)
            try copyWorkingFile(to: output)
            try output.finish()
            guard fsync(file.number) == 0, rename(new, target) == 0 else { throw SystemError.last }
        } catch {
            unlink(new)
            throw error
        }
        synchronizeFolder(of: target)
        remove(working)
    }

    private func output(to file: Descriptor) throws -> any ByteOutput {
        let plain = DescriptorOutput(file, name: name)
        return isPacked ? try GzipOutput(plain) : plain
    }

    private func copyWorkingFile(to output: any ByteOutput) throws {
        try eachPiece(of: try FileInput(working)) { try output.write(Array($0)) }
    }

    private func eachPiece(of input: any ByteInput, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = try input.read(into: &buffer, from: 0)
            if count == 0 { return }
            try body(buffer[0..<count])
        }
    }

    private func endsWithWorkingFile() throws -> Bool {
        guard !isPacked else { return true }
        let whole = try Descriptor(target, flags: O_RDONLY)
        let size = Int(try whole.status().st_size)
        guard size >= length else { return false }
        var place = size - length
        var isSame = true
        try eachPiece(of: try FileInput(working)) { piece in
            if isSame { isSame = try whole.read(piece.count, at: place) == Array(piece) }
            place += piece.count
        }
        return isSame
    }

    private func remove(_ path: String) {
        unlink(path)
        synchronizeFolder(of: path)
    }
}

/// Writes to an open file and leaves its name, and the disk, to others.
private final class DescriptorOutput: ByteOutput {
    let name: String
    private let file: Descriptor
    private var count = 0

    init(_ file: Descriptor, name: String) {
        self.file = file
        self.name = name
    }

    func write(_ bytes: [UInt8], _ range: Range<Int>) throws {
        try file.write(bytes, range)
        count += range.count
    }

    func checkpoint() -> Int { count }
    func finish() {}
    func abandon() {}
}
