/// Numbers and spans of time.
extension TemporalGrammar {
    /// A number in digits or words.
    struct Count {
        /// Thousandths; nil when it is not said.
        var thousandths: Int?
        var isVague = false
        var end: Int
    }

    /// The number at `i`: `3`, `2.5`, `2 1/2`, `twenty-five`, `two and a half`, `a few`, `a dozen`.
    func count(_ i: Int) -> Count? {
        switch self[i].kind {
        case .number:
            guard self[i].width <= 5 else { return nil }
            let value = self[i].value * 1000
            if isKind(i + 1, .dot), self[i + 2].kind == .number, self[i + 2].width <= 3 {
                let scale = [1000, 100, 10, 1][self[i + 2].width]
                return Count(thousandths: value + self[i + 2].value * scale, end: i + 3)
            }
            if self[i + 1].kind == .number, isKind(i + 2, .slash), self[i + 3].kind == .number,
                (2...10).contains(self[i + 3].value),
                self[i + 1].value < self[i + 3].value
            {
                return Count(thousandths: value + 1000 * self[i + 1].value / self[i + 3].value, end: i + 4)
            }
            if isKind(i + 1, .slash), self[i + 2].kind == .number { return nil }
            if isKind(i + 1, .ordinalSuffix), self[i + 1].isGlued { return nil }
            return withHalf(Count(thousandths: value, end: i + 1))
        case .grouped:
            return Count(thousandths: self[i].value * 1000, end: i + 1)
        case .numberWord, .magnitude:
            guard let (value, end) = wordNumber(i) else { return nil }
            return withHalf(Count(thousandths: value * 1000, end: end))
        case .half:
            let j = skip(skip(i + 1, .dash), .article)
            return Count(thousandths: 500, end: j)
        case .vague:
            // `couple of`; `few`.
            return vague(i)
        case .about where isLoose && self[i + 1].kind == .unit && self[i + 1].isPlural:
            return Count(thousandths: nil, isVague: true, end: i + 1)
        case .article:
            if self[i + 1].kind == .vague { return vague(i + 1) }
            if self[i + 1].kind == .magnitude, let (value, end) = wordNumber(i + 1) {
                return Count(thousandths: value * 1000, end: end)
            }
            if isKind(i + 1, .half) { return Count(thousandths: 500, end: i + 2) }
            return Count(thousandths: 1000, end: i + 1)
        default: return nil
        }
    }

    /// `few`, `couple of`: in loose reading a number.
    private func vague(_ i: Int) -> Count {
        Count(
            thousandths: isLoose && self[i].value > 0 ? self[i].value * 1000 : nil, isVague: true, end: skip(i + 1, .of)
        )
    }

    private func withHalf(_ count: Count) -> Count {
        var count = count
        if isKind(count.end, .and), isKind(count.end + 1, .article), isKind(count.end + 2, .half) {
            count.thousandths = count.thousandths.map { $0 + 500 }
            count.end += 3
        }
        return count
    }

    /// `twenty-five`, `one hundred and two`, `two thousand and fifteen`, `a dozen`.
    func wordNumber(_ i: Int) -> (value: Int, end: Int)? {
        var total = 0
        var part = 0
        var j = i
        var last = 0
        var hasAny = false
        while j < i + 12 {
            let token = self[j]
            if token.kind == .numberWord {
                // `twenty five`, but `two thirty` is a time.
                if hasAny, last != 0, !(last >= 20 && last < 100 && token.value < 10 && token.value > 0) { break }
                part += token.value
                last = token.value == 0 ? 1 : token.value
                hasAny = true
                j += 1
                if isHyphen(j), self[j + 1].kind == .numberWord, last >= 20, self[j + 1].value < 10 { j += 1 }
            } else if token.kind == .magnitude {
                if token.value == 1000 {
                    total += max(part, 1) * 1000
                    part = 0
                } else {
                    part = max(part, 1) * token.value
                }
                last = 0
                hasAny = true
                j += 1
                guard total <= 1_000_000, part <= 1_000_000 else { return nil }
                if isKind(j, .and), self[j + 1].kind == .numberWord { j += 1 }
            } else {
                break
            }
        }
        return hasAny ? (total + part, j) : nil
    }

    /// A span of time that begins with the number `count`: `three-year`, `two and a half hours`, `3 hours 30 minutes`.
    func span(_ i: Int, _ count: Count) -> (span: TimeSpan, end: Int)? {
        var j = count.end
        var thousandths = count.thousandths
        var isVague = count.isVague
        let isHyphened = isHyphen(j) || isKind(j, .dash) && self[j].isGlued && self[j + 1].kind == .unit
        if isHyphened {
            // `two-and-a-half-year`; `3-5 days` below.
            if self[j + 1].kind == .number || self[j + 1].kind == .numberWord, let second = self.count(j + 1),
                let a = thousandths,
                let b = second.thousandths, b > a
            {
                thousandths = nil
                isVague = false
                j = second.end
                if isHyphen(j), self[j + 1].kind == .unit { j += 1 }
            } else {
                j += 1
            }
        } else if [.to, .or].contains(self[j].kind), !isLoose, let second = self.count(j + 1), let a = thousandths,
            let b = second.thousandths, b > a
        {
            // `two to three days`, `two or three weeks`.
            thousandths = nil
            j = second.end
            if isHyphen(j), self[j + 1].kind == .unit { j += 1 }
        }
        // `two more years`, `three consecutive days`, `5 past minutes` is read by who called.
        var k = j
        while k < j + 2, [.whole, .more, .other, .fiscal, .unitWord].contains(self[k].kind), !self[k].isGlued { k += 1 }
        if self[k].kind == .unit { j = k }
        let isBusiness = j > 0 && self[j - 1].kind == .whole && self[j - 1].value == 4
        guard
            var unit = unitAt(
                j, isOne: thousandths == 1000 || thousandths == 500, isVague: isVague, isHyphened: isHyphened)
        else { return nil }
        if isBusiness, unit == .day { unit = .businessDay }
        j += 1
        var span = TimeSpan(thousandths: thousandths, unit)
        span.parts[0].isVague = isVague
        let isAdjective = isHyphened || !self[j - 1].isPlural && (thousandths ?? 0) > 1000 && !self[j - 1].isShort
        if isAdjective {
            span.isAdjective = true
            if isHyphen(j), isKind(j + 1, .old) { j += 2 }
            return (span, j)
        }
        // `57 years old`.
        if isKind(j, .old), unit == .year || unit == .month { return (span, j + 1) }
        // `an hour and a half`.
        if isKind(j, .and) {
            let k = skip(j + 1, .article)
            if isKind(k, .half), self[k + 1].kind != .unit, let value = span.parts[0].count {
                span.parts[0].count = value + 500
                return (span, k + 1)
            }
            if isLoose, self[k].kind == .unit, self[k].value == TemporalUnit.quarter.rawValue,
                let value = span.parts[0].count
            {
                span.parts[0].count = value + 250
                return (span, k + 1)
            }
        }
        let (single, singleEnd) = (span, j)
        // `two years and three months`, `3 hours 30 minutes`.
        while span.parts.count < 6 {
            let k = skip(skip(j, .comma), .and)
            guard let next = self.count(k), next.thousandths != nil,
                let nextUnit = unitAt(next.end, isOne: next.thousandths == 1000, isVague: false, isHyphened: false),
                nextUnit.rawValue < span.parts[span.parts.count - 1].unit.rawValue,
                self[k].kind != .article || isKind(j, .and)
            else { break }
            span.parts.append(TimeSpan.Part(count: next.thousandths, unit: nextUnit))
            j = next.end + 1
        }
        // `the last 3 months and 2 weeks ago` are two.
        if self[i - 1].kind == .relation, isKind(j, .ago) { return (single, singleEnd) }
        return (span, j)
    }

    private func unitAt(_ i: Int, isOne: Bool, isVague: Bool, isHyphened: Bool) -> TemporalUnit? {
        let token = self[i]
        if token.kind == .unitWord { return .businessDay }
        guard token.kind == .unit else { return nil }
        let unit = unitValue(i)
        // `3h`: only in loose reading, and hours.
        if token.width == 1, !isLoose { return nil }
        if token.isShort { return unit == .second && !isLoose ? nil : unit }
        if !token.isPlural, !isOne, !isHyphened, !(isLoose) { return nil }
        // `a second time`, `three quarters of`, `a quarter of`.
        if unit == .second, !token.isPlural { return isHyphened ? unit : nil }
        if unit == .quarter,
            isKind(i + 1, .of) || isOne && !(isKind(i + 1, .ago) || isKind(i + 1, .earlier) || isKind(i + 1, .later))
        {
            return nil
        }
        return unit
    }

    /// A span of time with its number.
    func duration(_ i: Int) -> Match? {
        if self[i].kind == .whole, self[i + 1].kind == .unit, !self[i + 1].isPlural {
            return (.duration(TimeSpan(1, unitValue(i + 1))), i + 2)
        }
        guard let count = count(i), let (span, end) = span(i, count) else { return nil }
        return (.duration(span), end)
    }

    /// A span of time, and what it is counted from: `ago`, `earlier`, `from now`.
    func shifted(_ i: Int) -> Match? {
        guard let (node, end) = duration(i), case .duration(let span) = node else {
            return isLoose ? countedRelation(i) : nil
        }
        if span.isAdjective, !isLoose { return (node, end) }
        return shift(span, end) ?? (node, end)
    }

    /// `5 past minutes`, `2 next days`.
    private func countedRelation(_ i: Int) -> Match? {
        guard let count = count(i), self[count.end].kind == .relation, self[count.end + 1].kind == .unit,
            self[count.end + 1].isPlural,
            [.last, .past, .previous, .next, .coming, .following].contains(relationValue(count.end))
        else { return nil }
        return (
            .units(relationValue(count.end), TimeSpan(thousandths: count.thousandths, unitValue(count.end + 1))),
            count.end + 2
        )
    }

    /// What the span that ends before `i` is counted from.
    func shift(_ span: TimeSpan, _ i: Int) -> Match? {
        var j = i
        if isKind(j, .or), isKind(j + 1, .so) || isKind(j + 1, .more) { j += 2 }
        switch self[j].kind {
        case .ago: return (.shift(span, .ago, nil), j + 1)
        case .earlier:
            if self[j].value == 1, !isEndOfClause(j) { return nil }
            return (.shift(span, self[j].value == 1 ? .ago : .earlier, nil), j + 1)
        case .later: return (.shift(span, self[j].value == 1 ? .ahead : .later, nil), j + 1)
        case .from:
            if self[j + 1].kind == .reference, self[j + 1].value == 0 { return (.shift(span, .ahead, nil), j + 2) }
            if self[j + 1].kind == .dayWord, self[j + 1].value == 0 {
                return (.shift(span, .ahead, isLoose ? .dayOffset(0) : nil), j + 2)
            }
            if isLoose, let (anchor, end) = core(j + 1), Self.isDay(anchor) || anchor.isHoliday {
                return (.shift(span, .later, anchor), end)
            }
            return nil
        case .before, .after:
            let direction = self[j].kind == .before ? Temporal.Direction.earlier : .later
            if isLoose, let (anchor, end) = core(j + 1), Self.isDay(anchor) || anchor.isHoliday {
                return (.shift(span, direction, anchor), end)
            }
            if !isLoose, direction == .earlier, isEndOfClause(j) { return (.shift(span, .earlier, nil), j + 1) }
            return nil
        default: return nil
        }
    }

    /// A unit without a number: `years ago`, `for decades`, `these days`.
    func unit(_ i: Int) -> Match? {
        let unit = unitValue(i)
        if !self[i].isPlural {
            if unit == .year, let match = yearAgo(i) { return match }
            if unit == .week, let match = weekNumber(i) { return match }
            // `year 2012`, `month-end`, `year-end`.
            if unit == .year, isLoose, self[i + 1].width == 4, (1000..<2200).contains(self[i + 1].value) {
                return (.calendar(CalendarFields(year: .year(self[i + 1].value))), i + 2)
            }
            let j = skip(i + 1, .dash)
            if isKind(j, .ending), unit.grain >= .month, text[self[j].start + 1] | 0x20 == UInt8(ascii: "n") {
                return (.part(.end, .unit(.this, unit)), j + 1)
            }
            if unit == .week || unit == .month, isLoose, isKind(i - 1, .of) { return nil }
            if unit == .weekend, isLoose { return (.unit(.this, .weekend), i + 1) }
            return nil
        }
        let span = TimeSpan(thousandths: nil, unit)
        if let match = shift(span, i + 1) { return match }
        if isLoose { return nil }
        switch self[i - 1].kind {
        case .for, .in, .over, .after, .within, .than: return (.duration(span), i + 1)
        default:
            return isKind(i + 1, .of) && unit != .second && unit != .minute && unit != .quarter
                ? (.duration(span), i + 1) : nil
        }
    }

    /// `year-earlier`, `year-ago`, `year earlier`.
    func yearAgo(_ i: Int) -> Match? {
        let j = skip(i + 1, .dash)
        guard isKind(j, .earlier) || isKind(j, .ago), !self[i].isPlural else { return nil }
        // `the year-earlier quarter`, `the year-ago period`.
        if self[j + 1].kind == .unit && unitValue(j + 1) == .quarter
            || self[j + 1].kind == .moment && self[j + 1].value == 1, !isLoose
        {
            return (.shift(TimeSpan(1, .year), .earlier, .unit(.same, .quarter)), j + 2)
        }
        return (.shift(TimeSpan(1, .year), .earlier, nil), j + 1)
    }
}

extension Temporal {
    var isHoliday: Bool {
        if case .holiday = self { return true }
        return false
    }
}
