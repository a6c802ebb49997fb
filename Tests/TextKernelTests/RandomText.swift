/// A small generator of random numbers (SplitMix64) so that a failing test can be repeated from its seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}

/// Pieces that random texts are made of: each once met a bug somewhere.
let oddPieces = [
    " ", " ", " ", "\n", "\r\n", "\t", "a", "b", "A", "B", "z", "9", "é", "e\u{301}", "É", "Đ", "đ", "ß", "İ", "ı", "ø",
    "ü", "u\u{308}\u{304}", "ệ", "e\u{323}\u{302}", "Nguyễn", "越", "南", "ไ", "ท", "ก\u{E35}", "か\u{3099}", "が", "한",
    "𝔸", "👩‍👩‍👧", "🇻🇳", "\u{200B}", "\u{AD}", "\u{A0}", "\u{2009}", "-", "–", "—", "’", "'", "“", "”", "…", "€", "$", ".",
    ",",
    "&", "�", "\u{FEFF}", "\u{0}", "\u{7F}", "\u{85}", "𐐀", "ﬁ", "Ａ", "½", "²", "_", "/", "नम\u{93F}", "ا\u{64B}",
]

/// A text of up to `count` of `pieces`.
func randomText(_ random: inout Seeded, _ count: Int, from pieces: [String] = oddPieces) -> String {
    (0..<random.below(count + 1)).map { _ in random.pick(pieces) }.joined()
}
