/// What an expression of time says, before it is known when it was said.
///
/// The grammar makes these from the words; ``TemporalResolver`` finds the period that is meant.
indirect enum Temporal: Sendable {
    /// Days, months and years: whatever is known of them.
    case calendar(CalendarFields)
    case season(Int, YearPart)
    case quarter(Int, YearPart)
    case half(Int, YearPart)
    case week(Int, YearPart)
    case decade(Int)
    case century(Int)
    /// `last week`, `this month`, `the same day`.
    case unit(Relation, TemporalUnit)
    /// `the past two days`, `the next few weeks`.
    case units(Relation, TimeSpan)
    /// Days from the one it was said on: 0 is today.
    case dayOffset(Int)
    case reference(VagueReference)
    /// A span of time away from something: `two weeks ago`, `three days earlier`, `a week after Easter`.
    case shift(TimeSpan, Direction, Temporal?)
    case duration(TimeSpan)
    case set(TimeSet)
    case clock(ClockTime)
    case dayPart(DayPart)
    /// A part or time of a day, on a day: `Tuesday evening`, `10 a.m. today`.
    case dated(Temporal, Temporal)
    case range(Temporal, Temporal)
    /// `early`, `late`, `mid`, `the end of`.
    case part(Modifier, Temporal)
    /// The n-th unit in something, from the end when negative: `the last week of July`.
    case nth(Int, TemporalUnit, Temporal)
    case nthWeekday(Int, Int, Temporal)
    /// The first or last few units of something.
    case firstUnits(isLast: Bool, TimeSpan, Temporal)
    case holiday(Int, YearPart)

    enum Direction: Sendable {
        /// Seen from the day of writing.
        case ago, ahead
        /// Seen from what the text spoke of last, or from what is named.
        case earlier, later
    }
}

/// How a year is given.
enum YearPart: Hashable, Sendable {
    case unknown
    case year(Int)
    case relative(Relation)
    /// A business year.
    case fiscal(Int)
}

/// What is known of a day.
struct CalendarFields: Hashable, Sendable {
    var year = YearPart.unknown
    var month: Int?
    var day: Int?
    var weekday: Int?
    /// `last May`, `this Friday`, `Friday of next week`, `the 5th of next month`.
    var relation: Relation?
    var week: Relation?
    var monthRelation: Relation?
    /// For numbers that may be read both ways: the day and month swapped.
    var isSwappable = false
}

/// TIMEX3's `mod`.
enum Modifier: String, Sendable {
    case start = "START"
    case mid = "MID"
    case end = "END"
    case approximate = "APPROX"
    case moreThan = "MORE_THAN"
    case lessThan = "LESS_THAN"
    case equalOrMore = "EQUAL_OR_MORE"
    case equalOrLess = "EQUAL_OR_LESS"
    case before = "BEFORE"
    case after = "AFTER"
    case onOrBefore = "ON_OR_BEFORE"
    case onOrAfter = "ON_OR_AFTER"
}

/// An amount of time: numbers of units.
struct TimeSpan: Hashable, Sendable {
    /// A number of one unit.
    struct Part: Hashable, Sendable {
        /// Thousandths; nil where the text does not say how many.
        var count: Int?
        /// Vague words that can be read as a number: `few`.
        var isVague = false
        var unit: TemporalUnit
    }
    var parts: [Part]
    /// Written with a hyphen before a noun: `three-day`.
    var isAdjective = false

    init(_ count: Int?, _ unit: TemporalUnit) { parts = [Part(count: count.map { $0 * 1000 }, unit: unit)] }
    init(thousandths: Int?, _ unit: TemporalUnit) { parts = [Part(count: thousandths, unit: unit)] }

    /// The unit of its first part.
    var unit: TemporalUnit { parts.first?.unit ?? .day }
    /// The finest unit.
    var finestUnit: TemporalUnit { parts.min { $0.unit.rawValue < $1.unit.rawValue }?.unit ?? .day }
    /// Whether every number is known and whole.
    var isCountable: Bool { parts.allSatisfy { $0.count.map { $0 % 1000 == 0 } ?? false } }
    var isOpen: Bool { parts.contains { $0.count == nil } }

    /// `P2Y`, `PT3H30M`, `P2.5Y`, `PXW`.
    var value: String {
        var date = ""
        var clock = ""
        for part in parts {
            let factor = part.unit == .fortnight ? 2 : 1
            let number = part.count.map { Self.text($0 * factor) } ?? "X"
            if part.unit.isClock {
                clock += number + part.unit.designator
            } else {
                date += number + part.unit.designator
            }
        }
        return "P" + date + (clock.isEmpty ? "" : "T" + clock)
    }

    /// A number of thousandths, without zeros at its end.
    static func text(_ thousandths: Int) -> String {
        let (whole, rest) = (thousandths / 1000, thousandths % 1000)
        guard rest != 0 else { return "\(whole)" }
        var fraction = "\(rest + 1000)".dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }
}

/// A time of day as a clock shows it.
struct ClockTime: Hashable, Sendable {
    var hour: Int
    var minute: Int?
    var second: Int?
    /// Whether morning or afternoon is not said.
    var isAmbiguous = false
    /// The part of the day named beside it.
    var part: DayPart?
    var isApproximate = false

    var secondOfDay: Int { hour * 3600 + (minute ?? 0) * 60 + (second ?? 0) }
}

/// Something that comes again and again.
struct TimeSet: Hashable, Sendable {
    /// TIMEX3's value.
    var value: String
    /// TIMEX3's `quant`: `EVERY`, `EACH`.
    var quantity: String?
    /// TIMEX3's `freq`: `2X`.
    var frequency: String?
}
