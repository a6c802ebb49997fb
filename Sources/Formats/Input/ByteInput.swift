import Diagnostics

/// Bytes that are read from beginning to end, a piece at a time.
package protocol ByteInput: AnyObject {
    /// What it is called in messages: the path as the user gave it, `standard input`.
    var name: String { get }

    /// Reads into `buffer[start...]`, which is not empty; returns how many bytes came, 0 at the end.
    ///
    /// Blocks until there is at least one byte.
    ///
    /// - Throws: ``Diagnostic`` `unreadable-file`.
    func read(into buffer: inout [UInt8], from start: Int) throws -> Int
}

extension ByteInput {
    /// Reads everything up to the end.
    ///
    /// - Throws: ``Diagnostic`` `file-too-large` when there is more than `limit` bytes, and whatever reading throws.
    ///   No more than the limit and one buffer is held.
    package func readAll(limit: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(max(limit, 0), 1 << 16) + 1)
        var count = 0
        while true {
            let read = try read(into: &bytes, from: count)
            count += read
            guard count <= limit else {
                throw Diagnostic(
                    "file-too-large", "'\(name)' has more than the \(limit) bytes allowed",
                    at: SourceLocation(file: name))
            }
            if read == 0 {
                bytes.removeSubrange(count...)
                return bytes
            }
            // Doubled, but never far beyond the limit.
            let more = min(bytes.count, limit + 1 - bytes.count)
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: max(more, 1))) }
        }
    }
}

/// Bytes that are in memory already.
package final class MemoryInput: ByteInput {
    package let name: String
    private let bytes: [UInt8]
    private let step: Int
    private var offset = 0

    /// Hands out `bytes`, at most `step` of them at a time.
    package init(_ bytes: [UInt8], name: String = "memory", step: Int = .max) {
        self.bytes = bytes
        self.name = name
        self.step = step
    }

    package func read(into buffer: inout [UInt8], from start: Int) -> Int {
        let count = min(buffer.count - start, bytes.count - offset, step)
        buffer.replaceSubrange(start..<start + count, with: bytes[offset..<offset + count])
        offset += count
        return count
    }
}
