import Diagnostics
import FoundationEssentials
import Glibc
import Synchronization

/// A file without a name for what does not fit in memory: gone when nobody holds it, also after a crash.
///
/// Numbers of 32 bits are appended and read back by their place. What is at a place never changes, so any number of
/// readers may share the file; one writer at a time.
package final class ScratchFile: Sendable {
    /// Reading and writing name their place and need no lock; it only says so to the compiler.
    private let file: Mutex<Descriptor>
    private let folder: String

    /// Makes an empty file in the system's folder for temporary files (`TMPDIR`, or `/tmp`).
    ///
    /// - Throws: ``Diagnostic`` `scratch-failed`.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/textmill-\(UUID().uuidString)"
        do throws(SystemError) {
            file = Mutex(try Descriptor(path, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600))
            guard unlink(path) == 0 else { throw .last }
        } catch {
            throw Self.failed(folder, error)
        }
    }

    /// Writes numbers at a place, which counts numbers from the file's start.
    ///
    /// - Throws: ``Diagnostic`` `scratch-failed`, such as for a full disk.
    package func write(_ numbers: [UInt32], at place: Int) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * numbers.count)
        for number in numbers {
            bytes.append(UInt8(truncatingIfNeeded: number))
            bytes.append(UInt8(truncatingIfNeeded: number >> 8))
            bytes.append(UInt8(truncatingIfNeeded: number >> 16))
            bytes.append(UInt8(truncatingIfNeeded: number >> 24))
        }
        do throws(SystemError) {
            try file.withLock { file throws(SystemError) in try file.write(bytes, at: 4 * place) }
        } catch { throw Self.failed(folder, error) }
    }

    /// Reads numbers that were written.
    ///
    /// - Throws: ``Diagnostic`` `scratch-failed`.
    package func read(_ count: Int, at place: Int) throws -> [UInt32] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try file.withLock { file throws(SystemError) in try file.read(4 * count, at: 4 * place) }
        } catch {
            throw Self.failed(folder, error)
        }
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for i in stride(from: 0, to: bytes.count - 3, by: 4) {
            let low = UInt32(bytes[i]) | UInt32(bytes[i + 1]) << 8
            numbers.append(low | UInt32(bytes[i + 2]) << 16 | UInt32(bytes[i + 3]) << 24)
        }
        return numbers
    }

    private static func failed(_ folder: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            "scratch-failed", "a temporary file in '\(folder)' failed", cause: "\(error)",
            hint: "TMPDIR names the folder for temporary files")
    }
}
