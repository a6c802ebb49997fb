/// Words of cron expressions and the lists people read.
package enum CronWords {
    static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ words: [String], _ last: String = "and") -> String {
        words.count < 2
            ? words.joined() : words.dropLast().joined(separator: ", ") + " \(last) \(words[words.count - 1])"
    }

    /// Numbers with their runs of three and more as `from … to …`.
    static func runs(_ numbers: [Int], _ name: (Int) -> String) -> String {
        var words: [String] = []
        var i = 0
        while i < numbers.count {
            var end = i
            while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
            if end - i >= 2 {
                words.append("\(name(numbers[i])) to \(name(numbers[end]))")
            } else {
                words += numbers[i...end].map(name)
            }
            i = end + 1
        }
        return list(words)
    }
}

extension CronExpression {
    /// The expression in words: `at 02:30 on weekdays (Monday to Friday)`.
    package var words: String {
        if isAtStart { return "at each start of the machine" }
        let days = dayWords
        let time = timeWords
        if days.isEmpty { return fixedTimes == nil ? time : "\(time) every day" }
        return "\(time) \(days)"
    }

    /// The times of day, when they are few enough to name them.
    private var fixedTimes: [String]? {
        let count = minute.values.count * hour.values.count
        guard count <= 6, !(hour.isAll && hour.values.count > 6) else { return nil }
        return hour.sorted.flatMap { hour in
            minute.sorted.map { "\(LocalTime.two(hour)):\(LocalTime.two($0))" }
        }
    }

    private var timeWords: String {
        if let fixedTimes { return "at \(CronWords.list(fixedTimes))" }
        let hours = hour.isAll ? "" : ", in the hours \(CronWords.runs(hour.sorted) { LocalTime.two($0) })"
        if let step = Self.step(of: minute, below: 60) {
            if step == 1 { return "every minute\(hours)" }
            return "every \(step) minutes\(hours)"
        }
        let minutes = CronWords.runs(minute.sorted) { "\($0)" }
        let noun = minute.values.count == 1 ? "minute" : "minutes"
        if hour.isAll { return minutes == "0" ? "every hour" : "at \(noun) \(minutes) of every hour" }
        if let step = Self.step(of: hour, below: 24), step > 1 {
            return minutes == "0" ? "every \(step) hours" : "at \(noun) \(minutes) of every \(Self.ordinal(step)) hour"
        }
        return "at \(noun) \(minutes) of the hours \(CronWords.runs(hour.sorted) { LocalTime.two($0) })"
    }

    private static func ordinal(_ number: Int) -> String {
        number == 2 ? "second" : number == 3 ? "third" : "\(number)th"
    }

    /// The step with which the numbers go from 0 to the end of their range without a rest.
    private static func step(of field: CronField, below end: Int) -> Int? {
        for step in 1...30 where end % step == 0 && field.sorted == Array(stride(from: 0, to: end, by: step)) {
            return step
        }
        return nil
    }

    private var dayWords: String {
        let months = month.isAll ? "" : " in \(CronWords.runs(month.sorted) { CronWords.months[$0 - 1] })"
        let days = "on day\(day.values.count == 1 ? "" : "s") \(CronWords.runs(day.sorted) { "\($0)" })"
        let ofMonth = month.isAll ? " of the month" : months
        switch (day.isAll, weekday.isAll) {
        case (true, true): return months.isEmpty ? "" : "every day\(months)"
        case (true, false):
            // Two full fields joined by 'or' mean every day.
            if needsOneDayFieldOnly { return "every day\(months)" }
            return weekdayWords + months
        case (false, true):
            if needsOneDayFieldOnly { return "every day\(months)" }
            return days + ofMonth
        case (false, false):
            if needsOneDayFieldOnly { return "\(days)\(ofMonth) and also \(weekdayWords)\(months)" }
            return "\(days)\(ofMonth), but only \(weekdayWords)"
        }
    }

    private var weekdayWords: String {
        switch weekday.values {
        case Set(1...5): "on weekdays (Monday to Friday)"
        case [0, 6]: "at weekends (Saturday and Sunday)"
        default:
            // The week of people who plan begins on Monday.
            "on \(CronWords.runs(weekday.sorted.map { $0 == 0 ? 7 : $0 }.sorted()) { CronWords.weekdays[$0 % 7] })"
        }
    }
}
