import DocumentModel

/// Reads quantities: a number and its unit of measure, with squares, cubes and rates: `300,000 barrels per day`, `40 km/h`.
struct QuantityReader {
    let text: ASCIIReader
    let numbers: NumberReader

    /// A unit that stands in the text.
    private struct Found {
        var name: String
        var end: Int
        var power = 0
        var rule = "quantity"
    }

    /// The quantity that a number begins.
    func quantity(_ number: NumberReader.Number) -> FoundAmount? {
        guard let unit = unit(after: number), let value = number.value.scaled(by: unit.power) else { return nil }
        return FoundAmount(
            start: number.start, end: unit.end, label: .quantity, value: value, unit: unit.name, rule: unit.rule,
            power: number.power)
    }

    private func unit(after number: NumberReader.Number) -> Found? {
        let gap = numbers.gap(number.end)
        guard gap > 0 || number.isDigits else { return nil }
        let i = number.end + gap
        if text[i] == 0xC2, text[i + 1] == 0xB0 { return degrees(i + 2, "°") }
        guard ASCIIReader.isLetter(text[i]), let word = word(at: i) else { return nil }
        var power = ""
        var base = word
        if let dimension = Self.dimensions[word.word], numbers.gap(word.end) > 0 {
            guard let next = self.word(at: word.end + numbers.gap(word.end)) else { return nil }
            power = dimension == 2 ? "2" : dimension == 3 ? "3" : ""
            base = next
            if dimension == 4 { return metric(base) }
        }
        guard let index = MeasureUnits.words[base.word] else { return nil }
        let unit = MeasureUnits.units[index]
        guard power.isEmpty || unit.isLength, !unit.needsDigits || number.isDigits else { return nil }
        // `5m` is a short million, `5 G` a network, `10 K` a run; `a 5-foot-10 player` is no quantity of feet alone.
        if base.end - base.start == 1,
            gap == 0 && text[base.start] != UInt8(ascii: "g") || ASCIIReader.isCapital(text[base.start])
        {
            return nil
        }
        var found = Found(name: unit.name + power, end: base.end, power: unit.power)
        if power.isEmpty, unit.isLength { readPower(&found) }
        if unit.name == "°" { return degrees(found.end, "°") }
        if !unit.name.contains("/") { readRate(&found) }
        return found
    }

    /// The word at `i`, which a figure may end: `km2`.
    private func word(at i: Int) -> (word: WordKey, start: Int, end: Int)? {
        let end = text.lettersEnd(i)
        guard end > i, end - i <= 16 else { return nil }
        let next = text[end]
        guard text.isWordEnd(end) || next == UInt8(ascii: "2") || next == UInt8(ascii: "3") || next == 0xC2 else {
            return nil
        }
        if ASCIIReader.isDigit(next), !text.isWordEnd(end + 1) || end - i > 2 { return nil }
        return (WordKey(text.bytes, i..<end), i, end)
    }

    /// `km2`, `m³`.
    private func readPower(_ found: inout Found) {
        let byte = text[found.end]
        if byte == UInt8(ascii: "2") || byte == UInt8(ascii: "3") {
            found.name += byte == UInt8(ascii: "2") ? "2" : "3"
            found.end += 1
        } else if byte == 0xC2, text[found.end + 1] == 0xB2 || text[found.end + 1] == 0xB3 {
            found.name += text[found.end + 1] == 0xB2 ? "2" : "3"
            found.end += 2
        }
    }

    /// `metric tons`, `metric tonnes`.
    private func metric(_ base: (word: WordKey, start: Int, end: Int)) -> Found? {
        guard let index = MeasureUnits.words[base.word], ["t", "ton"].contains(MeasureUnits.units[index].name) else {
            return nil
        }
        var found = Found(name: "t", end: base.end)
        readRate(&found)
        return found
    }

    /// ` Celsius`, `C`, ` F` behind degrees.
    private func degrees(_ end: Int, _ name: String) -> Found {
        var found = Found(name: name, end: end)
        guard let word = text.word(at: end + text.space(end)) else { return found }
        if word.word == Self.celsius || word.word == Self.centigrade || isScale(UInt8(ascii: "C"), word) {
            (found.name, found.end) = ("°C", word.end)
        } else if word.word == Self.fahrenheit || isScale(UInt8(ascii: "F"), word) {
            (found.name, found.end) = ("°F", word.end)
        }
        return found
    }

    private func isScale(_ letter: UInt8, _ word: (word: WordKey, end: Int)) -> Bool {
        text[word.end - 1] == letter && !ASCIIReader.isLetter(text[word.end - 2])
    }

    /// ` per day`, ` a day`, ` an hour`, `/h`, `-hours` of kilowatts.
    private func readRate(_ found: inout Found) {
        var i = found.end
        if text[i] == UInt8(ascii: "/") {
            i += 1
        } else {
            let gap = numbers.gap(i)
            guard gap > 0, let word = text.word(at: i + gap) else { return }
            if Self.hours.contains(word.word), found.name.hasSuffix("W") {
                (found.name, found.end) = (found.name + "h", word.end)
                return
            }
            guard Self.per.contains(word.word), text.space(word.end) > 0 else { return }
            i = word.end + text.space(word.end)
        }
        guard let word = text.word(at: i), let rate = MeasureUnits.rates[word.word] else { return }
        (found.name, found.end) = ("\(found.name)/\(MeasureUnits.rateNames[rate])", word.end)
    }

    private static let dimensions: WordTable = [
        "square": 2, "sq": 2, "cubic": 3, "cu": 3, "metric": 4, "nautical": 5, "statute": 5,
    ]
    private static let per: WordTable = ["per", "a", "an", "each"]
    private static let hours: WordTable = ["hour", "hours"]
    private static let celsius: WordKey = "celsius"
    private static let centigrade: WordKey = "centigrade"
    private static let fahrenheit: WordKey = "fahrenheit"
}
