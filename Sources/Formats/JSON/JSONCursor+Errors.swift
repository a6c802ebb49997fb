import TextKernel

/// The words of the reader's errors. All of these are cold: nothing here runs for a text that is right.
extension JSONCursor {
    /// An error at `offset`.
    @inline(never)
    package func error(_ problem: String, hint: String? = nil, at offset: Int) -> JSONError {
        JSONError(problem, hint: hint, at: offset, of: bytes, range: range)
    }

    /// `expected X, found Y`, where Y is what stands at `offset` or at the cursor.
    @inline(never)
    func expected(_ what: String, at offset: Int? = nil) -> JSONError {
        let at = offset ?? self.offset
        return error("expected \(what), found \(found(at: at))", hint: hint(at: at), at: at)
    }

    /// The error for a value of another kind than `what`.
    @inline(never)
    mutating func expectedValue(_ what: String) throws(JSONError) -> JSONError {
        switch try peek() {
        case .object: error("expected \(what), found an object", at: offset)
        case .array: error("expected \(what), found an array", at: offset)
        case .string: error("expected \(what), found a string", at: offset)
        case .number: error("expected \(what), found a number", at: offset)
        case .boolean, .null: expected(what)
        }
    }

    @inline(never)
    func unclosedString(from quote: Int) -> JSONError {
        error("the string has no closing quote", at: quote)
    }

    @inline(never)
    func controlCharacter(at offset: Int) -> JSONError {
        let byte = bytes[offset]
        let escape =
            switch byte {
            case 0x0A: "\\n"
            case 0x09: "\\t"
            case 0x0D: "\\r"
            default: "\\u00" + hexadecimal(UInt32(byte), digits: 2)
            }
        let name = "U+" + hexadecimal(UInt32(byte), digits: 4)
        let hint = byte == 0x0A ? "is the closing quote missing?" : nil
        return error("the control character \(name) in a string must be written '\(escape)'", hint: hint, at: offset)
    }

    @inline(never)
    func unknownEscape(at offset: Int) -> JSONError {
        let hint = "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX; a backslash itself is written '\\\\'"
        guard let scalar = scalar(at: offset + 1), scalar.value >= 0x20, scalar.value != 0x7F else {
            return error("there is no escape of a backslash and \(found(at: offset + 1))", hint: hint, at: offset)
        }
        return error("there is no escape '\\\(scalar)'", hint: hint, at: offset)
    }

    @inline(never)
    func loneSurrogate(at offset: Int) -> JSONError {
        let escape = String(decoding: bytes[offset..<min(offset + 6, range.upperBound)], as: UTF8.self)
        let isHigh = bytes[offset + 3] | 0x20 < UInt8(ascii: "c")
        let missing = isHigh ? "no low surrogate after it" : "no high surrogate before it"
        return error("'\(escape)' is half a character: there is \(missing)", at: offset)
    }

    @inline(never)
    func notUTF8(at offset: Int) -> JSONError {
        let byte = hexadecimal(UInt32(bytes[offset]), digits: 2)
        return error(
            "the string is not UTF-8: byte 0x\(byte) at offset \(offset - range.lowerBound) begins no character",
            hint: "JSON is UTF-8; convert the file", at: offset)
    }

    /// What stands at `offset`, in words.
    private func found(at offset: Int) -> String {
        guard offset < range.upperBound else { return "the end of the JSON text" }
        let word = word(at: offset)
        if !word.isEmpty { return "'\(word)'" }
        guard let scalar = scalar(at: offset) else {
            return "the byte 0x" + hexadecimal(UInt32(bytes[offset]), digits: 2)
        }
        switch scalar {
        case "'": return "a single quote"
        case "\"": return "a double quote"
        case " ": return "a space"
        case "\u{FEFF}": return "a byte order mark (U+FEFF)"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned, .privateUse,
            .nonspacingMark, .enclosingMark:
            return "U+" + hexadecimal(scalar.value, digits: 4)
        default: return "'\(scalar)'"
        }
    }

    /// The letters and digits at `offset`, at most 20.
    private func word(at offset: Int) -> String {
        let letters = bytes[offset..<min(offset + 20, range.upperBound)].prefix {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private func scalar(at offset: Int) -> Unicode.Scalar? {
        let count = UTF8Validity.sequenceLength(in: bytes, at: offset, end: range.upperBound)
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self).unicodeScalars.first
    }

    /// What to try next, for mistakes that are made often.
    private func hint(at offset: Int) -> String? {
        guard offset < range.upperBound else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: "'"): return "strings and keys take double quotes"
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return "JSON has no comments"
        case 0xEF where scalar(at: offset)?.value == 0xFEFF: return "remove the byte order mark"
        case UInt8(ascii: "+"): return "a number has no '+' before it"
        case UInt8(ascii: "."): return "a number has a digit before the '.'"
        case 0x5D, 0x7D: return commaBefore(offset) ? "remove the comma before it" : nil
        default: break
        }
        switch word(at: offset) {
        case "NaN", "Infinity", "nan", "inf": return "JSON has no number for it; write null"
        case "True", "TRUE", "False", "FALSE": return "write true or false"
        case "None", "nil", "NULL", "Null", "undefined": return "write null"
        default: return nil
        }
    }

    private func commaBefore(_ offset: Int) -> Bool {
        bytes[range.lowerBound..<offset].last { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == 0x2C
    }
}

/// `value` in upper-case hexadecimal with at least `digits` digits.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
