/// Joins what the grammar reads to the expressions that TIMEX3's guidelines mark.
///
/// An article or modifier that belongs to the phrase is inside (`the past two days`, `nearly three years`), a preposition
/// is not; a time and its day are one; `from Monday to Friday` is two, `May 3-5` one.
///
/// - SeeAlso: Saurí et al., "TimeML Annotation Guidelines 1.2.1", 2006; Ferro et al., "TIDES 2005 Standard for the
///   Annotation of Temporal Expressions", for what belongs to a phrase.
struct TimexComposer {
    /// An expression with the tokens that it spans.
    struct Found {
        var node: Temporal
        /// Token indices.
        var start: Int
        var end: Int
        var modifier: Modifier?
    }

    let grammar: TemporalGrammar

    /// The expressions of a run, in order.
    func expressions() -> [Found] {
        var found: [Found] = []
        var i = 0
        while i < grammar.tokens.count {
            if let expression = expression(i) {
                found.append(expression)
                i = max(expression.end, i + 1)
            } else {
                i += 1
            }
        }
        return found
    }

    private func expression(_ i: Int) -> Found? {
        if let (modifier, j) = modifier(i), let inner = modified(j) {
            return Found(node: inner.node, start: i, end: inner.end, modifier: modifier)
        }
        guard let first = grammar.core(i), isWanted(first.node, i, first.end) else { return nil }
        let (node, end) = joined(first, i)
        var modifier: Modifier?
        var result = node
        if case .part(let own, let inner) = node {
            modifier = own
            result = inner
        }
        var start = i
        // `the three-year siege`, `the third-quarter results`: the article is the noun's.
        if grammar.isKind(i, .the), isBeforeNoun(result, end) { start = i + 1 }
        // `the mid-1990s`: the article before a part belongs to it.
        if grammar.isKind(i - 1, .the), i > 0, modifier != nil { start = i - 1 }
        // `two years or more`.
        if case .duration = result, grammar.isKind(end, .or), grammar.isKind(end + 1, .more) {
            return Found(node: result, start: start, end: end + 2, modifier: .equalOrMore)
        }
        return Found(node: result, start: start, end: end, modifier: modifier)
    }

    /// Whether an expression is written with a hyphen, as before a noun.
    private func isBeforeNoun(_ node: Temporal, _ end: Int) -> Bool {
        switch node {
        case .duration(let span): span.isAdjective
        case .quarter, .half: grammar.isHyphen(end - 2)
        default: false
        }
    }

    // MARK: Modifiers

    /// Words before a span or time that make it less exact, and where they end.
    private func modifier(_ i: Int) -> (Modifier, Int)? {
        switch grammar[i].kind {
        case .about: return (.approximate, i + 1)
        case .nearly: return (.lessThan, i + 1)
        case .over: return (.moreThan, i + 1)
        case .under: return (.lessThan, i + 1)
        case .more where grammar.isKind(i + 1, .than): return (.moreThan, i + 2)
        case .less where grammar.isKind(i + 1, .than): return (.lessThan, i + 2)
        case .at where grammar.isKind(i + 1, .least): return (.equalOrMore, i + 2)
        case .at where grammar.isKind(i + 1, .most): return (.equalOrLess, i + 2)
        case .up where grammar.isKind(i + 1, .to): return (.equalOrLess, i + 2)
        case .no, .not:
            if grammar.isKind(i + 1, .more), grammar.isKind(i + 2, .than) { return (.equalOrLess, i + 3) }
            if grammar.isKind(i + 1, .less), grammar.isKind(i + 2, .than) { return (.equalOrMore, i + 3) }
            return nil
        default: return nil
        }
    }

    /// What a modifier can stand before: a span of time, a time of day, years ago.
    private func modified(_ i: Int) -> TemporalGrammar.Match? {
        guard let inner = grammar.core(i), isWanted(inner.node, i, inner.end) else { return nil }
        switch inner.node {
        case .duration(let span):
            // `over the weekend`, `about a year`: a number is needed before `over`.
            return span.isOpen && grammar[i].kind == .unit ? nil : inner
        case .shift: return inner
        case .clock: return grammar.isKind(i - 1, .about) || grammar.isKind(i - 1, .nearly) ? joined(inner, i) : nil
        default: return nil
        }
    }

    // MARK: Joining

    /// A day with its time or part, in either order.
    private func joined(_ first: TemporalGrammar.Match, _ i: Int) -> TemporalGrammar.Match {
        switch first.node {
        case .clock, .dayPart:
            // `10 a.m. Tuesday`, `noon on Friday`, `the morning of June 11`.
            var j = grammar.skip(first.end, .comma)
            if grammar.isKind(j, .on) {
                j += 1
            } else if grammar.isKind(j, .of) {
                guard case .dayPart = first.node else { return first }
                j += 1
            }
            if let day = grammar.core(j), Self.isDay(day.node) {
                if case .dated(let date, .dayPart(let part)) = day.node {
                    if case .clock(let time) = first.node { return (.dated(date, .clock(time.inPart(part))), day.end) }
                    return first
                }
                return (.dated(day.node, first.node), day.end)
            }
            return first
        case .part(let modifier, let inner):
            let (node, end) = joined((inner, first.end), i)
            return (.part(modifier, node), end)
        default:
            guard Self.isDay(first.node) else { return first }
            if case .dated = first.node { return first }
            if let (part, end) = grammar.plainDayPart(first.end) { return (.dated(first.node, .dayPart(part)), end) }
            var j = grammar.skip(first.end, .comma)
            // `late` between: `Tuesday late afternoon`.
            if grammar.isKind(j, .at) { j += 1 }
            if grammar[j].kind == .about, j > first.end { return first }
            if let (time, end) = grammar.clock(j), case .clock = time { return (.dated(first.node, time), end) }
            if j > first.end, grammar.isKind(j - 1, .at), let (part, end) = grammar.plainDayPart(j),
                part == .noon || part == .midnight || part == .midday
            {
                return (.dated(first.node, .dayPart(part)), end)
            }
            return first
        }
    }

    /// Whether it is one day.
    static func isDay(_ node: Temporal) -> Bool {
        switch node {
        case .calendar(let fields): fields.day != nil || fields.weekday != nil
        case .dayOffset, .holiday, .nthWeekday: true
        case .dated(_, .dayPart): true
        case .unit(_, .day): true
        default: false
        }
    }

    // MARK: What is no expression

    private func isWanted(_ node: Temporal, _ i: Int, _ end: Int) -> Bool {
        let first = grammar[i]
        switch node {
        case .dayPart(let part):
            if first.kind == .the { return part != .lunch && part != .dinner }
            return [.noon, .midnight, .midday].contains(part)
        case .reference(let reference):
            // `NOW` in capitals is a name as often.
            if first.kind == .reference, ASCIIReader.isCapital(grammar.text[first.start + 1]) { return false }
            // `as soon as`.
            if reference == .future, first.kind == .reference, grammar[i].value == 2 {
                return grammar.text.wordBefore(first.start)?.word != "as"
            }
            return true
        case .calendar(let fields):
            // `the May report` has a date; `March` in capitals of a name has been refused before.
            return fields.year != .unknown || fields.month != nil || fields.weekday != nil
        case .duration(let span):
            return isWantedSpan(span, i, end)
        case .season(_, .unknown): return true
        case .unit(.this, .day): return first.kind == .the || first.kind == .relation
        default: return true
        }
    }

    private func isWantedSpan(_ span: TimeSpan, _ i: Int, _ end: Int) -> Bool {
        let first = grammar[i]
        if span.isAdjective {
            // `three-quarter`, `one-second`.
            return span.unit != .quarter && span.unit != .second && span.unit != .half
        }
        if span.unit == .half { return false }
        // `one day`, `a day` in a story; `a second`.
        if span.parts.count == 1, span.parts[0].count == 1000 {
            if span.unit == .second { return false }
            if first.kind == .numberWord, span.unit == .day || span.unit == .night {
                return [.for, .in, .within, .than, .least, .over, .about].contains(grammar[i - 1].kind)
            }
        }
        return true
    }
}
