/// Dates in digits.
extension TemporalGrammar {
    /// `2020-06-11`, `16/9/2021`, `11/02/89`, `16.9.2021`, `9/11`.
    func numericDate(_ i: Int) -> Match? {
        let a = self[i]
        let separator = self[i + 1].kind
        guard a.kind == .number, separator == .dash || separator == .slash || separator == .dot, self[i + 1].isGlued,
            self[i + 2].isGlued
        else { return nil }
        // `example.org/2020/05/17`.
        if !isLoose, text[a.start - 1] == UInt8(ascii: "/") { return nil }
        guard
            !self[i].isGlued || isLoose && [.dash, .slash].contains(self[i - 1].kind) == false
                || self[i - 1].kind == .none || isLoose && self[i - 1].kind == .dash
        else { return nil }
        let b = self[i + 2]
        if b.kind == .month { return monthInside(i, b) }
        guard b.kind == .number, b.width <= 2 || isLoose else { return nil }
        if self[i + 3].kind == separator, self[i + 4].kind == .month, self[i + 4].isGlued, a.width == 4, b.width <= 2 {
            let fields = CalendarFields(year: .year(a.value), month: self[i + 4].value, day: b.value)
            return isDay(fields) ? (.calendar(fields), i + 5) : nil
        }
        if self[i + 3].kind == separator, self[i + 3].isGlued, self[i + 4].kind == .number, self[i + 4].isGlued {
            let c = self[i + 4]
            // No fourth number: `1.2.2020.3`.
            let after = self[i + 5]
            if after.isGlued,
                after.kind == .dot || after.kind == .slash
                    || after.kind == separator && self[i + 6].kind == .number && self[i + 6].isGlued && !isLoose
            {
                return nil
            }
            if a.width == 4, b.width <= 2, c.width <= 2 {
                let fields = CalendarFields(year: .year(a.value), month: b.value, day: c.value)
                if isDay(fields) { return (.calendar(fields), i + 5) }
                let swapped = CalendarFields(year: .year(a.value), month: c.value, day: b.value)
                return isDay(swapped) && isLoose ? (.calendar(swapped), i + 5) : nil
            }
            guard a.width <= 2, b.width <= 2, c.width == 4 || c.width == 2 else { return nil }
            if c.width == 2, separator == .dot || separator == .dash && !isLoose { return nil }
            let year = c.width == 4 ? c.value : c.value + (c.value < (isLoose ? 40 : 50) ? 2000 : 1900)
            guard (1000...2999).contains(year) else { return nil }
            return dayAndMonth(a.value, b.value, .year(year), dayFirst: separator == .dot, end: i + 5)
        }
        guard separator == .slash || isLoose && separator == .dash, a.width <= 2, b.width <= 2, isLoose else {
            return nil
        }
        if separator == .dash, !(b.width == 2 && a.width == 2 && isLoose && false) { return nil }
        let after = self[i + 3]
        if after.isGlued, after.kind == .slash || after.kind == .dot || after.kind == .number { return nil }
        guard let match = dayAndMonth(a.value, b.value, .unknown, dayFirst: false, end: i + 3),
            case .calendar(var fields) = match.node
        else { return nil }
        if isKind(i + 3, .comma), let year = yearAfter(i + 3, nil) {
            fields.year = .year(year.value)
            return (.calendar(fields), year.end)
        }
        return (.calendar(fields), i + 3)
    }

    /// `2020/23/Sep`, `2019-aug-1`, `22/Jan/2019`.
    func monthInside(_ i: Int, _ month: TemporalToken) -> Match? {
        let a = self[i]
        guard self[i + 3].isGlued, self[i + 3].kind == .dash || self[i + 3].kind == .slash, self[i + 4].kind == .number,
            self[i + 4].isGlued
        else { return nil }
        let c = self[i + 4]
        let (year, day) = a.width == 4 ? (a, c) : (c, a)
        guard day.width <= 2, year.width == 4 || year.width == 2 && a.width <= 2 else { return nil }
        let full = year.width == 4 ? year.value : year.value + (year.value < 50 ? 2000 : 1900)
        let fields = CalendarFields(year: .year(full), month: month.value, day: day.value)
        return isDay(fields) ? (.calendar(fields), i + 5) : nil
    }

    func dayAndMonth(_ a: Int, _ b: Int, _ year: YearPart, dayFirst: Bool, end: Int) -> Match? {
        let american = CalendarFields(year: year, month: a, day: b)
        let european = CalendarFields(year: year, month: b, day: a)
        switch (isDay(american), isDay(european)) {
        case (true, true):
            var fields = dayFirst ? european : american
            fields.isSwappable = a != b && !dayFirst
            return (.calendar(fields), end)
        case (true, false): return (.calendar(american), end)
        case (false, true): return (.calendar(european), end)
        default: return nil
        }
    }

    func isDay(_ fields: CalendarFields) -> Bool {
        guard let month = fields.month, let day = fields.day, (1...12).contains(month) else { return false }
        if case .year(let year) = fields.year { return day >= 1 && day <= CivilDate.dayCount(year, month) }
        return day >= 1 && day <= CivilDate.dayCount(nil, month)
    }
}
