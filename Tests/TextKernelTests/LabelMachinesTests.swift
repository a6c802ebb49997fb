import Testing

@testable import TextKernel

@Suite struct LabelMachinesTests {
    /// Random texts of a few features, and which of them have each label.
    private struct Problem {
        var texts = SparseTexts()
        var has: [[Bool]] = []

        init(_ random: inout Seeded, texts count: Int, features: Int, labels: Int) {
            texts.featureCount = features
            var chosen: [[UInt32]] = []
            for _ in 0..<count {
                let own = (0..<UInt32(features)).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
                texts.features += own
                texts.values += own.map { _ in Float.random(in: 0.1...1, using: &random) }
                texts.starts.append(Int64(texts.features.count))
                chosen.append(own)
            }
            has = (0..<labels).map { label in
                chosen.map { own in
                    own.contains(UInt32(label)) != (Int.random(in: 0..<8, using: &random) == 0)
                }
            }
        }
    }

    /// The obvious way: one machine, every text in every pass, in double precision, to the end.
    private static func slowly(
        _ texts: SparseTexts, has: [Bool], uses: [Bool], scales: [Float], diagonals: (with: Float, without: Float)
    ) -> (weights: [Double], bias: Double) {
        var weights = [Double](repeating: 0, count: texts.featureCount)
        var bias = 0.0
        var alphas = [Double](repeating: 0, count: texts.count)
        for _ in 0..<3000 {
            for text in 0..<texts.count where uses[text] {
                let sign = has[text] ? 1.0 : -1.0
                let diagonal = Double(has[text] ? diagonals.with : diagonals.without)
                var score = bias
                var square = 1 + diagonal
                for i in texts.range(of: text) {
                    let feature = Int(texts.features[i])
                    score += weights[feature] * Double(texts.values[i])
                    square += Double(scales[feature] * texts.values[i] * texts.values[i])
                }
                let changed = max(alphas[text] - (score * sign - 1 + diagonal * alphas[text]) / square, 0)
                let step = (changed - alphas[text]) * sign
                alphas[text] = changed
                bias += step
                for i in texts.range(of: text) {
                    let feature = Int(texts.features[i])
                    weights[feature] += step * Double(texts.values[i]) * Double(scales[feature])
                }
            }
        }
        return (weights, bias)
    }

    @Test(arguments: [1, 2, 7, 16])
    func `machines side by side come to where each would come alone`(count: Int) {
        var random = Seeded(UInt64(count))
        let problem = Problem(&random, texts: 60, features: 21, labels: count)
        let machines = LabelMachines(problem.texts, count: count)
        var alone: [(weights: [Double], bias: Double)] = []
        for machine in 0..<count {
            let uses = (0..<60).map { $0 % 5 != machine % 6 }
            let scales = (0..<21).map { _ in Float.random(in: 0.2...3, using: &random) }
            let diagonals = (with: Float.random(in: 0.5...2, using: &random), without: Float(1.5))
            machines.set(
                machine, has: problem.has[machine], uses: uses, scales: scales, diagonals: diagonals)
            alone.append(
                Self.slowly(
                    problem.texts, has: problem.has[machine], uses: uses, scales: scales, diagonals: diagonals))
        }
        var options = LabelLearner.Options()
        options.tolerance = 1e-4
        options.passes = 2000
        machines.solve(options, seed: 1)
        let scores = (0..<60).map(machines.scores)
        for machine in 0..<count {
            let learned = machines.weights(of: machine)
            #expect(abs(Double(learned.bias) - alone[machine].bias) < 2e-3)
            for (weight, expected) in zip(learned.weights, alone[machine].weights) {
                #expect(abs(Double(weight) - expected) < 2e-3)
            }
            for text in 0..<60 {
                let sum = problem.texts.range(of: text).reduce(Double(learned.bias)) {
                    $0 + Double(learned.weights[Int(problem.texts.features[$1])] * problem.texts.values[$1])
                }
                #expect(abs(Double(scores[text][machine]) - sum) < 1e-4)
            }
        }
    }

    /// Feature 0 says yes, 1 says no, 2 says nothing.
    private static let plain: SparseTexts = {
        var texts = SparseTexts()
        texts.featureCount = 3
        for i in 0..<40 {
            texts.features += [UInt32(i % 2), 2]
            texts.values += [1, 1]
            texts.starts.append(Int64(texts.features.count))
        }
        return texts
    }()

    @Test func `a learner finds what tells two labels apart`() {
        let options = LabelLearner.Options()
        let learner = LabelLearner(Self.plain, options: options)
        let totals = LabelLearner.Totals(Self.plain, [Bool](repeating: true, count: 40), options)
        let even = LabelLearner.Problem(has: (0..<40).map { $0 % 2 == 0 }, totals: totals)
        let never = LabelLearner.Problem(has: [Bool](repeating: false, count: 40), totals: totals)
        let machines = learner.learn([even, never], seed: 1)
        let scores = [0, 1].map(machines.scores)
        #expect(scores[0][0] > 0.5 && scores[1][0] < -0.5)
        // Without a text that has the label, no text gets it.
        #expect(scores[0][1] < -0.5 && scores[1][1] < -0.5)
        let weights = machines.weights(of: 0)
        #expect(abs(weights.weights[2]) < 0.3)
        // The same seed gives the same weights, another nearly so.
        let again = learner.learn([even, never], seed: 1).weights(of: 0)
        #expect(weights.weights == again.weights && weights.bias == again.bias)
        let other = learner.learn([even, never], seed: 2).weights(of: 0)
        #expect(abs(other.weights[0] - weights.weights[0]) < 0.2)
    }

    @Test func `texts that are held out do not count`() {
        let options = LabelLearner.Options()
        // The second half says the opposite.
        let has = (0..<40).map { ($0 % 2 == 0) == ($0 < 20) }
        let learner = LabelLearner(Self.plain, options: options)
        let problems = [true, false].map { isFirst in
            LabelLearner.Problem(
                has: has, totals: LabelLearner.Totals(Self.plain, (0..<40).map { ($0 < 20) == isFirst }, options))
        }
        let scores = [0, 1].map(learner.learn(problems, seed: 1).scores)
        #expect(scores[0][0] > 0.5 && scores[1][0] < -0.5)
        #expect(scores[0][1] < -0.5 && scores[1][1] > 0.5)
    }
}
