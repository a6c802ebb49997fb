import Diagnostics
import Foundation
import Testing

@testable import Scheduling

@Suite struct TimeZoneTests {
    @Test func `a day has one date, and a date one day`() {
        var (year, month, day) = (1899, 12, 31)
        var wrong: [Int] = []
        for number in LocalTime.day(1899, 12, 31)...LocalTime.day(2101, 1, 1) {
            let date = LocalTime.date(number)
            if date != (year, month, day) || LocalTime.day(year, month, day) != number { wrong.append(number) }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == [])
        #expect(
            LocalTime.weekday(0) == 4 && LocalTime.weekday(-1) == 3
                && LocalTime.weekday(LocalTime.day(2026, 11, 29)) == 0)
        #expect("\(LocalTime(2026, 11, 30, 2, 30))" == "Mon 2026-11-30 02:30")
    }

    @Test(
        arguments: Zones.names + [
            "Africa/Casablanca", "Europe/Dublin", "America/St_Johns", "Pacific/Apia", "Asia/Gaza",
        ])
    func `clocks are what Foundation says they are, for years with and without a table`(name: String) throws {
        let rules = try Zones.rules(name)
        let zone = try #require(TimeZone(identifier: name))
        var numbers = SeededNumbers(7)
        var wrong: [Int] = []
        // 1975 to 2080; the tables of most zones end in 2037 or with the last change of the law.
        for _ in 0..<4000 {
            let moment = Int.random(in: 157_766_400...3_471_292_800, using: &numbers)
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
            if rules.clock(at: moment).offset != offset { wrong.append(moment) }
        }
        #expect(wrong == [])
    }

    @Test(arguments: Zones.names) func `between two changes the clock stays as it is`(name: String) throws {
        let rules = try Zones.rules(name)
        var moment = try Zones.moment("2019-01-01 00:00")
        var count = 0
        while let change = rules.nextChange(after: moment), change.moment < 2_493_072_000 {
            #expect(rules.clock(at: change.moment - 1).offset == rules.clock(at: moment).offset)
            #expect(rules.clock(at: change.moment) == change.clock)
            #expect(rules.clock(at: change.moment).offset != rules.clock(at: change.moment - 1).offset)
            moment = change.moment
            count += 1
        }
        #expect(count == (["UTC", "Asia/Ho_Chi_Minh", "Asia/Kolkata"].contains(name) ? 0 : 60))
    }

    @Test(arguments: [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27 01:00", 7200),
        ("EST5EDT,M3.2.0,M11.1.0", "2050-03-13 07:00", -14400),
        // The southern half of the world, half an hour of summer time, names with signs.
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2050-10-01 15:30", 39600),
        // Days of the year, with and without the leap day; hours beyond the day.
        ("AAA0BBB,J60/0,J300", "2052-03-01 00:00", 3600), ("AAA0BBB,59/0,J300", "2052-02-29 00:00", 3600),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27 01:00", -3600),
    ]) func `the rule at the end of a file says when clocks change`(rule: String, moment: String, offset: Int) throws {
        let rule = try #require(PosixZoneRule(rule))
        let moment = try Zones.moment(moment)
        #expect(rule.clock(at: moment).offset == offset)
        #expect(rule.nextChange(after: moment - 1)?.moment == moment)
        #expect(rule.clock(at: moment - 1).offset != offset)
    }

    @Test(arguments: [
        "", "CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "<CET-1", "CET-1CEST,J0,J5", "CET-1CEST,M3.5.0,M10.5.0/", "CET-168",
        "CET-1CEST,M3.5.0,M10.5.0x",
    ]) func `a text that is no rule is refused`(rule: String) {
        #expect(PosixZoneRule(rule) == nil)
    }

    @Test func `bytes that are no time zone file are refused, however they are broken`() throws {
        let whole = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
        for count in 0..<whole.count where count % 7 == 0 || count < 100 {
            #expect(throws: Diagnostic.self) {
                try TimeZoneRules(name: "x", bytes: Array(whole[..<count]), file: "x")
            }
        }
        var numbers = SeededNumbers(3)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            // It may still be one; it must not trap, also when it is asked.
            guard let rules = try? TimeZoneRules(name: "x", bytes: bytes, file: "x") else { continue }
            _ = rules.clock(at: 1_700_000_000)
            _ = rules.nextChange(after: 1_700_000_000)
        }
        let error = #expect(throws: Diagnostic.self) {
            try TimeZoneRules(name: "x", bytes: Array("hello".utf8), file: "/etc/localtime")
        }
        #expect(
            error?.rendered() == """
                /etc/localtime: error[bad-time-zone]: this is no time zone file
                  hint: the package tzdata has them, in /usr/share/zoneinfo
                """)
    }
}
