/// Topics and the terms that speak for them, as an editor wrote them down.
///
/// Read this file first: a taxonomy is data, ``TopicClassifier`` compiles it, Documentation/Topics.md explains it to
/// editors.
package struct Taxonomy: Hashable, Sendable {
    /// Its name, which evidence gives as the rule: `news`.
    package var name: String
    /// The topics in the order of the file; labels are unique.
    package var topics: [TopicDefinition]

    /// Gathers topics.
    package init(name: String, topics: [TopicDefinition]) {
        self.name = name
        self.topics = topics
    }
}

/// One topic of a taxonomy: what speaks for it, what against it, and how much is enough.
package struct TopicDefinition: Hashable, Sendable {
    /// A word or phrase with what one mention of it is worth.
    package struct Term: Hashable, Sendable {
        package var pattern: TermPattern
        /// Points for the topic; below zero they speak against it.
        package var weight: Double

        /// Weighs a pattern.
        package init(_ pattern: TermPattern, weight: Double) {
            self.pattern = pattern
            self.weight = weight
        }
    }

    /// A rule with what it is worth when it holds, however often.
    package struct Clause: Hashable, Sendable {
        package var rule: TopicRule
        /// Points for the topic; below zero they speak against it.
        package var weight: Double

        /// Weighs a rule.
        package init(_ rule: TopicRule, weight: Double) {
            self.rule = rule
            self.weight = weight
        }
    }

    /// The name in records, such as `oil-and-gas`.
    package var label: String
    /// The name for readers.
    package var name: String?
    /// The code in an outside vocabulary: `medtop:20001243`.
    package var code: String?
    /// The label of the topic it is a part of, or the code of one in an outside vocabulary.
    package var parent: String?
    /// The least score, 0 to 1, with which a document has the topic.
    package var threshold: Double
    /// How many times as much a mention in the title or headline counts.
    package var titleBoost: Double
    /// How many times as much a mention in the first paragraph counts.
    package var leadBoost: Double
    package var terms: [Term]
    /// What speaks for or against the topic beside the terms.
    package var clauses: [Clause] = []
    /// What makes the topic by itself.
    package var rule: TopicRule?
    /// What must hold, or no document has the topic.
    package var requires: TopicRule?
    /// What must not hold, or no document has the topic.
    package var unless: TopicRule?
    /// Phrases in which a term does not count: `power` in `power of attorney`.
    package var exclusions: [TermPattern]
    /// The line of the taxonomy file, from 1.
    package var line: Int?

    /// The threshold of a topic that gives none.
    package static let defaultThreshold = 0.5
    /// The title boost of a topic that gives none.
    package static let defaultTitleBoost = 2.0
    /// The lead boost of a topic that gives none.
    package static let defaultLeadBoost = 1.25

    /// Describes a topic.
    package init(
        _ label: String, name: String? = nil, code: String? = nil, threshold: Double = defaultThreshold,
        titleBoost: Double = defaultTitleBoost, leadBoost: Double = defaultLeadBoost, terms: [Term],
        exclusions: [TermPattern] = [], line: Int? = nil
    ) {
        self.label = label
        self.name = name
        self.code = code
        self.threshold = threshold
        self.titleBoost = titleBoost
        self.leadBoost = leadBoost
        self.terms = terms
        self.exclusions = exclusions
        self.line = line
    }
}
