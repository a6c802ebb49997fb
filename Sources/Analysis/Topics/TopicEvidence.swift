import DocumentModel

extension TopicClassifier {
    /// What counted for a topic, with its share of the score: terms, then what rules were about.
    func evidence(of verdict: Verdict, _ verdicts: Verdicts, _ mentions: Mentions) -> [Topic.Evidence] {
        let tally = verdict.tally
        let share = tally.supportingShare
        var evidence: [Topic.Evidence] = []
        evidence.reserveCapacity(tally.countedCount)
        var next = tally.firstCounted
        for _ in 0..<tally.countedCount {
            let counted = verdicts.counted[next]
            next = Int(counted.next)
            let mention = mentions.list[Int(counted.mention)]
            let pattern = Int(mention.pattern)
            let weight = uses[pattern].weight
            let counts = counted.worth * tally.unit * (weight >= 0 && weight < Self.strongWeight ? share : 1)
            evidence.append(
                Topic.Evidence(
                    Span(Int(mention.start), Int(mention.end)), field: mention.isInTitle ? titleField : nil,
                    term: names[pattern], weight: Self.rounded(counts)))
        }
        guard !verdict.holdings.isEmpty || verdict.ruledOut != nil else { return evidence }
        for holding in verdicts.holdings[verdict.holdings] {
            let isSupport = holding.weight >= 0 && holding.weight < Self.strongWeight
            let worth = holding.worth * tally.unit * (isSupport ? share : 1) / Double(max(1, holding.hits.count))
            evidence += verdicts.hits[holding.hits].map { self.evidence($0, weight: Self.rounded(worth)) }
        }
        if let ruledOut = verdict.ruledOut {
            // What rules a topic out takes away all that it had.
            let worth = Self.rounded(-tally.score / Double(max(1, ruledOut.count)))
            evidence += verdicts.hits[ruledOut].map { self.evidence($0, weight: worth) }
        }
        return evidence
    }

    private func evidence(_ hit: RuleHit, weight: Double) -> Topic.Evidence {
        let name: String
        if hit.leaf < 0 {
            name = "topic \(taxonomy.topics[Int(-1 - hit.leaf)].label)"
        } else {
            name = program.leaves[Int(hit.leaf)].name
        }
        let field: String? =
            switch hit.source {
            case 0: titleField
            case 1: nil
            default: program.fields[Int(hit.source) - 2]
            }
        return Topic.Evidence(Span(Int(hit.start), Int(hit.end)), field: field, term: name, weight: weight)
    }
}
