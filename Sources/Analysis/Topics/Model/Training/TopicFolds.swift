import Synchronization
import TextKernel

/// Learns every label from all texts, and from all but each fold, for scores of texts that were not learned from.
struct TopicFolds: Sendable {
    /// What was learned.
    struct Learned: Sendable {
        /// Of each label, from all texts.
        var weights: [LabelLearner.Weights]
        /// The scores of texts by machines that had not seen them, by label, then text.
        var held: [[Float]]
        /// The same by machines that do not ask rules.
        fileprivate var heldWithoutRules: [[Float]]
        /// Whether the machines ask rules.
        var asksRules = true
    }

    private let texts: SparseTexts
    private let labels: [[Int]]
    private let labelCount: Int
    private let folds: Int
    /// The fold of each text.
    private let foldOfText: [Int]
    private let seed: UInt64
    private let learning: LabelLearner.Options

    init(
        _ texts: SparseTexts, _ labels: [[Int]], labelCount: Int, folds: Int, seed: UInt64,
        learning: LabelLearner.Options
    ) {
        self.texts = texts
        self.labels = labels
        self.labelCount = labelCount
        self.folds = folds
        self.seed = seed
        self.learning = learning
        // Neighbours are often alike, so each of them goes where its own random number says.
        var random = SplitMix64(seed: seed)
        var order = Array(0..<texts.count)
        for i in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(i, Int(random.next().multipliedFullWidth(by: UInt64(i + 1)).high))
        }
        var foldOfText = [Int](repeating: 0, count: texts.count)
        for (place, text) in order.enumerated() { foldOfText[text] = place % folds }
        self.foldOfText = foldOfText
    }

    /// Learns all, several machines at a time.
    ///
    /// - Parameters:
    ///   - firstRule: the first of the features that rules give; nil when there are none. The first fold is then learned
    ///     with and without them, and the others as does better there.
    ///   - worth: how good scores of held-out texts are.
    ///   - progress: machines that have learned, of all.
    func learn(
        jobs: Int, firstRule: Int?, worth: (HeldScores) -> Double, progress: @escaping @Sendable (Int, Int) -> Void
    ) async -> Learned {
        // The last "fold" has no text: it learns from all.
        let totals = await Parallel.map(count: folds + 1, jobs: jobs) { fold in
            LabelLearner.Totals(texts, foldOfText.map { $0 != fold }, learning)
        }
        let work = Work(learner: LabelLearner(texts, options: learning), totals: totals, firstRule: firstRule)
        let total = labelCount * (folds + (firstRule == nil ? 1 : 2))
        func machines(_ folds: Range<Int>, _ asking: [Bool]) -> [Machine] {
            // Machines of one label look at much the same texts, so they lie side by side.
            (0..<labelCount).flatMap { label in
                folds.flatMap { fold in asking.map { Machine(label: label, fold: fold, asksRules: $0) } }
            }
        }
        guard firstRule != nil else {
            var learned = await learn(machines(0..<(folds + 1), [true]), work, jobs: jobs, done: 0) {
                progress($0, total)
            }
            learned.asksRules = false
            return learned
        }
        let tried = await learn(machines(0..<1, [true, false]), work, jobs: jobs, done: 0) { progress($0, total) }
        let first = foldOfText.indices.filter { foldOfText[$0] == 0 }
        func worthOfFirst(_ scores: [[Float]]) -> Double {
            worth(HeldScores(scores: scores.map { all in first.map { all[$0] } }, labels: first.map { labels[$0] }))
        }
        let asksRules = worthOfFirst(tried.held) >= worthOfFirst(tried.heldWithoutRules)
        var learned = await learn(
            machines(1..<(folds + 1), [asksRules]), work, jobs: jobs, done: labelCount * 2
        ) { progress($0, total) }
        learned.asksRules = asksRules
        if !asksRules { learned.held = learned.heldWithoutRules }
        for label in 0..<labelCount {
            for text in first {
                learned.held[label][text] = (asksRules ? tried.held : tried.heldWithoutRules)[label][text]
            }
        }
        return learned
    }

    /// A machine for a label that learns from all texts but those of a fold, and maybe from what rules say.
    private struct Machine: Sendable {
        var label: Int
        var fold: Int
        var asksRules: Bool
    }

    /// What all blocks of machines learn with.
    private struct Work: Sendable {
        let learner: LabelLearner
        /// By fold.
        let totals: [LabelLearner.Totals]
        let firstRule: Int?
    }

    private func learn(
        _ machines: [Machine], _ work: Work, jobs: Int, done before: Int, progress: @escaping @Sendable (Int) -> Void
    ) async -> Learned {
        let blocks = stride(from: 0, to: machines.count, by: LabelLearner.mostMachines).map { start in
            Array(machines[start..<min(start + LabelLearner.mostMachines, machines.count)])
        }
        let done = Atomic(before)
        let results = await Parallel.map(count: blocks.count, jobs: jobs) { block in
            let result = learn(blocks[block], work, seed: FeatureHash.mix(seed, UInt64(before + block)))
            progress(done.add(blocks[block].count, ordering: .relaxed).newValue)
            return result
        }
        let none = [[Float]](repeating: [Float](repeating: 0, count: texts.count), count: labelCount)
        var learned = Learned(weights: [], held: none, heldWithoutRules: none)
        for (block, result) in zip(blocks, results) {
            learned.weights += result.weights
            for (machine, scores) in zip(block, result.held) {
                for (text, score) in scores {
                    if machine.asksRules {
                        learned.held[machine.label][text] = score
                    } else {
                        learned.heldWithoutRules[machine.label][text] = score
                    }
                }
            }
        }
        return learned
    }

    private func learn(_ block: [Machine], _ work: Work, seed: UInt64) -> Result {
        let problems = block.map { machine in
            LabelLearner.Problem(
                has: labels.map { $0.contains(machine.label) }, totals: work.totals[machine.fold],
                ignoredFrom: machine.asksRules ? nil : work.firstRule)
        }
        let machines = work.learner.learn(problems, seed: seed)
        var held = [[(text: Int, score: Float)]](repeating: [], count: block.count)
        let ownFolds = Set(block.map(\.fold))
        for text in 0..<texts.count where ownFolds.contains(foldOfText[text]) {
            let scores = machines.scores(text)
            for (i, machine) in block.enumerated() where machine.fold == foldOfText[text] {
                held[i].append((text, scores[i]))
            }
        }
        return Result(
            weights: block.indices.filter { block[$0].fold == folds }.map(machines.weights), held: held)
    }

    private struct Result: Sendable {
        /// Of the machines that learned from all.
        var weights: [LabelLearner.Weights]
        /// By machine, the scores of the texts that it did not learn from.
        var held: [[(text: Int, score: Float)]]
    }
}

/// The same work for many numbers, on several cores.
enum Parallel {
    /// The results of `body` for 0..<`count`, in that order, by `jobs` tasks at a time.
    static func map<Result: Sendable>(
        count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Result
    ) async -> [Result] {
        let next = Counter()
        return await withTaskGroup(of: [(Int, Result)].self) { group in
            for _ in 0..<max(1, min(jobs, count)) {
                group.addTask {
                    var results: [(Int, Result)] = []
                    while true {
                        let index = next.take()
                        if index >= count { return results }
                        results.append((index, body(index)))
                    }
                }
            }
            var all: [(Int, Result)] = []
            for await results in group { all += results }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private final class Counter: Sendable {
        private let next = Atomic(0)

        func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
    }
}
