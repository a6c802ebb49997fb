@testable import TextKernel

/// The rules of Documentation/Tokens.md over characters, one after the other and as often as it takes.
///
/// Slow and obvious: it copies, lowers and searches strings, and knows nothing of bits or of what it has seen before.
struct TokenizerTwin {
    private let text: [Unicode.Scalar]
    /// The offset of each scalar, and the end.
    private var offsets: [Int] = []

    init(_ string: String) {
        text = Array(string.unicodeScalars)
        var offset = 0
        for scalar in text {
            offsets.append(offset)
            offset += String(scalar).utf8.count
        }
        offsets.append(offset)
    }

    /// The tokens as ranges of bytes.
    var tokens: [Range<Int>] {
        var tokens: [Range<Int>] = []
        var i = 0
        var before = " "  // what came last: a space, a "w"ord, an "o"pening mark, "$", or another mark "x"
        while i < text.count {
            if isSpace(i) {
                before = " "
                i += 1
            } else if isJoiner(i) {
                i += 1
            } else {
                let (ends, kind) = token(at: i, before)
                for end in ends {
                    tokens.append(offsets[i]..<offsets[end])
                    i = end
                }
                before = kind
            }
        }
        return tokens
    }

    // MARK: Characters

    private func properties(_ i: Int) -> Unicode.Scalar.Properties? {
        text.indices.contains(i) ? text[i].properties : nil
    }
    private func kind(_ i: Int) -> ScalarClass.Kind? { text.indices.contains(i) ? ScalarClass(text[i]).kind : nil }
    private func character(_ i: Int) -> Character { text.indices.contains(i) ? Character(text[i]) : " " }
    private func isSpace(_ i: Int) -> Bool {
        guard let kind = kind(i) else { return true }
        return kind == .space || (kind == .other && text[i].value < 0xA0)
    }
    private func isJoiner(_ i: Int) -> Bool {
        guard text.indices.contains(i) else { return false }
        let value = text[i].value
        return value == 0xAD || (0x200B...0x200F ~= value) || (0x2060...0x2064 ~= value) || value == 0xFEFF
    }
    private func isUnspaced(_ i: Int) -> Bool { text.indices.contains(i) && ScalarClass(text[i]).isUnspaced }
    private func isDigit(_ i: Int) -> Bool { kind(i) == .digit }
    private func isLetter(_ i: Int) -> Bool { (kind(i) == .letter || kind(i) == .mark) && !isUnspaced(i) }
    private func isWord(_ i: Int) -> Bool { isLetter(i) || (isDigit(i) && !isUnspaced(i)) }
    private func isUpper(_ i: Int) -> Bool { text.indices.contains(i) && ScalarClass(text[i]).isUppercase }
    private func isLower(_ i: Int) -> Bool { text.indices.contains(i) && ScalarClass(text[i]).isLowercase }
    private func isASCII(_ i: Int) -> Bool { text.indices.contains(i) && text[i].isASCII }
    private func isASCIIWord(_ i: Int) -> Bool { isASCII(i) && isWord(i) }
    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }
    private func run(of character: Character, _ i: Int) -> Int {
        var j = i
        while self.character(j) == character, text.indices.contains(j) { j += 1 }
        return j
    }
    private func hyphen(_ i: Int) -> Bool { ["-", "\u{2010}", "\u{2011}"].contains(character(i)) }
    private func apostrophe(_ i: Int) -> Bool { ["'", "’"].contains(character(i)) }

    /// The end of the letters, marks and digits from `i`.
    private func wordEnd(_ i: Int) -> Int {
        var j = i
        while j < text.count {
            if isWord(j) {
                j += 1
            } else if character(j) == "_", isWord(run(of: "_", j)) {
                j = run(of: "_", j)
            } else if isJoiner(j), let next = (j + 1..<j + 5).first(where: { !isJoiner($0) }), isWord(next) {
                j += 1
            } else {
                break
            }
        }
        return j
    }

    // MARK: Tokens

    /// The ends of the tokens that begin at `i`, one behind the other, and what the last one is.
    private func token(at i: Int, _ before: String) -> ([Int], String) {
        if isASCIIWord(i), let end = url(i) ?? mail(i) ?? domain(i) { return ([end], "w") }
        if isUnspaced(i), kind(i) == .letter {
            var end = i + 1
            while kind(end) == .mark { end += 1 }
            return ([end], "w")
        }
        if isLetter(i) { return word(i) }
        if isDigit(i) { return number(i, from: i, before) }
        let opens = [" ", "o", "$"].contains(before)
        switch character(i) {
        case ".":
            if character(i + 1) == "/", character(i + 2) == "." { return ([i + 3], "x") }
            let end = run(of: ".", i)
            return end == i + 1 && isDigit(end) && opens ? number(i, from: end, before) : ([end], "x")
        case "'", "’":
            if "wx".contains(before), let end = clitic(i + 1) { return ([end], "w") }
            if before != "w", isASCII(i + 1), isDigit(i + 1), isASCII(i + 2), isDigit(i + 2) {
                let end = character(i + 3) == "s" ? i + 4 : i + 3
                if !isWord(end) { return ([end], "w") }
            }
            if character(i) == "'", character(i + 1) == "'" { return ([i + 2], "x") }
            return ([i + 1], " o".contains(before) ? "o" : "x")
        case "`": return ([character(i + 1) == "`" ? i + 2 : i + 1], "o")
        case "-", "+":
            return isDigit(i + 1) && opens ? number(i, from: i + 1, before) : ([run(of: character(i), i)], "x")
        case "\u{2212}" where isDigit(i + 1) && opens: return number(i, from: i + 1, before)
        case "!", "?":
            var end = i
            while ["!", "?"].contains(character(end)) { end += 1 }
            return ([end], "x")
        case "#", "@":
            var end = i + 1
            while isWord(end) || character(end) == "_" { end = isWord(end) ? wordEnd(end) : end + 1 }
            if before != "w", (i + 1..<end).contains(where: { character($0) != "_" }) { return ([end], "w") }
            return ([run(of: character(i), i)], "x")
        case "*", "_", "…", "—", "―": return ([run(of: character(i), i)], "x")
        case "=", "~", "<", ">": return ([run(of: character(i), i)], "o")
        case "$", "£", "¥": return ([i + 1], "$")
        case "(", "[", "{", "\"", "|", "“", "‘", "«", "„", "‚", "¿", "¡": return ([i + 1], "o")
        case "°" where ["C", "F"].contains(character(i + 1)) && !isWord(i + 2): return ([i + 2], "w")
        default: break
        }
        let value = text[i].value
        if 0x20A0...0x20CF ~= value { return ([i + 1], "$") }
        if 0x2260...0x2265 ~= value || value == 0x2248 { return ([i + 1], "o") }
        if kind(i) == .punctuation || value < 0x80 { return ([i + 1], "x") }
        var end = i + 1
        var isJoined = false
        while let next = kind(end), !isASCII(end) {
            let value = text[end].value
            let belongs =
                next == .mark || value == 0x200D || 0xFE00...0xFE0F ~= value || 0x1F3FB...0x1F3FF ~= value
                || (isJoined && next == .symbol)
            if !belongs { break }
            isJoined = value == 0x200D
            end += 1
        }
        return ([end], "x")
    }

    private func clitic(_ i: Int) -> Int? {
        let end = wordEnd(i)
        let clitics = ["s", "S", "m", "M", "d", "D", "ll", "LL", "re", "RE", "ve", "VE"]
        return end > i && clitics.contains(string(i..<end)) ? end : nil
    }

    // MARK: Words

    private func word(_ start: Int) -> ([Int], String) {
        for length in [4, 3, 2] where start + length <= text.count {
            let head = string(start..<(start + length))
            let isCode =
                isASCII(start) && isUpper(start) && (start..<start + length).allSatisfy { isASCII($0) && isLetter($0) }
            if isCode, isASCII(start + length), isDigit(start + length),
                TokenWords.isCurrency(Abbreviations.pack(head[...]))
            {
                return ([start + length], "$")
            }
        }
        return word(start, core: start, isInitials: true)
    }

    private func word(_ start: Int, core: Int, isInitials: Bool) -> ([Int], String) {
        var core = core
        var isInitials = isInitials
        while true {
            let end = wordEnd(core)
            let next = end + 1
            if character(end) == ".", end < text.count {
                switch fullStop(start, core, end, isInitials) {
                case 0: return ([end], "w")
                case 1: return ([next], "x")
                default:
                    isInitials = isInitials && isShort(core..<end)
                    core = next
                    continue
                }
            }
            isInitials = false
            if apostrophe(end) {
                guard isLetter(next) else { return ([end], "w") }
                if ["t", "T"].contains(character(next)), !isWord(next + 1), ["n", "N"].contains(character(end - 1)) {
                    return end - 1 > start ? ([end - 1, next + 1], "w") : ([next + 1], "w")
                }
                if clitic(next) != nil || isDigit(end - 1) { return ([end], "w") }
            } else if character(end) == "&" {
                guard isLetter(next) else { return ([end], "w") }
            } else if character(end) == "+" {
                let pluses = run(of: "+", end)
                return ([pluses <= end + 2 && !isWord(pluses) ? pluses : end], "w")
            } else if character(end) == "$" {
                let isShort = end - start <= 3 && (start..<end).allSatisfy { isASCII($0) && isUpper($0) }
                return isShort ? ([next], "$") : ([end], "w")
            } else if hyphen(end) {
                if isDigit(next) {
                    if !isDigit(end - 1), string(core..<end).utf8.count <= 8, isPrefix(string(core..<end)) {
                        return ([end], "w")
                    }
                } else if !isDigit(end - 1) || !isShortCode(next) {
                    return ([end], "w")
                }
            } else {
                return ([end], "w")
            }
            core = next
        }
    }

    private func isPrefix(_ word: String) -> Bool {
        TokenWords.isPrefix(Abbreviations.pack(word[...]) | 0x2020_2020_2020_2020)
    }

    /// At most three capitals, the first one among them, and digits, of eight characters at most.
    private func isShortCode(_ i: Int) -> Bool {
        guard isASCII(i), isUpper(i) else { return false }
        var end = i
        while isASCII(end), isUpper(end) || isDigit(end), end - i < 8 { end += 1 }
        return !isWord(end) && (i..<end).filter { isUpper($0) }.count <= 3
    }

    private func isShort(_ range: Range<Int>) -> Bool {
        (1...2).contains(range.count) && range.allSatisfy { kind($0) == .letter }
    }

    private func isAbbreviation(_ range: Range<Int>) -> Bool {
        Abbreviations.kind(of: Abbreviations.pack(string(range)[...])) != nil
    }

    /// 0: a token of its own; 1: the last character of the word; 2: inside it.
    private func fullStop(_ start: Int, _ core: Int, _ dot: Int, _ isInitials: Bool) -> Int {
        let after = dot + 1
        if character(after) == "." {
            return character(after + 1) != "." && endsAbbreviated(start, core, dot, isInitials) ? 1 : 0
        }
        if character(after) == "/", character(after + 1) == "." { return 0 }
        let isOne = dot == core + 1 && kind(core) == .letter
        if isDigit(after) {
            if isDigit(dot - 1) { return 2 }
            if isOne { return core == start && isASCII(core) && isUpper(core) ? 2 : 1 }
            return isAbbreviation(start..<dot) ? 1 : 0
        }
        guard isLetter(after) else { return endsAbbreviated(start, core, dot, isInitials) ? 1 : 0 }
        let next = wordEnd(after)
        let startsName = isUpper(after) && (after..<next).prefix(16).contains { isLower($0) }
        if isOne { return isUpper(core) && startsName ? 1 : 2 }
        if isAbbreviation(start..<next) { return 2 }
        if isUpper(after) {
            if isAbbreviation(start..<dot) { return 1 }
            if startsName || isLower(dot - 1) { return 0 }
        }
        return 2
    }

    private func endsAbbreviated(_ start: Int, _ core: Int, _ dot: Int, _ isInitials: Bool) -> Bool {
        if core > start, isInitials, isShort(core..<dot) { return true }
        var next = dot + 1
        while next < dot + 5, [" ", "\t", "\u{A0}"].contains(character(next)), next < text.count { next += 1 }
        switch Abbreviations.kind(of: Abbreviations.pack(string(start..<dot)[...])) {
        case .number: return isDigit(next)
        case .title, .month, .time, .ending: return true
        case nil: break
        }
        guard core == start, dot == core + 1, kind(core) == .letter, isUpper(core) else { return false }
        return ["-", ","].contains(character(dot + 1)) || (next > dot + 1 && isUpper(next))
    }

    // MARK: Numbers

    private func digits(_ i: Int) -> Int {
        var j = i
        while isDigit(j) { j += 1 }
        return j
    }

    private func number(_ start: Int, from first: Int, _ before: String) -> ([Int], String) {
        var end = digits(first)
        if first == start {
            var groups = 1
            var j = end
            while character(j) == "-", isDigit(j + 1) {
                j = digits(j + 1)
                groups += 1
            }
            if groups >= 3, !isWord(j) { return ([j], "w") }
        }
        var isPlain = first == start
        while [".", ",", ":", "/"].contains(character(end)), isDigit(end + 1) {
            end = digits(end + 1)
            isPlain = false
        }
        guard isWord(end) else {
            if hyphen(end), isPlain, !isDigit(end + 1), isShortCode(end + 1) {
                return word(start, core: end + 1, isInitials: false)
            }
            return ([end], "w")
        }
        let next = wordEnd(end)
        let isTime =
            ["a", "p", "A", "P"].contains(character(end)) && character(end + 1) == "."
            && ["m", "M"].contains(character(end + 2))
        if isTime, !isWord(end + 3) { return ([end], "w") }
        let suffix = Abbreviations.pack(string(end..<next)[...])
        if TokenWords.isOrdinal(suffix) { return ([next], "w") }
        if TokenWords.isUnit(suffix) || (before == "$" && TokenWords.isMagnitude(suffix)) { return ([end], "w") }
        return isPlain ? word(start, core: start, isInitials: false) : ([next], "w")
    }

    // MARK: Addresses

    private func host(_ i: Int) -> (labels: [Range<Int>], end: Int) {
        var labels: [Range<Int>] = []
        var start = i
        var j = i
        while true {
            while isASCIIWord(j) || character(j) == "-" { j += 1 }
            guard character(j) == ".", isASCIIWord(j + 1) else { break }
            labels.append(start..<j)
            j += 1
            start = j
        }
        labels.append(start..<j)
        return (labels, j)
    }

    private func path(from i: Int) -> Int? {
        var end = i
        while end < text.count, !isSpace(end), isASCII(end) ? !"<>\"{}|\\^`".contains(character(end)) : isWord(end) {
            end += 1
        }
        while end > i {
            let last = character(end - 1)
            let part = string(i..<end)
            func opens(_ open: Character, _ close: Character) -> Bool {
                part.filter { $0 == open }.count < part.filter { $0 == close }.count
            }
            guard ".,;:!?'*_".contains(last) || (last == ")" && opens("(", ")")) || (last == "]" && opens("[", "]"))
            else { break }
            end -= 1
        }
        return end > i ? end : nil
    }

    private func url(_ i: Int) -> Int? {
        let head = string(i..<min(text.count, i + 8)).lowercased()
        for scheme in ["https://", "http://", "ftp://"] where head.hasPrefix(scheme) {
            return path(from: i + scheme.count)
        }
        return head.hasPrefix("www.") && isASCIIWord(i + 4) ? path(from: i + 4) : nil
    }

    private func mail(_ i: Int) -> Int? {
        var j = i
        while isASCIIWord(j) || "._%+-".contains(character(j)) && j < text.count { j += 1 }
        guard character(j) == "@" else { return nil }
        let (labels, end) = host(j + 1)
        guard labels.count > 1, let last = labels.last, last.count >= 2, last.allSatisfy({ isLetter($0) }) else {
            return nil
        }
        return isWord(end) ? nil : end
    }

    private func domain(_ i: Int) -> Int? {
        let (labels, end) = host(i)
        guard labels.count > 1, let last = labels.last, !isWord(end), character(end) != "@", last.count <= 8 else {
            return nil
        }
        let sure = TokenWords.domain(Abbreviations.pack(string(last)[...]))
        guard sure == .sure || (sure == .withPath && character(end) == "/") else { return nil }
        return character(end) == "/" ? path(from: end) ?? end : end
    }
}
