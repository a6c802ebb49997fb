import Diagnostics
package import DocumentModel
import TextKernel

/// Learns a model of entities from labelled texts.
///
/// A linear-chain conditional random field with partial labels, trained with AdaGrad and feature dropout; the weights of
/// several runs that differ in their random numbers are averaged, the largest kept, and quantised to 8 bits. The same
/// data, options and seed give the same bytes, for any number of jobs.
package struct EntityTrainer: Sendable {
    /// Texts that are learned from alike.
    package struct Source: Sendable {
        /// The texts.
        package var texts: [LabelledText]
        /// How much they count.
        package var weight: Float
        /// Labels of which these texts say nothing: what is not marked may be one of them.
        package var freeLabels: [String]

        /// Gathers texts.
        package init(texts: [LabelledText], weight: Float = 1, freeLabels: [String] = []) {
            self.texts = texts
            self.weight = weight
            self.freeLabels = freeLabels
        }
    }

    /// How to learn.
    package struct Options: Hashable, Sendable {
        package var seed: UInt64 = 1
        /// How many runs are averaged.
        package var runs = 3
        /// How often each run goes through the data, at most.
        package var epochs = 12
        /// How many features are left out at random; nil for 0.3 when all labels are known everywhere, else 0.7.
        package var dropout: Float?
        /// How many tokens lose the features that say which word it is.
        package var identityDropout: Float = 0.2
        package var rate: Float = 0.1
        /// The features that are kept in the end.
        package var rows = 150_000
        /// Epochs without a better score on the development set after which a run ends.
        package var patience = 6
        /// Runs at the same time.
        package var jobs = 1

        /// The defaults.
        package init() {}
    }

    /// How far the training is.
    package struct Progress: Sendable {
        /// The run and epoch, from 1.
        package var run: Int
        package var epoch: Int
        /// F1 on the development set; nil without one.
        package var score: Double?
    }

    /// What comes out.
    package struct Outcome: Sendable {
        /// The scores on the development set of the finished model; nil without one.
        package var scores: SpanScores?
        /// Labels, tokens learned from, features seen, features kept.
        package var labels: [String]
        package var tokenCount: Int
        package var featureCount: Int
        package var rowCount: Int
        /// The dropout that was used.
        package var dropout: Float
        /// How many epochs each run took.
        package var epochs: [Int]
        /// What the scores were divided by to be probabilities.
        package var temperature: Double
        fileprivate var parts: EntityModel.Parts

        /// The bytes of a model's file.
        package func file(manifest: [UInt8]) -> [UInt8] {
            var parts = parts
            parts.manifest = manifest
            return EntityModel.file(parts)
        }
    }

    private let lexicon: Lexicon
    private let options: Options

    /// Makes a trainer; the lexicon becomes part of the model.
    package init(lexicon: Lexicon, options: Options = Options()) {
        self.lexicon = lexicon
        self.options = options
    }

    /// Learns.
    ///
    /// - Throws: ``Diagnostic`` `no-labels` or `too-many-labels`.
    package func train(
        _ sources: [Source], dev: [LabelledText] = [], progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        let tags = TagSet(try Self.labels(of: sources))
        var numbers = FeatureNumbers()
        var corpus = TrainingCorpus()
        for source in sources {
            corpus.add(
                source.texts, weight: source.weight, free: source.freeLabels.compactMap(tags.labels.firstIndex(of:)),
                tags, lexicon, &numbers, learns: true)
        }
        var held = TrainingCorpus()
        held.add(dev, weight: 1, free: [], tags, lexicon, &numbers, learns: false)
        let isFull = corpus.sentences.allSatisfy(\.isKnown)
        let dropout = options.dropout ?? (isFull ? 0.3 : 0.7)
        let plan = RunPlan(
            corpus: corpus, dev: held, tags: tags, featureCount: numbers.count, options: options, dropout: dropout)
        var sum = [Float](repeating: 0, count: numbers.count * 4 * tags.labels.count)
        var border = [Float](repeating: 0, count: (2 * tags.labels.count + 1) * (2 * tags.labels.count + 1))
        var inside = [Float](repeating: 0, count: 4 * tags.labels.count)
        var epochs: [Int] = []
        let runs = max(options.runs, 1)
        var next = 0
        while next < runs {
            // In waves, added up in the order of the runs: the sum does not depend on who is first.
            let wave = next..<min(next + max(options.jobs, 1), runs)
            let learned = await withTaskGroup(of: (Int, ChainLearner, Int).self) { group in
                for run in wave {
                    group.addTask {
                        let (learner, epochs) = plan.run(run, progress)
                        return (run, learner, epochs)
                    }
                }
                var all: [(Int, ChainLearner, Int)] = []
                for await one in group { all.append(one) }
                return all.sorted { $0.0 < $1.0 }
            }
            for (_, learner, count) in learned {
                learner.addWeights(to: &sum)
                let steps = learner.stepWeights
                for i in border.indices { border[i] += steps.border[i] }
                for i in inside.indices { inside[i] += steps.inside[i] }
                epochs.append(count)
            }
            next = wave.upperBound
        }
        let share = 1 / Float(runs)
        var parts = Quantiser(labels: tags.labels, rows: options.rows).parts(
            weights: sum, share: share, hashes: numbers.hashes, border: border, inside: inside)
        parts.lexicon = lexicon.serialized
        var scores: SpanScores?
        if !dev.isEmpty {
            parts.temperature = try Calibration.temperature(of: parts, dev)
            scores = try Calibration.scores(of: parts, dev)
        }
        return Outcome(
            scores: scores, labels: tags.labels, tokenCount: corpus.tokenCount, featureCount: numbers.count,
            rowCount: parts.rows.count, dropout: dropout, epochs: epochs, temperature: parts.temperature, parts: parts)
    }

    /// The labels that are marked anywhere, in order of their names.
    private static func labels(of sources: [Source]) throws -> [String] {
        var labels: Set<String> = []
        for source in sources { for text in source.texts { for mark in text.marks { labels.formUnion(mark.labels) } } }
        if labels.isEmpty {
            throw Diagnostic(
                "no-labels", "the training data mark no entity",
                hint: "columns need tags such as 'B-PERSON' in the last place of a line")
        }
        if labels.count > TagSet.mostLabels {
            throw Diagnostic(
                "too-many-labels", "the training data have \(labels.count) labels",
                cause: "a tagger has at most \(TagSet.mostLabels)",
                hint: "map the rare ones to others, or leave them out")
        }
        return labels.sorted()
    }
}
