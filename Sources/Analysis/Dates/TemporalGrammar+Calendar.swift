/// Days, months, years and the parts of years.
extension TemporalGrammar {
    // MARK: Days and months

    /// What begins with the name of a day or month.
    func date(_ i: Int, isRelative: Bool = false) -> Match? {
        self[i].kind == .weekday ? weekday(i) : month(i, isRelative: isRelative)
    }

    /// `Tuesday`, `Tuesday, September 16, 2021`, `Tuesday 16 September`, `Friday the 26th`, `Tuesday of last week`.
    func weekday(_ i: Int) -> Match? {
        let number = self[i].value
        if self[i].isPlural { return (.set(TimeSet(value: "XXXX-WXX-\(number)", quantity: "EVERY")), i + 1) }
        var j = skip(i + 1, .comma)
        let hasArticle = isLoose && isKind(j, .the)
        if hasArticle { j += 1 }
        var day: Match?
        switch self[j].kind {
        case .month:
            day = month(j, isRelative: true).flatMap { isKind(j - 1, .comma) && self[j + 1].kind != .number ? nil : $0 }
        case .number: day = numericDate(j) ?? dayMonth(j)
        case .numberWord, .ordinalWord: day = isLoose ? dayMonth(j) : nil
        default: break
        }
        if let day, case .calendar(var fields) = day.node, fields.day != nil {
            fields.weekday = number
            return (.calendar(fields), day.end)
        }
        var fields = CalendarFields(weekday: number)
        if isLoose,
            let ordinal = ordinalNumber(j)
                ?? (self[j].kind == .number && self[j].width <= 2 ? (self[j].value, j + 1) : nil),
            (1...31).contains(ordinal.value), self[ordinal.end].kind != .colon, self[ordinal.end].kind != .meridiem,
            self[ordinal.end].kind != .dash, self[ordinal.end].kind != .dot, self[ordinal.end].kind != .to,
            self[ordinal.end].kind != .unit,
            self[ordinal.end].kind != .oclock
        {
            fields.day = ordinal.value
            if hasArticle { fields.monthRelation = .this }
            return (.calendar(fields), ordinal.end)
        }
        // A short form alone is a word.
        if self[i].isShort, !isLoose { return nil }
        let k = isKind(i + 1, .of) ? i + 2 : i + 1
        if self[k].kind == .relation, self[k + 1].kind == .unit, unitValue(k + 1) == .week, !self[k + 1].isPlural {
            fields.week = relationValue(k)
            return (.calendar(fields), k + 2)
        }
        return (.calendar(fields), i + 1)
    }

    /// `June 11`, `Sept. 16, 2021`, `June 2020`, `June of last year`, `June`.
    func month(_ i: Int, isRelative: Bool) -> Match? {
        let month = self[i].value
        var j = i + 1
        // `Dec-2018`, `22/Jan/2019` begins with its day.
        if isKind(j, .dash) || isLoose && isKind(j, .slash), self[j + 1].kind == .number, self[j + 1].isGlued,
            self[j].isGlued
        {
            j += 1
        }
        if isLoose, isKind(j, .comma), self[j + 1].kind == .the { j += 1 }
        let dayAt = isLoose ? skip(j, .the) : j
        if let day = dayNumber(dayAt, month), !isUnitNext(day.end),
            !(self[day.end].kind == .colon || self[day.end].kind == .meridiem && !isLoose)
        {
            return monthDay(i, month, day)
        }
        var fields = CalendarFields(month: month)
        if let year = yearAfter(i + 1, isKind(i + 1, .dash) ? i + 2 : nil) {
            fields.year = .year(year.value)
            return (.calendar(fields), year.end)
        }
        if let (part, end) = relativeYear(i + 1) {
            fields.year = part
            return (.calendar(fields), end)
        }
        if isLoose, let (year, end) = wordYearNumber(i + 1) {
            fields.year = .year(year)
            return (.calendar(fields), end)
        }
        guard isRelative || isMonthAlone(i) else { return nil }
        return (.calendar(fields), i + 1)
    }

    func monthDay(_ i: Int, _ month: Int, _ day: (day: Int, end: Int)) -> Match? {
        var end = day.end
        var fields = CalendarFields(month: month, day: day.day)
        var last: Int?
        // `May 3-5`, `April ninth through seventeenth`.
        if isKind(end, .dash) || isKind(end, .tilde) || isKind(end, .until) || isLoose && isKind(end, .to)
            || !isLoose && isKind(end, .to) && self[end + 1].kind == .number,
            let second = dayNumber(isLoose ? skip(end + 1, .the) : end + 1, month), second.day > day.day,
            !isUnitNext(second.end), self[second.end].kind != .colon, self[second.end].kind != .meridiem,
            self[second.end].kind != .month
        {
            last = second.day
            end = second.end
        }
        if let year = yearAfter(end, last == nil && isHyphen(end) ? end + 1 : nil) {
            fields.year = .year(year.value)
            end = year.end
        } else if let (part, partEnd) = relativeYear(end) {
            fields.year = part
            end = partEnd
        } else if isLoose, let (year, yearEnd) = wordYearNumber(end) {
            fields.year = .year(year)
            end = yearEnd
        } else if self[end - 1].kind == .number, isKind(end, .comma), self[end + 1].isGlued,
            self[end + 1].kind == .number
        {
            return nil  // `March 2,000`
        }
        if let last {
            var second = fields
            second.day = last
            return (.range(.calendar(fields), .calendar(second)), end)
        }
        if isKind(end, .comma), self[end + 1].kind == .weekday, !self[end + 1].isPlural {
            return (.calendar(fields), end + 2)
        }
        return (.calendar(fields), end)
    }

    /// `last year`, `of this year`, `next year` behind a month or day.
    func relativeYear(_ i: Int) -> (YearPart, Int)? {
        var j = skip(i, .of)
        j = j == i ? skip(i, .in) : j
        if j == i, isKind(i, .comma) { return nil }
        guard self[j].kind == .relation, self[j + 1].kind == .unit, unitValue(j + 1) == .year, !self[j + 1].isPlural,
            self[j + 2].kind != .possessive
        else {
            if isKind(j, .the), j > i, self[j + 1].kind == .relation, self[j + 2].kind == .unit,
                unitValue(j + 2) == .year
            {
                return (.relative(relationValue(j + 1)), j + 3)
            }
            return nil
        }
        let relation = relationValue(j)
        guard [.last, .this, .next, .previous, .following, .same].contains(relation) else { return nil }
        return (.relative(relation), j + 2)
    }

    /// Whether a month that stands without day and year is a month and no name or verb.
    func isMonthAlone(_ i: Int) -> Bool {
        let token = self[i]
        // `June 31`.
        if self[i + 1].kind == .number, self[i + 1].width <= 2, !self[i + 1].isGlued, !isLoose { return false }
        if token.isShort, !isLoose, self[i - 1].kind != .in, self[i - 1].kind != .since,
            text[token.end - 1] != UInt8(ascii: ".")
        {
            return false
        }
        if isLoose {
            guard token.value == 5 || token.value == 3 else { return true }
            // `may` and `march` in small letters need a word that makes them months.
            if !token.isCapital { return [.in, .since, .from, .until, .during].contains(self[i - 1].kind) }
        }
        let before = text.wordBefore(token.start)
        let space = text.space(token.end)
        let nextIsCapital = space > 0 && ASCIIReader.isCapital(text[token.end + space])
        guard token.isShort || [3, 4, 5, 6, 8].contains(token.value) else { return true }
        guard let before, CalendarWords.monthPrepositions.contains(before.word), !nextIsCapital else {
            if let before, nextIsCapital {
                return CalendarWords.monthPrepositions.contains(before.word) && token.value == 6
            }
            return self[i - 1].kind == .dash && isKind(i - 2, .mid)
                || token.value == 6 && self[i + 1].kind != .none && !nextIsCapital
                || token.value == 4 && self[i + 1].kind == .possessive
        }
        return true
    }

    func isUnitNext(_ i: Int) -> Bool {
        let token = self[i]
        if token.kind == .unit, !(isHyphen(i)) { return true }
        if isHyphen(i), self[i + 1].kind == .unit { return true }
        return false
    }

    /// `11 June 2020`, `the 11th of June`, `3-5 May`, `second of Aug`, `22/Jan/2019`.
    func dayMonth(_ i: Int) -> Match? {
        guard let day = dayNumber(i, nil) else { return nil }
        var j = day.end
        var last: Int?
        if isKind(j, .dash) || isKind(j, .to) || isKind(j, .until) || isLoose && isKind(j, .and) {
            let k = isLoose ? skip(j + 1, .the) : j + 1
            if let second = dayNumber(k, nil), second.day > day.day {
                last = second.day
                j = second.end
            } else if !isHyphen(j) {
                return nil
            }
        }
        if isLoose, self[j].kind == .unit, unitValue(j) == .day { j += 1 }
        if isKind(j, .of) || isHyphen(j) || isKind(j, .slash) || isLoose && isKind(j, .comma) { j += 1 }
        if isLoose, isKind(j, .the) { j += 1 }
        if last == nil, let monthMatch = relativeMonth(j), isKind(j - 1, .of) || isKind(j - 2, .of) {
            var fields = CalendarFields(day: day.day)
            fields.monthRelation = monthMatch.relation
            return (.calendar(fields), monthMatch.end)
        }
        guard self[j].kind == .month, max(day.day, last ?? 0) <= CivilDate.dayCount(nil, self[j].value) || isLoose
        else { return nil }
        let month = self[j].value
        // `the 2 May pledged` has no month; with a number beside it May is one.
        var fields = CalendarFields(month: month, day: day.day)
        var end = j + 1
        if let year = yearAfter(end, isHyphen(end) || isKind(end, .slash) ? end + 1 : nil) {
            fields.year = .year(year.value)
            end = year.end
        } else if let (part, partEnd) = relativeYear(end) {
            fields.year = part
            end = partEnd
        } else if isLoose, let (year, yearEnd) = wordYearNumber(end) {
            fields.year = .year(year)
            end = yearEnd
        }
        if let last {
            var second = fields
            second.day = last
            return (.range(.calendar(fields), .calendar(second)), end)
        }
        return (.calendar(fields), end)
    }

    func relativeMonth(_ i: Int) -> (relation: Relation, end: Int)? {
        if self[i].kind == .relation, self[i + 1].kind == .unit, unitValue(i + 1) == .month, !self[i + 1].isPlural {
            return (relationValue(i), i + 2)
        }
        if isLoose, self[i].kind == .unit, unitValue(i) == .month, isKind(i - 1, .the) { return (.this, i + 1) }
        return nil
    }

    /// A day number in words: `twenty five January nineteen eighty six`.
    func wordDate(_ i: Int) -> Match? {
        guard isLoose else { return nil }
        return dayMonth(i) ?? wordYear(i)
    }

    /// The day of a month at `i`: `11`, `11th`, `eleventh`.
    func dayNumber(_ i: Int, _ month: Int?) -> (day: Int, end: Int)? {
        let token = self[i]
        let most = isLoose ? 31 : CivilDate.dayCount(nil, month ?? 1)
        if token.kind == .number, token.isGlued, self[i - 1].kind == .dot { return nil }
        if token.kind == .number, token.width <= 2, (1...most).contains(token.value) {
            if let end = ordinalEnd(i) { return (token.value, end) }
            let next = self[i + 1]
            // `June 11:30`, `June 11.5`, `June 2s`.
            if next.isGlued, next.kind == .colon || next.kind == .dot || next.kind == .plural { return nil }
            return (token.value, i + 1)
        }
        if let ordinal = ordinalNumber(i), (1...most).contains(ordinal.value), token.kind != .number {
            return ordinal.value > 0 ? (ordinal.value, ordinal.end) : nil
        }
        if isLoose, token.kind == .numberWord, let (value, end) = wordNumber(i), (1...31).contains(value) {
            return (value, end)
        }
        return nil
    }

    /// Where `11th` ends; nil when no suffix stands there, or a wrong one.
    func ordinalEnd(_ i: Int) -> Int? {
        guard self[i + 1].kind == .ordinalSuffix, self[i + 1].isGlued else { return nil }
        return isLoose || text.isWord(Self.ordinalSuffix(self[i].value), at: self[i + 1].start) ? i + 2 : nil
    }

    /// `st`, `nd`, `rd` or `th`.
    static func ordinalSuffix(_ number: Int) -> WordKey {
        if (11...13).contains(number % 100) { return "th" }
        return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th"
    }

    /// An ordinal number: `11th`, `third`, `twenty-sixth`.
    func ordinalNumber(_ i: Int) -> (value: Int, end: Int)? {
        switch self[i].kind {
        case .number:
            guard self[i].width <= 2, let end = ordinalEnd(i) else { return nil }
            return (self[i].value, end)
        case .ordinalWord: return (self[i].value, i + 1)
        case .unit where self[i].value == 0 && !self[i].isPlural && !self[i].isShort: return (2, i + 1)
        case .numberWord where self[i].value >= 20 && self[i].value % 10 == 0:
            let j = isHyphen(i + 1) ? i + 2 : i + 1
            if let (value, end) = self[j].kind == .ordinalWord && self[j].value < 10
                ? (self[j].value, j + 1)
                : self[j].kind == .unit && self[j].value == 0 && !self[j].isPlural ? (2, j + 1) : nil
            {
                return (self[i].value + value, end)
            }
            return nil
        default: return nil
        }
    }
}
