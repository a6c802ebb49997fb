import DocumentModel

/// What would make a measurement wrong: the same mention twice, or two that overlap.
package enum GoldCheck {
    /// Two mentions that cannot both be right.
    package struct Clash: Hashable, Sendable {
        package let first: Mention
        package let second: Mention
        /// Whether the two are one and the same, rather than overlapping.
        package var isDuplicate: Bool { first.span == second.span && first.label == second.label }
    }

    /// The mentions that stand twice and, unless `allowingOverlap`, those that overlap the one before them.
    ///
    /// Two mentions of one span with different labels overlap. At most `most` are given, in text order.
    ///
    /// - Complexity: O(*n* log *n*).
    package static func clashes(in mentions: [Mention], allowingOverlap: Bool, most: Int = 20) -> [Clash] {
        let sorted = mentions.sorted()
        var clashes: [Clash] = []
        var furthest: Mention?
        var last: Mention?
        for mention in sorted {
            if clashes.count >= most { break }
            if let last, last.isSame(as: mention) {
                clashes.append(Clash(first: last, second: mention))
            } else if !allowingOverlap, let furthest, furthest.span.overlaps(mention.span) {
                clashes.append(Clash(first: furthest, second: mention))
            }
            if furthest.map({ $0.span.end < mention.span.end }) ?? true { furthest = mention }
            last = mention
        }
        return clashes
    }
}
