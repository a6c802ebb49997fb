/// What comes again and again.
extension TemporalGrammar {
    /// `every Tuesday`, `each year`, `every two weeks`, `daily`, `twice a week`, `three times a month`.
    func set(_ i: Int) -> Match? {
        switch self[i].kind {
        case .setWord: return setWord(i)
        case .every: return every(i)
        case .once:
            guard let (unit, end) = perUnit(i + 1) else { return nil }
            return made(TimeSet(value: TimeSpan(1, unit).value, frequency: "\(self[i].value)X"), end)
        case .number, .numberWord:
            guard let count = count(i), let thousandths = count.thousandths, isKind(count.end, .times),
                let (unit, end) = perUnit(count.end + 1)
            else { return nil }
            return made(TimeSet(value: TimeSpan(1, unit).value, frequency: "\(thousandths / 1000)X"), end)
        default: return nil
        }
    }

    private func made(_ set: TimeSet, _ end: Int) -> Match { (.set(set), end) }

    /// `a week`, `per month`, `each day`, `every year`.
    private func perUnit(_ i: Int) -> (TemporalUnit, Int)? {
        guard [.article, .per, .every].contains(self[i].kind), self[i + 1].kind == .unit, !self[i + 1].isPlural else {
            return nil
        }
        return (unitValue(i + 1), i + 2)
    }

    private func setWord(_ i: Int) -> Match? {
        // `the Daily Mail`.
        let space = text.space(self[i].end)
        if self[i].isCapital, space > 0, ASCIIReader.isCapital(text[self[i].end + space]), !isLoose { return nil }
        let isBi = isKind(i - 1, .dash) && self[i - 2].kind == .per && self[i - 2].value > 0
        let factor = isBi ? self[i - 2].value : 1
        let value: String
        switch self[i].value {
        case 20: value = "P2W"
        case 21: value = "P2M"
        case 22: value = isLoose ? "P0.5Y" : "P6M"
        case 23: value = "P2Y"
        case 24: return nil
        default:
            let unit = unitValue(i)
            if isLoose, unit == .quarter { return made(TimeSet(value: "P3M"), i + 1) }
            // `semi-annually` is half a year.
            if factor == 5 { return made(TimeSet(value: TimeSpan(thousandths: 500, unit).value), i + 1) }
            value = TimeSpan(factor, unit).value
        }
        return made(TimeSet(value: value), i + 1)
    }

    private func every(_ i: Int) -> Match? {
        let isAny = text[self[i].start] | 0x20 == UInt8(ascii: "a")
        if isAny, !isLoose { return nil }
        let quantity = text[self[i].start + 1] | 0x20 == UInt8(ascii: "a") ? "EACH" : "EVERY"
        var j = i + 1
        var factor = 1
        if isKind(j, .other) {
            factor = 2
            j += 1
        }
        switch self[j].kind {
        case .unit, .unitWord:
            let unit = self[j].kind == .unitWord ? TemporalUnit.businessDay : unitValue(j)
            guard unit != .second || !self[j].isPlural else { return nil }
            if self[j].isPlural { return nil }
            if isAny, unit < .day { return nil }
            if unit == .second, self[j + 1].kind == .unit {
                return (.set(TimeSet(value: TimeSpan(2, unitValue(j + 1)).value, quantity: quantity)), j + 2)
            }
            if unit == .second, !isLoose { return nil }
            if isLoose, unit == .night { return made(TimeSet(value: "TNI", quantity: quantity), j + 1) }
            // `every week on Monday` loosely; in TIMEX3 two.
            return made(TimeSet(value: TimeSpan(factor, unit).value, quantity: quantity), j + 1)
        case .weekday:
            return made(TimeSet(value: "XXXX-WXX-\(self[j].value)", quantity: quantity), j + 1)
        case .month:
            return made(TimeSet(value: "XXXX-\(CivilDate.two(self[j].value))", quantity: quantity), j + 1)
        case .season:
            return made(TimeSet(value: "XXXX-\(TemporalResolver.seasonCode(self[j].value))", quantity: quantity), j + 1)
        case .dayPart:
            guard let (part, end) = plainDayPart(j) else { return nil }
            return made(TimeSet(value: isLoose ? "T\(part.code)" : "XXXX-XX-XXT\(part.code)", quantity: quantity), end)
        case .number, .numberWord, .vague:
            guard let count = count(j), let (span, end) = span(j, count), !span.isAdjective else { return nil }
            return made(TimeSet(value: span.value, quantity: quantity), end)
        default: return nil
        }
    }
}

extension TemporalUnit: Comparable {
    static func < (a: TemporalUnit, b: TemporalUnit) -> Bool { a.rawValue < b.rawValue }
}
