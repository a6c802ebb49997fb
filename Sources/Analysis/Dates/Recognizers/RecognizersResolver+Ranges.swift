/// Ranges of days: years, months, weeks, the last three days.
extension RecognizersResolver {
    func year(_ part: YearPart) -> Int? {
        switch part {
        case .unknown: nil
        case .year(let year), .fiscal(let year): year
        case .relative(let relation): today.year + offset(relation)
        }
    }

    func offset(_ relation: Relation) -> Int {
        switch relation {
        case .last, .previous, .past: -1
        case .next, .following, .coming: 1
        default: 0
        }
    }

    func period(_ timex: String, _ start: CivilDate, _ end: CivilDate, _ grain: Grain) -> RecognizedTime {
        RecognizedTime(.daterange, [Reading(timex: timex, start: Moment(start), end: Moment(end))], grain: grain)
    }

    func interval(_ start: CivilDate, _ end: CivilDate, _ span: String, _ grain: Grain) -> RecognizedTime {
        period("(\(start.text),\(end.text),\(span))", start, end, grain)
    }

    func range(_ fields: CalendarFields) -> RecognizedTime? {
        guard let month = fields.month else {
            guard let year = year(fields.year) else { return nil }
            return period(CivilDate.four(year), CivilDate(year, 1, 1), CivilDate(year + 1, 1, 1), .year)
        }
        func inYear(_ year: Int, _ timex: String) -> Reading {
            let start = CivilDate(year, month, 1)
            return Reading(timex: timex, start: Moment(start), end: Moment(start.adding(months: 1)))
        }
        if let year = year(fields.year) ?? fields.relation.map({ today.year + offset($0) }) {
            return RecognizedTime(
                .daterange, [inYear(year, "\(CivilDate.four(year))-\(CivilDate.two(month))")], grain: .month)
        }
        let future = month >= today.month ? today.year : today.year + 1
        let timex = "XXXX-\(CivilDate.two(month))"
        return RecognizedTime(.daterange, [inYear(future - 1, timex), inYear(future, timex)], grain: .month)
    }

    func season(_ number: Int, _ part: YearPart) -> RecognizedTime? {
        let code = TemporalResolver.seasonCode(number)
        let timex = year(part).map { "\(CivilDate.four($0))-\(code)" } ?? code
        return RecognizedTime(.daterange, [Reading(timex: timex)], grain: .season)
    }

    func partOfYear(_ number: Int, _ length: Int, _ part: YearPart) -> RecognizedTime? {
        func start(_ year: Int) -> CivilDate { CivilDate(year, (number - 1) * length + 1, 1) }
        if let year = year(part) {
            return interval(
                start(year), start(year).adding(months: length), "P\(length)M", length == 3 ? .quarter : .half)
        }
        let end = start(2000).adding(months: length)
        let timex = "(XXXX\(start(2000).text.dropFirst(4)),XXXX\(end.text.dropFirst(4)),P\(length)M)"
        let past = start(today.year) < today ? today.year : today.year - 1
        let readings = [past, past + 1].map {
            Reading(timex: timex, start: Moment(start($0)), end: Moment(start($0).adding(months: length)))
        }
        return RecognizedTime(.daterange, readings, grain: .quarter)
    }

    func unit(_ relation: Relation, _ unit: TemporalUnit, plus more: Int = 0) -> RecognizedTime? {
        let step = offset(relation) + more
        let isUndefined = relation == .that || relation == .same
        func named(_ timex: String, _ openTimex: String, _ start: CivilDate, _ end: CivilDate, _ grain: Grain)
            -> RecognizedTime
        {
            var found = period(isUndefined ? openTimex : timex, start, end, grain)
            if isUndefined { found.modifier = "ref_undef" }
            return found
        }
        switch unit {
        case .day, .businessDay, .night: return definite(today.adding(days: step))
        case .week:
            let monday = today.monday.adding(days: 7 * step)
            let (year, week) = monday.isoWeek
            return named(
                "\(CivilDate.four(year))-W\(CivilDate.two(week))", "XXXX-WXX", monday, monday.adding(days: 7), .week)
        case .weekend:
            let saturday = today.monday.adding(days: 7 * step + 5)
            let (year, week) = saturday.isoWeek
            return named(
                "\(CivilDate.four(year))-W\(CivilDate.two(week))-WE", "XXXX-WXX-WE", saturday, saturday.adding(days: 2),
                .weekend)
        case .fortnight:
            let monday = today.monday.adding(days: 14 * step)
            return interval(monday, monday.adding(days: 14), "P2W", .week)
        case .month:
            let start = CivilDate(today.year, today.month, 1).adding(months: step)
            return named(String(start.text.dropLast(3)), "XXXX-XX", start, start.adding(months: 1), .month)
        case .quarter:
            let start = CivilDate(today.year, (today.month - 1) / 3 * 3 + 1, 1).adding(months: 3 * step)
            return interval(start, start.adding(months: 3), "P3M", .quarter)
        case .half:
            let start = CivilDate(today.year, (today.month - 1) / 6 * 6 + 1, 1).adding(months: 6 * step)
            return interval(start, start.adding(months: 6), "P6M", .half)
        case .year:
            let year = today.year + step
            return named(CivilDate.four(year), "XXXX", CivilDate(year, 1, 1), CivilDate(year + 1, 1, 1), .year)
        case .decade:
            let year = CivilDate.floorDivision(today.year, 10) * 10 + 10 * step
            return interval(CivilDate(year, 1, 1), CivilDate(year + 10, 1, 1), "P10Y", .decade)
        case .century:
            let year = CivilDate.floorDivision(today.year, 100) * 100 + 100 * step
            return interval(CivilDate(year, 1, 1), CivilDate(year + 100, 1, 1), "P100Y", .century)
        case .second, .minute, .hour: return step == 0 ? nil : units(relation, TimeSpan(1, unit))
        case .millennium: return nil
        }
    }

    /// `last 3 months`, `next two days`, `the past few hours`.
    func units(_ relation: Relation, _ span: TimeSpan) -> RecognizedTime? {
        let span = counted(span)
        guard span.parts.allSatisfy({ abs($0.count ?? 0) < 20_000_000 }) else { return nil }
        let isBack = offset(relation) < 0
        guard offset(relation) != 0 else { return nil }
        if span.parts.count == 1, span.unit == .businessDay, let count = span.parts[0].count, count <= 400_000 {
            return businessDays(count / 1000, isBack: isBack)
        }
        if span.finestUnit.isClock {
            let end = TemporalResolver.moved(now, span, isBack ? -1 : 1).moment
            let (a, b) = isBack ? (end, now) : (now, end)
            return RecognizedTime(
                .datetimerange, [Reading(timex: "(\(full(a)),\(full(b)),\(span.value))", start: a, end: b)])
        }
        var start = Moment(today)
        var text = span.value
        if span.unit == .quarter, let count = span.parts[0].count {
            start = Moment(CivilDate(today.year, (today.month - 1) / 3 * 3 + (isBack ? 1 : 4), 1))
            text = "P\(TimeSpan.text(count * 3))M"
        } else if span.unit == .decade, let count = span.parts[0].count {
            start = Moment(CivilDate(CivilDate.floorDivision(today.year, 10) * 10 + (isBack ? 0 : 10), 1, 1))
            text = "P\(TimeSpan.text(count * 10))Y"
        } else if !isBack {
            start = Moment(today.adding(days: 1))
        }
        let end = TemporalResolver.moved(start, span, isBack ? -1 : 1).moment
        let (a, b) = isBack ? (end.date, start.date) : (start.date, end.date)
        return interval(a, b, text, .day)
    }

    /// Days from Monday to Friday, before today or after it.
    func businessDays(_ count: Int, isBack: Bool) -> RecognizedTime {
        var day = isBack ? today : today.adding(days: 1)
        let start = day
        var left = count
        while left > 0 {
            if isBack { day = day.adding(days: -1) }
            if day.weekday <= 5 { left -= 1 }
            if !isBack { day = day.adding(days: 1) }
        }
        let (a, b) = isBack ? (day, start) : (start, day)
        return interval(a, b, "P\(count)BD", .day)
    }

    func full(_ moment: Moment) -> String { "\(moment.date.text)T\(moment.clock)" }

    /// The span with vague numbers as Recognizers-Text counts them.
    func counted(_ span: TimeSpan) -> TimeSpan {
        var span = span
        for i in span.parts.indices {
            if span.parts[i].count == nil { span.parts[i].count = 3000 }
            if span.parts[i].unit == .night { span.parts[i].unit = .day }
        }
        return span
    }

    /// The seconds of a span, with months of 30 days and years of 365.
    func seconds(_ span: TimeSpan) -> Int {
        counted(span).parts.reduce(0) { sum, part in
            let length: Int
            switch part.unit {
            case .weekend: length = 2 * 86400
            case .month: length = 30 * 86400
            case .quarter: length = 90 * 86400
            case .half: length = 180 * 86400
            case .year: length = 365 * 86400
            case .decade: length = 3650 * 86400
            case .century: length = 36500 * 86400
            case .millennium: length = 365_000 * 86400
            default: if case .seconds(let seconds) = part.unit.step { length = seconds } else { length = 0 }
            }
            return sum + length * (part.count ?? 0) / 1000
        }
    }

    func shift(_ span: TimeSpan, _ direction: Temporal.Direction, _ anchor: Temporal?) -> RecognizedTime? {
        let span = counted(span)
        guard span.parts.allSatisfy({ abs($0.count ?? 0) < 20_000_000 }) else { return nil }
        let sign = direction == .ago || direction == .earlier ? -1 : 1
        var base = now
        // `the week after next`.
        if case .unit(let relation, let unit) = anchor, span.parts.count == 1, span.unit == unit, unit.grain >= .week {
            return self.unit(relation, unit, plus: sign * (span.parts[0].count ?? 0) / 1000)
        }
        if let anchor {
            guard let found = resolve(anchor), let start = found.readings.last?.start else { return nil }
            base = start
        }
        if span.finestUnit.isClock {
            let moment = TemporalResolver.moved(base, span, sign).moment
            return RecognizedTime(.datetime, [Reading(timex: full(moment), start: moment)])
        }
        return definite(TemporalResolver.moved(Moment(base.date), span, sign).moment.date)
    }

    func nth(_ number: Int, _ unit: TemporalUnit, _ whole: Temporal) -> RecognizedTime? {
        guard let range = resolve(whole), number <= 400 else { return nil }
        let readings: [Reading] = range.readings.compactMap { reading in
            guard let start = reading.start?.date else { return nil }
            switch unit {
            case .week:
                let monday: CivilDate
                if number < 0 {
                    guard let last = reading.end?.date.adding(days: -1) else { return nil }
                    monday = last.weekday >= 4 ? last.monday : last.monday.adding(days: -7)
                } else {
                    monday = (start.weekday <= 4 ? start.monday : start.monday.adding(days: 7)).adding(
                        days: 7 * (number - 1))
                }
                let timex: String
                if range.grain == .month {
                    timex = "\(reading.timex)-W\(CivilDate.two(number < 0 ? 5 : number))"
                } else {
                    let (year, week) = monday.isoWeek
                    timex = "\(CivilDate.four(year))-W\(CivilDate.two(week))"
                }
                return Reading(timex: timex, start: Moment(monday), end: Moment(monday.adding(days: 7)))
            case .month:
                let month = number < 0 ? 12 : number
                let first = start.adding(months: month - 1)
                return Reading(
                    timex: String(first.text.dropLast(3)), start: Moment(first), end: Moment(first.adding(months: 1)))
            case .day:
                let date = number < 0 ? reading.end?.date.adding(days: -1) ?? start : start.adding(days: number - 1)
                return Reading(timex: date.text, start: Moment(date))
            case .year:
                let first = start.adding(months: 12 * (number - 1))
                return Reading(
                    timex: CivilDate.four(first.year), start: Moment(first), end: Moment(first.adding(months: 12)))
            default: return nil
            }
        }
        guard !readings.isEmpty else { return nil }
        return RecognizedTime(unit == .day ? .date : .daterange, readings, grain: unit.grain)
    }

    func firstUnits(_ isLast: Bool, _ span: TimeSpan, _ whole: Temporal) -> RecognizedTime? {
        guard let range = resolve(whole), let reading = range.readings.last, let start = reading.start?.date,
            let end = reading.end?.date
        else { return nil }
        if isLast {
            // Weeks are whole ones.
            let last = span.unit == .week ? end.monday : end
            return interval(TemporalResolver.moved(Moment(last), span, -1).moment.date, last, span.value, .day)
        }
        let first = span.unit == .week && start.weekday > 1 ? start.monday.adding(days: 7) : start
        return interval(first, TemporalResolver.moved(Moment(first), span, 1).moment.date, span.value, .day)
    }
}
