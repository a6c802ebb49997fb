/// Full stops of words: initials, abbreviations, and those of sentences.
extension TokenScan {
    /// What a full stop after a run of letters is.
    enum FullStop {
        /// A token of its own.
        case outside
        /// The last character of the token.
        case last
        /// Between two parts of the token.
        case inside
    }

    /// What the full stop at `dot` is, after a word from `start` whose last run of letters begins at `core`.
    func fullStop(_ start: Int, _ core: Int, _ dot: Int, _ isInitials: Bool) -> FullStop {
        let after = dot + 1
        if at(after) == 0x2E {
            let isAbbreviated = at(after + 1) != 0x2E && isAbbreviation(start, core, dot, isInitials)
            return isAbbreviated ? .last : .outside
        }
        if at(after) == 0x2F, at(after + 1) == 0x2E { return .outside }
        if isDigit(after) {
            if !endsInLetter(dot) { return .inside }
            if isOneLetter(core, dot) { return core == start && isCapital(base[core]) ? .inside : .last }
            return Abbreviations.kind(of: packed(start, dot)) != nil ? .last : .outside
        }
        guard isLetter(after) else { return isAbbreviation(start, core, dot, isInitials) ? .last : .outside }
        let next = wordEnd(after)
        let startsName = isUpper(after) && hasLower(after, next)
        if isOneLetter(core, dot) { return isUpper(core) && startsName ? .last : .inside }
        if Abbreviations.kind(of: packed(start, next)) != nil { return .inside }
        if isUpper(after) {
            if Abbreviations.kind(of: packed(start, dot)) != nil { return .last }
            if startsName || endsInLower(dot) { return .outside }
        }
        return .inside
    }

    /// Whether the full stop at `dot`, which ends a chunk of ASCII letters, belongs to the word from `start`.
    @inline(__always)
    func keepsFullStop(from start: Int, at dot: Int) -> Bool {
        dot - start <= 8 && isAbbreviation(start, start, dot, true)
    }

    /// Whether a full stop that nothing follows directly belongs to the word.
    private func isAbbreviation(_ start: Int, _ core: Int, _ dot: Int, _ isInitials: Bool) -> Bool {
        if core > start, isInitials, isShort(core, dot) { return true }
        switch Abbreviations.kind(of: packed(start, dot)) {
        case .number: return isDigit(blanksEnd(dot + 1))
        case .title, .month, .time, .ending: return true
        case nil: break
        }
        guard core == start, isOneLetter(core, dot), isUpper(core) else { return false }
        if at(dot + 1) == UInt8(ascii: "-") || at(dot + 1) == UInt8(ascii: ",") { return true }
        let next = blanksEnd(dot + 1)
        return next > dot + 1 && isUpper(next)
    }

    /// The end of at most four spaces, tabs and no-break spaces from `i`.
    private func blanksEnd(_ i: Int) -> Int {
        var i = i
        for _ in 0..<4 {
            if at(i) == 0x20 || at(i) == 9 {
                i += 1
            } else if at(i) == 0xC2, at(i + 1) == 0xA0 {
                i += 2
            } else {
                break
            }
        }
        return i
    }

    /// Whether `core` to `end` is one letter.
    private func isOneLetter(_ core: Int, _ end: Int) -> Bool {
        guard core < end, end - core <= 4 else { return false }
        let (value, length) = scalar(core)
        return core + length == end && ScalarClass(bits: classes[value]).kind == .letter
    }

    /// Whether `core` to `end` is one or two letters.
    func isShort(_ core: Int, _ end: Int) -> Bool {
        guard core < end, end - core <= 8 else { return false }
        let (value, length) = scalar(core)
        guard ScalarClass(bits: classes[value]).kind == .letter else { return false }
        let second = core + length
        if second == end { return true }
        guard second < end else { return false }
        let (next, rest) = scalar(second)
        return second + rest == end && ScalarClass(bits: classes[next]).kind == .letter
    }

    private func hasLower(_ start: Int, _ end: Int) -> Bool {
        var i = start
        // A name shows it soon.
        while i < end, i - start < 32 {
            let (value, length) = scalar(i)
            if ScalarClass(bits: classes[value]).isLowercase { return true }
            i += length
        }
        return false
    }
}
