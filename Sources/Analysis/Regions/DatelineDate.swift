import DocumentModel
import TextKernel

/// A date as datelines give it: `March 3`, `Nov. 5`, `16 September 2021`, `Saturday, January 12, 2019`.
struct DatelineDate {
    /// The bytes of the date.
    let span: Span
    /// TIMEX3's value, with `XXXX` where the text gives no year: `XXXX-03-03`, `2019-01-12`.
    let value: String

    /// Reads a date that begins at `start` and is followed by no letter or digit.
    init?(in text: RegionText, at start: Int, _ limit: Int) {
        var i = start
        if let weekday = Self.name(in: text, at: i, limit, Self.weekdays) {
            i = weekday.end
            if i < limit, text.bytes[i] == UInt8(ascii: ",") { i += 1 }
            i = text.skipSpaces(i, limit)
        }
        var month: Int
        var day: Int?
        var year: Int?
        if let first = Self.number(in: text, at: i, limit) {
            // `16 September 2021`
            let after = text.skipSpaces(Self.ordinalEnd(text, first.end, limit), limit)
            guard let name = Self.name(in: text, at: after, limit, Self.months) else { return nil }
            (month, day, i) = (name.index + 1, first.value, name.end)
        } else if let name = Self.name(in: text, at: i, limit, Self.months) {
            // `March 3`
            (month, i) = (name.index + 1, name.end)
            guard let number = Self.number(in: text, at: text.skipSpaces(i, limit), limit), number.value <= 31 else {
                return nil
            }
            (day, i) = (number.value, Self.ordinalEnd(text, number.end, limit))
        } else {
            return nil
        }
        guard let day, (1...31).contains(day) else { return nil }
        var next = i
        if next < limit, text.bytes[next] == UInt8(ascii: ",") { next += 1 }
        next = text.skipSpaces(next, limit)
        if let number = Self.number(in: text, at: next, limit), (1800...2199).contains(number.value) {
            (year, i) = (number.value, number.end)
        }
        if let (kind, _) = text.letter(at: i, limit), kind.isWord { return nil }
        span = Span(start, i)
        value = "\(year.map(String.init) ?? "XXXX")-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays: [StaticString] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// A name or its first three or more letters, with an optional full stop.
    private static func name(
        in text: RegionText, at start: Int, _ limit: Int, _ names: [StaticString]
    ) -> (index: Int, end: Int)? {
        var end = start
        while end < limit, (text.bytes[end] | 32) &- 97 < 26 { end += 1 }
        let count = end - start
        guard count >= 3, count <= 9, text.bytes[start] &- 65 < 26 else { return nil }
        for (index, name) in names.enumerated() where count <= name.utf8CodeUnitCount {
            let matches = name.withUTF8Buffer { wanted in
                (0..<count).allSatisfy { text.bytes[start + $0] | 32 == wanted[$0] }
            }
            guard matches, count <= 4 || count == name.utf8CodeUnitCount else { continue }
            if end < limit, text.bytes[end] == UInt8(ascii: "."), count < name.utf8CodeUnitCount { end += 1 }
            return (index, end)
        }
        return nil
    }

    /// A number of up to four digits.
    private static func number(in text: RegionText, at start: Int, _ limit: Int) -> (value: Int, end: Int)? {
        var i = start
        var value = 0
        while i < limit, i < start + 4, text.bytes[i] &- 48 < 10 {
            value = value * 10 + Int(text.bytes[i] - 48)
            i += 1
        }
        if i < limit, text.bytes[i] &- 48 < 10 { return nil }
        return i == start ? nil : (value, i)
    }

    private static func ordinalEnd(_ text: RegionText, _ end: Int, _ limit: Int) -> Int {
        let hasSuffix =
            text.has("st", at: end) || text.has("nd", at: end) || text.has("rd", at: end) || text.has("th", at: end)
        return hasSuffix && end + 2 <= limit ? end + 2 : end
    }
}
