/// What lies between two days, months or times.
extension RecognizersResolver {
    /// From the first to the second.
    func between(_ first: RecognizedTime, _ second: RecognizedTime) -> RecognizedTime? {
        if first.isClock, second.isClock { return clocks(first, second) }
        // `between now and May 5` is of days.
        if second.kind == .date || second.kind == .daterange, first.readings.first?.timex == "PRESENT_REF" {
            return days(definite(today), second)
        }
        if first.kind == .date || first.kind == .daterange, second.readings.first?.timex == "PRESENT_REF" {
            return days(first, definite(today))
        }
        if first.kind == .datetime || second.kind == .datetime || first.isClock != second.isClock {
            return moments(first, second)
        }
        return days(first, second)
    }

    func clocks(_ first: RecognizedTime, _ second: RecognizedTime) -> RecognizedTime? {
        guard let a = first.readings.first, let b = second.readings.first, let start = a.start?.seconds,
            let end = b.start?.seconds
        else { return nil }
        func reading(_ a: Int, _ b: Int, _ shape: (Reading, Reading)) -> Reading {
            let length = CivilDate.remainder(b - a, 86400)
            let (from, to) = (
                Moment(seconds: CivilDate.remainder(a, 86400)), Moment(seconds: CivilDate.remainder(b, 86400))
            )
            return Reading(
                timex: "(\(Self.like(shape.0.timex, from)),\(Self.like(shape.1.timex, to)),\(Self.clockSpan(length)))",
                start: from, end: to)
        }
        switch (first.isAmbiguous, second.isAmbiguous) {
        case (false, false): return RecognizedTime(.timerange, [reading(start, end, (a, b))])
        case (true, false):
            // `5 to 6pm`: the afternoon, unless it would come after.
            let later = start % 43200 + (end >= 43200 ? 43200 : 0)
            return RecognizedTime(.timerange, [reading(later < end ? later : start % 43200, end, (a, b))])
        case (false, true):
            let candidates = [end % 43200, end % 43200 + 43200]
            let chosen = candidates.first { $0 > start } ?? candidates[0]
            return RecognizedTime(.timerange, [reading(start, chosen, (a, b))])
        case (true, true):
            let shifted = end <= start ? end + 43200 : end
            return RecognizedTime(
                .timerange, [reading(start, shifted, (a, b)), reading(start + 43200, shifted + 43200, (a, b))],
                isAmbiguous: true)
        }
    }

    /// A clock time as finely written as another.
    static func like(_ timex: String, _ moment: Moment) -> String {
        let parts = timex.utf8.count { $0 == UInt8(ascii: ":") }
        return "T" + moment.clock.prefix(parts == 0 ? 2 : parts == 1 ? 5 : 8)
    }

    static func clockSpan(_ seconds: Int) -> String {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours == 0, minutes == 0 { return "PT\(seconds)S" }
        return "PT" + (hours > 0 ? "\(hours)H" : "") + (minutes > 0 ? "\(minutes)M" : "")
    }

    func moments(_ first: RecognizedTime, _ second: RecognizedTime) -> RecognizedTime? {
        var first = first
        var second = second
        // A time beside a day is of that day; of today, when there is none.
        if first.isClock {
            first =
                join(
                    second.kind == .date || second.kind == .datetime
                        ? definite(
                            first.readings[0].timex == ""
                                ? today
                                : (second.kind == .datetime && !first.isAmbiguous
                                    ? today : second.readings[0].start?.date ?? today)) : definite(today), first)
                ?? first
        }
        if second.isClock, first.kind == .datetime, first.isAmbiguous, second.isAmbiguous, first.readings.count == 2,
            let day = first.readings[0].start?.date,
            let joined = join(definite(day), second)
        {
            let readings = zip(first.readings, joined.readings).compactMap { a, b -> Reading? in
                guard let start = a.start, let end = b.start, end > start else { return nil }
                return Reading(
                    timex: "(\(a.timex),\(b.timex),\(Self.clockSpan(end.seconds - start.seconds)))", start: start,
                    end: end)
            }
            return RecognizedTime(.datetimerange, readings)
        }
        if second.isClock {
            let base = first.readings.last?.start?.date ?? today
            guard let joined = join(definite(base), second) else { return nil }
            second = joined
        }
        guard let a = first.readings.last,
            let b = second.readings.last(where: { ($0.start ?? now) > (a.start ?? now) }) ?? second.readings.last,
            let start = a.start, let end = b.start
        else { return nil }
        let length = end.seconds - start.seconds
        guard length > 0 else { return nil }
        return RecognizedTime(
            .datetimerange,
            [Reading(timex: "(\(a.timex),\(b.timex),\(Self.clockSpan(length)))", start: start, end: end)])
    }

    func days(_ first: RecognizedTime, _ second: RecognizedTime) -> RecognizedTime? {
        guard let a = first.readings.last, let b = second.readings.last else { return nil }
        let isOpen = a.timex.hasPrefix("XXXX") || a.timex.hasPrefix("(XXXX")
        let isEndOpen = b.timex.hasPrefix("XXXX") || b.timex.hasPrefix("(XXXX")
        func edge(_ reading: Reading, _ from: RecognizedTime) -> CivilDate? {
            from.modifier == "end"
                ? reading.end?.date
                : from.modifier == "mid" && from.grain == .month
                    ? reading.start?.date.adding(days: 6) : reading.start?.date
        }
        func reading(_ start: CivilDate, _ end: CivilDate) -> Reading {
            let from = (isOpen ? "XXXX" : String(start.text.prefix(4))) + start.text.dropFirst(4)
            let to = (isEndOpen ? "XXXX" : String(end.text.prefix(4))) + end.text.dropFirst(4)
            return Reading(
                timex: "(\(from),\(to),\(span(start, end, first, second)))", start: Moment(start), end: Moment(end))
        }
        guard let start = edge(a, first), let end = edge(b, second) else { return nil }
        if first.readings.count == 1, second.readings.count == 1, isOpen || isEndOpen {
            return end > start ? RecognizedTime(.daterange, [reading(start, end)]) : nil
        }
        switch (isOpen, isEndOpen) {
        case (false, false): return end > start ? RecognizedTime(.daterange, [reading(start, end)]) : nil
        case (false, true):
            guard let later = second.readings.compactMap({ edge($0, second) }).first(where: { $0 > start }) else {
                return nil
            }
            return RecognizedTime(.daterange, [reading(start, later)])
        case (true, false):
            // The first is of the year before, where it would come after the second.
            var own = CivilDate(end.year, start.month, min(start.day, CivilDate.dayCount(end.year, start.month)))
            if own >= end { own.year -= 1 }
            var found = reading(own, end)
            found.timex = "(\(own.text),\(end.text),\(span(own, end, first, second)))"
            return RecognizedTime(.daterange, [found])
        case (true, true):
            let starts = first.readings.compactMap { edge($0, first) }
            guard let past = starts.first, let future = starts.last else { return nil }
            func pair(_ start: CivilDate) -> (CivilDate, CivilDate)? {
                var own = end
                if first.grain == .day, a.timex.hasPrefix("XXXX-W") {
                    own = start.adding(days: CivilDate.remainder(end.dayNumber - start.dayNumber, 7))
                } else {
                    own.year = start.year
                    if own <= start { own.year += 1 }
                }
                return (start, own)
            }
            guard let a = pair(past), let b = pair(future) else { return nil }
            // When the reference lies inside, that is the one meant.
            if a.1 > today, a.0 <= today { return RecognizedTime(.daterange, [reading(a.0, a.1)]) }
            return RecognizedTime(.daterange, [reading(a.0, a.1), reading(b.0, b.1)])
        }
    }

    func span(_ start: CivilDate, _ end: CivilDate, _ first: RecognizedTime, _ second: RecognizedTime) -> String {
        let months = (end.year - start.year) * 12 + end.month - start.month
        if first.kind == .daterange, second.kind == .daterange, first.modifier == nil, second.modifier == nil,
            first.grain == .year, second.grain == .year
        {
            return "P\(end.year - start.year)Y"
        }
        if first.kind == .daterange, second.kind == .daterange, first.grain >= .month, second.grain >= .month {
            return "P\(months)M"
        }
        return "P\(end.dayNumber - start.dayNumber)D"
    }
}
