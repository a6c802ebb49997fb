import FoundationEssentials

/// A place for bytes that are written from beginning to end.
///
/// Exactly one of ``finish()`` and ``abandon()`` ends it; an output that nobody ended is abandoned.
package protocol ByteOutput: AnyObject {
    /// What it is called in messages: the path as the user gave it, `standard output`.
    var name: String { get }

    /// Writes `bytes[range]`, now or later.
    ///
    /// - Throws: ``Diagnostic`` `output-failed`, or `broken-pipe` when the reader of a pipe has gone away.
    func write(_ bytes: [UInt8], _ range: Range<Int>) throws

    /// Puts everything written so far safely on the disk, and returns the length of the output up to here in bytes.
    ///
    /// After a crash the output can be cut back to this length and written on from there.
    func checkpoint() throws -> Int

    /// Completes the output; a file appears under its name.
    func finish() throws

    /// Takes the output back as far as that is possible; an older file of the same name stays as it was.
    func abandon()
}

extension ByteOutput {
    /// Writes all of `bytes`.
    package func write(_ bytes: [UInt8]) throws { try write(bytes, 0..<bytes.count) }
}

/// Opens `path` for writing (`-` for standard output), packed with gzip when it ends in `.gz`; folders on the way to it
/// that are missing are made.
///
/// - Throws: ``Diagnostic`` `output-failed`.
package func openOutput(_ path: String) throws -> any ByteOutput {
    makeFolders(for: path)
    let file = try FileOutput(path)
    return path.hasSuffix(".gz") ? try GzipOutput(file) : file
}

/// Makes the folders on the way to `path`; what stands in the way is said when the file is opened.
func makeFolders(for path: String) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try? FileManager.default.createDirectory(atPath: String(path[..<slash]), withIntermediateDirectories: true)
}

/// Bytes kept in memory.
package final class MemoryOutput: ByteOutput {
    package let name = "memory"
    /// What was written.
    package private(set) var bytes: [UInt8] = []

    /// Starts empty.
    package init() {}

    package func write(_ bytes: [UInt8], _ range: Range<Int>) { self.bytes += bytes[range] }
    package func checkpoint() -> Int { bytes.count }
    package func finish() {}
    package func abandon() { bytes = [] }
}
