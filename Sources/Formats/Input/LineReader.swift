import TextKernel

/// Cuts an input into lines.
///
/// A line ends with LF or CR LF; the last one may end with the input. Blank lines are records too, of no bytes. A byte
/// order mark at the start of the input is skipped. A line of more than `maximumByteCount` bytes is reported and
/// skipped. Memory: one line, one batch, and a buffer.
package final class LineReader: RecordReader {
    private var window: InputWindow
    private let maximum: Int
    private var number = 0
    /// The beginning of a line that is being skipped because it is too long, and its bytes so far.
    private var skipping: (kept: [UInt8], byteCount: Int, offset: Int)?

    /// Reads `input`, `bufferSize` bytes at a time.
    package init(_ input: any ByteInput, maximumByteCount: Int = 64 << 20, bufferSize: Int = 1 << 20) {
        maximum = max(maximumByteCount, 1)
        window = InputWindow(input, bufferSize: bufferSize, maximum: maximum + 2)
    }

    package func next(count: Int, byteCount: Int) throws -> RecordBatch? {
        while true {
            if let batch = skippedLine() ?? cut(max(count, 1), max(byteCount, 1)) { return batch }
            if window.isAtEnd { return lastLine() }
            // One byte more than allowed may be the CR of a line end.
            if skipping != nil || window.end - window.start > maximum + 1 { skip() }
            try window.fill()
        }
    }

    /// The complete lines at the start of the window, within the limits of a batch; nil when there is none.
    private func cut(_ count: Int, _ byteCount: Int) -> RecordBatch? {
        var records: [Record] = []
        var at = window.start
        while records.count < count, at - window.start < byteCount, let lineEnd = lineEnd(from: at) {
            if !records.isEmpty, lineEnd - window.start > byteCount { break }
            records.append(record(at..<lineEnd))
            at = lineEnd + 1
        }
        return records.isEmpty ? nil : take(records, upTo: at)
    }

    /// What is left after the last line end.
    private func lastLine() -> RecordBatch? {
        guard window.start < window.end else { return nil }
        return take([record(window.start..<window.end)], upTo: window.end)
    }

    private func lineEnd(from at: Int) -> Int? {
        ByteSearch.firstOffset(of: 0x0A, in: window.buffer, range: at..<window.end)
    }

    /// The record of the line `range`; a CR at its end belongs to the line end when an LF follows.
    private func record(_ range: Range<Int>) -> Record {
        number += 1
        let start = range.lowerBound - window.start
        let hasReturn = !range.isEmpty && range.upperBound < window.end && window.buffer[range.upperBound - 1] == 0x0D
        let byteCount = range.count - (hasReturn ? 1 : 0)
        let isTooLong = byteCount > maximum
        let kept = isTooLong ? min(byteCount, keptOfTooLong) : byteCount
        return Record(
            range: start..<start + kept, byteCount: byteCount, number: number, line: number, column: 1,
            offset: window.offset + start, isTooLong: isTooLong)
    }

    private func take(_ records: [Record], upTo at: Int) -> RecordBatch {
        let batch = RecordBatch(bytes: Array(window.buffer[window.start..<at]), records: records)
        window.drop(upTo: at)
        return batch
    }

    /// Lets the window's bytes, all of one line, go.
    private func skip() {
        if skipping == nil {
            let kept = window.buffer[window.start..<window.end].prefix(keptOfTooLong)
            skipping = (Array(kept), 0, window.offset)
        }
        skipping?.byteCount += window.end - window.start
        window.drop(upTo: window.end)
    }

    /// The record of the line that was skipped, once its end is known.
    private func skippedLine() -> RecordBatch? {
        guard let skipped = skipping else { return nil }
        let lineEnd = lineEnd(from: window.start)
        guard lineEnd != nil || window.isAtEnd else { return nil }
        let stop = lineEnd ?? window.end
        number += 1
        skipping = nil
        let record = Record(
            range: 0..<skipped.kept.count, byteCount: skipped.byteCount + stop - window.start, number: number,
            line: number, column: 1, offset: skipped.offset, isTooLong: true)
        window.drop(upTo: lineEnd.map { $0 + 1 } ?? stop)
        return RecordBatch(bytes: skipped.kept, records: [record])
    }
}
