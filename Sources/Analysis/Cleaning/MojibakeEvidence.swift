/// How sure it is that some adjacent sequences were UTF-8 once.
///
/// Real text has such pairs of characters too: `É”` ends a French quotation, `AMANHÃ…` a Portuguese headline,
/// `Рівне` is a Ukrainian town. So a pair is strong evidence only where no real text has it; a weak one is
/// repaired only in a text that has strong evidence of the same set.
enum MojibakeEvidence: Comparable {
    /// Rather real text.
    case none
    /// To be repaired in a text that is broken elsewhere.
    case weak
    /// To be repaired.
    case strong

    /// Judges sequences of one set that follow each other without a gap, by themselves and by what stands around them.
    static func of(_ sequences: [MojibakeSequence], in bytes: [UInt8]) -> MojibakeEvidence {
        guard let first = sequences.first, let last = sequences.last else { return .none }
        let before = Neighbour(UTF8Reading.scalar(bytes, before: first.start)?.value)
        let after = Neighbour(UTF8Reading.scalar(bytes, at: last.end)?.value)
        let isInLatinWord =
            first.start > 0 && isLatinLetter(bytes[first.start - 1])
            || last.end < bytes.count && isLatinLetter(bytes[last.end])
        switch first.charset {
        case .windows1252: return windows1252(sequences, before, after)
        case .windows1251: return windows1251(sequences, isInLatinWord)
        case .macRoman: return macRoman(sequences, before, after)
        }
    }

    /// What stands beside the sequences.
    private enum Neighbour {
        case nothing, capital, small, other

        init(_ value: UInt32?) {
            guard let value, let scalar = Unicode.Scalar(value) else {
                self = .nothing
                return
            }
            if value < 0x80 {
                self = value &- 97 < 26 ? .small : value &- 65 < 26 ? .capital : .other
            } else {
                let known = scalar.properties
                self = known.isLowercase ? .small : known.isUppercase ? .capital : .other
            }
        }
    }

    /// What stands after a word in real text: quotes, dashes, an ellipsis, a no-break space.
    private static func endsWord(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0, 0xAB, 0xBB, 0x2013...0x201F, 0x2026, 0x2039, 0x203A: true
        default: false
        }
    }

    /// What stands after a name in capitals, besides: trade marks, bullets, numbers of notes.
    private static func followsName(_ value: UInt32) -> Bool {
        switch value {
        case 0x2022, 0xB7, 0x2122, 0xAE, 0xA9, 0xB0, 0xB2, 0xB3, 0xB9: true
        default: endsWord(value)
        }
    }

    // MARK: Windows-1252

    private static func windows1252(
        _ sequences: [MojibakeSequence], _ before: Neighbour, _ after: Neighbour
    ) -> MojibakeEvidence {
        let scripts = sequences.count { $0.isOfOtherScript }
        if scripts == sequences.count {
            // Words of Cyrillic, Greek, Arabic, Thai, Han …: several at once, and not only quotes between letters.
            let odd = sequences.contains { !endsWord($0.last) || !endsWord($0.second) }
            return scripts >= 4 || scripts >= 2 && odd ? .strong : .weak
        }
        if sequences.count >= 2 { return .strong }
        guard let one = sequences.first else { return .none }
        switch one.scalar.value {
        // Signs of the set itself, which text read twice over has beside others.
        case 0x80...0x9F, 0x192, 0x2C6, 0x2DC: return .weak
        case 0x300...0x323: return before == .small && !endsWord(one.last) ? .strong : .weak
        case 0x1EA0...0x1EF9: return endsWord(one.second) && endsWord(one.last) && after != .small ? .weak : .strong
        case 0x2002...: return endsWord(one.second) && endsWord(one.last) ? .weak : .strong
        default: return westernPair(one, before, after)
        }
    }

    /// A pair that was a Latin letter or sign: `Ã©`, `Ä…`, `Â°`.
    private static func westernPair(
        _ one: MojibakeSequence, _ before: Neighbour, _ after: Neighbour
    ) -> MojibakeEvidence {
        if !followsName(one.last) { return .strong }
        let letter = one.scalar.properties
        let isDash = one.last == 0x2013 || one.last == 0x2014
        switch before {
        case .capital:
            if after == .small && !isDash { return .strong }
            // `AMANHÃ”` is real unless more capitals follow, and even then it may be.
            return after == .capital || !endsWord(one.last) || one.last == 0xA0 ? .weak : .none
        case .small: return letter.isLowercase || after == .small || !letter.isAlphabetic ? .strong : .weak
        case .nothing, .other:
            // `Â«` and `à` for themselves: no word is `Â` or `Ã`.
            if one.lead == 0xC2 || one.lead == 0xC3 && (one.last == 0xA0 || !endsWord(one.last)) { return .strong }
            return letter.isLowercase && after == .small && !isDash && one.last != 0xA0 ? .strong : .weak
        }
    }

    // MARK: Windows-1251

    private static func windows1251(
        _ sequences: [MojibakeSequence], _ isInLatinWord: Bool
    ) -> MojibakeEvidence {
        let cyrillic = sequences.count { $0.isOfOtherScript }
        if cyrillic == sequences.count {
            let odd = sequences.contains { !isCyrillicLetter($0.last) && !endsWord($0.last) }
            return cyrillic >= 3 || cyrillic == 2 && odd ? .strong : .weak
        }
        if sequences.count >= 2 { return .strong }
        guard let one = sequences.first else { return .none }
        switch one.scalar.value {
        // `В` and a guillemet or space stand beside each other in real Russian.
        case 0x80...0xBF: return .weak
        case 0x2002...: return .strong
        // `cafГ©`: in a Cyrillic word the same pair may be real.
        default: return isInLatinWord ? .strong : .weak
        }
    }

    private static func isLatinLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

    private static func isCyrillicLetter(_ value: UInt32) -> Bool { value >= 0x400 && value < 0x500 }

    // MARK: Mac Roman

    private static func macRoman(
        _ sequences: [MojibakeSequence], _ before: Neighbour, _ after: Neighbour
    ) -> MojibakeEvidence {
        if sequences.count >= 2 { return .strong }
        guard let one = sequences.first else { return .none }
        if one.isOfOtherScript { return .weak }
        switch one.scalar.value {
        case 0x1EA0...0x1EF9, 0x2002...: return .strong
        case 0xA0, 0xA3, 0xA9, 0xAB, 0xBB: return .strong
        case 0x80...0xBF: return .weak
        default:
            // `√π` is mathematics unless it stands inside a word.
            if isMathematical(one.last) { return before == .small && after == .small ? .strong : .weak }
            return before == .small || after == .small ? .strong : .weak
        }
    }

    private static func isMathematical(_ value: UInt32) -> Bool {
        value == 0x3C0 || value == 0x3A9 || value == 0xB5 || value == 0xB1 || value >= 0x2200 && value < 0x2300
    }
}
