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
        var rule: String
    }

    /// Digits with their separators.
    struct Number {
        var start: Int
        var end: Int
        /// The digits behind the point.
        var fraction: Int
        /// Digits only: no separators and no fraction.
        var isPlain: Bool
    }

    /// The most digits an amount may have.
    private static let mostDigits = 38

    let text: ASCIIReader
    let currencies: Currencies

    /// The number whose digits begin at `i`: `2,000`, `4.7`, `1.000.000`, `1 000 000` (with no-break spaces), `4,7`.
    ///
    /// A comma before exactly three digits groups, as English has it; before one or two digits it is a decimal comma.
    func number(at i: Int) -> Number? {
        var end = text.digitsEnd(i)
        guard end > i, end - i <= Self.mostDigits else { return nil }
        // `.8 percent`: a fraction without its zero.
        if text[i - 1] == UInt8(ascii: "."), text.isWordStart(i - 1), !ASCIIReader.isDigit(text[i - 2]) {
            return Number(start: i - 1, end: end, fraction: end - i, isPlain: false)
        }
        let first = text[end]
        var isPlain = true
        if end - i <= 3 {
            let width = first == 0xC2 ? 2 : first == 0xE2 ? 3 : 1
            while end - i <= Self.mostDigits, isGroup(end, first) {
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
                return Number(start: i, end: fractionEnd, fraction: count, isPlain: false)
            }
        }
        return Number(start: i, end: end, fraction: 0, isPlain: isPlain)
    }

    /// The exact value of a number.
    private func value(_ number: Number) -> DecimalNumber {
        DecimalNumber(digits: text.bytes[number.start..<number.end], fraction: number.fraction) ?? .zero
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
        guard let word = text.word(at: j) else { return nil }
        if let power = Self.multipliers[word.word] { return (power, word.end) }
        guard short, space == 0, word.end - j == 1 else { return nil }
        switch text[j] | 0x20 {
        case UInt8(ascii: "k"): return (3, word.end)
        case UInt8(ascii: "m"): return (6, word.end)
        case UInt8(ascii: "b"): return (9, word.end)
        case UInt8(ascii: "t"): return (12, word.end)
        default: return nil
        }
    }

    private static let multipliers: WordTable = [
        "thousand": 3, "lakh": 5, "lakhs": 5, "million": 6, "millions": 6, "mn": 6, "mln": 6, "mio": 6, "crore": 7,
        "crores": 7, "billion": 9, "billions": 9, "bn": 9, "bln": 9, "trillion": 12, "trillions": 12, "tn": 12,
        "trn": 12,
    ]

    /// An amount that begins with `first` (or the currency before it).
    func amount(_ first: Number) -> Found? {
        let before = currency(before: first.start)
        var end = first.end
        let power = multiplier(at: end, short: before != nil)
        if let power { end = power.end }
        // A range: `1.5-2 million`, `5 to 7 percent`, `$3–4bn`, `$1 million to $2 million`.
        if let second = secondNumber(after: end, before?.code) {
            let secondPower = multiplier(at: second.number.end, short: before != nil)
            if let found = range(first, before, power?.power, second.number, secondPower, second.isSigned) {
                return found
            }
        }
        if let before {
            // `$10 US`: a code after the number says more than a plain dollar sign.
            var code = before.code
            if text[before.start] == UInt8(ascii: "$"), let named = named(after: end) {
                (code, end) = (named.code, named.end)
            }
            return money(before.start, end, first, power?.power, code, "currency-before")
        }
        if power == nil, let share = percent(after: first.end) {
            return Found(
                start: first.start, end: share.end, kind: .percent, value: value(first).text, unit: share.unit,
                rule: "percent")
        }
        if let named = named(after: end) {
            return money(first.start, named.end, first, (power?.power ?? 0) + named.shift, named.code, "currency-after")
        }
        // `5 million pounds`: with a multiplier it is money, without one a weight.
        if power != nil, text.space(end) > 0, let pounds = text.word(at: end + text.space(end)),
            pounds.word == Self.pounds
        {
            return money(first.start, pounds.end, first, power?.power, "GBP", "currency-after")
        }
        return nil
    }

    private func currency(before start: Int) -> (code: String, start: Int)? {
        let space = text.spaceBefore(start)
        return currencies.sign(text, before: start) ?? (space > 0 ? currencies.sign(text, before: start - space) : nil)
            ?? currencies.prefix(text, before: start)
    }

    private func money(
        _ start: Int, _ end: Int, _ number: Number, _ power: Int?, _ code: String, _ rule: String
    ) -> Found {
        Found(
            start: start, end: end, kind: .money, value: (value(number).scaled(by: power ?? 0) ?? .zero).text,
            unit: code,
            rule: rule)
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
            } else if text.isWord(Self.to, at: j), text.space(j + 2) > 0 {
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
    private func range(
        _ first: Number, _ before: (code: String, start: Int)?, _ power: Int?, _ second: Number,
        _ secondPower: (power: Int, end: Int)?, _ isSigned: Bool
    ) -> Found? {
        let end = secondPower?.end ?? second.end
        var found = Found(
            start: before?.start ?? first.start, end: end, kind: .money, value: "", unit: before?.code, rule: "")
        if before != nil {
            found.rule = "currency-before"
        } else if secondPower == nil, power == nil, let share = percent(after: end) {
            (found.end, found.kind, found.unit, found.rule) = (share.end, .percent, share.unit, "percent")
        } else if let named = named(after: end), named.shift == 0 {
            (found.end, found.unit, found.rule) = (named.end, named.code, "currency-after")
        } else {
            return nil
        }
        // One multiplier for both: `1.5-2 million`; `$500,000 to $2 million` has each its own.
        let shared = secondPower?.power ?? 0
        let lower = (value(first).scaled(by: power ?? (isSigned ? 0 : shared)) ?? .zero).text
        let upper = (value(second).scaled(by: shared) ?? .zero).text
        // `fell from $212 million to $37 million` are two sums. The nearest doubles are exact enough to tell.
        guard (Double(lower) ?? 0) <= (Double(upper) ?? 0) else { return nil }
        found.value = lower
        found.upperValue = upper
        return found
    }

    /// `%`, ` percent`, ` per cent`, ` percentage points` after a number.
    private func percent(after end: Int) -> (unit: String, end: Int)? {
        var j = end + text.space(end)
        if text[j] == UInt8(ascii: "%") { return ("%", j + 1) }
        if j == end, text[j] == UInt8(ascii: "-") { j += 1 }
        // Most words after a number begin with another letter.
        guard j > end, text[j] | 0x20 == UInt8(ascii: "p"), let word = text.word(at: j),
            let kind = Self.percentWords[word.word]
        else { return nil }
        if kind == 1 { return ("%", word.end) }
        let space = text.space(word.end)
        guard space > 0, let second = text.word(at: word.end + space), Self.percentEnds[second.word] == kind else {
            return nil
        }
        return (kind == 2 ? "%" : "pp", second.end)
    }

    private static let to: WordKey = "to"
    private static let cents: WordKey = "cents"
    private static let won: WordKey = "won"
    private static let pounds: WordKey = "pounds"
    /// 1 stands alone, 2 and 3 need their second word.
    private static let percentWords: WordTable = ["percent": 1, "pct": 1, "per": 2, "percentage": 3]
    private static let percentEnds: WordTable = ["cent": 2, "points": 3, "point": 3]

    /// A currency after a number: its code, a sign or words; `cents` are hundredths of a dollar.
    private func named(after end: Int) -> (code: String, end: Int, shift: Int)? {
        if let sign = currencies.sign(text, at: end), text.isWordEnd(sign.end), !ASCIIReader.isLetter(text[end]) {
            return (sign.code, sign.end, 0)
        }
        var space = text.space(end)
        if space == 0, text[end] == UInt8(ascii: "-") { space = 1 }
        guard space > 0 || ASCIIReader.isLetter(text[end]) else { return nil }
        let i = end + space
        if space > 0, text.isWord(Self.cents, at: i) { return ("USD", i + 5, -2) }
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
        if text.isWord(Self.won, at: i), text[end - 1] < 0x61 { return nil }
        return (found.code, found.end, 0)
    }

    /// `75th`, `21st`; on request.
    func ordinal(_ number: Number) -> Found? {
        guard number.isPlain, number.end - number.start <= 6 else { return nil }
        let suffix = DateReader.ordinalSuffix(text.value(number.start, number.end))
        guard text.isWord(suffix, at: number.end) else { return nil }
        return Found(
            start: number.start, end: number.end + 2, kind: .ordinal, value: value(number).text, rule: "ordinal")
    }

    /// `2,000`, `10 million`; on request.
    func cardinal(_ number: Number) -> Found? {
        let power = multiplier(at: number.end, short: false)
        let end = power?.end ?? number.end
        guard power != nil || text.isWordEnd(number.end) else { return nil }
        return Found(
            start: number.start, end: end, kind: .cardinal,
            value: (value(number).scaled(by: power?.power ?? 0) ?? .zero).text,
            rule: "cardinal")
    }
}
