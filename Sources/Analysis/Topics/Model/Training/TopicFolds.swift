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

    /// Learns all, several labels at a time.
    func learn(jobs: Int, progress: @escaping @Sendable (Int, Int) -> Void) async -> Learned {
        let all = labelCount * (folds + 1)
        let uses = (0...folds).map { fold in
            foldOfText.indices.filter { foldOfText[$0] != fold }.map(Int32.init)
        }
        let totals = await Parallel.map(count: folds + 1, jobs: jobs) {
            LabelLearner.Totals(texts, uses[$0], learning)
        }
        let done = Atomic(0)
        // The last "fold" has no text: it learns from all. Long tasks begin first.
        let results = await Parallel.map(count: all, jobs: jobs) { task in
            let fold = folds - task / labelCount
            let label = task % labelCount
            let use = uses[fold]
            let weights = LabelLearner(texts, options: learning).learn(
                use, use.map { labels[Int($0)].contains(label) }, totals[fold],
                seed: FeatureHash.mix(seed, UInt64(label * (folds + 1) + fold)))
            progress(done.add(1, ordering: .relaxed).newValue, all)
            guard fold < folds else { return Result(weights: weights) }
            return Result(held: foldOfText.indices.map { foldOfText[$0] == fold ? weights.score(texts, $0) : 0 })
        }
        var held = [[Float]](repeating: [Float](repeating: 0, count: texts.count), count: labelCount)
        for (task, result) in results.enumerated() {
            for (text, score) in result.held.enumerated() { held[task % labelCount][text] += score }
        }
        return Learned(weights: results.compactMap(\.weights), held: held)
    }

    private struct Result: Sendable {
        var weights: LabelLearner.Weights?
        var held: [Float] = []
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
