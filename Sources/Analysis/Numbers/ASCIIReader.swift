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

    /// Whether no word goes on at `i`: there is no letter or digit, or a sign above ASCII such as `’`, `—` or a no-break
    /// space.
    func isWordEnd(_ i: Int) -> Bool {
        let byte = self[i]
        return byte < 0x80 ? !Self.isWord(byte) : Self.isSignLead(byte)
    }

    /// Whether no word goes on before `i`.
    func isWordStart(_ i: Int) -> Bool {
        let byte = self[i - 1]
        if byte < 0x80 { return !Self.isWord(byte) }
        var lead = i - 1
        while lead > i - 4, self[lead] & 0xC0 == 0x80 { lead -= 1 }
        return Self.isSignLead(self[lead])
    }

    /// Whether a byte leads signs: Latin-1's (U+0080–BF) and the blocks from general punctuation on (U+2000–2FFF).
    private static func isSignLead(_ byte: UInt8) -> Bool { byte == 0xC2 || byte == 0xE2 }

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
    func isWord(_ word: WordKey, at i: Int) -> Bool { word == self.word(at: i)?.word }

    /// The ASCII word before `i`, after one space; nil when something else stands there.
    func wordBefore(_ i: Int) -> (word: WordKey, start: Int)? {
        let space = spaceBefore(i)
        guard space > 0 else { return nil }
        let end = i - space
        let start = lettersStart(end)
        guard start < end, end - start <= 16, isWordStart(start) else { return nil }
        return (WordKey(bytes, start..<end), start)
    }

    /// The whole ASCII word at `i`.
    func word(at i: Int) -> (word: WordKey, end: Int)? {
        let end = lettersEnd(i)
        guard end > i, end - i <= 16, isWordEnd(end) else { return nil }
        return (WordKey(bytes, i..<end), end)
    }
}
