import TextKernel

extension TopicModel {
    /// What speaks for a label, or against it: a word with the runs in it, or a pair of words.
    package struct Reason: Hashable, Sendable {
        /// The index of the text it stands in.
        package var part: Int
        /// Where it stands: UTF-8 bytes of that text.
        package var range: Range<Int>
        /// What it adds.
        package var weight: Double
    }

    /// Everything that adds to a label's score in texts, in text order, and what is added to every text's.
    ///
    /// Their sum is the score that ``rawScores(_:)`` gives, but for rounding.
    package func rawReasons(for label: Int, in texts: [[UInt8]]) -> (bias: Double, reasons: [Reason]) {
        var coefficients = [Double](repeating: 0, count: labels.count)
        coefficients[label] = 1
        return (Double(biases[label]), reasons(coefficients, in: texts))
    }

    /// Everything that adds to a label's probability, in text order, and the probability that a text without a word has.
    ///
    /// On the straight way from no text to this one each reason moves the probability; what it moves it by, all the way, is
    /// its weight. So the weights and `base` add up to the probability.
    ///
    /// - SeeAlso: Sundararajan and others, "Axiomatic Attribution for Deep Networks", ICML 2017.
    package func reasons(for label: Int, in texts: [[UInt8]]) -> (base: Double, reasons: [Reason]) {
        let scores = rawScores(texts).scores
        let base = decision.probabilities(biases)[label]
        let probability = decision.probabilities(scores)[label]
        var coefficients = [Double](repeating: 0, count: labels.count)
        switch decision.rule {
        case .several:
            let way = Double(scores[label] - biases[label])
            guard abs(way) > 1e-6 else { return (probability, []) }
            coefficients[label] = (probability - base) / way
        case .one:
            let steps = 16
            for step in 0..<steps {
                let share = Float((Double(step) + 0.5) / Double(steps))
                let between = zip(biases, scores).map { $0 + ($1 - $0) * share }
                let probabilities = decision.probabilities(between)
                for other in labels.indices {
                    let slope = probabilities[label] * ((other == label ? 1 : 0) - probabilities[other])
                    coefficients[other] += slope * decision.slopes[other] / Double(steps)
                }
            }
        }
        var reasons = reasons(coefficients, in: texts)
        // The steps are not the whole way: what they miss is shared by all.
        let sum = reasons.reduce(0) { $0 + $1.weight }
        if abs(sum) > 1e-9, (probability - base) / sum > 0 {
            let factor = (probability - base) / sum
            for i in reasons.indices { reasons[i].weight *= factor }
        }
        return (base, reasons)
    }

    private func reasons(_ coefficients: [Double], in texts: [[UInt8]]) -> [Reason] {
        let inUnits = zip(coefficients, units).map { Float($0 * Double($1)) }
        return withScorer { scorer in
            var sums = [(words: Float, grams: Float)](repeating: (0, 0), count: labels.count)
            let factors = scorer.score(texts, into: &sums).factors
            return scorer.parts(inUnits).map { part in
                let place = scorer.words.place(of: part.word, through: part.last, in: texts)
                return Reason(
                    part: place.part, range: place.range,
                    weight: Double(part.words * factors.words + part.grams * factors.grams))
            }
        }
    }
}
