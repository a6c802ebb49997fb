/// The currencies that amounts are read with: their codes, words and signs.
package struct Currencies: Sendable {
    /// What a word or sign says.
    struct Unit: Sendable, Equatable {
        /// The ISO 4217 code; a word in small letters where it is open whose unit it is (`peso`).
        var code: String
        /// The power of ten: -2 for cents, 6 for `MEUR`, else 0.
        var power = 0
        /// Whether it is money only behind a multiplier or separators: `5 million won`, `N50 million`.
        var isWeak = false
        /// Whether no country is named: `$`, `dollars`, `cents`.
        var isPlain = false
    }

    /// A unit that stands in a text.
    struct Match {
        var unit: Unit
        var start: Int
        var end: Int
    }

    private var units: [Unit] = []
    /// Units by the hash of a word or phrase in small letters, as it stands after a number.
    private var words = HashedUnits()
    /// Units by the hash of a code or short sign of letters that may stand before a number, exactly as written.
    private var prefixes = HashedUnits()
    /// Units by sign, longest first: `US$` before `$`.
    private var signs: [(bytes: [UInt8], unit: Int)] = []
    /// Whether a sign begins (bit 0) or ends (bit 1) with a byte.
    private var signBytes = [UInt8](repeating: 0, count: 256)
    /// Whether a word begins with a letter.
    private var wordBytes = [Bool](repeating: false, count: 256)
    /// The most words in a phrase.
    private var mostWords = 1

    /// Codes that are also found in small letters; others are words (`all`, `try`, `cup`).
    private static let smallCodes: Set<String> = [
        "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "AUD", "CAD", "CHF", "INR", "VND", "KRW", "HKD", "SGD", "NZD", "SEK",
        "NOK", "DKK", "RUB", "BRL", "MXN", "ZAR", "THB", "MYR", "IDR", "PHP", "TWD", "AED", "KWD", "BDT", "PKR", "LKR",
        "BTC", "NGN", "KES", "EGP", "PLN", "CZK", "HUF", "ILS", "ARS", "CLP", "COP",
    ]

    /// Codes that are words or names, which headlines write in capitals: `ALL 50 STATES`.
    private static let wordCodes: Set<String> = [
        "ALL", "TRY", "TOP", "CUP", "MAD", "GEL", "PEN", "SOS", "COP", "BAM", "MOP", "RON", "NAD", "AMD", "ANG", "ETH",
        "BOB", "LAK", "SIT", "SAR", "CHE", "DOP", "MUR", "GIP", "SUR", "BIF", "FIM", "BTN",
    ]

    /// Reads the shipped list: code, name, words, signs and smaller units; words parted by `|`.
    package init(list: StaticString) { self.init(bytes: list.withUTF8Buffer { Array($0) }) }

    /// Reads a list in the shipped one's form.
    package init(bytes text: [UInt8]) {
        for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard let first = fields.first, !first.isEmpty else { continue }
            addCode(first)
            let code = String(decoding: first, as: UTF8.self)
            for (column, field) in fields.enumerated().dropFirst(2) {
                for entry in field.split(separator: UInt8(ascii: "|")) { add(entry, code, column) }
            }
        }
        for sign in signs {
            signBytes[Int(sign.bytes[0])] |= 1
            signBytes[Int(sign.bytes[sign.bytes.count - 1])] |= 2
        }
        signs.sort { a, b in
            a.bytes.count != b.bytes.count ? a.bytes.count > b.bytes.count : a.bytes.lexicographicallyPrecedes(b.bytes)
        }
    }

    private mutating func unit(_ unit: Unit) -> Int {
        units.append(unit)
        return units.count - 1
    }

    private mutating func addCode(_ letters: ArraySlice<UInt8>) {
        guard letters.count == 3, letters.allSatisfy(ASCIIReader.isCapital) else { return }
        let code = String(decoding: letters, as: UTF8.self)
        let unit = unit(Unit(code: code, isWeak: Self.wordCodes.contains(code)))
        prefixes[Self.hash(letters)] = unit
        if Self.smallCodes.contains(code) { prefixes[Self.hash(letters.lazy.map(Self.small))] = unit }
        // `MEUR`, `KUSD`.
        for (letter, power) in [(UInt8(ascii: "M"), 6), (UInt8(ascii: "K"), 3)] where Self.smallCodes.contains(code) {
            prefixes[Self.hash([letter] + letters)] = self.unit(Unit(code: code, power: power))
        }
    }

    private mutating func add(_ entry: ArraySlice<UInt8>, _ code: String, _ column: Int) {
        var entry = entry
        var made = Unit(code: code)
        if entry.first == UInt8(ascii: "+") {
            made.isWeak = true
            entry = entry.dropFirst()
        }
        if column == 4 {
            // `fils=3`: a thousandth.
            let parts = entry.split(separator: UInt8(ascii: "="))
            guard let word = parts.first else { return }
            let power = parts.count > 1 ? parts[1].first.map { Int($0 &- 48) } ?? 2 : 2
            made.power = -power
            entry = word
        }
        guard let head = entry.first else { return }
        let isWord = entry.allSatisfy {
            ASCIIReader.isWord($0) || $0 == 0x20 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "'")
                || $0 == UInt8(ascii: "-")
        }
        // `€` and `₫` are signs, `đồng` and `元` have letters.
        let isSign = column == 3 && (!isWord || head >= 0x80) || !isWord || head == 0xC2
        made.isPlain = isSign ? entry.elementsEqual([UInt8(ascii: "$")]) : !entry.contains(0x20) && column != 3
        let unit = unit(made)
        if isSign {
            signs.append((Array(entry), unit))
            return
        }
        if column == 3 {
            // `Rs 5`, `Tk 300`, `KSh 20`: before a number; `10 RMB`, `5 RM` after it too.
            prefixes[Self.hash(entry.filter { $0 != UInt8(ascii: ".") })] = unit
            if entry.count > 1, !made.isWeak, words[Self.hash(entry.lazy.map(Self.small))] == nil, entry.count == 3 {
                if entry.elementsEqual("RMB".utf8) { words[Self.hash("rmb".utf8)] = unit }
            }
            return
        }
        words[Self.hash(entry.lazy.map { $0 == UInt8(ascii: "-") ? 0x20 : Self.small($0) })] = unit
        wordBytes[Int(head | (ASCIIReader.isLetter(head) ? 0x20 : 0))] = true
        mostWords = max(mostWords, 1 + entry.count { $0 == 0x20 || $0 == UInt8(ascii: "-") })
    }

    private static func small(_ byte: UInt8) -> UInt8 { ASCIIReader.isCapital(byte) ? byte | 0x20 : byte }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { h = (h ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return h
    }

    // MARK: Before a number

    /// The currency right before the number at `i`, after at most one space: `US$4`, `€ 5`, `VND 3`, `Rs. 5`, `mxn$ 15`.
    func before(_ text: ASCIIReader, _ i: Int) -> Match? {
        let space = text.spaceBefore(i)
        let end = i - space
        let byte = text[end - 1]
        // Most numbers stand after a small letter and a space.
        if signBytes[Int(byte)] & 2 != 0, let sign = sign(text, before: end) { return sign }
        guard ASCIIReader.isLetter(byte) || byte == UInt8(ascii: ".") else { return nil }
        return prefix(text, end)
    }

    /// The currency whose sign ends at `end`, with letters that belong to it: `US$`, `C $`, `mxn$`, `€`.
    private func sign(_ text: ASCIIReader, before end: Int) -> Match? {
        for sign in signs where sign.bytes[sign.bytes.count - 1] == text[end - 1] {
            let start = end - sign.bytes.count
            guard start >= 0, matches(text, start, sign.bytes) else { continue }
            let isLetters = ASCIIReader.isLetter(sign.bytes[0])
            // `US$` in `AUS$` is none; a plain sign may stand after anything but a letter.
            if isLetters, !text.isWordStart(start) { continue }
            var match = Match(unit: units[sign.unit], start: start, end: end)
            if match.unit.isPlain, let lettered = lettered(text, start, end) { match = lettered }
            return match
        }
        return nil
    }

    /// `c $`, `US $`, `mxn$`: a code or letters before a dollar sign, in any case.
    private func lettered(_ text: ASCIIReader, _ dollar: Int, _ end: Int) -> Match? {
        let lettersEnd = dollar - (text[dollar - 1] == 0x20 ? 1 : 0)
        let start = text.lettersStart(lettersEnd)
        let count = lettersEnd - start
        guard count > 0, count <= 3, text.isWordStart(start) else { return nil }
        let letters = text.bytes[start..<lettersEnd].map { ASCIIReader.isSmall($0) ? $0 & 0xDF : $0 }
        if count == 3, let unit = prefixes[Self.hash(letters)] {
            return Match(unit: Unit(code: units[unit].code), start: start, end: end)
        }
        // `a $ 5 fine` has an article; `A$`, `S$` stand without a space.
        guard lettersEnd < dollar || !ASCIIReader.isSmall(text[start]) else { return nil }
        guard letters != [UInt8(ascii: "A")], letters != [UInt8(ascii: "S")] else { return nil }
        let whole = letters + [UInt8(ascii: "$")]
        guard let sign = signs.first(where: { $0.bytes == whole }) else { return nil }
        return Match(unit: units[sign.unit], start: start, end: end)
    }

    /// The currency of the code or short word that ends at `end`: `VND`, `Rs`, `Rs.`, `usd`.
    private func prefix(_ text: ASCIIReader, _ end: Int) -> Match? {
        let lettersEnd = text[end - 1] == UInt8(ascii: ".") ? end - 1 : end
        let start = text.lettersStart(lettersEnd)
        guard lettersEnd > start, lettersEnd - start <= 4, text.isWordStart(start),
            text[start - 1] != UInt8(ascii: "."),
            let unit = prefixes[Self.hash(text.bytes[start..<lettersEnd])]
        else { return nil }
        // `PAB. 5`: a full stop ends short words only, not codes.
        if lettersEnd < end, lettersEnd - start == 3, units[unit].code.utf8.count == 3,
            text.bytes[start..<lettersEnd].allSatisfy(ASCIIReader.isCapital)
        {
            return nil
        }
        return Match(unit: units[unit], start: start, end: end)
    }

    /// The word of a currency that stands before the number at `i`, after one space: `dollar 22.5 million`.
    func word(_ text: ASCIIReader, before i: Int) -> Match? {
        guard let before = text.wordBefore(i), wordBytes[Int(text[before.start] | 0x20)],
            let match = words(text, at: before.start), match.end == i - text.spaceBefore(i), !match.unit.isWeak
        else { return nil }
        return match
    }

    // MARK: At an offset

    /// The currency whose sign begins at `i`.
    func sign(_ text: ASCIIReader, at i: Int) -> Match? {
        guard signBytes[Int(text[i])] & 1 != 0 else { return nil }
        for sign in signs where sign.bytes[0] == text[i] && matches(text, i, sign.bytes) {
            return Match(unit: units[sign.unit], start: i, end: i + sign.bytes.count)
        }
        return nil
    }

    private func matches(_ text: ASCIIReader, _ i: Int, _ sign: [UInt8]) -> Bool {
        guard i >= 0, i + sign.count <= text.count else { return false }
        for k in 0..<sign.count where text.bytes[i + k] != sign[k] { return false }
        return true
    }

    /// The currency whose code begins at `i`, in capitals or, where it is no word, in small letters.
    func code(_ text: ASCIIReader, at i: Int) -> Match? {
        let end = text.lettersEnd(i)
        guard end - i == 3 || end - i == 4, text.isWordEnd(end), let unit = prefixes[Self.hash(text.bytes[i..<end])],
            end - i == 3
                ? units[unit].code.utf8.elementsEqual(text.bytes[i..<end].lazy.map { $0 & 0xDF })
                : units[unit].power > 0
        else { return nil }
        return Match(unit: units[unit], start: i, end: end)
    }

    /// The currency whose code or words begin at `i`: `USD`, `US dollars`, `Vietnamese dong`; the longest.
    func words(_ text: ASCIIReader, at i: Int) -> Match? {
        var best = code(text, at: i)
        let head = text[i]
        guard wordBytes[Int(ASCIIReader.isLetter(head) ? head | 0x20 : head)] else { return best }
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        var j = i
        for _ in 0..<mostWords {
            guard isWordByte(text, j, i) else { break }
            while isWordByte(text, j, i) {
                h = (h ^ UInt64(Self.small(text[j]))) &* 0x100_0000_01B3
                j += 1
                if j - i > 40 { return best }
            }
            if text.isWordEnd(j), let unit = words[h] { best = Match(unit: units[unit], start: i, end: j) }
            guard text.space(j) == 1 || text[j] == UInt8(ascii: "-") else { break }
            h = (h ^ 0x20) &* 0x100_0000_01B3
            j += 1
        }
        return best
    }

    /// Whether a byte belongs to a word; a full stop does in `U.S.`, an apostrophe in `pa'anga`.
    private func isWordByte(_ text: ASCIIReader, _ j: Int, _ start: Int) -> Bool {
        let byte = text[j]
        if ASCIIReader.isLetter(byte) || byte >= 0x80 && !text.isWordEnd(j) { return true }
        if byte == UInt8(ascii: "'") { return ASCIIReader.isLetter(text[j + 1]) && j - start == 2 }
        guard byte == UInt8(ascii: "."), j > start else { return false }
        return ASCIIReader.isLetter(text[j + 1])
            || ASCIIReader.isLetter(text[j - 1]) && (j - start == 1 || text[j - 2] == byte)
    }

    /// The unit that a name stands for, as another tool writes it: `Dollar`, `Cent`, `Japanese yen`, `JPY`.
    package func unit(named name: String) -> (code: String, power: Int)? {
        let text = ASCIIReader(bytes: Array(name.utf8))
        guard let match = words(text, at: 0), match.end == text.count else { return nil }
        return (match.unit.code, match.unit.power)
    }
}

/// Indices of units by the hash of a word, in open addressing: the hash is mixed already, so no other is made.
private struct HashedUnits: Sendable {
    private var slots: [(hash: UInt64, unit: Int)] = Array(repeating: (0, 0), count: 64)
    private var count = 0

    subscript(_ hash: UInt64) -> Int? {
        get {
            var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
            while slots[slot].hash != 0 {
                if slots[slot].hash == hash { return slots[slot].unit }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
        set {
            guard let newValue else { return }
            if 2 * (count + 1) > slots.count { grow() }
            var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
            while slots[slot].hash != 0, slots[slot].hash != hash { slot = (slot + 1) & (slots.count - 1) }
            if slots[slot].hash == 0 { count += 1 }
            slots[slot] = (hash, newValue)
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: (0, 0), count: 2 * old.count)
        count = 0
        for slot in old where slot.hash != 0 { self[slot.hash] = slot.unit }
    }
}
