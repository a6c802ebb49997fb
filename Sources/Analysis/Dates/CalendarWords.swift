/// The words around months and numbers that tell dates from names, verbs and counts.
enum CalendarWords {
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
        "demonstrators", "protesters", "police", "officers", "more", "other", "new", "additional", "active", "pieces",
        "items", "copies",
    ]

    /// Words before a number of four digits that make it the number of something.
    static let numbered: WordTable = [
        "room", "flight", "bill", "number", "article", "section", "suite", "box", "page", "route", "highway", "line",
        "about", "nearly", "almost", "some", "over", "least", "than", "only", "roughly", "approximately", "exactly",
        "resolution", "title", "chapter", "unit", "order", "model", "building", "street",
    ]
}
