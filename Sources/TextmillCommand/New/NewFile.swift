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
        throw failure(path, "cannot make the folder", .last)
    }

    /// Writes a file.
    ///
    /// - Throws: ``Diagnostic`` when there is one already, or it cannot be written.
    static func write(_ text: String, to path: String) throws {
        do throws(SystemError) {
            let file = try Descriptor(path, flags: O_WRONLY | O_CREAT | O_EXCL)
            let bytes = Array(text.utf8)
            do throws(SystemError) {
                try file.write(bytes, 0..<bytes.count)
                try file.close()
            } catch {
                unlink(path)
                throw error
            }
        } catch {
            throw failure(path, "cannot write the file", error)
        }
    }

    /// Whether there is a folder of this name.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func failure(_ path: String, _ problem: String, _ error: SystemError) -> Diagnostic {
        let isThere = error.number == EEXIST
        return Diagnostic(
            isThere ? "exists-already" : "cannot-write", isThere ? "'\(path)' exists already" : "\(problem) '\(path)'",
            cause: isThere ? nil : "\(error)",
            hint: isThere ? "nothing was changed; choose another name or remove it first" : nil)
    }
}
