/// Cuts a text into runs of words that may speak of time, in one pass over its bytes.
///
/// A run ends at every word that the lexicon does not have, at the end of a sentence and at an empty line. Only a run
/// with a trigger in it (a month, a unit, four digits …) is worth reading; the others are forgotten at once.
struct TemporalLexer {
    private let text: ASCIIReader
    private let anyCase: Bool
    private var i = 0
    private var hasTrigger = false
    private let gate = TemporalLexicon.gate
    private let holidays = Holidays.gate
    /// The run read last.
    private(set) var tokens: [TemporalToken] = []

    /// The longest run; what is longer is cut.
    private static let limit = 200

    /// A lexer; with `anyCase` names of days and months need no capitals.
    init(_ text: ASCIIReader, anyCase: Bool = false) {
        self.text = text
        self.anyCase = anyCase
        tokens.reserveCapacity(Self.limit)
    }

    /// Moves to the next run with a trigger; false at the end of the text.
    mutating func next() -> Bool {
        tokens.removeAll(keepingCapacity: true)
        hasTrigger = anyCase
        while i < text.count {
            if !step() || tokens.count >= Self.limit {
                if hasTrigger, !tokens.isEmpty { return true }
                tokens.removeAll(keepingCapacity: true)
            }
        }
        return hasTrigger && !tokens.isEmpty
    }

    /// Reads on at `i`; false when a run ends there.
    private mutating func step() -> Bool {
        let byte = text[i]
        switch byte {
        case 0x20:
            i += 1
            return true
        case 0x61...0x7A, 0x41...0x5A: return word()
        case 0x30...0x39: return number()
        case 0x0A, 0x0D:
            // An empty line ends a run, a single line end is a space.
            var j = i + 1
            while text[j] == 0x20 || text[j] == 0x0D || text[j] == 0x09 { j += 1 }
            let isEmpty = text[j] == 0x0A
            i = isEmpty ? j + 1 : j
            return !isEmpty
        case UInt8(ascii: ","): return sign(.comma, 1)
        case UInt8(ascii: "-"): return sign(.dash, 1)
        case UInt8(ascii: "/"): return sign(.slash, 1)
        case UInt8(ascii: "~"): return sign(.tilde, 1)
        case UInt8(ascii: "'"): return apostrophe(1)
        case UInt8(ascii: ":"), UInt8(ascii: "."):
            guard ASCIIReader.isDigit(text[i + 1]), ASCIIReader.isDigit(text[i - 1]) else {
                i += 1
                return false
            }
            return sign(byte == UInt8(ascii: ":") ? .colon : .dot, 1)
        case 0xC2 where text[i + 1] == 0xA0:
            i += 2
            return true
        case 0xE2 where text[i + 1] == 0x80:
            switch text[i + 2] {
            case 0x98, 0x99: return apostrophe(3)
            case 0x90...0x93: return sign(.dash, 3)
            case 0x89, 0xAF:
                i += 3
                return true
            default:
                i += 3
                return false
            }
        case 0x80...:
            // A letter or sign beyond ASCII: the whole word is passed over.
            skipWord()
            return false
        default:
            i += 1
            return false
        }
    }

    private mutating func add(_ kind: TemporalToken.Kind, _ value: Int, to end: Int) -> Bool {
        tokens.append(
            TemporalToken(kind: kind, value: value, start: i, end: end, isGlued: tokens.last?.end == i))
        i = end
        return true
    }

    private mutating func sign(_ kind: TemporalToken.Kind, _ length: Int) -> Bool {
        guard !tokens.isEmpty else {
            i += length
            return true
        }
        return add(kind, 0, to: i + length)
    }

    /// `’s`, `s’`, `o’clock` and the mark of `’90s`.
    private mutating func apostrophe(_ length: Int) -> Bool {
        let next = i + length
        if text[next] | 0x20 == UInt8(ascii: "s"), text.isWordEnd(next + 1), tokens.last?.end == i {
            return add(.possessive, 0, to: next + 1)
        }
        // `’90s`, `’99`; the mark before `2020` is a quotation mark.
        if text.digitsEnd(next) == next + 2 { return add(.apostrophe, 0, to: next) }
        i = next
        if let last = tokens.last, last.kind == .unit, last.isPlural { return true }
        return false
    }

    // MARK: Words

    private mutating func word() -> Bool {
        let start = i
        let end = text.lettersEnd(i)
        let second = text[start + 1]
        let isHoliday = holidays.lets(text[start], second, end - start)
        // Most words go no further.
        guard isHoliday || end - start <= 2 || gate.lets(text[start], second, end - start) else {
            return unknown(start, end)
        }
        let afterDigits = ASCIIReader.isDigit(text[start - 1])
        if let length = clockWord(start, end, afterDigits) {
            return add(.meridiem, text[start] | 0x20 == 0x70 ? 12 : 0, to: start + length)
        }
        if afterDigits, end - start == 1, let known = gluedLetter(start) { return known }
        if text[start] | 0x20 == 0x6F, end == start + 1, isApostropheClock(end) {
            let length = text[end] == UInt8(ascii: "'") ? 1 : 3
            return add(.oclock, 0, to: end + length + 5)
        }
        if isHoliday, let holiday = Holidays.match(text, at: start, anyCase: anyCase) {
            hasTrigger = true
            return add(.holiday, holiday.number, to: holiday.end)
        }
        guard end - start <= 16, let entry = TemporalLexicon.entry(WordKey(text.bytes, start..<end)),
            fits(entry, start, end)
        else { return unknown(start, end) }
        if !text.isWordEnd(end) {
            // `Q1`, `FY2019`, `Dec31`: a number right after.
            guard ASCIIReader.isDigit(text[end]), entry.kind == .letterUnit || entry.kind == .month else {
                return unknown(start, end)
            }
            hasTrigger = true
        }
        _ = add(entry.kind, entry.value, to: end)
        tokens[tokens.count - 1].isCapital = ASCIIReader.isCapital(text[start])
        tokens[tokens.count - 1].isShort = entry.isShort
        tokens[tokens.count - 1].isPlural = entry.isPlural
        if entry.isTrigger { hasTrigger = true }
        if entry.isShort, text[end] == UInt8(ascii: "."), stopBelongs(end + 1, entry.kind) {
            tokens[tokens.count - 1].end = end + 1
            i = end + 1
        }
        return true
    }

    /// Whether the stop of a short form is not the end of a sentence.
    private func stopBelongs(_ after: Int, _ kind: TemporalToken.Kind) -> Bool {
        let space = text.space(after)
        if space == 0 {
            return text[after] == UInt8(ascii: ",") || text[after] == UInt8(ascii: ")")
                || text[after] == UInt8(ascii: "-")
        }
        let next = text[after + space]
        return ASCIIReader.isDigit(next) || ASCIIReader.isSmall(next)
            || kind == .weekday && ASCIIReader.isCapital(next)
    }

    /// Whether the word's letters are those that the entry asks for: no `may`, `march` or `sun`, and no `SEC`.
    private func fits(_ entry: TemporalLexicon.Entry, _ start: Int, _ end: Int) -> Bool {
        let isCapital = ASCIIReader.isCapital(text[start])
        if entry.needsCapital {
            guard isCapital || anyCase && entry.kind == .month else { return false }
        }
        if entry.isShort, isCapital, ASCIIReader.isCapital(text[start + 1]) {
            // `JAN`, `DEC` in a line of capitals are rare; `SEC`, `MAR` as acronyms are not.
            return entry.kind == .month && ASCIIReader.isDigit(text[end + text.space(end)])
        }
        return true
    }

    /// The length of `a.m.`, `p.m.`, `a.m`, `p. m.`, `am` or `pm` at a letter, after something that may be an hour.
    private func clockWord(_ start: Int, _ end: Int, _ afterDigits: Bool) -> Int? {
        let first = text[start] | 0x20
        guard first == 0x61 || first == 0x70, let last = tokens.last,
            last.kind == .number || last.kind == .numberWord || last.kind == .oclock || last.kind == .plural
        else { return nil }
        if end == start + 1, text[end] == UInt8(ascii: ".") {
            let second = end + 1 + (text[end + 1] == 0x20 ? 1 : 0)
            guard text[second] | 0x20 == 0x6D, !ASCIIReader.isWord(text[second + 1]) else { return nil }
            return second + 1 - start + (text[second + 1] == UInt8(ascii: ".") ? 1 : 0)
        }
        if end == start + 2, text[start + 1] | 0x20 == 0x6D, text.isWordEnd(end) { return 2 }
        return nil
    }

    /// A letter right after digits: `1990s`, `9p`, `3h`.
    private mutating func gluedLetter(_ start: Int) -> Bool? {
        guard text.isWordEnd(start + 1) else { return nil }
        let unit: TemporalUnit
        switch text[start] | 0x20 {
        case UInt8(ascii: "s"):
            hasTrigger = true
            return add(.plural, 0, to: start + 1)
        case UInt8(ascii: "a") where anyCase: return add(.meridiem, 0, to: start + 1)
        case UInt8(ascii: "p") where anyCase: return add(.meridiem, 12, to: start + 1)
        case UInt8(ascii: "h"): unit = .hour
        case UInt8(ascii: "d"): unit = .day
        case UInt8(ascii: "w"): unit = .week
        case UInt8(ascii: "y"): unit = .year
        default: return nil
        }
        _ = add(.unit, unit.rawValue, to: start + 1)
        tokens[tokens.count - 1].isShort = true
        tokens[tokens.count - 1].width = 1
        hasTrigger = true
        return true
    }

    private func isApostropheClock(_ i: Int) -> Bool {
        let length =
            text[i] == UInt8(ascii: "'") ? 1 : text[i] == 0xE2 && text[i + 1] == 0x80 && text[i + 2] == 0x99 ? 3 : 0
        return length > 0 && text.isWord("clock", at: i + length)
    }

    /// Passes over a word that is none of ours, and over digits joined to it: `COVID-19`, `F-16`, `ABC-12345-A1`.
    private mutating func unknown(_ start: Int, _ end: Int) -> Bool {
        if ASCIIReader.isDigit(text[start - 1]), tokens.last?.end == start { tokens.removeLast() }
        i = end - 1
        skipWord()
        while text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "_"), ASCIIReader.isDigit(text[i + 1]),
            !isDate(i + 1)
        {
            i += 1
            skipWord()
        }
        return false
    }

    /// Whether `2002-10-09` stands at `i`.
    private func isDate(_ i: Int) -> Bool {
        text.digitsEnd(i) == i + 4 && text[i + 4] == UInt8(ascii: "-") && text.digitsEnd(i + 5) == i + 7
            && text[i + 7] == UInt8(ascii: "-") && text.digitsEnd(i + 8) == i + 10
    }

    private mutating func skipWord() {
        i += 1
        while i < text.count {
            let byte = text[i]
            guard byte >= 0x80 || ASCIIReader.isWord(byte) || byte == UInt8(ascii: "_") else { return }
            if byte == 0xE2 || byte == 0xC2, text.isWordEnd(i) { return }
            i += 1
        }
    }

    // MARK: Numbers

    private mutating func number() -> Bool {
        let start = i
        var end = text.digitsEnd(i)
        let before = text[start - 1]
        guard end - start <= 8, !Self.isNumberMark(before), !(before >= 0x80 && !text.isWordStart(start)) else {
            return deadNumber(end)
        }
        var value = text.value(start, end)
        var kind = TemporalToken.Kind.number
        let width = end - start
        if width <= 3, text[end] == UInt8(ascii: ","), text.digitsEnd(end + 1) == end + 4 {
            // `2,000 years`; at most nine digits.
            repeat {
                value = value * 1000 + text.value(end + 1, end + 4)
                end += 4
            } while text[end] == UInt8(ascii: ",") && text.digitsEnd(end + 1) == end + 4 && value < 1_000_000
            kind = .grouped
        }
        let next = text[end]
        if next == UInt8(ascii: "%") || next == 0xC2 && text[end + 1] == 0xB0 { return deadNumber(end) }
        _ = add(kind, value, to: end)
        tokens[tokens.count - 1].width = kind == .number ? width : 0
        // `3rd`, `10am`, `16/9`, `10:30`, `2020`.
        if width == 4 || ASCIIReader.isLetter(next) { hasTrigger = true }
        if [UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(next),
            ASCIIReader.isDigit(text[end + 1])
        {
            hasTrigger = true
        }
        return true
    }

    private static func isNumberMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "="),
            UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// Passes over a number that is no part of a date, with its points and letters.
    private mutating func deadNumber(_ end: Int) -> Bool {
        i = end
        while i < text.count {
            let byte = text[i]
            if ASCIIReader.isWord(byte), byte < 0x80 {
                i += 1
            } else if [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/")].contains(byte),
                ASCIIReader.isDigit(text[i + 1])
            {
                i += 2
            } else {
                break
            }
        }
        return false
    }
}
