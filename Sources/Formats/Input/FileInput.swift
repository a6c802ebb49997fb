package import Diagnostics
import Glibc

/// A file, a device, or standard input, read in large pieces without locks.
package final class FileInput: ByteInput {
    package let name: String
    /// The size of a regular file; nil for pipes and devices.
    package let byteCount: Int?
    private let file: Descriptor
    /// Bytes that were read ahead to see what the file is.
    private var ahead: [UInt8] = []

    /// Opens `path`, or standard input for `-`.
    ///
    /// - Throws: ``Diagnostic`` `unreadable-file` with the system's reason as its cause.
    package init(_ path: String) throws(Diagnostic) {
        name = path == "-" ? "standard input" : path
        do throws(SystemError) {
            file = path == "-" ? Descriptor(standard: 0) : try Descriptor(path, flags: O_RDONLY)
            let status = try file.status()
            if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(EISDIR) }
            byteCount = isRegular(status) ? Int(status.st_size) : nil
        } catch {
            throw unreadable(path == "-" ? "standard input" : path, error)
        }
        // Advice only: reading works without it.
        _ = posix_fadvise(file.number, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
    }

    package func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
        if !ahead.isEmpty {
            let count = min(ahead.count, buffer.count - start)
            buffer.replaceSubrange(start..<start + count, with: ahead[0..<count])
            ahead.removeFirst(count)
            return count
        }
        do throws(SystemError) {
            return try file.read(into: &buffer, from: start)
        } catch {
            throw unreadable(name, error)
        }
    }

    /// The next bytes, at most `count`, without taking them.
    func peek(_ count: Int) throws -> [UInt8] {
        while ahead.count < count {
            var buffer = [UInt8](repeating: 0, count: count - ahead.count)
            let read = try file.read(into: &buffer, from: 0)
            if read == 0 { break }
            ahead += buffer[0..<read]
        }
        return Array(ahead.prefix(count))
    }
}

/// The diagnostic of a file that cannot be read.
func unreadable(_ name: String, _ error: SystemError) -> Diagnostic {
    let display = name == "standard input" ? name : "'\(name)'"
    return Diagnostic(
        "unreadable-file", "cannot read \(display)", at: SourceLocation(file: name), cause: "\(error)")
}

/// Opens `path` (`-` for standard input) for reading, and unpacks it when it is gzip.
///
/// Gzip is known by its first two bytes, whatever the file is called; a file that is called `.gz` and is not gzip is
/// an error.
///
/// - Throws: ``Diagnostic`` `unreadable-file` or `bad-gzip`.
package func openInput(_ path: String) throws -> any ByteInput {
    let file = try FileInput(path)
    let start: [UInt8]
    do {
        start = try file.peek(2)
    } catch let error as SystemError {
        throw unreadable(file.name, error)
    }
    if start == [0x1F, 0x8B] { return try GzipInput(file) }
    if path.hasSuffix(".gz") {
        throw Diagnostic(
            "bad-gzip", "'\(path)' is called .gz but is not gzip", at: SourceLocation(file: path),
            cause: start.isEmpty ? "the file is empty" : "its first bytes are not 1F 8B",
            hint: "rename it, or pack it again")
    }
    return file
}
