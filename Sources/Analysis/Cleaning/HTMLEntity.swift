/// One HTML character reference in UTF-8 text: `&eacute;`, `&#233;`, `&#xE9;`.
struct HTMLEntity {
    /// What it stands for.
    let scalar: Unicode.Scalar
    /// The offset after its semicolon.
    let end: Int

    /// Reads the reference whose `&` stands at `start`, if it is a whole one with a semicolon.
    ///
    /// References to surrogates, to U+0000 and to nothing in Unicode are not references; numbers from 128 to 159 mean
    /// Windows-1252, as in HTML.
    ///
    /// - Complexity: O(1): a reference has at most 33 bytes.
    init?(in bytes: [UInt8], at start: Int) {
        let limit = min(bytes.count, start + 34)
        guard start + 2 < limit else { return nil }
        if bytes[start + 1] == UInt8(ascii: "#") {
            self.init(number: bytes, start + 2, limit)
        } else {
            self.init(name: bytes, start + 1, limit)
        }
    }

    private init?(name bytes: [UInt8], _ start: Int, _ limit: Int) {
        var end = start
        while end < limit, Self.isLetter(bytes[end]) || (end > start && bytes[end] &- 48 < 10) { end += 1 }
        guard end < limit, end - start >= 2, bytes[end] == UInt8(ascii: ";"),
            let value = HTMLEntityTable.scalars[String(decoding: bytes[start..<end], as: UTF8.self)],
            let scalar = Unicode.Scalar(value)
        else { return nil }
        self.scalar = scalar
        self.end = end + 1
    }

    private init?(number bytes: [UInt8], _ start: Int, _ limit: Int) {
        var i = start
        let isHexadecimal = bytes[i] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { i += 1 }
        let first = i
        var value: UInt32 = 0
        while i < limit, let digit = Self.digit(bytes[i], isHexadecimal) {
            value = value * (isHexadecimal ? 16 : 10) + digit
            guard value <= 0x10FFFF else { return nil }
            i += 1
        }
        guard i > first, i < limit, bytes[i] == UInt8(ascii: ";"), value != 0 else { return nil }
        if value >= 0x80 && value < 0xA0 { value = SingleByteCharset.windows1252.scalars[Int(value) - 0x80] }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        self.scalar = scalar
        end = i + 1
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

    private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        if byte &- 48 < 10 { return UInt32(byte &- 48) }
        let letter = (byte | 0x20) &- 97
        return isHexadecimal && letter < 6 ? UInt32(letter) + 10 : nil
    }
}
