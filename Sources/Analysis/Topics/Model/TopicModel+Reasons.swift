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
        /// The topic whose rules speak, when it is they and not the words themselves.
        package var topic: String?
    }

    /// Texts that a model has read, while they are at hand.
    package struct Reading {
        /// What the model thinks of the texts.
        package let judgement: Judgement
        /// The scores before they were made probabilities.
        package let scores: [Float]
        fileprivate let model: TopicModel
        fileprivate let scorer: TopicScorer
        fileprivate let factors: (words: Float, grams: Float)
        fileprivate let texts: [[UInt8]]
        /// What rules say; nil when the model asks none.
        fileprivate let rules: RuleFeatures.Reading?
    }

    /// Reads texts that belong together, such as a title and a text, and lets `body` ask for what it thinks and why.
    ///
    /// What `body` is given is of no use behind it: the place in which the texts were read goes to the next caller.
    package func read<Result>(_ texts: [[UInt8]], _ body: (Reading) throws -> Result) rethrows -> Result {
        try withScorer { scorer in
            let rules = rules?.read(texts)
            var ruleSums = [Float](repeating: 0, count: labels.count)
            for feature in rules?.features ?? [] { scorer.add(feature.hash, feature.value, to: &ruleSums) }
            var sums = [(words: Float, grams: Float)](repeating: (0, 0), count: labels.count)
            let norms = scorer.score(texts, into: &sums)
            let factors = norms.factors
            let scores = labels.indices.map { label in
                let sum = sums[label].words * factors.words + sums[label].grams * factors.grams + ruleSums[label]
                let score = biases[label] + units[label] * sum
                // Only numbers that no training gives are beyond this.
                return score.isFinite ? min(max(score, -1e6), 1e6) : 0
            }
            let probabilities = decision.probabilities(scores)
            var judgement = Judgement(
                probabilities: probabilities, isGiven: [], wordCount: scorer.words.distinct.count,
                knownWordCount: norms.knownWords)
            judgement.isGiven =
                judgement.isKnown
                ? decision.given(probabilities) : [Bool](repeating: false, count: labels.count)
            return try body(
                Reading(
                    judgement: judgement, scores: scores, model: self, scorer: scorer, factors: factors, texts: texts,
                    rules: rules))
        }
    }
}

extension TopicModel.Reading {
    /// A place and what it adds.
    private struct Part {
        /// Where it is: words of the texts, or a place of the rules of a topic.
        enum Place {
            case words(first: Int, last: Int)
            case rules(topic: Int, part: Int, range: Range<Int>)
        }

        var place: Place
        var weight: Double
    }

    /// Everything that adds to a label's probability, in text order, and the probability that a text without a word has.
    ///
    /// On the straight way from no text to this one each reason moves the probability; what it moves it by, all the way, is
    /// its weight. So the weights and `base` add up to the probability.
    ///
    /// - SeeAlso: Sundararajan and others, "Axiomatic Attribution for Deep Networks", ICML 2017.
    package func reasons(for label: Int) -> (base: Double, reasons: [TopicModel.Reason]) {
        let (base, parts) = parts(of: label)
        return (base, ordered(parts.map(reason)))
    }

    /// The strongest of ``reasons(for:)``, in text order: at most so many for the label and so many against it, of at
    /// least `least` either way.
    package func strongestReasons(
        for label: Int, most: (for: Int, against: Int), least: Double
    ) -> [TopicModel.Reason] {
        let parts = parts(of: label).parts
        /// The strongest of those for which `isWanted`, the first of equal ones.
        func strongest(_ count: Int, _ isWanted: (Double) -> Bool) -> ArraySlice<Int> {
            parts.indices.filter { isWanted(parts[$0].weight) }
                .sorted { (abs(parts[$1].weight), $0) < (abs(parts[$0].weight), $1) }.prefix(count)
        }
        let chosen = strongest(most.for) { $0 > 0 && $0 >= least } + strongest(most.against) { $0 < 0 && -$0 >= least }
        return ordered(chosen.map { reason(parts[$0]) })
    }

    /// In text order; of those at one place what rules say comes last.
    private func ordered(_ reasons: [TopicModel.Reason]) -> [TopicModel.Reason] {
        func key(_ reason: TopicModel.Reason) -> (Int, Int, Int, String) {
            (reason.part, reason.range.lowerBound, reason.range.upperBound, reason.topic ?? "")
        }
        return reasons.sorted { key($0) < key($1) }
    }

    private func parts(of label: Int) -> (base: Double, parts: [Part]) {
        let (biases, decision) = (model.biases, model.decision)
        let base = decision.probabilities(biases)[label]
        let probability = judgement.probabilities[label]
        var coefficients = [Double](repeating: 0, count: scores.count)
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
                for other in scores.indices {
                    let slope = probabilities[label] * ((other == label ? 1 : 0) - probabilities[other])
                    coefficients[other] += slope * decision.slopes[other] / Double(steps)
                }
            }
        }
        var parts = parts(coefficients)
        // The steps are not the whole way: what they miss is shared by all.
        let sum = parts.reduce(0) { $0 + $1.weight }
        if abs(sum) > 1e-9, (probability - base) / sum > 0 {
            let factor = (probability - base) / sum
            for i in parts.indices { parts[i].weight *= factor }
        }
        return (base, parts)
    }

    private func parts(_ coefficients: [Double]) -> [Part] {
        let inUnits = zip(coefficients, model.units).map { Float($0 * Double($1)) }
        let parts = scorer.parts(inUnits).map { part in
            Part(
                place: .words(first: part.word, last: part.last),
                weight: Double(part.words * factors.words + part.grams * factors.grams))
        }
        return parts + ruleParts(inUnits)
    }

    /// What rules add, shared by the places where they found something.
    private func ruleParts(_ coefficients: [Float]) -> [Part] {
        guard let rules else { return [] }
        return rules.features.flatMap { feature in
            let weight = Double(scorer.part(feature.hash, feature.value, coefficients))
            let places = weight == 0 ? [] : rules.places(of: feature.topic)
            return places.map { place in
                Part(
                    place: .rules(topic: feature.topic, part: place.part, range: place.range),
                    weight: weight / Double(places.count))
            }
        }
    }

    private func reason(_ part: Part) -> TopicModel.Reason {
        switch part.place {
        case .words(let first, let last):
            let place = scorer.words.place(of: first, through: last, in: texts)
            return TopicModel.Reason(part: place.part, range: place.range, weight: part.weight)
        case .rules(let topic, let text, let range):
            return TopicModel.Reason(
                part: text, range: range, weight: part.weight, topic: model.rules?.label(of: topic))
        }
    }
}
