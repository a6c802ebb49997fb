import Diagnostics

/// Packs what is written with gzip.
///
/// The same calls give the same bytes: the header holds neither a name nor a time. A checkpoint ends a member and begins
/// the next one, so that the file up to there is complete gzip by itself.
///
/// - SeeAlso: RFC 1952, "GZIP file format specification version 4.3".
package final class GzipOutput: ByteOutput {
    package var name: String { target.name }
    private let target: any ByteOutput
    private let deflater: Deflater
    private var packed = [UInt8](repeating: 0, count: 1 << 16)
    private var isInMember = true

    /// Packs into `target` at `level` 1 (fast) to 9 (small).
    ///
    /// - Throws: ``Diagnostic`` `output-failed` when there is no memory for it.
    package init(_ target: any ByteOutput, level: Int = 6) throws {
        self.target = target
        guard let deflater = Deflater(level: Int32(min(max(level, 1), 9))) else {
            throw Diagnostic("output-failed", "cannot pack '\(target.name)'", cause: "out of memory")
        }
        self.deflater = deflater
    }

    package func write(_ bytes: [UInt8], _ range: Range<Int>) throws {
        guard !range.isEmpty else { return }
        isInMember = true
        try pack(bytes, range, isLast: false)
    }

    package func checkpoint() throws -> Int {
        try endMember()
        return try target.checkpoint()
    }

    package func finish() throws {
        try endMember()
        try target.finish()
    }

    package func abandon() { target.abandon() }

    private func endMember() throws {
        guard isInMember else { return }
        try pack([0], 0..<0, isLast: true)
        deflater.reset()
        isInMember = false
    }

    private func pack(_ bytes: [UInt8], _ range: Range<Int>, isLast: Bool) throws {
        var from = range.lowerBound
        while true {
            let step = deflater.step(bytes, from, range.upperBound, &packed, 0, isLast: isLast)
            from += step.read
            try target.write(packed, 0..<step.written)
            let isFull = step.written == packed.count
            if step.code == ZlibCode.streamEnd || (!isLast && from == range.upperBound && !isFull) { return }
            guard step.code == ZlibCode.ok || step.code == ZlibCode.bufferError, step.read + step.written > 0 || !isLast
            else { throw Diagnostic("output-failed", "cannot pack '\(name)'", cause: "zlib's error \(step.code)") }
            if !isLast, step.read + step.written == 0 { return }
        }
    }
}
