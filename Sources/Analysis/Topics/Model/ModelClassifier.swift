package import DocumentModel
import TextKernel

/// Gives documents the topics of a trained model, alone or beside those of rules.
///
/// Together, a document has a topic when the rules or the model give it. When both do, the score is that of two
/// independent witnesses, *r* + *m* − *rm*, of which the rules' share is *r*; when one does, it is that one's. The names
/// and codes of topics are those of the taxonomy's topics with the same labels.
package struct ModelClassifier: Sendable {
    package let model: TopicModel
    /// What the model is called: its file.
    package let name: String
    /// The field whose text is read as the title.
    package let titleField: String
    /// The topics of the taxonomy by label.
    private let topics: [String: TopicDefinition]
    private let taxonomy: Taxonomy

    /// The most pieces of evidence for a topic, and against it.
    private static let evidenceLimit = (for: 12, against: 6)

    /// Joins a model with a taxonomy, which gives names and codes, and with the rules that it asks.
    package init(
        _ model: TopicModel, name: String, taxonomy: Taxonomy, rules: RuleFeatures? = nil,
        titleField: String = "title"
    ) {
        self.model = rules.map(model.with) ?? model
        self.name = name
        self.titleField = titleField
        self.taxonomy = taxonomy
        topics = Dictionary(taxonomy.topics.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The labels that the taxonomy does not have.
    package var foreignLabels: [String] { model.labels.filter { topics[$0] == nil } }

    /// The topics of a document, and those it has not, with what they lack.
    ///
    /// - Parameters:
    ///   - rules: what the rules found; nil when the model is asked alone.
    ///   - threshold: takes the place of the model's own.
    ///   - limit: the most topics.
    package func judge(
        _ document: Document, rules: (topics: [Topic], missed: [Topic])?, threshold: Double? = nil, limit: Int = .max,
        missed: TopicClassifier.Missed, stage: String
    ) -> (topics: [Topic], missed: [Topic]) {
        let texts = texts(of: document)
        return model.read(texts) { reading in
            judge(texts, reading, rules: rules, threshold: threshold, limit: limit, missed: missed, stage: stage)
        }
    }

    private func judge(
        _ texts: [[UInt8]], _ reading: TopicModel.Reading, rules: (topics: [Topic], missed: [Topic])?,
        threshold: Double?, limit: Int, missed: TopicClassifier.Missed, stage: String
    ) -> (topics: [Topic], missed: [Topic]) {
        let judgement = reading.judgement
        var topics = (rules?.topics ?? []).map { topic in
            var topic = topic
            topic.ruleScore = topic.score
            return topic
        }
        var lacking = (rules?.missed ?? []).map { topic in
            var topic = topic
            topic.ruleScore = topic.score
            return topic
        }
        for (label, name) in model.labels.enumerated() {
            let probability = TopicClassifier.rounded(judgement.probabilities[label])
            let isGiven = threshold.map { judgement.isKnown && probability >= $0 } ?? judgement.isGiven[label]
            let ruled = topics.firstIndex { $0.label == name }
            if isGiven {
                let own = topic(label, probability, texts, reading, stage)
                if let ruled { topics[ruled] = Self.joined(topics[ruled], own) } else { topics.append(own) }
                lacking.removeAll { $0.label == name }
            } else if let ruled {
                topics[ruled].modelScore = probability
            } else if missed != .none {
                let other = lacking.firstIndex { $0.label == name }
                if missed == .all || isNear(probability, judgement, threshold) {
                    var own = topic(label, probability, texts, reading, stage)
                    own.shortfall = shortfall(label, judgement, threshold)
                    if let other {
                        lacking[other] = Self.joinedMisses(lacking[other], own)
                    } else {
                        lacking.append(own)
                    }
                } else if let other {
                    lacking[other].modelScore = probability
                }
            }
        }
        return (Array(Self.ranked(topics).prefix(limit)), Self.ranked(lacking))
    }

    /// The highest score first; those of equal scores in their order: topics of rules, then in the order of labels.
    private static func ranked(_ topics: [Topic]) -> [Topic] {
        topics.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    }

    private func texts(of document: Document) -> [[UInt8]] {
        guard case .string(let title)? = document.fields[titleField], !title.isEmpty else {
            return [document.text.bytes]
        }
        return [Array(title.utf8), document.text.bytes]
    }

    /// Whether a topic came half-way; what a model says of words that it does not know is no way at all.
    private func isNear(_ probability: Double, _ judgement: TopicModel.Judgement, _ threshold: Double?) -> Bool {
        judgement.isKnown && 2 * probability >= threshold ?? model.leastProbability ?? 0.5
    }

    // MARK: Topics

    private func topic(
        _ label: Int, _ probability: Double, _ texts: [[UInt8]], _ reading: TopicModel.Reading, _ stage: String
    ) -> Topic {
        let definition = topics[model.labels[label]]
        var topic = Topic(
            model.labels[label], name: definition?.name, code: definition?.code, score: probability,
            evidence: evidence(label, texts, reading), by: Provenance(stage: stage, rule: "model \(name)"))
        topic.modelScore = probability
        return topic
    }

    /// The strongest reasons, in text order.
    private func evidence(_ label: Int, _ texts: [[UInt8]], _ reading: TopicModel.Reading) -> [Topic.Evidence] {
        reading.strongestReasons(for: label, most: Self.evidenceLimit, least: 0.0001).map { reason in
            let isInTitle = texts.count > 1 && reason.part == 0
            var evidence = Topic.Evidence(
                Span(reason.range.lowerBound, reason.range.upperBound), field: isInTitle ? titleField : nil,
                term: reason.topic.map { "topic \($0)" }
                    ?? String(decoding: texts[reason.part][reason.range], as: UTF8.self).lowercased(),
                weight: TopicClassifier.rounded(reason.weight))
            evidence.isOfModel = true
            return evidence
        }
    }

    /// A topic that rules and model give; what the model's evidence weighs is its share of the score.
    private static func joined(_ rules: Topic, _ model: Topic) -> Topic {
        var topic = rules
        let rest = 1 - rules.score
        topic.score = TopicClassifier.rounded(rules.score + model.score * rest)
        topic.modelScore = model.score
        topic.evidence += scaled(model.evidence, by: rest)
        topic.provenance.rule += ", \(model.provenance.rule)"
        return topic
    }

    /// A topic that neither gives: its score is the higher one.
    private static func joinedMisses(_ rules: Topic, _ model: Topic) -> Topic {
        var topic = rules
        topic.ruleScore = rules.score
        topic.modelScore = model.score
        topic.score = max(rules.score, model.score)
        topic.evidence += model.evidence
        topic.provenance.rule += ", \(model.provenance.rule)"
        topic.shortfall = [rules.shortfall.map { "rules: \($0)" }, model.shortfall].compactMap(\.self)
            .joined(separator: "; ")
        return topic
    }

    private static func scaled(_ evidence: [Topic.Evidence], by factor: Double) -> [Topic.Evidence] {
        evidence.map { one in
            var one = one
            one.weight = TopicClassifier.rounded(one.weight * factor)
            return one
        }
    }

    // MARK: What is missing

    private func shortfall(_ label: Int, _ judgement: TopicModel.Judgement, _ threshold: Double?) -> String {
        if judgement.wordCount == 0 { return "model: the text has no words" }
        if !judgement.isKnown {
            return "model: it learned only \(judgement.knownWordCount) of the text's \(judgement.wordCount) words"
        }
        let probability = judgement.probabilities[label]
        if let least = threshold ?? model.leastProbability {
            // With so many digits that they differ.
            let places = Self.plain(probability, 2) == Self.plain(least, 2) ? 4 : 2
            return "model: probability \(Self.plain(probability, places)) of \(Self.plain(least, places))"
        }
        let best = judgement.isGiven.firstIndex(of: true).map { model.labels[$0] } ?? ""
        return "model: probability \(Self.plain(probability, 2)), and it gives one topic, '\(best)'"
    }

    private static func plain(_ value: Double, _ places: Int) -> String {
        let scale = places == 2 ? 100 : 10_000
        let parts = Int((value * Double(scale)).rounded())
        let digits = "\(parts)"
        return parts >= scale ? "1" : "0.\(String(repeating: "0", count: places - digits.count))\(digits)"
    }
}

extension TopicModel {
    /// Opens a model where it lies; `owner` keeps its bytes.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ bytes: RawSpan, keeping owner: any AnyObject & Sendable) throws(ModelFileError) {
        try self.init(SharedMemory(bytes, keeping: owner))
    }
}
