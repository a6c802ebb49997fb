/// Reads sums of money, shares and, on request, ordinals and plain numbers; each function returns nil when there is none.
struct AmountReader {
    /// An amount that was found.
    struct Found {
        enum Kind { case money, percent, ordinal, cardinal }
        var start: Int
        var end: Int
        var kind: Kind
        var value: String
        var upperValue: String?
        var unit: String?
        var rule: StaticString
    }

    /// Digits with their separators.
    struct Number {
        var start: Int
        var end: Int
        var value: DecimalNumber
        /// Digits only: no separators and no fraction.
        var isPlain: Bool
    }

    /// The most digits an amount may have.
    private static let mostDigits = 40

    let text: ASCIIReader
    let currencies: Currencies

    /// The number whose digits begin at `i`: `2,000`, `4.7`, `1.000.000`, `1 000 000` (with no-break spaces), `4,7`.
    ///
    /// A comma before exactly three digits groups, as English has it; before one or two digits it is a decimal comma.
    func number(at i: Int) -> Number? {
        var digits: [UInt8] = []
        var end = text.digitsEnd(i)
        guard end > i, end - i <= Self.mostDigits else { return nil }
        digits.reserveCapacity(24)
        digits.append(contentsOf: text.bytes[i..<end])
        var isPlain = true
        var fraction = 0
        let first = text[end]
        if end - i <= 3, isGroup(end, first) {
            // Groups of three.
            while isGroup(end, first), digits.count <= Self.mostDigits {
                let width = first == 0xC2 ? 2 : first == 0xE2 ? 3 : 1
                digits.append(contentsOf: text.bytes[(end + width)..<(end + width + 3)])
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
                digits.append(contentsOf: text.bytes[(end + 1)..<fractionEnd])
                fraction = count
                end = fractionEnd
                isPlain = false
            }
        }
        return Number(start: i, end: end, value: DecimalNumber(digits: digits, fraction: fraction), isPlain: isPlain)
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
        case 0xE2: width = text[i + 1] == 0x80 && text[i + 2] == 0xAF ? 3 : 0
        default: width = 0
        }
        guard width > 0, text[i] == sign else { return false }
        return text.digitsEnd(i + width) == i + width + 3
    }

    /// The power of ten that stands after a number, and where it ends: ` billion`, `bn`, `m`.
    ///
    /// - Parameter short: whether one letter is enough, as after a currency sign.
    private func multiplier(at i: Int, short: Bool) -> (power: Int, end: Int)? {
        var j = i
        let space = text.space(j)
        j += space
        if space == 0, text[j] == UInt8(ascii: "-"), ASCIIReader.isLetter(text[j + 1]) { j += 1 }
        guard let word = text.word(at: j), text.isWordEnd(word.end) else { return nil }
        switch word.word {
        case "thousand": return (3, word.end)
        case "lakh", "lakhs": return (5, word.end)
        case "million", "millions", "mn", "mln", "mio": return (6, word.end)
        case "crore", "crores": return (7, word.end)
        case "billion", "billions", "bn", "bln": return (9, word.end)
        case "trillion", "trillions", "tn", "trn": return (12, word.end)
        case "k" where short && space == 0: return (3, word.end)
        case "m" where short && space == 0: return (6, word.end)
        case "b" where short && space == 0: return (9, word.end)
        case "t" where short && space == 0: return (12, word.end)
        default: return nil
        }
    }

    /// An amount with the digits at `i`; `first` is the number there.
    func amount(_ first: Number) -> Found? {
        let before =
            currencies.sign(text, before: first.start - text.spaceBefore(first.start))
            ?? currencies.sign(text, before: first.start) ?? currencies.prefix(text, before: first.start)
        // A range: `1.5-2 million`, `5 to 7 percent`, `$3–4bn`, `$1 million to $2 million`.
        var low = first.value
        var end = first.end
        var power = multiplier(at: end, short: before != nil)
        if let power { end = power.end }
        var high: DecimalNumber?
        var highPower: (power: Int, end: Int)?
        var secondSigned = false
        if let second = secondNumber(after: end, before?.code) {
            let found = multiplier(at: second.number.end, short: before != nil)
            high = second.number.value
            highPower = found
            secondSigned = second.isSigned
        }
        if let high,
            let found = moneyOrPercent(
                first, before, low, power?.power, high, highPower,
                secondNumber(after: end, before?.code)?.number.end ?? end,
                secondSigned)
        {
            return found
        }
        // Not a range.
        let scale = power?.power ?? 0
        low = low.scaled(by: scale)
        if let before {
            // `$10 US`, `VND 3 trillion`; a code after the number says more than a plain dollar sign.
            var code = before.code
            if code == "USD", let named = named(after: end), text[before.start] == UInt8(ascii: "$") {
                code = named.code
                end = named.end
            }
            return Found(
                start: before.start, end: end, kind: .money, value: low.text, unit: code, rule: "currency-before")
        }
        if let share = percent(after: first.end), power == nil {
            return Found(
                start: first.start, end: share.end, kind: .percent, value: low.text, unit: share.unit, rule: "percent")
        }
        if let named = named(after: end) {
            return Found(
                start: first.start, end: named.end, kind: .money, value: low.scaled(by: named.shift).text,
                unit: named.code,
                rule: "currency-after")
        }
        // `5 million pounds`: with a multiplier it is money, without one a weight.
        if power != nil, let pounds = text.word(at: end + text.space(end)), text.space(end) > 0, pounds.word == "pounds"
        {
            return Found(
                start: first.start, end: pounds.end, kind: .money, value: low.text, unit: "GBP", rule: "currency-after")
        }
        power = nil
        return nil
    }

    /// The second number of a range that follows `end`.
    private func secondNumber(after end: Int, _ code: String?) -> (number: Number, isSigned: Bool)? {
        var j = end
        let dash = text.dash(j)
        if dash > 0 {
            j += dash
        } else {
            let space = text.space(j)
            guard space > 0 else { return nil }
            j += space
            let dash = text.dash(j)
            if dash > 0, text.space(j + dash) > 0 {
                j += dash + text.space(j + dash)
            } else if text.isWord("to", at: j), text.space(j + 2) > 0 {
                j += 2 + text.space(j + 2)
            } else {
                return nil
            }
        }
        var isSigned = false
        if let code, let sign = currencies.sign(text, at: j), sign.code == code {
            j = sign.end
            isSigned = true
        }
        guard ASCIIReader.isDigit(text[j]), let number = number(at: j) else { return nil }
        return (number, isSigned)
    }

    /// A range as money or percentage; nil when it is neither, so that `from 5 to 7 people` stays no amount.
    private func moneyOrPercent(
        _ first: Number, _ before: (code: String, start: Int)?, _ low: DecimalNumber, _ lowPower: Int?,
        _ high: DecimalNumber,
        _ highPower: (power: Int, end: Int)?, _ secondEnd: Int, _ secondSigned: Bool
    ) -> Found? {
        let end = highPower?.end ?? secondEnd
        // One multiplier for both: `1.5-2 million`; `500,000 to 2 million` keeps its own when the first is larger.
        let shared = highPower?.power ?? 0
        let lower = low.scaled(by: lowPower ?? (first.isPlain || !secondSigned ? shared : 0)).text
        let upper = high.scaled(by: shared).text
        if let before {
            return Found(
                start: before.start, end: end, kind: .money, value: lower, upperValue: upper, unit: before.code,
                rule: "currency-before")
        }
        if let share = percent(after: end), highPower == nil {
            return Found(
                start: first.start, end: share.end, kind: .percent, value: lower, upperValue: upper, unit: share.unit,
                rule: "percent")
        }
        if let named = named(after: end), named.shift == 0 {
            return Found(
                start: first.start, end: named.end, kind: .money, value: lower, upperValue: upper, unit: named.code,
                rule: "currency-after")
        }
        return nil
    }

    /// `%`, ` percent`, ` per cent`, ` percentage points` after a number.
    private func percent(after end: Int) -> (unit: String, end: Int)? {
        var j = end + text.space(end)
        if text[j] == UInt8(ascii: "%") { return ("%", j + 1) }
        if j == end, text[j] == UInt8(ascii: "-") { j += 1 }
        guard j > end, let word = text.word(at: j), text.isWordEnd(word.end) else { return nil }
        switch word.word {
        case "percent", "pct": return ("%", word.end)
        case "per":
            let space = text.space(word.end)
            return space > 0 && text.isWord("cent", at: word.end + space) ? ("%", word.end + space + 4) : nil
        case "percentage":
            let space = text.space(word.end)
            guard space > 0, let points = text.word(at: word.end + space), points.word.hasPrefix("point") else {
                return nil
            }
            return ("pp", points.end)
        default: return nil
        }
    }

    /// A currency after a number: its code, a sign or words; `cents` are hundredths of a dollar.
    private func named(after end: Int) -> (code: String, end: Int, shift: Int)? {
        if let sign = currencies.sign(text, at: end), text.isWordEnd(sign.end), !ASCIIReader.isLetter(text[end]) {
            return (sign.code, sign.end, 0)
        }
        var space = text.space(end)
        if space == 0, text[end] == UInt8(ascii: "-") { space = 1 }
        guard space > 0 || ASCIIReader.isLetter(text[end]) else { return nil }
        let i = end + space
        if space > 0, text.isWord("cents", at: i) { return ("USD", i + 5, -2) }
        // `10 of`, `3 billion in`: most words after a number are none; the first letter alone does not tell.
        guard let found = currencies.words(text, at: i) else {
            if space > 0, let sign = currencies.sign(text, at: i), sign.end - i > 1, !ASCIIReader.isLetter(text[i]),
                !ASCIIReader.isDigit(text[sign.end])
            {
                return (sign.code, sign.end, 0)
            }
            return nil
        }
        // `They won 3 won`: the won needs a multiplier or its country; `3 all` is no Albanian lek (codes are capitals).
        if text.isWord("won", at: i), text[end - 1] < 0x61 { return nil }
        return (found.code, found.end, 0)
    }

    /// `75th`, `21st`; on request.
    func ordinal(_ number: Number) -> Found? {
        guard number.isPlain, number.end - number.start <= 6 else { return nil }
        let tens = text.value(max(number.start, number.end - 2), number.end)
        let ones = tens % 10
        let suffix: StaticString =
            (11...13).contains(tens) ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th"
        guard text.isWord(suffix, at: number.end) else { return nil }
        return Found(
            start: number.start, end: number.end + 2, kind: .ordinal, value: number.value.text, rule: "ordinal")
    }

    /// `2,000`, `10 million`; on request.
    func cardinal(_ number: Number) -> Found? {
        let power = multiplier(at: number.end, short: false)
        let end = power?.end ?? number.end
        guard power != nil || text.isWordEnd(number.end) else { return nil }
        return Found(
            start: number.start, end: end, kind: .cardinal, value: number.value.scaled(by: power?.power ?? 0).text,
            rule: "cardinal")
    }
}
