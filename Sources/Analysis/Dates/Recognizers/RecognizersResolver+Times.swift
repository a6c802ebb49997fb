/// Times of day, and parts of days and longer periods.
extension RecognizersResolver {
    func clockTimex(_ time: ClockTime) -> String {
        var text = "T\(CivilDate.two(time.hour))"
        if let minute = time.minute { text += ":\(CivilDate.two(minute))" }
        if let second = time.second { text += ":\(CivilDate.two(second))" }
        return text
    }

    func clock(_ time: ClockTime) -> RecognizedTime {
        var readings = [time]
        if time.isAmbiguous {
            var other = time
            other.hour = (time.hour + 12) % 24
            readings.append(other)
        }
        return RecognizedTime(
            .time, readings.map { Reading(timex: clockTimex($0), start: Moment(seconds: $0.secondOfDay)) },
            isAmbiguous: time.isAmbiguous)
    }

    func dayPart(_ part: DayPart) -> RecognizedTime? {
        switch part {
        case .noon, .midday: return RecognizedTime(.time, [Reading(timex: "T12", start: Moment(seconds: 43200))])
        case .midnight: return RecognizedTime(.time, [Reading(timex: "T00", start: Moment(seconds: 0))])
        case .midMorning: return RecognizedTime(.time, [Reading(timex: "T10", start: Moment(seconds: 36000))])
        case .midAfternoon: return RecognizedTime(.time, [Reading(timex: "T14", start: Moment(seconds: 50400))])
        default: break
        }
        let (start, end) = bounds(part)
        return RecognizedTime(
            .timerange, [Reading(timex: "T\(code(part))", start: Moment(seconds: start), end: Moment(seconds: end))])
    }

    func code(_ part: DayPart) -> String {
        switch part {
        case .lunch: "MEL"
        case .breakfast: "MEB"
        case .dinner: "MED"
        case .nighttime: "NT"
        default: part.code
        }
    }

    func bounds(_ part: DayPart) -> (Int, Int) {
        (part.hours.lowerBound * 3600, part.hours.upperBound == 24 ? 86399 : part.hours.upperBound * 3600)
    }

    func dated(_ dayNode: Temporal, _ timeNode: Temporal) -> RecognizedTime? {
        guard let day = resolve(dayNode), let time = resolve(timeNode) else { return nil }
        return join(day, time)
    }

    /// A day and a time of it.
    func join(_ day: RecognizedTime, _ time: RecognizedTime) -> RecognizedTime? {
        guard day.kind == .date, time.isClock else { return nil }
        let isRange = time.kind == .timerange
        var readings: [Reading] = []
        for clock in time.readings {
            for date in day.readings {
                guard let start = date.start else {
                    readings.append(Reading(timex: date.timex + clock.timex))
                    continue
                }
                var timex = date.timex + clock.timex
                if isRange, clock.timex.hasPrefix("(") {
                    // `(T07,T09,PT2H)`: the day before both.
                    let parts = clock.timex.dropFirst().dropLast().split(separator: ",")
                    guard parts.count == 3 else { continue }
                    let crosses =
                        (clock.end?.seconds ?? 0) < (clock.start?.seconds ?? 0) || (clock.end?.seconds ?? 0) >= 86400
                    let next = crosses ? nextTimex(date) : date.timex
                    timex = "(\(date.timex)\(parts[0]),\(next)\(parts[1]),\(parts[2]))"
                }
                var end = clock.end.map { Moment(seconds: start.seconds + $0.seconds) }
                if let own = end, let from = clock.start, own.seconds < start.seconds + from.seconds {
                    end = Moment(seconds: own.seconds + 86400)
                }
                readings.append(
                    Reading(
                        timex: timex, start: clock.start.map { Moment(seconds: start.seconds + $0.seconds) }, end: end))
            }
        }
        return RecognizedTime(
            isRange ? .datetimerange : .datetime, readings, modifier: time.modifier ?? day.modifier,
            isAmbiguous: time.isAmbiguous)
    }

    func nextTimex(_ date: Reading) -> String {
        if date.timex.hasPrefix("XXXX-WXX-"), let weekday = Int(date.timex.dropFirst(9)) {
            return "XXXX-WXX-\(weekday % 7 + 1)"
        }
        guard let start = date.start else { return date.timex }
        let next = start.date.adding(days: 1).text
        return date.timex.hasPrefix("XXXX") ? "XXXX" + next.dropFirst(4) : next
    }

    // MARK: Parts

    func part(_ modifier: Modifier, _ inner: Temporal) -> RecognizedTime? {
        guard var found = resolve(inner) else { return nil }
        let name = modifier == .start || modifier == .before ? "start" : modifier == .mid ? "mid" : "end"
        found.modifier = name
        if found.kind == .daterange, modifier == .before || modifier == .after { found.modifier = nil }
        switch found.kind {
        case .daterange:
            found.readings = found.readings.map { reading in
                guard let start = reading.start?.date, let end = reading.end?.date else { return reading }
                var reading = reading
                var (from, to) = Self.bounds(modifier, start, end, found.grain)
                if modifier == .after { from = max(from, min(today, end)) }
                if modifier == .before, found.grain == .week { to = min(to, max(today, start)) }
                (reading.start, reading.end) = (Moment(from), Moment(to))
                return reading
            }
        case .timerange, .datetimerange:
            found.readings = found.readings.map { reading in
                guard let start = reading.start, let end = reading.end else { return reading }
                var reading = reading
                let middle = Moment(seconds: start.seconds + 7200)
                if name == "start" { reading.end = middle } else { reading.start = middle }
                _ = end
                return reading
            }
        case .date where modifier == .end:
            found.kind = .datetime
            found.modifier = nil
            found.readings = found.readings.map { reading in
                Reading(
                    timex: reading.timex + "T23:59:59", start: reading.start.map { Moment(seconds: $0.seconds + 86399) }
                )
            }
        case .date:
            found.kind = .datetimerange
            found.readings = found.readings.map { reading in
                guard let start = reading.start else { return reading }
                let noon = Moment(seconds: start.seconds + 43200)
                let midnight = Moment(seconds: start.seconds + 86400)
                return Reading(
                    timex: reading.timex, start: name == "start" ? start : noon, end: name == "start" ? noon : midnight)
            }
        default: break
        }
        return found
    }

    static func bounds(_ modifier: Modifier, _ start: CivilDate, _ end: CivilDate, _ grain: Grain) -> (
        CivilDate, CivilDate
    ) {
        switch (grain, modifier) {
        case (.month, .start), (.month, .before): (start, start.adding(days: 15))
        case (.month, .mid): (start.adding(days: 9), start.adding(days: 20))
        case (.month, _): (start.adding(days: 15), end)
        case (.year, .after): (start.adding(months: 6), end)
        case (.year, .start), (.year, .before): (start, start.adding(months: 6))
        case (.year, .mid): (start.adding(months: 3), start.adding(months: 9))
        case (.year, _): (start.adding(months: 8), end)
        case (.week, .start), (.week, .before): (start, start.adding(days: 3))
        case (.week, .mid): (start.adding(days: 1), start.adding(days: 5))
        case (.week, _): (start.adding(days: 3), end)
        default: (start, end)
        }
    }
}
