import TextKernel

/// How the scores of a model become probabilities, and which labels a text gets.
struct TopicDecision: Hashable, Sendable {
    /// What is known of the labels of a text.
    enum Rule: UInt64, Sendable {
        /// Each label is judged by itself.
        case several = 0
        /// A text has exactly one label: the most probable.
        case one = 1
    }

    var rule = Rule.several
    /// Of each label: a probability's logit is `slope` × score + `offset`.
    var slopes: [Double]
    var offsets: [Double]
    /// A label of several is given from this probability on.
    var least = 0.5
    /// When none is, the most probable one is from this probability on; above 1 when none may be missing.
    var leastOfBest = 2.0

    /// The probabilities of scores.
    func probabilities(_ scores: [Float]) -> [Double] {
        let logits = scores.indices.map { slopes[$0] * Double(scores[$0]) + offsets[$0] }
        switch rule {
        case .several: return logits.map(TopicNumbers.logistic)
        case .one:
            let highest = logits.max() ?? 0
            let powers = logits.map { TopicNumbers.exponential($0 - highest) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
    }

    /// Which labels are given.
    func given(_ probabilities: [Double]) -> [Bool] {
        guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return [] }
        var given = probabilities.map { rule == .several && $0 >= least }
        if rule == .one || (!given.contains(true) && probabilities[best] >= leastOfBest) { given[best] = true }
        return given
    }
}
