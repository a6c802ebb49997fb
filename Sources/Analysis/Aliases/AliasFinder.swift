package import DocumentModel
import TextKernel

/// A short or other name with what it stands for, where a text explains it.
package struct FoundAlias: Hashable, Sendable {
    /// An acronym, or another name.
    package var kind: Alias.Kind
    /// UTF-8 bytes of the text.
    package var short: Span
    /// UTF-8 bytes of the text.
    package var long: Span
    /// Who calls it so: UTF-8 bytes of the text.
    package var by: Span?
    /// How the text says it, or in what way the short form is made of the long one: `first-letters`, `also-known-as`.
    package var rule: String
    /// The estimated share of pairs found in this way that are right.
    package var score: Double

    /// The same as an annotation of `text`, made by a stage.
    package func alias(in text: Text, stage: String) -> Alias {
        Alias(
            kind, short: short, long: long, by: by.map { text[$0] }, provenance: Provenance(stage: stage, rule: rule))
    }
}

/// Finds acronyms and other names with what they stand for: `Vietnam News Agency (VNA)`, `Burma, now Myanmar`.
///
/// It looks at brackets and behind commas only; Documentation/Entities.md says what it understands.
package struct AliasFinder {
    let bytes: [UInt8]
    var matcher = AcronymMatcher()
    var found: [FoundAlias] = []

    /// The longest bracket that is looked into, and the farthest that a long form may begin, in bytes.
    static let reach = 320

    /// The bytes at which something may be explained.
    private static let marks = ByteSet("([,".utf8)

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The pairs of a text, in the order of where they are explained.
    ///
    /// - Complexity: O(*n*) for *n* bytes: what is looked at for each bracket and comma is bounded.
    package static func find(in text: Text) -> [FoundAlias] {
        var finder = AliasFinder(text.bytes)
        finder.run()
        return finder.found
    }

    private mutating func run() {
        let marks = ByteMarks(Self.marks, in: bytes)
        var i = marks.next(from: 0)
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: ",") {
                comma(i)
            } else if let close = closing(i) {
                bracket(i, close)
            }
            i = marks.next(from: i + 1)
        }
    }

    /// The bracket that closes the one at `open`, in reach and in the same paragraph.
    private func closing(_ open: Int) -> Int? {
        let isRound = bytes[open] == UInt8(ascii: "(")
        let (opener, closer): (UInt8, UInt8) = isRound ? (0x28, 0x29) : (0x5B, 0x5D)
        var depth = 0
        var i = open + 1
        let end = min(bytes.count, open + Self.reach)
        while i < end {
            let byte = bytes[i]
            if byte == opener {
                depth += 1
            } else if byte == closer {
                if depth == 0 { return i }
                depth -= 1
            } else if byte == 0x0A, i + 1 < end, bytes[i + 1] == 0x0A {
                return nil
            }
            i += 1
        }
        return nil
    }

    // MARK: Brackets

    private mutating func bracket(_ open: Int, _ close: Int) {
        guard close > open + 1 else { return }
        if equation((open + 1)..<close) { return }
        // What stands before must be a word, on which the bracket follows after at most one space.
        var before = open
        while before > 0, AliasText.isSpace(bytes, before - 1) { before -= 1 }
        guard before > 0, open - before <= 2 else { return }
        let last = bytes[before - 1]
        guard
            AliasText.isAlphanumeric(last) || last == 0x29 || last == 0x5D || last == 0x22 || last == 0x27
                || last == 0x2B
        else { return }
        // `f(x)`, `poly(A)` and `word(s)`: a bracket inside a word.
        let isGlued = open == before
        let afterClose = close + 1 < bytes.count ? bytes[close + 1] : 0x20
        let isInWord = AliasText.isAlphanumeric(afterClose) || afterClose == UInt8(ascii: "-")
        if isInWord, isGlued || close == open + 2 { return }

        let content = (open + 1)..<close
        if alias(inBracket: content, before) { return }
        let (part, _) = firstPart(content)
        if let short = shortForm(part), forward(short, before) { return }
        if let last = lastPart(content), let short = ShortForm(bytes, last), isSureAcronym(short.range) {
            // `(interleukin 2, IL-2)`, and `interleukin 2 (human; IL-2)`.
            if forward(short, last.lowerBound - 1, strict: true) || forward(short, before, strict: true) { return }
        }
        if let measured = measured(content), forward(measured, before, strict: true) { return }
        if backward(content, before) { return }
        explained(content)
    }

    /// What stands in a bracket before the first `;`, or `,` and a space, and the rest.
    func firstPart(_ content: Range<Int>) -> (Range<Int>, Range<Int>) {
        var depth = 0
        for i in content {
            switch bytes[i] {
            case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ";") where depth == 0:
                return (content.lowerBound..<i, (i + 1)..<content.upperBound)
            case UInt8(ascii: ":") where depth == 0 && i > content.lowerBound:
                return (content.lowerBound..<i, (i + 1)..<content.upperBound)
            case UInt8(ascii: ",") where depth == 0 && i + 1 < content.upperBound && AliasText.isSpace(bytes, i + 1):
                return (content.lowerBound..<i, (i + 1)..<content.upperBound)
            default: break
            }
        }
        return (content, content.upperBound..<content.upperBound)
    }

    /// What stands in a bracket after the last `,` or `;` and a space: `(interleukin 2; IL-2)`.
    private func lastPart(_ content: Range<Int>) -> Range<Int>? {
        var i = content.upperBound - 1
        while i > content.lowerBound {
            if bytes[i] == UInt8(ascii: ";") || bytes[i] == UInt8(ascii: ","), AliasText.isSpace(bytes, i + 1) {
                return (i + 1)..<content.upperBound
            }
            i -= 1
        }
        return nil
    }

    /// The short form in a bracket, without `or`, `abbreviated`, `hereafter` … before it.
    private func shortForm(_ part: Range<Int>) -> ShortForm? {
        var range = AliasText.trimmed(bytes, part)
        while let (cue, end) = AliasCues.introduction(bytes, range) {
            _ = cue
            range = AliasText.trimmed(bytes, end..<range.upperBound)
        }
        return ShortForm(bytes, range)
    }

    // MARK: Long before short

    /// Looks for what `short` stands for right before `end`.
    mutating func forward(_ short: ShortForm, _ end: Int, strict: Bool = false) -> Bool {
        matcher.setShort(bytes, short.range)
        let count = matcher.count
        guard count > 0 else { return false }
        let window = windowStart(end, words: min(count + 5, 2 * count) + 4)..<end
        guard !window.isEmpty else { return false }
        matcher.setWindow(bytes, window)
        let limit = strict ? min(short.limit, 4) : short.limit
        guard let (match, first) = bestMatch(limit, short) else { return false }
        return accept(match, short.range, from: first, to: longEnd(match, end))
    }

    /// Where the long form ends: words in small letters behind the last one used are not its own, but a capitalised
    /// `Act` or `Program` is, and so is the unit of a number.
    private func longEnd(_ match: AcronymMatcher.Match, _ end: Int) -> Int {
        let used = matcher.words[match.lastWord]
        guard match.lastWord + 1 < matcher.words.count, !AliasText.isDigit(bytes[used.start]),
            !AliasWords.numbers.contains(WordKey(bytes, used.start..<used.end)),
            !matcher.words[(match.lastWord + 1)...].contains(where: { AliasText.isCapital(bytes[$0.start]) })
        else { return end }
        return used.end
    }

    private mutating func bestMatch(_ limit: Int, _ short: ShortForm) -> (AcronymMatcher.Match, LetterRow.Word)? {
        var match: AcronymMatcher.Match?
        if matcher.dropPlural() {
            match = matcher.best(limit: limit, in: bytes)
            if match == nil { matcher.setShort(bytes, short.range) }
        }
        if match == nil { match = matcher.best(limit: limit, in: bytes) }
        if match == nil, limit >= 22, matcher.rotateShort() {
            match = matcher.best(limit: limit - 5, in: bytes)
        }
        if match == nil { match = special(short) }
        if match == nil, matcher.dropFormulaNumbers(bytes, short.range) {
            match = matcher.best(limit: bytes[short.range.upperBound - 1] == 0x2B ? 8 : 4, in: bytes)
        }
        if match == nil, matcher.dropLastNumber() {
            match = matcher.best(limit: 4, in: bytes)
            match?.strategy = .numbered
        }
        return match.map { ($0, matcher.words[$0.firstWord]) }
    }

    /// Short forms that are not made of letters of the long form, or not of them alone.
    private func special(_ short: ShortForm) -> AcronymMatcher.Match? {
        guard let last = matcher.words.indices.last else { return nil }
        let word = matcher.words[last]
        var name = word.start..<word.end
        while let end = name.last, !AliasText.isLetter(bytes[end]) { name = name.lowerBound..<end }
        if let formula = AliasWords.formulas[WordKey(bytes, short.range)],
            formula == AliasWords.formulaNames[WordKey(bytes, name)]
        {
            // Peroxides, dioxides and oxides have two words.
            let first = [1, 2, 9].contains(formula) ? max(0, last - 1) : last
            return AcronymMatcher.Match(firstWord: first, lastWord: last, cost: 0, strategy: .symbol)
        }
        if let symbol = AliasWords.symbols[WordKey(bytes, name)], isSymbol(short.range, symbol) {
            return AcronymMatcher.Match(firstWord: last, lastWord: last, cost: 0, strategy: .symbol)
        }
        // `oestradiol (E2)`
        let range = short.range
        if range.count == 2, AliasText.isCapital(bytes[range.lowerBound]),
            AliasText.isDigit(bytes[range.lowerBound + 1]),
            name.count >= 7, beginsWith(name.lowerBound, bytes[range.lowerBound] | 32),
            name.allSatisfy({ (bytes[$0] | 32) &- 97 < 26 }), bytes[name.upperBound - 1] != UInt8(ascii: "s")
        {
            return AcronymMatcher.Match(firstWord: last, lastWord: last, cost: 12, strategy: .numbered)
        }
        return nil
    }

    /// Whether a word begins with a small letter, in American spelling or British: `oestradiol`.
    private func beginsWith(_ i: Int, _ letter: UInt8) -> Bool {
        bytes[i] | 32 == letter
            || (letter == UInt8(ascii: "e") && bytes[i + 1] == letter && "oa".utf8.contains(bytes[i] | 32))
    }

    /// Whether the short form is a chemist's symbol, perhaps with its charge.
    private func isSymbol(_ range: Range<Int>, _ symbol: Int) -> Bool {
        let letters = range.prefix { AliasText.isLetter(bytes[$0]) }
        guard letters.count <= 2,
            range.dropFirst(letters.count).allSatisfy({ bytes[$0] == 0x2B || bytes[$0] &- 48 < 10 })
        else { return false }
        return letters.reduce(0) { $0 << 8 | Int(bytes[$1]) } == symbol
    }

    /// Checks a pair, and adds it.
    mutating func accept(
        _ match: AcronymMatcher.Match, _ short: Range<Int>, from first: LetterRow.Word, to end: Int
    ) -> Bool {
        let long = longForm(withGreek(first.start), end)
        guard long.count > short.count, !holds(long, short) else { return false }
        let score = match.strategy.precision(elements: matcher.count)
        found.append(
            FoundAlias(
                kind: .acronym, short: Span(short), long: Span(long), by: nil, rule: match.strategy.rawValue,
                score: score))
        return true
    }

    /// `delta 9-tetrahydrocannabinol`: a Greek letter before a number belongs to it.
    private func withGreek(_ start: Int) -> Int {
        guard AliasText.isDigit(bytes[start]), start >= 4, bytes[start - 1] == 0x20 else { return start }
        var word = start - 1
        while word > 0, start - word < 9, AliasText.isLetter(bytes[word - 1]) { word -= 1 }
        return AliasWords.greekNames.contains(WordKey(bytes, word..<(start - 1))) ? word : start
    }

    /// The long form without quotes and brackets that only open or only close.
    func longForm(_ start: Int, _ end: Int) -> Range<Int> {
        var range = AliasText.trimmed(bytes, start..<end)
        while let first = range.first, bytes[first] == 0x28 || bytes[first] == 0x5B, unbalanced(range) > 0 {
            range = range.dropFirst()
        }
        while let last = range.last, bytes[last] == 0x29 || bytes[last] == 0x5D, unbalanced(range) < 0 {
            range = range.dropLast()
        }
        return range
    }

    private func unbalanced(_ range: Range<Int>) -> Int {
        range.reduce(0) { sum, i in
            switch bytes[i] {
            case 0x28, 0x5B: sum + 1
            case 0x29, 0x5D: sum - 1
            default: sum
            }
        }
    }

    /// Whether the short form is a word of the long one.
    private func holds(_ long: Range<Int>, _ short: Range<Int>) -> Bool {
        var i = long.lowerBound
        while i + short.count <= long.upperBound {
            let isHere = zip(short, i...).allSatisfy { bytes[$0] == bytes[$1] }
            let before = i == long.lowerBound || !AliasText.isAlphanumeric(bytes[i - 1])
            let after = i + short.count
            if isHere, before, after == long.upperBound || !AliasText.isAlphanumeric(bytes[after]) { return true }
            i += 1
        }
        return false
    }

    /// Where at most `words` words before `end` begin, in the same sentence and bracket.
    func windowStart(_ end: Int, words: Int) -> Int {
        var i = end
        var left = words
        var start = end
        var depth = 0
        let lowest = max(0, end - Self.reach)
        while i > lowest {
            let byte = bytes[i - 1]
            if AliasText.isSpace(bytes, i - 1) {
                if i < end, !AliasText.isSpace(bytes, i) {
                    start = i
                    left -= depth == 0 ? 1 : 0
                    if left <= 0 { break }
                }
                if byte == 0x0A, i >= 2, bytes[i - 2] == 0x0A { return start }
                if i >= 2, endsClause(i - 2) { return start }
            } else if byte == 0x29 || byte == 0x5D {
                depth += 1
            } else if byte == 0x28 || byte == 0x5B {
                if depth == 0 { return i }
                depth -= 1
            }
            i -= 1
        }
        if i == 0 { start = 0 }
        return start
    }

    /// Whether the byte at `i`, with a space behind it, ends what a long form may be in.
    private func endsClause(_ i: Int) -> Bool {
        switch bytes[i] {
        case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
        case UInt8(ascii: ":"): return true
        case UInt8(ascii: "."):
            // A full stop after an initial or in `St.` ends nothing.
            var start = i
            while start > 0, AliasText.isLetter(bytes[start - 1]), i - start < 4 { start -= 1 }
            return i - start >= 3 || i == start
        default: return false
        }
    }
}
