import DocumentModel
import TextKernel

extension TopicClassifier {
    /// Points by the weights of what they are for.
    struct Points {
        var strong = 0.0
        var supporting = 0.0
        var against = 0.0

        /// Adds points as a weight says.
        @inline(__always) mutating func add(_ worth: Double, weight: Double) {
            if weight < 0 {
                against -= worth
            } else if weight < TopicClassifier.strongWeight {
                supporting += worth
            } else {
                strong += worth
            }
        }
    }

    /// What the mentions and clauses of one topic are worth.
    struct Tally {
        var topic: Int
        var score = 0.0
        /// How many mentions count, and the first of them in ``Verdicts/counted``.
        var countedCount = 0
        var firstCounted = 0
        private(set) var terms = Points()
        /// The points of a rule that makes the topic.
        private(set) var rulePoints = 0.0
        /// How much of the score a point is.
        private(set) var unit = 0.0
        /// Whether nothing was found.
        private(set) var isEmpty = true

        /// Nothing found.
        init(topic: Int) { self.topic = topic }

        /// What its mentions came to.
        init(_ running: Running) {
            topic = Int(running.topic)
            countedCount = Int(running.countedCount)
            firstCounted = Int(running.firstCounted)
            terms = running.points
            isEmpty = countedCount == 0
        }

        /// How much of each supporting mention counts.
        var supportingShare: Double { terms.supporting > terms.strong ? terms.strong / terms.supporting : 1 }

        /// The points that count.
        var points: Double {
            max(0, terms.strong + min(terms.strong, terms.supporting) - terms.against) + rulePoints
        }

        /// Adds the points of a clause.
        mutating func add(_ worth: Double, weight: Double) {
            isEmpty = false
            terms.add(worth, weight: weight)
        }

        /// Adds the points of a rule that makes the topic.
        mutating func addRule(_ worth: Double) {
            isEmpty = false
            rulePoints += worth
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
        /// Its mentions, in ``Verdicts/hits``.
        var hits: Range<Int>
        var worth: Double
        var weight: Double
    }

    /// What is thought of one topic.
    struct Verdict {
        var tally: Tally
        /// Its clauses that hold, in ``Verdicts/holdings``.
        var holdings = 0..<0
        var isGiven = false
        /// Whether what the topic requires is there.
        var hasRequired = true
        /// What rules the topic out, in ``Verdicts/hits``; nil when nothing does.
        var ruledOut: Range<Int>?
    }

    /// A mention that counts.
    struct Counted {
        var mention: Int32
        /// The next one of the same topic, in ``Verdicts/counted``.
        var next: Int32 = -1
        var worth: Double
    }

    /// The verdicts on all topics of which something was found.
    struct Verdicts {
        var all: [Verdict] = []
        /// The mentions that count, in text order; those of a topic lead from one to the next.
        var counted: [Counted] = []
        var holdings: [Holding] = []
        /// What the rules that hold were about.
        var hits: [RuleHit] = []
        /// What was found of rules.
        var state: RuleState
        /// How many times as many points the text needs as one of usual length.
        var size = 1.0

        init(_ state: RuleState) { self.state = state }

        /// The mentions that count for a topic, in text order.
        func counted(of verdict: Verdict) -> some Sequence<Counted> {
            sequence(state: (verdict.tally.firstCounted, verdict.tally.countedCount)) { [counted] state in
                guard state.1 > 0 else { return nil }
                let one = counted[state.0]
                state = (Int(one.next), state.1 - 1)
                return one
            }
        }
    }

    /// What is known of a topic while its mentions are counted.
    struct Running {
        var topic: Int32
        /// Where the last mention ends that was looked at.
        var end: Int32 = 0
        /// Where the furthest exclusion ends that began before here; exclusions come first among mentions of one place.
        var excluded: Int32 = 0
        /// How many mentions count, and the first and last of them in ``Verdicts/counted``.
        var countedCount: Int32 = 0
        var firstCounted: Int32 = 0
        var lastCounted: Int32 = 0
        var points = Points()
    }

    /// What counting needs of each topic and pattern; between two documents nothing is found and all is 0.
    struct Counts {
        /// By pattern: how often it was counted, up to the limit.
        var patterns: [UInt8]
        /// By topic: its place in `running`, from 1; 0 when nothing was found.
        var topics: [Int32]
        /// Bits of the topics that are to be judged, by their place in the order.
        var waiting: [UInt64]
        /// The topics of which something was found.
        var running: [Running] = []
        /// Exclusions of topics that have rules.
        var exclusions: [(topic: Int32, hit: RuleHit)] = []

        /// Nothing found.
        init(patternCount: Int, topicCount: Int) {
            patterns = Array(repeating: 0, count: patternCount)
            topics = Array(repeating: 0, count: topicCount)
            waiting = Array(repeating: 0, count: (topicCount + 63) / 64)
        }

        /// Has a topic judged, the place of which in the order is given.
        @inline(__always) mutating func await(_ place: Int32) {
            waiting[Int(place) / 64] |= 1 << UInt64(place % 64)
        }
    }

    /// Judges every topic of which something was found, each after those it refers to.
    @inline(never)  // so that profiles and `topicsbench` see it
    func verdicts(on mentions: Mentions, _ document: Document, threshold: Double?) -> Verdicts {
        workspaces.withValue { verdicts(on: mentions, document, threshold, &$0.counts) }
    }

    private func verdicts(
        on mentions: Mentions, _ document: Document, _ threshold: Double?, _ counts: inout Counts
    ) -> Verdicts {
        var verdicts = Verdicts(RuleState(program, document, mentions.places, titleField, mentions.hits))
        verdicts.size = max(1, (Double(mentions.wordCount) / Double(Self.usualWordCount)).squareRoot())
        count(mentions, &counts, &verdicts)
        for hit in verdicts.state.hits { counts.await(program.places[Int(program.leaves[Int(hit.leaf)].topic)]) }
        verdicts.all.reserveCapacity(counts.waiting.reduce(0) { $0 + $1.nonzeroBitCount })
        for block in counts.waiting.indices {
            // A topic that is given may have later ones judged.
            while counts.waiting[block] != 0 {
                let place = block * 64 + counts.waiting[block].trailingZeroBitCount
                counts.waiting[block] &= counts.waiting[block] - 1
                judge(program.order[place], mentions, document, threshold, &counts, &verdicts)
            }
        }
        for counted in verdicts.counted { counts.patterns[Int(mentions.list[Int(counted.mention)].pattern)] = 0 }
        for running in counts.running { counts.topics[Int(running.topic)] = 0 }
        counts.running.removeAll(keepingCapacity: true)
        counts.exclusions.removeAll(keepingCapacity: true)
        return verdicts
    }

    private func judge(
        _ topic: Int, _ mentions: Mentions, _ document: Document, _ threshold: Double?, _ counts: inout Counts,
        _ verdicts: inout Verdicts
    ) {
        let running = Int(counts.topics[topic])
        var verdict = Verdict(tally: running > 0 ? Tally(counts.running[running - 1]) : Tally(topic: topic))
        if hasRules, let rules = program.rules[topic] {
            verdicts.state.excluded.removeAll(keepingCapacity: true)
            for (owner, hit) in counts.exclusions where owner == topic { verdicts.state.excluded.append(hit) }
            apply(rules, mentions, document, &verdict, &verdicts)
        }
        guard !verdict.tally.isEmpty || verdict.ruledOut != nil || !verdict.hasRequired else { return }
        verdict.tally.finish(verdicts.size)
        verdict.isGiven =
            !verdict.tally.isEmpty && verdict.tally.score >= threshold ?? weights[topic].threshold
            && verdict.hasRequired && verdict.ruledOut == nil
        if verdict.isGiven, hasRules, !program.dependents[topic].isEmpty {
            let mentioned = verdicts.counted(of: verdict).filter { $0.worth > 0 }.map { counted in
                let mention = mentions.list[Int(counted.mention)]
                return RuleHit(leaf: 0, source: mention.isInTitle ? 0 : 1, start: mention.start, end: mention.end)
            }
            let held = verdicts.holdings[verdict.holdings].flatMap { verdicts.hits[$0.hits] }
            verdicts.state.give(topic, held + mentioned)
            for dependent in program.dependents[topic] where program.places[dependent] > program.places[topic] {
                counts.await(program.places[dependent])
            }
        }
        verdicts.all.append(verdict)
    }

    /// Adds the points of terms: longer mentions win over those they overlap, and one inside an exclusion is none.
    private func count(_ mentions: Mentions, _ counts: inout Counts, _ verdicts: inout Verdicts) {
        verdicts.counted.reserveCapacity(mentions.list.count)
        var isInTitle = true
        for (i, mention) in mentions.list.enumerated() {
            if isInTitle, !mention.isInTitle {
                isInTitle = false
                for k in counts.running.indices { (counts.running[k].end, counts.running[k].excluded) = (0, 0) }
            }
            let pattern = Int(mention.pattern)
            let use = uses[pattern]
            let topic = Int(use.topic)
            if counts.topics[topic] == 0 {
                counts.running.append(Running(topic: use.topic))
                counts.topics[topic] = Int32(counts.running.count)
                counts.await(program.places[topic])
            }
            let k = Int(counts.topics[topic]) - 1
            var running = counts.running[k]
            if use.term < 0 {
                counts.running[k].excluded = max(running.excluded, mention.end)
                if hasRules, program.rules[topic] != nil {
                    let hit = RuleHit(leaf: 0, source: isInTitle ? 0 : 1, start: mention.start, end: mention.end)
                    counts.exclusions.append((use.topic, hit))
                }
                continue
            }
            if mention.end <= running.excluded || mention.start < running.end { continue }
            running.end = mention.end
            let count = counts.patterns[pattern]
            if count < Self.mentionLimit {
                counts.patterns[pattern] = count + 1
                let boost: Double
                if isInTitle || mentions.places.isHeadline(at: Int(mention.start)) {
                    boost = weights[topic].titleBoost
                } else {
                    boost = mentions.places.isLead(at: Int(mention.start)) ? weights[topic].leadBoost : 1
                }
                let worth = use.weight * boost / Double(1 << count)
                let place = Int32(verdicts.counted.count)
                verdicts.counted.append(Counted(mention: Int32(i), worth: worth))
                if running.countedCount == 0 {
                    running.firstCounted = place
                } else {
                    verdicts.counted[Int(running.lastCounted)].next = place
                }
                running.lastCounted = place
                running.countedCount += 1
                running.points.add(worth, weight: use.weight)
            }
            counts.running[k] = running
        }
    }

    // MARK: Rules

    private func apply(
        _ rules: RuleProgram.Rules, _ mentions: Mentions, _ document: Document, _ verdict: inout Verdict,
        _ verdicts: inout Verdicts
    ) {
        let firstHolding = verdicts.holdings.count
        for (index, clause) in program.clauses[rules.clauses].enumerated() {
            let first = verdicts.hits.count
            guard verdicts.state.holds(clause.test, in: document, &verdicts.hits) else { continue }
            let worth = clause.weight * boost(of: verdicts.hits[first...], verdict.tally.topic, mentions)
            verdicts.keepHits(from: first)
            verdicts.holdings.append(
                Holding(rule: index, hits: first..<verdicts.hits.count, worth: worth, weight: clause.weight))
            verdict.tally.add(worth, weight: clause.weight)
        }
        var first = verdicts.hits.count
        if let rule = rules.rule, verdicts.state.holds(rule, in: document, &verdicts.hits) {
            let worth = Self.pointsOfRule * verdicts.size
            verdicts.keepHits(from: first)
            verdicts.holdings.append(
                Holding(
                    rule: rules.clauses.count, hits: first..<verdicts.hits.count, worth: worth,
                    weight: Self.pointsOfRule))
            verdict.tally.addRule(worth)
        }
        verdict.holdings = firstHolding..<verdicts.holdings.count
        first = verdicts.hits.count
        if let requires = rules.requires {
            verdict.hasRequired = verdicts.state.holds(requires, in: document, &verdicts.hits)
            verdicts.hits.removeLast(verdicts.hits.count - first)
        }
        if let unless = rules.unless, verdicts.state.holds(unless, in: document, &verdicts.hits) {
            verdicts.keepHits(from: first)
            verdict.ruledOut = first..<verdicts.hits.count
        }
    }

    /// How many times as much a clause counts for where its mentions stand: the best of them.
    private func boost(of hits: ArraySlice<RuleHit>, _ topic: Int, _ mentions: Mentions) -> Double {
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

extension TopicClassifier.Verdicts {
    /// Keeps of the last hits as many as a rule gives as its evidence.
    fileprivate mutating func keepHits(from first: Int) {
        let count = hits.count - first
        if count > RuleState.hitLimit { hits.removeLast(count - RuleState.hitLimit) }
    }
}
