/// Years and decades, in digits and words.
extension TemporalGrammar {
    /// The year after a month or day: ` 2020`, `, 2020`, ` of 2020`, `’99`.
    func yearAfter(_ i: Int, _ glued: Int?) -> (value: Int, end: Int)? {
        var j = glued ?? i
        if glued == nil {
            j = skip(j, .comma)
            if j == i { j = skip(j, .of) }
            if j == i, isLoose { j = skip(j, .in) }
        }
        if isKind(j, .apostrophe), self[j + 1].kind == .number, self[j + 1].width == 2, self[j + 2].kind != .plural {
            return (self[j + 1].value + (self[j + 1].value < 50 ? 2000 : 1900), j + 2)
        }
        let token = self[j]
        guard token.kind == .number, token.width == 4, (1000...2999).contains(token.value),
            !(token.isGlued && glued == nil)
        else { return nil }
        let next = self[j + 1]
        if next.isGlued,
            next.kind == .colon || next.kind == .dot || next.kind == .plural || next.kind == .slash && !isLoose
        {
            return nil
        }
        if next.kind == .meridiem { return nil }
        if next.isGlued, next.kind == .comma, ASCIIReader.isDigit(text[next.end]) { return nil }
        if isCounted(token.end) { return nil }
        return (token.value, j + 1)
    }

    /// `2020`, `1990s`, `2019-2020`, `2001 third quarter`.
    func year(_ i: Int, isSure: Bool = false) -> Match? {
        let token = self[i]
        guard token.kind == .number else { return nil }
        // `90s`, `1990s`, `1990’s`.
        if isKind(i + 1, .plural) && (self[i + 1].isGlued)
            || isKind(i + 1, .possessive) && token.value % 10 == 0 && (token.value < 2000 || token.width == 2)
                && token.width != 3
        {
            guard token.value % 10 == 0 else { return nil }
            if token.width == 4, (1000..<2100).contains(token.value) { return (.decade(token.value), i + 2) }
            guard token.width == 2, token.value >= 20,
                isKind(i - 1, .the) || isKind(i - 1, .apostrophe) || isKind(i - 1, .dash) || isKind(i - 1, .early)
                    || isKind(i - 1, .late)
            else { return nil }
            // `in his 80s` is an age: it has no article.
            return (.decade(1900 + token.value), i + 2)
        }
        guard token.width == 4, (1000...2999).contains(token.value) else { return nil }
        if let match = yearPart(i) { return match }
        let next = self[i + 1]
        if next.kind == .dash, next.isGlued, self[i + 2].kind == .number, self[i + 2].isGlued,
            self[i + 2].width == 2 && !isLoose || self[i + 2].width == 4
        {
            let b = self[i + 2]
            let second = b.width == 4 ? b.value : token.value / 100 * 100 + b.value
            let after = self[i + 3]
            guard second > token.value, second - token.value <= 200, (1500...2100).contains(token.value),
                !(after.isGlued && after.kind != .comma && after.kind != .possessive && after.kind != .plural),
                !isCounted(b.end), !(self[i].isGlued && self[i - 1].kind == .dash)
            else { return nil }
            return (
                .range(
                    .calendar(CalendarFields(year: .year(token.value))), .calendar(CalendarFields(year: .year(second)))),
                i + 3
            )
        }
        if token.isGlued {
            // `mid-2020`, `pre-1990`; `3-2020`, `1/2020` are no years.
            guard self[i - 1].kind == .dash || isLoose && self[i - 1].kind == .tilde,
                !(isLoose && self[i - 2].kind == .number && self[i - 1].kind == .dash && self[i - 2].width != 4),
                self[i - 2].kind == .mid || self[i - 2].kind == .early || self[i - 2].kind == .late
                    || self[i - 2].kind == .fiscal
                    || self[i - 2].kind == .ending || self[i - 2].kind == .letterUnit || isLoose
                    || self[i - 2].kind == .unit
                    || (self[i - 2].kind == .before || self[i - 2].kind == .after) && self[i - 2].value == 1
            else { return nil }
        }
        guard isSure || isYearAlone(i) else { return nil }
        return (.calendar(CalendarFields(year: .year(token.value))), i + 1)
    }

    /// Whether four digits without anything are a year and no count, number or code.
    func isYearAlone(_ i: Int) -> Bool {
        let token = self[i]
        let before = text[token.start - 1]
        let next = text[token.end]
        // `S. 2020`, `No. 2020`.
        if before == 0x20, text[token.start - 2] == UInt8(ascii: "."), ASCIIReader.isCapital(text[token.start - 3]),
            !ASCIIReader.isWord(text[token.start - 4])
        {
            return false
        }
        if before == UInt8(ascii: ".") || before == UInt8(ascii: "/") || before == UInt8(ascii: ":") { return false }
        if before >= 0x80, !text.isWordStart(token.start) { return false }
        if next == UInt8(ascii: "/") || next == UInt8(ascii: "%") || next == UInt8(ascii: "_") { return false }
        if [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":")].contains(next),
            ASCIIReader.isDigit(text[token.end + 1])
        {
            return false
        }
        if next == UInt8(ascii: "-"), ASCIIReader.isLetter(text[token.end + 1]), isCounted(token.end + 1, space: 0) {
            return false
        }
        if self[i + 1].kind == .meridiem || self[i + 1].kind == .zone || isCounted(token.end) { return false }
        if self[i + 1].kind == .unit, !isLoose || self[i + 1].isPlural { return false }
        if self[i + 1].kind == .dash, self[i + 1].isGlued, self[i + 2].isGlued, self[i + 2].kind == .number {
            return false
        }
        let word = text.wordBefore(token.start)?.word
        if !(1900...2039).contains(token.value) {
            guard (1000...(isLoose ? 2999 : 2099)).contains(token.value), let word,
                CalendarWords.yearPrepositions.contains(word) && token.value >= 1500
                    || isLoose && token.value >= 1900
                    || ["in", "since", "year", "circa"].contains(where: { WordKey(stringLiteral: $0) == word })
            else { return isLoose && (1500...2100).contains(token.value) && word == nil }
        }
        if let word, CalendarWords.numbered.contains(word) {
            return isLoose && ["about", "over", "than"].contains(where: { WordKey(stringLiteral: $0) == word })
        }
        return true
    }

    /// Whether a counted thing stands after `end`.
    func isCounted(_ end: Int, space: Int? = nil) -> Bool {
        let space = space ?? text.space(end)
        guard space > 0 || end > 0 && text[end - 1] == UInt8(ascii: "-"), let next = text.word(at: end + space) else {
            return false
        }
        return CalendarWords.countedThings.contains(next.word)
    }

    /// `2001 third quarter`, `2017 q1`, `1999 fiscal year`.
    func yearPart(_ i: Int) -> Match? {
        let year = YearPart.year(self[i].value)
        let j = isHyphen(i + 1) || isKind(i + 1, .possessive) ? i + 2 : i + 1
        if self[j].kind == .letterUnit || self[j].kind == .ordinalWord || self[j].kind == .unit && self[j].value == 0,
            let match = ordinal(j) ?? fiscal(j), let node = match.node.inYear(year)
        {
            return (node, match.end)
        }
        if self[j].kind == .fiscal, self[j].value == 1, self[j + 1].kind == .unit, unitValue(j + 1) == .year {
            return (.calendar(CalendarFields(year: year)), j + 2)
        }
        return nil
    }

    /// `’99`, `’90s`.
    func shortYear(_ i: Int) -> Match? {
        guard self[i + 1].kind == .number, self[i + 1].isGlued, self[i + 1].width == 2 else { return nil }
        let value = self[i + 1].value
        if isKind(i + 2, .plural) { return value % 10 == 0 ? (.decade(1900 + value), i + 3) : nil }
        return (.calendar(CalendarFields(year: .year(value + (value < 50 ? 2000 : 1900)))), i + 2)
    }

    /// `nineteen eighties`.
    func nineteenEighties(_ i: Int) -> Match? {
        guard self[i].kind == .numberWord, (17...20).contains(self[i].value), self[i + 1].kind == .decadeWord else {
            return nil
        }
        return (.decade(self[i].value * 100 + self[i + 1].value * 10), i + 2)
    }

    /// `nineteen ninety-six`, `two thousand and fifteen`.
    func wordYear(_ i: Int) -> Match? {
        guard let (year, end) = wordYearNumber(i) else { return nil }
        return (.calendar(CalendarFields(year: .year(year))), end)
    }

    func wordYearNumber(_ i: Int) -> (year: Int, end: Int)? {
        guard self[i].kind == .numberWord else { return nil }
        if (10...20).contains(self[i].value), self[i + 1].kind == .numberWord, self[i + 1].value >= 10,
            let (rest, end) = wordNumber(i + 1), rest < 100
        {
            return (self[i].value * 100 + rest, end)
        }
        guard self[i].value <= 2, isKind(i + 1, .magnitude), self[i + 1].value == 1000,
            let (value, end) = wordNumber(i), (1000...2999).contains(value)
        else { return nil }
        return (value, end)
    }
}
