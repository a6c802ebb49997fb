import Testing

@testable import Analysis

@Suite struct LabelEvaluationTests {
    /// Labels written as `a b`.
    private static func text(
        _ id: String, gold: String, found: String, _ scores: [String: Double] = [:]
    ) -> ScoredLabels {
        func labels(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
        return ScoredLabels(id: id, gold: labels(gold), found: labels(found), scores: scores)
    }

    /// Four texts and the labels a, b, c, d, e; e is in none.
    ///
    /// | label | gold | found | right | P | R | F1 |
    /// | --- | --- | --- | --- | --- | --- | --- |
    /// | a | 3 | 2 | 2 | 1 | 2/3 | 4/5 |
    /// | b | 1 | 2 | 1 | 1/2 | 1 | 2/3 |
    /// | c | 1 | 0 | 0 | – | 0 | 0 |
    /// | d | 0 | 1 | 0 | 0 | – | 0 |
    private static let mixed = LabelEvaluation(
        [
            text("1", gold: "a b", found: "a b", ["a": 0.9, "b": 0.6]),
            text("2", gold: "a c", found: "b", ["b": 0.7, "c": 0.3, "a": 0.1]),
            text("3", gold: "a", found: "a d", ["a": 0.5, "d": 0.5]),
            text("4", gold: "", found: "", ["c": 0.2]),
        ], labels: ["a", "b", "c", "d", "e"])

    @Test func `labels are counted one by one and together`() {
        let mixed = Self.mixed
        #expect(mixed.labels == ["a", "b", "c", "d", "e"])
        #expect(mixed.counts["a"] == PairCounts(gold: 3, found: 2, correct: 2))
        #expect(mixed.counts["b"] == PairCounts(gold: 1, found: 2, correct: 1))
        #expect(mixed.counts["c"] == PairCounts(gold: 1, found: 0, correct: 0))
        #expect(mixed.counts["d"] == PairCounts(gold: 0, found: 1, correct: 0))
        #expect(mixed.counts["e"] == PairCounts())
        #expect(mixed.micro == PairCounts(gold: 5, found: 5, correct: 3))
        #expect(mixed.micro.precision == 0.6 && mixed.micro.recall == 0.6)
        #expect(mixed.counts["c"]?.precision == nil && mixed.counts["d"]?.recall == nil)
    }

    @Test func `macro is the mean over the labels of gold or found, what is undefined as 0`() throws {
        let macro = try #require(Self.mixed.macro)
        // 1, 1/2, 0, 0; then 2/3, 1, 0, 0; then 4/5, 2/3, 0, 0.
        #expect(abs(macro.precision - 0.375) < 1e-12)
        #expect(abs(macro.recall - 5.0 / 12) < 1e-12)
        #expect(abs(macro.f1 - 11.0 / 30) < 1e-12)
        #expect(LabelEvaluation([], labels: ["a"]).macro == nil)
    }

    @Test func `a text is right when all its labels are`() {
        #expect(Self.mixed.subsetAccuracy == 0.5)
        #expect(LabelEvaluation([], labels: []).subsetAccuracy == nil)
    }

    @Test func `the ranking is the mean precision at each gold label, and ties are at their worst rank`() throws {
        // 1: a first of 1, b second of 2: both are gold, so 1. 2: c is second behind b: 1/2; a third with both gold of
        // three: 2/3; mean 7/12. 3: a shares ranks 1 and 2 with d: 1/2. 4 has no gold.
        let ranking = try #require(Self.mixed.rankingPrecision)
        #expect(abs(ranking - 25.0 / 36) < 1e-12)
    }

    @Test func `labels without a score share the last rank`() throws {
        let one = LabelEvaluation([Self.text("1", gold: "a", found: "b", ["b": 0.5])], labels: ["a", "b", "c", "d"])
        #expect(one.rankingPrecision == 0.25)
        #expect(one.bestIsRight == 0)
        #expect(LabelEvaluation([Self.text("1", gold: "", found: "")], labels: ["a"]).rankingPrecision == nil)
    }

    @Test func `the example of scikit-learn's handbook ranks as there`() throws {
        // y_true = [[1, 0, 0], [0, 0, 1]], y_score = [[0.75, 0.5, 1], [1, 0.2, 0.1]]: 0.416…
        let two = LabelEvaluation(
            [
                Self.text("1", gold: "a", found: "", ["a": 0.75, "b": 0.5, "c": 1]),
                Self.text("2", gold: "c", found: "", ["a": 1, "b": 0.2, "c": 0.1]),
            ], labels: ["a", "b", "c"])
        #expect(abs(try #require(two.rankingPrecision) - 5.0 / 12) < 1e-12)
    }

    @Test func `the best label is right, half right where a wrong one scores the same, or wrong`() throws {
        // 1 is right, 2 is wrong, 3 has a right and a wrong one at the top.
        #expect(Self.mixed.bestIsRight == 0.5)
    }

    @Test func `a missed label is confused with each wrong one of the text`() {
        let confusion = Self.mixed.confusion
        #expect(confusion[gold: "a", found: "a"] == 2 && confusion[gold: "b", found: "b"] == 1)
        #expect(confusion[gold: "a", found: "b"] == 1 && confusion[gold: "c", found: "b"] == 1)
        #expect(confusion[gold: nil, found: "d"] == 1)
        #expect(confusion.cells.count == 5)
        let missed = LabelEvaluation([Self.text("1", gold: "a", found: "")], labels: ["a"]).confusion
        #expect(missed[gold: "a", found: nil] == 1)
    }

    @Test func `the texts farthest off come first`() {
        // 2: 0.7 for the wrong b, 0.9 and 0.7 for the missed a and c. 3: 0.5 for the wrong d.
        #expect(abs(Self.mixed.texts[1].distance - 2.3) < 1e-12)
        #expect(Self.mixed.worst == [1, 2])
    }

    @Test func `a threshold gives the labels that score at least so much`() throws {
        let curve = Self.mixed.curve
        #expect(curve.points.map(\.threshold) == (1...19).map { Double($0) / 20 })
        func counts(_ threshold: Double) -> PairCounts? { curve.points.first { $0.threshold == threshold }?.counts }
        // 0.9 a, 0.7 b(wrong), 0.6 b, 0.5 a, 0.5 d(wrong), 0.3 c, 0.2 c(wrong), 0.1 a
        #expect(counts(0.95) == PairCounts(gold: 5, found: 0, correct: 0))
        #expect(counts(0.9) == PairCounts(gold: 5, found: 1, correct: 1))
        #expect(counts(0.6) == PairCounts(gold: 5, found: 3, correct: 2))
        #expect(counts(0.5) == PairCounts(gold: 5, found: 5, correct: 3))
        #expect(counts(0.05) == PairCounts(gold: 5, found: 8, correct: 5))
        // F1 at 0.1: 10/13 = 0.769; at 0.3: 8/11 = 0.727; at 0.5: 0.6.
        #expect(curve.best?.threshold == 0.1)
        #expect(curve.best?.counts == PairCounts(gold: 5, found: 8, correct: 5))
        #expect(LabelEvaluation([Self.text("1", gold: "a", found: "")], labels: ["a"]).curve.best == nil)
    }

    @Test func `of equal thresholds the highest is the best`() {
        // At 0.8 one right of two gold: 2/3; at 0.4 two right of four found: 4/6.
        let even = LabelEvaluation(
            [Self.text("1", gold: "a b", found: "", ["a": 0.8, "b": 0.4, "c": 0.4, "d": 0.4])],
            labels: ["a", "b", "c", "d"])
        #expect(even.curve.best?.threshold == 0.8)
    }
}
