/// How many mentions were right, by one scheme, for one label or all.
///
/// A pair with two labels counts under the gold label on the gold side and under the found label on the found side, so
/// the counts of the labels add up to those of all. For all labels both sides are the same.
package struct ScoreCounts: Hashable, Sendable {
    /// Gold mentions: MUC's possible, the support.
    package var gold = 0
    /// Found mentions: MUC's actual.
    package var found = 0
    /// Gold mentions that were found right.
    package var correctGold = 0
    /// Found mentions that are right.
    package var correctFound = 0
    /// Gold mentions that were found partly right.
    package var partialGold = 0
    /// Found mentions that are partly right.
    package var partialFound = 0
    /// Gold mentions without a partner.
    package var missed = 0
    /// Found mentions without a partner.
    package var spurious = 0

    /// Nothing counted yet.
    package init() {}

    /// Gold mentions that were found wrong.
    package var incorrectGold: Int { gold - correctGold - partialGold - missed }
    /// Found mentions that are wrong, but stand where something should be.
    package var incorrectFound: Int { found - correctFound - partialFound - spurious }

    /// The share of what was found that is right, a partial match as a half; nil when nothing was found.
    package var precision: Double? {
        found == 0 ? nil : (Double(correctFound) + Double(partialFound) / 2) / Double(found)
    }

    /// The share of what should be found that was, a partial match as a half; nil when nothing should be found.
    package var recall: Double? {
        gold == 0 ? nil : (Double(correctGold) + Double(partialGold) / 2) / Double(gold)
    }

    /// The harmonic mean of precision and recall; nil when there is neither gold nor found.
    package var f1: Double? {
        if gold == 0 && found == 0 { return nil }
        let (precision, recall) = (precision ?? 0, recall ?? 0)
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }

    /// Counts both.
    package static func + (a: ScoreCounts, b: ScoreCounts) -> ScoreCounts {
        var sum = a
        sum.gold += b.gold
        sum.found += b.found
        sum.correctGold += b.correctGold
        sum.correctFound += b.correctFound
        sum.partialGold += b.partialGold
        sum.partialFound += b.partialFound
        sum.missed += b.missed
        sum.spurious += b.spurious
        return sum
    }

    mutating func addGold(_ grade: MatchScheme.Grade?) {
        gold += 1
        switch grade {
        case .correct?: correctGold += 1
        case .partial?: partialGold += 1
        case .incorrect?: break
        case nil: missed += 1
        }
    }

    mutating func addFound(_ grade: MatchScheme.Grade?) {
        found += 1
        switch grade {
        case .correct?: correctFound += 1
        case .partial?: partialFound += 1
        case .incorrect?: break
        case nil: spurious += 1
        }
    }
}
