import Diagnostics
import Glibc

/// Keeps two runs of one pipeline apart: a lock on a file in the state folder, which the kernel releases when the process
/// that holds it dies, however it dies.
package final class PipelineLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of a pipeline, or waits for it.
    ///
    /// - Parameter waiting: how many seconds to wait when another process has it; 0 to give up at once.
    /// - Returns: nil when another process has it.
    /// - Throws: ``Diagnostic`` `lock-failed` when the lock file cannot be made.
    package init?(folder: String, pipeline: String, waiting: Int = 0) throws {
        let path = "\(folder)/\(pipeline).lock"
        // The file stays: removing it would let a third process lock another file of the same name.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            throw Diagnostic(
                "lock-failed", "cannot lock the pipeline '\(pipeline)'", at: SourceLocation(file: path),
                cause: String(cString: strerror(errno)), hint: "the state folder must be writable")
        }
        // Whoever only looks (``isHeld(folder:pipeline:)``) has it for a moment.
        var left = max(3, waiting * 10)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                let cause = String(cString: strerror(errno))
                throw Diagnostic(
                    "lock-failed", "cannot lock the pipeline '\(pipeline)'", at: SourceLocation(file: path),
                    cause: cause)
            }
            // What was opened is closed by the end of the object's life, also of one that was never whole.
            guard left > 0 else { return nil }
            left -= 1
            usleep(100_000)
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.utf8.count, 0)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Lets another process have it, before the end of its life.
    package func release() { flock(descriptor, LOCK_UN) }

    /// Whether a run of a pipeline works.
    package static func isHeld(folder: String, pipeline: String) -> Bool {
        let descriptor = open("\(folder)/\(pipeline).lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// The process that holds the lock, as far as it said so.
    package static func holder(folder: String, pipeline: String) -> Int? {
        guard let file = fopen("\(folder)/\(pipeline).lock", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = fread(&bytes, 1, bytes.count, file)
        return Int(String(decoding: bytes.prefix(count).prefix { $0 != 10 }, as: UTF8.self))
    }
}
