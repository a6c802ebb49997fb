import Diagnostics
import Formats
import Glibc

/// Reads the small files that the command line itself needs.
enum FileReading {
    /// The bytes of a file, at most one more than `limit`, so that a reader sees that it is too large.
    ///
    /// - Throws: ``Diagnostic`` `unreadable-file`.
    static func contents(of path: String, limit: Int) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while bytes.count <= limit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, errno) }
            if count == 0 { break }
            bytes += buffer[..<min(count, limit + 1 - bytes.count)]
        }
        return bytes
    }

    private static func failure(_ path: String, _ number: Int32) -> Diagnostic {
        Diagnostic(
            "unreadable-file", "cannot read '\(path)'", at: SourceLocation(file: path), cause: "\(SystemError(number))",
            hint: number == ENOENT && !path.hasSuffix(".yaml") && access("\(path).yaml", R_OK) == 0
                ? "did you mean '\(path).yaml'?" : nil)
    }
}
