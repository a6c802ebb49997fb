import DocumentModel

/// Topics that a document has not, and why.
extension TopicClassifier {
    /// The topics that are not given, each with what it lacks.
    func missedTopics(
        _ missed: Missed, _ verdicts: inout Verdicts, _ mentions: Mentions, _ document: Document, threshold: Double?,
        stage: String
    ) -> [Topic] {
        var found: [Topic] = []
        var seen: Set<Int> = []
        for verdict in verdicts.all {
            let index = verdict.tally.topic
            seen.insert(index)
            let wanted = threshold ?? weights[index].threshold
            let isNear =
                verdict.tally.score * 2 >= wanted || (verdict.ruledOut != nil && verdict.tally.score >= wanted)
            if verdict.isGiven || (missed == .near && (!isNear || verdict.tally.isEmpty)) { continue }
            var topic = topic(verdict, verdicts, mentions, stage)
            topic.shortfall = shortfall(of: verdict, &verdicts, document, wanted)
            found.append(topic)
        }
        // A stable order: the highest score first, then as in the taxonomy.
        var ranked = found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map(\.element)
        guard missed == .all else { return ranked }
        for index in weights.indices where !seen.contains(index) {
            let verdict = Verdict(tally: Tally(topic: index))
            var topic = topic(verdict, verdicts, mentions, stage)
            topic.shortfall = nothingFound(of: taxonomy.topics[index])
            ranked.append(topic)
        }
        return ranked
    }

    private func nothingFound(of topic: TopicDefinition) -> String {
        let terms = topic.terms.count
        let rules = topic.allRules.count
        let parts = [
            terms == 0 ? nil : terms == 1 ? "its term was not found" : "none of its \(terms) terms was found",
            rules == 0 ? nil : rules == 1 ? "its rule does not hold" : "none of its \(rules) rules holds",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// What a topic lacks, in words.
    private func shortfall(
        of verdict: Verdict, _ verdicts: inout Verdicts, _ document: Document, _ wanted: Double
    ) -> String {
        let topic = taxonomy.topics[verdict.tally.topic]
        let rules = program.rules[verdict.tally.topic]
        var parts: [String] = []
        if verdict.ruledOut != nil, let unless = topic.unless { parts.append("ruled out by \(unless)") }
        if !verdict.hasRequired, let requires = topic.requires, let test = rules?.requires {
            parts.append("requires \(missing(requires, test, &verdicts, document))")
        }
        guard verdict.tally.score < wanted || verdict.tally.isEmpty else { return parts.joined(separator: "; ") }
        let tally = verdict.tally
        if tally.terms.strong == 0, tally.terms.supporting > 0, tally.rulePoints == 0 {
            parts.append("only supporting terms were found, none of weight 2 or more")
        } else {
            // The points p that make the score: p = 3 s w / (1 - w).
            let needed = Self.pointsForHalf * verdicts.size * wanted / max(0.0001, 1 - wanted)
            let lacking = max(0.01, needed - tally.points)
            parts.append(
                "scored \(Self.plain(tally.score)) of \(Self.plain(wanted)): \(Self.plain(lacking)) points are missing"
                    + (tally.terms.against > 0 ? ", \(Self.plain(tally.terms.against)) were taken off" : ""))
        }
        if let rule = topic.rule, let test = rules?.rule {
            parts.append("its rule lacks \(missing(rule, test, &verdicts, document))")
        }
        return parts.joined(separator: "; ")
    }

    /// The part of a rule that does not hold.
    private func missing(
        _ rule: TopicRule, _ test: Int, _ verdicts: inout Verdicts, _ document: Document
    ) -> String {
        if case .all(let rules) = rule {
            let lacking = zip(rules, program.tests[test].parts).filter { _, part in
                var hits: [RuleHit] = []
                return !verdicts.state.holds(part, in: document, &hits)
            }.map(\.0)
            if !lacking.isEmpty { return TopicRule.all(lacking).description }
        }
        return rule.description
    }

    private static func plain(_ value: Double) -> String {
        let hundredths = Int((min(value, 1_000_000) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)"
            + (rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)")
    }
}
