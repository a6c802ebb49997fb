import Diagnostics
import Testing

@testable import Scheduling

@Suite struct CronExpressionTests {
    private func cron(_ text: String) throws -> CronExpression { try CronExpression(text, source: "--cron") }

    // MARK: Reading

    @Test(arguments: [
        ("0 3 * * *", [0], [3]), ("5,10-12 1-2 * * *", [5, 10, 11, 12], [1, 2]),
        ("*/20 */8 * * *", [0, 20, 40], [0, 8, 16]),
        ("10-30/10 22-23 * * *", [10, 20, 30], [22, 23]), ("  7\t8  * * * ", [7], [8]), ("59 23 * * *", [59], [23]),
        ("0-59/59 0 * * *", [0, 59], [0]),
    ]) func `lists, ranges and steps`(text: String, minutes: [Int], hours: [Int]) throws {
        let expression = try cron(text)
        #expect(expression.minute.sorted == minutes && expression.hour.sorted == hours)
    }

    @Test(arguments: [
        ("0 0 1 jan-MAR sun", [1, 2, 3], [0]), ("0 0 1 Dec,feb mon-fri", [2, 12], [1, 2, 3, 4, 5]),
        ("0 0 1 1 7", [1], [0]),
        ("0 0 1 */6 5-7", [1, 7], [0, 5, 6]), ("0 0 1 * */3", Array(1...12), [0, 3, 6]),
        ("0 0 1 1 0-7", [1], Array(0...6)),
        ("0 0 1 1 1-7/2", [1], [0, 1, 3, 5]),
    ]) func `names of months and days, and 7 as Sunday`(text: String, months: [Int], weekdays: [Int]) throws {
        let expression = try cron(text)
        #expect(expression.month.sorted == months && expression.weekday.sorted == weekdays)
    }

    @Test(arguments: [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), (" @annually ", "0 0 1 1 *"),
    ]) func `words stand for five fields`(word: String, fields: String) throws {
        let (short, long) = (try cron(word), try cron(fields))
        #expect(short.text == word.filter { $0 != " " })
        #expect(short.minute == long.minute && short.hour == long.hour && short.day == long.day)
        #expect(short.month == long.month && short.weekday == long.weekday && !short.isAtStart)
    }

    @Test func `at the start of the machine there is no next time`() throws {
        let expression = try cron("@reboot")
        #expect(expression.isAtStart && expression.next(after: 0, in: .utc) == nil)
        #expect(
            expression.previous(notAfter: 1_000_000_000, in: .utc) == nil
                && expression.words == "at each start of the machine")
    }

    @Test(arguments: [
        (
            "0 24 * * *",
            """
            --cron:1:3: error[bad-cron]: 24 is no hour; it goes from 0 to 23
                1 | 0 24 * * *
                  |   ^~
            """
        ),
        (
            "0 3 * * monday",
            """
            --cron:1:9: error[bad-cron]: 'monday' is no day of the week
                1 | 0 3 * * monday
                  |         ^~~~~~
              hint: cron knows the first three letters: mon
            """
        ),
        (
            "5/10 * * * *",
            """
            --cron:1:1: error[bad-cron]: a step needs a range or '*' before it
                1 | 5/10 * * * *
                  | ^~~~
              hint: write 5-59/10, or */10
            """
        ),
        (
            "0 22-3 * * *",
            """
            --cron:1:3: error[bad-cron]: the range '22-3' goes backwards
                1 | 0 22-3 * * *
                  |   ^~~~
              hint: write 22-23,0-3 when it shall go on from the start
            """
        ),
        (
            "0 3 * * fri-sun",
            """
            --cron:1:9: error[bad-cron]: the range 'fri-sun' goes backwards
                1 | 0 3 * * fri-sun
                  |         ^~~~~~~
              hint: Sunday is also 7: write 5-7
            """
        ),
        (
            "*/0 3 * * *",
            """
            --cron:1:2: error[bad-cron]: '/0' is not a step
                1 | */0 3 * * *
                  |  ^~
              hint: a step is a number from 1, as in */15
            """
        ),
        (
            "1,,2 3 * * *",
            """
            --cron:1:3: error[bad-cron]: a number is missing here, in the field for the minute
                1 | 1,,2 3 * * *
                  |   ^
            """
        ),
        (
            "0 3 * *",
            """
            --cron:1:8: error[bad-cron]: a cron expression has 5 fields, found 4
                1 | 0 3 * *
                  |        ^
              hint: the fields are minute, hour, day of the month, month, day of the week
            """
        ),
        (
            "0 0 3 * * *",
            """
            --cron:1:11: error[bad-cron]: a cron expression has 5 fields, found 6
                1 | 0 0 3 * * *
                  |           ^
              hint: the fields are minute, hour, day of the month, month, day of the week
            """
        ),
        (
            "@dayly",
            """
            --cron:1:1: error[bad-cron]: there is no '@dayly'
                1 | @dayly
                  | ^~~~~~
              hint: did you mean '@daily'?
            """
        ),
        (
            "@daily x",
            """
            --cron:1:8: error[bad-cron]: nothing follows '@daily'
                1 | @daily x
                  |        ^
            """
        ),
        (
            "0~30 3 * * *",
            """
            --cron:1:1: error[bad-cron]: '0~30' is no minute
                1 | 0~30 3 * * *
                  | ^~~~
              hint: a random time cannot be told before it comes; write a number
            """
        ),
        (
            // A flag of two scalars moves the column by two.
            "0 3 🇻🇳 * *",
            """
            --cron:1:5: error[bad-cron]: '🇻🇳' is no day of the month
                1 | 0 3 🇻🇳 * *
                  |     ^~
              hint: write *, a number, a range such as 1-5, a list with ',', or a step such as */2
            """
        ),
    ]) func `what is wrong is said with its column`(text: String, message: String) {
        let error = #expect(throws: Diagnostic.self) { try cron(text) }
        #expect(error?.rendered() == message)
    }

    @Test(arguments: [
        "", " ", "60 * * * *", "-1 * * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * 0 *", "* * * * 8",
        "1- * * * *",
        "-2 * * * *", "1-2-3 * * * *", "1/2/3 * * * *", "a * * * *", "** * * * *", "*/ * * * *", "*/-1 * * * *",
        "+1 * * * *",
        "1.5 * * * *", "99999999999999999999 * * * *", "*/99999999999999999999 * * * *", "١ * * * *", "* * * jann *",
        "H * * * *",
        "@", "@REBOOT", "1, * * * *", ",1 * * * *", "0~30 * * * *", "? * * * *",
    ]) func `what cron does not know is refused`(text: String) {
        #expect(throws: Diagnostic.self) { try cron(text) }
    }

    @Test func `texts of any kind are read or refused, and never more`() {
        var numbers = SeededNumbers(11)
        var wrong: [String] = []
        let pieces = [
            "*", "/", "-", ",", "0", "7", "31", "mon", "jan", " ", " ", "@daily", "é", "\t", "999999999999999999999",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...14, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? ""
            }.joined()
            guard let expression = try? cron(text) else { continue }
            if (try? cron(expression.text)) != expression { wrong.append(text) }
        }
        #expect(wrong == [])
        #expect(throws: Diagnostic.self) { try cron(String(repeating: "1,", count: 100_000) + "1 * * * *") }
    }

    // MARK: Next times

    @Test(arguments: [
        // The day of the month or the day of the week, when neither begins with '*'.
        ("0 0 13 * 5", "2026-11-01 00:00", "2026-11-06 00:00"), ("0 0 13 * 5", "2026-12-11 00:00", "2026-12-13 00:00"),
        // Both, when one does: the 1st, 3rd, 5th … if it is a Friday.
        ("0 0 */2 * 5", "2026-11-01 00:00", "2026-11-13 00:00"),
        ("0 0 1-31/2 * 5", "2026-11-01 00:00", "2026-11-03 00:00"),
        ("0 0 13 * */2", "2026-11-01 00:00", "2026-12-13 00:00"),
        // A leap day; there is none in 2100.
        ("0 0 29 2 *", "2026-11-29 00:00", "2028-02-29 00:00"), ("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00"),
        // A leap day that is a Sunday: twenty-eight years apart, forty around 2100.
        ("0 0 29 2 */7", "2032-03-01 00:00", "2060-02-29 00:00"),
        ("0 0 29 2 */7", "2088-03-01 00:00", "2128-02-29 00:00"),
        ("59 23 31 12 *", "2026-12-31 23:58", "2026-12-31 23:59"),
        ("59 23 31 12 *", "2026-12-31 23:59", "2027-12-31 23:59"),
        ("0 0 31 * *", "2026-11-01 00:00", "2026-12-31 00:00"), ("* * * * *", "2026-11-01 00:00", "2026-11-01 00:01"),
    ]) func `the next time by the days' rule of cron`(text: String, after: String, next: String) throws {
        #expect(try cron(text).next(after: Zones.moment(after), in: .utc) == Zones.moment(next))
    }

    @Test(arguments: ["0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 2 */2"])
    func `a day that no month has never comes`(text: String) throws {
        #expect(try cron(text).next(after: 1_700_000_000, in: .utc) == nil)
        #expect(try cron(text).next(after: 1_700_000_000, in: Zones.rules("Europe/Berlin")) == nil)
        #expect(try cron(text).previous(notAfter: 1_700_000_000, in: .utc) == nil)
    }

    @Test(arguments: [
        // Summer begins in Berlin at 01:00 UTC: 02:00 becomes 03:00. A fixed time runs right then, once.
        ("Europe/Berlin", "30 2 * * *", "2027-03-27 12:00", ["2027-03-28 01:00", "2027-03-29 00:30"]),
        ("Europe/Berlin", "0 3 * * *", "2027-03-27 12:00", ["2027-03-28 01:00", "2027-03-29 01:00"]),
        // With '*' the new clock counts, and what was skipped is skipped.
        ("Europe/Berlin", "*/30 2 * * *", "2027-03-27 12:00", ["2027-03-29 00:00", "2027-03-29 00:30"]),
        ("Europe/Berlin", "30 * * * *", "2027-03-28 00:00", ["2027-03-28 00:30", "2027-03-28 01:30"]),
        // Summer ends at 01:00 UTC: 03:00 becomes 02:00. A fixed time runs the first time only, with '*' twice.
        ("Europe/Berlin", "30 2 * * *", "2027-10-30 12:00", ["2027-10-31 00:30", "2027-11-01 01:30"]),
        (
            "Europe/Berlin", "*/30 2 * * *", "2027-10-30 12:00",
            ["2027-10-31 00:00", "2027-10-31 00:30", "2027-10-31 01:00", "2027-10-31 01:30"]
        ),
        ("America/New_York", "15 2 * * *", "2027-03-13 12:00", ["2027-03-14 07:00", "2027-03-15 06:15"]),
        ("America/New_York", "30 1 * * *", "2027-11-06 12:00", ["2027-11-07 05:30", "2027-11-08 06:30"]),
        // Half an hour: 02:00 becomes 02:30, and 02:00 becomes 01:30.
        ("Australia/Lord_Howe", "15 2 * * *", "2026-10-03 12:00", ["2026-10-03 15:30", "2026-10-04 15:15"]),
        ("Australia/Lord_Howe", "45 1 * * *", "2027-04-03 00:00", ["2027-04-03 14:45", "2027-04-04 15:15"]),
        ("Asia/Ho_Chi_Minh", "30 2 * * *", "2027-03-27 12:00", ["2027-03-27 19:30", "2027-03-28 19:30"]),
        // Samoa left out 30 December 2011: more than three hours, so that nothing is made up for.
        ("Pacific/Apia", "0 9 * * *", "2011-12-29 00:00", ["2011-12-29 19:00", "2011-12-30 19:00"]),
        ("Pacific/Apia", "0 9 30 12 *", "2011-12-01 00:00", ["2012-12-29 19:00"]),
    ]) func `what daylight saving skips and doubles, as cron has it`(
        zone: String, text: String, after: String, expected: [String]
    ) throws {
        let zone = try Zones.rules(zone)
        var moment = try Zones.moment(after)
        for next in expected {
            let found = try #require(try cron(text).next(after: moment, in: zone))
            #expect(try found == Zones.moment(next), "\(zone.text(found))")
            moment = found
        }
    }

    @Test(arguments: Zones.names) func `the fast search agrees with cron's own loop, minute by minute`(name: String)
        throws
    {
        let zone = try Zones.rules(name)
        var numbers = SeededNumbers(UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF))
        func field(_ low: Int, _ high: Int, stars: Int) -> String {
            let a = Int.random(in: low...high, using: &numbers)
            let b = Int.random(in: a...high, using: &numbers)
            let step = Int.random(in: 1...7, using: &numbers)
            switch Int.random(in: 0..<(5 + stars), using: &numbers) {
            case 0: return "\(a)"
            case 1: return "\(a)-\(b)"
            case 2: return "\(a)-\(b)/\(step)"
            case 3: return "\(a),\(b)"
            case 4: return "*/\(step)"
            default: return "*"
            }
        }
        // Around each change of the clocks of some years, and at any other time.
        for round in 0..<16 {
            var start = Int.random(in: 1_600_000_000...2_400_000_000, using: &numbers) / 60 * 60
            if round % 4 != 0, let change = zone.nextChange(after: start) { start = change.moment - 40_020 }
            let end = start + 2 * 86_400
            let text = [
                field(0, 59, stars: 0), field(0, 4, stars: 2), field(1, 31, stars: 4), field(1, 12, stars: 5),
                field(0, 7, stars: 5),
            ].joined(separator: " ")
            let expression = try cron(text)
            // The twin wakes a day earlier, so that both know of a change just before.
            let slow = ObviousCron(text).moments(from: start - 86_400, to: end, in: zone).filter { $0 > start }
            var fast: [Int] = []
            while let next = expression.next(after: fast.last ?? start, in: zone), next <= end { fast.append(next) }
            #expect(fast == slow, "seed of \(name), round \(round): '\(text)' from \(start)")
            if let last = fast.last {
                #expect(expression.previous(notAfter: end, in: zone) == last, "'\(text)' up to \(end)")
                #expect(expression.previous(notAfter: last, in: zone) == last)
            }
        }
    }

    @Test(arguments: [
        ("0 0 29 2 *", "2026-11-29 12:00", "2024-02-29 00:00"),
        ("0 0 29 2 */7", "2026-11-29 12:00", "2004-02-29 00:00"),
        ("* * * * *", "2026-11-29 12:00", "2026-11-29 12:00"), ("@monthly", "2026-11-29 12:00", "2026-11-01 00:00"),
    ]) func `the last time, also when it was long ago`(text: String, now: String, last: String) throws {
        #expect(try cron(text).previous(notAfter: Zones.moment(now), in: .utc) == Zones.moment(last))
    }

    @Test func `what will be skipped and doubled is found before it happens`() throws {
        let zone = try Zones.rules("Europe/Berlin")
        let now = try Zones.moment("2026-11-29 12:00")
        let shifts = try cron("30 2 * * 1-5,0").shifts(after: now, in: zone)
        #expect(shifts.map(\.kind) == [.skipped, .doubled])
        #expect(shifts.map { "\($0.local)" } == ["Sun 2027-03-28 02:30", "Sun 2027-10-31 02:30"])
        #expect(try shifts.map(\.moment) == [Zones.moment("2027-03-28 01:00"), Zones.moment("2027-10-31 01:00")])
        #expect(try cron("30 3 * * *").shifts(after: now, in: zone) == [])
        #expect(try cron("0 3 * * *").shifts(after: now, in: zone) == [])
        #expect(try cron("30 2 * * 1-5").shifts(after: now, in: zone) == [])
        #expect(try cron("30 2 * * *").shifts(after: now, in: .utc) == [])
    }

    // MARK: Words

    @Test(arguments: [
        ("30 2 * * *", "at 02:30 every day"), ("30 2 * * 1-5", "at 02:30 on weekdays (Monday to Friday)"),
        ("0 8,20 * * 0,6", "at 08:00 and 20:00 at weekends (Saturday and Sunday)"), ("* * * * *", "every minute"),
        ("*/10 * * * *", "every 10 minutes"),
        ("*/15 8-17 * * 1-5", "every 15 minutes, in the hours 08 to 17 on weekdays (Monday to Friday)"),
        ("0 * * * *", "every hour"), ("@hourly", "every hour"), ("5,35 * * * *", "at minutes 5 and 35 of every hour"),
        ("*/7 * * * *", "at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour"),
        ("0 */6 * * *", "at 00:00, 06:00, 12:00 and 18:00 every day"),
        ("0 */2 * * *", "every 2 hours"), ("7 */2 * * *", "at minute 7 of every second hour"),
        ("0 9-17 * * *", "at minute 0 of the hours 09 to 17"),
        ("0 0 1 * *", "at 00:00 on day 1 of the month"),
        ("0 0 1,15 1,7 *", "at 00:00 on days 1 and 15 in January and July"),
        ("0 0 1 1 *", "at 00:00 on day 1 in January"),
        ("0 0 13 * 5", "at 00:00 on day 13 of the month and also on Friday"),
        (
            "0 0 */2 * 5",
            "at 00:00 on days 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29 and 31 of the month, but only on Friday"
        ),
        ("0 6 * 3-5 *", "at 06:00 every day in March to May"),
        ("0 6 * * sat-7", "at 06:00 at weekends (Saturday and Sunday)"),
        ("0 6 * * 1,3,5-7", "at 06:00 on Monday, Wednesday and Friday to Sunday"),
        ("0 6 * 2 1-5", "at 06:00 on weekdays (Monday to Friday) in February"),
        // All days of the month or weekdays: every day.
        ("0 6 1-31 * 1-5", "at 06:00 every day"), ("0 6 1 * 0-6", "at 06:00 every day"),
        ("@weekly", "at 00:00 on Sunday"),
    ]) func `an expression is said back in words`(text: String, words: String) throws {
        #expect(try cron(text).words == words)
    }

    // MARK: Times and days

    @Test(arguments: [
        ("02:30", "weekdays", "30 2 * * 1-5"), ("2:05", "daily", "5 2 * * *"), ("23:59", "weekends", "59 23 * * 0,6"),
        ("00:00", "monday,thursday", "0 0 * * 1,4"), ("06:00", "Sun, fri", "0 6 * * 0,5"),
        ("06:00", "weekdays,weekends", "0 6 * * *"),
    ]) func `times and days become an expression`(time: String, days: String, text: String) throws {
        let expression = CronExpression(try TimeOfDay(time), on: try WeekdayChoice(days))
        #expect(expression.text == text)
        #expect(try expression == cron(text))
    }

    @Test(arguments: ["", "2", "24:00", "12:60", "12:5", "012:05", "12:05:00", "-1:05", "+1:05", "noon", "１２:05"])
    func `what is no time is refused`(text: String) {
        let error = #expect(throws: Diagnostic.self) { try TimeOfDay(text) }
        #expect(
            error?.rendered() == """
                error[bad-time]: '\(text)' is no time of day
                  hint: write hours and minutes of the 24-hour clock, as in 02:30
                """)
    }

    @Test(arguments: [
        ("mondy", "error[bad-days]: 'mondy' is no day of the week\n  hint: did you mean 'monday'?"),
        (
            "",
            "error[bad-days]: '' is no day of the week\n  hint: write weekdays, weekends, daily, or days such as monday,thursday"
        ),
    ]) func `what is no day is refused`(text: String, message: String) {
        let error = #expect(throws: Diagnostic.self) { try WeekdayChoice(text) }
        #expect(error?.rendered() == message)
    }
}
