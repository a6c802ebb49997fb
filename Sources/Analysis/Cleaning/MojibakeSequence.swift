/// Two to four characters that are a UTF-8 sequence, read in a single-byte set: `Ã©`, `â€™`, `РЅ`, `√©`.
struct MojibakeSequence {
    /// The set in which the bytes were read.
    let charset: MojibakeCharset
    /// The offset of the first character.
    let start: Int
    /// The offset after the last character.
    let end: Int
    /// The character that the sequence once was.
    let scalar: Unicode.Scalar
    /// What the leading byte became.
    let lead: UInt32
    /// What the second byte became.
    let second: UInt32
    /// What the last byte became.
    let last: UInt32

    /// Reads the sequence that begins at `start`, if there is one that stands for a likely character.
    ///
    /// - Complexity: O(1).
    init?(in bytes: [UInt8], at start: Int, _ charset: MojibakeCharset) {
        let set = charset.set
        guard let (lead, leadLength) = UTF8Reading.scalar(bytes, at: start), lead >= 0x80,
            let first = set.byte(lead), first >= 0xC2, first <= 0xF4
        else { return nil }
        var i = start + leadLength
        var value = UInt32(first) & (first < 0xE0 ? 31 : first < 0xF0 ? 15 : 7)
        let count = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        var second: UInt32 = 0
        var last: UInt32 = 0
        for index in 0..<count {
            guard let (character, length) = UTF8Reading.scalar(bytes, at: i), character >= 0x80,
                let byte = set.byte(character), byte & 0xC0 == 0x80
            else { return nil }
            value = value << 6 | UInt32(byte & 63)
            if index == 0 { second = character }
            last = character
            i += length
        }
        // Overlong forms and surrogates are not UTF-8.
        guard value >= (count == 1 ? 0x80 : count == 2 ? 0x800 : 0x10000), let scalar = Unicode.Scalar(value),
            Self.isLikely(value)
        else { return nil }
        self.charset = charset
        self.start = start
        self.end = i
        self.scalar = scalar
        self.lead = lead
        self.second = second
        self.last = last
    }

    /// Whether a text is likely to contain the character; rare scripts would make real text look broken.
    private static func isLikely(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0x17F, 0x192, 0x2C6, 0x2DC, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x218...0x21B, 0x300...0x323, 0x384...0x3CE:
            true
        case 0x400...0x45F, 0x490...0x4FF, 0x5D0...0x5EA, 0x60C...0x6D5, 0x900...0xDFF, 0xE01...0xE5B: true
        case 0x10D0...0x10FA, 0x1EA0...0x1EF9, 0x2002...0x203A, 0x20A0...0x20BF, 0x2116, 0x2122: true
        case 0x2190...0x2193, 0x2212, 0x2248, 0x2260...0x2265, 0x25A0...0x27BF, 0x3000...0x30FF: true
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFE0F, 0xFEFF, 0xFF01...0xFF5E, 0xFFFD, 0x1F1E6...0x1FAFF: true
        default: false
        }
    }

    /// Whether it is of a script whose words are several such sequences, so that one alone proves little.
    var isOfOtherScript: Bool {
        switch scalar.value {
        case 0x384...0x3CE, 0x400...0x10FA, 0x3000...0xD7A3, 0xFF01...0xFF5E: true
        default: false
        }
    }

    /// The characters that a sequence can begin with and a text is searched for, in all three sets.
    static let leads: Set<UInt32> = {
        var leads = Set(UInt32(0xC2)...0xF4)
        leads.formUnion("ВГДЕЖРСбвр¬√ƒ≈∆–—·‚\u{F8FF}".unicodeScalars.map(\.value))
        return leads
    }()

    /// The characters that a continuation byte can have become, in one of the three sets.
    static let continuations: Set<UInt32> = {
        var all = Set(UInt32(0x80)..<0xA0)
        for charset in MojibakeCharset.allCases { all.formUnion(charset.set.scalars[..<64]) }
        return all
    }()
}

/// The sets in which UTF-8 is most often read by mistake, in the order in which they are tried.
enum MojibakeCharset: CaseIterable {
    case windows1252, windows1251, macRoman

    var set: SingleByteCharset {
        switch self {
        case .windows1252: .windows1252
        case .windows1251: .windows1251
        case .macRoman: .macRoman
        }
    }

    /// The rule that names repairs of it.
    var rule: CleaningRule {
        switch self {
        case .windows1252: .windows1252
        case .windows1251: .windows1251
        case .macRoman: .macRoman
        }
    }
}
