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
}
