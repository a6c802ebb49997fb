package import DocumentModel

/// What a taxonomy made of many documents: which terms and rules fired, which never did, which topics come together.
package struct TopicCoverage: Sendable {
    /// What happened to one topic.
    package struct Count: Sendable {
        package var label: String
        /// The documents that have it.
        package var documents = 0
        /// By term, in the order of the taxonomy: the documents in which it counted.
        package var terms: [(text: String, weight: Double, documents: Int)] = []
        /// By clause, and then the rule that makes the topic: the documents in which it held.
        package var rules: [(text: String, documents: Int)] = []
        /// The documents that `requires` or `unless` took away.
        package var takenAway = 0
    }

    package private(set) var documents = 0
    /// The documents without any topic: how many, and the first of them.
    package private(set) var withoutTopic = 0
    package private(set) var examplesWithoutTopic: [String] = []
    /// By topic, in the order of the taxonomy.
    package private(set) var topics: [Count]
    /// The documents that have both of two topics, by their indices, the lower one first.
    private var together: [SIMD2<Int32>: Int] = [:]
    private let classifier: TopicClassifier

    /// The most documents without a topic that are named.
    package static let exampleLimit = 10

    /// Counts for a taxonomy.
    package init(_ classifier: TopicClassifier) {
        self.classifier = classifier
        topics = classifier.taxonomy.topics.map { topic in
            var count = Count(label: topic.label)
            count.terms = topic.terms.map { ($0.pattern.text, $0.weight, 0) }
            count.rules =
                topic.clauses.map { ($0.rule.description, 0) }
                + [topic.rule].compactMap(\.self).map { ($0.description, 0) }
            return count
        }
    }

    /// Counts a document.
    package mutating func add(_ document: Document) {
        documents += 1
        let mentions = classifier.mentions(in: document)
        let verdicts = classifier.verdicts(on: mentions, document, threshold: nil)
        var given: [Int32] = []
        for verdict in verdicts.all {
            let topic = verdict.tally.topic
            if verdict.isGiven {
                topics[topic].documents += 1
                given.append(Int32(topic))
            } else if verdict.ruledOut != nil || !verdict.hasRequired {
                topics[topic].takenAway += 1
            }
            let terms = verdicts.counted(of: verdict).map {
                Int(classifier.uses[Int(mentions.list[Int($0.mention)].pattern)].term)
            }
            for term in Set(terms) { topics[topic].terms[term].documents += 1 }
            for rule in verdicts.holdings[verdict.holdings].map(\.rule) { topics[topic].rules[rule].documents += 1 }
        }
        if given.isEmpty {
            withoutTopic += 1
            if examplesWithoutTopic.count < Self.exampleLimit { examplesWithoutTopic.append(document.id) }
        }
        given.sort()
        for (i, a) in given.enumerated() {
            for b in given[(i + 1)...] { together[SIMD2(a, b), default: 0] += 1 }
        }
    }

    /// The pairs of topics that come together most often, with the share of the rarer one's documents.
    package func pairs(_ most: Int) -> [(a: String, b: String, documents: Int, share: Double)] {
        together.map { pair, count in
            let (a, b) = (topics[Int(pair.x)], topics[Int(pair.y)])
            return (a.label, b.label, count, Double(count) / Double(max(1, min(a.documents, b.documents))))
        }
        .sorted { ($1.documents, $0.a, $0.b) < ($0.documents, $1.a, $1.b) }.prefix(most).map { $0 }
    }
}
