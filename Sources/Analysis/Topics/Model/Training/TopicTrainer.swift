import Diagnostics
import TextKernel

/// Learns a model of topics from labelled texts.
///
/// Each label gets a linear support vector machine over words, pairs of words and runs inside words (``LabelLearner``).
/// Probabilities and thresholds come from scores of texts that were held out: the texts are divided into folds, and each
/// fold is scored by machines that learned from the others. The same texts, options and seed give the same bytes, for any
/// number of jobs. TopicModelDesign.md says why it is done like this.
package struct TopicTrainer: Sendable {
    /// A text and its labels.
    package struct Example: Hashable, Sendable {
        /// The title when there is one, and the text.
        package var texts: [[UInt8]]
        package var labels: [String]

        /// Gathers them.
        package init(_ texts: [[UInt8]], labels: [String]) {
            self.texts = texts
            self.labels = labels
        }
    }

    /// How to learn.
    package struct Options: Hashable, Sendable {
        package var seed: UInt64 = 1
        /// The most bytes of the file.
        package var byteLimit = 4_000_000
        /// The folds of the texts.
        package var folds = 3
        /// How much an error costs, against large weights.
        package var cost: Float = 0.3
        /// Whether labels are judged one by one even when every text has exactly one.
        package var isSeveral = false
        /// Blocks of machines that learn at the same time.
        package var jobs = 1

        /// The defaults.
        package init() {}
    }

    /// How far the training is: machines that have learned, of all of all labels and folds.
    package struct Progress: Sendable {
        package var done: Int
        package var total: Int
    }

    /// What comes out.
    package struct Outcome: Sendable {
        package var labels: [String]
        /// How many texts have each label.
        package var textCounts: [Int]
        package var textCount: Int
        /// Whether a text gets exactly one label.
        package var hasOneLabel: Bool
        /// Whether the model asks rules: held-out texts did at least as well with them as without.
        package var asksRules: Bool
        package var featureCount: Int
        package var rowCount: Int
        package var weightCount: Int
        /// What texts got that were held out, label by label.
        package var scores: [LabelCounts]
        fileprivate var parts: TopicModel.Parts

        /// The bytes of a model's file.
        package func file(manifest: [UInt8]) -> [UInt8] { TopicModel.file(parts, manifest: manifest) }
    }

    private let options: Options
    private let rules: RuleFeatures?

    /// Makes a trainer; with `rules` the model learns what these say, too, and asks them wherever it is used.
    package init(_ options: Options = Options(), rules: RuleFeatures? = nil) {
        self.options = options
        self.rules = rules
    }

    /// Learns.
    ///
    /// - Throws: ``Diagnostic`` `too-few-texts`, `no-labels` or `too-many-labels`.
    package func train(
        _ examples: [Example], progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        let labels = Set(examples.flatMap(\.labels)).sorted()
        try check(examples, labels)
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        let labelsOfTexts = examples.map { example in Set(example.labels.compactMap { numbers[$0] }).sorted() }
        let features = TopicFeatures(examples.map(\.texts), rules: rules, featureOptions)
        let plan = TopicFolds(
            features.texts, labelsOfTexts, labelCount: labels.count, folds: options.folds, seed: options.seed,
            learning: learnerOptions)
        let hasOneLabel = !options.isSeveral && labelsOfTexts.allSatisfy { $0.count == 1 }
        func decision(_ held: HeldScores) -> TopicDecision {
            hasOneLabel ? TopicDecision(one: held) : TopicDecision(several: held)
        }
        let learned = await plan.learn(
            jobs: options.jobs, firstRule: rules == nil ? nil : features.firstRule,
            worth: { Self.scores($0, decision($0)).reduce(LabelCounts(), +).f1 },
            progress: { progress(Progress(done: $0, total: $1)) })
        let held = HeldScores(scores: learned.held, labels: labelsOfTexts)
        return outcome(labels, labelsOfTexts, features, learned, held, decision(held))
    }

    private var featureOptions: TopicFeatures.Options { TopicFeatures.Options() }

    private var learnerOptions: LabelLearner.Options {
        var learning = LabelLearner.Options()
        learning.cost = options.cost
        return learning
    }

    private func check(_ examples: [Example], _ labels: [String]) throws {
        guard labels.count >= 2 else {
            throw Diagnostic(
                "no-labels",
                "there is nothing to tell apart: the texts have \(labels.isEmpty ? "no label" : "one label only")",
                hint: "a model needs texts of at least two labels")
        }
        guard labels.count <= TopicModel.mostLabels else {
            throw Diagnostic(
                "too-many-labels",
                "the texts have \(labels.count) labels, more than the \(TopicModel.mostLabels) of a model",
                hint: "leave the rarest out, or train a model for each part of the labels")
        }
        guard examples.count >= 2 * options.folds else {
            throw Diagnostic(
                "too-few-texts", "\(examples.count) texts are too few to learn from",
                hint: "give at least \(2 * options.folds), better some hundreds")
        }
    }

    private func outcome(
        _ labels: [String], _ labelsOfTexts: [[Int]], _ features: TopicFeatures, _ learned: TopicFolds.Learned,
        _ held: HeldScores, _ decision: TopicDecision
    ) -> Outcome {
        var weights = learned.weights
        var squares = [Float](repeating: 0, count: features.hashes.count)
        for (i, feature) in features.texts.features.enumerated() {
            squares[Int(feature)] += features.texts.values[i] * features.texts.values[i]
        }
        let used = featureOptions
        let stretches = stretches(weights, features, used)
        for feature in features.hashes.indices {
            let kind = features.kind(of: feature)
            let factor = features.rowFactor(of: feature, used) * (stretches[kind] ?? 1)
            squares[feature] /= max(factor * factor, 1e-12)
            for label in weights.indices { weights[label].weights[feature] *= factor }
        }
        // The rest of the file is header, names, manifest and the decisions.
        let overhead = 16_384 + labels.reduce(0) { $0 + $1.utf8.count + 600 }
        let pruned = TopicPruning(
            weights.map(\.weights), features, squares: squares, byteLimit: max(options.byteLimit - overhead, 65_536))
        let parts = TopicModel.Parts(
            labels: labels, units: pruned.units, biases: weights.map(\.bias), decision: decision,
            weighing: TopicScorer.Weighing(
                unknownRareness: features.unknownRareness, pairs: used.pairs,
                grams: used.grams / (stretches[.gram] ?? 1), rules: used.rules / (stretches[.rule] ?? 1)),
            rules: learned.asksRules ? rules?.identity ?? "" : "",
            entries: pruned.entries)
        return Outcome(
            labels: labels, textCounts: labels.indices.map { label in labelsOfTexts.count { $0.contains(label) } },
            textCount: labelsOfTexts.count, hasOneLabel: decision.rule == .one, asksRules: learned.asksRules,
            featureCount: features.hashes.count, rowCount: pruned.entries.count, weightCount: pruned.weightCount,
            scores: Self.scores(held, decision), parts: parts)
    }

    /// How much larger runs and what rules say are written than they are, so that in a byte their weights are as exact as
    /// those of words, which have the rareness in them.
    private func stretches(
        _ weights: [LabelLearner.Weights], _ features: TopicFeatures, _ used: TopicFeatures.Options
    ) -> [TopicFeatures.Kind: Float] {
        var strongest: [TopicFeatures.Kind: Float] = [:]
        for feature in features.hashes.indices {
            let weight = weights.reduce(Float(0)) { max($0, abs($1.weights[feature])) }
            let kind = features.kind(of: feature)
            strongest[kind] = max(strongest[kind] ?? 0, weight * features.rowFactor(of: feature, used))
        }
        let words = strongest[.word] ?? 0
        guard words > 0 else { return [:] }
        return strongest.filter { $0.value > 0 && ($0.key == .gram || $0.key == .rule) }.mapValues { words / $0 }
    }

    /// What held-out texts get, label by label.
    private static func scores(_ held: HeldScores, _ decision: TopicDecision) -> [LabelCounts] {
        var counts = [LabelCounts](repeating: LabelCounts(), count: held.scores.count)
        for (text, labels) in held.labels.enumerated() {
            let given = decision.given(decision.probabilities(held.scores.map { $0[text] }))
            for label in given.indices {
                let isRight = labels.contains(label)
                if isRight { counts[label].there += 1 }
                if given[label] { counts[label].found += 1 }
                if isRight, given[label] { counts[label].right += 1 }
            }
        }
        return counts
    }
}

/// How often a label was there, was given, and both.
package struct LabelCounts: Hashable, Sendable {
    package var there = 0
    package var found = 0
    package var right = 0

    /// Counts as given.
    package init(there: Int = 0, found: Int = 0, right: Int = 0) {
        (self.there, self.found, self.right) = (there, found, right)
    }

    /// The share of what was given that is right; 0 when nothing was given.
    package var precision: Double { found == 0 ? 0 : Double(right) / Double(found) }
    /// The share of what was there that was given; 0 when nothing was there.
    package var recall: Double { there == 0 ? 0 : Double(right) / Double(there) }
    /// Their harmonic mean.
    package var f1: Double { found + there == 0 ? 0 : 2 * Double(right) / Double(found + there) }

    /// Counts both.
    package static func + (a: LabelCounts, b: LabelCounts) -> LabelCounts {
        LabelCounts(there: a.there + b.there, found: a.found + b.found, right: a.right + b.right)
    }
}
