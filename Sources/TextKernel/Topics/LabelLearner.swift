internal import CKernel

/// Texts as sparse vectors, one after the other.
package struct SparseTexts: Sendable {
    /// Where each text's features begin in the lists, and an end.
    package var starts: [Int64] = [0]
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

    /// Where a text's features lie in the lists.
    func range(of text: Int) -> Range<Int> { Int(starts[text])..<Int(starts[text + 1]) }
}

/// Learns to tell the texts that have a label from those that have not: linear support vector machines, sixteen at a time.
///
/// L2-regularised, squared hinge loss, solved by dual coordinate descent with shrinking. Features count as much as they
/// tell the label in naive Bayes: feature *f* is scaled by the root of |ln(p/q)| of its shares of the weight in texts with
/// the label (p) and without (q), over the mean of all. One pass over the texts is O(*n*) for *n* values, for one machine
/// as for sixteen; machines for the same label look at much the same texts and belong side by side.
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
    }

    /// The most machines that learn together.
    package static let mostMachines = Int(ckernel_machines)

    /// The sums of features' values over the texts that are learned from, for naive Bayes.
    package struct Totals: Sendable {
        fileprivate let uses: [Bool]
        fileprivate var sums: [Float]
        fileprivate var logarithms: [Float]
        fileprivate var all: Double

        /// Sums over the texts for which `uses` is true.
        package init(_ texts: SparseTexts, _ uses: [Bool], _ options: Options) {
            precondition(uses.count == texts.count, "an answer for every text")
            var sums = [Float](repeating: 0, count: texts.featureCount)
            for text in uses.indices where uses[text] {
                for i in texts.range(of: text) { sums[Int(texts.features[i])] += texts.values[i] }
            }
            all = sums.reduce(0) { $0 + Double($1) }
            logarithms = sums.map { Float(TopicNumbers.logarithm(Double($0) + options.smoothing)) }
            self.sums = sums
            self.uses = uses
        }
    }

    /// What one machine learns from.
    package struct Problem: Sendable {
        fileprivate var has: [Bool]
        fileprivate var totals: Totals
        fileprivate var ignoredFrom: Int

        /// A machine for a label that the texts have for which `has` is true; it learns from the texts of `totals`, of their
        /// features those before `ignoredFrom`.
        package init(has: [Bool], totals: Totals, ignoredFrom: Int? = nil) {
            precondition(has.count == totals.uses.count, "an answer for every text")
            self.has = has
            self.totals = totals
            self.ignoredFrom = ignoredFrom ?? .max
        }
    }

    private let texts: SparseTexts
    private let options: Options

    /// Makes a learner over texts.
    package init(_ texts: SparseTexts, options: Options = Options()) {
        precondition(texts.features.allSatisfy { Int($0) < texts.featureCount }, "a feature without a number")
        precondition(
            texts.values.count == texts.features.count && texts.starts.first == 0
                && texts.starts.last == Int64(texts.features.count)
                && zip(texts.starts, texts.starts.dropFirst()).allSatisfy { $0 <= $1 }, "texts that overlap")
        self.texts = texts
        self.options = options
    }

    /// Learns up to ``mostMachines`` machines.
    package func learn(_ problems: [Problem], seed: UInt64) -> LabelMachines {
        precondition((1...Self.mostMachines).contains(problems.count), "1 to \(Self.mostMachines) machines")
        let machines = LabelMachines(texts, count: problems.count)
        for (machine, problem) in problems.enumerated() { prepare(machines, machine, problem) }
        machines.solve(options, seed: seed)
        return machines
    }

    private func prepare(_ machines: LabelMachines, _ machine: Int, _ problem: Problem) {
        let used = problem.totals.uses.reduce(0) { $0 + ($1 ? 1 : 0) }
        let positives = zip(problem.has, problem.totals.uses).reduce(0) { $0 + ($1.0 && $1.1 ? 1 : 0) }
        let rarity = positives == 0 ? 1 : Double(used) / Double(2 * positives)
        let factor = Float(TopicNumbers.exponential(options.balance * TopicNumbers.logarithm(max(rarity, 1e-9))))
        machines.set(
            machine, has: problem.has, uses: problem.totals.uses, scales: scales(problem),
            diagonals: (0.5 / (options.cost * factor), 0.5 / options.cost))
    }

    /// The squares of the features' scales.
    private func scales(_ problem: Problem) -> [Float] {
        var sums = [Float](repeating: 0, count: texts.featureCount)
        var with = 0.0
        for text in problem.has.indices where problem.has[text] && problem.totals.uses[text] {
            for i in texts.range(of: text) {
                sums[Int(texts.features[i])] += texts.values[i]
                with += Double(texts.values[i])
            }
        }
        let smoothing = options.smoothing
        let count = Double(texts.featureCount)
        let logWith = TopicNumbers.logarithm(with + smoothing * count)
        let logWithout = TopicNumbers.logarithm(max(problem.totals.all - with, 0) + smoothing * count)
        let none = TopicNumbers.logarithm(smoothing) - logWith + logWithout
        var mean = 0.0
        for feature in sums.indices {
            var ratio: Double
            if sums[feature] == 0 {
                ratio = none - Double(problem.totals.logarithms[feature])
            } else {
                let rest = max(Double(problem.totals.sums[feature]) - Double(sums[feature]), 0)
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
        for feature in sums.indices { sums[feature] *= feature < problem.ignoredFrom ? unit : 0 }
        return sums
    }
}
