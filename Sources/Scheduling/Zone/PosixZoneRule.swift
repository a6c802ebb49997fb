/// The rule at the end of a time zone file, such as `CET-1CEST,M3.5.0,M10.5.0/3`: daylight saving for years to come.
///
/// - SeeAlso: POSIX, "Environment Variables", TZ; RFC 8536, section 3.3.1.
struct PosixZoneRule: Sendable, Hashable {
    var standard: TimeZoneRules.Clock
    /// The clock of the summer, with its first and last day; nil when there is none.
    var summer: Summer?

    struct Summer: Sendable, Hashable {
        var clock: TimeZoneRules.Clock
        var start: Day
        var end: Day
    }

    /// A day of every year, and the local time on it.
    struct Day: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            /// Week 1 to 5 (5 is the last), month, day of the week from 0, Sunday.
            case weekday(month: Int, week: Int, weekday: Int)
            /// 1 to 365, never 29 February.
            case julian(Int)
            /// 0 to 365, 29 February counted.
            case zeroBased(Int)
        }
        var kind: Kind
        /// Seconds after midnight; it may lie on another day.
        var time = 7200

        /// The local moment in a year, in seconds since 1970 on the clock before it.
        func local(in year: Int) -> Int {
            let day: Int
            switch kind {
            case .julian(let number):
                let isLeap = LocalTime.day(year, 3, 1) - LocalTime.day(year, 2, 28) == 2
                day = LocalTime.day(year, 1, 1) + number - 1 + (isLeap && number > 59 ? 1 : 0)
            case .zeroBased(let number): day = LocalTime.day(year, 1, 1) + number
            case .weekday(let month, let week, let weekday):
                let first = LocalTime.day(year, month, 1)
                let next = month == 12 ? LocalTime.day(year + 1, 1, 1) : LocalTime.day(year, month + 1, 1)
                let start = first + (weekday - LocalTime.weekday(first) + 7) % 7
                var found = start + (week - 1) * 7
                while found >= next { found -= 7 }
                day = found
            }
            return day * 86_400 + time
        }
    }

    /// The changes of a year in their order.
    private func changes(in year: Int) -> [TimeZoneRules.Change] {
        guard let summer else { return [] }
        return [
            TimeZoneRules.Change(moment: summer.start.local(in: year) - standard.offset, clock: summer.clock),
            TimeZoneRules.Change(moment: summer.end.local(in: year) - summer.clock.offset, clock: standard),
        ].sorted { $0.moment < $1.moment }
    }

    private func year(of moment: Int) -> Int { LocalTime.date(LocalTime.floor(moment, 86_400)).year }

    func clock(at moment: Int) -> TimeZoneRules.Clock {
        let year = year(of: moment)
        return (year - 1...year + 1).flatMap { changes(in: $0) }.last { $0.moment <= moment }?.clock ?? standard
    }

    func nextChange(after moment: Int) -> TimeZoneRules.Change? {
        guard let summer, summer.clock.offset != standard.offset else { return nil }
        let year = year(of: moment)
        return (year - 1...year + 2).flatMap { changes(in: $0) }.first {
            // Summer all year round is written as an end that the next start takes back at the same moment.
            $0.moment > moment && clock(at: $0.moment - 1).offset != $0.clock.offset
                && clock(at: $0.moment).offset == $0.clock.offset
        }
    }
}

extension PosixZoneRule {
    /// Reads a rule; nil when the text is none.
    init?(_ text: some StringProtocol) {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard let name = reader.name(), let west = reader.time() else { return nil }
        standard = TimeZoneRules.Clock(offset: -west, abbreviation: name)
        guard !reader.rest.isEmpty else { return }
        guard let summerName = reader.name() else { return nil }
        var offset = standard.offset + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard let start = reader.day(), let end = reader.day(), reader.rest.isEmpty else { return nil }
        summer = Summer(
            clock: TimeZoneRules.Clock(offset: offset, abbreviation: summerName), start: start, end: end)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Character) -> Bool {
            guard let byte = character.asciiValue, rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        mutating func name() -> String? {
            let isQuoted = take("<")
            let name = rest.prefix {
                switch $0 {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
                default: false
                }
            }
            rest = rest.dropFirst(name.count)
            guard (3...16).contains(name.count), !isQuoted || take(">") else { return nil }
            return String(decoding: name, as: UTF8.self)
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            rest = rest.dropFirst(digits.count)
            return range.contains(number) ? number : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds; RFC 8536 lets hours go from -167 to 167.
        mutating func time() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard let hours = number(0...167) else { return nil }
            var seconds = hours * 3600
            if take(":") {
                guard let minutes = number(0...59) else { return nil }
                seconds += minutes * 60
                if take(":") {
                    guard let more = number(0...59) else { return nil }
                    seconds += more
                }
            }
            return isNegative ? -seconds : seconds
        }

        mutating func day() -> Day? {
            guard take(",") else { return nil }
            let kind: Day.Kind
            if take("M") {
                guard let month = number(1...12), take("."), let week = number(1...5), take("."),
                    let weekday = number(0...6)
                else { return nil }
                kind = .weekday(month: month, week: week, weekday: weekday)
            } else if take("J") {
                guard let number = number(1...365) else { return nil }
                kind = .julian(number)
            } else {
                guard let number = number(0...365) else { return nil }
                kind = .zeroBased(number)
            }
            guard take("/") else { return Day(kind: kind) }
            guard let time = time() else { return nil }
            return Day(kind: kind, time: time)
        }
    }
}
