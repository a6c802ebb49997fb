/// Times of day.
extension TemporalGrammar {
    /// A time as clocks show it: `10:30 a.m. GMT`, `5pm`, `1430 GMT`, `eight o’clock`, `half past seven`, `12 noon`.
    func clock(_ i: Int) -> Match? {
        guard var (time, end) = clockTime(i) else { return nil }
        if isKind(end, .sharp) { end += 1 }
        if !isLoose, isKind(end, .zone) { end += 1 }
        if let (part, partEnd) = clockPart(end), Self.fits(time, part) {
            time = time.inPart(part)
            end = partEnd
        }
        return (.clock(time), end)
    }

    /// `in the morning`, `at night`, `in the afternoon`; loosely also `morning`, `tonight` is a day.
    func clockPart(_ i: Int) -> (DayPart, Int)? {
        var j = i
        if isKind(j, .in), isKind(j + 1, .the) {
            j += 2
        } else if isKind(j, .at), self[j + 1].kind == .unit {
            j += 1
        } else if !isLoose {
            return nil
        }
        if j == i, isKind(j, .at) { return nil }
        var k = j
        if j == i, isLoose, isKind(j, .early) || isKind(j, .late) { k += 1 }
        guard let (part, end) = plainDayPart(k), [.morning, .afternoon, .evening, .night].contains(part) else {
            return nil
        }
        return (part, end)
    }

    private static func fits(_ time: ClockTime, _ part: DayPart) -> Bool {
        time.isAmbiguous || time.inPart(part).hour == time.hour
    }

    /// The bare time at `i`.
    func clockTime(_ i: Int) -> (ClockTime, Int)? {
        let token = self[i]
        switch token.kind {
        case .number:
            if token.isGlued, [.dash, .colon, .slash, .dot].contains(self[i - 1].kind) {
                guard isLoose, self[i - 1].kind == .dash, self[i - 2].kind != .number || self[i - 3].kind != .dash
                else { return nil }
            }
            return digitTime(i) ?? minutesToHour(i)
        case .numberWord: return wordTime(i) ?? minutesToHour(i)
        case .half, .unit: return minutesToHour(i)
        case .article: return isLoose ? minutesToHour(i + 1) : nil
        default: return nil
        }
    }

    private func digitTime(_ i: Int) -> (ClockTime, Int)? {
        let token = self[i]
        let value = token.value
        // `1430 GMT`, `830 a.m.`, `0730`.
        if token.width >= 3, token.width <= 4 {
            let hour = value / 100
            let minute = value % 100
            guard minute < 60, hour <= 24 else { return nil }
            if let (isAfternoon, end) = meridiem(i + 1) {
                guard (1...12).contains(hour) else { return nil }
                return (ClockTime(hour: hour % 12 + (isAfternoon ? 12 : 0), minute: minute), end)
            }
            if token.width == 4, self[i + 1].kind == .zone { return (ClockTime(hour: hour, minute: minute), i + 1) }
            return nil
        }
        guard token.width <= 2, value <= 24 else { return nil }
        if self[i + 1].kind == .colon, self[i + 2].kind == .number, self[i + 2].width == 2, self[i + 2].value < 60 {
            var time = ClockTime(hour: value, minute: self[i + 2].value)
            var end = i + 3
            if self[end].kind == .colon, self[end + 1].kind == .number, self[end + 1].width == 2,
                self[end + 1].value < 60, self[end + 1].isGlued
            {
                time.second = self[end + 1].value
                end += 2
            }
            if self[end].isGlued, self[end].kind == .dot || self[end].kind == .slash { return nil }
            if let (isAfternoon, after) = meridiem(end) {
                guard value <= 12 || isLoose else { return (time, end) }
                if value <= 12 { time.hour = value % 12 + (isAfternoon ? 12 : 0) }
                return (time, after)
            }
            if value == 24, time.minute != 0 { return nil }
            time.isAmbiguous = value <= 12 && value > 0 && token.width <= 2
            // `4:3`, `won 12:10`: in careful reading a time has something beside it.
            guard isLoose || isTimeContext(i, end) else { return nil }
            if isKind(end, .oclock) { end += 1 }
            return (time, end)
        }
        if self[i + 1].kind == .dot, self[i + 2].kind == .number, self[i + 2].width == 2, self[i + 2].value < 60 {
            if let (isAfternoon, end) = meridiem(i + 3), (1...12).contains(value) {
                return (ClockTime(hour: value % 12 + (isAfternoon ? 12 : 0), minute: self[i + 2].value), end)
            }
            if isLoose, !self[i + 3].isGlued || self[i + 3].kind == .dash,
                [.at, .between, .from, .and, .to, .dash, .before, .after].contains(self[i - 1].kind)
            {
                return (ClockTime(hour: value, minute: self[i + 2].value, isAmbiguous: value <= 12), i + 3)
            }
            return nil
        }
        if let (isAfternoon, end) = meridiem(i + 1) {
            guard (1...12).contains(value) else { return isLoose && value > 12 ? (ClockTime(hour: value), end) : nil }
            return (ClockTime(hour: value % 12 + (isAfternoon ? 12 : 0)), end)
        }
        if isKind(i + 1, .oclock), (1...24).contains(value) {
            return (ClockTime(hour: value, isAmbiguous: value <= 12), i + 2)
        }
        if self[i + 1].kind == .dayPart, value == 12, self[i + 1].value == DayPart.noon.rawValue {
            return (ClockTime(hour: 12), i + 2)
        }
        if self[i + 1].kind == .dayPart, value == 12, self[i + 1].value == DayPart.midnight.rawValue {
            return (ClockTime(hour: 0), i + 2)
        }
        // `5 in the morning`.
        if isKind(i + 1, .in), let (part, _) = clockPart(i + 1), (1...12).contains(value) {
            return (ClockTime(hour: value, isAmbiguous: true).inPart(part), i + 1)
        }
        return nil
    }

    /// Whether `12:10` has something beside it that makes it a time and no score.
    private func isTimeContext(_ i: Int, _ end: Int) -> Bool {
        if self[end].kind == .zone || self[end].kind == .dayWord || self[end].kind == .weekday || self[end].kind == .on
        {
            return true
        }
        if isKind(end, .in) || isKind(end, .at), clockPart(end) != nil { return true }
        return [
            .at, .by, .until, .before, .after, .since, .from, .between, .about, .weekday, .dayWord, .dayPart, .over,
        ].contains(self[i - 1].kind) && !isHyphen(end)
            || isKind(i - 1, .to) && self[i - 2].kind != .none || isKind(i - 1, .comma) && self[i - 2].kind == .weekday
    }

    /// `a.m.` or `p.m.`.
    func meridiem(_ i: Int) -> (isAfternoon: Bool, end: Int)? {
        guard isKind(i, .meridiem) else { return nil }
        return (self[i].value == 12, i + 1)
    }

    /// `eight o’clock`, `five-thirty`, `seven p.m.`.
    private func wordTime(_ i: Int) -> (ClockTime, Int)? {
        guard let (value, end) = wordNumber(i), (1...12).contains(value), end == i + 1 else { return nil }
        if isKind(end, .oclock) {
            if let (isAfternoon, after) = meridiem(end + 1) {
                return (ClockTime(hour: value % 12 + (isAfternoon ? 12 : 0)), after)
            }
            return (ClockTime(hour: value, isAmbiguous: true), end + 1)
        }
        if let (isAfternoon, after) = meridiem(end) {
            return (ClockTime(hour: value % 12 + (isAfternoon ? 12 : 0)), after)
        }
        if isKind(end, .in), let (part, _) = clockPart(end) {
            return (ClockTime(hour: value, isAmbiguous: true).inPart(part), end)
        }
        guard isLoose else { return nil }
        let j = isHyphen(end) ? end + 1 : end
        guard let (minutes, after) = wordNumber(j), (10..<60).contains(minutes),
            self[after].kind != .unit || unitValue(after) == .minute, self[after].kind != .magnitude
        else { return nil }
        if let (isAfternoon, last) = meridiem(after) {
            return (ClockTime(hour: value % 12 + (isAfternoon ? 12 : 0), minute: minutes), last)
        }
        return (
            ClockTime(hour: value, minute: minutes, isAmbiguous: true), self[after].kind == .unit ? after + 1 : after
        )
    }

    /// `half past seven`, `a quarter to six`, `ten past eight`.
    private func minutesToHour(_ i: Int) -> (ClockTime, Int)? {
        var minutes: Int
        var j: Int
        switch self[i].kind {
        case .half: (minutes, j) = (30, i + 1)
        case .unit where unitValue(i) == .quarter: (minutes, j) = (15, i + 1)
        case .numberWord, .number:
            guard isLoose || self[i].kind == .numberWord, let count = count(i), let thousandths = count.thousandths,
                thousandths < 60_000
            else { return nil }
            (minutes, j) = (thousandths / 1000, count.end)
            if self[j].kind == .unit, unitValue(j) == .minute { j += 1 }
        default: return nil
        }
        let isPast = self[j].kind == .relation && relationValue(j) == .past || isLoose && self[j].kind == .after
        guard
            isPast
                || isKind(j, .to) && (self[j - 1].kind != .number) && minutes < 30 && minutes % 5 == 0 && minutes > 5
                    && (isLoose || self[i].kind == .unit)
        else { return nil }
        guard let hour = count(j + 1), let value = hour.thousandths, value % 1000 == 0, (1000...12000).contains(value),
            hour.end == j + 2, self[j + 1].kind != .article
        else { return nil }
        var end = hour.end
        if self[end].kind == .unit || self[end].kind == .dash { return nil }
        var time = ClockTime(hour: value / 1000, minute: minutes, isAmbiguous: true)
        if isKind(end, .oclock) { end += 1 }
        if let (isAfternoon, after) = meridiem(end) {
            time.hour = time.hour % 12 + (isAfternoon ? 12 : 0)
            time.isAmbiguous = false
            end = after
        }
        if !isPast {
            time.minute = (60 - minutes) % 60
            time.hour = minutes == 0 ? time.hour : (time.hour + 23) % 24
        }
        return (time, end)
    }
}

extension ClockTime {
    /// The time in a part of the day: 7 in the evening is 19.
    func inPart(_ part: DayPart) -> ClockTime {
        var time = self
        guard isAmbiguous else { return self }
        time.isAmbiguous = false
        time.part = part
        switch part {
        case .afternoon, .evening, .midday, .dinner: if hour < 12 { time.hour = hour + 12 }
        case .night: if hour == 12 { time.hour = 0 } else if hour >= 5 { time.hour = hour + 12 }
        case .lunch: if hour < 10 { time.hour = hour + 12 }
        default: time.hour = hour == 12 ? 0 : hour
        }
        return time
    }
}
