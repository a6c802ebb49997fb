package import DocumentModel
import TextKernel

/// Gives documents the topics of a taxonomy, with what spoke for each.
///
/// A term's mentions are worth its weight, then half of it, a quarter …, up to six of them; in the title and the first
/// paragraph they are worth more, in datelines, bylines, credits and sign-offs nothing. The points *p* of a topic make the
/// score *p* / (*p* + 3*n*), where *n* is 1, and for texts of more than 600 words the root of their number by 600. So 3
/// points are a score of 0.5, the threshold of a topic that has no other: one mention of a term of weight 3, two of
/// weight 2. Terms below weight 2 only support: together they count no more than the stronger ones do. A clause is
/// worth its weight once; a rule that makes the topic by itself is worth 9*n* points, a score of 0.75.
///
/// All terms of all topics, and of all their rules, are found in one walk; then only the topics of which something was
/// found are looked at. Only additions, divisions and square roots: the scores are the same on every machine.
package struct TopicClassifier: Sendable {
    /// The taxonomy it was made of.
    package let taxonomy: Taxonomy
    /// The field whose text counts as the title.
    package let titleField: String
    let matcher: TermMatcher
    /// The lists of documents that are done, so that a document need not make its own.
    let workspaces: WorkPool<Workspace>
    /// What each pattern of the matcher is for.
    let uses: [Use]
    /// By pattern: how evidence names it.
    let names: [String]
    /// Whether there is any rule, so that more than terms must be looked at.
    let hasRules: Bool
    let program: RuleProgram
    /// What the counting needs of each topic.
    let weights: [Weights]

    /// The points at which a score is one half.
    package static let pointsForHalf = 3.0
    /// The points of a rule that makes the topic, for a text of usual length.
    package static let pointsOfRule = 9.0
    /// The weight from which on a term can make a topic without others.
    package static let strongWeight = 2.0
    /// The mentions of one term that count.
    package static let mentionLimit = 6
    /// The words from which on a text needs more points.
    package static let usualWordCount = 600

    /// Which topics are given beside those that the document has.
    package enum Missed: String, Sendable, CaseIterable {
        case none
        /// Those that came half-way, or that a rule took away.
        case near
        /// All others of the taxonomy, even without anything found.
        case all
    }

    /// What one document is searched and judged with at a time.
    final class Workspace {
        var search = TermMatcher.Search()
        var counts: Counts

        init(_ counts: Counts) { self.counts = counts }
    }

    struct Use: Sendable {
        var topic: Int32
        /// The index of the term in the topic; −1 for an exclusion, −2 − *l* for the leaf *l* of a rule.
        var term: Int32
        var weight: Double

        static let exclusion: Int32 = -1
        /// The leaf of a rule; nil for a term or exclusion.
        var leaf: Int32? { term < Self.exclusion ? -2 - term : nil }
    }

    struct Weights: Sendable {
        var threshold: Double
        var titleBoost: Double
        var leadBoost: Double
    }

    /// A topic's score, reached or not.
    package struct Score: Sendable {
        /// The index of the topic in the taxonomy.
        package var topic: Int
        /// 0 to 1.
        package var score: Double
        /// What spoke for and against it: the title's first, then in text order. The weights add up to the score.
        package var evidence: [Topic.Evidence]
    }

    /// Compiles all terms of all topics into one matcher.
    ///
    /// - Complexity: O(*n* log *n*) for *n* bytes of terms.
    package init(_ taxonomy: Taxonomy, titleField: String = "title") {
        self.taxonomy = taxonomy
        self.titleField = titleField
        let program = RuleProgram(taxonomy.topics, titleField: titleField)
        var patterns: [TermPattern] = []
        var uses: [Use] = []
        let count = taxonomy.topics.reduce(program.terms.count) { $0 + $1.terms.count + $1.exclusions.count }
        patterns.reserveCapacity(count)
        uses.reserveCapacity(count)
        var weights: [Weights] = []
        for (index, topic) in taxonomy.topics.enumerated() {
            weights.append(
                Weights(
                    threshold: topic.threshold, titleBoost: topic.titleBoost, leadBoost: topic.leadBoost))
            // Exclusions first: mentions of one place are sorted by pattern.
            for exclusion in topic.exclusions {
                patterns.append(exclusion)
                uses.append(Use(topic: Int32(index), term: Use.exclusion, weight: 0))
            }
            for (i, term) in topic.terms.enumerated() {
                patterns.append(term.pattern)
                uses.append(Use(topic: Int32(index), term: Int32(i), weight: term.weight))
            }
        }
        for (pattern, leaf) in program.terms {
            patterns.append(pattern)
            uses.append(Use(topic: program.leaves[leaf].topic, term: Int32(-2 - leaf), weight: 0))
        }
        matcher = TermMatcher(patterns)
        names = patterns.map(\.text)
        self.uses = uses
        self.program = program
        self.weights = weights
        let counts = Counts(patternCount: patterns.count, topicCount: weights.count)
        workspaces = WorkPool { Workspace(counts) }
        hasRules = !program.leaves.isEmpty || program.dependents.contains { !$0.isEmpty }
    }

    /// The topics whose score reaches their threshold, and whose rules allow it, the highest score first.
    ///
    /// - Parameters:
    ///   - threshold: takes the place of every topic's own; 0 also gives what has any score.
    ///   - limit: the most topics.
    ///   - stage: who asks, for the provenance.
    /// - Complexity: O(*n*) for *n* bytes of text; the number of topics hardly matters.
    package func topics(
        of document: Document, threshold: Double? = nil, limit: Int = .max, stage: String
    ) -> [Topic] {
        judge(document, threshold: threshold, limit: limit, missed: .none, stage: stage).topics
    }

    /// The topics of a document, and those it nearly has or has not, with what they lack.
    ///
    /// The missed topics come with the nearest first, then in the order of the taxonomy.
    package func judge(
        _ document: Document, threshold: Double? = nil, limit: Int = .max, missed: Missed, stage: String
    ) -> (topics: [Topic], missed: [Topic]) {
        let mentions = mentions(in: document)
        var verdicts = verdicts(on: mentions, document, threshold: threshold)
        var order: [(score: Double, topic: Int, index: Int)] = []
        for (i, verdict) in verdicts.all.enumerated() where verdict.isGiven {
            order.append((verdict.tally.score, verdict.tally.topic, i))
        }
        order.sort { ($1.score, $0.topic) < ($0.score, $1.topic) }
        let given = order.prefix(limit).map { topic(verdicts.all[$0.index], verdicts, mentions, stage) }
        if missed == .none { return (given, []) }
        return (given, missedTopics(missed, &verdicts, mentions, document, threshold: threshold, stage: stage))
    }

    /// The scores of all topics of which a term was found, the highest first, whatever their rules say.
    ///
    /// Topics of equal score come in the order of the taxonomy.
    package func allScores(_ document: Document) -> [Score] {
        let mentions = mentions(in: document)
        let verdicts = verdicts(on: mentions, document, threshold: 0)
        return verdicts.all.filter { !$0.tally.isEmpty }.sorted { precedes($0.tally, $1.tally) }.map {
            Score(topic: $0.tally.topic, score: $0.tally.score, evidence: evidence(of: $0, verdicts, mentions))
        }
    }

    private func precedes(_ a: Tally, _ b: Tally) -> Bool { (b.score, a.topic) < (a.score, b.topic) }

    /// A topic as the document carries it.
    func topic(_ verdict: Verdict, _ verdicts: Verdicts, _ mentions: Mentions, _ stage: String) -> Topic {
        let topic = verdict.tally.topic
        return Topic(
            taxonomy.topics[topic].label, name: taxonomy.topics[topic].name, code: taxonomy.topics[topic].code,
            score: verdict.tally.score, evidence: evidence(of: verdict, verdicts, mentions),
            by: Provenance(stage: stage, rule: taxonomy.name, line: taxonomy.topics[topic].line))
    }

    static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
