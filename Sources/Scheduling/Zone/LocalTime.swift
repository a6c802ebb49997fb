/// A minute on the clock of some place: a date of the Gregorian calendar and a time of day, without a zone.
package struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Minutes since 1970-01-01 00:00 on that clock.
    package var minute: Int

    /// A minute by its number.
    package init(minute: Int) { self.minute = minute }

    /// A date and a time of day; what is beyond its range is carried on.
    package init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) {
        self.minute = (Self.day(year, month, day) * 24 + hour) * 60 + minute
    }

    /// Days since 1970-01-01.
    var dayNumber: Int { Self.floor(minute, 24 * 60) }
    /// The minute of the day, from 0.
    var minuteOfDay: Int { minute - dayNumber * 24 * 60 }
    /// The hour, from 0 to 23.
    package var hour: Int { minuteOfDay / 60 }
    /// The minute of the hour, from 0 to 59.
    package var minuteOfHour: Int { minuteOfDay % 60 }
    /// The day of the week, 0 is Sunday.
    package var weekday: Int { Self.weekday(dayNumber) }
    /// Year, month from 1, and day from 1.
    package var date: (year: Int, month: Int, day: Int) { Self.date(dayNumber) }

    /// `Mon 2026-11-30 02:30`.
    package var description: String {
        let (year, month, day) = date
        return "\(Self.shortWeekdays[weekday]) \(year)-\(Self.two(month))-\(Self.two(day)) \(time)"
    }

    /// `02:30`.
    package var time: String { "\(Self.two(hour)):\(Self.two(minuteOfHour))" }

    package static func < (one: Self, other: Self) -> Bool { one.minute < other.minute }

    private static let shortWeekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// A number with at least two digits.
    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: Days

    /// The day of the week of a day since 1970-01-01, a Thursday; 0 is Sunday.
    static func weekday(_ day: Int) -> Int { let shifted = (day + 4) % 7; return shifted < 0 ? shifted + 7 : shifted }

    /// Days from 1970-01-01 to a date; months beyond the year are not carried.
    ///
    /// The year begins in March here, so that the leap day is its last.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = floor(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date that is so many days from 1970-01-01.
    static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// The quotient, rounded down.
    static func floor(_ number: Int, _ divisor: Int) -> Int {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
