import DocumentModel
import TextKernel

/// What the rules of a taxonomy say of a text, as features of a model: for each topic how often its terms are mentioned, and
/// its score where the rules give it.
///
/// An editor's terms know words that no training text has, so a model learns what each topic of a taxonomy means for its
/// own labels. Texts are read as they are, without regions and entities: the same text has the same features in training
/// and in every pipeline.
package struct RuleFeatures: Sendable {
    /// A feature of a text.
    struct Feature: Hashable, Sendable {
        var hash: UInt64
        var value: Float
        /// The index of the topic in the taxonomy.
        var topic: Int
    }

    private let classifier: TopicClassifier
    /// By topic, the hashes of its features.
    private let hashes: [(mentions: UInt64, score: UInt64)]

    /// The root of the squares of a text's features is at most this: a long text mentions much by the way.
    private static let mostLength: Float = 2

    /// The rules of a taxonomy.
    package init(_ classifier: TopicClassifier) {
        self.classifier = classifier
        hashes = classifier.taxonomy.topics.map { topic in
            (Self.hash("mentions \(topic.label)"), Self.hash("score \(topic.label)"))
        }
    }

    private static func hash(_ name: String) -> UInt64 {
        SHA256Digest(of: Array(name.utf8)).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The rules of a taxonomy, compiled.
    package init(_ taxonomy: Taxonomy) { self.init(TopicClassifier(taxonomy)) }

    /// The taxonomy's name and a digest of its topics, terms and rules: what a model was learned with.
    package var identity: String {
        var bytes: [UInt8] = []
        func add(_ text: some CustomStringConvertible) {
            bytes += text.description.utf8
            bytes.append(0)
        }
        func add(_ pattern: TermPattern) {
            add(pattern.text)
            add(pattern.options.letterCase.rawValue)
            add(pattern.options.stemming.rawValue)
            add(pattern.options.mostEndingLetters ?? -1)
            add(pattern.options.foldsAccents)
        }
        for topic in classifier.taxonomy.topics {
            add(topic.label)
            for number in [topic.threshold, topic.titleBoost, topic.leadBoost] { add(number) }
            for term in topic.terms {
                add(term.pattern)
                add(term.weight)
            }
            for exclusion in topic.exclusions { add(exclusion) }
            for clause in topic.clauses {
                add(clause.rule.description)
                add(clause.weight)
            }
            for rule in [topic.rule, topic.requires, topic.unless] { add(rule?.description ?? "") }
        }
        return "\(classifier.taxonomy.name) \(SHA256Digest(of: bytes).description.prefix(16))"
    }

    /// The label of a topic.
    func label(of topic: Int) -> String { classifier.taxonomy.topics[topic].label }

    /// What rules say of a text; `texts` are the text, or the title and the text.
    func read(_ texts: [[UInt8]]) -> Reading {
        guard let document = Self.document(texts) else { return Reading(classifier: classifier, textPart: 0) }
        let mentions = classifier.mentions(in: document)
        let verdicts = classifier.verdicts(on: mentions, document, threshold: nil)
        var reading = Reading(
            classifier: classifier, textPart: texts.count - 1, mentions: mentions, verdicts: verdicts)
        reading.features.reserveCapacity(verdicts.all.count * 2)
        // Verdicts come in the order in which rules ask each other.
        for i in verdicts.all.indices.sorted(by: { verdicts.all[$0].tally.topic < verdicts.all[$1].tally.topic }) {
            let verdict = verdicts.all[i]
            let topic = verdict.tally.topic
            let ofRules = verdicts.holdings[verdict.holdings].reduce(0) { $0 + $1.hits.count }
            let count = verdict.tally.countedCount + ofRules
            if count > 0 {
                let value = Float(TopicNumbers.logarithm(Double(1 + count)))
                reading.features.append(Feature(hash: hashes[topic].mentions, value: value, topic: topic))
            }
            if verdict.isGiven, verdict.tally.score > 0 {
                reading.features.append(
                    Feature(hash: hashes[topic].score, value: Float(verdict.tally.score), topic: topic))
            }
        }
        let length = reading.features.reduce(Float(0)) { $0 + $1.value * $1.value }.squareRoot()
        if length > Self.mostLength {
            for i in reading.features.indices { reading.features[i].value *= Self.mostLength / length }
        }
        return reading
    }

    /// What rules say of one text.
    struct Reading {
        fileprivate let classifier: TopicClassifier
        /// The index of the text behind its title.
        fileprivate let textPart: Int
        fileprivate var mentions: TopicClassifier.Mentions?
        fileprivate var verdicts: TopicClassifier.Verdicts?
        /// For each topic of which something was found the logarithm of one more than the mentions of its terms and of what
        /// its rules ask for, and its score when it is given; topics are in the order of the taxonomy.
        fileprivate(set) var features: [Feature] = []

        /// Where the terms and rules of a topic were found: the text's index, and the bytes there.
        func places(of topic: Int) -> [(part: Int, range: Range<Int>)] {
            guard let mentions, let verdicts,
                let verdict = verdicts.all.first(where: { $0.tally.topic == topic })
            else { return [] }
            return classifier.evidence(of: verdict, verdicts, mentions).map {
                ($0.field == nil ? textPart : 0, $0.span.start..<$0.span.end)
            }
        }
    }

    private static let origin = Origin(uri: "", source: SourceBytes([]))

    /// A document of nothing but the texts; nil when they are no UTF-8.
    private static func document(_ texts: [[UInt8]]) -> Document? {
        guard let text = texts.last.flatMap(Text.init(validating:)) else { return nil }
        var document = Document(id: "", origin: origin, text: text)
        if texts.count > 1 { document.fields["title"] = .string(String(decoding: texts[0], as: UTF8.self)) }
        return document
    }
}
