/// Small questions about the bytes around an offset; outside the text there is a zero byte.
struct ASCIIReader {
    let bytes: [UInt8]
    var count: Int { bytes.count }

    /// The byte at `i`, or 0 outside the text.
    @inline(__always) subscript(_ i: Int) -> UInt8 { i >= 0 && i < bytes.count ? bytes[i] : 0 }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
    @inline(__always) static func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    @inline(__always) static func isSmall(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
    /// Whether words are made of it; every byte above ASCII counts as a letter here.
    @inline(__always) static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte >= 0x80 }

    /// Where the digits that begin at `i` end.
    func digitsEnd(_ i: Int) -> Int {
        var j = i
        while j < count, Self.isDigit(bytes[j]) { j += 1 }
        return j
    }

    /// Where the ASCII letters that begin at `i` end.
    func lettersEnd(_ i: Int) -> Int {
        var j = i
        while j < count, Self.isLetter(bytes[j]) { j += 1 }
        return j
    }

    /// Where the ASCII letters that end at `i` begin.
    func lettersStart(_ i: Int) -> Int {
        var j = min(i, count)
        while j > 0, Self.isLetter(bytes[j - 1]) { j -= 1 }
        return j
    }

    /// Whether no word goes on at `i`.
    func isWordEnd(_ i: Int) -> Bool { !Self.isWord(self[i]) }

    /// The number that the two or four digits at `i` write.
    func value(_ i: Int, _ end: Int) -> Int {
        var value = 0
        for j in i..<min(end, i + 9) { value = value * 10 + Int(self[j] &- 48) }
        return value
    }

    /// The length of a space at `i`: a space, a line end followed by no other, or a no-break space; else 0.
    func space(_ i: Int) -> Int {
        switch self[i] {
        case 0x20: 1
        case 0x0A: self[i + 1] == 0x0A ? 0 : 1
        case 0xC2: self[i + 1] == 0xA0 ? 2 : 0
        case 0xE2: self[i + 1] == 0x80 && (self[i + 2] == 0xAF || self[i + 2] == 0x89) ? 3 : 0
        default: 0
        }
    }

    /// The length of a space that ends at `i`, else 0.
    func spaceBefore(_ i: Int) -> Int {
        switch self[i - 1] {
        case 0x20, 0x0A: 1
        case 0xA0: self[i - 2] == 0xC2 ? 2 : 0
        case 0xAF, 0x89: self[i - 2] == 0x80 && self[i - 3] == 0xE2 ? 3 : 0
        default: 0
        }
    }

    /// The length of a dash at `i`: a hyphen, en dash, em dash or figure dash; else 0.
    func dash(_ i: Int) -> Int {
        if self[i] == UInt8(ascii: "-") { return 1 }
        return self[i] == 0xE2 && self[i + 1] == 0x80 && self[i + 2] >= 0x90 && self[i + 2] <= 0x94 ? 3 : 0
    }

    /// Whether the bytes at `i` are those of `word`, in any case, and end a word.
    func isWord(_ word: StaticString, at i: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard i >= 0, i + length <= count, isWordEnd(i + length) else { return false }
        return word.withUTF8Buffer { buffer in
            for k in 0..<length where bytes[i + k] | 0x20 != buffer[k] | 0x20 { return false }
            return true
        }
    }

    /// The ASCII word before `i`, in small letters, after one space; nil when something else stands there.
    func wordBefore(_ i: Int) -> (word: String, start: Int)? {
        let space = spaceBefore(i)
        guard space > 0 else { return nil }
        let end = i - space
        let start = lettersStart(end)
        guard start < end, end - start <= 15, !Self.isWord(self[start - 1]) else { return nil }
        return (String(decoding: bytes[start..<end].lazy.map { $0 | 0x20 }, as: UTF8.self), start)
    }

    /// The ASCII word at `i`, in small letters.
    func word(at i: Int) -> (word: String, end: Int)? {
        let end = lettersEnd(i)
        guard end > i, end - i <= 15 else { return nil }
        return (String(decoding: bytes[i..<end].lazy.map { $0 | 0x20 }, as: UTF8.self), end)
    }
}
