/// The names of months and days, read at an offset.
enum CalendarWords {
    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let shortMonths: [StaticString] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let days: [StaticString] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let shortDays: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Words before a month that is also a name or a verb (May, March, June …) that make it a month.
    static let monthPrepositions: Set<String> = [
        "in", "last", "since", "this", "next", "late", "early", "mid", "until", "till", "by", "from", "through", "of",
        "during", "and", "to", "before", "after", "between", "every", "each", "on",
    ]
    /// Words before a number of four digits that make it a year, however unlikely its size.
    static let yearPrepositions: Set<String> = [
        "in", "since", "until", "till", "by", "year", "years", "early", "late", "mid", "during", "circa", "spring",
        "summer", "autumn", "fall", "winter",
    ]
    /// Words after a number of four digits that make it a count and no year.
    static let countedThings: Set<String> = [
        "people", "persons", "tonnes", "tons", "troops", "soldiers", "barrels", "miles", "km", "kilometers",
        "kilometres",
        "meters", "metres", "feet", "acres", "hectares", "dollars", "euros", "pounds", "yen", "jobs", "workers",
        "employees", "residents", "cases", "deaths", "homes", "houses", "families", "households", "children",
        "students",
        "years", "days", "hours", "minutes", "square", "cubic", "megawatts", "mw", "kw", "gw", "gallons", "liters",
        "litres", "kg", "kilograms", "grams", "men", "women", "passengers", "patients", "victims", "members", "units",
        "bpd", "doses", "seats", "votes", "points", "times", "million", "billion", "trillion", "thousand", "percent",
        "degrees", "horsepower", "rpm", "pages", "words", "vehicles", "cars", "trucks", "ships", "shares", "schools",
        "companies", "businesses", "farms", "farmers", "veterans", "civilians", "prisoners", "refugees", "migrants",
        "demonstrators", "protesters", "police", "officers", "more", "other", "new", "additional", "active", "or",
    ]

    struct Month {
        var number: Int
        var end: Int
        /// Short forms are months only beside a day or a year.
        var isShort: Bool
        /// Also a name of people or a word: alone it needs a word before it that says month.
        var isAmbiguous: Bool
    }

    /// The month whose name begins at `i`, which is the start of a word with a capital.
    static func month(_ text: ASCIIReader, at i: Int) -> Month? {
        let end = text.lettersEnd(i)
        guard end - i >= 3, end - i <= 9, text.isWordEnd(end) else { return nil }
        // All capitals or a capital followed by small letters, but no `MAr`.
        for (k, name) in months.enumerated() where name.utf8CodeUnitCount == end - i && text.isWord(name, at: i) {
            let ambiguous = [2, 3, 4, 5, 7].contains(k)
            return Month(number: k + 1, end: end, isShort: false, isAmbiguous: ambiguous)
        }
        let dot = text[end] == UInt8(ascii: ".") ? 1 : 0
        if end - i == 4, text.isWord("sept", at: i) {
            return Month(number: 9, end: end + dot, isShort: true, isAmbiguous: false)
        }
        guard end - i == 3, let k = shortMonths.firstIndex(where: { text.isWord($0, at: i) }) else { return nil }
        return Month(number: k + 1, end: end + dot, isShort: true, isAmbiguous: true)
    }

    /// The day of the week whose name begins at `i`: 1 is Monday.
    static func weekday(_ text: ASCIIReader, at i: Int) -> (number: Int, end: Int, isShort: Bool)? {
        let end = text.lettersEnd(i)
        guard end - i >= 3, end - i <= 9, text.isWordEnd(end) else { return nil }
        for (k, name) in days.enumerated() where name.utf8CodeUnitCount == end - i && text.isWord(name, at: i) {
            return (k + 1, end, false)
        }
        let dot = text[end] == UInt8(ascii: ".") ? 1 : 0
        if end - i == 4, text.isWord("tues", at: i) || text.isWord("thur", at: i) {
            return (text.isWord("tues", at: i) ? 2 : 4, end + dot, true)
        }
        if end - i == 5, text.isWord("thurs", at: i) { return (4, end + dot, true) }
        guard end - i == 3, let k = shortDays.firstIndex(where: { text.isWord($0, at: i) }) else { return nil }
        return (k + 1, end + dot, true)
    }

    /// The most days a month has.
    static func dayCount(_ month: Int) -> Int {
        [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][max(1, min(month, 12)) - 1]
    }
}
