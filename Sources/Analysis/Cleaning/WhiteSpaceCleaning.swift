import TextKernel

/// Makes one space of several, one blank line of several, and drops spaces beside line ends and at the text's ends.
///
/// It runs last, when the only white space is the plain space and LF.
struct WhiteSpaceCleaning {
    let isTracing: Bool

    /// The plain space and LF.
    static let white = ByteSet([0x20, 0x0A])

    /// Cleans `bytes`; returns nil when there is nothing to clean.
    ///
    /// - Complexity: O(*n*).
    func cleaning(_ bytes: [UInt8]) -> CleaningStep? {
        var rewriter = TextRewriter(bytes, tracing: isTracing)
        var marks = ByteMarks(ByteSet(), in: bytes)
        marks.formUnion(repeated: ByteMarks(Self.white, in: bytes))
        let text = bytes.span
        var i = marks.next(from: 0)
        var done = 0
        // Each mark is the second byte of a run, or the first of the text; a single one inside the text stays.
        while i < text.count {
            let start = max(0, i - 1)
            var lines = 0
            i = start
            while i < text.count, Self.isWhite(text[i]) {
                lines += text[i] == UInt8(ascii: "\n") ? 1 : 0
                i += 1
            }
            replace(bytes, start, i, lines, &rewriter)
            done = i
            i = marks.next(from: i)
        }
        if let last = bytes.last, done < bytes.count, Self.isWhite(last) {
            replace(bytes, bytes.count - 1, bytes.count, last == UInt8(ascii: "\n") ? 1 : 0, &rewriter)
        }
        return CleaningStep(rewriter)
    }

    private func replace(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ lines: Int, _ rewriter: inout TextRewriter
    ) {
        if start == 0 || end == bytes.count {
            rewriter.replace(start, end, "".utf8, lines > 0 ? .blankLines : .spaceRun)
        } else if lines == 0 {
            if end - start > 1 { rewriter.replace(start, end, " ".utf8, .spaceRun) }
        } else if end - start != min(lines, 2) {
            rewriter.replace(start, end, lines == 1 ? "\n".utf8 : "\n\n".utf8, lines > 2 ? .blankLines : .spaceRun)
        }
    }

    @inline(__always)
    static func isWhite(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
}
