/// Texts as sparse vectors, one after the other.
package struct SparseTexts: Sendable {
    /// Where each text's features begin in the lists, and an end.
    package var starts: [Int] = [0]
    /// The numbers of features, each once a text.
    package var features: [UInt32] = []
    /// Their values.
    package var values: [Float] = []
    /// The number of features there are.
    package var featureCount = 0

    /// No texts.
    package init() {}

    /// The number of texts.
    package var count: Int { starts.count - 1 }
}

/// Learns to tell the texts that have a label from those that have not: a linear support vector machine.
///
/// L2-regularised, squared hinge loss, solved by dual coordinate descent with shrinking. Features count as much as they
/// tell the label in naive Bayes: feature *f* is scaled by the root of |ln(p/q)| of its shares of the weight in texts with
/// the label (p) and without (q), over the mean of all. One pass over the texts is O(*n*) for *n* values.
///
/// - SeeAlso: Hsieh and others, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008; Wang and
///   Manning, "Baselines and Bigrams", ACL 2012.
package struct LabelLearner: Sendable {
    /// How to learn.
    package struct Options: Hashable, Sendable {
        /// How much an error costs, against large weights.
        package var cost: Float = 0.3
        /// How much more errors on texts with a rare label cost: a power of how rare it is.
        package var balance = 0.35
        /// What is added to the sums of naive Bayes.
        package var smoothing = 0.02
        /// The most passes over the texts.
        package var passes = 30
        /// The change of the gradient at which it is good enough.
        package var tolerance: Float = 0.05

        /// The defaults.
        package init() {}
    }

    /// What is learned: a weight for each feature, and what is added to every score.
    package struct Weights: Sendable {
        package var weights: [Float]
        package var bias: Float

        /// The score of a text.
        package func score(_ texts: SparseTexts, _ text: Int) -> Float {
            var sum = bias
            for i in texts.starts[text]..<texts.starts[text + 1] {
                sum += weights[Int(texts.features[i])] * texts.values[i]
            }
            return sum
        }
    }

    /// The sums of features' values over the texts that are learned from, for naive Bayes.
    package struct Totals: Sendable {
        fileprivate var sums: [Float]
        fileprivate var logarithms: [Float]
        fileprivate var all: Double

        /// Sums over `use`.
        package init(_ texts: SparseTexts, _ use: [Int32], _ options: Options) {
            var sums = [Float](repeating: 0, count: texts.featureCount)
            for text in use {
                for i in texts.starts[Int(text)]..<texts.starts[Int(text) + 1] {
                    sums[Int(texts.features[i])] += texts.values[i]
                }
            }
            all = sums.reduce(0) { $0 + Double($1) }
            logarithms = sums.map { Float(TopicNumbers.logarithm(Double($0) + options.smoothing)) }
            self.sums = sums
        }
    }

    private let texts: SparseTexts
    private let options: Options

    /// Makes a learner over texts.
    package init(_ texts: SparseTexts, options: Options = Options()) {
        self.texts = texts
        self.options = options
    }

    /// Learns from the texts in `use`, of which `has` says whether they have the label.
    package func learn(_ use: [Int32], _ has: [Bool], _ totals: Totals, seed: UInt64) -> Weights {
        let positives = has.reduce(0) { $0 + ($1 ? 1 : 0) }
        precondition(has.count == use.count, "an answer for every text")
        let scales = scales(use, has, totals)
        var state = State(texts, scales: scales)
        let rarity = positives == 0 ? 1 : Double(use.count) / Double(2 * positives)
        let factor = Float(TopicNumbers.exponential(options.balance * TopicNumbers.logarithm(max(rarity, 1e-9))))
        state.solve(use, has, texts, costs: (options.cost * factor, options.cost), options, seed: seed)
        return state.weights
    }

    /// The squares of the features' scales.
    private func scales(_ use: [Int32], _ has: [Bool], _ totals: Totals) -> [Float] {
        var sums = [Float](repeating: 0, count: texts.featureCount)
        var with = 0.0
        for (text, has) in zip(use, has) where has {
            for i in texts.starts[Int(text)]..<texts.starts[Int(text) + 1] {
                sums[Int(texts.features[i])] += texts.values[i]
                with += Double(texts.values[i])
            }
        }
        let smoothing = options.smoothing
        let count = Double(texts.featureCount)
        let logWith = TopicNumbers.logarithm(with + smoothing * count)
        let logWithout = TopicNumbers.logarithm(max(totals.all - with, 0) + smoothing * count)
        let none = TopicNumbers.logarithm(smoothing) - logWith + logWithout
        var mean = 0.0
        for feature in sums.indices {
            var ratio: Double
            if sums[feature] == 0 {
                ratio = none - Double(totals.logarithms[feature])
            } else {
                let rest = max(Double(totals.sums[feature]) - Double(sums[feature]), 0)
                ratio =
                    TopicNumbers.logarithm(Double(sums[feature]) + smoothing) - logWith
                    - TopicNumbers.logarithm(rest + smoothing) + logWithout
            }
            ratio = abs(ratio)
            mean += ratio
            sums[feature] = Float(ratio)
        }
        mean = max(mean / max(count, 1), 1e-9)
        let unit = Float(1 / mean)
        for feature in sums.indices { sums[feature] *= unit }
        return sums
    }
}

/// The numbers of a running descent.
private struct State {
    /// For each feature its weight and the square of its scale.
    var pairs: [SIMD2<Float>]
    var bias: Float = 0

    init(_ texts: SparseTexts, scales: [Float]) { pairs = scales.map { SIMD2(0, $0) } }

    var weights: LabelLearner.Weights { LabelLearner.Weights(weights: pairs.map(\.x), bias: bias) }

    mutating func solve(
        _ use: [Int32], _ has: [Bool], _ texts: SparseTexts, costs: (Float, Float), _ options: LabelLearner.Options,
        seed: UInt64
    ) {
        var alphas = [Float](repeating: 0, count: use.count)
        var active = Array(use.indices.map { Int32($0) })
        var bound = Float.infinity
        var random = seed | 1
        let diagonals = (0.5 / costs.0, 0.5 / costs.1)
        texts.features.withUnsafeBufferPointer { features in
            texts.values.withUnsafeBufferPointer { values in
                pairs.withUnsafeMutableBufferPointer { pairs in
                    // In bounds below: a text's features lie between its starts, and all are below `featureCount`,
                    // the number of pairs.
                    let norms = use.map { text in
                        var sum: Float = 1
                        for i in texts.starts[Int(text)]..<texts.starts[Int(text) + 1] {
                            sum += pairs[Int(features[i])].y * values[i] * values[i]
                        }
                        return sum
                    }
                    for pass in 0..<options.passes {
                        Self.shuffle(&active, &random)
                        var highest = -Float.infinity
                        var lowest = Float.infinity
                        var kept = 0
                        for at in active.indices {
                            let index = Int(active[at])
                            let range = texts.starts[Int(use[index])]..<texts.starts[Int(use[index]) + 1]
                            let sign: Float = has[index] ? 1 : -1
                            let diagonal = has[index] ? diagonals.0 : diagonals.1
                            var dot = bias
                            for i in range { dot += pairs[Int(features[i])].x * values[i] }
                            let alpha = alphas[index]
                            let gradient = dot * sign - 1 + diagonal * alpha
                            if alpha == 0 {
                                if gradient > bound { continue }
                                active[kept] = active[at]
                                kept += 1
                                if gradient >= 0 {
                                    highest = max(highest, 0)
                                    lowest = min(lowest, 0)
                                    continue
                                }
                            } else {
                                active[kept] = active[at]
                                kept += 1
                            }
                            highest = max(highest, gradient)
                            lowest = min(lowest, gradient)
                            let changed = max(alpha - gradient / (norms[index] + diagonal), 0)
                            alphas[index] = changed
                            let step = (changed - alpha) * sign
                            if step == 0 { continue }
                            bias += step
                            for i in range {
                                let feature = Int(features[i])
                                pairs[feature].x += step * values[i] * pairs[feature].y
                            }
                        }
                        active.removeLast(active.count - kept)
                        if highest - lowest <= options.tolerance {
                            if kept == use.count || pass == options.passes - 1 { break }
                            // What was left out is looked at once more.
                            active = Array(use.indices.map { Int32($0) })
                            bound = .infinity
                            continue
                        }
                        bound = highest <= 0 ? .infinity : highest
                    }
                }
            }
        }
    }

    private static func shuffle(_ list: inout [Int32], _ random: inout UInt64) {
        guard list.count > 1 else { return }
        for i in 0..<(list.count - 1) {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            list.swapAt(i, i + Int(random.multipliedFullWidth(by: UInt64(list.count - i)).high))
        }
    }
}
