package import DocumentModel

/// What became of one gold mention, or of one found mention that has no gold.
package struct Outcome: Hashable, Sendable {
    /// How gold and found differ.
    package enum Kind: String, Sendable, CaseIterable {
        /// Same span, same label.
        case correct
        /// Same span, another label.
        case label
        /// The spans overlap, the label is the same.
        case boundary
        /// The spans overlap, the label is another.
        case both
        /// Nothing was found here.
        case missed
        /// Nothing should have been found here.
        case spurious
    }

    /// What should be there; nil when it is spurious.
    package let gold: Mention?
    /// What was found; nil when it was missed.
    package let found: Mention?

    /// Pairs two mentions; one of them may be missing, not both.
    package init(gold: Mention?, found: Mention?) {
        self.gold = gold
        self.found = found
    }

    /// How the two differ.
    package var kind: Kind {
        guard let gold else { return .spurious }
        guard let found else { return .missed }
        if gold.span == found.span { return gold.label == found.label ? .correct : .label }
        return gold.label == found.label ? .boundary : .both
    }
}

extension Outcome {
    /// Pairs the mentions of a text one to one.
    ///
    /// Every mention is in at most one pair. First those of the same span and label are paired, then those of the same
    /// span, then those that overlap: of the same label before others, with more bytes in common before others, in
    /// text order. What is left over is missed or spurious. The outcomes come in text order. Of found mentions that
    /// overlap each other in hundreds, only the last 512 are looked at for a gold one.
    ///
    /// - Complexity: O(*n* log *n*) for *n* mentions.
    package static func all(gold: [Mention], found: [Mention]) -> [Outcome] {
        let gold = gold.sorted()
        let found = found.sorted()
        var pairing = Pairing(gold, found)
        pairing.pairEqual { LabelledSpan(span: $0.span, label: $0.label) }
        pairing.pairEqual(\.span)
        pairing.pairOverlapping()
        return pairing.outcomes
    }
}

/// What makes two mentions the same.
private struct LabelledSpan: Hashable {
    let span: Span
    let label: String
}

/// Which gold mention goes with which found one.
private struct Pairing {
    private let gold: [Mention]
    private let found: [Mention]
    /// The place of the partner in the other list.
    private var partnerOfGold: [Int?]
    private var partnerOfFound: [Int?]

    init(_ gold: [Mention], _ found: [Mention]) {
        self.gold = gold
        self.found = found
        partnerOfGold = Array(repeating: nil, count: gold.count)
        partnerOfFound = Array(repeating: nil, count: found.count)
    }

    /// Pairs free mentions of the same key, in text order.
    mutating func pairEqual<Key: Hashable>(_ key: (Mention) -> Key) {
        var free: [Key: [Int]] = [:]
        for place in found.indices.reversed() where partnerOfFound[place] == nil {
            free[key(found[place]), default: []].append(place)
        }
        for place in gold.indices where partnerOfGold[place] == nil {
            if let partner = free[key(gold[place])]?.popLast() { pair(place, partner) }
        }
    }

    /// So many found mentions may overlap one gold mention, and so many of them are candidates for it.
    private static let mostOpen = 512
    private static let mostCandidates = 32

    /// A gold and a found mention that overlap.
    private struct Candidate {
        let gold: Int
        let found: Int
        let sameLabel: Bool
        /// The bytes they have in common.
        let common: Int

        static func isBetter(_ a: Candidate, _ b: Candidate) -> Bool {
            if a.sameLabel != b.sameLabel { return a.sameLabel }
            return (-a.common, a.gold, a.found) < (-b.common, b.gold, b.found)
        }
    }

    /// Pairs free mentions that overlap, the best first.
    mutating func pairOverlapping() {
        var candidates: [Candidate] = []
        // Found mentions that may still overlap a later gold one: only these are looked at again.
        var open: [Int] = []
        var next = 0
        for place in gold.indices where partnerOfGold[place] == nil {
            let mention = gold[place]
            while next < found.count, found[next].span.start < mention.span.end {
                if partnerOfFound[next] == nil { open.append(next) }
                next += 1
            }
            open.removeAll { found[$0].span.end <= mention.span.start }
            if open.count > Self.mostOpen { open.removeFirst(open.count - Self.mostOpen) }
            var own: [Candidate] = []
            for other in open where found[other].span.overlaps(mention.span) {
                let span = found[other].span
                let common = min(span.end, mention.span.end) - max(span.start, mention.span.start)
                own.append(
                    Candidate(
                        gold: place, found: other, sameLabel: found[other].label == mention.label, common: common))
            }
            if own.count > Self.mostCandidates {
                own.sort(by: Candidate.isBetter)
                own.removeLast(own.count - Self.mostCandidates)
            }
            candidates += own
        }
        candidates.sort(by: Candidate.isBetter)
        for candidate in candidates
        where partnerOfGold[candidate.gold] == nil && partnerOfFound[candidate.found] == nil {
            pair(candidate.gold, candidate.found)
        }
    }

    private mutating func pair(_ place: Int, _ partner: Int) {
        partnerOfGold[place] = partner
        partnerOfFound[partner] = place
    }

    var outcomes: [Outcome] {
        var all = gold.indices.map { place in
            Outcome(gold: gold[place], found: partnerOfGold[place].map { found[$0] })
        }
        all += found.indices.filter { partnerOfFound[$0] == nil }.map { Outcome(gold: nil, found: found[$0]) }
        return all.enumerated().sorted { a, b in
            let (first, second) = (a.element.span, b.element.span)
            return first == second ? a.offset < b.offset : first < second
        }.map(\.element)
    }
}

extension Outcome {
    /// Where it is: the gold span, or the found one when there is no gold.
    package var span: Span { gold?.span ?? found?.span ?? Span(0, 0) }
}
