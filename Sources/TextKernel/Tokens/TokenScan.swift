/// Divides chunks (what lies between white space) into tokens, character by character.
///
/// `base` is valid from 0 to `end` while this lives, and nothing outside is read: all reading is by `at`, `scalar` and
/// loops that compare with `end` first.
struct TokenScan {
    /// What lies before a token, as far as it matters.
    enum Before {
        case space, word, open, currency, other
    }

    let base: UnsafePointer<UInt8>
    let end: Int
    let classes = ScalarClasses.shared
    var before = Before.space
    /// No address of the web, and none of mail, begins before these offsets; so that each byte is looked through once.
    var noDomainBefore = 0
    var noMailBefore = 0

    init(_ base: UnsafePointer<UInt8>, _ end: Int) {
        self.base = base
        self.end = end
    }

    /// Appends the tokens of a chunk.
    mutating func append(_ start: Int, _ chunkEnd: Int, to tokens: inout TokenBuffer) {
        before = .space
        var i = start
        while i < chunkEnd { i = next(i, &tokens) }
    }

    /// Appends what begins at `i`, and returns where to go on.
    private mutating func next(_ i: Int, _ tokens: inout TokenBuffer) -> Int {
        let byte = base[i]
        if isASCIILetter(byte) || isASCIIDigit(byte) {
            if let end = addressEnd(i) {
                tokens.append(Token(i, end))
                before = .word
                return end
            }
            return isASCIIDigit(byte) ? number(i, from: i, &tokens) : word(i, &tokens)
        }
        if byte < 0x80 { return mark(i, byte, &tokens) }
        let (value, length) = scalar(i)
        let found = ScalarClass(bits: classes[value])
        if isJoiner(value) { return i + length }
        switch found.kind {
        case .letter where found.isUnspaced: return add(i, marksEnd(i + length), .word, &tokens)
        case .letter, .mark: return word(i, &tokens)
        case .digit: return number(i, from: i, &tokens)
        case .space:
            before = .space
            return i + length
        case .other where value < 0xA0:
            before = .space
            return i + length
        case .punctuation: return wideMark(i, value, length, &tokens)
        case .number, .symbol, .other: return symbol(i, value, length, &tokens)
        }
    }

    /// Appends a token, and returns its end.
    @inline(__always)
    mutating func add(_ start: Int, _ end: Int, _ kind: Before, _ tokens: inout TokenBuffer) -> Int {
        tokens.append(Token(start, end))
        before = kind
        return end
    }

    // MARK: Marks

    /// A token that begins with ASCII punctuation.
    private mutating func mark(_ i: Int, _ byte: UInt8, _ tokens: inout TokenBuffer) -> Int {
        switch byte {
        case UInt8(ascii: "."):
            if at(i + 1) == 0x2F, at(i + 2) == 0x2E { return add(i, i + 3, .other, &tokens) }
            let dots = runEnd(of: byte, i)
            if dots == i + 1, isDigit(dots), before == .space || before == .open || before == .currency {
                return number(i, from: i + 1, &tokens)
            }
            return add(i, dots, .other, &tokens)
        case UInt8(ascii: "'"): return apostrophe(i, 1, &tokens)
        case UInt8(ascii: "`"): return add(i, at(i + 1) == byte ? i + 2 : i + 1, .open, &tokens)
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            if isDigit(i + 1), before == .space || before == .open || before == .currency {
                return number(i, from: i + 1, &tokens)
            }
            return add(i, runEnd(of: byte, i), .other, &tokens)
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            var j = i + 1
            while at(j) == UInt8(ascii: "!") || at(j) == UInt8(ascii: "?") { j += 1 }
            return add(i, j, .other, &tokens)
        case UInt8(ascii: "#"), UInt8(ascii: "@"):
            if before != .word, let end = handleEnd(i + 1) { return add(i, end, .word, &tokens) }
            return add(i, runEnd(of: byte, i), .other, &tokens)
        case UInt8(ascii: "*"), UInt8(ascii: "_"): return add(i, runEnd(of: byte, i), .other, &tokens)
        case UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            return add(i, runEnd(of: byte, i), .open, &tokens)
        case UInt8(ascii: "$"): return add(i, i + 1, .currency, &tokens)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "|"):
            return add(i, i + 1, .open, &tokens)
        default: return add(i, i + 1, .other, &tokens)
        }
    }

    /// A token that begins with an apostrophe of `length` bytes: `'s`, `'90s`, or a quote.
    private mutating func apostrophe(_ i: Int, _ length: Int, _ tokens: inout TokenBuffer) -> Int {
        let after = i + length
        if before == .word || before == .other, let end = cliticEnd(after) { return add(i, end, .word, &tokens) }
        if before != .word, isASCIIDigit(at(after)), isASCIIDigit(at(after + 1)) {
            let end = at(after + 2) == UInt8(ascii: "s") ? after + 3 : after + 2
            if !isWord(end) { return add(i, end, .word, &tokens) }
        }
        if length == 1, at(after) == UInt8(ascii: "'") { return add(i, i + 2, .other, &tokens) }
        return add(i, after, before == .space || before == .open ? .open : .other, &tokens)
    }

    /// A token that begins with punctuation beyond ASCII.
    private mutating func wideMark(_ i: Int, _ value: UInt32, _ length: Int, _ tokens: inout TokenBuffer) -> Int {
        switch value {
        case 0x2019: return apostrophe(i, length, &tokens)
        case 0x2026, 0x2014, 0x2015: return add(i, runEnd(of: value, i), .other, &tokens)
        case 0x201C, 0x2018, 0xAB, 0x201E, 0x201A, 0xBF, 0xA1: return add(i, i + length, .open, &tokens)
        default: return add(i, i + length, .other, &tokens)
        }
    }

    /// A symbol with its marks, variation selectors, and what joiners tie to it.
    private mutating func symbol(_ i: Int, _ value: UInt32, _ length: Int, _ tokens: inout TokenBuffer) -> Int {
        var j = i + length
        switch value {
        case 0x2212 where isDigit(j) && (before == .space || before == .open || before == .currency):
            return number(i, from: j, &tokens)
        case 0xA3, 0xA5, 0x20A0...0x20CF: return add(i, j, .currency, &tokens)
        case 0xB0 where (at(j) == UInt8(ascii: "C") || at(j) == UInt8(ascii: "F")) && !isWord(j + 1):
            return add(i, j + 1, .word, &tokens)
        case 0x2260...0x2265, 0x2248: return add(i, j, .open, &tokens)
        default: break
        }
        var isJoined = false
        while j < end, base[j] >= 0x80 {
            let (value, length) = scalar(j)
            let kind = ScalarClass(bits: classes[value]).kind
            let belongs =
                kind == .mark || value == 0x200D || (0xFE00...0xFE0F).contains(value)
                || (0x1F3FB...0x1F3FF).contains(value) || (isJoined && kind == .symbol)
            if !belongs { break }
            isJoined = value == 0x200D
            j += length
        }
        return add(i, j, .other, &tokens)
    }

    // MARK: Words

    /// A word that begins with a letter at `start`.
    private mutating func word(_ start: Int, _ tokens: inout TokenBuffer) -> Int {
        if let code = currencyCodeEnd(start) { return add(start, code, .currency, &tokens) }
        return word(start, core: start, coreEnd: wordEnd(start), isInitials: true, &tokens)
    }

    /// The rest of the word from `start`, of which `core` to `coreEnd` is the last run of letters and digits.
    ///
    /// - Parameter isInitials: whether what comes before `core` is short and ends with a full stop, if there is any.
    mutating func word(
        _ start: Int, core: Int, coreEnd: Int, isInitials: Bool, _ tokens: inout TokenBuffer
    ) -> Int {
        var core = core
        var j = coreEnd
        var isInitials = isInitials
        while true {
            let byte = at(j)
            switch byte {
            case UInt8(ascii: "."):
                switch fullStop(start, core, j, isInitials) {
                case .outside: return add(start, j, .word, &tokens)
                case .last: return add(start, j + 1, .other, &tokens)
                case .inside:
                    isInitials = isInitials && isShort(core, j)
                    core = j + 1
                }
            case UInt8(ascii: "'"),
                0xE2 where isApostrophe(j):
                let after = byte == 0xE2 ? j + 3 : j + 1
                guard isLetter(after) else { return add(start, j, .word, &tokens) }
                if (at(after) | 32) == UInt8(ascii: "t"), !isWord(after + 1), (base[j - 1] | 32) == UInt8(ascii: "n") {
                    if j - 1 > start { tokens.append(Token(start, j - 1)) }
                    return add(j - 1, after + 1, .word, &tokens)
                }
                if cliticEnd(after) != nil || !endsInLetter(j) { return add(start, j, .word, &tokens) }
                isInitials = false
                core = after
            case UInt8(ascii: "&"):
                guard isLetter(j + 1) else { return add(start, j, .word, &tokens) }
                isInitials = false
                core = j + 1
            case UInt8(ascii: "+"):
                let pluses = runEnd(of: byte, j)
                let belongs = pluses <= j + 2 && !isWord(pluses)
                return add(start, belongs ? pluses : j, .word, &tokens)
            case UInt8(ascii: "$"):
                guard j - start <= 3, (start..<j).allSatisfy({ isCapital(base[$0]) }) else {
                    return add(start, j, .word, &tokens)
                }
                return add(start, j + 1, .currency, &tokens)
            default:
                let after = hyphenEnd(j)
                guard after > j, hyphenJoins(core, j, after) else { return add(start, j, .word, &tokens) }
                isInitials = false
                core = after
            }
            j = wordEnd(core)
        }
    }

    /// Whether a hyphen from `j` to `after` is inside a token: `COVID-19`, `F-16`, `5-HT`, not `Vietnam-Russia`.
    func hyphenJoins(_ core: Int, _ j: Int, _ after: Int) -> Bool {
        if isDigit(after) { return !endsInLetter(j) || !TokenWords.isPrefix(lowered(core, j)) }
        return !endsInLetter(j) && isShortCode(after)
    }

    /// Whether the run at `i` is a code: a capital, at most three of them, no small letters; `HT`, `HT2A`, `D`.
    func isShortCode(_ i: Int) -> Bool {
        guard isCapital(at(i)) else { return false }
        var capitals = 0
        var j = i
        while j < end, j - i < 8 {
            if isCapital(base[j]) {
                capitals += 1
            } else if !isASCIIDigit(base[j]) {
                break
            }
            j += 1
        }
        return capitals <= 3 && !isWord(j)
    }
}
