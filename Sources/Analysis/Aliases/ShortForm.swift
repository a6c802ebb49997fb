/// What may be a short form, judged by itself.
struct ShortForm {
    /// Its bytes, trimmed.
    let range: Range<Int>
    /// How much the way of its letters may cost.
    let limit: Int

    private static let longest = 14

    /// Nil when it can be none: too long, a plain word, a number, a formula.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        let range = AliasText.trimmed(bytes, range)
        guard let first = range.first, range.count <= 2 * Self.longest else { return nil }
        var letters = 0
        var capitals = 0
        var digits = 0
        var elements = 0
        var spaces = 0
        var isAfterDigit = false
        for i in range {
            let byte = bytes[i]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): letters += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                letters += 1
                capitals += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                elements += isAfterDigit ? 0 : 1
            case 0x20, 0xA0: spaces += 1
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "'"),
                UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "["), UInt8(ascii: "]"):
                break
            case 0xC0...: letters += 1
            case 0x80..<0xC0: break
            default: return nil  // =, <, %, :, ; … are of formulas
            }
            isAfterDigit = byte &- 48 < 10
        }
        elements += letters
        guard letters > 0, letters + digits <= Self.longest, spaces <= 2, AliasText.isAlphanumeric(bytes[first]) else {
            return nil
        }
        // `Fig. 1`, `J. Smith`: a full stop before a space, unless a species: `S. aureus`.
        for i in range.dropLast() where bytes[i] == UInt8(ascii: ",") && bytes[i + 1] == 0x20 { return nil }
        guard Self.wordsFit(bytes, range, spaces, capitals) else { return nil }
        if letters == 1, digits == 0 {
            guard range.count <= 2, capitals == 1 || bytes[first] >= 0x80 else { return nil }
            limit = 0
        } else {
            limit = Self.limit(elements, capitals, digits)
        }
        // A word as any other, but for its capital: `Smith`, `Canada`.
        if spaces == 0, digits == 0, letters >= 5, capitals == 1, AliasText.isCapital(bytes[first]),
            letters == range.count
        {
            return nil
        }
        self.range = range
    }

    private static func limit(_ elements: Int, _ capitals: Int, _ digits: Int) -> Int {
        let limit =
            switch elements {
            case 1: 0
            case 2: 10
            case 3: 22
            case 4: 34
            case 5: 46
            default: 58
            }
        // Small letters are in words, too.
        return capitals + digits == 0 ? elements >= 4 ? min(limit, 14) : max(7, limit * 2 / 3) : limit
    }

    private static func wordsFit(_ bytes: [UInt8], _ range: Range<Int>, _ spaces: Int, _ capitals: Int) -> Bool {
        if capitals == 0, AliasWords.plainWords.contains(WordKey(bytes, range)) { return false }
        guard spaces > 0 else { return true }
        var start = range.lowerBound
        for i in range.lowerBound...range.upperBound where i == range.upperBound || AliasText.isSpace(bytes, i) {
            let word = start..<i
            start = i + 1
            guard !word.isEmpty else { continue }
            let key = WordKey(bytes, word)
            let isSmall = !word.contains { AliasText.isCapital(bytes[$0]) }
            if isSmall, AliasWords.plainWords.contains(key) || AliasWords.stops.contains(key) { return false }
            if word.count > 8 { return false }
        }
        return true
    }
}
