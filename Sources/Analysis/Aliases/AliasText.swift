import TextKernel

/// Small questions about the bytes of short and long forms.
enum AliasText {
    /// Whether a space, tab, line end or no-break space is at `i`.
    @inline(__always)
    static func isSpace(_ bytes: [UInt8], _ i: Int) -> Bool {
        bytes[i] <= 0x20 || (bytes[i] == 0xA0 && i > 0 && bytes[i - 1] == 0xC2)
            || (bytes[i] == 0xC2 && i + 1 < bytes.count && bytes[i + 1] == 0xA0)
    }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 || byte >= 0x80 }
    static func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// The number of a Greek letter at `i` in the alphabet, from 0 for alpha; nil for anything else.
    static func greek(_ bytes: [UInt8], _ i: Int) -> Int? {
        guard i + 1 < bytes.count else { return nil }
        let value = Int(bytes[i] & 31) << 6 | Int(bytes[i + 1] & 63)
        if bytes[i] == 0xC2 { return value == 0xB5 ? 11 : nil }
        guard bytes[i] == 0xCE || bytes[i] == 0xCF else { return nil }
        var letter = value
        if (0x391...0x3A9).contains(letter) { letter += 32 }
        guard (0x3B1...0x3C9).contains(letter) else { return nil }
        if letter == 0x3C2 { letter = 0x3C3 }
        return letter > 0x3C2 ? letter - 0x3B2 : letter - 0x3B1
    }

    /// The value of a Roman number in capitals up to 12; nil for anything else.
    static func roman(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        for (i, numeral) in ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"].enumerated()
        where range.count == numeral.utf8.count && zip(bytes[range], numeral.utf8).allSatisfy(==) { return i + 1 }
        return nil
    }

    /// Whether a word is a place in a molecule or a number, such as `1,25-`, `N,N`, `(3H)`, `12`.
    static func isLocant(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var letters = 0
        for i in range {
            if isLetter(bytes[i]), bytes[i] < 0x80 {
                letters += 1
                if letters > 1 { return false }
            } else {
                letters = 0
            }
        }
        return true
    }

    /// `range` without spaces, quotes and the marks `trimmed` at its ends.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            if isSpace(bytes, start) || quotes.contains(bytes[start]) {
                start += 1
            } else if end - start >= 3, isWideQuote(bytes, start) {
                start += 3
            } else {
                break
            }
        }
        while start < end {
            if isSpace(bytes, end - 1) || quotes.contains(bytes[end - 1]) {
                end -= 1
            } else if end - start >= 3, isWideQuote(bytes, end - 3) {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    private static let quotes: [UInt8] = [0x22, 0x27, 0x60]
    /// `‘`, `’`, `“` or `”`.
    private static func isWideQuote(_ bytes: [UInt8], _ i: Int) -> Bool {
        bytes[i] == 0xE2 && bytes[i + 1] == 0x80 && (0x98...0x9D).contains(bytes[i + 2])
    }
}

extension AliasText {
    /// Whether a capital beyond ASCII begins at `i`: `Đ`, `Ö`.
    static func isCapitalBeyondASCII(_ bytes: [UInt8], _ i: Int) -> Bool {
        let length = bytes[i] >= 0xF0 ? 4 : bytes[i] >= 0xE0 ? 3 : 2
        let scalars = String(decoding: bytes[i..<min(i + length, bytes.count)], as: UTF8.self).unicodeScalars
        return scalars.first.map { ScalarClass($0).isUppercase } ?? false
    }
}
