import Glibc

/// An open file of the operating system; closed when nobody holds it any more.
///
/// The only file of this room that hands memory to the C library for reading and writing. Each proof is the same:
/// the range that is handed over lies inside the array, which the array's closure keeps alive for the call.
package final class Descriptor {
    /// The number that the system knows it by; -1 when it was closed.
    private(set) var number: Int32
    private let isOwned: Bool

    /// Standard input and output, which are never closed.
    package init(standard number: Int32) {
        self.number = number
        isOwned = false
    }

    /// Opens `path`; `flags` as for open(2), `O_CLOEXEC` is added.
    ///
    /// - Throws: ``SystemError`` when the system refuses.
    package init(_ path: String, flags: Int32, mode: UInt32 = 0o666) throws(SystemError) {
        // A NUL would cut the path short in the C library, and open another file.
        guard !path.utf8.contains(0) else { throw SystemError(ENOENT) }
        var opened: Int32
        repeat { opened = open(path, flags | O_CLOEXEC, mode) } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw .last }
        number = opened
        isOwned = true
    }

    deinit { if isOwned, number >= 0 { Glibc.close(number) } }

    /// Closes it now, so that an error of closing is not lost.
    ///
    /// - Throws: ``SystemError`` of close(2).
    package func close() throws(SystemError) {
        guard isOwned, number >= 0 else { return }
        let result = Glibc.close(number)
        number = -1
        // EINTR from close(2) leaves the descriptor closed on Linux.
        guard result == 0 || errno == EINTR else { throw .last }
    }

    /// What kind of file it is, and its size.
    func status() throws(SystemError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last }
        return status
    }

    /// Reads into `buffer[start...]`; returns how many bytes came, 0 at the end.
    func read(into buffer: inout [UInt8], from start: Int) throws(SystemError) -> Int {
        precondition(start >= 0 && start < buffer.count)
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                Glibc.read(number, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count >= 0 { return count }
            if errno == EAGAIN { try wait(for: Int16(POLLIN)) } else if errno != EINTR { throw .last }
        }
    }

    /// Writes all of `bytes[range]`; waits while the reader is slow.
    ///
    /// - Throws: ``SystemError`` when the system refuses; some of the bytes may be written.
    package func write(_ bytes: [UInt8], _ range: Range<Int>) throws(SystemError) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        var start = range.lowerBound
        while start < range.upperBound {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.write(number, bytes.baseAddress.map { $0 + start }, range.upperBound - start)
            }
            if count >= 0 {
                start += count
            } else if errno == EAGAIN {
                try wait(for: Int16(POLLOUT))
            } else if errno != EINTR {
                throw .last
            }
        }
    }

    /// Writes all of `bytes` at `offset` of a regular file, whatever its position.
    ///
    /// - Throws: ``SystemError`` when the system refuses; some of the bytes may be written.
    func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.pwrite(number, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
            }
            if count >= 0 { done += count } else if errno != EINTR { throw .last }
        }
    }

    /// Reads `count` bytes at `offset` of a regular file, fewer only at its end.
    func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { bytes in
                Glibc.pread(number, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
            }
            if got > 0 { done += got } else if got == 0 { break } else if errno != EINTR { throw .last }
        }
        bytes.removeLast(count - done)
        return bytes
    }

    /// Waits until a descriptor that somebody set to non-blocking is ready.
    private func wait(for events: Int16) throws(SystemError) {
        var request = pollfd(fd: number, events: events, revents: 0)
        guard poll(&request, 1, -1) >= 0 || errno == EINTR else { throw .last }
    }
}

/// Whether `status` is that of a regular file.
func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }
