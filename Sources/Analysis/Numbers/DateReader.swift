/// Reads dates at an offset; each function returns nil when there is none.
///
/// The values are TIMEX3's: `2020-06-11`, `XXXX-06-11` where the text names no year, `2020-06`, `2020`, `199` for a
/// decade, and two of them with a slash between for a span of time.
struct DateReader {
    /// A date that was found.
    struct Found {
        var start: Int
        var end: Int
        var value: String
        var rule: String
    }

    let text: ASCIIReader

    /// A date that begins with the name of a day or a month at `i`.
    func date(atWord i: Int) -> Found? {
        if let day = CalendarWords.weekday(text, at: i) { return weekday(i, day) }
        guard let month = CalendarWords.month(text, at: i) else { return nil }
        return monthDay(i, month) ?? monthYear(i, month) ?? bareMonth(i, month)
    }

    /// A date that begins with the digits from `i` to `end`.
    func date(atDigits i: Int, _ end: Int) -> Found? {
        let count = end - i
        if count == 4, let found = isoDate(i) { return found }
        if count <= 2, let found = numericDate(i, end) ?? dayMonth(i, end) { return found }
        if count == 4 { return year(i) }
        return nil
    }

    // MARK: Rules

    /// `Tuesday, September 16, 2021`, `Tuesday 16 September`, `Tuesday`.
    private func weekday(_ i: Int, _ day: (number: Int, end: Int, isShort: Bool)) -> Found? {
        var j = day.end
        if text[j] == UInt8(ascii: ",") { j += 1 }
        let space = text.space(j)
        j += space
        if space > 0 {
            if ASCIIReader.isDigit(text[j]), let found = dayMonth(j, text.digitsEnd(j)) {
                return Found(start: i, end: found.end, value: found.value, rule: "weekday-date")
            }
            if ASCIIReader.isCapital(text[j]), let month = CalendarWords.month(text, at: j),
                let found = monthDay(j, month)
            {
                return Found(start: i, end: found.end, value: found.value, rule: "weekday-date")
            }
        }
        if day.isShort { return nil }
        return Found(start: i, end: day.end, value: "XXXX-WXX-\(day.number)", rule: "weekday")
    }

    /// `June 11`, `Sept. 16, 2021`, `May 3-5, 2020`.
    private func monthDay(_ i: Int, _ month: CalendarWords.Month) -> Found? {
        let space = text.space(month.end)
        guard space > 0, let day = dayNumber(month.end + space, month.number) else { return nil }
        var end = day.end
        var last: Int?
        let dash = text.dash(end)
        if dash > 0, let second = dayNumber(end + dash, month.number), second.day > day.day {
            last = second.day
            end = second.end
        }
        let year = yearAfter(end)
        // `March 2,000`: a verb and a number.
        if year == nil, text[end] == UInt8(ascii: ","), ASCIIReader.isDigit(text[end + 1]) { return nil }
        return day.end > 0 ? dated(i, year?.end ?? end, year?.year, month.number, day.day, last, "month-day") : nil
    }

    /// `June 2020`, `June, 2020`, `Sept. 2020`.
    private func monthYear(_ i: Int, _ month: CalendarWords.Month) -> Found? {
        guard let year = yearAfter(month.end) else { return nil }
        return Found(start: i, end: year.end, value: "\(four(year.year))-\(two(month.number))", rule: "month-year")
    }

    /// `in June`, `September`.
    private func bareMonth(_ i: Int, _ month: CalendarWords.Month) -> Found? {
        guard !month.isShort else { return nil }
        let before = text.wordBefore(i)
        // `Mr. March`, `Theresa May`, `March Networks`: names.
        let next = text.space(month.end)
        let nextIsCapital = next > 0 && ASCIIReader.isCapital(text[month.end + next])
        if month.isAmbiguous {
            guard let before, CalendarWords.monthPrepositions.contains(before.word), !nextIsCapital else {
                guard text[i - 1] == UInt8(ascii: "-"), text.lettersStart(i - 1) == i - 4 else { return nil }
                return Found(start: i, end: month.end, value: "XXXX-\(two(month.number))", rule: "month")
            }
        }
        return Found(start: i, end: month.end, value: "XXXX-\(two(month.number))", rule: "month")
    }

    /// `11 June 2020`, `11th of June`, `3-5 May`.
    private func dayMonth(_ i: Int, _ end: Int) -> Found? {
        guard let day = dayNumber(i, 0) else { return nil }
        var j = day.end
        var last: Int?
        let dash = text.dash(j)
        if dash > 0, let second = dayNumber(j + dash, 0), second.day > day.day {
            last = second.day
            j = second.end
        }
        var space = text.space(j)
        if space == 0, text[j] == UInt8(ascii: "-") { space = 1 }
        j += space
        guard space > 0 else { return nil }
        if text[j] == UInt8(ascii: "o"), text.isWord("of", at: j), text.space(j + 2) > 0 { j += 2 + text.space(j + 2) }
        guard ASCIIReader.isCapital(text[j]), let month = CalendarWords.month(text, at: j),
            max(day.day, last ?? 0) <= CalendarWords.dayCount(month.number)
        else { return nil }
        // `the 2 May pledged`: the day would stand after; `5 March 2020` is fine.
        let dashed = text[month.end] == UInt8(ascii: "-") && ASCIIReader.isDigit(text[month.end + 1])
        let year = yearAfter(dashed ? month.end + 1 : month.end, needsSpace: !dashed)
        // A short month ends a sentence with its full stop; the stop stays outside when no year follows.
        var stop = month.end
        if year == nil, text[stop - 1] == UInt8(ascii: ".") { stop -= 1 }
        return dated(i, year?.end ?? stop, year?.year, month.number, day.day, last, "day-month")
    }

    /// `2020-06-11`.
    private func isoDate(_ i: Int) -> Found? {
        let month = text.value(i + 5, i + 7)
        let day = text.value(i + 8, i + 10)
        guard text[i + 4] == UInt8(ascii: "-"), text[i + 7] == UInt8(ascii: "-"), text.digitsEnd(i + 5) == i + 7,
            text.digitsEnd(i + 8) == i + 10, (1...12).contains(month), (1...CalendarWords.dayCount(month)).contains(day)
        else { return nil }
        let value = "\(four(text.value(i, i + 4)))-\(two(month))-\(two(day))"
        return Found(start: i, end: i + 10, value: value, rule: "iso-date")
    }

    /// `16/9/2021`, `9/16/2021`, `16.9.2021`: which is the day must be clear, else only the year is given.
    private func numericDate(_ i: Int, _ end: Int) -> Found? {
        let sign = text[end]
        guard sign == UInt8(ascii: "/") || sign == UInt8(ascii: "."), ASCIIReader.isDigit(text[end + 1]) else {
            return nil
        }
        let secondEnd = text.digitsEnd(end + 1)
        guard secondEnd - end <= 3, text[secondEnd] == sign else { return nil }
        let yearEnd = text.digitsEnd(secondEnd + 1)
        guard yearEnd - secondEnd == 5, text.isWordEnd(yearEnd), text[yearEnd] != UInt8(ascii: "/"),
            !(text[yearEnd] == sign && ASCIIReader.isDigit(text[yearEnd + 1]))
        else { return nil }
        let a = text.value(i, end)
        let b = text.value(end + 1, secondEnd)
        let year = text.value(secondEnd + 1, yearEnd)
        guard (1000...2999).contains(year), (1...31).contains(a), (1...31).contains(b), a <= 12 || b <= 12 else {
            return nil
        }
        let dayFirst = a > 12 || sign == UInt8(ascii: ".") && b <= 12
        if !dayFirst && b <= 12 && a != b {
            return Found(start: i, end: yearEnd, value: "\(year)-XX-XX", rule: "numeric-date")
        }
        let (day, month) = dayFirst ? (a, b) : (b, a)
        guard day <= CalendarWords.dayCount(month) else { return nil }
        return Found(start: i, end: yearEnd, value: "\(year)-\(two(month))-\(two(day))", rule: "numeric-date")
    }

    /// `2020`, `2019-2020`, `2019-20`, `the 1990s`.
    private func year(_ i: Int) -> Found? {
        let end = i + 4
        let value = text.value(i, end)
        // `S.2021`, `No.1990`: the number of something.
        let isNumber = text[i - 1] == UInt8(ascii: ".") && ASCIIReader.isLetter(text[i - 2])
        guard value >= 1000, value < 3000, !isNumber else { return nil }
        // `1990s`, `1990's`.
        if value % 10 == 0, value >= 1500 {
            let quote = text[end] == UInt8(ascii: "'") ? 1 : text[end] == 0xE2 && text[end + 2] == 0x99 ? 3 : 0
            if text[end + quote] == UInt8(ascii: "s"), text.isWordEnd(end + quote + 1), quote == 0 || value < 2000 {
                return Found(start: i, end: end + quote + 1, value: "\(value / 10)", rule: "decade")
            }
        }
        let dash = text.dash(end)
        if dash > 0, ASCIIReader.isDigit(text[end + dash]) {
            let from = end + dash
            let to = text.digitsEnd(from)
            let second =
                to - from == 4 ? text.value(from, to) : to - from == 2 ? value / 100 * 100 + text.value(from, to) : 0
            guard second > value, second - value <= 200, (1500...2100).contains(value), text.isWordEnd(to),
                !isCounted(to)
            else { return nil }
            return Found(start: i, end: to, value: "\(value)/\(second)", rule: "years")
        }
        guard text.isWordEnd(end), text[end] != UInt8(ascii: "/"), text[end] != UInt8(ascii: "%"),
            !(text[end] == UInt8(ascii: "-") && ASCIIReader.isLetter(text[end + 1]) && isCounted(end + 1, after: 0)),
            !(ASCIIReader.isDigit(text[end + 1])
                && [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":")].contains(text[end])),
            !isCounted(end)
        else { return nil }
        let likely = (1900...2039).contains(value)
        if !likely {
            guard (1500...2099).contains(value), let before = text.wordBefore(i),
                CalendarWords.yearPrepositions.contains(before.word)
            else { return nil }
        }
        // `No. 1990`, `Room 2012`, `flight 1990`: after such words it is a number.
        if let before = text.wordBefore(i), Self.numbered.contains(before.word) { return nil }
        return Found(start: i, end: end, value: "\(value)", rule: "year")
    }

    private static let numbered: WordTable = [
        "room", "flight", "bill", "number", "article", "section", "suite", "box", "page", "route", "highway", "line",
        "about", "nearly", "almost", "some", "over", "least", "than", "only", "roughly", "approximately", "exactly",
        "resolution", "title", "chapter", "unit", "order", "model", "building", "street",
    ]

    /// Whether a counted thing stands after `end`.
    private func isCounted(_ end: Int, after space: Int? = nil) -> Bool {
        let space = space ?? text.space(end)
        guard space > 0 || end > 0 && text[end - 1] == UInt8(ascii: "-"), let next = text.word(at: end + space) else {
            return false
        }
        return CalendarWords.countedThings.contains(next.word)
    }

    // MARK: Parts

    /// The day of a month at `i`, with `st`, `nd`, `rd`, `th` or without; `month` 0 when it is not known yet.
    private func dayNumber(_ i: Int, _ month: Int) -> (day: Int, end: Int)? {
        let end = text.digitsEnd(i)
        guard end - i == 1 || end - i == 2 else { return nil }
        let day = text.value(i, end)
        guard day >= 1, day <= (month == 0 ? 31 : CalendarWords.dayCount(month)) else { return nil }
        if text.isWordEnd(end) {
            // `June 11.5`, `June 11:30`, `June 2%`.
            if ASCIIReader.isDigit(text[end + 1]), [UInt8(ascii: "."), UInt8(ascii: ":")].contains(text[end]) {
                return nil
            }
            return text[end] == UInt8(ascii: "%") ? nil : (day, end)
        }
        return text.isWord(Self.ordinalSuffix(day), at: end) ? (day, end + 2) : nil
    }

    /// The year after a month or day: ` 2020`, `, 2020`.
    private func yearAfter(_ i: Int, needsSpace: Bool = true) -> (year: Int, end: Int)? {
        var j = i
        if text[j] == UInt8(ascii: ",") { j += 1 }
        let space = text.space(j)
        if needsSpace, space == 0 { return nil }
        j += space
        let end = text.digitsEnd(j)
        guard end - j == 4, text.isWordEnd(end), !isCounted(end) else { return nil }
        if ASCIIReader.isDigit(text[end + 1]), [UInt8(ascii: ","), UInt8(ascii: ".")].contains(text[end]) {
            return nil
        }
        let year = text.value(j, end)
        return (1000...2999).contains(year) ? (year, end) : nil
    }

    /// `st`, `nd`, `rd` or `th`.
    static func ordinalSuffix(_ number: Int) -> WordKey {
        if (11...13).contains(number % 100) { return "th" }
        return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th"
    }

    private func dated(
        _ start: Int, _ end: Int, _ year: Int?, _ month: Int, _ day: Int, _ last: Int?, _ rule: String
    ) -> Found {
        let head = (year.map { four($0) } ?? "XXXX") + "-\(two(month))-"
        let value = head + two(day) + (last.map { "/\(head)\(two($0))" } ?? "")
        return Found(start: start, end: end, value: value, rule: rule)
    }

    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    private func four(_ value: Int) -> String { "\(value)" }
}
