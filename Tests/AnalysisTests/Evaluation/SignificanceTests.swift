import Testing

@testable import Analysis

@Suite struct SignificanceTests {
    private static func counts(_ correct: [Int]) -> [PairCounts] {
        correct.map { PairCounts(gold: 10, found: 10, correct: $0) }
    }

    /// Four texts, one always better by two: of the 16 ways to swap, two show the whole difference.
    @Test func `the probability is the share of swaps with such a difference`() {
        let p = Significance.randomisationP(
            Self.counts([8, 8, 8, 8]), Self.counts([6, 6, 6, 6]), trials: 4000, seed: 7)
        #expect(abs(p - 2.0 / 16) < 0.02)
    }

    @Test func `equal results differ by chance only`() {
        #expect(Significance.randomisationP(Self.counts([5, 6]), Self.counts([5, 6])) == 1)
        #expect(Significance.randomisationP([], []) == 1)
    }

    @Test func `a clear difference over many texts is significant`() {
        let p = Significance.randomisationP(
            Self.counts(Array(repeating: 8, count: 80)), Self.counts(Array(repeating: 7, count: 80)), trials: 500)
        #expect(p == 1.0 / 501)
    }

    @Test func `a seed gives its result again, another seed nearly the same`() {
        let a = Self.counts([8, 3, 7, 9, 4, 6, 5, 8])
        let b = Self.counts([6, 4, 6, 7, 4, 5, 6, 7])
        let p = Significance.randomisationP(a, b, trials: 1000, seed: 3)
        #expect(p == Significance.randomisationP(a, b, trials: 1000, seed: 3))
        #expect(abs(p - Significance.randomisationP(a, b, trials: 1000, seed: 4)) < 0.06)
    }

    @Test func `the interval holds the score, and is narrow where the texts agree`() throws {
        let same = try #require(Significance.bootstrapInterval(Self.counts(Array(repeating: 6, count: 10))))
        #expect(same == 0.6...0.6)
        let apart = try #require(
            Significance.bootstrapInterval(Self.counts([1, 3, 6, 9, 10, 7, 2, 4, 8, 10, 6, 6]), trials: 400))
        #expect(apart.contains(0.6) && apart.lowerBound < 0.5 && apart.upperBound > 0.7)
        #expect(Significance.bootstrapInterval(Self.counts([6, 7, 8])) == nil)
    }
}

@Suite struct LabelProjectionTests {
    @Test func `labels are mapped, taken out and chosen`() {
        let projection = LabelProjection(
            map: ["GPE": "PLACE", "LOC": "PLACE", "NORP": nil], labels: ["PLACE", "PERSON"])
        #expect(
            ["GPE", "LOC", "NORP", "PERSON", "ORG"].map { projection.projected($0) }
                == ["PLACE", "PLACE", nil, "PERSON", nil])
        #expect(projection.projected(mentions("GPE 0 2, ORG 3 4")) == mentions("PLACE 0 2"))
    }
}

@Suite struct GoldCheckTests {
    @Test(arguments: [
        ("A 0 3, B 3 5", 0, 0),
        ("A 0 3, A 0 3", 1, 1),
        // The same span with two labels is an overlap.
        ("A 0 3, B 0 3", 1, 0),
        ("A 0 9, A 2 4, A 5 7", 2, 0),
        ("A 0 3, B 2 5, A 0 3", 2, 1),
    ])
    func `duplicates and overlaps are found`(gold: String, clashes: Int, duplicates: Int) {
        #expect(GoldCheck.clashes(in: mentions(gold), allowingOverlap: false).count == clashes)
        #expect(GoldCheck.clashes(in: mentions(gold), allowingOverlap: true).count == duplicates)
    }
}
