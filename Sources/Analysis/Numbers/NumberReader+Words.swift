/// Numbers in words, and the multipliers and fractions behind any number.
extension NumberReader {
    /// The length of what joins two words of a number at `i`: spaces, a hyphen, or a hyphen between spaces; else 0.
    func gap(_ i: Int) -> Int {
        var space = text.space(i)
        if space > 0 {
            while space < 4, text[i + space] == 0x20 { space += 1 }
            if text[i + space] == UInt8(ascii: "-"), text[i + space + 1] == 0x20 { return space + 2 }
            return space
        }
        if text[i] == UInt8(ascii: "-"), ASCIIReader.isLetter(text[i + 1]) { return 1 }
        // A hyphen and a no-break hyphen.
        return text[i] == 0xE2 && text[i + 1] == 0x80 && (text[i + 2] == 0x90 || text[i + 2] == 0x91) ? 3 : 0
    }

    /// The number word at `i`.
    func numberWord(at i: Int) -> (word: NumberWord, end: Int)? {
        guard ASCIIReader.isLetter(text[i]), let word = text.word(at: i), let found = NumberWord(word.word) else {
            return nil
        }
        return (found, word.end)
    }

    /// The number word after what joins it to the word that ends at `end`.
    private func nextWord(_ end: Int) -> (word: NumberWord, end: Int)? {
        let gap = gap(end)
        return gap > 0 ? numberWord(at: end + gap) : nil
    }

    /// Where the word `key` ends that follows a space at `end`.
    private func end(of key: WordKey, after end: Int) -> Int? {
        let space = text.space(end)
        guard space > 0, let word = text.word(at: end + space), word.word == key else { return nil }
        return word.end
    }

    /// The number in words at `i`.
    func words(at i: Int, _ joinsAnd: Bool) -> Number? {
        guard text.isWordStart(i) else { return nil }
        var article: Int?
        var head = i
        if let word = text.word(at: i), word.word == Self.a || word.word == Self.an {
            let space = text.space(word.end)
            guard space > 0 else { return nil }
            article = i
            head = word.end + space
        }
        guard let first = numberWord(at: head) else { return nil }
        if first.word.kind == .part { return part(i, head, first, hasArticle: article != nil) }
        if article != nil {
            // `a hundred`, `a million`, `a dozen`; `a third of` is a fraction, `a two` is nothing.
            switch first.word.kind {
            case .hundred, .scale, .dozen:
                guard !first.word.isPlural, !first.word.isShort else { return nil }
            default:
                return first.word.isOrdinal ? lower(i, head, first) : nil
            }
        }
        var number = Number(
            start: i, end: head, value: .one, isDigits: false, isPlain: false, hasArticle: article != nil)
        if let group = group(at: head, joinsAnd) {
            number.value = group.value
            number.end = group.end
            number.isOrdinal = group.isOrdinal
        } else {
            // `a million`: the article is one, and the multiplier follows.
            guard article != nil, !first.word.isOrdinal else {
                guard first.word.kind == .scale, first.word.isOrdinal, !first.word.isPlural,
                    let value = DecimalNumber.one.scaled(by: first.word.value)
                else { return nil }
                number.value = value
                number.end = first.end
                number.isOrdinal = true
                return number
            }
            number.end = head
        }
        if number.isOrdinal { return number }
        if let fraction = fractionOf(number) { return fraction }
        addPoint(&number)
        readTail(&number, false, joinsAnd, isOpen: number.end == head)
        return number
    }

    static let a: WordKey = "a"
    static let an: WordKey = "an"
    static let of: WordKey = "of"
    static let and: WordKey = "and"
    static let point: WordKey = "point"

    // MARK: Below a thousand

    /// A number below ten thousand in words: `seven`, `forty-two`, `two hundred and six`, `twelve hundred`.
    private struct Group {
        var value: DecimalNumber
        var end: Int
        var isOrdinal: Bool
    }

    private func group(at i: Int, _ joinsAnd: Bool) -> Group? {
        guard let first = numberWord(at: i) else { return nil }
        var value = 0
        var end = first.end
        if first.word.kind == .hundred {
            guard !first.word.isPlural else { return nil }
            value = 1
            if first.word.isOrdinal { return Group(value: DecimalNumber(100), end: end, isOrdinal: true) }
            end = i
        } else {
            guard let low = belowHundred(at: i) else { return nil }
            (value, end) = (low.value, low.end)
            if low.isOrdinal { return Group(value: DecimalNumber(UInt32(value)), end: end, isOrdinal: true) }
        }
        let hundred = end == i ? first : nextWord(end)
        if value > 0, let hundred, hundred.word.kind == .hundred, !hundred.word.isPlural {
            value *= 100
            end = hundred.end
            if hundred.word.isOrdinal { return Group(value: DecimalNumber(UInt32(value)), end: end, isOrdinal: true) }
            if let low = afterHundred(end, joinsAnd) {
                value += low.value
                end = low.end
                return Group(value: DecimalNumber(UInt32(value)), end: end, isOrdinal: low.isOrdinal)
            }
        }
        return Group(value: DecimalNumber(UInt32(value)), end: end, isOrdinal: false)
    }

    /// What follows a hundred: ` and fifty-three`, ` fifty`; not the ` and two hundred` of a second number.
    private func afterHundred(_ end: Int, _ joinsAnd: Bool) -> (value: Int, end: Int, isOrdinal: Bool)? {
        var start = end + gap(end)
        guard start > end else { return nil }
        if let and = self.end(of: Self.and, after: end) {
            guard joinsAnd, text.space(and) > 0 else { return nil }
            start = and + text.space(and)
        }
        guard let low = belowHundred(at: start), low.value > 0 else { return nil }
        if let next = nextWord(low.end), next.word.kind == .hundred, !next.word.isPlural { return nil }
        return low
    }

    /// `seven`, `seventeen`, `seventy`, `seventy-seven`, `seventy-seventh`.
    private func belowHundred(at i: Int) -> (value: Int, end: Int, isOrdinal: Bool)? {
        guard let first = numberWord(at: i), !first.word.isPlural else { return nil }
        switch first.word.kind {
        case .small: return (first.word.value, first.end, first.word.isOrdinal)
        case .ten:
            if !first.word.isOrdinal, let second = nextWord(first.end), second.word.kind == .small,
                (1...9).contains(second.word.value), !second.word.isPlural
            {
                return (first.word.value + second.word.value, second.end, second.word.isOrdinal)
            }
            return (first.word.value, first.end, first.word.isOrdinal)
        default: return nil
        }
    }

    /// Adds ` point five`, ` point nought four`, ` point seventy-one` to a number in words.
    private func addPoint(_ number: inout Number) {
        guard let point = end(of: Self.point, after: number.end), text.space(point) > 0 else { return }
        let start = point + text.space(point)
        guard let first = belowHundred(at: start), !first.isOrdinal else { return }
        var end = first.end
        var digits: [UInt8] = Array("\(first.value)".utf8)
        if first.value < 10 {
            while let next = nextWord(end), next.word.kind == .small, next.word.value < 10, !next.word.isOrdinal,
                digits.count < 12
            {
                digits.append(UInt8(ascii: "0") + UInt8(next.word.value))
                end = next.end
            }
        }
        guard let fraction = DecimalNumber(digits: digits, fraction: digits.count),
            let sum = number.value.adding(fraction)
        else { return }
        (number.value, number.end) = (sum, end)
    }

    // MARK: Multipliers

    /// Reads the multipliers behind a number, and the smaller numbers behind these: `5 million`, `two thousand and one`,
    /// `three lakh crore`, `two and a half million`, `3 million and a half`, `five dozen`.
    ///
    /// - Parameter isOpen: whether nothing but an article has been read, so that the multiplier follows at once.
    func readTail(_ number: inout Number, _ oneLetter: Bool, _ joinsAnd: Bool, isOpen: Bool = false) {
        var total = DecimalNumber.zero
        var group: DecimalNumber? = number.value
        var last = Int.max
        var isOpen = isOpen
        while true {
            guard let scale = multiplier(after: number.end, number.isDigits, oneLetter, isOpen) else {
                if group != nil, last == .max, joinsAnd, let part = andPart(number.end), addPart(part, &number, &group)
                {
                    continue
                }
                if joinsAnd, group == nil, last != .max, let part = andPart(number.end),
                    let sum = sum(total, part, last)
                {
                    (total, number.end) = (sum, part.power == nil ? part.end : part.powerEnd)
                    break
                }
                guard group == nil, last != .max, let next = smaller(number, last, joinsAnd) else { break }
                group = next.value
                number.end = next.end
                number.isOrdinal = next.isOrdinal
                if next.isOrdinal { break }
                continue
            }
            if scale.isDozen {
                guard let value = group?.times(DecimalNumber(12)) else { break }
                (group, number.end) = (value, scale.end)
                break
            }
            let sum: DecimalNumber?
            if scale.power < last {
                guard let group else { break }
                sum = group.scaled(by: scale.power).flatMap(total.adding)
            } else {
                sum = total.adding(group ?? .zero)?.scaled(by: scale.power)
            }
            guard let sum else { break }
            (total, group, last) = (sum, nil, scale.power)
            number.end = scale.end
            number.power = scale.power
            number.isPlain = false
            number.isFraction = false
            number.isOrdinal = scale.isOrdinal
            isOpen = false
            if scale.isOrdinal { break }
        }
        if let sum = total.adding(group ?? .zero) { number.value = sum }
    }

    /// The multiplier behind what ends at `end`: ` billion`, `bn`, `-million`, ` dozen`; `k` behind digits.
    private func multiplier(
        after end: Int, _ isDigits: Bool, _ oneLetter: Bool, _ isOpen: Bool
    ) -> (power: Int, end: Int, isDozen: Bool, isOrdinal: Bool)? {
        let gap = isOpen ? 0 : gap(end)
        guard gap > 0 || isOpen || isDigits else { return nil }
        let byte = text[end + gap]
        guard ASCIIReader.isLetter(byte), let word = text.word(at: end + gap) else { return nil }
        if let found = NumberWord(word.word), found.kind == .scale || found.kind == .dozen || found.kind == .hundred {
            guard !found.isShort || isDigits, !found.isOrdinal || !found.isPlural else { return nil }
            if found.kind == .dozen { return found.isPlural && !isDigits ? nil : (0, word.end, true, false) }
            if found.kind == .hundred { return (2, word.end, false, found.isOrdinal) }
            return (found.value, word.end, false, found.isOrdinal)
        }
        guard gap == 0, word.end - end == 1, isDigits else { return nil }
        switch byte {
        case UInt8(ascii: "k"), UInt8(ascii: "K"): return (3, word.end, false, false)
        case UInt8(ascii: "m"), UInt8(ascii: "M"): return oneLetter ? (6, word.end, false, false) : nil
        case UInt8(ascii: "b"), UInt8(ascii: "B"): return oneLetter ? (9, word.end, false, false) : nil
        case UInt8(ascii: "t"), UInt8(ascii: "T"): return oneLetter ? (12, word.end, false, false) : nil
        default: return nil
        }
    }

    /// The smaller number behind a multiplier of the power `last`: ` three hundred`, ` and one`, ` 3 hundred and 21`.
    private func smaller(_ number: Number, _ last: Int, _ joinsAnd: Bool) -> Group? {
        var start = number.end + gap(number.end)
        guard start > number.end else { return nil }
        var hasAnd = false
        if let and = end(of: Self.and, after: number.end) {
            guard joinsAnd, text.space(and) > 0 else { return nil }
            start = and + text.space(and)
            hasAnd = true
        }
        let next: Group
        if number.isDigits {
            guard let digits = plainDigits(at: start), digits.isPlain, digits.start == start else { return nil }
            next = Group(value: digits.value, end: digits.end, isOrdinal: false)
            // `3 hundred and 21`; else digits are another number, unless they have their own multiplier.
            let isSmall = hasAnd && last == 2 && digits.end - digits.start <= 2
            if !isSmall, multiplier(after: next.end, false, false, false) == nil { return nil }
        } else {
            guard let words = group(at: start, joinsAnd) else { return nil }
            next = words
        }
        guard let limit = DecimalNumber.one.scaled(by: last), next.value > .zero, next.value < limit else { return nil }
        // `one million and two million` are two numbers.
        if let scale = multiplier(after: next.end, number.isDigits, false, false), scale.power >= last {
            return nil
        }
        return next
    }
}
