/// Precision, recall and F1 of a set of texts, by scheme, for each label, over all mentions (micro) and as the mean of
/// the labels (macro).
package struct Scores: Hashable, Sendable {
    /// The counts of every label that is in gold or found, by scheme.
    package private(set) var labels: [String: [MatchScheme: ScoreCounts]] = [:]
    /// The counts of all mentions, by scheme.
    package private(set) var micro: [MatchScheme: ScoreCounts] = [:]
    /// The schemes that were counted, in their order.
    package let schemes: [MatchScheme]

    /// Nothing counted yet.
    package init(_ schemes: [MatchScheme] = [.strict, .exact, .partial, .type]) { self.schemes = schemes }

    /// Counts the outcomes of a text.
    package mutating func add(_ outcomes: [Outcome]) {
        for outcome in outcomes {
            for scheme in schemes {
                var grade: MatchScheme.Grade?
                if let gold = outcome.gold, let found = outcome.found { grade = scheme.grade(gold, found) }
                if let gold = outcome.gold {
                    labels[gold.label, default: [:]][scheme, default: ScoreCounts()].addGold(grade)
                    micro[scheme, default: ScoreCounts()].addGold(grade)
                }
                if let found = outcome.found {
                    labels[found.label, default: [:]][scheme, default: ScoreCounts()].addFound(grade)
                    micro[scheme, default: ScoreCounts()].addFound(grade)
                }
            }
        }
    }

    /// The counts of one label.
    package func counts(_ label: String, _ scheme: MatchScheme) -> ScoreCounts {
        labels[label]?[scheme] ?? ScoreCounts()
    }

    /// The counts of all mentions.
    package func microCounts(_ scheme: MatchScheme) -> ScoreCounts { micro[scheme] ?? ScoreCounts() }

    /// The labels, those with the most gold first, then by name.
    package var labelNames: [String] {
        labels.keys.sorted { a, b in
            let (first, second) = (counts(a, schemes[0]).gold, counts(b, schemes[0]).gold)
            return first == second ? a < b : first > second
        }
    }

    /// The plain mean over the labels that have gold; what is undefined counts as 0, and nil when no label has gold.
    package func macro(_ scheme: MatchScheme) -> MacroScore? {
        let counts = labels.values.compactMap { $0[scheme] }.filter { $0.gold > 0 }
        guard !counts.isEmpty else { return nil }
        func mean(_ part: (ScoreCounts) -> Double?) -> Double {
            // Sorted, so that the sum does not depend on the order of a dictionary.
            counts.map { part($0) ?? 0 }.sorted().reduce(0, +) / Double(counts.count)
        }
        return MacroScore(precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1))
    }
}

/// The means of the labels' scores; the F1 is the mean of F1s.
package struct MacroScore: Hashable, Sendable {
    package let precision: Double
    package let recall: Double
    package let f1: Double
}
