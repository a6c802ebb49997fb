/// A word, number or sign that expressions of time are made of.
struct TemporalToken: Sendable {
    /// What it can do in an expression; ``value`` says which one it is.
    enum Kind: UInt8, Sendable {
        /// No token: what follows the last one.
        case none
        // Numbers
        case number, grouped, numberWord, magnitude, ordinalWord, ordinalSuffix, half, vague, article, the
        // Calendar
        case month, weekday, unit, dayWord, dayPart, season, holiday, decadeWord, letterUnit, unitLong, fiscal,
            unitWord, era
        // Where in time
        case relation, ago, earlier, later, reference, moment
        // Small words
        case and, or, of, `in`, on, at, by, to, until, between, from, since, before, after, during, `for`, within, than
        case every, per, times, once, setWord, other, whole, early, late, mid, beginning, ending, starting
        case about, over, under, nearly, least, most, up, no, not, more, less, so, old, ended
        // Clock
        case right, meridiem, oclock, past, zone, sharp
        // Signs
        case comma, dash, slash, colon, dot, apostrophe, possessive, plural, tilde
    }

    var kind: Kind
    /// What kind of that kind: the month, the number, the unit.
    var value: Int
    /// UTF-8 bytes of the text.
    var start: Int
    var end: Int
    /// The count of digits of a number.
    var width: Int = 0
    /// Whether it stands right after the one before, without a space.
    var isGlued: Bool
    /// Whether it begins with a capital.
    var isCapital: Bool = false
    /// A short form (`Sept`, `Mon`) or plural (`years`, `Mondays`), by the kind.
    var isShort: Bool = false
    var isPlural: Bool = false

    static let none = TemporalToken(kind: .none, value: 0, start: 0, end: 0, isGlued: false)
}

/// Which period of a unit is meant, seen from a day.
enum Relation: Int, Sendable {
    case last, past, previous, this, next, coming, following, same, that, recent, current, each
}

/// Words that stand for a time without saying which.
enum VagueReference: Int, Sendable {
    case present, past, future

    var value: String {
        switch self {
        case .present: "PRESENT_REF"
        case .past: "PAST_REF"
        case .future: "FUTURE_REF"
        }
    }
}

/// Parts of the day, with TIMEX3's codes.
enum DayPart: Int, Sendable {
    case morning, afternoon, evening, night, noon, midnight, midday, lunch, breakfast, dinner, nighttime, daytime,
        midMorning, midAfternoon, overnight, dawn, endOfDay, businessHours

    var code: String {
        switch self {
        case .morning, .midMorning, .dawn: "MO"
        case .afternoon, .midAfternoon: "AF"
        case .evening: "EV"
        case .night, .overnight, .nighttime: "NI"
        case .daytime, .businessHours, .endOfDay: "DT"
        case .lunch, .midday, .noon: "MI"
        case .breakfast: "MO"
        case .dinner: "EV"
        case .midnight: "NI"
        }
    }

    /// The seconds since midnight between which it lies.
    var hours: Range<Int> {
        switch self {
        case .morning: 8..<12
        case .afternoon: 12..<16
        case .evening: 16..<20
        case .night, .overnight: 20..<24
        case .noon, .midday: 12..<12
        case .midnight: 0..<0
        case .lunch: 11..<13
        case .breakfast: 8..<12
        case .dinner: 16..<20
        case .nighttime: 0..<8
        case .daytime, .businessHours: 8..<18
        case .midMorning: 10..<11
        case .midAfternoon: 14..<15
        case .dawn: 5..<7
        case .endOfDay: 23..<24
        }
    }
}
