import DocumentModel
import TextKernel

/// Reading of lines and words in UTF-8 text, with offsets that may lie anywhere in the text.
struct RegionText {
    let bytes: [UInt8]
    /// Where the word of a credit may begin.
    let creditMarks: ByteMarks

    static let space = UInt8(ascii: " ")
    static let lineFeed = UInt8(ascii: "\n")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        creditMarks = Credit.marks(in: bytes)
    }

    /// Whether `text` stands at `offset`.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset >= 0, offset <= bytes.count - count else { return false }
        return text.withUTF8Buffer { wanted in
            for i in 0..<count where bytes[offset + i] != wanted[i] { return false }
            return true
        }
    }

    /// Whether `text`, in small ASCII letters, stands at `offset` in any case.
    func hasCaseless(_ text: StaticString, at offset: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset >= 0, offset <= bytes.count - count else { return false }
        return text.withUTF8Buffer { wanted in
            for i in 0..<count {
                let byte = bytes[offset + i]
                if (byte &- 65 < 26 ? byte | 32 : byte) != wanted[i] { return false }
            }
            return true
        }
    }

    /// Whether one of the ASCII characters of `set` stands at `offset`.
    func isOne(of set: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset < bytes.count else { return false }
        let byte = bytes[offset]
        return set.withUTF8Buffer { $0.contains(byte) }
    }

    /// Whether `text` ends before `end`.
    func has(_ text: StaticString, endingAt end: Int) -> Bool { has(text, at: end - text.utf8CodeUnitCount) }

    /// The end of the line that begins or goes on at `start`: its LF or `limit`.
    func lineEnd(_ start: Int, _ limit: Int) -> Int {
        ByteSearch.firstOffset(of: Self.lineFeed, in: bytes, range: start..<max(start, limit)) ?? limit
    }

    /// Without white space at both ends.
    func trimmed(_ span: Span) -> Span {
        var span = span
        while span.start < span.end, isWhite(bytes[span.start]) { span.start += 1 }
        while span.start < span.end, isWhite(bytes[span.end - 1]) { span.end -= 1 }
        return span
    }

    private func isWhite(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// The offset after spaces.
    func skipSpaces(_ start: Int, _ limit: Int) -> Int {
        var i = start
        while i < limit, bytes[i] == Self.space { i += 1 }
        return i
    }

    /// The class of the scalar at `offset`, and its length; nil at `limit`.
    func letter(at offset: Int, _ limit: Int) -> (kind: ScalarClass, length: Int)? {
        guard offset < limit, let (value, length) = UTF8Reading.scalar(bytes, at: offset),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (ScalarClass(scalar), length)
    }

    /// Whether a capital letter stands at `offset`.
    func isCapital(at offset: Int, _ limit: Int) -> Bool { letter(at: offset, limit)?.kind.isUppercase ?? false }

    /// Whether a sentence may begin at `offset`: with a capital, a digit, a quote or a letter without case.
    func mayBeginSentence(at offset: Int, _ limit: Int) -> Bool {
        guard let (kind, _) = letter(at: offset, limit) else { return false }
        return !kind.isLowercase && kind.kind != .space
    }

    /// How the letters of a span are written.
    func letters(_ span: Span) -> (capitals: Int, small: Int, others: Int, digits: Int) {
        var counts = (capitals: 0, small: 0, others: 0, digits: 0)
        var i = span.start
        while let (kind, length) = letter(at: i, span.end) {
            if kind.isUppercase {
                counts.capitals += 1
            } else if kind.isLowercase {
                counts.small += 1
            } else if kind.kind == .letter {
                counts.others += 1
            } else if kind.kind == .digit {
                counts.digits += 1
            }
            i += length
        }
        return counts
    }

    /// The number of words parted by spaces.
    func words(_ span: Span) -> Int {
        var count = 0
        var inWord = false
        for i in span.range {
            let isSpace = bytes[i] == Self.space
            if !isSpace && !inWord { count += 1 }
            inWord = !isSpace
        }
        return count
    }

    /// The length of a dash at `offset`: `—`, `–`, `--` or `-`; 0 when there is none.
    func dash(at offset: Int, _ limit: Int) -> Int {
        guard offset < limit, bytes[offset] == 0xE2 || bytes[offset] == UInt8(ascii: "-") else { return 0 }
        if has("—", at: offset) || has("–", at: offset) || has("―", at: offset) { return 3 }
        guard bytes[offset] == UInt8(ascii: "-") else { return 0 }
        var i = offset
        while i < limit, i < offset + 3, bytes[i] == UInt8(ascii: "-") { i += 1 }
        return i - offset
    }

    /// The bytes of a span.
    func slice(_ span: Span) -> ArraySlice<UInt8> { bytes[span.range] }
    /// The text of a span.
    func string(_ span: Span) -> String { String(decoding: bytes[span.range], as: UTF8.self) }
}
