import Diagnostics
import TextKernel

/// Cuts the elements out of one JSON array, which may be far larger than memory.
///
/// Only what is between the elements is checked here; each element is read strictly by the ``JSONCursor`` that gets it.
/// An element of more than `maximumByteCount` bytes is reported and skipped. A byte order mark at the start of the input
/// is skipped. Memory: one element, one batch, and a buffer.
package final class JSONArrayReader: RecordReader {
    private var window: InputWindow
    private let maximum: Int
    private var state = State.start
    /// The next byte to look at.
    private var at = 0
    /// Where the element began that is being looked at.
    private var element = ElementStart(line: 1, column: 1, offset: 0)
    private var depth = 0
    private var isInString = false
    private var isAfterBackslash = false
    private var number = 0
    /// Line and column of `counted`, an offset into the buffer.
    private var counted = 0
    private var line = 1
    private var column = 1
    /// The beginning of an element that is being skipped because it is too long.
    private var kept: [UInt8]?
    private var failure: Diagnostic?

    private enum State { case start, firstElement, nextElement, element, afterElement, afterArray }
    private struct ElementStart { var line: Int, column: Int, offset: Int }

    /// Reads `input`, `bufferSize` bytes at a time.
    package init(_ input: any ByteInput, maximumByteCount: Int = 64 << 20, bufferSize: Int = 1 << 20) {
        maximum = max(maximumByteCount, 1)
        window = InputWindow(input, bufferSize: bufferSize, maximum: maximum + 2)
    }

    /// - Throws: ``Diagnostic`` `bad-json` when the input is not an array, or what the input throws.
    package func next(count: Int, byteCount: Int) throws -> RecordBatch? {
        if let failure { throw failure }
        var records: [Record] = []
        while records.count < max(count, 1) {
            do {
                guard let record = try nextRecord() else {
                    if !records.isEmpty { break }
                    if window.isAtEnd { return nil }
                    try fill()
                    continue
                }
                if let kept {
                    self.kept = nil
                    window.drop(upTo: at)
                    return RecordBatch(bytes: kept, records: [record])
                }
                records.append(record)
                if at - window.start >= byteCount { break }
            } catch let error as Diagnostic where !records.isEmpty {
                failure = error
                break
            }
        }
        return take(records)
    }

    /// The batch of `records`: the bytes from the window's start to the last one's end.
    private func take(_ records: [Record]) -> RecordBatch {
        let origin = window.offset
        let stop = records.last.map { $0.offset - origin + $0.byteCount + window.start } ?? window.start
        let batch = RecordBatch(bytes: Array(window.buffer[window.start..<stop]), records: records)
        window.drop(upTo: stop)
        return batch
    }

    /// Goes on to the end of the next element; nil when that is not in the buffer, or at the end of the array.
    private func nextRecord() throws -> Record? {
        while true {
            if state == .element {
                guard let end = elementEnd() else {
                    if window.isAtEnd { throw expected("the end of the element of line \(element.line)") }
                    return nil
                }
                return record(upTo: end)
            }
            skipSpace()
            guard at < window.end else {
                if window.isAtEnd, state != .afterArray { throw expected(expectation) }
                return nil
            }
            try step(window.buffer[at])
        }
    }

    private var expectation: String {
        switch state {
        case .start: "an array"
        case .firstElement: "a value or ']'"
        case .nextElement: "a value after ','"
        case .element, .afterElement: "',' or ']' after a value"
        case .afterArray: "the end of the JSON text"
        }
    }

    /// Takes one byte outside of elements.
    private func step(_ byte: UInt8) throws {
        switch (state, byte) {
        case (.start, 0x5B): state = .firstElement
        case (.firstElement, 0x5D), (.afterElement, 0x5D): state = .afterArray
        case (.afterElement, 0x2C): state = .nextElement
        case (.firstElement, 0x2C), (.nextElement, 0x2C), (.nextElement, 0x5D), (_, 0x7D), (_, 0x3A):
            throw expected(expectation)
        case (.firstElement, _), (.nextElement, _): return begin()
        default: throw expected(expectation)
        }
        at += 1
    }

    private func begin() {
        count(upTo: at)
        element = ElementStart(line: line, column: column, offset: window.offset + at - window.start)
        state = .element
        (depth, isInString, isAfterBackslash) = (0, false, false)
    }

    /// The offset after the element, when it is in the buffer; otherwise `at` is where to go on.
    private func elementEnd() -> Int? {
        let end = window.end
        while at < end {
            if isAfterBackslash {
                isAfterBackslash = false
                at += 1
                continue
            }
            if isInString {
                at = JSONKernel.scanString(window.buffer, from: at, to: end).stop
                guard at < end else { return nil }
                isAfterBackslash = window.buffer[at] == 0x5C
                if window.buffer[at] == 0x22 {
                    isInString = false
                    if depth == 0 { return at + 1 }
                }
                at += 1
                continue
            }
            switch window.buffer[at] {
            case 0x22: isInString = true
            case 0x5B, 0x7B: depth += 1
            case 0x5D, 0x7D:
                if depth == 0 { return at }
                depth -= 1
                if depth == 0 { return at + 1 }
            case 0x2C, 0x20, 0x0A, 0x0D, 0x09: if depth == 0 { return at }
            default: break
            }
            at += 1
        }
        return nil
    }

    private func record(upTo end: Int) -> Record {
        number += 1
        state = .afterElement
        at = end
        let byteCount = window.offset + end - window.start - element.offset
        let start = element.offset - window.offset
        let isTooLong = byteCount > maximum
        var range = start..<start + (isTooLong ? min(byteCount, keptOfTooLong) : byteCount)
        if let kept { range = 0..<kept.count }
        return Record(
            range: range, byteCount: byteCount, number: number, line: element.line, column: element.column,
            offset: element.offset, isTooLong: isTooLong || kept != nil)
    }

    /// Reads on. What is read of an element that has become too long is let go.
    private func fill() throws {
        if state != .element {
            window.drop(upTo: at)
        } else if kept != nil || window.offset + at - window.start - element.offset > maximum {
            if kept == nil {
                let start = element.offset - window.offset + window.start
                kept = Array(window.buffer[start..<at].prefix(keptOfTooLong))
            }
            window.drop(upTo: at)
        } else {
            window.drop(upTo: element.offset - window.offset + window.start)
        }
        count(upTo: max(counted, window.start))
        let moved = window.start
        try window.fill()
        at = max(at - moved, window.start)
        counted = max(counted - moved, window.start)
    }

    private func skipSpace() {
        while at < window.end, [0x20, 0x0A, 0x0D, 0x09].contains(window.buffer[at]) { at += 1 }
    }

    /// Moves line and column on to the offset `place` of the buffer.
    private func count(upTo place: Int) {
        let range = counted..<place
        if let last = ByteSearch.lastOffset(of: 0x0A, in: window.buffer, range: range) {
            line += ByteSearch.count(of: 0x0A, in: window.buffer, range: range)
            column = 1 + UTF8Kernel.scalarCount(of: window.buffer, in: last + 1..<place)
        } else {
            column += UTF8Kernel.scalarCount(of: window.buffer, in: range)
        }
        counted = place
    }

    private func expected(_ what: String) -> Diagnostic {
        count(upTo: at)
        let name = window.input.name
        do throws(JSONError) {
            return try JSONCursor(window.buffer, in: at..<window.end).expected(what)
                .diagnostic(in: name, line: line, column: column)
        } catch {
            return error.diagnostic(in: name, line: line, column: column)
        }
    }
}
