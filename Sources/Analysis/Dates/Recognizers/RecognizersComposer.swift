/// Joins what the grammar reads as Recognizers-Text's cases have it: prepositions inside, days with their times, ranges whole.
struct RecognizersComposer {
    /// An expression with the tokens it spans.
    struct Piece {
        var found: RecognizedTime
        var node: Temporal
        /// Token indices.
        var start: Int
        var end: Int
        /// A number that is an hour only beside something that says so.
        var isWeak = false
        /// The times between which it lies, while its day is not known.
        var clocks: (ClockTime, ClockTime)?
    }

    let grammar: TemporalGrammar
    let resolver: RecognizersResolver

    /// The expressions of a run, in order.
    func pieces() -> [Piece] {
        var pieces = scan()
        joinClocks(&pieces)
        joinDays(&pieces)
        joinDays(&pieces)
        joinRanges(&pieces)
        joinDurations(&pieces)
        pieces.removeAll { $0.isWeak && (grammar[$0.start - 1].kind != .at || grammar[$0.end].kind == .dayPart) }
        for i in pieces.indices { qualify(&pieces[i]) }
        return pieces.filter { !$0.isWeak || grammar[$0.start - 1].kind == .at }
    }

    // MARK: Single expressions

    func scan() -> [Piece] {
        var pieces: [Piece] = []
        var i = 0
        while i < grammar.tokens.count {
            if let piece = piece(i) {
                pieces.append(piece)
                i = max(piece.end, i + 1)
            } else {
                i += 1
            }
        }
        return pieces
    }

    func piece(_ i: Int) -> Piece? {
        let token = grammar[i]
        // `in two weeks`, `within 5 minutes`.
        if token.kind == .in || token.kind == .within, let (node, end) = grammar.duration(i + 1),
            case .duration(let span) = node, !span.isAdjective,
            grammar.shift(span, end) == nil
        {
            if token.kind == .in { return made(.shift(span, .ahead, nil), i, end) }
            return made(.units(.next, span), i, end)
        }
        // `in morning`.
        if token.kind == .in, let (part, end) = dayParts(i + 1), part != .lunch { return made(.dayPart(part), i, end) }
        // `in the morning`.
        if token.kind == .in, grammar.isKind(i + 1, .the), let (part, end) = dayParts(i + 2) {
            return made(.dayPart(part), i, end)
        }
        if token.kind == .at,
            grammar.isKind(i + 1, .reference) || grammar.isKind(i + 1, .relation) && grammar.isKind(i + 2, .times)
        {
            return made(.reference(.present), i, grammar.isKind(i + 1, .reference) ? i + 2 : i + 3)
        }
        if token.kind == .the {
            guard let (node, end) = grammar.definite(i + 1) ?? looseDefinite(i + 1) else { return nil }
            return made(node, includesArticle(node, i) ? i : i + 1, end)
        }
        if token.kind == .dayPart, token.value == DayPart.lunch.rawValue, token.end - token.start == 5,
            ![.before, .after].contains(grammar[i - 1].kind)
        {
            return nil
        }
        // `Good morning` is a greeting.
        if token.kind == .dayPart, let word = grammar.text.wordBefore(token.start)?.word, word == "good" { return nil }
        if let (node, end) = grammar.core(i), let piece = made(node, i, end) { return piece }
        if let (part, end) = dayParts(i) { return made(.dayPart(part), i, end) }
        if token.kind == .number || token.kind == .numberWord, let (value, end) = hour(i) {
            let time = ClockTime(hour: value.0, minute: value.1, isAmbiguous: value.0 <= 12 && value.0 > 0)
            return resolver.resolve(.clock(time)).map {
                Piece(found: $0, node: .clock(time), start: i, end: end, isWeak: true)
            }
        }
        return nil
    }

    /// `18th`, `weekend` behind `the`.
    func looseDefinite(_ i: Int) -> TemporalGrammar.Match? {
        switch grammar[i].kind {
        case .month, .weekday, .dayWord, .relation, .number, .numberWord, .ordinalWord, .unit: grammar.core(i)
        default: nil
        }
    }

    func dayParts(_ i: Int) -> (DayPart, Int)? {
        if let found = grammar.plainDayPart(i), grammar[i].kind == .dayPart { return found }
        guard grammar[i].kind == .dayPart, let part = DayPart(rawValue: grammar[i].value) else { return nil }
        return (part, i + 1)
    }

    /// An hour in digits or words without anything: `7`, `0730`, `five`.
    func hour(_ i: Int) -> ((Int, Int?), Int)? {
        let token = grammar[i]
        if token.kind == .numberWord {
            guard (1...12).contains(token.value), grammar[i + 1].kind != .unit, grammar[i + 1].kind != .magnitude else {
                return nil
            }
            return ((token.value, nil), i + 1)
        }
        let next = grammar[i + 1]
        if token.isGlued, ![.dash, .tilde].contains(grammar[i - 1].kind) { return nil }
        if next.isGlued, next.kind != .dash, next.kind != .comma, next.kind != .tilde { return nil }
        if next.kind == .unit { return nil }
        if token.width == 4, token.value / 100 <= 24, token.value % 100 < 60, token.value < 2400 {
            return ((token.value / 100, token.value % 100), i + 1)
        }
        return token.width <= 2 && token.value <= 24 ? ((token.value, nil), i + 1) : nil
    }

    func made(_ node: Temporal, _ start: Int, _ end: Int) -> Piece? {
        guard let found = resolver.resolve(node) else { return nil }
        return Piece(found: found, node: node, start: start, end: end)
    }

    /// Whether `the` before an expression belongs to it.
    func includesArticle(_ node: Temporal, _ i: Int) -> Bool {
        switch node {
        case .unit(.this, _): grammar[i + 1].kind == .unit
        case .unit(_, .decade), .unit(_, .century), .unit(_, .day): true
        case .nth, .firstUnits: true
        case .quarter, .half: true
        case .calendar(let fields):
            fields.day != nil && fields.weekday == nil && grammar[i + 1].kind == .number
                || fields.day != nil && fields.monthRelation != nil
        case .shift: grammar[i + 1].kind == .unit
        case .dayOffset: grammar[i + 1].kind == .unit
        default: false
        }
    }

    // MARK: Before, after, since

    /// Takes the words around a piece that bound it into it.
    func qualify(_ piece: inout Piece) {
        var i = piece.start - 1
        let hasArticle = grammar.isKind(i, .the)
        if hasArticle { i -= 1 }
        if piece.found.kind == .duration || piece.found.kind == .set {
            guard piece.found.kind == .duration else { return }
            if grammar.isKind(i, .than), grammar[i - 1].kind == .more || grammar[i - 1].kind == .less {
                piece.found.modifier = grammar[i - 1].kind == .more ? "more" : "less"
                piece.start = i - 1
            }
            return
        }
        if case .range = piece.node, grammar[i].kind == .from || grammar[i].kind == .between {
            piece.start = i
            i -= 1
        }
        if case .clock = piece.node, grammar[i].kind == .at, grammar[piece.start + 1].kind == .dot,
            grammar[piece.end - 1].kind == .number
        {
            piece.start = i
        }
        if grammar[i].kind == .about, !piece.isWeak, piece.found.kind != .daterange, !isQuestion(i) {
            piece.found.modifier = "approx"
            piece.start = i
            i -= 1
        }
        if let (name, start) = bound(i) {
            Self.bound(&piece.found, name)
            piece.start = start
            return
        }
        // `or later`, `and later`.
        if grammar[piece.end].kind == .or || grammar[piece.end].kind == .and, grammar.isEndOfClause(piece.end + 1) {
            switch grammar[piece.end + 1].kind {
            case .later, .after:
                Self.bound(&piece.found, "since")
                piece.end += 2
            case .earlier, .before:
                Self.bound(&piece.found, "until")
                piece.end += 2
            default: break
            }
        }
    }

    /// `How about`, `what about`.
    func isQuestion(_ i: Int) -> Bool {
        guard let word = grammar.text.wordBefore(grammar[i].start)?.word else { return false }
        return word == "how" || word == "what"
    }

    /// The bound that the words ending at `i` set, and where they begin.
    func bound(_ i: Int) -> (String, Int)? {
        switch grammar[i].kind {
        case .before where grammar[i].value == 0: return ("before", i)
        case .after where grammar[i].value == 0: return ("after", i)
        case .since: return ("since", i)
        case .by: return ("before", i)
        case .until: return ("before", i)
        case .starting: return ("since", i)
        case .on, .from: return grammar[i - 1].kind == .starting ? ("since", i - 1) : nil
        case .than:
            if grammar[i - 1].kind == .later {
                return grammar[i - 2].kind == .no || grammar[i - 2].kind == .not ? ("before", i - 2) : ("after", i - 1)
            }
            if grammar[i - 1].kind == .earlier { return ("before", i - 1) }
            return nil
        case .so:
            // `as late as`, `as early as`.
            guard grammar[i - 2].kind == .so else { return nil }
            if grammar[i - 1].kind == .late { return ("until", i - 2) }
            return grammar[i - 1].kind == .early ? ("since", i - 2) : nil
        default: return nil
        }
    }

    static func bound(_ found: inout RecognizedTime, _ name: String) {
        let inner = found.modifier
        let isPoint = found.kind == .date || found.kind == .datetime || found.kind == .time
        switch found.kind {
        case .date: found.kind = .daterange
        case .time: found.kind = .timerange
        case .datetime: found.kind = .datetimerange
        case .duration, .set: return
        default: break
        }
        found.modifier = name + (inner.map { "-\($0)" } ?? "")
        found.readings = found.readings.map { reading in
            var reading = reading
            let (start, end) = (reading.start, reading.end)
            switch name {
            case "before", "until":
                reading.start = nil
                reading.end = inner == "end" ? end : isPoint ? start : start
            case "after":
                reading.start = inner == "start" ? start : isPoint ? start : end
                reading.end = nil
            default:
                reading.start = start
                reading.end = nil
            }
            return reading
        }
    }
}
