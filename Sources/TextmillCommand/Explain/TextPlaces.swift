import DocumentModel

/// Lines and columns of a text for people: both count from 1, columns count code points.
struct TextPlaces {
    private let bytes: [UInt8]
    private let lineStarts: [Int]

    /// Finds the lines.
    ///
    /// - Complexity: O(*n*).
    init(_ text: Text) {
        bytes = text.bytes
        lineStarts = [0] + TextDifference.lines(text.bytes).map(\.end)
    }

    /// The place of a byte offset, which is clamped to the text.
    ///
    /// - Complexity: O(log *l* + *c*) for *l* lines and a line of *c* bytes.
    func place(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(0, offset), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        // The end of a text that ends with a line end belongs to the last line.
        if low > 0, lineStarts[low] == bytes.count { low -= lineStarts.count > 1 && bytes.last != 0x0A ? 1 : 0 }
        return (low + 1, bytes[lineStarts[low]..<offset].count { $0 & 0xC0 != 0x80 } + 1)
    }
}

/// Text as a terminal may show it: what cannot be seen is spelt out, and a long text is cut in its middle.
enum Visible {
    /// The text on one line, with control, format and unusual space characters as `\n`, `\u{00A0}`.
    static func line(_ text: some StringProtocol, longest: Int = .max) -> String {
        var pieces = text.unicodeScalars.map(piece)
        if pieces.count > longest, longest > 3 {
            let head = (longest - 1) * 2 / 3
            pieces.replaceSubrange(head..<pieces.count - (longest - 1 - head), with: ["…"])
        }
        return pieces.joined()
    }

    private static func piece(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case " ": return " "
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
        default: return String(Character(scalar))
        }
    }
}
