package import DocumentModel

/// Finds dates, times, durations and sets in a text, with their values.
///
/// A text is read in three steps: the grammar finds expressions and what they say (``Temporal``); the day of the document
/// is taken from who called or proved from the text; each value is then found from that day, from what the text spoke of
/// last, and from the tense of the sentence.
package struct DateFinder: Sendable {
    /// What was found, in text order; nothing overlaps.
    package struct Result: Sendable {
        package var dates: [DateExpression] = []
        /// Where four digits stand that are read as a year, for rules about names with years.
        package var years: [Int] = []
        /// The day or year of the document that values were counted from.
        package var documentDate: DocumentDate?
    }

    /// An expression in the text.
    struct Item {
        var node: Temporal
        var modifier: Modifier?
        var start: Int
        var end: Int
    }

    /// What is found.
    package enum Style: Sendable {
        /// All that TIMEX3's guidelines mark.
        case timex3
        /// Of it what names a time of the calendar: no `now`, no spans such as `three-year`, no `daily`.
        case calendar
        /// What the cases of Recognizers-Text expect, as they expect it.
        case recognizers
    }

    private let stage: String
    private let style: Style

    /// A finder; `stage` is the name that provenance gives.
    package init(_ style: Style = .timex3, stage: String) {
        self.stage = stage
        self.style = style
    }

    /// Finds everything in `bytes`.
    ///
    /// - Parameter documentDate: when the document was written; where it is nil, the text is asked for proof.
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(in bytes: [UInt8], documentDate: DocumentDate? = nil) -> Result {
        let text = ASCIIReader(bytes: bytes)
        if style == .recognizers { return recognized(in: bytes, documentDate) }
        let items = Self.items(text)
        guard !items.isEmpty else { return Result() }
        let evidence = DateEvidence(items: items, text: text)
        let date = documentDate ?? evidence.dateline() ?? evidence.documentDate()
        var result = Result(documentDate: date)
        result.dates.reserveCapacity(items.count)
        var resolver = TemporalResolver(day: date?.day, year: date?.year)
        let tenses = TenseReader(text: text)
        var lastPeriod: Period?
        lazy var namedYears = Self.namedYears(items.filter { !Self.isOfName($0, text) })
        let ranges = DateRanges(items: items, text: text)
        for (i, item) in items.enumerated() {
            if Self.needsTense(item.node), date != nil { resolver.tense = tenses.tense(around: item.start..<item.end) }
            var written = ranges.written(i, resolver, after: i > 0 ? lastPeriod : nil)
            lastPeriod = written.period
            if written.kind == .duration, isRate(item, text) { written.kind = .set }
            if written.candidates.isEmpty, written.period == nil, case .calendar(let fields) = item.node {
                written.candidates = Self.candidates(fields, namedYears)
            }
            if style == .calendar, written.period == nil, !Self.isCalendar(item.node) { continue }
            var modifier = item.modifier
            if modifier == nil, case .clock(let time) = item.node, time.isApproximate { modifier = .approximate }
            var expression = DateExpression(
                DocumentModel.Span(item.start, item.end), written.dateKind, value: written.value,
                by: Provenance(
                    stage: stage, rule: Self.rule(item.node), detail: detail(written, date, resolver.narrative)))
            expression.candidates = written.candidates
            expression.modifier = modifier?.rawValue
            result.dates.append(expression)
            if case .calendar(let fields) = item.node, fields.month == nil, fields.weekday == nil, fields.day == nil,
                case .year = fields.year,
                ASCIIReader.isDigit(text[item.end - 1]), ASCIIReader.isDigit(text[item.end - 4])
            {
                result.years.append(item.end - 4)
            }
            // What the text tells of; a vague `now` and years of history in names do not move it.
            if let period = written.period, period.grain <= .year { resolver.narrative = period }
            if let period = written.period, period.grain == .quarter || period.grain == .half {
                resolver.reported = period
            }
        }
        return result
    }

    /// What Recognizers-Text would find; the candidates are its values.
    private func recognized(in bytes: [UInt8], _ date: DocumentDate?) -> Result {
        let day = date?.day ?? CivilDate(date?.year ?? 2000, 1, 1)
        let found = RecognizersFinder().find(in: bytes, reference: day, secondOfDay: date?.secondOfDay ?? 0)
        var result = Result(documentDate: date)
        result.dates = found.map { one in
            let kind: DateExpression.Kind =
                switch one.kind {
                case "date", "daterange": .date
                case "duration": .duration
                case "set": .set
                default: .time
                }
            var expression = DateExpression(
                DocumentModel.Span(one.start, one.end), kind, value: one.values.first?.timex ?? "",
                by: Provenance(stage: stage, rule: "datetimeV2.\(one.kind)"))
            expression.candidates = one.values.map(\.value)
            expression.modifier = one.modifier
            return expression
        }
        return result
    }

    /// The expressions of a text as the grammar reads them.
    static func items(_ text: ASCIIReader) -> [Item] {
        var items: [Item] = []
        var lexer = TemporalLexer(text)
        while lexer.next() {
            let tokens = lexer.tokens
            let composer = TimexComposer(grammar: TemporalGrammar(text: text, tokens: tokens, style: .timex3))
            for found in composer.expressions() {
                var end = tokens[found.end - 1].end
                // A possessive stays outside, but for that of `1990’s`.
                if tokens[found.end - 1].kind == .possessive, found.end >= 2, tokens[found.end - 2].kind != .number {
                    end = tokens[found.end - 2].end
                }
                items.append(
                    Item(node: found.node, modifier: found.modifier, start: tokens[found.start].start, end: end))
            }
        }
        return items
    }

    /// Whether it names a time of the calendar, known or not.
    private static func isCalendar(_ node: Temporal) -> Bool {
        switch node {
        case .reference, .duration, .set, .clock, .dayPart: false
        case .shift(let span, _, _): !span.isOpen
        case .part(_, let inner): isCalendar(inner)
        default: true
        }
    }

    /// Whether the value depends on the tense of the sentence.
    private static func needsTense(_ node: Temporal) -> Bool {
        switch node {
        case .calendar(let fields):
            fields.year == .unknown && (fields.relation != nil || fields.month != nil || fields.weekday != nil)
        case .season(_, .unknown), .quarter(_, .unknown), .half(_, .unknown), .holiday(_, .unknown): true
        case .unit(.this, .weekend): true
        case .dated(let day, _): needsTense(day)
        case .part(_, let inner), .nth(_, _, let inner), .nthWeekday(_, _, let inner): needsTense(inner)
        case .range(let first, _): needsTense(first)
        default: false
        }
    }

    /// Whether `a year` stands behind a number or sum and means each year: `$2.5 billion a year`.
    private func isRate(_ item: Item, _ text: ASCIIReader) -> Bool {
        guard case .duration(let span) = item.node, span.parts.count == 1, span.parts[0].count == 1000,
            item.modifier == nil,
            text[item.start] | 0x20 == UInt8(ascii: "a")
        else { return false }
        if let (word, _) = text.wordBefore(item.start) { return Self.rated.contains(word) }
        let before = text[item.start - text.spaceBefore(item.start) - 1]
        return ASCIIReader.isDigit(before) || before == UInt8(ascii: "%")
    }

    private static let rated: WordTable = [
        "million", "billion", "trillion", "thousand", "hundred", "dollars", "dollar", "cents", "euros", "pounds", "yen",
        "yuan",
        "rupees", "percent", "times", "barrels", "tons", "tonnes", "people", "share", "visitors", "passengers", "units",
        "cars",
        "vehicles", "jobs", "cases", "deaths", "doses", "bushels", "ounces", "gallons", "watts", "megawatts", "points",
    ]

    /// The years that the text names, the latest first.
    static func namedYears(_ items: [Item]) -> [Int] {
        var years: Set<Int> = []
        for item in items {
            if case .calendar(let fields) = item.node, case .year(let year) = fields.year, (1900...2100).contains(year)
            {
                years.insert(year)
            }
        }
        return years.sorted(by: >)
    }

    /// Whether a year is part of a name, as in `the 1982 United Nations Convention`: it says nothing of other dates.
    private static func isOfName(_ item: Item, _ text: ASCIIReader) -> Bool {
        guard item.start >= 4, item.end + 1 < text.bytes.count, text[item.end] == 0x20 else { return false }
        let article = text.bytes[(item.start - 4)..<item.start]
        return (article.elementsEqual("the ".utf8) || article.elementsEqual("The ".utf8))
            && text[item.end + 1] &- 0x41 < 26
    }

    /// The days that an open date may be, from the years that the text names.
    private static func candidates(_ fields: CalendarFields, _ years: [Int]) -> [String] {
        guard fields.year == .unknown, fields.relation == nil, let month = fields.month else { return [] }
        return years.prefix(5).compactMap { year in
            guard let day = fields.day else { return "\(CivilDate.four(year))-\(CivilDate.two(month))" }
            let date = CivilDate(year, month, day)
            guard date.isValid, fields.weekday == nil || fields.weekday == date.weekday else { return nil }
            return date.text
        }
    }

    /// What the value was counted from, in words.
    private func detail(_ written: TimexWriter.Written, _ date: DocumentDate?, _ narrative: Period?) -> String? {
        switch written.anchor {
        case .none: nil
        case .document: date.map { "from \($0.day?.text ?? "\($0.year)"), \($0.source)" }
        case .narrative: narrative.map { "from \($0.value), named before" }
        }
    }

    /// The name of the rule for provenance.
    static func rule(_ node: Temporal) -> String {
        switch node {
        case .calendar(let fields):
            if fields.day != nil { return fields.weekday != nil ? "weekday-date" : "month-day" }
            if fields.weekday != nil {
                return fields.relation == nil && fields.week == nil ? "weekday" : "relative-weekday"
            }
            if fields.month != nil { return fields.year == .unknown ? "month" : "month-year" }
            if case .fiscal = fields.year { return "fiscal-year" }
            return "year"
        case .season: return "season"
        case .quarter: return "quarter"
        case .half: return "half-year"
        case .week: return "week"
        case .decade: return "decade"
        case .century: return "century"
        case .unit, .dayOffset: return "relative"
        case .units: return "relative-span"
        case .reference: return "reference"
        case .shift: return "shifted"
        case .duration, .firstUnits: return "duration"
        case .set: return "set"
        case .clock: return "time"
        case .dayPart: return "part-of-day"
        case .dated: return "day-and-time"
        case .range: return "range"
        case .part(_, let inner): return rule(inner)
        case .nth, .nthWeekday: return "part-of-period"
        case .holiday: return "holiday"
        }
    }
}

extension TimexWriter.Written {
    fileprivate var dateKind: DateExpression.Kind {
        switch kind {
        case .date: .date
        case .time: .time
        case .duration: .duration
        case .set: .set
        }
    }
}
