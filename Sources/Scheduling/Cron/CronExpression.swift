package import Diagnostics

/// When a line of a crontab runs: five fields, or a word such as `@daily`.
///
/// It is read as Debian's cron reads it, but for texts that cron takes and misunderstands (`5/10`), which are refused.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    /// The text, with one space between fields.
    package let text: String
    /// Whether it is `@reboot`: once after each start of the machine, at no time of the clock.
    package let isAtStart: Bool

    let minute: CronField
    let hour: CronField
    let day: CronField
    let month: CronField
    let weekday: CronField

    package var description: String { text }

    /// Reads an expression.
    ///
    /// - Parameters:
    ///   - text: five fields, or a word that begins with `@`.
    ///   - source: where the text comes from, for messages: an option or a file.
    ///   - line: its line there.
    /// - Throws: ``Diagnostic`` `bad-cron` with the column of what is wrong.
    package init(_ text: String, source: String, line: Int = 1) throws(Diagnostic) {
        self = try CronReader(text, source: source, line: line).expression()
    }

    /// Puts fields together, in their order; none for `@reboot`.
    init(text: String, fields: [CronField]) {
        func field(_ kind: CronField.Kind) -> CronField {
            fields.first { $0.kind == kind } ?? CronField(kind: kind, values: [], beginsWithStar: false)
        }
        self.text = text
        isAtStart = fields.isEmpty
        minute = field(.minute)
        hour = field(.hour)
        day = field(.day)
        month = field(.month)
        weekday = field(.weekday)
    }

    /// A time of day on some days of the week.
    package init(_ time: TimeOfDay, on days: WeekdayChoice) {
        func one(_ kind: CronField.Kind, _ value: Int) -> CronField {
            CronField(kind: kind, values: [value], beginsWithStar: false)
        }
        func every(_ kind: CronField.Kind) -> CronField {
            CronField(kind: kind, values: kind.all, beginsWithStar: true)
        }
        let weekday = CronField(kind: .weekday, values: days.weekdays, beginsWithStar: days.isDaily)
        self.init(
            text: "\(time.minute) \(time.hour) * * \(days.fieldText)",
            fields: [one(.minute, time.minute), one(.hour, time.hour), every(.day), every(.month), weekday])
    }

    // MARK: Days

    /// Whether a date fits, by cron's rule for the two fields for days.
    ///
    /// When neither begins with `*`, one of them is enough; when one does, both must hold, also in `*/2`.
    func fits(_ date: (year: Int, month: Int, day: Int), weekday number: Int) -> Bool {
        guard month.values.contains(date.month) else { return false }
        let isDay = day.values.contains(date.day)
        let isWeekday = weekday.values.contains(number)
        return day.beginsWithStar || weekday.beginsWithStar ? isDay && isWeekday : isDay || isWeekday
    }

    /// Whether one of the two fields for days is enough.
    var needsOneDayFieldOnly: Bool { !day.beginsWithStar && !weekday.beginsWithStar }

    /// Whether cron treats it as following the clock (`*` in minute or hour) rather than as a fixed time of day.
    package var isWildcard: Bool { minute.beginsWithStar || hour.beginsWithStar }
}
