import TextKernel

/// The kind of a JSON value, known from its first byte.
package enum JSONKind: String, Hashable, Sendable {
    case object, array, string, number, boolean, null
}

/// A string of a JSON text, checked and still in its place: the bytes between the quotes.
package struct JSONText: Hashable, Sendable {
    /// The content between the quotes, as offsets into the array that is read.
    package var range: Range<Int>
    /// Whether the content has escapes, so that its text is not simply its bytes.
    package var hasEscapes: Bool
}

/// Reads a JSON text strictly (RFC 8259) as a sequence of values, without building a tree.
///
/// ```swift
/// var cursor = try JSONCursor(line)
/// try cursor.beginObject()
/// while let key = try cursor.nextKey() {
///     if cursor.text(key, equals: title) { document.title = try cursor.readString() } else { try cursor.skipValue() }
/// }
/// try cursor.finish()
/// ```
///
/// Every byte is checked, also that of skipped values: syntax, escapes, paired surrogates, control characters, UTF-8,
/// and the depth of nesting. Nothing is repaired. Policies where the RFC leaves a choice: a byte order mark is an error
/// (file readers skip one at the start of a file before); numbers keep their text, so that none is out of range; a key
/// that comes twice is handed out twice (``readValue()`` refuses it).
///
/// The caller reads exactly one value after each key and each `true` of ``nextElement()``.
///
/// - Complexity: O(*n*) for *n* bytes, whatever the order of calls.
package struct JSONCursor: Sendable {
    /// The array that is read.
    package let bytes: [UInt8]
    /// The part of `bytes` that is the JSON text.
    package let range: Range<Int>
    /// The offset of the next byte.
    package private(set) var offset: Int
    private let end: Int
    private var depth = 0
    private let maximumDepth: Int
    /// Whether a value was just read, so that a comma or a closing bracket must follow.
    private var isAfterValue = false

    /// Starts before the text `bytes[range]`, by default all of `bytes`.
    ///
    /// - Throws: ``JSONError`` when the text is larger than the limit.
    package init(_ bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        let range = range ?? 0..<bytes.count
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        self.bytes = bytes
        self.range = range
        offset = range.lowerBound
        end = range.upperBound
        maximumDepth = limits.depth
        if range.count > limits.byteCount {
            let problem = "the JSON text has \(range.count) bytes, more than the limit of \(limits.byteCount)"
            throw error(problem, at: range.lowerBound)
        }
    }

    // MARK: Structure

    /// The kind of the next value, without reading it.
    ///
    /// - Throws: ``JSONError`` when no value can begin here.
    package mutating func peek() throws(JSONError) -> JSONKind {
        skipSpace()
        guard offset < end else { throw expected("a value") }
        switch bytes[offset] {
        case 0x7B: return .object
        case 0x5B: return .array
        case 0x22: return .string
        case 0x2D, 0x30...0x39: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        default: throw expected("a value")
        }
    }

    /// Reads `{`. Then ``nextKey()`` gives the members.
    package mutating func beginObject() throws(JSONError) {
        try begin(0x7B, "an object")
    }

    /// Reads the next key and its colon, or, at the end of the object, `}` and nothing.
    package mutating func nextKey() throws(JSONError) -> JSONText? {
        skipSpace()
        if offset < end, bytes[offset] == 0x7D {
            close()
            return nil
        }
        if isAfterValue {
            guard offset < end, bytes[offset] == 0x2C else { throw expected("',' or '}' after a value") }
            offset += 1
            skipSpace()
        }
        guard offset < end, bytes[offset] == 0x22 else {
            throw expected(isAfterValue ? "a key after ','" : "a key or '}'")
        }
        let key = try readText()
        skipSpace()
        guard offset < end, bytes[offset] == 0x3A else { throw expected("':' after a key") }
        offset += 1
        isAfterValue = false
        return key
    }

    /// Reads `[`. Then ``nextElement()`` walks the elements.
    package mutating func beginArray() throws(JSONError) {
        try begin(0x5B, "an array")
    }

    /// Goes to the next element, or, at the end of the array, reads `]` and says false.
    package mutating func nextElement() throws(JSONError) -> Bool {
        skipSpace()
        if offset < end, bytes[offset] == 0x5D {
            close()
            return false
        }
        guard isAfterValue else { return true }
        guard offset < end, bytes[offset] == 0x2C else { throw expected("',' or ']' after a value") }
        offset += 1
        skipSpace()
        guard offset < end, bytes[offset] != 0x5D else { throw expected("a value after ','") }
        isAfterValue = false
        return true
    }

    /// Checks that nothing but white space follows the value that was read.
    package mutating func finish() throws(JSONError) {
        skipSpace()
        guard offset == end else { throw expected("the end of the JSON text") }
    }

    // MARK: Values

    /// Reads a string and gives its place; see ``string(of:)``, ``bytes(of:)`` and ``append(_:to:)``.
    package mutating func readText() throws(JSONError) -> JSONText {
        guard try startsValue(0x22) else { throw try expectedValue("a string") }
        let start = offset + 1
        var hasEscapes = false
        var hasHighBytes = false
        var at = start
        while true {
            let scan = JSONKernel.scanString(bytes, from: at, to: end)
            at = scan.stop
            hasHighBytes = hasHighBytes || scan.hasHighBytes
            guard at < end else { throw unclosedString(from: offset) }
            let byte = bytes[at]
            if byte == 0x22 { break }
            guard byte == 0x5C else { throw controlCharacter(at: at) }
            hasEscapes = true
            at = try afterEscape(at)
        }
        if hasHighBytes, let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: start..<at) {
            throw notUTF8(at: bad)
        }
        offset = at + 1
        isAfterValue = true
        return JSONText(range: start..<at, hasEscapes: hasEscapes)
    }

    /// Reads a string as text.
    package mutating func readString() throws(JSONError) -> String { string(of: try readText()) }

    /// Reads a string as UTF-8.
    package mutating func readBytes() throws(JSONError) -> [UInt8] { bytes(of: try readText()) }

    /// Reads a number as it is written: `1.10` and `1.1` differ, and none is too large.
    package mutating func readNumber() throws(JSONError) -> String {
        String(decoding: bytes[try readNumberRange()], as: UTF8.self)
    }

    /// Reads `true` or `false`.
    package mutating func readBoolean() throws(JSONError) -> Bool {
        guard try peek() == .boolean else { throw try expectedValue("'true' or 'false'") }
        let isTrue = bytes[offset] == UInt8(ascii: "t")
        try readWord(isTrue ? "true" : "false")
        return isTrue
    }

    /// Reads `null`.
    package mutating func readNull() throws(JSONError) {
        guard try peek() == .null else { throw try expectedValue("'null'") }
        try readWord("null")
    }

    /// Reads any value, checks it, and forgets it; returns its place.
    @discardableResult
    package mutating func skipValue() throws(JSONError) -> Range<Int> {
        let kind = try peek()
        let start = offset
        switch kind {
        case .string: _ = try readText()
        case .number: _ = try readNumberRange()
        case .boolean: _ = try readBoolean()
        case .null: try readNull()
        case .object:
            try beginObject()
            while try nextKey() != nil { try skipValue() }
        case .array:
            try beginArray()
            while try nextElement() { try skipValue() }
        }
        return start..<offset
    }

    // MARK: Text

    /// The text of a string as a Swift string.
    package func string(of text: JSONText) -> String {
        guard text.hasEscapes else { return String(decoding: bytes[text.range], as: UTF8.self) }
        return String(decoding: bytes(of: text), as: UTF8.self)
    }

    /// The text of a string as UTF-8.
    package func bytes(of text: JSONText) -> [UInt8] {
        guard text.hasEscapes else { return Array(bytes[text.range]) }
        var decoded: [UInt8] = []
        JSONKernel.unescape(bytes, text.range, into: &decoded)
        return decoded
    }

    /// Appends the text of a string to `output` as UTF-8.
    package func append(_ text: JSONText, to output: inout [UInt8]) {
        if text.hasEscapes {
            JSONKernel.unescape(bytes, text.range, into: &output)
        } else {
            output.append(contentsOf: bytes[text.range])
        }
    }

    /// Whether the text of a string is `other`, given as UTF-8; allocates nothing unless the text has escapes.
    package func text(_ text: JSONText, equals other: [UInt8]) -> Bool {
        guard !text.hasEscapes else { return bytes(of: text) == other }
        guard text.range.count == other.count else { return false }
        var i = text.range.lowerBound
        for byte in other {
            if bytes[i] != byte { return false }
            i += 1
        }
        return true
    }

    // MARK: Inside

    @inline(__always)
    private mutating func skipSpace() {
        while offset < end {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset += 1
        }
    }

    /// Whether the next value begins with `byte`.
    @inline(__always)
    private mutating func startsValue(_ byte: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        return offset < end && bytes[offset] == byte
    }

    private mutating func begin(_ bracket: UInt8, _ name: String) throws(JSONError) {
        guard try startsValue(bracket) else { throw try expectedValue(name) }
        guard depth < maximumDepth else {
            throw error("objects and arrays are nested more than \(maximumDepth) levels deep", at: offset)
        }
        depth += 1
        offset += 1
        isAfterValue = false
    }

    private mutating func close() {
        depth -= 1
        offset += 1
        isAfterValue = true
    }

    private mutating func readWord(_ word: StaticString) throws(JSONError) {
        let start = offset
        while offset < end, bytes[offset] | 0x20 >= UInt8(ascii: "a"), bytes[offset] | 0x20 <= UInt8(ascii: "z") {
            offset += 1
        }
        // Words are rare and short: a string is good enough here.
        guard String(decoding: bytes[start..<offset], as: UTF8.self) == "\(word)" else {
            offset = start
            throw expected("'\(word)'")
        }
        isAfterValue = true
    }

    private mutating func readNumberRange() throws(JSONError) -> Range<Int> {
        skipSpace()
        let start = offset
        var at = offset
        func digit(_ at: Int) -> Bool { at < end && bytes[at] &- 0x30 < 10 }
        if at < end, bytes[at] == 0x2D { at += 1 }
        guard digit(at) else {
            if at == start { throw try expectedValue("a number") }
            throw expected("a digit after '-'", at: at)
        }
        if bytes[at] == 0x30 {
            at += 1
            if digit(at) { throw error("a number must not begin with a zero before other digits", at: start) }
        } else {
            while digit(at) { at += 1 }
        }
        if at < end, bytes[at] == 0x2E {
            at += 1
            guard digit(at) else { throw expected("a digit after '.'", at: at) }
            while digit(at) { at += 1 }
        }
        if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < end, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
            guard digit(at) else { throw expected("a digit in the exponent", at: at) }
            while digit(at) { at += 1 }
        }
        offset = at
        isAfterValue = true
        return start..<at
    }

    /// The offset after the escape that begins at `at`.
    private func afterEscape(_ at: Int) throws(JSONError) -> Int {
        guard at + 1 < end else { throw unclosedString(from: offset) }
        switch bytes[at + 1] {
        case 0x22, 0x5C, 0x2F, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
            UInt8(ascii: "t"):
            return at + 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(at)
            guard unit & 0xF800 == 0xD800 else { return at + 6 }
            guard unit < 0xDC00, at + 7 < end, bytes[at + 6] == 0x5C, bytes[at + 7] == UInt8(ascii: "u"),
                try codeUnit(at + 6) & 0xFC00 == 0xDC00
            else { throw loneSurrogate(at: at) }
            return at + 12
        default: throw unknownEscape(at: at)
        }
    }

    /// The UTF-16 code unit of the escape `\uXXXX` that begins at `at`.
    private func codeUnit(_ at: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for i in at + 2..<at + 6 {
            let byte = i < end ? bytes[i] : 0
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32(byte & 15 + 9)
            default: throw expected("four hexadecimal digits after '\\u'", at: min(i, end))
            }
        }
        return value
    }
}
