/// Named days whose date is the same everywhere, or follows from a rule.
///
/// What differs from country to country (`National Day`) or follows the moon is left to the list of holidays.
enum Holidays {
    /// When a holiday is.
    enum Rule: Sendable {
        case fixed(Int, Int)
        /// The n-th weekday of a month, from its end when negative, and days after it.
        case nth(Int, weekday: Int, month: Int, plus: Int)
        case easter(Int)
        case orthodoxEaster(Int)
        /// One day of history.
        case once(Int, Int, Int)
    }

    /// The day in a year; nil for a day of history in another year.
    static func date(_ number: Int, in year: Int) -> CivilDate? {
        guard rules.indices.contains(number) else { return nil }
        switch rules[number] {
        case .fixed(let month, let day): return CivilDate(year, month, day)
        case .nth(let n, let weekday, let month, let days):
            return CivilDate.nth(n, weekday: weekday, year: year, month: month).adding(days: days)
        case .easter(let days): return CivilDate.easter(year).adding(days: days)
        case .orthodoxEaster(let days): return CivilDate.orthodoxEaster(year).adding(days: days)
        case .once(let ownYear, let month, let day): return CivilDate(ownYear, month, day)
        }
    }

    /// `XXXX-12-25`; nil where the day of the year moves.
    static func openValue(_ number: Int) -> String? {
        guard rules.indices.contains(number), case .fixed(let month, let day) = rules[number] else { return nil }
        return "XXXX-\(CivilDate.two(month))-\(CivilDate.two(day))"
    }

    /// `XXXX-11-WXX-4-4` for the fourth Thursday of November.
    static func ruleValue(_ number: Int) -> String? {
        guard rules.indices.contains(number), case .nth(let n, let weekday, let month, 0) = rules[number], n > 0 else {
            return nil
        }
        return "XXXX-\(CivilDate.two(month))-WXX-\(weekday)-\(n)"
    }

    /// The holiday whose name begins at a letter, the longest.
    static func match(_ text: ASCIIReader, at start: Int, anyCase: Bool) -> (number: Int, end: Int)? {
        let end = text.lettersEnd(start)
        guard end - start <= 16, end > start, let first = firstWords[WordKey(text.bytes, start..<end)] else {
            return nil
        }
        for (name, number) in names[first] {
            if let end = self.end(of: name, text, start, anyCase: anyCase) { return (number, end) }
        }
        return nil
    }

    /// Where a name that begins at `start` ends.
    private static func end(of name: [UInt8], _ text: ASCIIReader, _ start: Int, anyCase: Bool) -> Int? {
        var i = start
        var isWordStart = true
        for letter in name {
            if letter == UInt8(ascii: "'") {
                i +=
                    text[i] == UInt8(ascii: "'")
                    ? 1 : text[i] == 0xE2 && text[i + 1] == 0x80 && text[i + 2] == 0x99 ? 3 : 0
            } else if letter == UInt8(ascii: " ") {
                let space = text.space(i)
                guard space > 0 else { return nil }
                i += space
                isWordStart = true
                continue
            } else {
                guard text[i] | 0x20 == letter || text[i] == letter else { return nil }
                // Names have capitals; `of` and `de` in them need none.
                if isWordStart, !anyCase, ASCIIReader.isSmall(text[i]), i == start { return nil }
                i += 1
            }
            isWordStart = false
        }
        return text.isWordEnd(i) ? i : nil
    }

    private static let list: [(String, Rule)] = [
        ("christmas day|christmas|xmas|xmas day", .fixed(12, 25)),
        ("christmas eve|xmas eve", .fixed(12, 24)),
        ("boxing day", .fixed(12, 26)),
        ("new year's day|new years day|new year", .fixed(1, 1)),
        ("new year's eve|new years eve", .fixed(12, 31)),
        ("valentine's day|valentines day|valentine day", .fixed(2, 14)),
        ("st. patrick's day|st patrick's day|saint patrick's day", .fixed(3, 17)),
        ("april fools' day|april fool's day|april fools", .fixed(4, 1)),
        ("earth day", .fixed(4, 22)),
        ("may day|international workers' day", .fixed(5, 1)),
        ("juneteenth", .fixed(6, 19)),
        ("canada day", .fixed(7, 1)),
        ("bastille day", .fixed(7, 14)),
        ("halloween|halloween day", .fixed(10, 31)),
        ("all saints' day", .fixed(11, 1)),
        ("all souls' day", .fixed(11, 2)),
        ("guy fawkes day|bonfire night", .fixed(11, 5)),
        ("veterans day|veteran's day|armistice day", .fixed(11, 11)),
        ("groundhog day", .fixed(2, 2)),
        ("cinco de mayo", .fixed(5, 5)),
        ("australia day", .fixed(1, 26)),
        ("anzac day", .fixed(4, 25)),
        ("inauguration day", .fixed(1, 20)),
        ("orthodox christmas", .fixed(1, 7)),
        ("independence day", .fixed(7, 4)),
        ("women's day|international women's day", .fixed(3, 8)),
        ("martin luther king day|martin luther king jr. day|mlk day", .nth(3, weekday: 1, month: 1, plus: 0)),
        (
            "presidents day|presidents' day|president's day|washington's birthday",
            .nth(3, weekday: 1, month: 2, plus: 0)
        ),
        ("mother's day|mothers day", .nth(2, weekday: 7, month: 5, plus: 0)),
        ("memorial day", .nth(-1, weekday: 1, month: 5, plus: 0)),
        ("father's day|fathers day", .nth(3, weekday: 7, month: 6, plus: 0)),
        ("labor day", .nth(1, weekday: 1, month: 9, plus: 0)),
        ("columbus day", .nth(2, weekday: 1, month: 10, plus: 0)),
        ("election day", .nth(1, weekday: 1, month: 11, plus: 1)),
        ("remembrance sunday", .nth(2, weekday: 7, month: 11, plus: 0)),
        ("thanksgiving|thanksgiving day", .nth(4, weekday: 4, month: 11, plus: 0)),
        ("black friday", .nth(4, weekday: 4, month: 11, plus: 1)),
        ("cyber monday", .nth(4, weekday: 4, month: 11, plus: 4)),
        ("easter sunday|easter|easter day", .easter(0)),
        ("easter monday", .easter(1)),
        ("good friday", .easter(-2)),
        ("maundy thursday|holy thursday", .easter(-3)),
        ("palm sunday", .easter(-7)),
        ("ash wednesday", .easter(-46)),
        ("mardi gras|shrove tuesday|fat tuesday", .easter(-47)),
        ("ascension day", .easter(39)),
        ("pentecost|whit sunday|pentecost sunday", .easter(49)),
        ("whit monday|pentecost monday", .easter(50)),
        ("corpus christi", .easter(60)),
        ("orthodox easter", .orthodoxEaster(0)),
    ]

    /// The number of a holiday that only one country has on that day, so that careful reading leaves it open.
    static let nationalNumbers: Set<Int> = Set(list.indices.filter { list[$0].0.hasPrefix("independence") })

    private static let rules: [Rule] = list.map(\.1)

    /// Names by their first words, the longest first.
    private static let names: [[(name: [UInt8], number: Int)]] = {
        var byWord: [[UInt8]: [(name: [UInt8], number: Int)]] = [:]
        for (number, entry) in list.enumerated() {
            for name in entry.0.split(separator: "|") {
                let bytes = Array(name.utf8)
                byWord[Array(bytes.prefix { ASCIIReader.isLetter($0) }), default: []].append((bytes, number))
            }
        }
        return wordOrder.map { word in (byWord[word] ?? []).sorted { $0.name.count > $1.name.count } }
    }()

    private static let wordOrder: [[UInt8]] = {
        var seen: Set<[UInt8]> = []
        return list.flatMap { $0.0.split(separator: "|") }.map { Array($0.utf8.prefix { ASCIIReader.isLetter($0) }) }
            .filter { seen.insert($0).inserted }
    }()

    /// Lets the first words of names through.
    static let gate = WordGate(wordOrder)

    private static let firstWords = WordTable(
        wordOrder.enumerated().map { (WordKey($1, 0..<$1.count), $0) })
}
