/// How many entities were found, there, and both, by label: exact span and label.
package struct SpanScores: Hashable, Sendable {
    /// The counts of one label or of all.
    package struct Counts: Hashable, Sendable {
        package var right = 0
        package var found = 0
        package var there = 0

        /// The share of what was found that is right; 0 when nothing was found.
        package var precision: Double { found == 0 ? 0 : Double(right) / Double(found) }
        /// The share of what is there that was found; 0 when nothing is there.
        package var recall: Double { there == 0 ? 0 : Double(right) / Double(there) }
        /// The harmonic mean of both.
        package var f1: Double { found + there == 0 ? 0 : 2 * Double(right) / Double(found + there) }
    }

    /// By label.
    package private(set) var labels: [String: Counts] = [:]

    /// Of nothing.
    package init() {}

    /// All labels together.
    package var all: Counts {
        labels.values.reduce(into: Counts()) {
            $0.right += $1.right
            $0.found += $1.found
            $0.there += $1.there
        }
    }

    /// Counts one document or sentence: entities as token or byte ranges with labels.
    package mutating func add(found: [(range: Range<Int>, label: String)], there: [(range: Range<Int>, label: String)])
    {
        struct Entity: Hashable {
            let range: Range<Int>
            let label: String
        }
        let gold = Set(there.map { Entity(range: $0.range, label: $0.label) })
        for entity in there { labels[entity.label, default: Counts()].there += 1 }
        for entity in found {
            labels[entity.label, default: Counts()].found += 1
            if gold.contains(Entity(range: entity.range, label: entity.label)) {
                labels[entity.label, default: Counts()].right += 1
            }
        }
    }
}
