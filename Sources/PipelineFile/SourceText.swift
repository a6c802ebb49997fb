import Diagnostics

/// The text of a file (or of one `--set`), cut into lines for messages.
///
/// Lines end where libyaml ends them, so that its line numbers fit: at LF, CR, CR LF, NEL, LS and PS.
struct SourceText {
    let file: String
    let bytes: [UInt8]
    private let lineStarts: [Int]

    /// Cuts `bytes`, which are UTF-8 without a byte order mark, into lines.
    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let width = Self.breakWidth(bytes, index)
            index += max(1, width)
            if width > 0 { starts.append(index) }
        }
        lineStarts = starts
    }

    /// How many bytes the line end at `index` has; 0 when there is none.
    private static func breakWidth(_ bytes: [UInt8], _ index: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        switch byte(0) {
        case 0x0A: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }

    /// How many lines there are; a line end at the end of the file opens no further one for people.
    var lineCount: Int { lineStarts.count }

    /// The text of a line, counted from 0, without its end; empty behind the last.
    func line(_ index: Int) -> String {
        guard lineStarts.indices.contains(index) else { return "" }
        var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
        for width in [3, 2, 1]
        where end - width >= lineStarts[index] && Self.breakWidth(bytes, end - width) == width
            && index + 1 < lineStarts.count
        {
            end -= width
            break
        }
        return String(decoding: bytes[lineStarts[index]..<end], as: UTF8.self)
    }

    /// The place of a byte.
    func location(ofByte offset: Int, length: Int = 1) -> SourceLocation {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), bytes.count)]
        let column = before.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return location(line: low, column: column, length: length)
    }

    /// A place by line and column, both counted from 0.
    func location(line: Int, column: Int, length: Int = 1) -> SourceLocation {
        SourceLocation(
            file: file, line: line + 1, column: column + 1, length: max(1, length), excerpt: excerpt(line))
    }

    /// A line to show, counted from 0; none when it is so long that nobody reads it and carrying it takes time.
    func excerpt(_ line: Int) -> SourceExcerpt? {
        let text = self.line(line)
        return text.utf8.count > 4096 ? nil : SourceExcerpt(line: text)
    }
}

/// What is wrong with bytes before they can be read as YAML.
struct EncodingCheck {
    /// The text without a byte order mark, or the first problem: too large, not UTF-8, a control character.
    static func text(
        _ bytes: [UInt8], file: String, _ limits: YAMLLimits = .pipeline
    ) throws(Diagnostic) -> SourceText {
        guard bytes.count <= limits.byteCount else {
            throw Diagnostic(
                .tooLarge, "the file has \(bytes.count) bytes; \(limits.name) has at most \(limits.byteCount)",
                at: SourceLocation(file: file), hint: limits.hint)
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw Diagnostic(
                .notUTF8, "the file is UTF-16, not UTF-8", at: SourceLocation(file: file),
                hint: "save it as UTF-8, for example with 'iconv -f UTF-16 -t UTF-8'")
        }
        let text = SourceText(
            file: file, bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
        try check(text)
        return text
    }

    private static func check(_ text: SourceText) throws(Diagnostic) {
        let bytes = text.bytes
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F {
                index += 1
                continue
            }
            guard let (scalar, width) = scalar(bytes, index) else {
                throw Diagnostic(
                    .notUTF8, "the byte \(hex(UInt32(byte), 2)) is not valid UTF-8 here",
                    at: text.location(ofByte: index),
                    hint: "is the file Windows-1252 or Latin-1? save it as UTF-8")
            }
            guard isAllowed(scalar) else {
                throw Diagnostic(
                    .controlCharacter, "the character U+\(hex(scalar, 4)) is not allowed in YAML",
                    at: text.location(ofByte: index),
                    hint: hint(for: scalar))
            }
            index += width
        }
    }

    private static func hint(for scalar: UInt32) -> String {
        switch scalar {
        case 0: "is this a text file?"
        case 0xFEFF: "a byte order mark belongs at the very beginning, or nowhere"
        default: "remove it, or write it as an escape in a double-quoted value"
        }
    }

    private static func hex(_ number: UInt32, _ digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// YAML 1.1, section 5.1, as libyaml has it.
    private static func isAllowed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x0D, 0x85: true
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// The scalar at `index` and its width; nil when the bytes there are not UTF-8 (Unicode table 3-7).
    private static func scalar(_ bytes: [UInt8], _ index: Int) -> (UInt32, Int)? {
        func tail(_ offset: Int) -> UInt32? {
            guard index + offset < bytes.count, bytes[index + offset] & 0xC0 == 0x80 else { return nil }
            return UInt32(bytes[index + offset] & 0x3F)
        }
        let first = UInt32(bytes[index])
        switch first {
        case 0..<0x80: return (first, 1)
        case 0xC2...0xDF:
            guard let a = tail(1) else { return nil }
            return ((first & 0x1F) << 6 | a, 2)
        case 0xE0...0xEF:
            guard let a = tail(1), let b = tail(2) else { return nil }
            let scalar = (first & 0x0F) << 12 | a << 6 | b
            return scalar < 0x800 || (0xD800...0xDFFF).contains(scalar) ? nil : (scalar, 3)
        case 0xF0...0xF4:
            guard let a = tail(1), let b = tail(2), let c = tail(3) else { return nil }
            let scalar = (first & 0x07) << 18 | a << 12 | b << 6 | c
            return (0x10000...0x10FFFF).contains(scalar) ? (scalar, 4) : nil
        default: return nil
        }
    }
}
