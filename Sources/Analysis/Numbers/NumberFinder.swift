package import DocumentModel

/// Finds dates and amounts in one pass over the bytes of a text.
///
/// Reading starts only where something can begin: at digits, and at capitals that begin the name of a month or day.
/// Digits that belong to a name (`COVID-19`, `G20`, `F-16`) are passed over.
package struct NumberFinder: Sendable {
    /// What is looked for.
    package struct Wanted: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let dates = Wanted(rawValue: 1)
        package static let money = Wanted(rawValue: 2)
        package static let percent = Wanted(rawValue: 4)
        package static let ordinals = Wanted(rawValue: 8)
        package static let cardinals = Wanted(rawValue: 16)
    }

    /// What was found, in text order; nothing overlaps.
    package struct Result: Sendable {
        package var dates: [DateExpression] = []
        package var amounts: [Amount] = []
        /// Where four digits stand that are read as a year, for rules about names with years.
        package var years: [Int] = []
        /// Where the last of them ends.
        fileprivate var end = 0
    }

    private let currencies: Currencies
    private let wanted: Wanted
    private let stage: String
    /// A finder; `stage` is the name that provenance gives.
    package init(_ wanted: Wanted, currencies: Currencies, stage: String) {
        self.wanted = wanted
        self.currencies = currencies
        self.stage = stage
    }

    /// Finds everything wanted.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(in bytes: [UInt8]) -> Result {
        let text = ASCIIReader(bytes: bytes)
        let dates = DateReader(text: text)
        let amounts = AmountReader(text: text, currencies: currencies)
        var result = Result()
        var i = 0
        let span = bytes.span
        while i < span.count {
            // From `0` to `Z`: most bytes are small letters and spaces, and are passed over at once.
            let place = span[i] &- UInt8(ascii: "0")
            if place > UInt8(ascii: "Z") - UInt8(ascii: "0") {
                i += 1
            } else if place < 10 {
                i = digits(at: i, text, dates, amounts, &result)
            } else if place >= 17, Self.initials >> UInt32(place - 17) & 1 != 0 {
                i = word(at: i, text, dates, &result)
            } else {
                i += 1
            }
        }
        return result
    }

    /// The capitals that begin the name of a month or day, a bit for each letter from A.
    private static let initials: UInt32 = "JFMASONDTW".utf8.reduce(0) { $0 | 1 << UInt32($1 - UInt8(ascii: "A")) }

    /// Reads what begins with a capital at `i` and returns where to go on.
    private func word(at i: Int, _ text: ASCIIReader, _ dates: DateReader, _ result: inout Result) -> Int {
        guard wanted.contains(.dates), mayBeginDate(text[i], text[i + 1]), text.isWordStart(i),
            let found = dates.date(atWord: i)
        else { return i + 1 }
        add(found, &result)
        return found.end
    }

    /// Whether two letters begin the name of a month or day: saves reading most capitalised words.
    private func mayBeginDate(_ a: UInt8, _ b: UInt8) -> Bool {
        switch (a | 0x20, b | 0x20) {
        case (0x6A, 0x61), (0x6A, 0x75),  // January, June, July
            (0x66, 0x65), (0x66, 0x72),  // February, Friday
            (0x6D, 0x61), (0x6D, 0x6F),  // March, May, Monday
            (0x61, 0x70), (0x61, 0x75),  // April, August
            (0x73, 0x65), (0x73, 0x61), (0x73, 0x75),  // September, Saturday, Sunday
            (0x6F, 0x63), (0x6E, 0x6F), (0x64, 0x65),  // October, November, December
            (0x74, 0x75), (0x74, 0x68), (0x77, 0x65):  // Tuesday, Thursday, Wednesday
            true
        default: false
        }
    }

    /// Reads what begins with digits at `i` and returns where to go on.
    private func digits(
        at i: Int, _ text: ASCIIReader, _ dates: DateReader, _ amounts: AmountReader, _ result: inout Result
    ) -> Int {
        let before = text[i - 1]
        let end = text.digitsEnd(i)
        // `G20`, `A/RES/75`, `COVID-19`, `#20`, `1.2.3`: no number of its own. `mid-2020`, `US$5` are.
        if !text.isWordStart(i) || before == UInt8(ascii: "/") || before == UInt8(ascii: "#")
            || before == UInt8(ascii: "_")
        {
            // `Rs5`, `VND3`.
            if amounts.currencies.prefix(text, before: i) == nil {
                return wordEnd(text, end)
            }
        }
        if before == UInt8(ascii: "-"), !text.isWordStart(i - 1), !followsTimeWord(text, i - 1) {
            return wordEnd(text, end)
        }
        // A currency before the number may belong to the amount before: `5 USD 3`.
        if let number = amounts.number(at: i), let found = amounts.amount(number), found.start >= result.end {
            add(found, &result)
            return max(found.end, end)
        }
        if let found = dates.date(atDigits: i, end) {
            if found.rule == "year" { result.years.append(i) }
            if wanted.contains(.dates) {
                add(found, &result)
            }
            return max(found.end, end)
        }
        guard let number = amounts.number(at: i) else { return end }
        if wanted.contains(.ordinals), let found = amounts.ordinal(number), found.start >= result.end {
            add(found, &result)
            return found.end
        }
        if wanted.contains(.cardinals), let found = amounts.cardinal(number), found.start >= result.end {
            add(found, &result)
            return found.end
        }
        return wordEnd(text, number.end)
    }

    /// Where the word that `i` is in ends; digits joined to it by hyphens and points belong to it.
    private func wordEnd(_ text: ASCIIReader, _ i: Int) -> Int {
        var j = i
        while !text.isWordEnd(j) { j += 1 }
        return j
    }

    /// Whether the word before the hyphen at `i` goes with a date: `mid-2020`, `pre-1990`.
    private func followsTimeWord(_ text: ASCIIReader, _ i: Int) -> Bool {
        let start = text.lettersStart(i)
        guard start < i, let word = text.word(at: start) else { return false }
        return Self.timeWords.contains(word.word)
    }

    private static let timeWords: WordTable = ["mid", "pre", "post", "early", "late", "end", "year"]

    private func add(_ found: DateReader.Found, _ result: inout Result) {
        result.end = found.end
        result.dates.append(
            DateExpression(
                DocumentModel.Span(found.start, found.end), .date, value: found.value,
                by: Provenance(stage: stage, rule: found.rule)))
    }

    private func add(_ found: AmountReader.Found, _ result: inout Result) {
        result.end = found.end
        let label: Label
        switch found.kind {
        case .money: label = .money
        case .percent: label = .percent
        case .ordinal: label = .ordinal
        case .cardinal: label = .cardinal
        }
        guard found.kind != .money || wanted.contains(.money), found.kind != .percent || wanted.contains(.percent)
        else {
            return
        }
        result.amounts.append(
            Amount(
                DocumentModel.Span(found.start, found.end), label, value: found.value, upperValue: found.upperValue,
                unit: found.unit, by: Provenance(stage: stage, rule: found.rule)))
    }
}
