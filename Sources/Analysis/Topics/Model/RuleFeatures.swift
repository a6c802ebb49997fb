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

    /// The features of a text: the logarithm of one more than the mentions, and scores; in the order of the taxonomy's topics; `texts` are the text, or the title and the text.
    func features(of texts: [[UInt8]]) -> [Feature] {
        guard let document = Self.document(texts) else { return [] }
        let findings = classifier.findings(in: document)
        var features: [Feature] = []
        features.reserveCapacity(findings.count * 2)
        for finding in findings {
            let hashes = hashes[finding.topic]
            if finding.mentionCount > 0 {
                features.append(
                    Feature(
                        hash: hashes.mentions,
                        value: Float(TopicNumbers.logarithm(Double(1 + finding.mentionCount))), topic: finding.topic))
            }
            if finding.score > 0 {
                features.append(Feature(hash: hashes.score, value: Float(finding.score), topic: finding.topic))
            }
        }
        let length = features.reduce(Float(0)) { $0 + $1.value * $1.value }.squareRoot()
        if length > Self.mostLength {
            for i in features.indices { features[i].value *= Self.mostLength / length }
        }
        return features
    }

    /// Where the terms and rules of topics were found, by topic: the text's index, and the bytes there.
    func places(in texts: [[UInt8]]) -> [Int: [(part: Int, range: Range<Int>)]] {
        guard let document = Self.document(texts) else { return [:] }
        let textPart = texts.count - 1
        var places: [Int: [(part: Int, range: Range<Int>)]] = [:]
        for score in classifier.allScores(document) {
            places[score.topic] = score.evidence.map {
                ($0.field == nil ? textPart : 0, $0.span.start..<$0.span.end)
            }
        }
        return places
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

extension TopicClassifier {
    /// What was found of a topic.
    struct Finding: Sendable {
        /// The index of the topic in the taxonomy.
        var topic: Int
        /// The mentions of its terms that count, and of what its clauses and rule ask for.
        var mentionCount: Int
        /// Its score; 0 when the topic is not given.
        var score: Double
    }

    /// What was found of each topic, in the order of the taxonomy.
    func findings(in document: Document) -> [Finding] {
        let mentions = mentions(in: document)
        let verdicts = verdicts(on: mentions, document, threshold: nil)
        return verdicts.all.map { verdict in
            let ofRules = verdicts.holdings[verdict.holdings].reduce(0) { $0 + $1.hits.count }
            return Finding(
                topic: verdict.tally.topic, mentionCount: verdict.tally.countedCount + ofRules,
                score: verdict.isGiven ? verdict.tally.score : 0)
        }.sorted { $0.topic < $1.topic }
    }
}
