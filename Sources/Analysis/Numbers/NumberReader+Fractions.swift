/// Halves, quarters, thirds: `half a million`, `two-thirds`, `two and a half`, `three quarters of a billion`.
extension NumberReader {
    /// A fraction behind `and`, and the power of ten that follows it.
    struct Part {
        var value: DecimalNumber
        var end: Int
        /// The power of a multiplier right behind; nil without one.
        var power: Int?
        /// Where that multiplier ends.
        var powerEnd: Int
    }

    /// `half`, `a half`, `a quarter`, `half a million`, `quarter million`, `a quarter of a million` at `head`.
    func part(_ start: Int, _ head: Int, _ first: (word: NumberWord, end: Int), hasArticle: Bool) -> Number? {
        guard !first.word.isPlural, let value = DecimalNumber.one.divided(by: UInt32(first.word.value)) else {
            return nil
        }
        if let whole = wholeAfter(first.end, value) { return whole.number(from: start, hasArticle) }
        // `quarter` alone is a part of a year, a town or a game.
        guard first.word.value == 2 || hasArticle && follows("of", first.end) else { return nil }
        return Number(
            start: start, end: first.end, value: value, isDigits: false, isPlain: false, isFraction: true,
            hasArticle: hasArticle)
    }

    /// `a third of`, `a fifth of`.
    func lower(_ start: Int, _ head: Int, _ first: (word: NumberWord, end: Int)) -> Number? {
        guard first.word.kind == .small || first.word.kind == .ten || first.word.kind == .hundred,
            first.word.value > 2, !first.word.isPlural, follows("of", first.end),
            let value = DecimalNumber.one.divided(by: UInt32(first.word.value))
        else { return nil }
        // `a third of May`, `a fifth of the way`: only the second is a share, but both are read so here.
        if let whole = wholeAfter(first.end, value) { return whole.number(from: start, true) }
        return Number(
            start: start, end: first.end, value: value, isDigits: false, isPlain: false, isFraction: true,
            hasArticle: true)
    }

    /// `two-thirds`, `three quarters of`, `one fifth`: when a lower half stands behind `upper`.
    func fractionOf(_ upper: Number) -> Number? {
        let gap = gap(upper.end)
        guard gap > 0, let lower = numberWord(at: upper.end + gap), upper.value.isWhole, upper.value > .zero,
            lower.word.isOrdinal && lower.word.kind != .scale && lower.word.value > 2 || lower.word.kind == .part,
            lower.word.isPlural == (upper.value > .one),
            let value = upper.value.divided(by: UInt32(lower.word.value))
        else { return nil }
        if let whole = wholeAfter(lower.end, value) { return whole.number(from: upper.start, upper.hasArticle) }
        // `three quarters` and `one quarter` may be nine months.
        if lower.word.value == 4, lower.word.kind == .part, text[upper.end] != UInt8(ascii: "-"),
            !follows("of", lower.end), !follows("percent", lower.end)
        {
            return nil
        }
        return Number(
            start: upper.start, end: lower.end, value: value, isDigits: upper.isDigits, isPlain: false,
            isFraction: true)
    }

    private func follows(_ key: WordKey, _ end: Int) -> Bool {
        let space = text.space(end)
        return space > 0 && text.isWord(key, at: end + space)
    }

    /// A whole that a fraction is part of.
    private struct Whole {
        var value: DecimalNumber
        var end: Int
        var power: Int

        func number(from start: Int, _ hasArticle: Bool) -> Number {
            Number(
                start: start, end: end, value: value, isDigits: false, isPlain: false, power: power,
                hasArticle: hasArticle)
        }
    }

    /// The whole behind a fraction: ` a million`, ` of a million`, ` million`, ` a dozen`.
    private func wholeAfter(_ end: Int, _ value: DecimalNumber) -> Whole? {
        var i = end + gap(end)
        guard i > end else { return nil }
        var hasArticle = false
        if let word = text.word(at: i), word.word == Self.of {
            let space = text.space(word.end)
            guard space > 0 else { return nil }
            i = word.end + space
        }
        if let word = text.word(at: i), word.word == Self.a {
            let gap = gap(word.end)
            guard gap > 0 else { return nil }
            i = word.end + gap
            hasArticle = true
        }
        guard let whole = numberWord(at: i), !whole.word.isPlural, !whole.word.isOrdinal, !whole.word.isShort else {
            return nil
        }
        switch whole.word.kind {
        case .scale:
            return value.scaled(by: whole.word.value).map { Whole(value: $0, end: whole.end, power: whole.word.value) }
        case .dozen where hasArticle:
            return value.times(DecimalNumber(12)).map { Whole(value: $0, end: whole.end, power: 0) }
        default: return nil
        }
    }

    /// The fraction behind ` and`: ` and a half`, ` and three quarters`, and the multiplier behind that.
    func andPart(_ end: Int) -> Part? {
        // `two and a half`, `two-and-a-half`.
        let space = gap(end)
        guard space > 0, text[end + space] | 0x20 == UInt8(ascii: "a"), text.isWord(Self.and, at: end + space),
            gap(end + space + 3) > 0
        else { return nil }
        let start = end + space + 3 + gap(end + space + 3)
        var upper: UInt32 = 1
        var lowerStart = start
        if let word = text.word(at: start), word.word == Self.a {
            lowerStart = word.end + gap(word.end)
        } else if let word = numberWord(at: start), word.word.kind == .small, !word.word.isOrdinal, word.word.value > 0
        {
            upper = UInt32(word.word.value)
            lowerStart = word.end + gap(word.end)
        }
        guard let lower = numberWord(at: lowerStart), lower.word.value > 1, lower.word.isPlural == (upper > 1),
            lower.word.kind == .part || lower.word.isOrdinal && lower.word.kind != .scale && lower.word.value > 2,
            let value = DecimalNumber(upper).divided(by: UInt32(lower.word.value))
        else { return nil }
        let gap = gap(lower.end)
        let scale = gap > 0 ? numberWord(at: lower.end + gap) : nil
        let isScaled = scale.map { $0.word.kind == .scale && !$0.word.isPlural && !$0.word.isOrdinal } ?? false
        // `two and a third party`: the third is no fraction where a word goes on.
        if !isScaled, lower.word.kind != .part, lower.word.value != 4, gap > 0,
            ASCIIReader.isLetter(text[lower.end + gap]),
            !follows("of", lower.end)
        {
            return nil
        }
        return Part(
            value: value, end: lower.end, power: isScaled ? scale?.word.value : nil, powerEnd: scale?.end ?? lower.end)
    }

    /// `two and a half`: adds the fraction to a number that has no multiplier yet.
    func addPart(_ part: Part, _ number: inout Number, _ group: inout DecimalNumber?) -> Bool {
        guard !number.isFraction, let sum = group?.adding(part.value), sum > .one else { return false }
        group = sum
        number.end = part.end
        number.isFraction = true
        number.isPlain = false
        return true
    }

    /// `3 million and a half`, `one billion and a half million`: the sum with a fraction of the last multiplier or of its own.
    func sum(_ total: DecimalNumber, _ part: Part, _ last: Int) -> DecimalNumber? {
        if let power = part.power, power >= last { return nil }
        return part.value.scaled(by: part.power ?? last).flatMap(total.adding)
    }
}
