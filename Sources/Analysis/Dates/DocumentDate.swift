/// When a document was written, as far as it is known, and how it is known.
package struct DocumentDate: Sendable, Hashable {
    /// The day; nil when only the year is known.
    package var day: CivilDate?
    /// The year.
    package var year: Int
    /// The seconds since midnight, when the time is known too.
    package var secondOfDay: Int?
    /// Where it is from, in words for provenance: `the field 'published'`.
    package var source: String

    /// A known day.
    package init(_ day: CivilDate, secondOfDay: Int? = nil, from source: String) {
        self.day = day
        year = day.year
        self.secondOfDay = secondOfDay
        self.source = source
    }

    /// A known year.
    package init(year: Int, from source: String) {
        self.year = year
        self.source = source
    }

    /// Reads a date as fields have it: `2020-06-12`, `2020-06-12T08:30:00Z`, `Fri, 12 Jun 2020 08:30:00 GMT`,
    /// `June 12, 2020`, `20200612`; nil when there is no full date in it.
    package init?(field text: String, from source: String) {
        if text.utf8.count == 8, let number = Int(text) {
            let day = CivilDate(number / 10000, number / 100 % 100, number % 100)
            guard day.isValid else { return nil }
            self.init(day, from: source)
            return
        }
        if let day = CivilDate(text.prefix(10)) {
            self.init(day, secondOfDay: Self.clock(Array(text.utf8.dropFirst(10))), from: source)
            return
        }
        // The reader of dates itself, on at most a line.
        let bytes = Array(text.utf8.prefix(80))
        let reader = ASCIIReader(bytes: bytes)
        var lexer = TemporalLexer(reader)
        while lexer.next() {
            let grammar = TemporalGrammar(text: reader, tokens: lexer.tokens, style: .timex3)
            for i in lexer.tokens.indices {
                guard let (node, _) = grammar.core(i), case .calendar(let fields) = node,
                    case .year(let year) = fields.year,
                    let month = fields.month, let day = fields.day, !fields.isSwappable
                else { continue }
                let date = CivilDate(year, month, day)
                guard date.isValid else { continue }
                self.init(date, from: source)
                return
            }
        }
        return nil
    }

    /// The seconds since midnight of `T08:30:00Z` or ` 08:30`.
    private static func clock(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 6, bytes[0] == UInt8(ascii: "T") || bytes[0] == 0x20, bytes[3] == UInt8(ascii: ":") else {
            return nil
        }
        func two(_ i: Int) -> Int? {
            guard i + 1 < bytes.count, bytes[i] &- 48 < 10, bytes[i + 1] &- 48 < 10 else { return nil }
            return Int(bytes[i] - 48) * 10 + Int(bytes[i + 1] - 48)
        }
        guard let hour = two(1), let minute = two(4), hour < 24, minute < 60 else { return nil }
        let second = bytes.count >= 9 && bytes[6] == UInt8(ascii: ":") ? two(7) ?? 0 : 0
        return hour * 3600 + minute * 60 + min(second, 59)
    }
}
