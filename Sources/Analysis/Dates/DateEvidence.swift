/// Looks in a text for proof of when it was written, where no field and no dateline says it.
///
/// Three things prove a date: `today, June 11, 2020`; `this year, 2021`; and a weekday beside a day of the month, which
/// fits only one of the years around those that the text names.
struct DateEvidence {
    let items: [DateFinder.Item]
    let text: ASCIIReader

    /// The date of a dateline at the head of the text: `HANOI, June 11, 2020 (VNA) —`; nil without a year.
    func dateline() -> DocumentDate? {
        for item in items {
            guard item.start < 300 else { return nil }
            guard case .calendar(let fields) = item.node, case .year(let year) = fields.year, let month = fields.month,
                let day = fields.day,
                !fields.isSwappable, isBehindPlace(item.start), isBeforeDash(item.end)
            else { continue }
            let date = CivilDate(year, month, day)
            return date.isValid ? DocumentDate(date, from: "the dateline") : nil
        }
        return nil
    }

    /// Whether a word in capitals and a comma stand before.
    private func isBehindPlace(_ start: Int) -> Bool {
        let comma = start - text.spaceBefore(start) - 1
        guard comma > 1, text[comma] == UInt8(ascii: ",") else { return false }
        let word = text.lettersStart(comma)
        return comma - word >= 2 && (word..<comma).allSatisfy { ASCIIReader.isCapital(text[$0]) }
            || text[comma - 1] >= 0x80
    }

    /// Whether a dash follows on the line, at most the name of an agency away.
    private func isBeforeDash(_ end: Int) -> Bool {
        for i in end..<min(end + 40, text.count) {
            if text[i] == 0x0A { return false }
            if text.dash(i) > 0, text.spaceBefore(i) > 0 || text.dash(i) == 3 { return true }
        }
        return false
    }

    /// The date that the text proves; nil when it proves none.
    func documentDate() -> DocumentDate? {
        for i in items.indices.dropLast() {
            let (a, b) = (items[i], items[i + 1])
            guard b.start - a.end <= 3, b.start > a.end else { continue }
            if let proof = apposition(a, b) ?? apposition(b, a) { return proof }
        }
        return weekdayProof()
    }

    /// `today, June 11, 2020`, `this year (2021)`.
    private func apposition(_ relative: DateFinder.Item, _ absolute: DateFinder.Item) -> DocumentDate? {
        guard case .calendar(let fields) = absolute.node, case .year(let year) = fields.year else { return nil }
        let words = "the text: '\(surface(min(relative.start, absolute.start), max(relative.end, absolute.end)))'"
        switch relative.node {
        case .dayOffset(let offset):
            guard let month = fields.month, let day = fields.day else { return nil }
            let date = CivilDate(year, month, day).adding(days: -offset)
            return CivilDate(year, month, day).isValid ? DocumentDate(date, from: words) : nil
        case .unit(.this, .year) where fields.month == nil && isThis(relative):
            return DocumentDate(year: year, from: words)
        case .unit(.last, .year) where fields.month == nil: return DocumentDate(year: year + 1, from: words)
        default: return nil
        }
    }

    private func isThis(_ item: DateFinder.Item) -> Bool { text.word(at: item.start)?.word == "this" }

    /// A weekday and a day without a year.
    private func weekdayProof() -> DocumentDate? {
        let years = DateFinder.namedYears(items)
        guard !years.isEmpty else { return nil }
        var proven: (year: Int, item: DateFinder.Item)?
        for item in items {
            guard case .calendar(let fields) = item.node, fields.year == .unknown, let weekday = fields.weekday,
                let month = fields.month, let day = fields.day
            else { continue }
            func fits(_ year: Int) -> Bool {
                let date = CivilDate(year, month, day)
                return date.isValid && date.weekday == weekday
            }
            let named = years.filter(fits)
            let near = Set(years.flatMap { [$0 - 1, $0 + 1] }).filter(fits)
            guard let year = named.count == 1 ? named.first : named.isEmpty && near.count == 1 ? near.first : nil else {
                continue
            }
            // Two proofs that disagree are none.
            if let proven, proven.year != year { return nil }
            proven = proven ?? (year, item)
        }
        guard let (year, item) = proven else { return nil }
        return DocumentDate(
            year: year,
            from:
                "the text: of the years around \(years.prefix(3).map(String.init).joined(separator: ", ")) '\(surface(item.start, item.end))' fits only \(year)"
        )
    }

    private func surface(_ start: Int, _ end: Int) -> String {
        String(decoding: text.bytes[start..<min(end, start + 80)], as: UTF8.self)
    }
}
