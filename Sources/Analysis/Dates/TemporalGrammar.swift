/// Reads expressions of time from a run of words.
///
/// Every rule looks at the tokens from an index on and gives what they mean with the index after them, or nil. Which words
/// around an expression belong to it is not said here but by the composers, for guidelines differ.
struct TemporalGrammar {
    /// Whose conventions are followed where the two differ in what is an expression at all.
    enum Style: Sendable { case timex3, recognizers }

    typealias Match = (node: Temporal, end: Int)

    let text: ASCIIReader
    let tokens: [TemporalToken]
    let style: Style

    var isLoose: Bool { style == .recognizers }

    /// The token at an index, one that is none outside the run.
    @inline(__always) subscript(_ i: Int) -> TemporalToken { i >= 0 && i < tokens.count ? tokens[i] : .none }

    @inline(__always) func isKind(_ i: Int, _ kind: TemporalToken.Kind) -> Bool { self[i].kind == kind }

    /// `i` + 1 when the token there is of the kind, else `i`.
    func skip(_ i: Int, _ kind: TemporalToken.Kind) -> Int { self[i].kind == kind ? i + 1 : i }

    /// Whether a hyphen joins the token at `i` with its neighbours.
    func isHyphen(_ i: Int) -> Bool { self[i].kind == .dash && self[i].isGlued && self[i + 1].isGlued }

    /// An expression without the words around it, that begins right at `i`.
    func core(_ i: Int) -> Match? {
        switch self[i].kind {
        case .the: definite(i + 1)
        case .relation: relative(i)
        case .month, .weekday: date(i)
        case .dayWord: dayWord(i)
        case .dayPart, .oclock: dayPart(i)
        case .season: season(i)
        case .holiday: holiday(i)
        case .decadeWord: (.decade(1900 + self[i].value * 10), i + 1)
        case .fiscal, .letterUnit: fiscal(i) ?? duration(i)
        case .reference: reference(i)
        case .every, .setWord, .once: set(i)
        case .ordinalWord, .ordinalSuffix: ordinal(i)
        case .number: number(i)
        case .grouped, .vague, .magnitude: shifted(i)
        case .about: isLoose ? shifted(i) : nil
        case .right: self[i + 1].kind == .reference && self[i + 1].value == 0 ? (.reference(.present), i + 2) : nil
        case .per where self[i].value > 0 && isHyphen(i + 1) && self[i + 2].kind == .setWord: set(i + 2)
        case .whole: duration(i)
        case .half: half(i) ?? shifted(i)
        case .numberWord: clock(i) ?? wordDate(i) ?? set(i) ?? shifted(i)
        case .article: set(i) ?? shifted(i)
        case .apostrophe: shortYear(i)
        case .unit: (self[i].value == 0 && !self[i].isPlural ? ordinal(i) : nil) ?? unit(i)
        case .unitLong: (.duration(adjective(TimeSpan(1, unitValue(i)))), i + 1)
        case .early, .late, .mid, .earlier, .later, .beginning, .starting, .ending: part(i)
        default: nil
        }
    }

    func unitValue(_ i: Int) -> TemporalUnit { TemporalUnit(rawValue: self[i].value) ?? .day }
    func relationValue(_ i: Int) -> Relation { Relation(rawValue: self[i].value) ?? .this }

    func adjective(_ span: TimeSpan) -> TimeSpan {
        var span = span
        span.isAdjective = true
        return span
    }

    /// What begins with digits: dates, times, years, ordinals, spans of time.
    func number(_ i: Int) -> Match? {
        numericDate(i) ?? clock(i) ?? dayMonth(i) ?? set(i) ?? shifted(i) ?? year(i)
            ?? (ordinalNumber(i) != nil ? ordinal(i) : nil)
    }

    /// Something behind `the`.
    func definite(_ i: Int) -> Match? {
        switch self[i].kind {
        case .relation: return relative(i)
        case .beginning, .starting, .ending, .early, .late, .mid, .earlier, .later: return part(i)
        case .season: return season(i)
        case .decadeWord, .apostrophe: return core(i)
        case .dayPart: return dayPart(i)
        case .holiday: return holiday(i)
        case .fiscal, .letterUnit: return fiscal(i)
        case .half: return half(i)
        case .ordinalWord: return ordinal(i)
        case .whole where isKind(i + 1, .unit): return duration(i)
        case .weekday, .month:
            // `the Tuesday talks` has a date without its article.
            return nil
        case .number:
            if ordinalNumber(i) != nil { return ordinal(i) }
            if isKind(i + 1, .plural) || isKind(i + 1, .possessive) { return year(i) }
            if self[i].width == 4, let match = yearPart(i) { return match }
            return shifted(i)
        case .numberWord: return nineteenEighties(i) ?? shifted(i)
        case .grouped, .vague, .magnitude: return shifted(i)
        case .unit: return self[i].value == 0 && !self[i].isPlural ? ordinal(i) : definiteUnit(i)
        case .reference where self[i].value >= 3:
            return (.reference(self[i].value == 3 ? .present : .future), i + 1)
        case .moment where self[i].value == 0 && (isLoose || isKind(i - 2, .at)):
            return (.reference(.present), i + 1)
        default: return nil
        }
    }

    /// `the week`, `the day before`, `the year 2000`, `the day after tomorrow`, `the year-earlier quarter`.
    func definiteUnit(_ i: Int) -> Match? {
        let unit = unitValue(i)
        if unit == .week, let match = weekNumber(i) { return match }
        guard !self[i].isPlural, unit != .second, unit != .minute else { return nil }
        if unit == .day {
            if isKind(i + 1, .before), self[i + 2].kind == .dayWord, self[i + 2].value == -1 {
                return (.dayOffset(-2), i + 3)
            }
            if isKind(i + 1, .after), self[i + 2].kind == .dayWord, self[i + 2].value == 1 {
                return (.dayOffset(2), i + 3)
            }
        }
        if unit == .year {
            let j = isKind(i + 1, .of) && !isLoose ? i + 2 : i + 1
            if self[j].width == 4, self[j].value >= 1000, self[j].value < 2200,
                !self[j + 1].isGlued || self[j + 1].kind == .comma || self[j + 1].kind == .possessive
            {
                return (.calendar(CalendarFields(year: .year(self[j].value))), j + 1)
            }
            if let match = yearAgo(i) { return match }
        }
        // `the week after next`.
        if isKind(i + 1, .after), self[i + 2].kind == .relation, relationValue(i + 2) == .next {
            return (.shift(TimeSpan(1, unit), .later, .unit(.next, unit)), i + 3)
        }
        if isKind(i + 1, .before) || isKind(i + 1, .earlier), !follows(i + 2) {
            return (.shift(TimeSpan(1, unit), .earlier, nil), i + 2)
        }
        if isKind(i + 1, .after) || isKind(i + 1, .later), !follows(i + 2),
            isEndOfClause(i + 1) || isKind(i + 1, .later)
        {
            return (.shift(TimeSpan(1, unit), .later, nil), i + 2)
        }
        guard unit.grain >= .day, unit != .century, unit != .millennium, unit != .decade else { return nil }
        if unit == .day || unit == .night, !isLoose {
            guard [.for, .of, .in, .during, .on].contains(self[i - 2].kind) else { return nil }
        }
        if unit == .quarter, isKind(i + 1, .of) { return nil }
        return (.unit(.this, unit), i + 1)
    }

    /// Whether something stands at `i` that goes on with the expression.
    func follows(_ i: Int) -> Bool {
        switch self[i].kind {
        case .none, .comma, .and, .or, .in, .on, .at, .by, .for, .to, .from, .during, .possessive: false
        default: true
        }
    }

    /// Whether a clause ends with the token at `i`: no word follows it.
    func isEndOfClause(_ i: Int) -> Bool {
        let end = self[i].end
        let next = text[end]
        if next == 0 || next == UInt8(ascii: ".") || next == UInt8(ascii: ",") || next == UInt8(ascii: ";") {
            return true
        }
        if next == UInt8(ascii: ")") || next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || next == 0x0A {
            return true
        }
        return isKind(i + 1, .comma)
    }

    // MARK: Words that stand for a time

    func dayWord(_ i: Int) -> Match? {
        if self[i].value == 10 { return (.dated(.dayOffset(0), .dayPart(.night)), i + 1) }
        let day = Temporal.dayOffset(self[i].value)
        if let part = plainDayPart(i + 1) { return (.dated(day, .dayPart(part.part)), part.end) }
        return (day, i + 1)
    }

    /// A part of the day right at `i`: `morning`, `night`.
    func plainDayPart(_ i: Int) -> (part: DayPart, end: Int)? {
        if self[i].kind == .unit, self[i].value == TemporalUnit.night.rawValue, !self[i].isPlural {
            return isHyphen(i + 1) && isKind(i + 2, .times) ? (.nighttime, i + 3) : (.night, i + 1)
        }
        if self[i].kind == .mid, isKind(i + 1, .dash), self[i + 2].kind == .dayPart {
            if self[i + 2].value == 0 { return (.midMorning, i + 3) }
            if self[i + 2].value == 1 { return (.midAfternoon, i + 3) }
        }
        guard self[i].kind == .dayPart, !self[i].isPlural, let part = DayPart(rawValue: self[i].value) else {
            return nil
        }
        return (part, i + 1)
    }

    func dayPart(_ i: Int) -> Match? {
        guard let (part, end) = plainDayPart(i) else { return nil }
        return (.dayPart(part), end)
    }

    func reference(_ i: Int) -> Match? {
        let previous = self[i - 1].kind
        switch self[i].value {
        case 3: return previous == .at ? (.reference(.present), i + 1) : nil
        case 4: return previous == .in ? (.reference(.future), i + 1) : nil
        default: return VagueReference(rawValue: self[i].value).map { (.reference($0), i + 1) }
        }
    }
}

extension Temporal {
    /// The same part of another year; nil for what is no part of a year.
    func inYear(_ year: YearPart) -> Temporal? {
        switch self {
        case .quarter(let number, .unknown): .quarter(number, year)
        case .half(let number, .unknown): .half(number, year)
        case .season(let number, .unknown): .season(number, year)
        case .week(let number, .unknown): .week(number, year)
        case .holiday(let number, .unknown): .holiday(number, year)
        case .calendar(var fields) where fields.year == .unknown && fields.month != nil:
            {
                fields.year = year
                return .calendar(fields)
            }()
        default: nil
        }
    }
}
