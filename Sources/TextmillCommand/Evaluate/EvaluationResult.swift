import Analysis
import StageKit

/// What an evaluation found out, before it is printed in one way or another.
struct EvaluationResult {
    let subject: EvaluationSubject
    /// The gold texts, in the order of ``Evaluation/texts``.
    let gold: [GoldText]
    let goldFiles: [String]
    /// What found: the name of a pipeline or file.
    let foundBy: String
    /// Labels and what they were measured as.
    let map: [String: String?]
    /// The labels that were asked for; nil for those of gold.
    let labels: [String]?
    /// Found mentions whose label is not measured, by label.
    let leftOut: [String: Int]
    /// Texts that a stage of the pipeline dropped.
    let droppedCount: Int
    let evaluation: Evaluation
    /// The range of micro F1 that 95 of 100 samples of such texts would show.
    let interval: ClosedRange<Double>?
    let comparison: Comparison?
    let limits: [LimitOutcome]

    init(
        subject: EvaluationSubject, gold: [GoldText], goldFiles: [String], foundBy: String, map: [String: String?],
        labels: [String]?, leftOut: [String: Int], droppedCount: Int, evaluation: Evaluation, baseline: Baseline?,
        seed: UInt64, limits: [ScoreLimit]
    ) {
        self.subject = subject
        self.gold = gold
        self.goldFiles = goldFiles
        self.foundBy = foundBy
        self.map = map
        self.labels = labels
        self.leftOut = leftOut
        self.droppedCount = droppedCount
        self.evaluation = evaluation
        interval = Significance.bootstrapInterval(evaluation.texts.map(\.counts), seed: seed)
        comparison = baseline.map { baseline in
            let (scores, scheme) = (evaluation.scores, subject.schemes[0])
            return Comparison(
                micro: scores.microCounts(scheme).f1, macro: scores.macro(scheme)?.f1,
                labels: scores.labelNames.map { ($0, scores.counts($0, scheme).f1) },
                texts: evaluation.texts.map { ($0.id, $0.counts) }, with: baseline, seed: seed)
        }
        self.limits = limits.map {
            LimitOutcome(limit: $0, score: $0.score(in: evaluation.scores, by: subject.schemes[0]))
        }
    }

    /// The scheme that decides what is a miss.
    var scheme: MatchScheme { subject.schemes[0] }

    /// Gold labels of which nothing was found, though other labels were: they may want `--map`.
    var labelsNeverFound: [String] {
        let scores = evaluation.scores
        return scores.labelNames.filter { scores.counts($0, scheme).gold > 0 && scores.counts($0, scheme).found == 0 }
    }
}

/// How a result differs from an earlier one.
struct Comparison {
    /// A score before and now.
    struct Change {
        let name: String
        /// Nil when it was not measured.
        let before: Double?
        let now: Double?
        var difference: Double? { before.flatMap { before in now.map { $0 - before } } }
    }

    /// The file of the earlier result.
    let file: String
    /// F1 of micro, macro and each label.
    let changes: [Change]
    /// How probable such a difference of micro F1 is by chance alone; nil when the texts are not the same.
    let p: Double?

    /// How often results are swapped for ``p``.
    static let trials = 10_000

    /// Compares F1s, of `labels` in the order in which they are shown, and the counts of each text.
    init(
        micro: Double?, macro: Double?, labels: [(name: String, f1: Double?)],
        texts: [(id: String, counts: PairCounts)], with baseline: Baseline, seed: UInt64
    ) {
        file = baseline.file
        let known = Set(labels.map(\.name))
        let gone = baseline.labels.keys.filter { !known.contains($0) }.sorted()
        changes =
            [
                Change(name: "micro", before: baseline.micro, now: micro),
                Change(name: "macro", before: baseline.macro, now: macro),
            ] + labels.map { Change(name: $0.name, before: baseline.labels[$0.name], now: $0.f1) }
            + gone.map { Change(name: $0, before: baseline.labels[$0], now: nil) }
        let earlier = texts.compactMap { baseline.texts[$0.id] }
        let isSame =
            earlier.count == texts.count && baseline.texts.count == texts.count
            && zip(earlier, texts).allSatisfy { $0.gold == $1.counts.gold }
        p = isSame ? Significance.randomisationP(texts.map(\.counts), earlier, trials: Self.trials, seed: seed) : nil
    }
}

/// A limit and what became of it.
struct LimitOutcome {
    let limit: ScoreLimit
    /// Nil when there is no such score.
    let score: Double?
    var isMet: Bool { score.map { $0 >= limit.least } ?? false }

    /// `PERSON F1 is 0.712, less than 0.8`.
    var sentence: String {
        guard let score else { return "there is no \(limit.description) to hold to \(limit.least)" }
        return
            "\(limit.description) is \(EvaluationText.decimal(score)), \(isMet ? "at least" : "less than") \(limit.least)"
    }
}
