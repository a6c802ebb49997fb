package import DocumentModel

/// Finds dates in one pass over the bytes of a text.
///
/// Reading starts only where something can begin: at digits, and at capitals that begin the name of a month or day.
/// Digits that belong to a name (`COVID-19`, `G20`, `F-16`) are passed over.
package struct NumberFinder: Sendable {
    /// What is looked for.
    package struct Wanted: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let dates = Wanted(rawValue: 1)
    }

    /// What was found, in text order; nothing overlaps.
    package struct Result: Sendable {
        package var dates: [DateExpression] = []
        /// Where four digits stand that are read as a year, for rules about names with years.
        package var years: [Int] = []
        /// Where the last of them ends.
        fileprivate var end = 0
    }

    private let wanted: Wanted
    private let stage: String
    /// A finder; `stage` is the name that provenance gives.
    package init(_ wanted: Wanted, stage: String) {
        self.wanted = wanted
        self.stage = stage
    }

    /// Finds everything wanted.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(in bytes: [UInt8]) -> Result {
        let text = ASCIIReader(bytes: bytes)
        let dates = DateReader(text: text)
        var result = Result()
        var i = 0
        let span = bytes.span
        while i < span.count {
            // From `0` to `Z`: most bytes are small letters and spaces, and are passed over at once.
            let place = span[i] &- UInt8(ascii: "0")
            if place > UInt8(ascii: "Z") - UInt8(ascii: "0") {
                i += 1
            } else if place < 10 {
                i = digits(at: i, text, dates, &result)
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
    private func digits(at i: Int, _ text: ASCIIReader, _ dates: DateReader, _ result: inout Result) -> Int {
        let before = text[i - 1]
        let end = text.digitsEnd(i)
        // `G20`, `A/RES/75`, `COVID-19`, `#20`, `1.2.3`: no number of its own. `mid-2020` is.
        if !text.isWordStart(i) || before == UInt8(ascii: "/") || before == UInt8(ascii: "#")
            || before == UInt8(ascii: "_")
        {
            return wordEnd(text, end)
        }
        if before == UInt8(ascii: "-"), !text.isWordStart(i - 1), !followsTimeWord(text, i - 1) {
            return wordEnd(text, end)
        }
        if let found = dates.date(atDigits: i, end) {
            if found.rule == "year" { result.years.append(i) }
            if wanted.contains(.dates) {
                add(found, &result)
            }
            return max(found.end, end)
        }
        guard let number = NumberReader(text: text).plainDigits(at: i) else { return end }
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
}
