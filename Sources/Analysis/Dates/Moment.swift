/// A second of the proleptic Gregorian calendar, without a time zone.
struct Moment: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    var seconds: Int

    init(seconds: Int) { self.seconds = seconds }
    init(_ date: CivilDate, second: Int = 0) { seconds = date.dayNumber * 86400 + second }

    var date: CivilDate { CivilDate(dayNumber: CivilDate.floorDivision(seconds, 86400)) }
    /// Seconds since midnight.
    var secondOfDay: Int { CivilDate.remainder(seconds, 86400) }

    static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }

    /// `10:30:00`.
    var clock: String {
        let s = secondOfDay
        return "\(CivilDate.two(s / 3600)):\(CivilDate.two(s / 60 % 60)):\(CivilDate.two(s % 60))"
    }

    /// The moment some units later, or earlier when `count` is negative.
    func adding(_ count: Int, _ unit: TemporalUnit) -> Moment {
        switch unit.step {
        case .seconds(let length): Moment(seconds: seconds + count * length)
        case .months(let length): Moment(date.adding(months: count * length), second: secondOfDay)
        }
    }
}

/// A unit of time that text counts in.
enum TemporalUnit: Int, Sendable {
    case second, minute, hour, day, businessDay, night, weekend, week, fortnight, month, quarter, half, year, decade,
        century, millennium

    enum Step { case seconds(Int), months(Int) }

    var step: Step {
        switch self {
        case .second: .seconds(1)
        case .minute: .seconds(60)
        case .hour: .seconds(3600)
        case .day, .businessDay, .night: .seconds(86400)
        case .weekend, .week: .seconds(7 * 86400)
        case .fortnight: .seconds(14 * 86400)
        case .month: .months(1)
        case .quarter: .months(3)
        case .half: .months(6)
        case .year: .months(12)
        case .decade: .months(120)
        case .century: .months(1200)
        case .millennium: .months(12000)
        }
    }

    /// Finer than a day.
    var isClock: Bool { self == .second || self == .minute || self == .hour }

    /// The designator of ISO 8601 durations, as TIMEX3 extends them.
    var designator: String {
        switch self {
        case .second: "S"
        case .minute: "M"
        case .hour: "H"
        case .day, .businessDay: "D"
        case .night: "NI"
        case .weekend: "WE"
        case .week, .fortnight: "W"
        case .month: "M"
        case .quarter: "Q"
        case .half: "H"
        case .year: "Y"
        case .decade: "DE"
        case .century: "CE"
        case .millennium: "ML"
        }
    }

    /// The grain of a period of one such unit.
    var grain: Grain {
        switch self {
        case .second: .second
        case .minute: .minute
        case .hour: .hour
        case .day, .businessDay, .night: .day
        case .weekend: .weekend
        case .week, .fortnight: .week
        case .month: .month
        case .quarter: .quarter
        case .half: .half
        case .year: .year
        case .decade: .decade
        case .century, .millennium: .century
        }
    }
}

/// How fine the value of a period is.
enum Grain: Int, Comparable, Sendable {
    case second, minute, hour, dayPart, day, weekend, week, month, quarter, season, half, year, decade, century

    static func < (a: Grain, b: Grain) -> Bool { a.rawValue < b.rawValue }
}

/// A part of the calendar: a minute, a morning, a day, a week, a quarter, a decade.
struct Period: Hashable, Sendable {
    var start: Moment
    /// Where the next one begins.
    var end: Moment
    var grain: Grain
    /// The code of a part of the day or a season: `MO`, `SU`.
    var code: String?

    init(_ start: Moment, _ end: Moment, _ grain: Grain, code: String? = nil) {
        self.start = start
        self.end = end
        self.grain = grain
        self.code = code
    }

    /// A day.
    init(_ date: CivilDate) {
        self.init(Moment(date), Moment(date.adding(days: 1)), .day)
    }

    /// The period of a grain that a day lies in.
    init(_ grain: Grain, around date: CivilDate, code: String? = nil) {
        func months(_ first: CivilDate, _ count: Int) -> Period {
            Period(Moment(first), Moment(first.adding(months: count)), grain, code: code)
        }
        switch grain {
        case .second, .minute, .hour, .dayPart, .day: self.init(date)
        case .weekend:
            let saturday = date.monday.adding(days: 5)
            self.init(Moment(saturday), Moment(saturday.adding(days: 2)), .weekend)
        case .week: self.init(Moment(date.monday), Moment(date.monday.adding(days: 7)), .week)
        case .month: self = months(CivilDate(date.year, date.month, 1), 1)
        case .quarter: self = months(CivilDate(date.year, (date.month - 1) / 3 * 3 + 1, 1), 3)
        case .half: self = months(CivilDate(date.year, (date.month - 1) / 6 * 6 + 1, 1), 6)
        case .season, .year: self = months(CivilDate(date.year, 1, 1), 12)
        case .decade: self = months(CivilDate(CivilDate.floorDivision(date.year, 10) * 10, 1, 1), 120)
        case .century: self = months(CivilDate(CivilDate.floorDivision(date.year, 100) * 100, 1, 1), 1200)
        }
    }

    /// Whether TIMEX3 can write it.
    var isWritable: Bool { (1...9999).contains(start.date.year) }

    /// The value in TIMEX3: `2020-06-11`, `1998-Q3`, `2001-W05`, `199`, `2001-09-11T08:46`, `2021-03-02TMO`.
    var value: String {
        let date = start.date
        let year = CivilDate.four(date.year)
        switch grain {
        case .second: return "\(date.text)T\(start.clock)"
        case .minute, .hour: return "\(date.text)T\(start.clock.dropLast(3))"
        case .dayPart: return "\(date.text)T\(code ?? "DT")"
        case .day: return date.text
        case .weekend, .week:
            let (isoYear, week) = date.isoWeek
            return "\(CivilDate.four(isoYear))-W\(CivilDate.two(week))" + (grain == .weekend ? "-WE" : "")
        case .month: return "\(year)-\(CivilDate.two(date.month))"
        case .quarter: return "\(year)-Q\((date.month - 1) / 3 + 1)"
        case .half: return "\(year)-H\((date.month - 1) / 6 + 1)"
        case .season: return "\(year)-\(code ?? "SU")"
        case .year: return year
        case .decade: return String(year.prefix(3))
        case .century: return String(year.prefix(2))
        }
    }
}
