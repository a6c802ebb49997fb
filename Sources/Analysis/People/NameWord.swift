import DocumentModel
import TextKernel

/// One word of a name, folded to a number: compared without a `String`.
struct NameWord {
    /// UTF-8 bytes of the text.
    var span: DocumentModel.Span
    /// The folded word, hashed: the same for `Phúc`, `PHUC` and `Phuc`.
    var key: UInt64
    /// The first folded byte, for initials.
    var first: UInt8
    /// Whether it is one letter, with or without a full stop.
    var isInitial: Bool
    /// Whether it begins with a capital.
    var isCapital: Bool
    /// Whether all its letters, two or more, are capitals.
    var isAllCapitals: Bool
    /// Whether a hyphen ties it to the next word.
    var isHyphenated = false
}

/// Cuts names into words: at spaces, hyphens and full stops; `O'Brien` is one, and a possessive `'s` none.
struct NameWords {
    let bytes: [UInt8]

    /// Appends the words of `span`, at most `limit`.
    func append(_ span: DocumentModel.Span, to words: inout [NameWord], limit: Int = 16) {
        var i = span.start
        var count = 0
        while count < limit, let word = next(&i, span.end) {
            words.append(word)
            count += 1
        }
    }

    /// The next word at or after `i` and before `end`; `i` moves behind it.
    @inline(__always)
    func next(_ i: inout Int, _ end: Int) -> NameWord? {
        while i < end, !isWord(i) { i += signLength(i) }
        guard i < end else { return nil }
        let start = i
        var beyond = false
        var apostrophe = false
        while i < end {
            let byte = bytes[i]
            if ASCIIReader.isLetter(byte) || ASCIIReader.isDigit(byte) {
                i += 1
            } else if byte >= 0x80, isWord(i) {
                beyond = true
                i += 1
                while i < end, bytes[i] & 0xC0 == 0x80 { i += 1 }
            } else if let after = afterApostrophe(i, end) {
                apostrophe = true
                i = after
            } else {
                break
            }
        }
        return word(start, i, beyond: beyond, apostrophe: apostrophe)
    }

    private func word(_ start: Int, _ end: Int, beyond: Bool, apostrophe: Bool) -> NameWord {
        let span = DocumentModel.Span(start, end)
        if beyond { return foldedWord(span) }
        var hash = Self.seed
        var capitals = 0
        var letters = 0
        for i in start..<end {
            let byte = bytes[i]
            if apostrophe, !ASCIIReader.isLetter(byte), !ASCIIReader.isDigit(byte) { continue }
            letters += 1
            capitals += ASCIIReader.isCapital(byte) ? 1 : 0
            hash = Self.mix(hash, ASCIIReader.isCapital(byte) ? byte | 0x20 : byte)
        }
        return NameWord(
            span: span, key: hash, first: bytes[start] | 0x20, isInitial: letters == 1,
            isCapital: ASCIIReader.isCapital(bytes[start]), isAllCapitals: letters > 1 && capitals == letters,
            isHyphenated: end + 1 < bytes.count && bytes[end] == UInt8(ascii: "-"))
    }

    /// A word with letters beyond ASCII.
    private func foldedWord(_ span: DocumentModel.Span) -> NameWord {
        let folded = Folding.folded(Array(bytes[span.range]))
        var hash = Self.seed
        for byte in folded where byte != UInt8(ascii: "'") { hash = Self.mix(hash, byte) }
        var isCapital = false
        var isAllCapitals = true
        var letters = 0
        for scalar in String(decoding: bytes[span.range], as: UTF8.self).unicodeScalars {
            let kind = ScalarClass(scalar)
            if kind.kind != .letter { continue }
            if letters == 0 { isCapital = kind.isUppercase }
            letters += 1
            if !kind.isUppercase { isAllCapitals = false }
        }
        return NameWord(
            span: span, key: hash, first: folded.first ?? 0, isInitial: letters == 1, isCapital: isCapital,
            isAllCapitals: isAllCapitals && letters > 1)
    }

    /// Whether a word goes on or begins at `i`: a letter or digit, or a letter beyond ASCII.
    @inline(__always)
    private func isWord(_ i: Int) -> Bool {
        let byte = bytes[i]
        if byte < 0x80 { return ASCIIReader.isLetter(byte) || ASCIIReader.isDigit(byte) }
        // Signs beyond ASCII: Latin-1's and those from general punctuation on; CJK punctuation.
        if byte == 0xC2 || byte == 0xE2 { return false }
        return !(byte == 0xE3 && i + 1 < bytes.count && bytes[i + 1] == 0x80)
    }

    /// The bytes of the sign at `i`.
    @inline(__always)
    private func signLength(_ i: Int) -> Int {
        let byte = bytes[i]
        return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    /// Where a word goes on behind an apostrophe at `i`; nil when none is there, or a possessive follows.
    private func afterApostrophe(_ i: Int, _ end: Int) -> Int? {
        var after = i
        if bytes[i] == UInt8(ascii: "'") {
            after = i + 1
        } else if bytes[i] == 0xE2, i + 2 < end, bytes[i + 1] == 0x80, bytes[i + 2] == 0x98 || bytes[i + 2] == 0x99 {
            after = i + 3
        } else {
            return nil
        }
        guard after < end, isWord(after) else { return nil }
        if bytes[after] | 0x20 == UInt8(ascii: "s"), after + 1 >= end || !isWord(after + 1) { return nil }
        return after
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        let product = (hash ^ UInt64(byte)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// The key of a word given as text.
    static func key(_ word: String) -> UInt64 {
        var words: [NameWord] = []
        NameWords(bytes: Array(word.utf8)).append(DocumentModel.Span(0, word.utf8.count), to: &words)
        return words.reduce(0) { combine($0, $1.key) }
    }

    /// The key of two keys in order; the key of one word combined with 0 is its own.
    @inline(__always)
    static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        if a == 0 { return b }
        let product = (a &+ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
