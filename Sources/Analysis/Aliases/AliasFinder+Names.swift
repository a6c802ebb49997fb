import DocumentModel

/// Names for names: `the South China Sea (called East Sea by Việt Nam)`, `Burma, now Myanmar`, and what commas bind.
extension AliasFinder {
    // MARK: In brackets

    /// Looks for a cue at the start of a bracket with a name behind it.
    mutating func alias(inBracket content: Range<Int>, _ before: Int) -> Bool {
        let range = AliasText.trimmed(bytes, content)
        guard let (cue, next) = AliasCues.cue(bytes, range), cue.name else { return false }
        guard let name = nameFrom(next, range.upperBound), let long = nameBefore(before) else { return false }
        // What could be letters of the name before is an acronym, and is found as one.
        if isSureAcronym(name), let short = ShortForm(bytes, name), forward(short, before) { return true }
        let after = skipSpace(name.upperBound, range.upperBound)
        if cue.isWeak, after < range.upperBound { return false }
        add(cue, name, long, by: caller(after, range.upperBound))
        return true
    }

    private mutating func add(_ cue: AliasCues.Cue, _ short: Range<Int>, _ long: Range<Int>, by: Range<Int>?) {
        guard short.count > 1, long.count > 1, !(bytes[short] == bytes[long]) else { return }
        found.append(
            FoundAlias(
                kind: .alias, short: Span(short), long: Span(long), by: by.map { Span($0) }, rule: cue.rule,
                score: cue.isWeak ? 0.8 : 0.9))
    }

    /// The name in `by Việt Nam`.
    private func caller(_ i: Int, _ end: Int) -> Range<Int>? {
        guard i + 3 < end, bytes[i] == UInt8(ascii: "b"), bytes[i + 1] == UInt8(ascii: "y"),
            AliasText.isSpace(bytes, i + 2)
        else { return nil }
        return nameFrom(i + 3, end)
    }

    // MARK: Behind commas

    /// Looks for a name or short form behind a comma: `…, also known as X`, `…, or UNCLOS,`, `…, WHO,`.
    mutating func comma(_ comma: Int) {
        guard comma > 0, comma + 3 < bytes.count, bytes[comma + 1] == 0x20, AliasText.isAlphanumeric(bytes[comma - 1])
        else { return }
        let start = comma + 2
        let first = bytes[start]
        if AliasText.isCapital(first) {
            if AliasText.isCapital(bytes[start + 1]) { apposition(start, comma, isOr: false) }
            return
        }
        guard first &- 97 < 26 else { return }
        let end = min(bytes.count, start + 120)
        guard let (cue, next) = AliasCues.cue(bytes, start..<end) else { return }
        if cue.rule == "or" {
            if AliasText.isCapital(bytes[next]), next + 1 < bytes.count, AliasText.isCapital(bytes[next + 1]) {
                apposition(next, comma, isOr: true)
            }
            return
        }
        guard cue.rule != "the", cue.rule != "that-is" else { return }
        let quoted = AliasText.trimmed(bytes, next..<end)
        if cue.short, let word = wordEnd(quoted.lowerBound), isSureAcronym(quoted.lowerBound..<word),
            let short = ShortForm(bytes, quoted.lowerBound..<word), forward(short, comma)
        {
            return
        }
        guard cue.name, let name = nameFrom(quoted.lowerBound, end), let long = nameBefore(comma) else { return }
        if cue.isWeak || cue.rule == "called", !endsPhrase(name.upperBound) || AliasNames.isOffice(bytes, name) {
            return
        }
        add(cue, name, long, by: caller(skipSpace(name.upperBound, end), end))
    }

    /// A short form that stands between commas behind its long form.
    private mutating func apposition(_ start: Int, _ comma: Int, isOr: Bool) {
        guard let end = wordEnd(start), end - start >= 2, end - start <= 10,
            (start..<end).allSatisfy({ !(bytes[$0] &- 97 < 26) || $0 == end - 1 }),
            endsPhrase(end) || isOr, let short = ShortForm(bytes, start..<end)
        else { return }
        _ = forward(short, comma, strict: true)
    }

    /// The end of the letters, digits and hyphens from `start`; nil when there are none.
    private func wordEnd(_ start: Int) -> Int? {
        var i = start
        while i < bytes.count, AliasText.isAlphanumeric(bytes[i]) || (bytes[i] == UInt8(ascii: "-") && i - start < 16),
            !isDash(i)
        {
            i += 1
        }
        return i > start ? i : nil
    }

    /// Whether one of the quotes and dashes from U+2000 is at `i`.
    private func isDash(_ i: Int) -> Bool { bytes[i] == 0xE2 && i + 1 < bytes.count && bytes[i + 1] == 0x80 }

    private func endsPhrase(_ i: Int) -> Bool {
        guard i < bytes.count else { return true }
        return switch bytes[i] {
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ")"), 0x0A, 0x0D, UInt8(ascii: "\""):
            true
        default: false
        }
    }

    private func skipSpace(_ i: Int, _ end: Int) -> Int {
        var i = i
        while i < end, AliasText.isSpace(bytes, i) { i += 1 }
        return i
    }

    // MARK: Names

    /// The capitalised words from `start`, with `of`, `the` … between; nil when there is none.
    func nameFrom(_ start: Int, _ limit: Int) -> Range<Int>? {
        var i = start
        while i < limit, !AliasText.isAlphanumeric(bytes[i]), !AliasText.isSpace(bytes, i) { i += 1 }
        if let article = articleEnd(i, limit) { i = article }
        let first = i
        var end = i
        var words = 0
        while i < limit, words < 10 {
            let word = nameWord(i, limit)
            guard !word.isEmpty else { break }
            if isNameWord(word) {
                end = word.upperBound
            } else if !(words > 0 && AliasNames.links.contains(WordKey(bytes, word))) {
                break
            }
            words += 1
            i = word.upperBound
            guard i < limit, bytes[i] == 0x20 || bytes[i] == 0xC2 else { break }
            i = skipSpace(i, limit)
        }
        return end > first ? possessiveStripped(first..<end) : nil
    }

    /// The capitalised words that end at `end`, with `of`, `the` … between; nil when there is none.
    func nameBefore(_ end: Int) -> Range<Int>? {
        var end = end
        while end > 0, AliasText.isSpace(bytes, end - 1) || bytes[end - 1] == 0x22 { end -= 1 }
        var start = end
        var i = end
        let limit = max(0, end - 160)
        var words = 0
        while i > limit, words < 10 {
            var word = i
            while word > limit, !AliasText.isSpace(bytes, word - 1) { word -= 1 }
            let range = word..<i
            guard !range.isEmpty else { break }
            // A comma or full stop inside ends the name, but for initials.
            if i < end, let last = range.last, !AliasText.isAlphanumeric(bytes[last]), range.count > 2 { break }
            if isNameWord(range) {
                start = word
            } else if !(words > 0 && AliasNames.links.contains(WordKey(bytes, range))) {
                break
            }
            words += 1
            i = word
            guard i > limit, bytes[i - 1] == 0x20 else { break }
            while i > limit, AliasText.isSpace(bytes, i - 1) { i -= 1 }
        }
        var range = AliasText.trimmed(bytes, start..<end)
        if let article = articleEnd(range.lowerBound, range.upperBound) { range = article..<range.upperBound }
        return range.isEmpty || start == end ? nil : range
    }

    private func nameWord(_ i: Int, _ limit: Int) -> Range<Int> {
        var j = i
        while j < limit, AliasText.isAlphanumeric(bytes[j]) || AliasNames.inner.contains(bytes[j]), !isDash(j) {
            j += 1
        }
        // A full stop stays only after an initial, and a quote never.
        while j > i, !AliasText.isAlphanumeric(bytes[j - 1]), !(bytes[j - 1] == 0x2E && j - i == 2) { j -= 1 }
        return i..<j
    }

    /// Whether a word begins like a name, or is a number inside one.
    private func isNameWord(_ word: Range<Int>) -> Bool {
        guard let first = word.first else { return false }
        if AliasText.isCapital(bytes[first]) { return true }
        if bytes[first] == 0x22 || bytes[first] == 0x28 { return false }
        guard bytes[first] >= 0xC3 else { return false }
        return AliasText.isCapitalBeyondASCII(bytes, first)
    }

    private func possessiveStripped(_ range: Range<Int>) -> Range<Int> {
        range.count > 2 && bytes[range.upperBound - 1] | 32 == UInt8(ascii: "s") && bytes[range.upperBound - 2] == 0x27
            ? range.lowerBound..<(range.upperBound - 2) : range
    }

    private func articleEnd(_ i: Int, _ limit: Int) -> Int? {
        guard i + 4 < limit, bytes[i] | 32 == UInt8(ascii: "t"), bytes[i + 1] == UInt8(ascii: "h"),
            bytes[i + 2] == UInt8(ascii: "e"), bytes[i + 3] == 0x20
        else { return nil }
        return skipSpace(i + 3, limit)
    }
}

/// What names are made of.
enum AliasNames {
    /// Small words inside names.
    static let links: WordTable = [
        "of", "the", "and", "for", "de", "la", "du", "des", "del", "von", "van", "bin", "al", "in", "on",
    ]
    /// Bytes inside words of names.
    static let inner = Array("-.'&".utf8)

    /// Whether a name begins with an office, so that `now President` names nobody anew.
    static func isOffice(_ bytes: [UInt8], _ name: Range<Int>) -> Bool {
        let end = name.first { bytes[$0] == 0x20 } ?? name.upperBound
        return offices.contains(WordKey(bytes, name.lowerBound..<end))
    }

    private static let offices: WordTable = [
        "president", "minister", "prime", "vice", "deputy", "chief", "secretary", "director", "governor", "senator",
        "ambassador", "chairman", "professor", "general", "head", "leader", "mayor", "judge", "justice", "attorney",
        "foreign", "defence", "defense", "finance", "interior", "us", "u.s", "former", "acting", "sen", "rep", "dr",
        "mr",
        "chair", "captain", "colonel", "major", "king", "queen", "prince", "lord", "sir", "assistant", "senior",
        "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "in", "on", "at",
    ]
}
