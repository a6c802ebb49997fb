/// Quarters, halves, weeks, seasons, business years and holidays.
extension TemporalGrammar {
    /// `third quarter`, `the first half of 1999`, `first week of July`, `the 19th century`, `the first nine months`.
    func ordinal(_ i: Int) -> Match? {
        guard let (number, afterNumber) = ordinalNumber(i), !isKind(afterNumber, .times) else { return nil }
        var j = afterNumber
        j = skip(j, .dash)
        j = skipAdjectives(j)
        if self[j].kind == .fiscal, self[j + 1].kind == .unit { j += 1 }
        if self[j].kind == .half { return withYear(.half(number, .unknown), j + 1, number <= 2) }
        if self[j].kind == .unit, !self[j].isPlural {
            switch unitValue(j) {
            case .quarter: return withYear(.quarter(number, .unknown), j + 1, number <= 4)
            case .half: return withYear(.half(number, .unknown), j + 1, number <= 2)
            case .century: return number >= 1 && number <= 30 ? (.century(number - 1), j + 1) : nil
            case .day, .week, .month, .weekend, .year, .decade, .night:
                let unit = unitValue(j)
                if isKind(j + 1, .of) || isKind(j + 1, .in), let (whole, end) = container(j + 2) {
                    if unit == .day, case .unit(let relation, .month) = whole, isLoose {
                        var fields = CalendarFields(day: number)
                        fields.monthRelation = relation
                        return (.calendar(fields), end)
                    }
                    if unit == .day, isLoose, case .calendar(var fields) = whole, fields.month != nil,
                        fields.day == nil, (1...31).contains(number)
                    {
                        fields.day = number
                        return (.calendar(fields), end)
                    }
                    return (.nth(number, unit, whole), end)
                }
                return nil
            default: return nil
            }
        }
        if self[j].kind == .weekday, !self[j].isPlural {
            if isKind(j + 1, .of) || isKind(j + 1, .in), number <= 5, let (whole, end) = container(j + 2) {
                return (.nthWeekday(number, self[j].value, whole), end)
            }
            return nil
        }
        if number == 1, let count = count(j), let (span, end) = span(j, count), !span.isAdjective {
            if isKind(end, .of) || isKind(end, .in), let (whole, wholeEnd) = container(end + 1) {
                return (.firstUnits(isLast: false, span, whole), wholeEnd)
            }
            return isLoose ? nil : (.duration(span), end)
        }
        // `the 11th of June`, `fourth of July of 1995`.
        if let match = dayMonth(i) { return match }
        guard isLoose, isKind(i - 1, .the) || self[i].kind == .number, (1...31).contains(number),
            self[i].kind == .number || isKind(i - 1, .on) || isKind(i - 2, .on),
            isKind(i - 1, .the) || isKind(i - 1, .on)
        else { return nil }
        return (.calendar(CalendarFields(day: number)), afterNumber)
    }

    /// `of 1999`, `1999`, `of last year` behind a quarter or half.
    func withYear(_ node: Temporal, _ i: Int, _ isPossible: Bool) -> Match? {
        guard isPossible else { return nil }
        if let year = yearAfter(i, isHyphen(i) ? i + 1 : nil) {
            return node.inYear(.year(year.value)).map { ($0, year.end) }
        }
        if let (part, end) = relativeYear(i) { return node.inYear(part).map { ($0, end) } }
        let j = isKind(i, .of) || isKind(i, .in) ? i + 1 : i
        if self[j].kind == .fiscal || j > i && self[j].kind == .letterUnit, let (year, end) = fiscal(j),
            case .calendar(let fields) = year
        {
            return node.inYear(fields.year).map { ($0, end) }
        }
        if j > i, isKind(j, .the), self[j + 1].kind == .unit, unitValue(j + 1) == .year, !self[j + 1].isPlural {
            return (node, j + 2)
        }
        return (node, i)
    }

    /// `fiscal 1999`, `fiscal year 2020`, `FY2019`, `Q1 2017`, `H1`.
    func fiscal(_ i: Int) -> Match? {
        if self[i].kind == .letterUnit {
            let letter = self[i].value
            if letter >= 4 {
                let j = skip(i + 1, .dash)
                if isKind(j, .apostrophe), self[j + 1].width == 2 {
                    return (.calendar(CalendarFields(year: .fiscal(2000 + self[j + 1].value))), j + 2)
                }
                guard self[i].isCapital || isLoose, self[j].kind == .number,
                    self[j].width == 4 || self[j].width == 2 && self[j].isGlued
                else { return nil }
                let year = self[j].width == 4 ? self[j].value : 2000 + self[j].value
                return (.calendar(CalendarFields(year: letter == 4 ? .fiscal(year) : .year(year))), j + 1)
            }
            guard self[i + 1].kind == .number, self[i + 1].isGlued, self[i].isCapital || isLoose else { return nil }
            let number = self[i + 1].value
            if letter == 1, self[i + 1].width == 1 {
                return withYear(.quarter(number, .unknown), i + 2, (1...4).contains(number))
            }
            if letter == 2, self[i + 1].width == 1, isLoose || self[i].isCapital {
                return withYear(.half(number, .unknown), i + 2, (1...2).contains(number))
            }
            if letter == 3, isLoose, self[i + 1].width <= 2, (1...53).contains(number) {
                return withYear(.week(number, .unknown), i + 2, true)
            }
            return nil
        }
        guard self[i].value == 1 || self[i].value == 2 && self[i + 1].kind == .unit || self[i].value == 3 && isLoose
        else { return nil }
        var j = i + 1
        if self[j].kind == .unit, !self[j].isPlural {
            if unitValue(j) == .quarter { return nil }
            guard unitValue(j) == .year else { return nil }
            j += 1
        }
        let year = skip(j, .dash)
        if self[year].kind == .number, self[year].width == 4, (1900...2100).contains(self[year].value) {
            return (.calendar(CalendarFields(year: .fiscal(self[year].value))), year + 1)
        }
        if self[year].kind == .ordinalWord, self[i].value == 1, j == i + 1 { return ordinal(year) }
        return j > i + 1 && isKind(i - 1, .the) ? (.unit(.this, .year), j) : nil
    }

    /// `first half`, `second half of 2001` begin with an ordinal; this is `half of 2001`, which is no time.
    func half(_ i: Int) -> Match? {
        // `half-year`: a span of half a year.
        if isKind(i + 1, .dash), self[i + 2].kind == .unit, unitValue(i + 2) == .year {
            return (.duration(adjective(TimeSpan(6, .month))), i + 3)
        }
        return isLoose ? clock(i) : nil
    }

    /// `week 23`, `week 3 of 2027`.
    func weekNumber(_ i: Int) -> Match? {
        guard isLoose, self[i + 1].kind == .number, self[i + 1].width <= 2, (1...53).contains(self[i + 1].value),
            !self[i + 2].isGlued || self[i + 2].kind == .comma
        else { return nil }
        return withYear(.week(self[i + 1].value, .unknown), i + 2, true)
    }

    /// The early or late part of a century: `early 19th century`.
    func ordinalCentury(_ i: Int) -> Match? {
        guard let (number, j) = ordinalNumber(i), self[skip(j, .dash)].kind == .unit,
            unitValue(skip(j, .dash)) == .century, number >= 1
        else { return nil }
        return (.century(number - 1), skip(j, .dash) + 1)
    }

    /// `summer`, `the fall of 2001`, `winter 2001-02`.
    func season(_ i: Int) -> Match? {
        let season = self[i].value
        let word = text[self[i].start] | 0x20
        guard !self[i].isPlural else { return nil }
        if let year = yearAfter(i + 1, nil) {
            var end = year.end
            if isHyphen(end), self[end + 1].kind == .number, self[end + 1].width == 2 || self[end + 1].width == 4 {
                end += 2
            }
            return (.season(season, .year(year.value)), end)
        }
        if let (part, end) = relativeYear(i + 1) { return (.season(season, part), end) }
        if !isLoose {
            // `spring` and `fall` are verbs too; `in the fall of Kabul` is none.
            let isVerb = season == 0 || word == UInt8(ascii: "f")
            let hasArticle = isKind(i - 1, .the) && [.in, .by, .during, .of, .since, .until].contains(self[i - 2].kind)
            let before = self[i - 1].kind
            if isVerb, !hasArticle, ![.early, .late, .in, .mid, .every].contains(before) { return nil }
            if isKind(i + 1, .of) { return nil }
            if text.space(self[i].end) > 0, self[i].isCapital, ASCIIReader.isCapital(text[self[i].end + 1]) {
                return nil
            }
        }
        return (.season(season, .unknown), i + 1)
    }

    /// `Christmas`, `Thanksgiving 2020`, `Labor Day of last year`.
    func holiday(_ i: Int) -> Match? {
        let number = self[i].value
        if let year = yearAfter(i + 1, nil) { return (.holiday(number, .year(year.value)), year.end) }
        if let (part, end) = relativeYear(i + 1) { return (.holiday(number, part), end) }
        return (.holiday(number, .unknown), i + 1)
    }
}
