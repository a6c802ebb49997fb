import TextKernel

/// Writes JSON without white space, as bytes, in the order of the calls.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.key("id")
/// writer.string(document.id)
/// writer.endObject()
/// writer.newline()
/// ```
///
/// Commas are put where they belong. Strings escape only what RFC 8259 asks for: quote, backslash and control
/// characters, the latter in their short form where there is one; all else is written as UTF-8. The same calls give the
/// same bytes on every machine.
///
/// The caller keeps the order of calls: one value after each key, as many ends as begins.
package struct JSONWriter: Sendable {
    /// What is written so far.
    package private(set) var bytes: [UInt8]
    /// Whether a value stands before this place in the same object or array.
    private var needsComma = false

    /// Starts with `bytes`, which may hold earlier records or have room reserved.
    package init(appendingTo bytes: consuming [UInt8] = []) { self.bytes = bytes }

    /// Forgets what is written and keeps the room.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Gives what is written away and starts anew with an empty buffer.
    package mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        needsComma = false
        return taken
    }

    /// Writes `{`.
    package mutating func beginObject() { open(0x7B) }
    /// Writes `}`.
    package mutating func endObject() { close(0x7D) }
    /// Writes `[`.
    package mutating func beginArray() { open(0x5B) }
    /// Writes `]`.
    package mutating func endArray() { close(0x5D) }

    /// Ends a record of a JSON Lines file.
    package mutating func newline() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// Writes a key and its colon.
    package mutating func key(_ name: String) {
        string(name)
        bytes.append(0x3A)
        needsComma = false
    }

    /// Writes a key that was prepared before, which is a plain copy.
    package mutating func key(_ key: JSONKey) {
        if needsComma { bytes.append(0x2C) }
        bytes.append(contentsOf: key.bytes)
        needsComma = false
    }

    /// Writes a string.
    package mutating func string(_ text: String) {
        beginValue()
        bytes.append(0x22)
        JSONKernel.escape(text, into: &bytes)
        bytes.append(0x22)
    }

    /// Writes `text[range]`, by default all of `text`, as a string.
    ///
    /// - Precondition: the text is UTF-8, as that of a document is.
    package mutating func string(_ text: [UInt8], in range: Range<Int>? = nil) {
        beginValue()
        bytes.append(0x22)
        JSONKernel.escape(text, range ?? 0..<text.count, into: &bytes)
        bytes.append(0x22)
    }

    /// Writes an integer.
    package mutating func number(_ value: Int) {
        beginValue()
        guard value != 0 else { return bytes.append(0x30) }
        if value < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = value.magnitude
        while rest > 0 {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }

    /// Writes the shortest text that reads back as `value`; `null` for infinity and NaN, which JSON cannot write.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        number(verbatim: "\(value)")
    }

    /// Writes a number as it was read.
    ///
    /// - Precondition: `text` is a JSON number; ``JSONCursor/readNumber()`` gives such texts.
    package mutating func number(verbatim text: String) {
        beginValue()
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ value: Bool) {
        beginValue()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    package mutating func null() {
        beginValue()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value that is JSON already, such as one taken from a ``JSONCursor``.
    package mutating func raw(_ json: [UInt8], in range: Range<Int>? = nil) {
        beginValue()
        bytes.append(contentsOf: json[range ?? 0..<json.count])
    }

    private mutating func beginValue() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        if needsComma { bytes.append(0x2C) }
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

/// A key as a writer puts it down: quoted, escaped, with its colon. Made once, used for every record.
package struct JSONKey: Hashable, Sendable {
    /// `"name":`
    let bytes: [UInt8]

    /// Prepares `name`.
    package init(_ name: String) {
        var writer = JSONWriter()
        writer.key(name)
        bytes = writer.bytes
    }
}
