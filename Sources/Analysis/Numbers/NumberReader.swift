/// Reads numbers in digits and in words, with their exact values; each function returns nil when there is none.
///
/// `2,000`, `4.7 billion`, `1 1/2`, `two hundred and fifty-three`, `two and a half million`, `half a dozen`, `3 lakh crore`,
/// `twenty-first`, `75th`. A number ends where its last digit or word ends; what is counted is left to the caller.
struct NumberReader {
    /// A number that was found.
    struct Number {
        var start: Int
        var end: Int
        var value: DecimalNumber
        /// Whether it begins with digits, not with a word.
        var isDigits: Bool
        /// Digits only: no separator, no point, no multiplier, no fraction.
        var isPlain: Bool
        /// `75th`, `twenty-first`.
        var isOrdinal = false
        /// Holds a half, third or quarter: `half`, `two-thirds`, `2½`, but not `half a million`.
        var isFraction = false
        /// The power of ten of the last multiplier; 0 without one.
        var power = 0
        /// Begins with `a` or `an`.
        var hasArticle = false
    }

    let text: ASCIIReader

    /// The number in digits or words that begins at `i`; cardinal, ordinal or fraction.
    ///
    /// - Parameter oneLetter: whether `k`, `m`, `b` and `t` behind digits multiply, as they do beside a currency.
    /// - Parameter joinsAnd: whether `and` may join the parts of a number; not so after `between`.
    func number(at i: Int, oneLetter: Bool = false, joinsAnd: Bool = true) -> Number? {
        let byte = text[i]
        if ASCIIReader.isDigit(byte) || byte == UInt8(ascii: ".") || byte == 0xC2 || byte == 0xE2 {
            return digits(at: i, oneLetter, joinsAnd)
        }
        return words(at: i, joinsAnd)
    }

    // MARK: Digits

    /// The most digits a number may have.
    private static let mostDigits = 38

    /// The digits that begin at `i`, with separators: `2,000`, `4.7`, `1.000.000`, `1 000 000` (with no-break spaces), `4,7`,
    /// `12,34,567`, `.8`; multipliers stay outside.
    ///
    /// A comma before exactly three digits groups, as English has it; before one or two digits it is a decimal comma.
    func plainDigits(at i: Int) -> Number? {
        var start = i
        var i = i
        if text[i] == UInt8(ascii: "."), text.isWordStart(i), !ASCIIReader.isDigit(text[i - 1]) { i += 1 }
        var end = text.digitsEnd(i)
        guard end > i, end - i <= Self.mostDigits else { return nil }
        // `.8 percent`: a fraction without its zero.
        if start < i || text[i - 1] == UInt8(ascii: ".") && text.isWordStart(i - 1) && text[i - 2] != UInt8(ascii: ".")
        {
            start = i - 1
            return number(start, end, fraction: end - i, isPlain: false)
        }
        let first = text[end]
        var isPlain = true
        if end - i <= 3 {
            if end - i <= 2, first == UInt8(ascii: ","), let groupsEnd = indianGroupsEnd(end) {
                end = groupsEnd
                isPlain = false
            }
            let width = first == 0xC2 ? 2 : first == 0xE2 ? 3 : 1
            while isPlain || text[end] == first, end - i <= Self.mostDigits, isGroup(end, first) {
                end += width + 3
                isPlain = false
            }
        }
        let isDot = text[end] == UInt8(ascii: ".")
        let isComma = text[end] == UInt8(ascii: ",") && isPlain
        if isDot || isComma, ASCIIReader.isDigit(text[end + 1]) {
            let fractionEnd = text.digitsEnd(end + 1)
            let count = fractionEnd - end - 1
            // `1.2.3` is a version or a section, `4,12,19` a list.
            let goesOn = text[fractionEnd] == text[end] && ASCIIReader.isDigit(text[fractionEnd + 1])
            if !goesOn, count <= 12, isDot || count <= 2 {
                return number(i, fractionEnd, fraction: count, isPlain: false)
            }
        }
        return number(i, end, fraction: 0, isPlain: isPlain)
    }

    private func number(_ start: Int, _ end: Int, fraction: Int, isPlain: Bool) -> Number? {
        DecimalNumber(digits: text.bytes[start..<end], fraction: fraction).map {
            Number(start: start, end: end, value: $0, isDigits: true, isPlain: isPlain)
        }
    }

    /// Whether a separator `sign` and exactly three digits stand at `i`.
    private func isGroup(_ i: Int, _ sign: UInt8) -> Bool {
        let width: Int
        switch sign {
        case UInt8(ascii: ","): width = 1
        case UInt8(ascii: "."):
            // `1.000.000` groups; `4.125` is a decimal number, unless another group follows.
            guard text[i + 4] == sign && text.digitsEnd(i + 5) == i + 8 || text[i - 4] == sign else { return false }
            width = 1
        case 0xC2: width = text[i + 1] == 0xA0 ? 2 : 0
        case 0xE2: width = text[i + 1] == 0x80 && (text[i + 2] == 0xAF || text[i + 2] == 0x89) ? 3 : 0
        default: width = 0
        }
        guard width > 0, text[i] == sign else { return false }
        return text.digitsEnd(i + width) == i + width + 3
    }

    /// The end of Indian groups at `i`, two digits each and three at the end: `,34,567`.
    private func indianGroupsEnd(_ i: Int) -> Int? {
        var j = i
        var count = 0
        while text[j] == UInt8(ascii: ","), text.digitsEnd(j + 1) == j + 3, count < 8 {
            j += 3
            count += 1
        }
        guard count > 0, text[j] == UInt8(ascii: ","), text.digitsEnd(j + 1) == j + 4 else { return nil }
        return j + 4
    }

    private func digits(at i: Int, _ oneLetter: Bool, _ joinsAnd: Bool) -> Number? {
        var number: Number
        if let sign = sign(at: i) {
            number = Number(
                start: i, end: sign.end, value: sign.value, isDigits: true, isPlain: false, isFraction: true)
        } else {
            guard let plain = plainDigits(at: i) else { return nil }
            number = plain
            if number.value.isWhole, let ordinal = digitOrdinal(number) { return ordinal }
            if number.isPlain || number.value.isWhole { addFraction(&number) }
        }
        readTail(&number, oneLetter, joinsAnd)
        return number
    }

    /// `75th`, `1,000th`.
    private func digitOrdinal(_ number: Number) -> Number? {
        guard ASCIIReader.isLetter(text[number.end]), let value = number.value.int,
            text.isWord(TemporalGrammar.ordinalSuffix(value % 100), at: number.end)
        else { return nil }
        var ordinal = number
        ordinal.end += 2
        ordinal.isOrdinal = true
        ordinal.isPlain = false
        return ordinal
    }

    /// `½`, `¼`, `¾`, `⅓`, `⅔`, `⅛` at `i`.
    private func sign(at i: Int) -> (value: DecimalNumber, end: Int)? {
        if text[i] == 0xC2 {
            switch text[i + 1] {
            case 0xBC: return (DecimalNumber(25, exponent: -2), i + 2)
            case 0xBD: return (.half, i + 2)
            case 0xBE: return (DecimalNumber(75, exponent: -2), i + 2)
            default: return nil
            }
        }
        guard text[i] == 0xE2, text[i + 1] == 0x85 else { return nil }
        let parts: (UInt32, UInt32)
        switch text[i + 2] {
        case 0x93: parts = (1, 3)
        case 0x94: parts = (2, 3)
        case 0x9B: parts = (1, 8)
        case 0x9C: parts = (3, 8)
        case 0x9D: parts = (5, 8)
        case 0x9E: parts = (7, 8)
        default: return nil
        }
        return DecimalNumber(parts.0).divided(by: parts.1).map { ($0, i + 3) }
    }

    /// Adds what stands behind whole digits: `2½`, `2 1/2`; and makes `1/2` of the digits themselves.
    private func addFraction(_ number: inout Number) {
        if let sign = sign(at: number.end), let sum = number.value.adding(sign.value) {
            (number.value, number.end, number.isPlain, number.isFraction) = (sum, sign.end, false, true)
            return
        }
        guard number.isPlain else { return }
        if let simple = slash(number.start, number.end) {
            (number.value, number.end, number.isPlain, number.isFraction) = (simple.value, simple.end, false, true)
            return
        }
        let space = text.space(number.end)
        let start = number.end + space
        guard space > 0, ASCIIReader.isDigit(text[start]), let simple = slash(start, text.digitsEnd(start)),
            let sum = number.value.adding(simple.value), simple.value < .one
        else { return }
        (number.value, number.end, number.isPlain, number.isFraction) = (sum, simple.end, false, true)
    }

    /// The fraction whose upper half stands from `start` to `end`: `1/2`, `3/4`; not `24/7`, `9/11` or `3/4/2020`.
    private func slash(_ start: Int, _ end: Int) -> (value: DecimalNumber, end: Int)? {
        guard text[end] == UInt8(ascii: "/"), text[start - 1] != UInt8(ascii: "/"), end - start <= 2 else { return nil }
        let lowerEnd = text.digitsEnd(end + 1)
        let (upper, lower) = (text.value(start, end), text.value(end + 1, lowerEnd))
        guard lowerEnd > end + 1, lowerEnd - end <= 4, text.isWordEnd(lowerEnd), text[lowerEnd] != UInt8(ascii: "/"),
            upper > 0, upper < lower, [2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100].contains(lower)
        else { return nil }
        return DecimalNumber(UInt32(upper)).divided(by: UInt32(lower)).map { ($0, lowerEnd) }
    }
}
