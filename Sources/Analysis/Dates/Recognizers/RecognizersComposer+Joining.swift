/// Joins days with their times, and the ends of ranges.
extension RecognizersComposer {
    /// The kinds of the tokens between two pieces.
    func gap(_ a: Piece, _ b: Piece) -> [TemporalToken.Kind] {
        a.end <= b.start ? grammar.tokens[a.end..<b.start].map(\.kind) : []
    }

    func before(_ piece: Piece) -> TemporalToken.Kind { grammar[piece.start - 1].kind }

    func isClock(_ piece: Piece) -> ClockTime? {
        if case .clock(let time) = piece.node { return time }
        return nil
    }

    func partOf(_ piece: Piece) -> DayPart? {
        switch piece.node {
        case .dayPart(let part), .part(_, .dayPart(let part)):
            [.morning, .afternoon, .evening, .night].contains(part) ? part : nil
        default: nil
        }
    }

    /// `from 5 to 6pm`, `between 9 and 10:30`, `early morning at 8:00`, `from 10 am for 3 hours`.
    func joinClocks(_ pieces: inout [Piece]) {
        var i = 0
        while i + 1 < pieces.count {
            let (a, b) = (pieces[i], pieces[i + 1])
            let gap = gap(a, b)
            if let part = partOf(a), let time = isClock(b), gap == [.at] || gap.isEmpty && !b.isWeak {
                let own = time.inPart(part)
                pieces[i] = Piece(
                    found: resolver.resolve(.clock(own)) ?? b.found, node: .clock(own), start: a.start, end: b.end)
                pieces.remove(at: i + 1)
                continue
            }
            if let first = isClock(a), let second = isClock(b), gap.count == 1 || gap.count == 2 && gap[1] == .the {
                let prefix = before(a)
                let isPrefixed = prefix == .from || prefix == .between
                let joins = [.to, .until, .dash, .tilde].contains(gap[0]) || gap[0] == .and && prefix == .between
                let isReal = !a.isWeak || !b.isWeak || isPrefixed || hasDay(pieces, i)
                if joins, isReal, !(a.isWeak && b.isWeak && gap[0] == .dash && !isPrefixed && !hasDay(pieces, i)),
                    let found = resolver.between(a.found, b.found)
                {
                    pieces[i] = Piece(
                        found: found, node: .range(a.node, b.node), start: isPrefixed ? a.start - 1 : a.start,
                        end: b.end, clocks: (first, second))
                    pieces.remove(at: i + 1)
                    continue
                }
            }
            if let time = isClock(a), !a.isWeak, gap == [.for], case .duration(let span) = b.node, before(a) == .from,
                span.finestUnit.isClock
            {
                let end = Moment(seconds: (time.secondOfDay + resolver.seconds(span)) % 86400)
                let readings = a.found.readings.map { reading in
                    RecognizedTime.Reading(
                        timex: "(\(reading.timex),T\(end.clock),\(span.value))", start: reading.start, end: end)
                }
                pieces[i] = Piece(
                    found: RecognizedTime(.timerange, readings), node: a.node, start: a.start - 1, end: b.end)
                pieces.remove(at: i + 1)
                continue
            }
            i += 1
        }
    }

    /// Whether a day stands right before or after the pair at `i`.
    func hasDay(_ pieces: [Piece], _ i: Int) -> Bool {
        if i > 0, isDay(pieces[i - 1]), Self.dayGaps.contains(gap(pieces[i - 1], pieces[i])) { return true }
        return i + 2 < pieces.count && isDay(pieces[i + 2]) && [[], [.on]].contains(gap(pieces[i + 1], pieces[i + 2]))
    }

    func isDay(_ piece: Piece) -> Bool {
        if piece.found.kind == .date { return true }
        if case .dated(_, .dayPart) = piece.node { return true }
        return false
    }

    static let dayGaps: [[TemporalToken.Kind]] = [
        [], [.at], [.comma], [.on], [.from], [.between], [.comma, .at], [.about], [.comma, .from], [.comma, .between],
        [.at, .about], [.by], [.before], [.after],
    ]

    /// `tuesday afternoon`, `tomorrow at 8`, `3pm today`, `wednesday from 10-4`, `each monday at 4pm`.
    func joinDays(_ pieces: inout [Piece]) {
        var i = 0
        while i + 1 < pieces.count {
            let (a, b) = (pieces[i], pieces[i + 1])
            if let joined = dayFirst(a, b, gap(a, b)) ?? dayLast(a, b, gap(a, b)) ?? repeated(a, b, gap(a, b)) {
                pieces[i] = joined
                pieces.remove(at: i + 1)
            } else {
                i += 1
            }
        }
    }

    func dayFirst(_ a: Piece, _ b: Piece, _ gap: [TemporalToken.Kind]) -> Piece? {
        if case .holiday = a.node { return nil }
        if grammar[b.start].kind == .dayPart, grammar[b.start].isPlural, gap.isEmpty, a.found.kind == .date,
            let timex = a.found.readings.first?.timex
        {
            let found = RecognizedTime(.set, [RecognizedTime.Reading(timex: timex + b.found.readings[0].timex)])
            return Piece(found: found, node: a.node, start: a.start, end: b.end)
        }
        guard b.found.isClock, Self.dayGaps.contains(gap) || gap == [.in, .the] else { return nil }
        if b.isWeak, !(gap.last == .at || gap.last == .about) { return nil }
        let modifier = gap == [.before] || gap == [.by] ? "before" : gap == [.after] ? "after" : nil
        if case .dated(let day, .dayPart(let part)) = a.node, let base = resolver.resolve(day) {
            return clocked(base, b, part, a.start, b.end)
        }
        guard a.found.kind == .date else { return nil }
        // `monday morning` has no preposition but for `in the`.
        guard var found = resolver.join(a.found, b.found) else { return nil }
        if let modifier { Self.bound(&found, modifier) }
        return Piece(found: found, node: .dated(a.node, b.node), start: a.start, end: b.end)
    }

    func dayLast(_ a: Piece, _ b: Piece, _ gap: [TemporalToken.Kind]) -> Piece? {
        if a.found.kind == .time, !a.isWeak, b.found.kind == .date, gap == [.or, .later, .on] || gap == [.or, .later],
            var found = resolver.join(b.found, a.found)
        {
            Self.bound(&found, "since")
            return Piece(found: found, node: .dated(b.node, a.node), start: a.start, end: b.end)
        }
        guard a.found.isClock, [[], [.on], [.comma], [.of], [.comma, .on]].contains(gap),
            !a.isWeak || before(a) == .at || a.clocks != nil
        else { return nil }
        let start = startOfClock(a)
        if case .dated(let day, .dayPart(let part)) = b.node, let base = resolver.resolve(day) {
            return clocked(base, a, part, start, b.end)
        }
        guard b.found.kind == .date, let found = resolver.join(b.found, a.found) else { return nil }
        return Piece(found: found, node: .dated(b.node, a.node), start: start, end: b.end)
    }

    /// `at` belongs to a time that is written with a point.
    func startOfClock(_ piece: Piece) -> Int {
        before(piece) == .at && grammar[piece.start + 1].kind == .dot ? piece.start - 1 : piece.start
    }

    /// A time or two times in a part of a day: `8am this morning`, `between 7 and 9 last night`.
    func clocked(_ day: RecognizedTime, _ time: Piece, _ part: DayPart, _ start: Int, _ end: Int) -> Piece? {
        var clock = time.found
        if let own = isClock(time) {
            clock = resolver.resolve(.clock(own.inPart(part))) ?? clock
        } else if let (first, second) = time.clocks {
            var a = first
            let b = second.inPart(part)
            if a.isAmbiguous, a.inPart(part).secondOfDay < b.secondOfDay { a = a.inPart(part) }
            if let x = resolver.resolve(.clock(a)), let y = resolver.resolve(.clock(b)),
                let both = resolver.between(x, y)
            {
                clock = both
            }
        } else {
            return nil
        }
        return resolver.join(day, clock).map {
            Piece(found: $0, node: .dated(.dayOffset(0), time.node), start: start, end: end)
        }
    }

    func repeated(_ a: Piece, _ b: Piece, _ gap: [TemporalToken.Kind]) -> Piece? {
        let (set, time) = a.found.kind == .set ? (a, b) : (b, a)
        guard set.found.kind == .set, time.found.isClock,
            time.found.readings.count == 1 || time.isWeak || isClock(time) != nil,
            gap.isEmpty || gap == [.at] || gap == [.in, .the]
        else { return nil }
        if time.isWeak, gap != [.at] { return nil }
        let base = set.found.readings[0].timex
        let timex = (base == "P1D" || base.hasPrefix("T") ? "" : base) + time.found.readings[0].timex
        return Piece(
            found: RecognizedTime(.set, [RecognizedTime.Reading(timex: timex)]), node: set.node, start: a.start,
            end: b.end)
    }

    /// `from 2010-01-01 till today`, `between april and june`, `may 5 - may 9`, `2pm till tomorrow 4:30pm`.
    func joinRanges(_ pieces: inout [Piece]) {
        var i = 0
        while i + 1 < pieces.count {
            let (a, b) = (pieces[i], pieces[i + 1])
            var gap = gap(a, b)
            if gap.last == .the { gap.removeLast() }
            let prefix = before(a)
            let isPrefixed =
                prefix == .from || prefix == .between
                || prefix == .the && [.from, .between].contains(grammar[a.start - 2].kind)
            let joins =
                gap == [.to] || gap == [.until] || gap == [.tilde] || gap == [.dash]
                || gap == [.and] && (prefix == .between || prefix == .the && grammar[a.start - 2].kind == .between)
                || gap == [.comma, .to] || gap == [.comma, .until]
            if joins, isRangeable(a), isRangeable(b), a.found.kind != .timerange,
                let found = resolver.between(a.found, b.found)
            {
                let start =
                    isPrefixed
                    ? (prefix == .the ? a.start - 2 : a.start - 1)
                    : prefix == .in && gap == [.until] ? a.start - 1 : a.start
                pieces[i] = Piece(found: found, node: .range(a.node, b.node), start: start, end: b.end)
                pieces.remove(at: i + 1)
            } else {
                i += 1
            }
        }
    }

    func isRangeable(_ piece: Piece) -> Bool {
        switch piece.found.kind {
        case .date, .daterange, .datetime: !piece.found.readings.isEmpty && piece.found.readings[0].start != nil
        case .time: !piece.isWeak
        default: false
        }
    }

    /// `2 weeks starting May 20th`, `for 3 days, from today`, `two months from today on Tuesday`.
    func joinDurations(_ pieces: inout [Piece]) {
        var i = 0
        while i + 1 < pieces.count {
            let (a, b) = (pieces[i], pieces[i + 1])
            let gap = gap(a, b)
            // `for 2 hours from 2pm`.
            if case .duration(let span) = a.node, gap == [.from], let time = isClock(b), span.finestUnit.isClock {
                let end = Moment(seconds: (time.secondOfDay + resolver.seconds(span)) % 86400)
                let length = RecognizersResolver.clockSpan(resolver.seconds(span))
                let reading = RecognizedTime.Reading(
                    timex: "(\(resolver.clockTimex(time)),T\(end.clock),\(length))",
                    start: Moment(seconds: time.secondOfDay), end: end)
                pieces[i] = Piece(
                    found: RecognizedTime(.timerange, [reading]), node: a.node,
                    start: before(a) == .for ? a.start - 1 : a.start, end: b.end)
                pieces.remove(at: i + 1)
                continue
            }
            if case .duration(let span) = a.node,
                gap.last == .starting || gap == [.starting, .from] || gap == [.starting, .on]
                    || gap == [.comma, .from],
                [.date, .datetime].contains(b.found.kind), let reading = b.found.readings.last,
                let start = reading.start
            {
                let end = TemporalResolver.moved(start, span, 1).moment
                let timex = "(\(start.date.text),\(end.date.text),\(span.value))"
                let found = RecognizedTime(.daterange, [RecognizedTime.Reading(timex: timex, start: start, end: end)])
                let from = gap.first == .comma && before(a) == .for ? a.start - 1 : a.start
                pieces[i] = Piece(found: found, node: a.node, start: from, end: b.end)
                pieces.remove(at: i + 1)
            } else {
                i += 1
            }
        }
    }
}
