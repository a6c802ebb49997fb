import Testing

@testable import TextKernel

@Suite struct WordFilterTests {
    private static let beginnings = [
        WordFilter.Beginning(Array("oil".utf8), isPrefix: false),
        WordFilter.Beginning(Array("internationally".utf8), isPrefix: false),
        WordFilter.Beginning(Array("vaccin".utf8), isPrefix: true),
        WordFilter.Beginning(Array("gas".utf8), isPrefix: true),
        WordFilter.Beginning(Array("to".utf8), isPrefix: false, next: Array("arms".utf8)),
        WordFilter.Beginning(Array("of".utf8), isPrefix: false, next: Array("a".utf8)),
        WordFilter.Beginning(Array("new".utf8), isPrefix: false, next: Array("tarif".utf8), nextIsPrefix: true),
    ]

    private func kept(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var runs: [WordFilter.Run] = []
        _ = WordFilter(Self.beginnings).append(runsOf: bytes, in: 0..<bytes.count, to: &runs)
        return runs.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }

    @Test(arguments: [
        ("The oil, OIL and Oil of the soil; oils", ["oil", "OIL", "Oil"]),
        ("Vaccines, a vaccination, vacc", ["Vaccines", "vaccination"]),
        ("to arms, to the arms, to armies", ["to", "to"]),  // three bytes of the next word are compared
        ("of a, of an", ["of"]),
        ("new tariffs and new taxes", ["new"]),
        ("to", ["to"]),  // nothing is known of what follows
        ("China's U.N. team, a café", ["China", "s", "U", "N", "café"]),  // not what they seem: hashes met
        ("to 's arms", ["to", "s"]),
        ("", []),
        ("- . ,", []),
    ])
    func `keeps the words with which something may begin`(text: String, expected: [String]) {
        #expect(kept(text) == expected)
    }

    /// A run that must be kept, as the documentation says it.
    private func mustStay(_ runs: [Range<Int>], _ i: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
        if isOdd(runs[i], text, range) { return true }
        let word = Folding.folded(Array(text[runs[i]]))
        return Self.beginnings.contains { beginning in
            guard beginning.isPrefix ? word.starts(with: beginning.word) : word == beginning.word else { return false }
            guard let next = beginning.next, i + 1 < runs.count, !isOdd(runs[i + 1], text, range) else { return true }
            let following = Folding.folded(Array(text[runs[i + 1]]))
            return beginning.nextIsPrefix ? following.starts(with: next) : following == next
        }
    }

    private func isOdd(_ run: Range<Int>, _ text: [UInt8], _ range: Range<Int>) -> Bool {
        if run.count > 63 || text[run].contains(where: { $0 >= 0x80 }) { return true }
        let before = run.lowerBound > range.lowerBound ? text[run.lowerBound - 1] : 0
        let after = run.upperBound < range.upperBound ? text[run.upperBound] : 0
        return run.count == 1 && (before == 0x2E || before == 0x27 || after == 0x2E)
    }

    @Test(arguments: 0..<60)
    func `never keeps a word too few, and counts all`(seed: UInt64) {
        var random = Seeded(seed)
        let pieces =
            oddPieces + [
                "oil", "Oil ", "to arms ", "to ", "arms ", "of a ", "new ", "Tariff", "vaccine ", "gas ", "gasoline ",
                "internationally ", "internationalism ", "'s ", "U.N. ", String(repeating: "x", count: 70),
                String(repeating: "long", count: random.below(900)), String(repeating: " ", count: 60),
            ]
        let text = Array(randomText(&random, 900, from: pieces).utf8)
        let start = random.below(text.count / 8 + 1)
        let range = start..<(text.count - random.below((text.count - start) / 8 + 1))
        var expected: [Range<Int>] = []
        var i = range.lowerBound
        while i < range.upperBound {
            let first = i
            while i < range.upperBound, text[i] >= 0x80 || (text[i] | 32) &- 97 < 26 || text[i] &- 48 < 10 { i += 1 }
            if i > first { expected.append(first..<i) } else { i += 1 }
        }
        var found: [WordFilter.Run] = []
        let count = WordFilter(Self.beginnings).append(runsOf: text, in: range, to: &found)
        let kept = found.map { Int($0.start)..<Int($0.end) }
        #expect(count == expected.count, "seed \(seed)")
        #expect(Set(kept).isSubset(of: expected), "seed \(seed)")
        #expect(kept == kept.sorted { $0.lowerBound < $1.lowerBound }, "seed \(seed)")
        for kind in 0...WordFilter.bestKind {
            var same: [WordFilter.Run] = []
            let count = WordFilter(Self.beginnings).append(runsOf: text, in: range, to: &same, kind: kind)
            #expect(count == expected.count && same == found, "seed \(seed), instructions of kind \(kind)")
        }
        let needed = expected.indices.filter { mustStay(expected, $0, text, range) }.map { expected[$0] }
        #expect(Set(needed).isSubset(of: kept), "seed \(seed)")
    }
}
