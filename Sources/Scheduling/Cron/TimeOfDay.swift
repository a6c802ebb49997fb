package import Diagnostics

/// A time of day, as `--at` takes it.
package struct TimeOfDay: Hashable, Sendable {
    /// The hour, from 0 to 23.
    package let hour: Int
    /// The minute, from 0 to 59.
    package let minute: Int

    /// Reads `02:30`, `2:30`.
    ///
    /// - Throws: ``Diagnostic`` `bad-time`.
    package init(_ text: String) throws(Diagnostic) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            text.utf8.allSatisfy({ (0x30...0x3A).contains($0) }), let hour = Int(parts[0]), let minute = Int(parts[1]),
            hour < 24, minute < 60
        else {
            throw Diagnostic(
                "bad-time", "'\(text)' is no time of day",
                hint: "write hours and minutes of the 24-hour clock, as in 02:30")
        }
        self.hour = hour
        self.minute = minute
    }
}

/// Days of the week, as `--on` takes them.
package struct WeekdayChoice: Hashable, Sendable {
    /// The days, 0 is Sunday.
    package let weekdays: Set<Int>

    /// Every day.
    package static let daily = WeekdayChoice(weekdays: Set(0...6))

    private init(weekdays: Set<Int>) { self.weekdays = weekdays }

    /// Whether it is all seven.
    var isDaily: Bool { weekdays.count == 7 }

    /// Reads `weekdays`, `weekends`, `daily`, or names of days with commas between them: `monday,thu`.
    ///
    /// - Throws: ``Diagnostic`` `bad-days`.
    package init(_ text: String) throws(Diagnostic) {
        var days: Set<Int> = []
        for word in text.lowercased().split(separator: ",", omittingEmptySubsequences: false) {
            let name = word.filter { $0 != " " }
            switch name {
            case "weekdays": days.formUnion(1...5)
            case "weekends": days.formUnion([0, 6])
            case "daily": days.formUnion(0...6)
            default:
                guard
                    let day = CronWords.weekdays.firstIndex(where: {
                        $0.lowercased() == name || $0.lowercased().prefix(3) == name
                    })
                else {
                    let known = CronWords.weekdays.map { $0.lowercased() } + ["weekdays", "weekends", "daily"]
                    throw Diagnostic(
                        "bad-days", "'\(name)' is no day of the week",
                        hint: nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
                            ?? "write weekdays, weekends, daily, or days such as monday,thursday")
                }
                days.insert(day)
            }
        }
        weekdays = days
    }

    /// The field of a cron expression.
    var fieldText: String {
        switch weekdays {
        case Set(0...6): "*"
        case Set(1...5): "1-5"
        default: weekdays.sorted().map(String.init).joined(separator: ",")
        }
    }
}
