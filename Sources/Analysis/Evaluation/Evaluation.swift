/// What a system found in a set of texts, measured against what people annotated.
///
/// Read this file first: texts go in, pairs are made in each (``Outcome``), and scores, the confusion matrix and the
/// outcomes of every text come out.
package struct Evaluation: Sendable {
    /// A text with what became of its mentions.
    package struct Text: Sendable {
        /// The document's id.
        package let id: String
        /// In text order.
        package let outcomes: [Outcome]
        /// The strict counts, from which a comparison is drawn.
        package let counts: PairCounts
    }

    package private(set) var texts: [Text] = []
    package private(set) var scores: Scores
    package private(set) var confusion = ConfusionMatrix()

    /// Measures `texts` by `schemes`.
    ///
    /// - Complexity: O(*n* log *n*) for *n* mentions that do not overlap within gold or found.
    package init(
        _ texts: [ScoredText], schemes: [MatchScheme] = [.strict, .exact, .partial, .type],
        comparedBy scheme: MatchScheme = .strict
    ) {
        scores = Scores(schemes)
        for text in texts {
            let outcomes = Outcome.all(gold: text.gold, found: text.found)
            scores.add(outcomes)
            confusion.add(outcomes)
            var one = Scores([scheme])
            one.add(outcomes)
            let counts = one.microCounts(scheme)
            self.texts.append(
                Text(
                    id: text.id, outcomes: outcomes,
                    counts: PairCounts(gold: counts.gold, found: counts.found, correct: counts.correctGold)))
        }
    }
}

/// The three numbers of a text from which an F1 over many texts is made.
package struct PairCounts: Hashable, Sendable {
    package var gold: Int
    package var found: Int
    package var correct: Int

    /// Counts a text.
    package init(gold: Int = 0, found: Int = 0, correct: Int = 0) {
        self.gold = gold
        self.found = found
        self.correct = correct
    }

    /// Twice the correct over gold and found; 0 when there is neither.
    package var f1: Double { gold + found == 0 ? 0 : 2 * Double(correct) / Double(gold + found) }

    /// Counts both.
    package static func += (a: inout PairCounts, b: PairCounts) {
        a.gold += b.gold
        a.found += b.found
        a.correct += b.correct
    }
}
