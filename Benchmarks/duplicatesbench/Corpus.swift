import Foundation

/// Texts made of news articles, each from its number alone: the same in every run.
struct Corpus: Sendable {
    /// What the copies of an article are made from.
    let articles: [String]
    /// Whether every article has its words in another order first, so that two of them have nothing in common.
    var isShuffled = false

    /// Reads JSON Lines with a `text` key.
    init?(_ path: String) {
        guard let lines = FileManager.default.contents(atPath: path)?.split(separator: 10) else { return nil }
        articles = lines.compactMap { line in
            let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
            return record?["text"] as? String
        }
        if articles.isEmpty { return nil }
    }

    /// The text of a number: an article as it came, or an edited copy of one.
    ///
    /// Shuffled, seven of ten are texts of their own, and three of ten are copies of one of the thousand before.
    func text(_ number: Int) -> String {
        var random = Random(UInt64(number))
        if isShuffled {
            guard number > 0, random.below(10) < 3 else { return shuffled(number) }
            return edited(shuffled(number - 1 - random.below(min(number, 1000))), &random)
        }
        guard number >= articles.count else { return articles[number] }
        return edited(articles[random.below(articles.count)], &random)
    }

    private func shuffled(_ number: Int) -> String {
        var random = Random(UInt64(number) | 1 << 40)
        var words = articles[number % articles.count].split(separator: " ")
        for i in words.indices.dropFirst().reversed() { words.swapAt(i, random.below(i + 1)) }
        return words.joined(separator: " ")
    }

    /// What desks do to a story: another head or foot, paragraphs cut or moved, words changed, other capitals and marks.
    private func edited(_ text: String, _ random: inout Random) -> String {
        var paragraphs = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        if random.below(3) == 0 { paragraphs.insert("NEW YORK, Nov. \(random.below(30) + 1) (Wire) -", at: 0) }
        if random.below(3) == 0 { paragraphs.append("(Reporting by our staff; editing by \(random.below(50)))") }
        for _ in 0..<random.below(4) where paragraphs.count > 2 {
            paragraphs.remove(at: random.below(paragraphs.count))
        }
        if paragraphs.count > 3, random.below(4) == 0 {
            paragraphs.swapAt(1 + random.below(paragraphs.count - 1), 1 + random.below(paragraphs.count - 1))
        }
        if random.below(4) == 0 {
            let other = articles[random.below(articles.count)].split(separator: "\n")
            paragraphs.append(String(other[random.below(other.count)]))
        }
        // From none to one word in seven: at five words a shingle, resemblances from 1 down to 0.2.
        let share = random.below(15)
        var words = paragraphs.joined(separator: "\n\n").split(separator: " ").map(String.init)
        for i in words.indices where random.below(100) < share { words[i] = "word\(random.below(1000))" }
        let separator = random.below(5) == 0 ? "  " : " "
        let copy = words.joined(separator: separator)
        switch random.below(6) {
        case 0: return copy.uppercased()
        case 1: return copy.replacing("\n", with: "\r\n")
        case 2: return copy.replacing(",", with: " –")
        default: return copy
        }
    }
}

/// Pseudo-random numbers (SplitMix64).
struct Random: Sendable {
    private var state: UInt64

    /// The sequence of a seed.
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 7 }

    /// A number from 0 up to, but not, `bound`.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((bits ^ bits >> 31) >> 33) % bound
    }
}
