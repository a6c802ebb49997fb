/// Writes the type and value of an expression as TIMEX3 has them.
struct TimexWriter {
    /// What is written.
    struct Written {
        var kind: Kind
        var value: String
        /// The period, where it is known: what later expressions are counted from.
        var period: Period?
        var anchor = TemporalResolver.Anchor.none
        var candidates: [String] = []

        enum Kind { case date, time, duration, set }
    }

    /// The type and value of `node`.
    static func write(_ node: Temporal, _ resolver: TemporalResolver) -> Written {
        switch node {
        case .duration(let span): return Written(kind: .duration, value: span.value)
        case .firstUnits(_, let span, _): return Written(kind: .duration, value: span.value)
        case .set(let set): return Written(kind: .set, value: set.value)
        case .reference(let reference): return Written(kind: .date, value: reference.value)
        case .units(let relation, let span):
            if span.isOpen, span.parts.allSatisfy({ !$0.isVague }) {
                if relation == .recent { return Written(kind: .date, value: VagueReference.past.value) }
                if relation == .coming { return Written(kind: .date, value: VagueReference.future.value) }
            }
            return Written(kind: .duration, value: span.value)
        case .unit(.last, .decade), .unit(.last, .century): return Written(kind: .duration, value: Self.lastLong(node))
        case .shift(let span, let direction, _) where span.isOpen:
            let isPast = direction == .ago || direction == .earlier
            return Written(kind: .date, value: (isPast ? VagueReference.past : .future).value)
        case .range(let first, let last):
            let a = write(first, resolver)
            let b = write(last, resolver)
            return Written(kind: .date, value: "\(a.value)/\(b.value)", period: a.period, anchor: a.anchor)
        case .calendar(let fields) where fields.isSwappable: return swappable(fields, resolver)
        case .holiday(let number, _) where Holidays.nationalNumbers.contains(number):
            return Written(kind: .date, value: "XXXX-XX-XX")
        default: break
        }
        let kind: Written.Kind = isTime(node) ? .time : .date
        guard let (period, anchor) = resolver.resolve(node) else { return Written(kind: kind, value: open(node)) }
        var value = period.value
        if case .dated(_, .dayPart(.midnight)) = node { value = "\(period.start.date.text)T24:00" }
        if case .dayPart(.midnight) = node { value = "\(period.start.date.text)T24:00" }
        return Written(kind: kind, value: value, period: period, anchor: anchor)
    }

    /// `the last decade` is the past ten years.
    private static func lastLong(_ node: Temporal) -> String {
        if case .unit(_, let unit) = node { return TimeSpan(1, unit).value }
        return "PX"
    }

    /// `9/6/2021`: which is the day is not said, unless one of the readings is the document's day.
    private static func swappable(_ fields: CalendarFields, _ resolver: TemporalResolver) -> Written {
        guard case .year(let year) = fields.year, let month = fields.month, let day = fields.day else {
            return Written(kind: .date, value: "XXXX-XX-XX")
        }
        let readings = [CivilDate(year, month, day), CivilDate(year, day, month)]
        if let own = resolver.day, let same = readings.first(where: { abs($0.dayNumber - own.dayNumber) <= 1 }) {
            return Written(kind: .date, value: same.text, period: Period(same), anchor: .document)
        }
        return Written(kind: .date, value: "\(CivilDate.four(year))-XX-XX", candidates: readings.map(\.text))
    }

    static func isTime(_ node: Temporal) -> Bool {
        switch node {
        case .clock, .dayPart, .dated: true
        case .part(_, let inner): isTime(inner)
        case .shift(let span, _, nil): span.finestUnit.isClock && false
        default: false
        }
    }

    // MARK: Open values

    /// The value with X for what is not known: `XXXX-09-16`, `XXXX-WXX-2`, `XXXX-Q3`.
    static func open(_ node: Temporal) -> String {
        switch node {
        case .calendar(let fields):
            if fields.month == nil, let weekday = fields.weekday { return "XXXX-WXX-\(weekday)" }
            let year = openYear(fields.year)
            guard let month = fields.month else { return fields.day.map { "XXXX-XX-\(CivilDate.two($0))" } ?? year }
            return "\(year)-\(CivilDate.two(month))" + (fields.day.map { "-\(CivilDate.two($0))" } ?? "")
        case .season(let number, let part): return "\(openYear(part))-\(TemporalResolver.seasonCode(number))"
        case .quarter(let number, let part): return "\(openYear(part))-Q\(number)"
        case .half(let number, let part): return "\(openYear(part))-H\(number)"
        case .week(let number, let part): return "\(openYear(part))-W\(CivilDate.two(number))"
        case .unit(_, let unit): return open(unit.grain)
        case .dayOffset: return "XXXX-XX-XX"
        case .shift(let span, _, _): return open(span.finestUnit.grain)
        case .holiday(let number, _): return Holidays.openValue(number) ?? "XXXX-XX-XX"
        case .nth(_, let unit, _): return open(unit.grain)
        case .nthWeekday(_, let weekday, _): return "XXXX-WXX-\(weekday)"
        case .part(_, let inner): return open(inner)
        case .clock(let time): return "T\(clock(time))"
        case .dayPart(.noon), .dayPart(.midday): return "T12:00"
        case .dayPart(.midnight): return "T24:00"
        case .dayPart(let part): return "T\(part.code)"
        case .dated(let day, let time): return open(day) + open(time)
        default: return "XXXX-XX-XX"
        }
    }

    private static func clock(_ time: ClockTime) -> String {
        "\(CivilDate.two(time.hour)):\(CivilDate.two(time.minute ?? 0))"
            + (time.second.map { ":\(CivilDate.two($0))" } ?? "")
    }

    private static func openYear(_ part: YearPart) -> String {
        switch part {
        case .year(let year), .fiscal(let year): CivilDate.four(year)
        default: "XXXX"
        }
    }

    private static func open(_ grain: Grain) -> String {
        switch grain {
        case .second, .minute, .hour: "XXXX-XX-XXTXX:XX"
        case .dayPart, .day: "XXXX-XX-XX"
        case .weekend: "XXXX-WXX-WE"
        case .week: "XXXX-WXX"
        case .month: "XXXX-XX"
        case .quarter: "XXXX-QX"
        case .season: "XXXX-XX"
        case .half: "XXXX-HX"
        case .year: "XXXX"
        case .decade: "XXX"
        case .century: "XX"
        }
    }
}
