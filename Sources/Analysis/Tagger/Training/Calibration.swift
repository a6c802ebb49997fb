import DocumentModel

/// Scores of a finished model on a development set, and the temperature with which they are most like probabilities.
enum Calibration {
    /// The scores of a model.
    static func scores(of parts: EntityModel.Parts, _ dev: [LabelledText]) throws -> SpanScores {
        var scores = SpanScores()
        let tagger = EntityTagger(try EntityModel(EntityModel.file(parts)))
        for text in dev {
            let (found, there) = entities(tagger, text, wantsScores: false)
            scores.add(found: found.map { ($0.tokens, $0.label) }, there: there)
        }
        return scores
    }

    private typealias Entity = (range: Range<Int>, label: String)

    private static func entities(
        _ tagger: EntityTagger, _ text: LabelledText, wantsScores: Bool
    ) -> (found: [TaggedSpan], there: [Entity]) {
        let labelled = TrainingText(text)
        let there = labelled.entities.compactMap { entity in entity.labels.first.map { (entity.tokens, $0) } }
        return (tagger.tag(labelled.input, wantsScores: wantsScores), there)
    }

    /// The temperature, of a few, with which the scores of what is found fit best whether it is right.
    static func temperature(of parts: EntityModel.Parts, _ dev: [LabelledText]) throws -> Double {
        var best = (temperature: 1.0, loss: Double.infinity)
        for temperature in [0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5] {
            var parts = parts
            parts.temperature = temperature
            let tagger = EntityTagger(try EntityModel(EntityModel.file(parts)))
            var loss = 0.0
            for text in dev {
                let (found, there) = entities(tagger, text, wantsScores: true)
                var labels: [Range<Int>: String] = [:]
                for entity in there { labels[entity.range] = entity.label }
                for span in found {
                    // The squared difference: logarithms would need FoundationEssentials' mathematics for nothing.
                    let right = labels[span.tokens] == span.label ? 1.0 : 0.0
                    loss += (span.score - right) * (span.score - right)
                }
            }
            if loss < best.loss { best = (temperature, loss) }
        }
        return best.temperature
    }
}
