/// Early, late, the end of.
extension TemporalGrammar {
    /// `early`, `late`, `mid-`, `the end of`, `later this`.
    func part(_ i: Int) -> Match? {
        let modifier: Modifier
        var j = i + 1
        if (self[i].kind == .earlier || self[i].kind == .later) && self[i].value > 0 { return nil }
        if self[i].kind == .ending, self[i].value > 0 {
            return isLoose ? (.part(.end, .unit(.this, unitValue(i))), i + 1) : nil
        }
        switch self[i].kind {
        case .early: modifier = .start
        case .late: modifier = .end
        // Loosely `later this week` is what is left of it, and no part that has a name.
        case .earlier: modifier = isLoose ? .before : .start
        case .later: modifier = isLoose ? .after : .end
        case .mid: modifier = .mid
        case .beginning, .starting: modifier = .start
        default: modifier = .end
        }
        // `3 p.m. or later on Monday`.
        if self[i].kind == .later || self[i].kind == .earlier, self[i - 1].kind == .or { return nil }
        let needsOf =
            self[i].kind == .beginning || self[i].kind == .starting || self[i].kind == .ending
            || self[i].kind == .mid && !isKind(j, .dash) && isKind(j, .of)
        if needsOf {
            guard isKind(j, .of) || isLoose && self[i].kind == .ending else { return nil }
            j = skip(j, .of)
            let wholeAt = j
            guard let (whole, end) = container(j) ?? (isKind(j, .the) ? nil : core(j)) else { return nil }
            guard Self.isPartible(whole) || isLoose && Self.isDay(whole), wholeAt > i else { return nil }
            return (.part(modifier, whole), end)
        }
        if self[i].kind == .mid {
            j = skip(j, .dash)
        } else if isHyphen(j) {
            return nil
        }
        if self[i].kind == .earlier || self[i].kind == .later {
            // `earlier in the year`, `later that day`.
            let k = isKind(j, .in) || isKind(j, .on) ? j + 1 : j
            if k > j || self[j].kind == .relation || isLoose || self[j].kind == .dayWord || self[j].kind == .weekday {
                if let (whole, end) = container(k) ?? dayPartOrDay(k), Self.isPartible(whole) || Self.isDay(whole) {
                    return (.part(modifier, whole), end)
                }
            }
            return nil
        }
        if isKind(j, .in) || isKind(j, .on), self[i].kind != .mid {
            // `early in the morning`, `late in 2019`.
            if let (whole, end) = container(j + 1) ?? dayPartOrDay(j + 1), Self.isPartible(whole) || Self.isDay(whole) {
                return (.part(modifier, whole), end)
            }
            return nil
        }
        let k = isLoose ? skip(j, .the) : j
        if let (whole, end) = core(k) ?? ordinalCentury(k) {
            guard Self.isPartible(whole) || Self.isDay(whole) else { return nil }
            return (.part(modifier, whole), end)
        }
        return nil
    }

    func dayPartOrDay(_ i: Int) -> Match? {
        let j = skip(i, .the)
        if let (part, end) = plainDayPart(j) { return (.dayPart(part), end) }
        if self[j].kind == .dayWord || self[j].kind == .weekday { return core(j) }
        return isKind(i, .the) && self[j].kind == .unit && unitValue(j) == .day ? (.unit(.this, .day), j + 1) : nil
    }

    /// Whether it makes sense to speak of the beginning or end of it.
    static func isPartible(_ node: Temporal) -> Bool {
        switch node {
        case .calendar(let fields): fields.day == nil && fields.weekday == nil
        case .season, .quarter, .half, .week, .decade, .century, .unit: true
        case .dayOffset, .holiday: false
        case .nth: true
        default: false
        }
    }

    static func isDay(_ node: Temporal) -> Bool {
        switch node {
        case .calendar, .dayOffset, .dayPart, .dated: true
        default: false
        }
    }
}
