/// The names of months and days, read at an offset.
enum CalendarWords {
    private static let months: WordTable = [
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9,
        "october": 10, "november": 11, "december": 12,
    ]
    private static let shortMonths: WordTable = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
        "dec": 12,
    ]
    private static let days: WordTable = [
        "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
    ]
    private static let shortDays: WordTable = [
        "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
    ]

    /// Words before a month that is also a name or a verb (May, March, June …) that make it a month.
    static let monthPrepositions: WordTable = [
        "in", "last", "since", "this", "next", "late", "early", "mid", "until", "till", "by", "from", "through", "of",
        "during", "and", "to", "before", "after", "between", "every", "each", "on",
    ]
    /// Words before a number of four digits that make it a year, however unlikely its size.
    static let yearPrepositions: WordTable = [
        "in", "since", "until", "till", "by", "year", "years", "early", "late", "mid", "during", "circa", "spring",
        "summer", "autumn", "fall", "winter",
    ]
    /// Words after a number of four digits that make it a count and no year.
    static let countedThings: WordTable = [
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
        guard let (word, end) = text.word(at: i), end - i >= 3, end - i <= 9 else { return nil }
        if let number = months[word] {
            return Month(number: number, end: end, isShort: false, isAmbiguous: [3, 4, 5, 6, 8].contains(number))
        }
        guard let number = shortMonths[word] else { return nil }
        return Month(
            number: number, end: text[end] == UInt8(ascii: ".") ? end + 1 : end, isShort: true, isAmbiguous: true)
    }

    /// The day of the week whose name begins at `i`: 1 is Monday.
    static func weekday(_ text: ASCIIReader, at i: Int) -> (number: Int, end: Int, isShort: Bool)? {
        guard let (word, end) = text.word(at: i), end - i >= 3, end - i <= 9 else { return nil }
        if let number = days[word] { return (number, end, false) }
        guard let number = shortDays[word] else { return nil }
        return (number, text[end] == UInt8(ascii: ".") ? end + 1 : end, true)
    }

    /// The most days a month has.
    static func dayCount(_ month: Int) -> Int {
        [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][max(1, min(month, 12)) - 1]
    }
}
