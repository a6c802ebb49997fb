/// Finds the period that an expression of time means, from the document's date and what the text spoke of last.
struct TemporalResolver: Sendable {
    /// What a relative expression was counted from.
    enum Anchor: Sendable { case none, document, narrative }

    typealias Resolved = (period: Period, anchor: Anchor)

    /// The document's day, when it is known.
    var day: CivilDate?
    /// The document's year, where only that is known.
    var year: Int?
    /// The day or longer period that the text spoke of last.
    var narrative: Period?
    /// The quarter or half that the text spoke of last.
    var reported: Period?
    var tense = TenseReader.Tense.unknown

    /// Spans beyond this many units are not counted out.
    private static let furthest = 20_000

    /// The period meant; nil when it cannot be known.
    func resolve(_ node: Temporal) -> Resolved? {
        guard let found = period(node), found.period.isWritable else { return nil }
        return found
    }

    private func period(_ node: Temporal) -> Resolved? {
        switch node {
        case .calendar(let fields): return calendar(fields)
        case .season(let number, let part): return season(number, part)
        case .quarter(let number, let part): return partOfYear(.quarter, number, part)
        case .half(let number, let part): return partOfYear(.half, number, part)
        case .week(let number, let part):
            guard let (year, anchor) = yearOf(part) ?? self.year.map({ ($0, .document) }) else { return nil }
            return (Period(.week, around: .monday(ofWeek: number, year: year)), anchor)
        case .decade(let year): return (Period(.decade, around: CivilDate(year, 1, 1)), .none)
        case .century(let number): return (Period(.century, around: CivilDate(number * 100, 1, 1)), .none)
        case .unit(let relation, let unit): return self.unit(relation, unit)
        case .dayOffset(let days): return day.map { (Period($0.adding(days: days)), .document) }
        case .shift(let span, let direction, let anchor): return shift(span, direction, anchor)
        case .dated(let day, let time): return dated(day, time)
        case .clock, .dayPart: return dated(.dayOffset(0), node)
        case .part(_, let inner): return period(inner)
        case .nth(let number, let unit, let whole): return nth(number, unit, whole)
        case .nthWeekday(let number, let weekday, let whole):
            guard let (period, anchor) = period(whole) else { return nil }
            let first = period.start.date
            let date = first.adding(days: CivilDate.remainder(weekday - first.weekday, 7) + 7 * (number - 1))
            return (Period(date), anchor)
        case .holiday(let number, let part): return holiday(number, part)
        case .range, .duration, .set, .reference, .units, .firstUnits: return nil
        }
    }

    // MARK: Years

    /// The year that is named, or counted from the document's; nil when nothing says it.
    func yearOf(_ part: YearPart) -> (Int, Anchor)? {
        switch part {
        case .unknown: return nil
        case .year(let year), .fiscal(let year): return (year, .none)
        case .relative(let relation):
            switch relation {
            case .last, .past: return year.map { ($0 - 1, .document) }
            case .next, .coming: return year.map { ($0 + 1, .document) }
            case .this, .current, .recent, .each: return year.map { ($0, .document) }
            case .same, .that:
                return (narrative?.start.date.year).map { ($0, .narrative) } ?? year.map { ($0, .document) }
            case .previous:
                return (narrative?.start.date.year).map { ($0 - 1, .narrative) } ?? year.map { ($0 - 1, .document) }
            case .following:
                return (narrative?.start.date.year).map { ($0 + 1, .narrative) } ?? year.map { ($0 + 1, .document) }
            }
        }
    }

    /// Of the periods that `make` gives for the years around the document's, the one that the tense asks for.
    ///
    /// In the past the last that has begun, in the future the first that has not ended, else the nearest.
    private func nearest(_ make: (Int) -> Period?) -> Resolved? {
        guard let year else { return nil }
        // With the year alone its own period is the nearest, where it has one.
        guard let day else { return (make(year) ?? make(year + 1) ?? make(year - 1)).map { ($0, .document) } }
        let now = Moment(day)
        let found = (year - 2...year + 2).compactMap(make)
        // A verb in the past does not make a day of next month one of last year.
        let farthest = 250 * 86400
        switch tense {
        case .past:
            if let last = found.last(where: { $0.start <= now }), now.seconds - last.end.seconds < farthest {
                return (last, .document)
            }
        case .future:
            if let first = found.first(where: { $0.end > now }), first.start.seconds - now.seconds < farthest {
                return (first, .document)
            }
        case .unknown: break
        }
        func distance(_ period: Period) -> Int {
            period.end <= now ? now.seconds - period.end.seconds : max(0, period.start.seconds - now.seconds)
        }
        return found.min { distance($0) < distance($1) }.map { ($0, .document) }
    }

    // MARK: Days and months

    private func calendar(_ fields: CalendarFields) -> Resolved? {
        if let (year, anchor) = yearOf(fields.year) {
            guard let month = fields.month else { return (Period(.year, around: CivilDate(year, 1, 1)), anchor) }
            guard let day = fields.day else { return (Period(.month, around: CivilDate(year, month, 1)), anchor) }
            let date = CivilDate(year, month, day)
            return date.isValid ? (Period(date), anchor) : nil
        }
        guard fields.year == .unknown else { return nil }
        if let month = fields.month { return monthOfSomeYear(month, fields) }
        if let relation = fields.monthRelation, let dayOfMonth = fields.day,
            let (month, anchor) = unit(relation, .month)
        {
            let start = month.start.date
            let date = CivilDate(start.year, start.month, dayOfMonth)
            return date.isValid ? (Period(date), anchor) : nil
        }
        return fields.weekday.flatMap { weekday($0, fields) }
    }

    private func monthOfSomeYear(_ month: Int, _ fields: CalendarFields) -> Resolved? {
        func period(_ year: Int) -> Period? {
            guard let day = fields.day else { return Period(.month, around: CivilDate(year, month, 1)) }
            let date = CivilDate(year, month, day)
            guard date.isValid, fields.weekday == nil || fields.weekday == date.weekday else { return nil }
            return Period(date)
        }
        guard let relation = fields.relation else {
            return nearest(period) ?? (fields.weekday == nil ? nil : nearest { _ in nil })
        }
        guard let year else { return nil }
        let now = Moment(day ?? CivilDate(year, 7, 1))
        let found = (year - 2...year + 2).compactMap(period)
        switch relation {
        case .last, .past, .previous: return found.last { $0.end <= now }.map { ($0, .document) }
        case .next, .coming, .following: return found.first { $0.start > now }.map { ($0, .document) }
        case .same, .that:
            if let own = narrative?.start.date.year, let same = period(own) { return (same, .narrative) }
            return nearest(period)
        default: return period(year).map { ($0, .document) }
        }
    }

    private func weekday(_ weekday: Int, _ fields: CalendarFields) -> Resolved? {
        if let relation = fields.week {
            guard let (week, anchor) = unit(relation, .week) else { return nil }
            return (Period(week.start.date.adding(days: weekday - 1)), anchor)
        }
        func after(_ date: CivilDate) -> CivilDate { date.adding(days: CivilDate.remainder(weekday - date.weekday, 7)) }
        func before(_ date: CivilDate) -> CivilDate {
            date.adding(days: -CivilDate.remainder(date.weekday - weekday, 7))
        }
        if let relation = fields.relation, [.same, .that, .following, .previous].contains(relation), let narrative,
            narrative.grain <= .day
        {
            let base = narrative.start.date
            switch relation {
            case .following: return (Period(after(base.adding(days: 1))), .narrative)
            case .previous: return (Period(before(base.adding(days: -1))), .narrative)
            default: return (Period(base.monday.adding(days: weekday - 1)), .narrative)
            }
        }
        guard let day else { return nil }
        let date: CivilDate
        switch fields.relation {
        case .last, .past, .previous: date = before(day.adding(days: -1))
        case .next, .coming, .following: date = after(day.adding(days: 1))
        case .this, .current, .same, .that: date = tense == .past ? before(day) : after(day)
        default: date = tense == .future ? after(day) : before(day)
        }
        return (Period(date), .document)
    }

    // MARK: Parts of the year

    static func seasonCode(_ season: Int) -> String { ["SP", "SU", "FA", "WI"][max(0, min(season, 3))] }

    private func season(_ number: Int, _ part: YearPart) -> Resolved? {
        // Meteorological seasons of the north; winter belongs to the year that it begins in.
        func period(_ year: Int) -> Period? {
            let start = CivilDate(year, [3, 6, 9, 12][max(0, min(number, 3))], 1)
            return Period(Moment(start), Moment(start.adding(months: 3)), .season, code: Self.seasonCode(number))
        }
        switch part {
        case .year(let year), .fiscal(let year): return period(year).map { ($0, .none) }
        case .unknown: return nearest(period)
        case .relative(let relation):
            guard let year else { return nil }
            let now = Moment(day ?? CivilDate(year, 7, 1))
            let found = (year - 2...year + 2).compactMap(period)
            switch relation {
            case .last, .past, .previous: return found.last { $0.end <= now }.map { ($0, .document) }
            case .next, .coming, .following: return found.first { $0.start > now }.map { ($0, .document) }
            case .same, .that:
                if let own = narrative?.start.date.year, let same = period(own) { return (same, .narrative) }
                return period(year).map { ($0, .document) }
            default:
                if let running = found.first(where: { $0.start <= now && now < $0.end }) { return (running, .document) }
                return period(year).map { ($0, .document) }
            }
        }
    }

    private func partOfYear(_ grain: Grain, _ number: Int, _ part: YearPart) -> Resolved? {
        let length = grain == .quarter ? 3 : 6
        func period(_ year: Int) -> Period? { Period(grain, around: CivilDate(year, (number - 1) * length + 1, 1)) }
        if let (year, anchor) = yearOf(part) { return period(year).map { ($0, anchor) } }
        return part == .unknown ? nearest(period) : nil
    }

    private func holiday(_ number: Int, _ part: YearPart) -> Resolved? {
        func period(_ year: Int) -> Period? { Holidays.date(number, in: year).map { Period($0) } }
        if let (year, anchor) = yearOf(part) {
            if case .relative(let relation) = part, let day, anchor == .document {
                let found = (day.year - 2...day.year + 2).compactMap(period)
                if relation == .last, let last = found.last(where: { $0.end <= Moment(day) }) {
                    return (last, .document)
                }
                if relation == .next, let next = found.first(where: { $0.start > Moment(day) }) {
                    return (next, .document)
                }
            }
            return period(year).map { ($0, anchor) }
        }
        return part == .unknown ? nearest(period) : nil
    }

    private func nth(_ number: Int, _ unit: TemporalUnit, _ whole: Temporal) -> Resolved? {
        guard let (period, anchor) = period(whole), number != 0, abs(number) <= 400 else { return nil }
        if number < 0 {
            let last = period.end.date.adding(days: -1)
            return (Period(unit.grain, around: last), anchor)
        }
        let first = period.start.date
        switch unit {
        case .day: return (Period(first.adding(days: number - 1)), anchor)
        case .week:
            // The week that holds the n-th seventh of the period.
            return (Period(.week, around: first.adding(days: 7 * (number - 1))), anchor)
        case .weekend:
            return (
                Period(
                    .weekend, around: first.adding(days: 7 * (number - 1) + CivilDate.remainder(6 - first.weekday, 7))),
                anchor
            )
        case .month: return (Period(.month, around: first.adding(months: number - 1)), anchor)
        case .quarter: return (Period(.quarter, around: first.adding(months: 3 * (number - 1))), anchor)
        case .year: return (Period(.year, around: first.adding(months: 12 * (number - 1))), anchor)
        case .decade: return (Period(.decade, around: first.adding(months: 120 * (number - 1))), anchor)
        default: return nil
        }
    }

    // MARK: Relative

    /// `last week`, `this month`, `the same day`.
    func unit(_ relation: Relation, _ unit: TemporalUnit) -> Resolved? {
        let base: CivilDate
        var anchor = Anchor.document
        var offset = 0
        switch relation {
        case .last, .past: offset = -1
        case .next, .coming: offset = 1
        case .this, .current, .recent, .each: break
        case .same, .that: anchor = .narrative
        case .previous:
            anchor = .narrative
            offset = -1
        case .following:
            anchor = .narrative
            offset = 1
        }
        if anchor == .narrative, unit == .quarter, let reported {
            return (Period(reported.grain, around: reported.start.adding(offset, unit).date), anchor)
        }
        if anchor == .narrative, let narrative {
            base = narrative.start.date
        } else if let day {
            base = day
            anchor = .document
        } else if let year, unit.grain >= .year {
            base = CivilDate(year, 7, 1)
            anchor = .document
        } else {
            return nil
        }
        guard !unit.isClock else { return nil }
        let moved = Moment(base).adding(0, unit)
        let start = Period(unit.grain, around: moved.date).start
        if unit == .weekend {
            // The weekend of a week: the last one before, the next one to come.
            let own = Period(.weekend, around: base)
            let shift = relation == .this && tense == .past && own.start > Moment(base) ? -7 : 7 * offset
            return (Period(.weekend, around: own.start.date.adding(days: shift)), anchor)
        }
        return (Period(unit.grain, around: start.adding(offset, unit).date), anchor)
    }

    private func shift(_ span: TimeSpan, _ direction: Temporal.Direction, _ anchorNode: Temporal?) -> Resolved? {
        guard !span.isOpen, span.parts.allSatisfy({ abs($0.count ?? 0) <= Self.furthest * 1000 }) else { return nil }
        let base: Period
        var anchor: Anchor
        if let anchorNode, let (period, own) = period(anchorNode) {
            (base, anchor) = (period, own)
        } else if direction == .earlier || direction == .later, let narrative {
            (base, anchor) = (narrative, .narrative)
        } else if let day {
            (base, anchor) = (Period(day), .document)
        } else if let year, span.finestUnit >= .year {
            (base, anchor) = (Period(.year, around: CivilDate(year, 1, 1)), .document)
        } else {
            return nil
        }
        let sign = direction == .ago || direction == .earlier ? -1 : 1
        let (moment, isFine) = Self.moved(base.start, span, sign)
        let finest = span.finestUnit
        // Hours from a day say a time only when the day has one.
        if finest.isClock {
            return base.grain < .day ? (Period(moment, moment, .minute), anchor) : (Period(moment.date), anchor)
        }
        if isFine { return (Period(.month, around: moment.date), anchor) }
        var grain = finest.grain
        if direction == .earlier || direction == .later, base.grain > .day, base.grain < grain, base.grain != .season {
            grain = base.grain
        }
        if grain == .weekend { grain = .week }
        // `a century ago` is a year; only a decade that is named is a whole one.
        if grain > .year { grain = .year }
        return (Period(grain, around: moment.date), anchor)
    }

    /// A moment some time away; whether parts of units were counted.
    static func moved(_ start: Moment, _ span: TimeSpan, _ sign: Int) -> (moment: Moment, isFine: Bool) {
        var moment = start
        var isFine = false
        for part in span.parts {
            let thousandths = part.count ?? 0
            moment = moment.adding(sign * (thousandths / 1000), part.unit)
            let rest = thousandths % 1000
            guard rest != 0 else { continue }
            switch part.unit.step {
            case .seconds(let length): moment = Moment(seconds: moment.seconds + sign * length * rest / 1000)
            case .months(let length):
                moment = Moment(moment.date.adding(months: sign * length * rest / 1000), second: moment.secondOfDay)
                isFine = true
            }
        }
        return (moment, isFine)
    }

    private func dated(_ dayNode: Temporal, _ time: Temporal) -> Resolved? {
        guard let (period, anchor) = period(dayNode) else { return nil }
        guard period.grain == .day else { return nil }
        let start = period.start
        switch time {
        case .clock(let clock):
            let moment = Moment(seconds: start.seconds + clock.secondOfDay)
            return (Period(moment, moment, clock.second == nil ? .minute : .second), anchor)
        case .dayPart(.noon), .dayPart(.midday):
            return (Period(start.adding(12, .hour), start.adding(12, .hour), .minute), anchor)
        case .dayPart(let part):
            let hours = part.hours
            return (Period(start, start.adding(hours.upperBound, .hour), .dayPart, code: part.code), anchor)
        default: return nil
        }
    }
}
