import DocumentModel

/// Reads what stands behind the number of a share: `%`, ` percent`, ` per cent`, ` percentage points`, ` basis points`.
struct ShareReader {
    let text: ASCIIReader
    let numbers: NumberReader

    /// The share that a number begins.
    func share(_ number: NumberReader.Number) -> FoundAmount? {
        guard let unit = unit(after: number.end, number) else { return nil }
        return FoundAmount(
            start: number.start, end: unit.end, label: .percent, value: number.value, unit: unit.name, rule: "percent",
            power: number.power)
    }

    private func unit(after end: Int, _ number: NumberReader.Number) -> (name: String, end: Int)? {
        let space = text.space(end)
        if text[end + space] == UInt8(ascii: "%") {
            // `q=30%25%20`: an address.
            return ASCIIReader.isWord(text[end + space + 1]) && text[end + space + 1] < 0x80
                ? nil : ("%", end + space + 1)
        }
        let gap = numbers.gap(end)
        guard gap > 0 || number.isDigits else { return nil }
        let i = end + gap
        // Most words behind a number begin with another letter.
        switch text[i] | 0x20 {
        case UInt8(ascii: "p"): return percent(i, gap)
        case UInt8(ascii: "b"): return basis(i, gap)
        case UInt8(ascii: "o"):
            // `0.25 of a point`, `half of a percentage point`.
            guard number.value < .one, gap > 0, text.isWord(NumberReader.of, at: i) else { return nil }
            return ofAPoint(i + 2)
        case UInt8(ascii: "a"): return number.value < .one && gap > 0 ? ofAPoint(end) : nil
        default: return nil
        }
    }

    private func percent(_ i: Int, _ gap: Int) -> (name: String, end: Int)? {
        guard let word = text.word(at: i), let kind = Self.words[word.word] else { return nil }
        switch kind {
        case 1: return ("%", word.end)
        case 2:
            let next = numbers.gap(word.end)
            guard next > 0, let second = text.word(at: word.end + next), second.word == Self.cent else { return nil }
            return ("%", second.end)
        case 3:
            let next = numbers.gap(word.end)
            if next > 0, let second = text.word(at: word.end + next), Self.points.contains(second.word) {
                return ("pp", second.end)
            }
            return gap > 0 && word.word == Self.percentage ? ("%", word.end) : nil
        default: return ("pp", word.end)
        }
    }

    private func basis(_ i: Int, _ gap: Int) -> (name: String, end: Int)? {
        guard let word = text.word(at: i), let kind = Self.basisWords[word.word] else { return nil }
        if kind == 1 { return ("bp", word.end) }
        let next = numbers.gap(word.end)
        guard next > 0, let second = text.word(at: word.end + next), Self.points.contains(second.word) else {
            return nil
        }
        return ("bp", second.end)
    }

    /// ` a point`, ` a percentage point`, ` a percent` behind a fraction.
    private func ofAPoint(_ end: Int) -> (name: String, end: Int)? {
        guard text.space(end) > 0, let article = text.word(at: end + text.space(end)), article.word == NumberReader.a,
            text.space(article.end) > 0
        else { return nil }
        let i = article.end + text.space(article.end)
        guard let word = text.word(at: i) else { return nil }
        if Self.points.contains(word.word) { return ("pp", word.end) }
        return text[i] | 0x20 == UInt8(ascii: "p") ? percent(i, 1) : nil
    }

    /// `a percentage point`, `a full percentage point` whose article stands at `start`; `i` is behind it.
    func article(_ start: Int, _ i: Int) -> FoundAmount? {
        guard text.isWord(Self.percentage, at: i), let unit = percent(i, 1), unit.name == "pp" else { return nil }
        return FoundAmount(start: start, end: unit.end, label: .percent, value: .one, unit: "pp", rule: "percent")
    }

    private static let cent: WordKey = "cent"
    private static let percentage: WordKey = "percentage"
    private static let points: WordTable = ["point", "points"]
    /// 1 stands alone, 2 and 3 have a second word, 4 is short for percentage points.
    private static let words: WordTable = [
        "percent": 1, "pct": 1, "percents": 1, "per": 2, "percentage": 3, "pp": 4, "ppt": 4, "ppts": 4,
    ]
    private static let basisWords: WordTable = ["bps": 1, "bp": 1, "basis": 2]
}
