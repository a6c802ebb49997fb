/// What characters are, at offsets that may lie behind the text.
extension TokenScan {
    /// The byte at `i`; 0 behind the text.
    @inline(__always) func at(_ i: Int) -> UInt8 { i < end ? base[i] : 0 }
    @inline(__always) func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }
    @inline(__always) func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    @inline(__always) func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }

    /// The scalar at `i`, which is in the text, and its length.
    ///
    /// A byte whose sequence is not whole is U+FFFD, so that no token reaches over a space.
    @inline(__always)
    func scalar(_ i: Int) -> (value: UInt32, length: Int) {
        let (value, length) = UTF8Kernel.decode(base + i, end - i)
        // In bounds: decode counts only bytes before `end`.
        if length >= 2, base[i + 1] & 0xC0 != 0x80 { return (0xFFFD, 1) }
        if length >= 3, base[i + 2] & 0xC0 != 0x80 { return (0xFFFD, 1) }
        if length >= 4, base[i + 3] & 0xC0 != 0x80 { return (0xFFFD, 1) }
        return (value, length)
    }

    /// The class of the character at `i`; that of a control behind the text.
    @inline(__always)
    func scalarClass(_ i: Int) -> ScalarClass {
        i < end ? ScalarClass(bits: classes[scalar(i).value]) : ScalarClass(bits: 0)
    }

    /// Whether a letter, mark or digit of a script with spaces is at `i`.
    @inline(__always)
    func isWord(_ i: Int) -> Bool {
        let found = scalarClass(i)
        return found.isWord && !found.isUnspaced
    }

    /// Whether a letter or mark of a script with spaces is at `i`.
    func isLetter(_ i: Int) -> Bool {
        let found = scalarClass(i)
        return found.isWord && !found.isUnspaced && found.kind != .digit
    }

    func isDigit(_ i: Int) -> Bool { scalarClass(i).kind == .digit }
    func isUpper(_ i: Int) -> Bool { scalarClass(i).isUppercase }

    /// The class of the character that ends at `i`.
    private func classBefore(_ i: Int) -> ScalarClass {
        var start = i - 1
        while start > 0, i - start < 4, base[start] & 0xC0 == 0x80 { start -= 1 }
        return scalarClass(start)
    }

    /// Whether the character before `i`, one of a word, is a letter or mark.
    func endsInLetter(_ i: Int) -> Bool { classBefore(i).kind != .digit }
    func endsInLower(_ i: Int) -> Bool { classBefore(i).isLowercase }

    /// Whether `’` is at `i`, where 0xE2 is.
    func isApostrophe(_ i: Int) -> Bool { at(i) == 0x27 || (at(i + 1) == 0x80 && at(i + 2) == 0x99) }

    /// The end of a hyphen at `i`, `i` when there is none: `-`, U+2010 or U+2011.
    func hyphenEnd(_ i: Int) -> Int {
        if at(i) == UInt8(ascii: "-") { return i + 1 }
        return at(i) == 0xE2 && at(i + 1) == 0x80 && (at(i + 2) == 0x90 || at(i + 2) == 0x91) ? i + 3 : i
    }

    /// The end of a run of one ASCII character.
    func runEnd(of byte: UInt8, _ i: Int) -> Int {
        var j = i + 1
        while at(j) == byte, byte != 0 { j += 1 }
        return j
    }

    /// The end of a run of one character.
    func runEnd(of value: UInt32, _ i: Int) -> Int {
        var j = i
        while j < end {
            let (next, length) = scalar(j)
            if next != value { break }
            j += length
        }
        return j
    }

    /// The end of the marks from `i`.
    func marksEnd(_ i: Int) -> Int {
        var j = i
        while j < end, base[j] >= 0x80, scalarClass(j).kind == .mark { j += scalar(j).length }
        return j
    }

    /// The end of the letters, marks and digits from `i`, where one is, with `_` and characters without width between.
    func wordEnd(_ i: Int) -> Int {
        var j = i
        while j < end {
            let byte = base[j]
            if isASCIILetter(byte) || isASCIIDigit(byte) {
                j += 1
            } else if byte == UInt8(ascii: "_") {
                let next = runEnd(of: byte, j)
                if !isWord(next) { break }
                j = next
            } else if byte < 0x80 {
                break
            } else {
                let (value, length) = scalar(j)
                if isJoiner(value) {
                    guard wordGoesOn(j + length) else { break }
                } else {
                    let found = ScalarClass(bits: classes[value])
                    if !found.isWord || found.isUnspaced { break }
                }
                j += length
            }
        }
        return j
    }

    /// The end of `s`, `re`, `ll` … at `i`, as they stand after an apostrophe; nil when it is something else.
    func cliticEnd(_ i: Int) -> Int? {
        let length = isASCIILetter(at(i)) ? (isASCIILetter(at(i + 1)) ? 2 : 1) : 0
        guard length > 0, TokenWords.isClitic(packed(i, i + length)), wordEnd(i) == i + length else { return nil }
        return i + length
    }

    /// Characters without width that do not end a word: soft hyphen, joiners, marks of direction, byte-order mark.
    func isJoiner(_ value: UInt32) -> Bool {
        value == 0xAD || (0x200B...0x200F).contains(value) || (0x2060...0x2064).contains(value) || value == 0xFEFF
    }

    /// Whether a character of a word comes at `i`, after at most three more characters without width.
    private func wordGoesOn(_ i: Int) -> Bool {
        var j = i
        for _ in 0..<4 where j < end {
            let (value, length) = scalar(j)
            if !isJoiner(value) { return isWord(j) }
            j += length
        }
        return false
    }

    /// Up to eight bytes as ``Abbreviations`` packs them; 0 for more.
    @inline(__always)
    func packed(_ start: Int, _ end: Int) -> UInt64 {
        guard end - start <= 8 else { return 0 }
        var packed: UInt64 = 0
        var i = start
        while i < end {
            packed = packed &<< 8 | UInt64(base[i])
            i += 1
        }
        return packed
    }

    /// The same of a word in capitals and small letters; only for ASCII.
    func lowered(_ start: Int, _ end: Int) -> UInt64 { packed(start, end) | 0x2020_2020_2020_2020 }
}
