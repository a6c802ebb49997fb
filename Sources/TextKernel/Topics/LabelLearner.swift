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
        package var passes = 40
        /// The change of the gradient at which it is good enough.
        package var tolerance: Float = 0.5

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
        var state = State(scales)
        let rarity = positives == 0 ? 1 : Double(use.count) / Double(2 * positives)
        let factor = Float(TopicNumbers.exponential(options.balance * TopicNumbers.logarithm(max(rarity, 1e-9))))
        state.solve(use, has, texts, costs: (options.cost * factor, options.cost), options, seed: seed)
        return Weights(weights: state.weights, bias: state.bias)
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
    /// For each feature its weight, and the square of its scale.
    var weights: [Float]
    var scales: [Float]
    var bias: Float = 0

    init(_ scales: [Float]) {
        self.scales = scales
        weights = [Float](repeating: 0, count: scales.count)
    }

    mutating func solve(
        _ use: [Int32], _ has: [Bool], _ texts: SparseTexts, costs: (Float, Float), _ options: LabelLearner.Options,
        seed: UInt64
    ) {
        // In bounds below: a text's features lie between its starts, and all are below `featureCount`, the number of
        // weights and scales.
        texts.features.withUnsafeBufferPointer { features in
            texts.values.withUnsafeBufferPointer { values in
                scales.withUnsafeBufferPointer { scales in
                    weights.withUnsafeMutableBufferPointer { weights in
                        var descent = Descent(
                            features: features, values: values, scales: scales, weights: weights, use: use, has: has,
                            starts: texts.starts, diagonals: (0.5 / costs.0, 0.5 / costs.1), seed: seed)
                        descent.run(options)
                        bias = descent.bias
                    }
                }
            }
        }
    }
}

/// Dual coordinate descent over the texts, each with a number *α* that is 0 while the text is on its right side.
private struct Descent {
    let features: UnsafeBufferPointer<UInt32>
    let values: UnsafeBufferPointer<Float>
    let scales: UnsafeBufferPointer<Float>
    let weights: UnsafeMutableBufferPointer<Float>
    let use: [Int32]
    let has: [Bool]
    let starts: [Int]
    /// What squared hinge loss adds to a text's own square: of texts with the label, and of others.
    let diagonals: (Float, Float)
    var alphas: [Float]
    /// The square of each text, 0 until it is needed.
    var squares: [Float]
    var bias: Float = 0
    private var random: UInt64

    init(
        features: UnsafeBufferPointer<UInt32>, values: UnsafeBufferPointer<Float>,
        scales: UnsafeBufferPointer<Float>, weights: UnsafeMutableBufferPointer<Float>, use: [Int32], has: [Bool],
        starts: [Int], diagonals: (Float, Float), seed: UInt64
    ) {
        (self.features, self.values, self.scales, self.weights) = (features, values, scales, weights)
        (self.use, self.has, self.starts, self.diagonals) = (use, has, starts, diagonals)
        alphas = [Float](repeating: 0, count: use.count)
        squares = [Float](repeating: 0, count: use.count)
        random = seed | 1
    }

    mutating func run(_ options: LabelLearner.Options) {
        var active = use.indices.map { Int32($0) }
        var bound = Float.infinity
        for _ in 0..<options.passes {
            shuffle(&active)
            let (highest, lowest) = pass(&active, bound)
            if highest - lowest <= options.tolerance {
                if active.count == use.count { break }
                // What was left out is looked at once more.
                active = use.indices.map { Int32($0) }
                bound = .infinity
            } else {
                // Texts far on their right side are left out early; the last pass is over all again.
                bound = highest <= 0 ? .infinity : min(highest, 0.1)
            }
        }
    }

    /// One pass over the active texts, of which those far on their right side are left out from now on; the highest and
    /// the lowest gradient.
    private mutating func pass(_ active: inout [Int32], _ bound: Float) -> (highest: Float, lowest: Float) {
        var highest = -Float.infinity
        var lowest = Float.infinity
        var kept = 0
        for at in active.indices {
            let index = Int(active[at])
            let range = starts[Int(use[index])]..<starts[Int(use[index]) + 1]
            let sign: Float = has[index] ? 1 : -1
            let diagonal = has[index] ? diagonals.0 : diagonals.1
            let alpha = alphas[index]
            let gradient = (bias + dot(range)) * sign - 1 + diagonal * alpha
            if alpha == 0, gradient > bound { continue }
            active[kept] = active[at]
            kept += 1
            if alpha == 0, gradient >= 0 {
                highest = max(highest, 0)
                lowest = min(lowest, 0)
                continue
            }
            highest = max(highest, gradient)
            lowest = min(lowest, gradient)
            if squares[index] == 0 { squares[index] = square(range) }
            let changed = max(alpha - gradient / (squares[index] + diagonal), 0)
            let step = (changed - alpha) * sign
            if step == 0 { continue }
            alphas[index] = changed
            bias += step
            for i in range {
                let feature = Int(features[i])
                weights[feature] += step * values[i] * scales[feature]
            }
        }
        active.removeLast(active.count - kept)
        return (highest, lowest)
    }

    /// A text times the weights; four sums at a time, as each waits for the one before.
    @inline(__always) private func dot(_ range: Range<Int>) -> Float {
        var sums = SIMD4<Float>.zero
        var i = range.lowerBound
        while i + 4 <= range.upperBound {
            let own = SIMD4(
                weights[Int(features[i])], weights[Int(features[i + 1])], weights[Int(features[i + 2])],
                weights[Int(features[i + 3])])
            sums += own * SIMD4(values[i], values[i + 1], values[i + 2], values[i + 3])
            i += 4
        }
        var sum = (sums.x + sums.y) + (sums.z + sums.w)
        while i < range.upperBound {
            sum += weights[Int(features[i])] * values[i]
            i += 1
        }
        return sum
    }

    /// The square of a text, scaled, with the 1 that stands for the bias.
    private func square(_ range: Range<Int>) -> Float {
        var sum: Float = 1
        for i in range { sum += scales[Int(features[i])] * values[i] * values[i] }
        return sum
    }

    private mutating func shuffle(_ list: inout [Int32]) {
        guard list.count > 1 else { return }
        for i in 0..<(list.count - 1) {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            list.swapAt(i, i + Int(random.multipliedFullWidth(by: UInt64(list.count - i)).high))
        }
    }
}
