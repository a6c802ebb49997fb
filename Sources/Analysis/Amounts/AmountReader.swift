import DocumentModel

/// Reads the amount at an offset, with its range and its modifier.
struct AmountReader {
    /// What was read, and where reading goes on; `next` is where it began when nothing is passed over.
    struct Step {
        var found: FoundAmount?
        var next: Int
    }

    let text: ASCIIReader
    private let numbers: NumberReader
    private let currencies: Currencies
    private let wanted: AmountFinder.Wanted
    private let money: MoneyReader
    private let shares: ShareReader
    private let quantities: QuantityReader
    private let vague: VagueNumbers

    init(_ text: ASCIIReader, _ currencies: Currencies, _ wanted: AmountFinder.Wanted) {
        self.text = text
        self.currencies = currencies
        self.wanted = wanted
        numbers = NumberReader(text: text)
        money = MoneyReader(text: text, numbers: numbers, currencies: currencies)
        shares = ShareReader(text: text, numbers: numbers)
        quantities = QuantityReader(text: text, numbers: numbers)
        vague = VagueNumbers(text: text, numbers: numbers)
    }

    /// Whether an amount can begin with these letters: number words, `several`, `few`, and what may follow `a`.
    @inline(__always) static func mayBegin(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        NumberWord.mayBegin(a, b, c)
    }

    /// Reads what begins at `i`; nothing before `from` is part of it.
    func read(at i: Int, from: Int) -> Step {
        let byte = text[i]
        if ASCIIReader.isDigit(byte) { return digits(at: i, from) }
        if byte >= 0x80 {
            guard let number = numbers.number(at: i) else { return Step(found: nil, next: i) }
            return step(amount(number, from), number.end)
        }
        return word(at: i, from)
    }

    private func step(_ found: FoundAmount?, _ next: Int) -> Step {
        Step(found: found, next: max(found?.others.last?.end ?? found?.end ?? 0, next))
    }

    // MARK: Where it begins

    private func digits(at i: Int, _ from: Int) -> Step {
        let before = text[i - 1]
        let end = text.digitsEnd(i)
        // `G20`, `A/RES/75`, `COVID-19`, `#20`, `q=30%25`: no number of its own. `US$5`, `VND3` are.
        let isJoined: Bool
        switch before {
        case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "%"):
            isJoined = true
        case UInt8(ascii: "-"): isJoined = !text.isWordStart(i - 1)
        case UInt8(ascii: "."): isJoined = !text.isWordStart(i - 1)
        default: isJoined = !text.isWordStart(i)
        }
        if isJoined, before == UInt8(ascii: "-") || before == UInt8(ascii: ".") || currencies.before(text, i) == nil {
            return Step(found: nil, next: wordEnd(end))
        }
        guard let number = numbers.number(at: i, joinsAnd: joinsAnd(before: i)) else {
            return Step(found: nil, next: wordEnd(end))
        }
        if let found = amount(number, from) { return step(found, number.end) }
        return Step(found: nil, next: max(number.end, wordEnd(end)))
    }

    private func word(at i: Int, _ from: Int) -> Step {
        guard text.isWordStart(i) else { return Step(found: nil, next: i) }
        var start = i
        if let before = text.wordBefore(i), before.word == NumberReader.a || before.word == NumberReader.an,
            before.start >= from
        {
            start = before.start
        }
        if let number = numbers.number(at: start, joinsAnd: joinsAnd(before: start))
            ?? (start < i ? numbers.number(at: i) : nil)
        {
            if let found = amount(number, from) { return step(found, number.end) }
            return Step(found: nil, next: max(i, number.end))
        }
        if let number = vague.number(at: i) {
            if let found = vagueAmount(number, from) { return step(found, number.end) }
            return Step(found: nil, next: max(i, number.end))
        }
        if start < i, let found = money.money(article: start, at: i) ?? shares.article(start, i) {
            return step(found, i)
        }
        if wanted.contains(.currencyNames), let name = currencies.words(text, at: i), name.unit.power == 0,
            !name.unit.isWeak
        {
            let found = FoundAmount(
                start: i, end: name.end, label: .money, value: nil, unit: name.unit.code, rule: "currency-name")
            return step(found, i)
        }
        return Step(found: nil, next: i)
    }

    /// Whether `and` may join parts of the number at `i`: not after `between`.
    private func joinsAnd(before i: Int) -> Bool { text.wordBefore(i)?.word != Self.between }

    /// Where the word that `i` is in ends; digits joined to it by hyphens and points belong to it.
    private func wordEnd(_ i: Int) -> Int {
        var j = i
        while !text.isWordEnd(j) { j += 1 }
        return j
    }

    // MARK: What it is

    /// The amount that a number begins or, with a currency before it, goes on.
    private func amount(_ number: NumberReader.Number, _ from: Int) -> FoundAmount? {
        guard var found = one(number, from) else { return range(from: number) ?? plain(number) }
        readRange(&found, number)
        readSign(&found, from)
        found.modifier = found.modifier ?? Modifiers(text: text).modifier(found.start, found.end)
        return found
    }

    /// The sum, share or quantity of a single number.
    private func one(_ number: NumberReader.Number, _ from: Int) -> FoundAmount? {
        guard !number.isOrdinal else { return nil }
        if let before = currencies.before(text, number.start), before.start >= from {
            let whole =
                number.isDigits && ASCIIReader.isLetter(text[number.end])
                ? numbers.number(at: number.start, oneLetter: true) ?? number : number
            if let found = money.money(before, whole) { return found }
        }
        if let found = shares.share(number) ?? money.money(number) ?? quantities.quantity(number) { return found }
        if let found = money.money(afterWord: number), found.start >= from { return found }
        return nil
    }

    private func vagueAmount(_ number: NumberReader.Number, _ from: Int) -> FoundAmount? {
        var number = number
        if let of = vague.follows(number.end), currencies.words(text, at: of) != nil {
            // `millions of dollars`: the currency stands behind `of`.
            guard let match = currencies.words(text, at: of), let value = number.value.scaled(by: match.unit.power)
            else { return nil }
            return FoundAmount(
                start: number.start, end: match.end, label: .money, value: value, unit: match.unit.code,
                modifier: "MORE_THAN", rule: "vague", power: number.power)
        }
        number.isPlain = false
        guard var found = money.money(number) ?? quantities.quantity(number) else { return nil }
        found.modifier = "MORE_THAN"
        found.rule = "vague"
        return found
    }

    /// An ordinal or plain number.
    private func plain(_ number: NumberReader.Number) -> FoundAmount? {
        if number.isOrdinal {
            guard wanted.contains(.ordinals), isOrdinal(number) else { return nil }
            return FoundAmount(
                start: number.start, end: number.end, label: .ordinal, value: number.value, rule: "ordinal")
        }
        guard wanted.contains(.cardinals), text.isWordEnd(number.end), isCardinal(number) else { return nil }
        var found = FoundAmount(
            start: number.start, end: number.end, label: .cardinal, value: number.value, rule: "cardinal",
            power: number.power)
        found.modifier = Modifiers(text: text).modifier(found.start, found.end)
        return found
    }

    /// `second` is a time after `per` and `one`.
    private func isOrdinal(_ number: NumberReader.Number) -> Bool {
        guard number.value == DecimalNumber(2), let before = text.wordBefore(number.start) else { return true }
        return !Self.timeWords.contains(before.word)
    }

    private func isCardinal(_ number: NumberReader.Number) -> Bool {
        if number.isDigits {
            // `12:30`, `1.2.3`.
            let next = text[number.end]
            return
                !((next == UInt8(ascii: ":") || next == UInt8(ascii: ".") || next == UInt8(ascii: "/"))
                && ASCIIReader.isDigit(text[number.end + 1]))
        }
        let before = text.wordBefore(number.start)?.word
        let space = text.space(number.end)
        let after = space > 0 ? text.word(at: number.end + space)?.word : nil
        if number.value == .half, number.isFraction, !number.hasArticle {
            return after.map { Self.wholes.contains($0) } ?? false
        }
        guard number.value == .one, number.power == 0 else { return true }
        // `this one`, `no one`, `one another`.
        if let before, Self.beforeOne.contains(before) { return false }
        if let after, Self.afterOne.contains(after) { return false }
        return text[number.end] != UInt8(ascii: "'") && !(text[number.end] == 0xE2 && text[number.end + 2] == 0x99)
    }

    /// A minus before the amount: `-5%`, `minus five percent`, `−0.3%`.
    private func readSign(_ found: inout FoundAmount, _ from: Int) {
        var start: Int?
        if text[found.start - 1] == UInt8(ascii: "-"),
            text.spaceBefore(found.start - 1) > 0 || found.start == 1 || text[found.start - 2] == UInt8(ascii: "(")
        {
            start = found.start - 1
        } else if text[found.start - 1] == 0x92, text[found.start - 2] == 0x88, text[found.start - 3] == 0xE2 {
            start = found.start - 3
        } else if let before = text.wordBefore(found.start), Self.minus.contains(before.word) {
            start = before.start
        }
        guard let start, start >= from, found.upperValue == nil, let value = found.value else { return }
        // The sign of a sum stays outside, like the words around it.
        if found.label != .money { found.start = start }
        found.value = value.negated
    }

    // MARK: Ranges

    /// Makes `$3-4bn`, `$3 to 4 million`, `5%-7%` of the first amount and what follows it.
    private func readRange(_ found: inout FoundAmount, _ number: NumberReader.Number) {
        guard let joint = joint(found.end, found.start), joint.kind != .or else { return }
        var i = joint.end
        var isSigned = false
        if found.label == .money, let sign = currencies.sign(text, at: i) ?? currencies.code(text, at: i) {
            guard sign.unit.code == found.unit else { return }
            i = sign.end + text.space(sign.end)
            isSigned = true
        }
        guard let second = numbers.number(at: i, oneLetter: found.isPrefixed, joinsAnd: false), second.start == i,
            !second.isOrdinal
        else { return }
        // `rose from $5 to $7`: two sums, and no range.
        if joint.kind == .to, moves(found.start) { return }
        if joint.kind != .dash, isSigned || !found.isPrefixed, var other = one(second, found.end),
            other.label == found.label,
            other.unit == found.unit
        {
            // `$5 to $7`: each end has its unit and is an amount of its own, which says what it is the end of.
            guard let lower = found.value, let upper = other.value, lower <= upper else { return }
            found.modifier = "EQUAL_OR_MORE"
            other.modifier = "EQUAL_OR_LESS"
            found.others = [other]
            return
        }
        if !isSigned {
            if let other = one(second, second.start) {
                guard joint.kind == .dash, !found.isPrefixed || other.label == .money, other.label == found.label,
                    other.unit == found.unit,
                    let lower = found.value, let upper = other.value, lower <= upper
                else { return }
                found.end = other.end
                found.upperValue = upper
                return
            }
            // `$3 to 4 people`: a bare number behind `to` is something else.
            guard found.isPrefixed,
                joint.kind == .dash && text.isWordEnd(second.end) || second.power > 0
                    || joint.kind == .and && number.power == second.power
            else { return }
        }
        guard var lower = found.value else { return }
        if !isSigned, number.power == 0, second.power > 0, let shared = lower.scaled(by: second.power),
            shared <= second.value
        {
            lower = shared
        }
        // `fell $212 million to $37 million` are two sums.
        guard lower <= second.value else { return }
        found.end = second.end
        found.value = lower
        found.upperValue = second.value
    }

    /// A range whose first number has no unit of its own: `15 to 20 percent`, `two or three million dollars`.
    private func range(from number: NumberReader.Number) -> FoundAmount? {
        guard !number.isOrdinal, let joint = joint(number.end, number.start),
            let second = numbers.number(at: joint.end, joinsAnd: false), second.start == joint.end, !second.isOrdinal,
            var found = one(second, second.start), !found.isPrefixed, let upper = found.value
        else { return nil }
        var lower = number.value
        if number.power == 0, second.power > 0, let shared = lower.scaled(by: second.power), shared <= second.value {
            lower = shared
        }
        // Cents and `bcm` have a power of their own.
        if upper != second.value {
            guard let power = (-12...12).first(where: { second.value.scaled(by: $0) == upper }),
                let scaled = lower.scaled(by: power)
            else { return nil }
            lower = scaled
        }
        guard lower <= upper else { return nil }
        found.upperValue = upper
        found.value = lower
        found.start = number.start
        found.modifier = Modifiers(text: text).modifier(found.start, found.end)
        return found
    }

    /// What joins two numbers of a range.
    private struct Joint {
        enum Kind { case dash, to, and, or }
        var kind: Kind
        var end: Int
    }

    /// The joint at `end` of an amount that began at `start`: a dash, ` to `, ` or `, and ` and ` after `between`.
    private func joint(_ end: Int, _ start: Int) -> Joint? {
        let dash = text.dash(end)
        if dash > 0 { return Joint(kind: .dash, end: end + dash) }
        let space = text.space(end)
        guard space > 0 else { return nil }
        let i = end + space
        let spaced = text.dash(i)
        if spaced > 0 {
            // An em dash parts sentences.
            guard text.space(i + spaced) > 0, spaced == 1 || text[i + 2] != 0x94 else { return nil }
            return Joint(kind: .dash, end: i + spaced + text.space(i + spaced))
        }
        guard let word = text.word(at: i), let kind = Self.joints[word.word], text.space(word.end) > 0 else {
            return nil
        }
        let next = word.end + text.space(word.end)
        switch kind {
        case 1: return Joint(kind: .to, end: next)
        case 2: return Joint(kind: .or, end: next)
        default: return text.wordBefore(start)?.word == Self.between ? Joint(kind: .and, end: next) : nil
        }
    }

    /// Whether an amount is where something comes from: `fell from 5 percent to 4`, but not `ranging from`.
    private func moves(_ start: Int) -> Bool {
        guard let before = text.wordBefore(start), before.word == Self.from else { return false }
        guard let verb = text.wordBefore(before.start) else { return true }
        return !Self.ranging.contains(verb.word)
    }

    private static let between: WordKey = "between"
    private static let from: WordKey = "from"
    private static let joints: WordTable = ["to": 1, "or": 2, "and": 3]
    private static let ranging: WordTable = [
        "range", "ranges", "ranged", "ranging", "anywhere", "vary", "varies", "varying", "varied", "anything",
        "between",
    ]
    private static let minus: WordTable = ["minus", "negative"]
    private static let timeWords: WordTable = ["per", "each", "every", "split", "one"]
    private static let wholes: WordTable = [
        "of", "the", "its", "their", "his", "her", "all", "a", "an", "our", "those", "these",
    ]
    private static let beforeOne: WordTable = [
        "this", "that", "no", "every", "any", "each", "the", "which", "some", "another", "little", "new", "old", "only",
        "last", "next", "young", "big", "good", "right", "wrong", "loved", "such", "many",
    ]
    private static let afterOne: WordTable = ["another", "can", "must", "should", "might", "may", "would"]
}
