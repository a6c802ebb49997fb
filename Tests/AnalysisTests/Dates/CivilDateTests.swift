import Testing

@testable import Analysis

@Suite struct CivilDateTests {
    @Test func `counts days as a calendar that goes day by day`() {
        // The slow twin: from 1 January 1583, a Saturday, one day after the other.
        var (year, month, day, weekday) = (1583, 1, 1, 6)
        var number = CivilDate(1583, 1, 1).dayNumber
        for _ in 0..<220_000 {
            let date = CivilDate(dayNumber: number)
            if (date.year, date.month, date.day, date.weekday) != (year, month, day, weekday)
                || date.dayNumber != number
            {
                Issue.record("day \(number) is \(date.text), not \(year)-\(month)-\(day)")
                break
            }
            day += 1
            number += 1
            weekday = weekday % 7 + 1
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            if day > last { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(CivilDate(1970, 1, 1).dayNumber == 0)
        #expect(CivilDate(dayNumber: CivilDate(0, 2, 29).dayNumber) == CivilDate(0, 2, 29))
    }

    @Test(arguments: [
        ("2020-01-01", 2020, 1), ("2019-12-30", 2020, 1), ("2021-01-03", 2020, 53), ("2016-01-03", 2015, 53),
        ("2020-06-12", 2020, 24), ("2012-12-31", 2013, 1),
    ])
    func `gives ISO weeks`(date: String, year: Int, week: Int) throws {
        let date = try #require(CivilDate(date))
        #expect(date.isoWeek == (year, week))
        #expect(CivilDate.monday(ofWeek: week, year: year) == date.monday)
    }

    @Test(arguments: [
        (1989, "1989-03-26", "1989-04-30"), (2000, "2000-04-23", "2000-04-30"), (2016, "2016-03-27", "2016-05-01"),
        (2019, "2019-04-21", "2019-04-28"), (2020, "2020-04-12", "2020-04-19"), (2038, "2038-04-25", "2038-04-25"),
    ])
    func `computes Easter, West and East`(year: Int, west: String, east: String) {
        #expect(CivilDate.easter(year).text == west)
        #expect(CivilDate.orthodoxEaster(year).text == east)
    }

    @Test func `finds the n-th weekday of a month, from either end`() {
        #expect(CivilDate.nth(4, weekday: 4, year: 2020, month: 11).text == "2020-11-26")
        #expect(CivilDate.nth(-1, weekday: 1, year: 2020, month: 5).text == "2020-05-25")
        #expect(CivilDate.nth(1, weekday: 1, year: 2020, month: 9).text == "2020-09-07")
    }

    @Test func `adds months to the last day that there is`() {
        #expect(CivilDate(2020, 1, 31).adding(months: 1).text == "2020-02-29")
        #expect(CivilDate(2020, 1, 31).adding(months: -2).text == "2019-11-30")
        #expect(CivilDate(2020, 3, 1).adding(days: -1).text == "2020-02-29")
    }
}
