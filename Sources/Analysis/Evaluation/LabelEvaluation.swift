/// The labels that a text should have and those it was given, with a score for each.
package struct ScoredLabels: Hashable, Sendable {
    /// The document's id.
    package let id: String
    /// What people gave it.
    package let gold: Set<String>
    /// What a system gave it.
    package let found: Set<String>
    /// How sure the system is of each label, 0 to 1, given or not; a label that is not here has 0.
    package let scores: [String: Double]

    /// Gathers the labels of a text.
    package init(id: String, gold: Set<String>, found: Set<String>, scores: [String: Double] = [:]) {
        self.id = id
        self.gold = gold
        self.found = found
        self.scores = scores
    }

    /// What should be there and is not.
    package var missed: Set<String> { gold.subtracting(found) }
    /// What is there and should not be.
    package var wrong: Set<String> { found.subtracting(gold) }
    /// The counts of the text, from which a comparison is drawn.
    package var counts: PairCounts {
        PairCounts(gold: gold.count, found: found.count, correct: gold.intersection(found).count)
    }
    /// How far the system was off: the scores of what is wrong, and what the scores of what was missed lack of 1.
    package var distance: Double {
        wrong.sorted().reduce(0) { $0 + (scores[$1] ?? 0) } + missed.sorted().reduce(0) { $0 + 1 - (scores[$1] ?? 0) }
    }
}

/// Topics that a system gave to texts, measured against those that people gave: each text may have several.
///
/// Read this file first when topics are measured: labels go in, and scores, the ranking, the confusion of labels and the
/// curve over thresholds come out.
///
/// - SeeAlso: Tsoumakas, Katakis and Vlahavas, "Mining Multi-label Data", in Data Mining and Knowledge Discovery
///   Handbook, 2010, section 34.7, for the measures; Opitz and Burst, "Macro F1 and Macro F1", arXiv:1911.03347, for the
///   mean of F1s that is taken here.
package struct LabelEvaluation: Sendable {
    /// In the order in which they came.
    package let texts: [ScoredLabels]
    /// The labels that are measured, those with the most gold first, then by name.
    package let labels: [String]
    /// The counts of each label.
    package let counts: [String: PairCounts]
    /// The counts of all labels together.
    package let micro: PairCounts
    /// Which label was wrong where another was missed.
    package let confusion: ConfusionMatrix
    /// What one threshold for all labels would give.
    package let curve: ThresholdCurve

    /// Measures `texts` by `labels`, to which gold and found must be confined.
    ///
    /// - Complexity: O(*n* log *n*) for *n* texts times labels.
    package init(_ texts: [ScoredLabels], labels: Set<String>) {
        self.texts = texts
        var counts: [String: PairCounts] = [:]
        for label in labels { counts[label] = PairCounts() }
        var micro = PairCounts()
        var confusion = ConfusionMatrix()
        for text in texts {
            for label in text.gold { counts[label, default: PairCounts()].gold += 1 }
            for label in text.found { counts[label, default: PairCounts()].found += 1 }
            for label in text.gold.intersection(text.found) { counts[label, default: PairCounts()].correct += 1 }
            micro += text.counts
            confusion.add(gold: text.gold, found: text.found)
        }
        self.counts = counts
        self.micro = micro
        self.confusion = confusion
        self.labels = counts.keys.sorted { a, b in
            let (first, second) = (counts[a]?.gold ?? 0, counts[b]?.gold ?? 0)
            return first == second ? a < b : first > second
        }
        curve = ThresholdCurve(texts, labels: counts.keys.sorted())
    }

    /// The plain mean over the labels that some text should have or was given; what is undefined counts as 0. Nil when
    /// there is no such label.
    package var macro: MacroScore? {
        let used = labels.compactMap { counts[$0] }.filter { $0.gold + $0.found > 0 }
        guard !used.isEmpty else { return nil }
        func mean(_ part: (PairCounts) -> Double) -> Double { used.reduce(0) { $0 + part($1) } / Double(used.count) }
        return MacroScore(
            precision: mean { $0.precision ?? 0 }, recall: mean { $0.recall ?? 0 }, f1: mean { $0.f1 })
    }

    /// The share of texts whose labels are exactly those of gold; nil without texts.
    ///
    /// - SeeAlso: Ghamrawi and McCallum, "Collective Multi-label Classification", CIKM 2005, who call it exact match.
    package var subsetAccuracy: Double? {
        texts.isEmpty ? nil : Double(texts.count { $0.gold == $0.found }) / Double(texts.count)
    }

    /// Label ranking average precision: for each gold label of a text, the share of gold among the labels that score at
    /// least as much, and of that the mean over the labels of a text and over the texts that have gold. 1 means that
    /// every gold label scores above every other; nil when no text has gold.
    ///
    /// - Complexity: O(*n* *l* *g*) for *n* texts, *l* labels and *g* gold labels of a text.
    /// - SeeAlso: Schapire and Singer, "BoosTexter: A Boosting-based System for Text Categorization", Machine Learning
    ///   39, 2000, section 3.
    package var rankingPrecision: Double? {
        mean { text in
            let scores = labels.map { text.scores[$0] ?? 0 }
            let gold = text.gold.sorted().map { text.scores[$0] ?? 0 }
            let parts = gold.map { own in
                Double(gold.count { $0 >= own }) / Double(scores.count { $0 >= own })
            }
            return parts.reduce(0, +) / Double(parts.count)
        }
    }

    /// The share of texts with gold whose best label is a gold one; where several score the same, the share of gold among
    /// them, and nothing where all have 0. One less Schapire and Singer's one-error.
    package var bestIsRight: Double? {
        mean { text in
            let best = labels.map { text.scores[$0] ?? 0 }.max() ?? 0
            guard best > 0 else { return 0 }
            let first = labels.filter { text.scores[$0] == best }
            return Double(first.count { text.gold.contains($0) }) / Double(first.count)
        }
    }

    /// The mean over the texts that have gold.
    private func mean(_ part: (ScoredLabels) -> Double) -> Double? {
        let withGold = texts.filter { !$0.gold.isEmpty }
        return withGold.isEmpty ? nil : withGold.reduce(0) { $0 + part($1) } / Double(withGold.count)
    }

    /// The places of the texts that are not right, those farthest off first, then in their order.
    package var worst: [Int] {
        let distances = texts.map(\.distance)
        return texts.indices.filter { texts[$0].gold != texts[$0].found }
            .sorted { (distances[$1], $0) < (distances[$0], $1) }
    }
}

extension PairCounts {
    /// The share of what was found that is right; nil when nothing was found.
    package var precision: Double? { found == 0 ? nil : Double(correct) / Double(found) }
    /// The share of gold that was found; nil when there is none.
    package var recall: Double? { gold == 0 ? nil : Double(correct) / Double(gold) }
}
