/// The currencies that amounts are read with: their codes, words and signs.
package struct Currencies: Sendable {
    /// Codes by the hash of a word or phrase in small letters, as it stands after a number.
    private var words = HashedCodes()
    /// Codes by the hash of a code or short sign that may stand before a number, exactly as written.
    private var prefixes = HashedCodes()
    /// Codes by sign, longest first: `US$` before `$`.
    private var signs: [(bytes: [UInt8], code: String)] = []
    /// Whether a sign begins (bit 0) or ends (bit 1) with a byte.
    private var signBytes = [UInt8](repeating: 0, count: 256)
    /// The most words in a phrase.
    private var mostWords = 1

    /// Reads the shipped list: code, name, words and signs parted by `|`.
    package init(list: StaticString) {
        let text = list.withUTF8Buffer { Array($0) }
        for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard let first = fields.first, first.count == 3 else { continue }
            let code = String(decoding: first, as: UTF8.self)
            prefixes[Self.hash(first)] = code
            words[Self.hash(first)] = code
            guard fields.count > 2 else { continue }
            for word in fields[2].split(separator: UInt8(ascii: "|")) {
                if word.allSatisfy({ ASCIIReader.isLetter($0) || $0 == 0x20 || $0 == UInt8(ascii: ".") }) {
                    words[Self.hash(word.lazy.map(Self.small))] = code
                    mostWords = max(mostWords, 1 + word.count { $0 == 0x20 })
                    // `Rs 5`, `Tk 300`, `KSh 20`: short and with a capital.
                    if let head = word.first, ASCIIReader.isCapital(head), word.count <= 4, !word.contains(0x20) {
                        prefixes[Self.hash(word.filter { $0 != UInt8(ascii: ".") })] = code
                    }
                } else {
                    signs.append((Array(word), code))
                }
            }
        }
        for sign in signs {
            signBytes[Int(sign.bytes[0])] |= 1
            signBytes[Int(sign.bytes[sign.bytes.count - 1])] |= 2
        }
        signs.sort { ($1.bytes.count, $0.code) < ($0.bytes.count, $1.code) }
    }

    private static func small(_ byte: UInt8) -> UInt8 { ASCIIReader.isCapital(byte) ? byte | 0x20 : byte }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { h = (h ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return h
    }

    /// The currency whose sign begins at `i`.
    func sign(_ text: ASCIIReader, at i: Int) -> (code: String, end: Int)? {
        guard signBytes[Int(text[i])] & 1 != 0 else { return nil }
        for sign in signs where sign.bytes[0] == text[i] {
            if matches(text, i, sign.bytes) { return (sign.code, i + sign.bytes.count) }
        }
        return nil
    }

    /// The currency whose sign ends before `i`, after letters that belong to it: `US$`, `€`.
    func sign(_ text: ASCIIReader, before i: Int) -> (code: String, start: Int)? {
        guard signBytes[Int(text[i - 1])] & 2 != 0 else { return nil }
        for sign in signs where sign.bytes[sign.bytes.count - 1] == text[i - 1] {
            let start = i - sign.bytes.count
            guard start >= 0, matches(text, start, sign.bytes) else { continue }
            // `US$` in `AUS$` is none; a plain sign may stand after anything but a letter.
            if !text.isWordStart(start), ASCIIReader.isLetter(sign.bytes[0]) { continue }
            return (sign.code, start)
        }
        return nil
    }

    private func matches(_ text: ASCIIReader, _ i: Int, _ sign: [UInt8]) -> Bool {
        guard i >= 0, i + sign.count <= text.count else { return false }
        for k in 0..<sign.count where text.bytes[i + k] != sign[k] { return false }
        return true
    }

    /// The currency of the code or short word that ends before `i`: `VND `, `Rs `, `Rs. `.
    func prefix(_ text: ASCIIReader, before i: Int) -> (code: String, start: Int)? {
        var end = i - text.spaceBefore(i)
        if text[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let start = text.lettersStart(end)
        guard end > start, end - start <= 4, text.isWordStart(start), text[start - 1] != UInt8(ascii: "."),
            ASCIIReader.isCapital(text[start])
        else { return nil }
        return prefixes[Self.hash(text.bytes[start..<end])].map { ($0, start) }
    }

    /// The currency whose code or words begin at `i`: `USD`, `US dollars`, `Vietnamese dong`; the longest.
    func words(_ text: ASCIIReader, at i: Int) -> (code: String, end: Int)? {
        var best: (String, Int)?
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        var j = i
        var left = mostWords
        while left > 0, ASCIIReader.isLetter(text[j]) {
            var isCapitals = true
            let start = j
            while ASCIIReader.isLetter(text[j]) || text[j] == UInt8(ascii: ".") && ASCIIReader.isLetter(text[j + 1])
                || text[j] == UInt8(ascii: ".") && ASCIIReader.isLetter(text[j - 1]) && text[j - 2] == UInt8(ascii: ".")
            {
                if !ASCIIReader.isCapital(text[j]) { isCapitals = false }
                h = (h ^ UInt64(Self.small(text[j]))) &* 0x100_0000_01B3
                j += 1
                if j - i > 40 { return best }
            }
            if text.isWordEnd(j) {
                if let code = words[h] { best = (code, j) }
                // A code is a code in capitals only: `all` and `try` are words.
                if j - i == 3, start == i, isCapitals, let code = prefixes[Self.hash(text.bytes[i..<j])] {
                    best = (code, j)
                }
            }
            let space = text.space(j)
            guard space == 1 || text[j] == UInt8(ascii: "-") else { break }
            h = (h ^ 0x20) &* 0x100_0000_01B3
            j += 1
            left -= 1
        }
        return best
    }
}

/// Currency codes by the hash of a word, in open addressing: the hash is mixed already, so no other is made.
private struct HashedCodes: Sendable {
    private var slots: [(hash: UInt64, code: String)] = Array(repeating: (0, ""), count: 64)
    private var count = 0

    subscript(_ hash: UInt64) -> String? {
        get {
            var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
            while slots[slot].hash != 0 {
                if slots[slot].hash == hash { return slots[slot].code }
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
        slots = Array(repeating: (0, ""), count: 2 * old.count)
        count = 0
        for slot in old where slot.hash != 0 { self[slot.hash] = slot.code }
    }
}
