/// Numbers and what is written close to them.
extension TokenScan {
    /// Whether a chunk is nothing but ASCII digits.
    @inline(__always)
    func isNumber(_ start: Int, _ end: Int) -> Bool {
        var i = start
        while i < end, isASCIIDigit(base[i]) { i += 1 }
        return i == end
    }

    /// A number from `start`, whose first digit is at `first`, with what belongs to it.
    mutating func number(_ start: Int, from first: Int, _ tokens: inout TokenBuffer) -> Int {
        let isSum = before == .currency
        var j = digitsEnd(first)
        if first == start, let end = groupsEnd(j) { return add(start, end, .word, &tokens) }
        let isPlain = !isNumberSeparator(j) && first == start
        while isNumberSeparator(j) { j = digitsEnd(j + 1) }
        guard isWord(j) else {
            let after = hyphenEnd(j)
            if after > j, isPlain, !isDigit(after), isShortCode(after) {
                return word(start, core: after, coreEnd: wordEnd(after), isInitials: false, &tokens)
            }
            return add(start, j, .word, &tokens)
        }
        let end = wordEnd(j)
        if isTimeOfDay(j) { return add(start, j, .word, &tokens) }
        let suffix = packed(j, end)
        if TokenWords.isOrdinal(suffix) { return add(start, end, .word, &tokens) }
        if TokenWords.isUnit(suffix) || (isSum && TokenWords.isMagnitude(suffix)) {
            return add(start, j, .word, &tokens)
        }
        guard isPlain else { return add(start, end, .word, &tokens) }
        return word(start, core: start, coreEnd: end, isInitials: false, &tokens)
    }

    /// The end of groups of digits with hyphens between, three or more: `2020-06-11`, `555-010-123`; nil when there are
    /// fewer.
    private func groupsEnd(_ first: Int) -> Int? {
        var j = first
        var groups = 1
        while at(j) == UInt8(ascii: "-"), isDigit(j + 1) {
            j = digitsEnd(j + 1)
            groups += 1
        }
        return groups >= 3 && !isWord(j) ? j : nil
    }

    /// Whether a separator stands between two digits: `1,000.5`, `10:30`, `3/5`.
    private func isNumberSeparator(_ i: Int) -> Bool {
        switch at(i) {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "/"): isDigit(i + 1)
        default: false
        }
    }

    /// Whether `a.m` or `p.m` begins at `i`.
    private func isTimeOfDay(_ i: Int) -> Bool {
        let first = at(i) | 32
        return (first == UInt8(ascii: "a") || first == UInt8(ascii: "p")) && at(i + 1) == 0x2E
            && at(i + 2) | 32 == UInt8(ascii: "m") && !isWord(i + 3)
    }

    /// The end of the digits from `i`.
    private func digitsEnd(_ i: Int) -> Int {
        var j = i
        while j < end {
            if isASCIIDigit(base[j]) {
                j += 1
            } else if base[j] >= 0x80 {
                let (value, length) = scalar(j)
                if ScalarClass(bits: classes[value]).kind != .digit { break }
                j += length
            } else {
                break
            }
        }
        return j
    }

    /// The end of a currency's code at `i` when a digit follows it: `USD10`, `Rs5`.
    func currencyCodeEnd(_ i: Int) -> Int? {
        guard isCapital(at(i)) else { return nil }
        var j = i
        while j < i + 4, isASCIILetter(at(j)) { j += 1 }
        guard isASCIIDigit(at(j)), TokenWords.isCurrency(packed(i, j)) else { return nil }
        return j
    }
}
