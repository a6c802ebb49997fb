/// What micro precision, recall and F1 would be if every label were given from one score on.
package struct ThresholdCurve: Hashable, Sendable {
    /// A threshold with what it gives.
    package struct Point: Hashable, Sendable {
        /// Labels are given whose score is at least this.
        package let threshold: Double
        package let counts: PairCounts
    }

    /// From 0.05 to 0.95 in steps of 0.05.
    package let points: [Point]
    /// The point with the highest F1 of all thresholds, the highest threshold of equal ones; nil when no label has a
    /// score.
    package let best: Point?

    /// Counts over all texts and labels.
    ///
    /// - Complexity: O(*n* log *n*) for *n* scores.
    package init(_ texts: [ScoredLabels], labels: [String]) {
        var scored: [(score: Double, isGold: Bool)] = []
        for text in texts {
            for label in labels {
                if let score = text.scores[label], score > 0 { scored.append((score, text.gold.contains(label))) }
            }
        }
        scored.sort { $0.score > $1.score }
        let gold = texts.reduce(0) { $0 + $1.gold.count }
        var counts = PairCounts(gold: gold)
        var best: Point?
        var steps = (1...19).reversed().map { Double($0) / 20 }[...]
        var points: [Point] = []
        for (index, one) in scored.enumerated() {
            while let step = steps.first, one.score < step {
                points.append(Point(threshold: step, counts: counts))
                steps.removeFirst()
            }
            counts.found += 1
            if one.isGold { counts.correct += 1 }
            // Labels of one score are given together.
            let isLast = index + 1 == scored.count || scored[index + 1].score < one.score
            if isLast, counts.f1 > best?.counts.f1 ?? 0 { best = Point(threshold: one.score, counts: counts) }
        }
        points += steps.map { Point(threshold: $0, counts: counts) }
        self.points = points.reversed()
        self.best = best
    }
}
