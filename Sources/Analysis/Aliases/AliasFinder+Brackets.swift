import TextKernel

/// Brackets that hold the long form, or both forms: `VNA (Vietnam News Agency)`, `(HR = heart rate)`.
extension AliasFinder {
    /// The short form with whose value a bracket begins: `(AUC = 0.8)`.
    func measured(_ content: Range<Int>) -> ShortForm? {
        guard let sign = content.first(where: { "=<>".utf8.contains(bytes[$0]) }),
            let short = ShortForm(bytes, content.lowerBound..<sign), isSureAcronym(short.range)
        else { return nil }
        return short
    }

    /// A bracket that explains what it begins with: `(CRP, C-reactive protein)`.
    mutating func explained(_ content: Range<Int>) {
        let (part, rest) = firstPart(content)
        guard !rest.isEmpty, let short = ShortForm(bytes, part), isSureAcronym(short.range) else { return }
        let (next, _) = firstPart(rest)
        let long = AliasText.trimmed(bytes, next)
        guard long.count >= 2 * short.range.count else { return }
        matcher.setShort(bytes, short.range)
        matcher.setWindow(bytes, long)
        guard let match = matcher.best(limit: 4, fromFirst: true, in: bytes) else { return }
        _ = accept(match, short.range, from: matcher.words[match.firstWord], to: long.upperBound)
    }

    /// Looks in a bracket for what the word before it stands for: `VNA (Vietnam News Agency)`.
    mutating func backward(_ content: Range<Int>, _ end: Int) -> Bool {
        var start = end
        while start > 0, end - start < 16, !AliasText.isSpace(bytes, start - 1), bytes[start - 1] != 0x28 { start -= 1 }
        guard let short = ShortForm(bytes, start..<end), isSureAcronym(short.range) else { return false }
        let (part, _) = firstPart(content)
        var long = AliasText.trimmed(bytes, part)
        while let (_, next) = AliasCues.introduction(bytes, long) {
            long = AliasText.trimmed(bytes, next..<long.upperBound)
        }
        guard long.count >= 2 * short.range.count else { return false }
        matcher.setShort(bytes, short.range)
        matcher.setWindow(bytes, long)
        if matcher.words.count > 2 * matcher.count + 2 { return false }
        _ = matcher.dropPlural()
        guard let match = matcher.best(limit: short.limit / 2 + 2, fromFirst: true, in: bytes) else { return false }
        return accept(match, short.range, from: matcher.words[match.firstWord], to: long.upperBound)
    }

    /// Whether a short form has two capitals, or a capital and a digit.
    func isSureAcronym(_ range: Range<Int>) -> Bool {
        let capitals = range.count { AliasText.isCapital(bytes[$0]) }
        return capitals >= 2 || (capitals == 1 && range.contains { AliasText.isDigit(bytes[$0]) })
    }

    /// `HR = heart rate; BP = blood pressure`
    mutating func equation(_ content: Range<Int>) -> Bool {
        guard content.contains(where: { bytes[$0] == UInt8(ascii: "=") }) else { return false }
        var start = content.lowerBound
        var isFound = false
        var i = start
        while i <= content.upperBound {
            if i == content.upperBound || bytes[i] == UInt8(ascii: ";") || bytes[i] == UInt8(ascii: ",") {
                isFound = equation(part: start..<i) || isFound
                start = i + 1
            }
            i += 1
        }
        return isFound
    }

    mutating func equation(part: Range<Int>) -> Bool {
        guard let sign = part.first(where: { bytes[$0] == UInt8(ascii: "=") }), sign > part.lowerBound,
            let short = ShortForm(bytes, part.lowerBound..<sign), sign + 1 < part.upperBound
        else { return false }
        let long = AliasText.trimmed(bytes, (sign + 1)..<part.upperBound)
        guard let first = long.first, AliasText.isLetter(bytes[first]), long.count > short.range.count else {
            return false
        }
        matcher.setShort(bytes, short.range)
        matcher.setWindow(bytes, long)
        guard let match = matcher.best(limit: min(short.limit, 22), fromFirst: true, in: bytes) else { return false }
        return accept(match, short.range, from: matcher.words[match.firstWord], to: long.upperBound)
    }
}
