/// A day of the proleptic Gregorian calendar, with the arithmetic that dates in text need.
///
/// - SeeAlso: Howard Hinnant, "chrono-compatible low-level date algorithms", 2013, for the day numbers; the anonymous
///   Gregorian algorithm (Nature, 1876; Meeus, "Astronomical Algorithms", chapter 8) for Easter.
package struct CivilDate: Hashable, Comparable, Sendable {
    package var year: Int
    /// From 1.
    package var month: Int
    /// From 1.
    package var day: Int

    /// A day; nothing is checked (see ``isValid``).
    package init(_ year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that lies `dayNumber` days after 1970-01-01.
    package init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = Self.floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The days since 1970-01-01; negative before.
    package var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Self.floorDivision(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    package var weekday: Int { Self.remainder(dayNumber + 3, 7) + 1 }

    /// Whether there is such a day, in a year of at most four digits.
    package var isValid: Bool {
        (0...9999).contains(year) && (1...12).contains(month) && day >= 1 && day <= Self.dayCount(year, month)
    }

    /// Whether a year has a 29 February.
    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of days of a month; of a February without a year 29.
    package static func dayCount(_ year: Int?, _ month: Int) -> Int {
        switch month {
        case 2: year.map(isLeap) ?? true ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (a: CivilDate, b: CivilDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// The day some days later, or earlier.
    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The same day some months later; the last of the month where it has no such day.
    package func adding(months: Int) -> CivilDate {
        let index = year * 12 + month - 1 + months
        let newYear = Self.floorDivision(index, 12)
        let newMonth = Self.remainder(index, 12) + 1
        return CivilDate(newYear, newMonth, min(day, Self.dayCount(newYear, newMonth)))
    }

    /// The Monday of its week.
    package var monday: CivilDate { adding(days: 1 - weekday) }

    /// The ISO 8601 week and the year that it belongs to.
    package var isoWeek: (year: Int, week: Int) {
        let thursday = adding(days: 4 - weekday)
        return (thursday.year, (thursday.dayNumber - CivilDate(thursday.year, 1, 1).dayNumber) / 7 + 1)
    }

    /// The Monday of an ISO 8601 week.
    package static func monday(ofWeek week: Int, year: Int) -> CivilDate {
        CivilDate(year, 1, 4).monday.adding(days: 7 * (week - 1))
    }

    /// The `n`-th day of a week in a month; from the month's end when `n` is negative. `weekday` 1 is Monday.
    package static func nth(_ n: Int, weekday: Int, year: Int, month: Int) -> CivilDate {
        if n > 0 {
            let first = CivilDate(year, month, 1)
            return first.adding(days: remainder(weekday - first.weekday, 7) + 7 * (n - 1))
        }
        let last = CivilDate(year, month, dayCount(year, month))
        return last.adding(days: -remainder(last.weekday - weekday, 7) + 7 * (n + 1))
    }

    /// Easter Sunday in the Western churches.
    package static func easter(_ year: Int) -> CivilDate {
        let golden = remainder(year, 19)
        let century = floorDivision(year, 100)
        let rest = remainder(year, 100)
        let correction = (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15) % 30
        let weekdayTerm = (32 + 2 * (century % 4) + 2 * (rest / 4) - correction - rest % 4) % 7
        let late = (golden + 11 * correction + 22 * weekdayTerm) / 451
        let sum = correction + weekdayTerm - 7 * late + 114
        return CivilDate(year, sum / 31, sum % 31 + 1)
    }

    /// Easter Sunday in the Orthodox churches, in the Gregorian calendar.
    package static func orthodoxEaster(_ year: Int) -> CivilDate {
        let moon = (19 * remainder(year, 19) + 15) % 30
        let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        let sum = moon + sunday + 114
        let julian = CivilDate(year, sum / 31, sum % 31 + 1)
        return julian.adding(days: floorDivision(year, 100) - floorDivision(year, 400) - 2)
    }

    static func floorDivision(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
    static func remainder(_ a: Int, _ b: Int) -> Int { a - floorDivision(a, b) * b }

    /// ISO 8601: `2020-06-11`.
    package var text: String { "\(Self.four(year))-\(Self.two(month))-\(Self.two(day))" }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    static func four(_ value: Int) -> String {
        value >= 1000 ? "\(value)" : String(repeating: "0", count: max(0, 4 - "\(value)".utf8.count)) + "\(value)"
    }

    /// Reads `2020-06-11`, whatever follows it.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        if bytes.count > 10, bytes[10] &- 48 < 10 { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { value, byte in
                byte &- 48 < 10 ? value.map { $0 * 10 + Int(byte - 48) } : nil
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year, month, day)
        guard isValid else { return nil }
    }
}
