package import Diagnostics

/// What is wrong with a JSON text, and where.
///
/// Line and column are relative to the text that was read; ``diagnostic(in:line:column:)`` moves them to their place
/// in a file.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One plain sentence: what was expected and what was found.
    package var problem: String
    /// The next thing to try, where the mistake is a known one.
    package var hint: String?
    /// Where it is, in bytes from the start of the array that was read.
    package var offset: Int
    /// The line within the text, from 1.
    package var line: Int
    /// The column in code points, from 1.
    package var column: Int
    /// The line it is in, without its line end, when that is short enough to show.
    package var excerpt: String?

    /// `line:column: problem`.
    package var description: String { "\(line):\(column): \(problem)" }

    /// The error as a diagnostic with the code `bad-json`, for a text that begins at `line` and `column` of `file`.
    package func diagnostic(in file: String, line first: Int = 1, column start: Int = 1) -> Diagnostic {
        let place = SourceLocation(
            file: file, line: first + line - 1, column: line == 1 ? start + column - 1 : column,
            excerpt: line == 1 && start > 1 ? nil : excerpt.map(SourceExcerpt.init(line:)))
        return Diagnostic("bad-json", problem, at: place, hint: hint)
    }
}

extension JSONError {
    /// Makes the error for `offset` of the text `bytes[range]`.
    ///
    /// - Complexity: O(*n*) for *n* bytes before `offset`; errors are rare.
    init(_ problem: String, hint: String? = nil, at offset: Int, of bytes: [UInt8], range: Range<Int>) {
        let offset = min(max(offset, range.lowerBound), range.upperBound)
        let before = bytes[range.lowerBound..<offset]
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? range.lowerBound
        var end = offset
        while end < range.upperBound, end - start <= 400, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        self.problem = problem
        self.hint = hint
        self.offset = offset
        line = 1 + before.count { $0 == 0x0A }
        column = 1 + bytes[start..<offset].count { $0 & 0xC0 != 0x80 }
        excerpt = end - start <= 400 ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
    }
}

/// How large and how deep a JSON text may be.
package struct JSONLimits: Hashable, Sendable {
    /// How many objects and arrays may be open at once; at most 1,000, so that no stack overflows.
    package var depth: Int
    /// How many bytes one text may have.
    package var byteCount: Int

    /// 200 levels and 256 MB, unless said otherwise.
    package init(depth: Int = 200, byteCount: Int = 256 << 20) {
        self.depth = min(max(depth, 1), 1000)
        self.byteCount = byteCount
    }
}
