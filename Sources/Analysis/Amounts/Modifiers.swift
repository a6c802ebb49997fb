/// What the words around an amount say of its value: TIMEX3's names; `over` is MORE_THAN, `up to` is EQUAL_OR_LESS.
///
/// - SeeAlso: the attribute `mod` of Pustejovsky et al., "TimeML", 2003.
struct Modifiers {
    let text: ASCIIReader

    /// The modifier of what stands from `start` to `end`, nil when nothing is said.
    func modifier(_ start: Int, _ end: Int) -> String? { before(start) ?? after(end) }

    private func before(_ start: Int) -> String? {
        switch text[start - 1] {
        case UInt8(ascii: "~"): return "APPROX"
        case UInt8(ascii: ">"): return "MORE_THAN"
        case UInt8(ascii: "<"): return "LESS_THAN"
        default: break
        }
        guard let first = text.wordBefore(start), let kind = Self.words[first.word] else { return nil }
        switch kind {
        case 1...5: return Self.names[kind]
        default: break
        }
        guard let second = text.wordBefore(first.start) else { return nil }
        guard let found = Self.pairs.first(where: { $0.0 == kind && $0.1 == second.word }) else { return nil }
        // `no more than` is `up to`, `not less than` is `at least`.
        if kind == Self.than, let third = text.wordBefore(second.start), Self.negations.contains(third.word) {
            return found.2 == 2 ? Self.names[5] : Self.names[4]
        }
        if kind == Self.asWord {
            guard let third = text.wordBefore(second.start), third.word == Self.asKey else { return nil }
        }
        return Self.names[found.2]
    }

    private func after(_ end: Int) -> String? {
        if text[end] == UInt8(ascii: "+") { return Self.names[4] }
        guard text[end] == 0x20 || text[end] == UInt8(ascii: "-") else { return nil }
        guard let first = text.word(at: end + 1) else { return nil }
        if first.word == Self.plus, text[end] == UInt8(ascii: "-") { return Self.names[4] }
        guard first.word == Self.or, text.space(first.end) > 0,
            let second = text.word(at: first.end + text.space(first.end)), let kind = Self.ends[second.word]
        else { return nil }
        return Self.names[kind]
    }

    private static let names = ["", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]
    private static let than = 10
    private static let asWord = 13
    private static let asKey: WordKey = "as"
    private static let plus: WordKey = "plus"
    private static let or: WordKey = "or"

    /// Words that say it alone (1 to 5: places in ``names``), and words that need the one before them (from 10).
    private static let words: WordTable = [
        "about": 1, "around": 1, "approximately": 1, "roughly": 1, "some": 1, "circa": 1, "estimated": 1, "approx": 1,
        "nearly": 1, "almost": 1, "over": 2, "above": 2, "exceeding": 2, "exceeds": 2, "exceeded": 2, "topped": 2,
        "under": 3, "below": 3, "than": 10, "to": 11, "least": 12, "most": 12, "as": 13, "of": 14, "minimum": 4,
        "maximum": 5,
    ]
    private static let pairs: [(Int, WordKey, Int)] = [
        (10, "more", 2), (10, "greater", 2), (10, "higher", 2), (10, "larger", 2), (10, "bigger", 2), (10, "less", 3),
        (10, "fewer", 3), (10, "lower", 3), (10, "smaller", 3), (11, "up", 5), (11, "close", 1), (11, "next", 1),
        (12, "at", 4), (13, "much", 5), (13, "many", 5), (13, "high", 5), (13, "little", 4), (13, "few", 4),
        (13, "low", 4), (14, "excess", 2), (14, "upwards", 2), (14, "upward", 2), (14, "maximum", 5),
        (14, "minimum", 4), (14, "estimated", 1), (14, "total", 0),
    ].filter { $0.2 > 0 }
    private static let negations: WordTable = ["no", "not"]
    private static let ends: WordTable = ["more": 4, "less": 5, "so": 1, "above": 4, "over": 4, "fewer": 5, "under": 5]
}
