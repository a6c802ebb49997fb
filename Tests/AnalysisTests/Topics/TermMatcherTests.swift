import TextKernel
import Testing

@testable import Analysis

/// Finds terms as their documentation says it: cut the text into words, and try every term at every word.
private struct ObviousTermMatcher {
    /// A word or comma of the text.
    private struct Item {
        var folded: [UInt8]
        var span: Range<Int>
        var hasSmallLetter: Bool
        /// Whether a term may go on from here to the next item.
        var goesOn = true
    }

    private var items: [Item] = []
    private(set) var wordCount = 0

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var offsets = [0]
        for scalar in scalars { offsets.append(offsets[offsets.count - 1] + String(scalar).utf8.count) }
        func isWord(_ i: Int) -> Bool { i < scalars.count && ScalarClass(scalars[i]).isWord }
        func isASCIIWord(_ i: Int) -> Bool { scalars[i].isASCII && isWord(i) }
        func isCapital(_ i: Int) -> Bool { i < scalars.count && ("A"..."Z").contains(scalars[i]) }
        var lineEnds = 0
        var i = 0
        while i < scalars.count {
            let scalar = scalars[i]
            let first = i
            if isWord(i) {
                i += 1
                var letters = [scalar]
                if !ScalarClass(scalar).isUnspaced {
                    while isWord(i), !ScalarClass(scalars[i]).isUnspaced {
                        letters.append(scalars[i])
                        i += 1
                    }
                }
                if letters.count == 1, isCapital(first) {
                    while i < scalars.count, scalars[i] == ".", isCapital(i + 1),
                        i + 2 >= scalars.count || !isASCIIWord(i + 2)
                    {
                        letters.append(scalars[i + 1])
                        i += 2
                        if i < scalars.count, scalars[i] == ".", !isCapital(i + 1) {
                            i += 1
                            break
                        }
                    }
                }
                let word = Array(String(String.UnicodeScalarView(letters)).utf8)
                items.append(
                    Item(
                        folded: Folding.folded(word), span: offsets[first]..<offsets[i],
                        hasSmallLetter: letters.contains { ("a"..."z").contains($0) }))
                wordCount += 1
                lineEnds = 0
                continue
            }
            i += 1
            if scalar == "\n" { lineEnds += 1 }
            if scalar == "'" || scalar == "’", i < scalars.count, scalars[i] == "s" || scalars[i] == "S",
                i + 1 == scalars.count || (scalars[i + 1].isASCII && !isASCIIWord(i + 1))
            {
                i += 1
            }
            if scalar == "," {
                items.append(
                    Item(folded: [0x2C], span: offsets[first]..<offsets[first + 1], hasSmallLetter: false))
            } else if !PhraseMatcher.isJoiner(scalar) || lineEnds > 1, !items.isEmpty {
                items[items.count - 1].goesOn = false
            }
        }
    }

    private func forms(_ word: PhraseMatcher.Word, isLast: Bool) -> [[UInt8]] {
        [word.bytes] + (isLast ? [TermForms.plural(of: word)].compactMap { $0 } : [])
    }

    func matches(_ patterns: [TermPattern], trustsCapitals: Bool) -> Set<TermMatcher.Match> {
        var found: Set<TermMatcher.Match> = []
        for (index, pattern) in patterns.enumerated() {
            for first in items.indices where first + pattern.words.count <= items.count {
                let here = items[first..<(first + pattern.words.count)]
                guard here.dropLast().allSatisfy(\.goesOn), let last = here.last else { continue }
                let fits = zip(pattern.words, here).enumerated().allSatisfy { i, pair in
                    let (word, item) = pair
                    if word.isCapitals, !trustsCapitals || item.hasSmallLetter { return false }
                    if word.isPrefix { return item.folded.starts(with: word.bytes) }
                    return forms(word, isLast: i + 1 == pattern.words.count).contains(item.folded)
                }
                if fits {
                    found.insert(
                        TermMatcher.Match(
                            phrase: Int32(index), start: Int32(here[first].span.lowerBound),
                            end: Int32(last.span.upperBound)))
                }
            }
        }
        return found
    }
}

@Suite struct TermMatcherTests {
    private static let pieces = [
        " ", " ", " ", " ", "\n", "\n\n", "\r\n", ", ", ",", ". ", ".", "-", "/", "—", "–", "“", "”", "'", "’", "'s ",
        "’s ",
        "s", "es ", "S.", "é", "e\u{301}", "Đ", "越", "南", "ก\u{E35}", "\u{AD}", "\u{A0}", "€", "a", "A", "19", "U.",
        "U.N.",
        "W.H.O. ", "N.É", "oil", "Oil ", "price", "prices ", "OIL", "powér", "power ", "plant", "of ", "attorney ",
        "to ",
        "arms ", "vaccine", "Vaccination ", "embassies ", "tax", "WHO ", "who ", "Việt", "Nam ", "COVID", "нефть ",
        "defence",
        "security ", "un ",
    ]

    private static let terms = [
        "oil", "oil price", "price of oil", "power plant", "power of attorney", "to arms", "vaccin*", "vaccin* plant",
        "embassy", "tax", "WHO", "UN", "Việt Nam", "COVID-19", "нефть", "нефть price", "defence, security",
        "oil, oil, oil",
        "of", "ก", "越 南", "to нефть", "price vaccin*", "s", "A", "to UN",
    ]

    @Test(arguments: 0..<120)
    func `finds what the obvious matcher finds`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let patterns = try Self.terms.shuffled(using: &random).prefix(Int.random(in: 1...26, using: &random)).map {
            try TermPattern($0)
        }
        let text = (0..<Int.random(in: 0...120, using: &random))
            .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
        let bytes = Array(text.utf8)
        let matcher = TermMatcher(patterns)
        let obvious = ObviousTermMatcher(text)
        for trustsCapitals in [true, false] {
            var search = TermMatcher.Search()
            let words = matcher.find(in: bytes, 0..<bytes.count, trustsCapitals: trustsCapitals, into: &search)
            #expect(words == obvious.wordCount, "seed \(seed)")
            #expect(search.matches.count == Set(search.matches).count, "seed \(seed)")
            let expected = obvious.matches(patterns, trustsCapitals: trustsCapitals)
            #expect(Set(search.matches) == expected, "seed \(seed): \(text.debugDescription)")
        }
    }

    /// Words of random terms and texts: long ones, with the same first eight letters or the same plural, and beyond ASCII.
    private static let vocabulary = [
        "oil", "gas", "a", "an", "spy", "ax", "axe", "lens", "lense", "tax", "army", "trade", "deal", "of", "the", "19",
        "internationally", "internationalisation", "counter", "counterterrorism", "counterterrorist", "nuclear", "WHO",
        "UN", "G20", "café", "naïve", "Đà", "нефть", "越", "s", "policy", "power", "transcontinentally",
    ]
    private static let separators =
        Array(repeating: " ", count: 16) + [
            "  ", "\n", "\n\n", ", ", "-", ". ", " – ", "’s ", "'s ", "/", "\"", ".", "é ",
        ]

    private static func randomTerm(_ random: inout SplitMix) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { i in
            let word = vocabulary.randomElement(using: &random) ?? ""
            let isOpen = word.count > 3 && Int.random(in: 0..<6, using: &random) == 0
            let written = isOpen ? word.prefix(Int.random(in: 3...word.count, using: &random)) + "*" : word[...]
            return (i == 0 ? "" : Int.random(in: 0..<8, using: &random) == 0 ? ", " : " ") + written
        }.joined()
    }

    private static func randomText(_ random: inout SplitMix, words: Int) -> String {
        (0..<words).map { _ in
            let word = vocabulary.randomElement(using: &random) ?? ""
            let ending = ["", "", "", "", "s", "es", "ies", "ed", "x"].randomElement(using: &random) ?? ""
            let formed = ending == "ies" ? word.dropLast() + ending : word + ending
            let cased =
                switch Int.random(in: 0..<8, using: &random) {
                case 0: formed.uppercased()
                case 1: formed.prefix(1).uppercased() + formed.dropFirst()
                default: String(formed)
                }
            return cased + (separators.randomElement(using: &random) ?? "")
        }.joined()
    }

    @Test(arguments: [["lens", "lense"], ["lense", "lens"], ["lens", "lense", "oil lens", "oil lense"]])
    func `the plural of two words is found for both`(terms: [String]) throws {
        let text = "Lenses, oil lenses and a lense."
        let bytes = Array(text.utf8)
        let patterns = try terms.map { try TermPattern($0) }
        var search = TermMatcher.Search()
        _ = TermMatcher(patterns).find(in: bytes, 0..<bytes.count, into: &search)
        #expect(Set(search.matches) == ObviousTermMatcher(text).matches(patterns, trustsCapitals: true))
    }

    @Test(arguments: 0..<150)
    func `finds random terms in a part of a long text as the obvious matcher does`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var patterns: [TermPattern] = []
        for _ in 0..<Int.random(in: 1...80, using: &random) {
            if let pattern = try? TermPattern(Self.randomTerm(&random)) { patterns.append(pattern) }
        }
        // Texts are read in steps of 2,048 bytes; some of these are longer, some end within eight bytes of a word.
        let middle = Self.randomText(&random, words: Int.random(in: 0...(seed % 3 == 0 ? 500 : 40), using: &random))
        let before = Self.randomText(&random, words: Int.random(in: 0...3, using: &random)) + " "
        let bytes = Array((before + middle + (seed % 2 == 0 ? "" : " oil s.")).utf8)
        let range = before.utf8.count..<before.utf8.count + middle.utf8.count
        let matcher = TermMatcher(patterns)
        let obvious = ObviousTermMatcher(middle)
        var search = TermMatcher.Search()
        for trustsCapitals in [true, false] {
            search.matches = []
            let words = matcher.find(in: bytes, range, trustsCapitals: trustsCapitals, into: &search)
            #expect(words == obvious.wordCount, "seed \(seed)")
            #expect(search.matches.count == Set(search.matches).count, "seed \(seed)")
            #expect(zip(search.matches, search.matches.dropFirst()).allSatisfy { $0.start <= $1.start }, "seed \(seed)")
            let expected = obvious.matches(patterns, trustsCapitals: trustsCapitals).map { match in
                TermMatcher.Match(
                    phrase: match.phrase, start: match.start + Int32(range.lowerBound),
                    end: match.end + Int32(range.lowerBound))
            }
            #expect(Set(search.matches) == Set(expected), "seed \(seed): \(middle.debugDescription)")
        }
    }
}
