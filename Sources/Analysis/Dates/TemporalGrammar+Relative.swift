/// What is seen from the day of writing: last, this, next.
extension TemporalGrammar {
    /// What begins with `last`, `this`, `next`, `the same` and the like.
    func relative(_ i: Int) -> Match? {
        var relation = relationValue(i)
        var j = i + 1
        // `will last three weeks`.
        if relation == .last, let word = text.wordBefore(self[i].start)?.word, Self.auxiliaries.contains(word) {
            return nil
        }
        // `this past week`, `this coming Friday`; `this same day`.
        if relation == .this || relation == .that, isKind(j, .relation) {
            let second = relationValue(j)
            if [.past, .coming, .same, .last, .next].contains(second) {
                relation = second == .last ? .past : second
                j += 1
            }
        }
        j = skipAdjectives(j)
        switch self[j].kind {
        case .unit, .unitWord: return relativeUnit(i, relation, j)
        case .weekday:
            guard !self[j].isPlural, relation != .current, relation != .recent else { return nil }
            var fields = CalendarFields(weekday: self[j].value)
            fields.relation = relation
            var end = j + 1
            if self[end].kind == .number, let day = dayNumber(end, 0), ordinalEnd(end) != nil, day.end > end {
                fields.day = day.day
                end = day.end
            }
            return (.calendar(fields), end)
        case .month:
            guard let match = date(j, isRelative: true), case .calendar(var fields) = match.node else { return nil }
            // `that may`, `this may`.
            if !self[j].isCapital, self[j].value == 5 || self[j].value == 3 { return nil }
            if fields.year == .unknown { fields.relation = relation }
            return (.calendar(fields), match.end)
        case .season:
            return (.season(self[j].value, .relative(relation)), j + 1)
        case .holiday:
            return (.holiday(self[j].value, .relative(relation)), j + 1)
        case .dayPart:
            guard let part = plainDayPart(j), part.part != .lunch else { return nil }
            return relativeDay(relation).map { (.dated($0, .dayPart(part.part)), part.end) }
        case .ordinalWord, .half:
            // `last third quarter` is not said, but `the last first half` neither.
            return nil
        case .moment:
            if self[j].value == 3, relation == .current, isLoose { return (.dayOffset(0), j + 1) }
            guard self[j].value == 1, relation == .same else { return nil }
            return (.unit(.same, .quarter), j + 1)
        case .number where isLoose && isKind(j + 1, .slash):
            guard let match = numericDate(j), case .calendar(var fields) = match.node else { return nil }
            fields.relation = relation
            return (.calendar(fields), match.end)
        default:
            if let count = count(j),
                !(relation == .this || relation == .that || relation == .same || relation == .recent)
            {
                return relativeSpan(relation, j, count)
            }
        }
        switch relation {
        // `the recent past` is one reference.
        case .recent where isKind(i + 1, .relation) && relationValue(i + 1) == .past && !isLoose:
            return (.reference(.past), i + 2)
        case .recent where !(isKind(i - 1, .most)):
            return isLoose ? nil : (.reference(.past), i + 1)
        case .past where isKind(i - 1, .the) && isKind(i - 2, .in) && !isLoose:
            return (.reference(.past), i + 1)
        default: return nil
        }
    }

    private static let auxiliaries: WordTable = [
        "will", "would", "can", "could", "to", "may", "might", "should", "shall", "ll",
    ]

    /// Passes over `fiscal`, `full`, `business` before a unit.
    func skipAdjectives(_ i: Int) -> Int {
        var j = i
        while j < i + 2, self[j].kind == .whole || self[j].kind == .fiscal,
            self[j + 1].kind == .unit || self[j + 1].kind == .whole
        {
            j += 1
        }
        return j
    }

    func relativeDay(_ relation: Relation) -> Temporal? {
        switch relation {
        case .this, .current: .dayOffset(0)
        case .last: .dayOffset(-1)
        case .next: isLoose ? .dayOffset(1) : .unit(.following, .day)
        case .following, .same, .that, .previous: .unit(relation, .day)
        default: nil
        }
    }

    func relativeUnit(_ i: Int, _ relation: Relation, _ j: Int) -> Match? {
        let unit = unitValue(j)
        let end = j + 1
        if unit == .night, !self[j].isPlural, let day = relativeDay(relation) {
            return (.dated(day, .dayPart(.night)), end)
        }
        if self[j].isPlural {
            guard relation != .that, relation != .same else { return nil }
            if relation == .this { return nil }
            return (.units(relation, TimeSpan(thousandths: nil, unit)), end)
        }
        guard self[j].kind == .unit else { return nil }
        // `this year's third quarter`, `next week's Friday`.
        if isKind(end, .possessive), unit == .year {
            if self[end + 1].kind == .ordinalWord || self[end + 1].kind == .letterUnit || self[end + 1].kind == .half,
                let match = ordinal(end + 1) ?? half(end + 1) ?? fiscal(end + 1)
            {
                if let node = match.node.inYear(.relative(relation)) { return (node, match.end) }
            }
        }
        if isKind(j - 1, .fiscal), unit == .year { return (.unit(relation, .year), end) }
        if unit == .week || unit == .month,
            self[end].kind == .weekday || isKind(end, .on) && self[end + 1].kind == .weekday, unit == .week, isLoose
        {
            let k = isKind(end, .on) ? end + 1 : end
            var fields = CalendarFields(weekday: self[k].value)
            fields.week = relation
            return (.calendar(fields), k + 1)
        }
        if unit.isClock, relation == .that || relation == .same || !isLoose && relation != .last && relation != .next {
            return nil
        }
        if unit == .second { return nil }
        // `the last week of July`.
        if relation == .last, isKind(end, .of), !unit.isClock, let (whole, wholeEnd) = container(end + 1) {
            return (.nth(-1, unit, whole), wholeEnd)
        }
        if relation == .past, isLoose || isKind(i - 1, .the) { return (.units(.past, TimeSpan(1, unit)), end) }
        if relation == .past, !isKind(i, .relation) || relationValue(i) != .this { return nil }
        return (.unit(relation, unit), end)
    }

    /// `last two years`, `next 3 weeks and 2 days`.
    func relativeSpan(_ relation: Relation, _ j: Int, _ count: Count) -> Match? {
        guard let (span, end) = span(j, count), !span.isAdjective, !self[end].isGlued || self[end].kind != .dash else {
            return nil
        }
        if isKind(end, .of) || isKind(end, .in), relation == .last, let (whole, wholeEnd) = container(end + 1) {
            return (.firstUnits(isLast: true, span, whole), wholeEnd)
        }
        return (.units(relation, span), end)
    }

    /// A period of the calendar that something may be a part of: `the year`, `2019`, `next month`, `July`.
    func container(_ i: Int) -> Match? {
        switch self[i].kind {
        case .the:
            let j = i + 1
            if isLoose, self[j].kind == .weekday { return core(j) }
            if self[j].kind == .unit, !self[j].isPlural, unitValue(j).grain >= .week || isLoose && unitValue(j) == .day
            {
                if let match = definiteUnit(j), match.end > j + 1 { return match }
                return (.unit(.this, unitValue(j)), j + 1)
            }
            return definite(j)
        case .unit where isLoose && !self[i].isPlural && unitValue(i).grain >= .day:
            return (.unit(.this, unitValue(i)), i + 1)
        case .relation, .month, .season, .fiscal, .letterUnit, .weekday: return core(i)
        case .number where self[i].width == 4: return year(i, isSure: true)
        case .apostrophe: return core(i)
        case .numberWord where isLoose: return wordYear(i)
        case .half: return half(i)
        case .dayWord: return dayWord(i)
        case .article where isLoose: return nil
        default: return nil
        }
    }
}
