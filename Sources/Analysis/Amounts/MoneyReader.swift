import DocumentModel

/// Reads sums of money around a number: `$4.7bn`, `VND 3 trillion`, `two million dollars`, `three dollars and ten cents`.
struct MoneyReader {
    let text: ASCIIReader
    let numbers: NumberReader
    let currencies: Currencies

    /// The sum whose currency stands before the number.
    func money(_ before: Currencies.Match, _ number: NumberReader.Number) -> FoundAmount? {
        var number = number
        joinSpacedGroups(&number)
        if before.unit.isWeak, !isLarge(number) { return nil }
        var unit = before.unit
        var end = number.end
        // `$10 Canadian`, `$5 million USD`: what stands behind says more than a plain dollar sign.
        if before.unit.isPlain, let after = named(after: end, number), !after.unit.isPlain, after.unit.power == 0 {
            (unit, end) = (after.unit, after.end)
        }
        return found(before.start, end, number, unit, "currency-before", isPrefixed: true)
    }

    /// The sum whose currency stands behind the number.
    func money(_ number: NumberReader.Number) -> FoundAmount? {
        var number = number
        guard var after = named(after: number.end, number) ?? shortScale(&number) ?? spaced(&number) else { return nil }
        if after.unit.isWeak, !isLarge(number), !isPrice(before: number.start) { return nil }
        // `75 USD million`.
        if number.power == 0, after.unit.code.utf8.count == after.end - after.start, text.space(after.end) > 0,
            let scale = numbers.numberWord(at: after.end + text.space(after.end)), scale.word.kind == .scale,
            !scale.word.isOrdinal, let value = number.value.scaled(by: scale.word.value)
        {
            (number.value, number.power, after.end) = (value, scale.word.value, scale.end)
        }
        guard var found = found(number.start, after.end, number, after.unit, "currency-after") else { return nil }
        if after.unit.power == 0, number.power == 0, number.value.isWhole { addParts(&found, after) }
        return found
    }

    /// The sum behind a currency's word: `dollar 22.5 million`; only of numbers that are no plain digits.
    func money(afterWord number: NumberReader.Number) -> FoundAmount? {
        guard number.isDigits, !number.isPlain, let before = currencies.word(text, before: number.start) else {
            return nil
        }
        return found(before.start, number.end, number, before.unit, "currency-word-before", isPrefixed: true)
    }

    /// `a dollar`: the currency at `i` behind the article at `start`.
    func money(article start: Int, at i: Int) -> FoundAmount? {
        guard let match = currencies.words(text, at: i), !match.unit.isWeak, text[match.end] != UInt8(ascii: "-"),
            let value = DecimalNumber.one.scaled(by: match.unit.power)
        else { return nil }
        // `a dollar deal`, `a euro zone country`: something of the currency, and no sum.
        let space = text.space(match.end)
        if space > 0, ASCIIReader.isLetter(text[match.end + space]) {
            guard let next = text.word(at: match.end + space), Self.afterSum.contains(next.word) else { return nil }
        }
        return FoundAmount(
            start: start, end: match.end, label: .money, value: value, unit: match.unit.code, rule: "currency-after")
    }

    private func found(
        _ start: Int, _ end: Int, _ number: NumberReader.Number, _ unit: Currencies.Unit, _ rule: String,
        isPrefixed: Bool = false
    ) -> FoundAmount? {
        number.value.scaled(by: unit.power).map {
            FoundAmount(
                start: start, end: end, label: .money, value: $0, unit: unit.code, rule: rule, isPrefixed: isPrefixed,
                power: number.power)
        }
    }

    /// Whether a number has a multiplier or separators, as sums in small units have.
    private func isLarge(_ number: NumberReader.Number) -> Bool {
        number.power >= 3 || !number.isPlain && number.value >= DecimalNumber(1000)
    }

    /// Whether the words before `start` speak of a price, so that `20 pounds` are no weight.
    private func isPrice(before start: Int) -> Bool {
        var i = start
        for _ in 0..<4 {
            guard let before = text.wordBefore(i) else { return false }
            if Self.priceWords.contains(before.word) { return true }
            i = before.start
        }
        return false
    }

    private static let priceWords: WordTable = [
        "cost", "costs", "costing", "price", "priced", "prices", "pay", "pays", "paid", "paying", "worth", "spend",
        "spent", "spending", "earn", "earned", "earns", "earning", "fine", "fined", "sell", "sells", "sold", "buy",
        "bought", "charge", "charged", "fee", "fees", "owe", "owed", "bill", "loan", "budget", "wage", "wages",
        "salary", "rent", "deposit", "donate", "donated", "raised", "lost", "won", "stole", "borrowed", "lend", "lent",
    ]
    /// Words that may follow a sum in words.
    private static let afterSum: WordTable = [
        "a", "an", "per", "for", "to", "in", "on", "at", "and", "or", "each", "every", "more", "less", "of", "from",
        "bill", "bills", "coin", "coins", "note", "notes", "from", "by", "when", "but", "the", "if", "is", "was",
        "into",
    ]

    // MARK: The currency behind a number

    /// The currency right behind `end`: `10€`, `10 $`, `115USD`, ` US dollars`, `-yen`.
    private func named(after end: Int, _ number: NumberReader.Number) -> Currencies.Match? {
        if let sign = currencies.sign(text, at: end), text.isWordEnd(sign.end), isSuffix(sign) { return sign }
        let gap = numbers.gap(end)
        if gap == 0 { return number.isDigits && ASCIIReader.isLetter(text[end]) ? currencies.code(text, at: end) : nil }
        let i = end + gap
        if let words = currencies.words(text, at: i) { return words }
        guard !ASCIIReader.isLetter(text[i]), let sign = currencies.sign(text, at: i), isSuffix(sign) else {
            return nil
        }
        return sign
    }

    /// Whether a sign belongs to the number before it, not to the one behind it.
    private func isSuffix(_ sign: Currencies.Match) -> Bool {
        let space = text.space(sign.end)
        guard ASCIIReader.isDigit(text[sign.end + space]) else { return true }
        // `10 $ 30 $`: a sign stands behind the next number too.
        guard space > 0, let next = numbers.plainDigits(at: sign.end + space) else { return false }
        return currencies.sign(text, at: next.end + text.space(next.end)) != nil
    }

    /// `5m euros`, `5bn-dollar`: a multiplier of one letter, which only the currency makes one.
    private func shortScale(_ number: inout NumberReader.Number) -> Currencies.Match? {
        guard number.isDigits, number.power == 0, ASCIIReader.isLetter(text[number.end]) else { return nil }
        guard let scaled = numbers.number(at: number.start, oneLetter: true), scaled.power > 0,
            let match = named(after: scaled.end, scaled)
        else { return nil }
        number = scaled
        return match
    }

    /// `40 000 euros`: groups parted by plain spaces, which only the currency makes one number.
    private func spaced(_ number: inout NumberReader.Number) -> Currencies.Match? {
        let before = number
        joinSpacedGroups(&number)
        guard number.end > before.end, let match = named(after: number.end, number) else {
            number = before
            return nil
        }
        return match
    }

    /// Joins groups of three digits behind plain spaces to a number of at most three plain digits.
    private func joinSpacedGroups(_ number: inout NumberReader.Number) {
        guard number.isPlain, number.end - number.start <= 3 else { return }
        var end = number.end
        while text[end] == 0x20, text.digitsEnd(end + 1) == end + 4, end - number.start < 20 { end += 4 }
        guard end > number.end, text.isWordEnd(end), text[end] != UInt8(ascii: ","),
            let value = DecimalNumber(digits: text.bytes[number.start..<end])
        else { return }
        (number.value, number.end, number.isPlain) = (value, end, false)
        numbers.readTail(&number, false, false)
    }

    // MARK: Smaller units

    /// Adds ` and forty-five cents`, ` 50 cents`, ` 50` to a sum of whole units.
    private func addParts(_ found: inout FoundAmount, _ unit: Currencies.Match) {
        var i = found.end + (text[found.end] == UInt8(ascii: ",") ? 1 : 0)
        let space = text.space(i)
        guard space > 0 else { return }
        i += space
        let hasAnd = text.isWord(NumberReader.and, at: i)
        if hasAnd {
            let space = text.space(i + 3)
            guard space > 0 else { return }
            i += 3 + space
        }
        guard let part = numbers.number(at: i, joinsAnd: false), !part.isOrdinal, part.power == 0, part.start == i,
            part.value < DecimalNumber(100), part.value.isWhole
        else { return }
        let gap = numbers.gap(part.end)
        if gap > 0, let named = currencies.words(text, at: part.end + gap), named.unit.power < 0,
            named.unit.isPlain || named.unit.code == unit.unit.code
        {
            add(part.value, named.unit.power, &found, named.end)
            // `one kuai and five mao five`: a digit alone is of the next smaller unit.
            if named.unit.power == -1, text.space(named.end) > 0,
                let last = numbers.number(at: named.end + text.space(named.end)), last.value < DecimalNumber(10),
                last.power == 0, !last.isOrdinal, last.value.isWhole, isAlone(last.end)
            {
                add(last.value, -2, &found, last.end)
            }
            return
        }
        // `15 dollars 50`, `thirteen dollars forty five`: two digits, and nothing counted behind them.
        guard !hasAnd, text[found.end] != UInt8(ascii: ","), part.value >= DecimalNumber(10),
            !part.isDigits || part.isPlain && part.end - part.start == 2, isAlone(part.end)
        else { return }
        add(part.value, -2, &found, part.end)
    }

    private func add(_ part: DecimalNumber, _ power: Int, _ found: inout FoundAmount, _ end: Int) {
        guard let sum = part.scaled(by: power).flatMap({ found.value?.adding($0) }) else { return }
        (found.value, found.end) = (sum, end)
    }

    /// Whether nothing that could be counted or measured stands behind `end`.
    private func isAlone(_ end: Int) -> Bool {
        guard text.isWordEnd(end), text[end] != UInt8(ascii: "%"), text[end] != UInt8(ascii: "-") else { return false }
        if text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: "."), ASCIIReader.isDigit(text[end + 1]) {
            return false
        }
        let space = text.space(end)
        guard space > 0 else { return true }
        let next = text[end + space]
        if ASCIIReader.isDigit(next) || next == UInt8(ascii: "%") || next >= 0x80 { return false }
        guard ASCIIReader.isLetter(next) else { return currencies.sign(text, at: end + space) == nil }
        guard let word = text.word(at: end + space) else { return false }
        return Self.afterSum.contains(word.word)
    }
}
