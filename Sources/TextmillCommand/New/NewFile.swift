import Diagnostics
import Formats
import Glibc

/// Writes files and folders that are not there yet.
enum NewFile {
    /// Makes a folder.
    ///
    /// - Throws: ``Diagnostic`` when there is something of this name, or it cannot be made.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o777) != 0 else { return }
        throw failure(path, "cannot make the folder")
    }

    /// Writes a file.
    ///
    /// - Throws: ``Diagnostic`` when there is one already, or it cannot be written.
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path, "cannot write the file") }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                let error = failure(path, "cannot write the file")
                unlink(path)
                throw error
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether there is a folder of this name.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func failure(_ path: String, _ problem: String) -> Diagnostic {
        let number = errno
        return Diagnostic(
            number == EEXIST ? "exists-already" : "cannot-write",
            number == EEXIST ? "'\(path)' exists already" : "\(problem) '\(path)'",
            cause: number == EEXIST ? nil : "\(SystemError(number))",
            hint: number == EEXIST ? "nothing was changed; choose another name or remove it first" : nil)
    }
}
