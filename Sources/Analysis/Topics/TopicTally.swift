import DocumentModel

extension TopicClassifier {
    /// What the mentions and clauses of one topic are worth.
    struct Tally {
        var topic: Int
        var score = 0.0
        /// The mentions that count, in ``Verdicts/counted``.
        var counted: Range<Int>
        var strong = 0.0
        var supporting = 0.0
        var against = 0.0
        /// The points of a rule that makes the topic.
        var rulePoints = 0.0
        /// How much of the score a point is.
        var unit = 0.0
        /// Whether nothing was found.
        var isEmpty = true

        /// How much of each supporting mention counts.
        var supportingShare: Double { supporting > strong ? strong / supporting : 1 }

        /// The points that count.
        var points: Double { max(0, strong + min(strong, supporting) - against) + rulePoints }

        /// Adds points as a weight says.
        mutating func add(_ worth: Double, weight: Double) {
            isEmpty = false
            if weight < 0 {
                against -= worth
            } else if weight < TopicClassifier.strongWeight {
                supporting += worth
            } else {
                strong += worth
            }
        }

        /// Turns points into the score.
        mutating func finish(_ size: Double) {
            unit = 1 / (points + TopicClassifier.pointsForHalf * size)
            score = TopicClassifier.rounded(points * unit)
        }
    }

    /// A clause that holds, or the rule that makes the topic.
    struct Holding {
        /// The index of the clause; their number for the rule that makes the topic.
        var rule: Int
        var hits: [RuleHit]
        var worth: Double
        var weight: Double
    }

    /// What is thought of one topic.
    struct Verdict {
        var tally: Tally
        var holdings: [Holding] = []
        var isGiven = false
        /// Whether what the topic requires is there.
        var hasRequired = true
        /// What rules the topic out; empty when nothing does.
        var ruledOut: [RuleHit]?
    }

    /// The verdicts on all topics of which something was found.
    struct Verdicts {
        var all: [Verdict] = []
        /// The indices of the mentions that count, topic by topic, and what each is worth.
        var counted: [(mention: Int, worth: Double)] = []
        /// How often each pattern of a topic was counted, up to the limit; all 0 between two topics.
        var counts: [UInt8] = []
        /// What was found of rules; nil in a taxonomy without any.
        var state: RuleState?
        /// How many times as many points the text needs as one of usual length.
        var size = 1.0
    }

    /// Judges every topic of which something was found, each after those it refers to.
    @inline(never)  // so that profiles and `topicsbench` see it
    func verdicts(on mentions: Mentions, _ document: Document, threshold: Double?) -> Verdicts {
        var verdicts = Verdicts()
        verdicts.size = max(1, (Double(mentions.wordCount) / Double(Self.usualWordCount)).squareRoot())
        if !mentions.list.isEmpty {
            verdicts.counts = [UInt8](repeating: 0, count: mostPatterns)
            verdicts.counted.reserveCapacity(mentions.list.count)
            verdicts.all.reserveCapacity(32)
        }
        if !hasRules {
            for topic in weights.indices where mentions.starts[topic] != mentions.starts[topic + 1] {
                judge(topic, mentions, threshold, &verdicts)
            }
            return verdicts
        }
        verdicts.state = RuleState(program, document, mentions.places, titleField, mentions.hits)
        var isTouched = weights.indices.map { mentions.starts[$0] != mentions.starts[$0 + 1] }
        for topic in verdicts.state?.touchedTopics ?? [] { isTouched[topic] = true }
        for topic in program.order where isTouched[topic] {
            judge(topic, mentions, threshold, &verdicts)
            if verdicts.all.last?.tally.topic == topic, verdicts.all.last?.isGiven == true {
                for dependent in program.dependents[topic] { isTouched[dependent] = true }
            }
        }
        return verdicts
    }

    private func judge(_ topic: Int, _ mentions: Mentions, _ threshold: Double?, _ verdicts: inout Verdicts) {
        let first = verdicts.counted.count
        var verdict = Verdict(tally: Tally(topic: topic, counted: first..<first))
        var excluded: [RuleHit] = []
        let hasRules = hasRules && program.rules[topic] != nil
        count(topic, mentions, &verdict.tally, &verdicts, hasRules ? { excluded.append($0) } : nil)
        verdict.tally.counted = first..<verdicts.counted.count
        if hasRules, let rules = program.rules[topic] {
            verdicts.state?.excluded = excluded
            apply(rules, mentions, &verdict, &verdicts)
        }
        guard !verdict.tally.isEmpty || verdict.ruledOut != nil || !verdict.hasRequired else { return }
        verdict.tally.finish(verdicts.size)
        verdict.isGiven =
            !verdict.tally.isEmpty && verdict.tally.score >= threshold ?? weights[topic].threshold
            && verdict.hasRequired && verdict.ruledOut == nil
        if verdict.isGiven, verdicts.state != nil, !program.dependents[topic].isEmpty {
            let mentioned = verdicts.counted[verdict.tally.counted].filter { $0.worth > 0 }.map { counted in
                let mention = mentions.list[counted.mention]
                return RuleHit(leaf: 0, source: mention.isInTitle ? 0 : 1, start: mention.start, end: mention.end)
            }
            verdicts.state?.give(topic, verdict.holdings.flatMap(\.hits) + mentioned)
        }
        verdicts.all.append(verdict)
    }

    /// Adds the points of terms: longer mentions win over those they overlap, and one inside an exclusion is none.
    private func count(
        _ topic: Int, _ mentions: Mentions, _ tally: inout Tally, _ verdicts: inout Verdicts,
        _ exclude: ((RuleHit) -> Void)?
    ) {
        let weights = weights[topic]
        let firstCounted = verdicts.counted.count
        var isInTitle = true
        var end: Int32 = 0
        // Where the furthest exclusion ends that began before here; exclusions come first among mentions of one place.
        var excluded: Int32 = 0
        for i in mentions.range(of: topic) {
            let mention = mentions.list[i]
            if isInTitle, !mention.isInTitle {
                isInTitle = false
                end = 0
                excluded = 0
            }
            let pattern = Int(mention.pattern)
            let use = uses[pattern]
            if use.term < 0 {
                excluded = max(excluded, mention.end)
                exclude?(RuleHit(leaf: 0, source: isInTitle ? 0 : 1, start: mention.start, end: mention.end))
                continue
            }
            if mention.end <= excluded || mention.start < end { continue }
            end = mention.end
            let count = verdicts.counts[pattern - weights.firstPattern]
            if count == Self.mentionLimit { continue }
            verdicts.counts[pattern - weights.firstPattern] = count + 1
            let boost: Double
            if isInTitle || mentions.places.isHeadline(at: Int(mention.start)) {
                boost = weights.titleBoost
            } else {
                boost = mentions.places.isLead(at: Int(mention.start)) ? weights.leadBoost : 1
            }
            let worth = use.weight * boost / Double(1 << count)
            verdicts.counted.append((i, worth))
            tally.add(worth, weight: use.weight)
        }
        for counted in verdicts.counted[firstCounted...] {
            verdicts.counts[Int(mentions.list[counted.mention].pattern) - weights.firstPattern] = 0
        }
    }

    // MARK: Rules

    private func apply(
        _ rules: RuleProgram.Rules, _ mentions: Mentions, _ verdict: inout Verdict, _ verdicts: inout Verdicts
    ) {
        guard var state = verdicts.state.take() else { return }
        defer { verdicts.state = state }
        for (index, clause) in rules.clauses.enumerated() {
            guard let hits = state.outcome(clause.test) else { continue }
            let worth = clause.weight * boost(of: hits, verdict.tally.topic, mentions)
            verdict.holdings.append(
                Holding(
                    rule: index, hits: Array(hits.prefix(RuleState.hitLimit)), worth: worth, weight: clause.weight))
            verdict.tally.add(worth, weight: clause.weight)
        }
        if let rule = rules.rule, let hits = state.outcome(rule) {
            let worth = Self.pointsOfRule * verdicts.size
            verdict.holdings.append(
                Holding(
                    rule: rules.clauses.count, hits: Array(hits.prefix(RuleState.hitLimit)), worth: worth,
                    weight: Self.pointsOfRule))
            verdict.tally.rulePoints += worth
            verdict.tally.isEmpty = false
        }
        if let requires = rules.requires { verdict.hasRequired = state.outcome(requires) != nil }
        if let unless = rules.unless { verdict.ruledOut = state.outcome(unless) }
    }

    /// How many times as much a clause counts for where its mentions stand: the best of them.
    private func boost(of hits: [RuleHit], _ topic: Int, _ mentions: Mentions) -> Double {
        let weights = weights[topic]
        var boost = 1.0
        for hit in hits {
            if hit.source == 0 || (hit.source == 1 && mentions.places.isHeadline(at: Int(hit.start))) {
                return weights.titleBoost
            }
            if hit.source == 1, mentions.places.isLead(at: Int(hit.start)) { boost = weights.leadBoost }
        }
        return boost
    }
}
