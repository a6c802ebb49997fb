import TextKernel
import Testing

@testable import Analysis

@Suite struct TermPatternTests {
    /// What is found of one pattern in a text, as surfaces.
    private func found(_ pattern: String, in text: String, trustsCapitals: Bool = true) throws -> [String] {
        let bytes = Array(text.utf8)
        var search = TermMatcher.Search()
        _ = TermMatcher([try TermPattern(pattern)])
            .find(in: bytes, 0..<bytes.count, trustsCapitals: trustsCapitals, into: &search)
        return search.matches.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }

    @Test(arguments: [
        ("oil", "Oil, soil and OIL.", ["Oil", "OIL"]),
        ("tariff", "A tariff, two tariffs, tariffed.", ["tariff", "tariffs"]),
        ("embassy", "The embassies and the embassy.", ["embassies", "embassy"]),
        ("tax", "Taxes and a tax; taxi.", ["Taxes", "tax"]),
        ("vaccin*", "Vaccines, vaccination, vaccin, vacation.", ["Vaccines", "vaccination", "vaccin"]),
        ("COVID-19", "Covid 19, COVID-19 and covid–19.", ["COVID-19"]),
        ("covid-19", "Covid 19, COVID-19 and covid–19.", ["Covid 19", "COVID-19", "covid–19"]),
        ("WHO", "Who is it? The WHO, the W.H.O. and who else.", ["WHO", "W.H.O."]),
        ("U.N.", "The U.N. and the UN, un jour.", ["U.N.", "UN"]),
        ("oil and gas", "oil\nand gas, oil, and gas, oil and\n\ngas", ["oil\nand gas"]),
        ("defence, security", "defence, security; defence security", ["defence, security"]),
        ("russian gas", "Russia's Russian gas; Russian ‘gas’", ["Russian gas", "Russian ‘gas"]),
        ("country gas", "the country’s gas", ["country’s gas"]),
        ("Viet Nam", "Việt Nam, VIỆT NAM and Vietnam", ["Việt Nam", "VIỆT NAM"]),
        ("Đà Nẵng", "Da Nang and ĐÀ NẴNG", ["Da Nang", "ĐÀ NẴNG"]),
        ("нефть", "Нефть и газ", ["Нефть"]),
        ("石油", "国際石油市場", ["石油"]),
        ("power", "power. Power", ["power", "Power"]),
        ("power plant", "power. Plant", []),
    ])
    func `a pattern finds what it means`(pattern: String, text: String, surfaces: [String]) throws {
        #expect(try found(pattern, in: text) == surfaces)
    }

    @Test func `capitals say nothing in a title all in capitals`() throws {
        #expect(try found("WHO", in: "WHO IS THE WHO", trustsCapitals: false) == [])
    }

    @Test(arguments: [
        ("", TermPattern.Fault.empty), (" - ", .empty), ("va*", .misplacedWildcard), ("* x", .misplacedWildcard),
        ("vac*cine", .misplacedWildcard), ("a b c d e f g h i", .tooManyWords), ("oil (crude)", .unmatchable("(")),
        ("end.", .unmatchable(".")),
    ])
    func `a pattern that cannot match is refused`(pattern: String, fault: TermPattern.Fault) {
        #expect(throws: fault) { try TermPattern(pattern) }
    }

    @Test func `a long run of known words loses no term`() throws {
        let text = Array(repeating: "oil", count: 1_000).joined(separator: " ")
        #expect(try found("oil oil", in: text).count == 999)
    }

    /// The obvious twin: every pattern at every word, by comparing words.
    private func slowly(_ patterns: [String], _ text: String) -> Set<String> {
        let words = text.split(separator: " ").map(String.init)
        var found: Set<String> = []
        for (index, pattern) in patterns.enumerated() {
            let parts = pattern.split(separator: " ").map(String.init)
            for start in words.indices where start + parts.count <= words.count {
                let fits = parts.indices.allSatisfy { i in
                    let word = words[start + i]
                    if parts[i].hasSuffix("*") { return word.hasPrefix(parts[i].dropLast()) }
                    return word == parts[i] || (i + 1 == parts.count && parts[i].count >= 3 && word == parts[i] + "s")
                }
                if fits { found.insert("\(index) at \(start)") }
            }
        }
        return found
    }

    @Test(arguments: 0..<40)
    func `the matcher agrees with comparing word by word`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let syllables = ["a", "ab", "abc", "abca", "b", "ba", "bab", "c", "ca", "cab"]
        func word() -> String {
            (0..<Int.random(in: 1...2, using: &random)).map { _ in syllables.randomElement(using: &random) ?? "" }
                .joined()
        }
        var patterns: Set<String> = []
        while patterns.count < 20 {
            var pattern = (0..<Int.random(in: 1...3, using: &random)).map { _ in word() }.joined(separator: " ")
            if pattern.hasSuffix("abc") { pattern += "*" }
            patterns.insert(pattern)
        }
        let list = patterns.sorted()
        let text = (0..<300).map { _ in Bool.random(using: &random) ? word() : word() + "s" }.joined(separator: " ")
        let bytes = Array(text.utf8)
        var search = TermMatcher.Search()
        let words = TermMatcher(try list.map { try TermPattern($0) }).find(in: bytes, 0..<bytes.count, into: &search)
        let fast = Set(
            search.matches.map { match in
                "\(match.phrase) at \(bytes[..<Int(match.start)].count { $0 == UInt8(ascii: " ") })"
            })
        #expect(fast == slowly(list, text), "seed \(seed)")
        #expect(words == 300)
    }
}
