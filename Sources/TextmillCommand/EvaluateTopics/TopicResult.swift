import Analysis
import StageKit

/// Gold and found topics under the labels of gold, measured.
struct TopicMeasuring {
    /// The texts that are measured, in the order of ``evaluation``.
    private(set) var gold: [TopicGold] = []
    /// What each of them was given.
    private(set) var found: [FoundTopics] = []
    /// Texts whose labels are all left out.
    private(set) var leftOutTexts = 0
    /// Labels of gold that are not measured, and topics that were given and mean no label of gold, by name.
    private(set) var leftOutGold: [String: Int] = [:]
    private(set) var leftOutFound: [String: Int] = [:]
    /// Texts that a stage dropped.
    private(set) var droppedCount = 0
    let evaluation: LabelEvaluation
    /// All topics that can be given; nil when that is not known.
    let knownTopics: Set<String>?
    private let meanings: [String: [String]]?

    /// Measures.
    ///
    /// - Throws: ``Diagnostics`` when labels or topics are named that are not there.
    init(
        _ gold: [TopicGold], _ found: [FoundTopics], by finder: TopicFinder, map: TopicMap, labels names: [String]?
    ) throws {
        let inGold = Set(gold.flatMap(\.labels))
        try map.check(labels: inGold, topics: finder.labels)
        try Self.check(names, inGold)
        let measurable = finder.sharesLabels && map.topics == nil ? inGold.union(finder.labels ?? []) : inGold
        let measured = measurable.filter { label in
            if let topics = map.topics, topics[label]?.isEmpty ?? true { return false }
            return names?.contains(label) ?? true
        }
        knownTopics = finder.labels
        meanings = map.topics == nil ? nil : map.labels
        var texts: [ScoredLabels] = []
        for (gold, found) in zip(gold, found) {
            let own = Set(gold.labels).intersection(measured)
            for label in gold.labels where !own.contains(label) { leftOutGold[label, default: 0] += 1 }
            // A text all of whose labels are left out says nothing of the others; one without labels has none.
            if own.isEmpty, !gold.labels.isEmpty {
                leftOutTexts += 1
                continue
            }
            if found.document == nil, finder.labels != nil { droppedCount += 1 }
            var given: Set<String> = []
            for topic in found.given {
                let labels = Self.labels(topic.label, meanings).filter(measured.contains)
                if labels.isEmpty { leftOutFound[topic.label, default: 0] += 1 }
                given.formUnion(labels)
            }
            // The surest of the topics that mean a label speaks for it.
            var scores: [String: Double] = [:]
            for (topic, score) in found.scores {
                for label in Self.labels(topic, meanings) where measured.contains(label) {
                    scores[label] = max(scores[label] ?? 0, min(1, max(0, score)))
                }
            }
            texts.append(ScoredLabels(id: gold.id, gold: own, found: given, scores: scores))
            self.gold.append(gold)
            self.found.append(found)
        }
        evaluation = LabelEvaluation(texts, labels: measured)
    }

    private static func check(_ names: [String]?, _ known: Set<String>) throws {
        let problems = (names ?? []).filter { !known.contains($0) }.map { name in
            Diagnostic(
                "unknown-label", "gold has no label '\(name)'",
                hint: nearestName(to: name, among: known.sorted()).map { "did you mean '\($0)'?" }
                    ?? "gold has \(known.sorted().joined(separator: ", "))")
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    private static func labels(_ topic: String, _ meanings: [String: [String]]?) -> [String] {
        meanings.map { $0[topic] ?? [] } ?? [topic]
    }

    /// The topics of a text that mean a label, the surest first.
    func topics(_ label: String, _ topics: [Topic]) -> [Topic] {
        topics.filter { Self.labels($0.label, meanings).contains(label) }
    }
}

/// What an evaluation of topics found out, before it is printed in one way or another.
struct TopicResult {
    let measuring: TopicMeasuring
    let goldFiles: [String]
    /// What found.
    let foundBy: String
    let map: TopicMap
    /// The range of micro F1 that 95 of 100 samples of such texts would show.
    let interval: ClosedRange<Double>?
    let comparison: Comparison?
    let limits: [LimitOutcome]

    var evaluation: LabelEvaluation { measuring.evaluation }

    init(
        _ measuring: TopicMeasuring, goldFiles: [String], foundBy: String, map: TopicMap, baseline: Baseline?,
        seed: UInt64, limits: [ScoreLimit]
    ) {
        self.measuring = measuring
        self.goldFiles = goldFiles
        self.foundBy = foundBy
        self.map = map
        let evaluation = measuring.evaluation
        interval = Significance.bootstrapInterval(evaluation.texts.map(\.counts), seed: seed)
        comparison = baseline.map { baseline in
            Comparison(
                micro: evaluation.micro.f1, macro: evaluation.macro?.f1,
                labels: evaluation.labels.map { ($0, evaluation.counts[$0]?.f1) },
                texts: evaluation.texts.map { ($0.id, $0.counts) }, with: baseline, seed: seed)
        }
        self.limits = limits.map { LimitOutcome(limit: $0, score: evaluation.score($0)) }
    }

    /// Labels of gold that no topic is called by, when no map says which topics mean them.
    var unmatched: [String] {
        guard map.topics == nil, let known = measuring.knownTopics else { return [] }
        return evaluation.labels.filter { !known.contains($0) }
    }
}

extension LabelEvaluation {
    /// The score that is limited; nil when it is undefined or the label is not measured.
    fileprivate func score(_ limit: ScoreLimit) -> Double? {
        switch limit.name {
        case "ranking": return rankingPrecision
        case "best": return bestIsRight
        case "exact": return subsetAccuracy
        case "macro":
            switch limit.part {
            case .precision: return macro?.precision
            case .recall: return macro?.recall
            case .f1: return macro?.f1
            }
        default: break
        }
        guard let counts = limit.name == "micro" ? micro : counts[limit.name] else { return nil }
        switch limit.part {
        case .precision: return counts.precision
        case .recall: return counts.recall
        case .f1: return counts.gold + counts.found == 0 ? nil : counts.f1
        }
    }
}
