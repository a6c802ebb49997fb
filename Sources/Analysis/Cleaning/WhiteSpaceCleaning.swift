/// Makes one space of several, one blank line of several, and drops spaces beside line ends and at the text's ends.
///
/// It runs last, when the only white space is the plain space and LF.
struct WhiteSpaceCleaning {
    let isTracing: Bool

    /// Cleans `bytes`; returns nil when there is nothing to clean.
    ///
    /// - Complexity: O(*n*).
    func cleaning(_ bytes: [UInt8]) -> CleaningStep? {
        var rewriter = TextRewriter(bytes, tracing: isTracing)
        let text = bytes.span
        var i = 0
        while i < text.count {
            guard Self.isWhite(text[i]) else {
                i += 1
                continue
            }
            let start = i
            i += 1
            // A single one inside the text stays.
            if i < text.count, !Self.isWhite(text[i]), start > 0 { continue }
            var lines = text[start] == UInt8(ascii: "\n") ? 1 : 0
            while i < text.count, Self.isWhite(text[i]) {
                lines += text[i] == UInt8(ascii: "\n") ? 1 : 0
                i += 1
            }
            replace(bytes, start, i, lines, &rewriter)
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
