/// Gives expressions every reading that Recognizers-Text gives them, seen from a reference moment.
///
/// Where TIMEX3 asks which Tuesday was meant, a recognizer for assistants answers with both, the last and the next.
struct RecognizersResolver {
    typealias Reading = RecognizedTime.Reading

    let now: Moment
    var today: CivilDate { now.date }

    /// The type and readings of an expression; nil for what Recognizers-Text has no type for.
    func resolve(_ node: Temporal) -> RecognizedTime? {
        switch node {
        case .calendar(let fields): return fields.day == nil && fields.weekday == nil ? range(fields) : day(fields)
        case .dayOffset(let offset): return definite(today.adding(days: offset))
        case .holiday(let number, let part): return holiday(number, part)
        case .nthWeekday(let number, let weekday, let whole): return nthWeekday(number, weekday, whole)
        case .season(let number, let part): return season(number, part)
        case .quarter(let number, let part): return partOfYear(number, 3, part)
        case .half(let number, let part): return partOfYear(number, 6, part)
        case .week(let number, let part):
            let year = self.year(part) ?? today.year
            let monday = CivilDate.monday(ofWeek: number, year: year)
            return period("\(CivilDate.four(year))-W\(CivilDate.two(number))", monday, monday.adding(days: 7), .week)
        case .decade(let year): return interval(CivilDate(year, 1, 1), CivilDate(year + 10, 1, 1), "P10Y", .decade)
        case .century(let number):
            return interval(CivilDate(number * 100, 1, 1), CivilDate(number * 100 + 100, 1, 1), "P100Y", .century)
        case .unit(let relation, let unit): return self.unit(relation, unit)
        case .units(let relation, let span): return units(relation, span)
        case .reference(.present): return RecognizedTime(.datetime, [Reading(timex: "PRESENT_REF", start: now)])
        case .reference: return nil
        case .shift(let span, let direction, let anchor): return shift(span, direction, anchor)
        case .duration(let span):
            return RecognizedTime(.duration, [Reading(timex: counted(span).value, seconds: seconds(span))])
        case .set(let set): return RecognizedTime(.set, [Reading(timex: set.value)])
        case .clock(let time): return clock(time)
        case .dayPart(let part): return dayPart(part)
        case .dated(let day, let time): return dated(day, time)
        case .part(let modifier, let inner): return self.part(modifier, inner)
        case .nth(let number, let unit, let whole): return nth(number, unit, whole)
        case .firstUnits(let isLast, let span, let whole): return firstUnits(isLast, span, whole)
        case .range(let first, let last):
            guard let a = resolve(first), let b = resolve(last) else { return nil }
            return between(a, b)
        }
    }

    // MARK: Days

    func definite(_ date: CivilDate) -> RecognizedTime {
        RecognizedTime(.date, [Reading(timex: date.text, start: Moment(date))])
    }

    /// The last one before today and the first one from today on of the days that `make` gives.
    func both(_ timex: String, _ make: (Int) -> CivilDate?, _ steps: ClosedRange<Int>) -> RecognizedTime {
        let days = steps.compactMap(make)
        let past = days.last { Moment($0) < now }
        let future = days.first { Moment($0) >= now }
        return RecognizedTime(.date, [past, future].compactMap { $0 }.map { Reading(timex: timex, start: Moment($0)) })
    }

    func day(_ fields: CalendarFields) -> RecognizedTime? {
        let dayText = CivilDate.two(fields.day ?? 0)
        if let month = fields.month, let day = fields.day {
            if let year = year(fields.year) {
                let date = CivilDate(year, month, day)
                let timex = date.text
                return RecognizedTime(.date, [Reading(timex: timex, start: date.isValid ? Moment(date) : nil)])
            }
            let timex = "XXXX-\(CivilDate.two(month))-\(dayText)"
            func inYear(_ year: Int) -> CivilDate? {
                let date = CivilDate(year, month, day)
                return date.isValid ? date : nil
            }
            guard day <= CivilDate.dayCount(nil, month) else { return RecognizedTime(.date, [Reading(timex: timex)]) }
            if let relation = fields.relation {
                let year = relation == .next ? today.year + 1 : relation == .last ? today.year - 1 : today.year
                return RecognizedTime(.date, [Reading(timex: timex, start: inYear(year).map { Moment($0) })])
            }
            return both(timex, inYear, today.year - 8...today.year + 8)
        }
        if let weekday = fields.weekday {
            if let day = fields.day { return weekdayAndDay(weekday, day, fields) }
            return self.weekday(weekday, fields)
        }
        guard let day = fields.day else { return nil }
        if let relation = fields.monthRelation {
            let month = CivilDate(today.year, today.month, 1).adding(months: offset(relation))
            let date = CivilDate(month.year, month.month, day)
            return date.isValid ? definite(date) : nil
        }
        return both(
            "XXXX-XX-\(dayText)",
            { step in
                let month = CivilDate(today.year, today.month, 1).adding(months: step)
                let date = CivilDate(month.year, month.month, day)
                return date.isValid ? date : nil
            }, -3...3)
    }

    func weekdayAndDay(_ weekday: Int, _ day: Int, _ fields: CalendarFields) -> RecognizedTime? {
        let own = CivilDate(today.year, today.month, day)
        if fields.monthRelation != nil, own.isValid, own.weekday == weekday { return definite(own) }
        return both(
            "XXXX-WXX-\(weekday)",
            { step in
                let month = CivilDate(today.year, today.month, 1).adding(months: step)
                let date = CivilDate(month.year, month.month, day)
                return date.isValid && date.weekday == weekday ? date : nil
            }, -40...40)
    }

    func weekday(_ weekday: Int, _ fields: CalendarFields) -> RecognizedTime? {
        if let relation = fields.week { return definite(today.monday.adding(days: 7 * offset(relation) + weekday - 1)) }
        let own = today.monday.adding(days: weekday - 1)
        switch fields.relation {
        case nil: return both("XXXX-WXX-\(weekday)", { own.adding(days: 7 * $0) }, -1...1)
        case .past: return definite(own < today ? own : own.adding(days: -7))
        case .coming: return definite(own > today ? own : own.adding(days: 7))
        case .some(let relation): return definite(own.adding(days: 7 * offset(relation)))
        }
    }

    func holiday(_ number: Int, _ part: YearPart) -> RecognizedTime? {
        if case .relative(let relation) = part {
            let days = (today.year - 2...today.year + 2).compactMap { Holidays.date(number, in: $0) }
            switch relation {
            case .last, .past, .previous: return days.last { $0 < today }.map(definite)
            case .next, .following, .coming: return days.first { $0 > today }.map(definite)
            default: return Holidays.date(number, in: today.year).map(definite)
            }
        }
        if let year = year(part) { return Holidays.date(number, in: year).map(definite) }
        let timex = Holidays.openValue(number) ?? Holidays.ruleValue(number) ?? "XXXX-XX-XX"
        return both(timex, { Holidays.date(number, in: $0) }, today.year - 2...today.year + 2)
    }

    func nthWeekday(_ number: Int, _ weekday: Int, _ whole: Temporal) -> RecognizedTime? {
        guard let range = resolve(whole), let timex = range.readings.first?.timex else { return nil }
        let isOpen = timex.hasPrefix("XXXX")
        return RecognizedTime(
            .date,
            range.readings.compactMap { reading in
                guard let start = reading.start?.date else { return nil }
                let date = start.adding(days: CivilDate.remainder(weekday - start.weekday, 7) + 7 * (number - 1))
                let month = isOpen ? "XXXX" : CivilDate.four(start.year)
                _ = month
                return Reading(
                    timex: "XXXX-\(CivilDate.two(start.month))-WXX-\(weekday)-#\(number)", start: Moment(date))
            })
    }
}
