/// Reads numbers that only say how large: `millions`, `tens of millions`, `several hundred`, `a few thousand`.
///
/// The value is the least that is meant: a million for `millions`, a hundred thousand for `hundreds of thousands`, the unit
/// itself for `several million`.
struct VagueNumbers {
    let text: ASCIIReader
    let numbers: NumberReader

    /// The vague number whose first word stands at `i`; `of` before what is counted belongs to it.
    func number(at i: Int) -> NumberReader.Number? {
        guard let first = text.word(at: i), let kind = Self.words[first.word] else { return nil }
        var number = NumberReader.Number(start: i, end: first.end, value: .one, isDigits: false, isPlain: false)
        if kind < 0 {
            // `several million`, `a few hundred`; `several` alone counts nothing.
            let start = first.word == Self.few ? article(before: i) ?? i : i
            var next = first.end + numbers.gap(first.end)
            if text.isWord(NumberReader.of, at: next) { next += 2 + text.space(next + 2) }
            guard next > first.end, let scale = numbers.numberWord(at: next), !scale.word.isOrdinal,
                !scale.word.isPlural,
                !scale.word.isShort, scale.word.kind == .scale || scale.word.kind == .hundred
            else { return nil }
            number.start = start
            number.end = scale.end
            number.power = scale.word.kind == .hundred ? 2 : scale.word.value
            guard let value = DecimalNumber.one.scaled(by: number.power) else { return nil }
            number.value = value
            if scale.word.kind == .hundred { numbers.readTail(&number, false, false) }
            return number
        }
        var power = kind
        var end = first.end
        // `hundreds of thousands of`.
        while let of = follows(end), let next = text.word(at: of), let more = Self.words[next.word], more >= 3,
            power < 18
        {
            power += more
            end = next.end
        }
        guard let of = follows(end), let value = DecimalNumber.one.scaled(by: power) else { return nil }
        (number.value, number.power, number.end) = (value, power, end)
        _ = of
        return number
    }

    /// Where the word behind ` of ` begins that follows `end`.
    func follows(_ end: Int) -> Int? {
        let space = text.space(end)
        guard space > 0, text.isWord(NumberReader.of, at: end + space), text.space(end + space + 2) > 0 else {
            return nil
        }
        return end + space + 2 + text.space(end + space + 2)
    }

    private func article(before i: Int) -> Int? {
        guard let before = text.wordBefore(i), before.word == NumberReader.a else { return nil }
        return before.start
    }

    private static let few: WordKey = "few"
    /// Plurals with their power of ten; -1 needs a multiplier.
    private static let words: WordTable = [
        "tens": 1, "dozens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12,
        "several": -1,
        "few": -1, "couple": -1, "many": -1,
    ]
}
