import TextKernel

/// Scores of texts that were not learned from, and what was right: what probabilities and thresholds are made of.
struct HeldScores: Sendable {
    /// By label, then text.
    var scores: [[Float]]
    /// The labels of each text.
    var labels: [[Int]]

    /// Whether the text has the label, by label, then text.
    func answers(of label: Int) -> [Bool] { labels.map { $0.contains(label) } }
}

/// A probability's logit as a line over scores, fitted to what was right.
///
/// - SeeAlso: Platt, "Probabilistic Outputs for Support Vector Machines", 1999; Lin and others, "A Note on Platt's
///   Probabilistic Outputs", Machine Learning 68, 2007.
struct LogitLine: Hashable, Sendable {
    var slope: Double
    var offset: Double

    /// Fits a line by Newton's method; `prior` is a line that it is drawn to, as strongly as `strength` says.
    init(_ scores: [Float], _ answers: [Bool], prior: LogitLine?, strength: Double) {
        let positives = Double(answers.reduce(0) { $0 + ($1 ? 1 : 0) })
        let negatives = Double(answers.count) - positives
        let high = (positives + 1) / (positives + 2)
        let low = 1 / (negatives + 2)
        slope = prior?.slope ?? 2
        offset = prior?.offset ?? TopicNumbers.logarithm((positives + 1) / (negatives + 1))
        let center = (slope, offset)
        let pull = prior == nil ? 1e-6 : strength
        for _ in 0..<25 {
            var (g0, g1) = (pull * (slope - center.0), pull * (offset - center.1))
            var (h00, h01, h11) = (pull + 1e-9, 0.0, pull + 1e-9)
            for (score, isRight) in zip(scores, answers) {
                let x = Double(score)
                let p = TopicNumbers.logistic(slope * x + offset)
                let error = p - (isRight ? high : low)
                let weight = max(p * (1 - p), 1e-9)
                g0 += error * x
                g1 += error
                h00 += weight * x * x
                h01 += weight * x
                h11 += weight
            }
            let determinant = h00 * h11 - h01 * h01
            guard determinant > 1e-12 else { break }
            // Steps are held small: far from its end the method may overshoot.
            let step0 = min(max((h11 * g0 - h01 * g1) / determinant, -2), 2)
            let step1 = min(max((h00 * g1 - h01 * g0) / determinant, -2), 2)
            slope -= step0
            offset -= step1
            if abs(step0) + abs(step1) < 1e-6 { break }
        }
        // A label that scores do not tell is as probable as it is common.
        slope = max(slope, 0.05)
    }
}

extension TopicDecision {
    /// How much a label's line is drawn to the one of all labels.
    private static let pull = 2.0

    /// Makes scores of several labels probabilities, and finds the thresholds with the best micro-F1.
    init(several held: HeldScores) {
        let answers = held.scores.indices.map(held.answers(of:))
        let all = LogitLine(
            held.scores.flatMap(\.self), answers.flatMap(\.self), prior: nil, strength: 0)
        let lines = zip(held.scores, answers).map { LogitLine($0, $1, prior: all, strength: Self.pull) }
        self.init(slopes: lines.map(\.slope), offsets: lines.map(\.offset))
        setThresholds(held)
    }

    private mutating func setThresholds(_ held: HeldScores) {
        let probabilities = held.labels.indices.map { text in
            self.probabilities(held.scores.map { $0[text] })
        }
        var ranked: [(probability: Double, isRight: Bool)] = []
        for (probabilities, labels) in zip(probabilities, held.labels) {
            for (label, probability) in probabilities.enumerated() where probability > 0.1 {
                ranked.append((probability, labels.contains(label)))
            }
        }
        let there = held.labels.reduce(0) { $0 + $1.count }
        ranked.sort { $0.probability != $1.probability ? $0.probability > $1.probability : $0.isRight && !$1.isRight }
        least = Self.bestThreshold(ranked, right: 0, found: 0, there: there) ?? 0.5
        // Texts without any label yet, by their most probable one.
        guard held.labels.allSatisfy({ !$0.isEmpty }) else { return }
        var (right, found) = (0, 0)
        var rest: [(probability: Double, isRight: Bool)] = []
        for (probabilities, labels) in zip(probabilities, held.labels) {
            let given = self.given(probabilities)
            found += given.reduce(0) { $0 + ($1 ? 1 : 0) }
            right += labels.reduce(0) { $0 + (given[$1] ? 1 : 0) }
            guard !given.contains(true),
                let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] })
            else { continue }
            rest.append((probabilities[best], labels.contains(best)))
        }
        rest.sort { $0.probability != $1.probability ? $0.probability > $1.probability : $0.isRight && !$1.isRight }
        if let threshold = Self.bestThreshold(rest, right: right, found: found, there: there) {
            leastOfBest = threshold
        }
    }

    /// The probability from which on labels are to be given for the best F1; nil when none is.
    private static func bestThreshold(
        _ ranked: [(probability: Double, isRight: Bool)], right: Int, found: Int, there: Int
    ) -> Double? {
        var (right, found) = (right, found)
        var best = 2 * Double(right) / Double(max(found + there, 1))
        var threshold: Double?
        for (i, one) in ranked.enumerated() {
            found += 1
            if one.isRight { right += 1 }
            let f1 = 2 * Double(right) / Double(found + there)
            let isLast = i + 1 == ranked.count
            if f1 > best, isLast || ranked[i + 1].probability < one.probability {
                best = f1
                threshold = isLast ? one.probability : (one.probability + ranked[i + 1].probability) / 2
            }
        }
        return threshold
    }

    /// Makes scores of texts with one label each probabilities: a softmax with the slope that makes what was right most
    /// probable.
    init(one held: HeldScores) {
        let count = held.scores.count
        self.init(
            rule: .one, slopes: Array(repeating: 1, count: count), offsets: Array(repeating: 0, count: count))
        var best = (slope: 1.0, loss: Double.infinity)
        // The loss has one valley over the logarithm of the slope.
        for step in 0...40 {
            let slope = 0.5 * TopicNumbers.exponential(0.1 * Double(step))
            var loss = 0.0
            for (text, labels) in held.labels.enumerated() {
                guard let label = labels.first else { continue }
                let logits = held.scores.map { slope * Double($0[text]) }
                let highest = logits.max() ?? 0
                let sum = logits.reduce(0) { $0 + TopicNumbers.exponential($1 - highest) }
                loss += TopicNumbers.logarithm(sum) + highest - logits[label]
            }
            if loss < best.loss { best = (slope, loss) }
        }
        slopes = Array(repeating: best.slope, count: count)
    }
}
