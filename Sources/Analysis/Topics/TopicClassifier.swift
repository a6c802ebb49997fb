package import DocumentModel
import TextKernel

/// Gives documents the topics of a taxonomy, with what spoke for each.
///
/// A term's mentions are worth its weight, then half of it, a quarter …, up to six of them; in the title and the first
/// paragraph they are worth more, in datelines, bylines, credits and sign-offs nothing. The points *p* of a topic make the
/// score *p* / (*p* + 3*n*), where *n* is 1, and for texts of more than 600 words the root of their number by 600. So 3
/// points are a score of 0.5, the threshold of a topic that has no other: one mention of a term of weight 3, two of
/// weight 2. Terms below weight 2 only support: together they count no more than the stronger ones do.
///
/// Only additions, divisions and square roots: the scores are the same on every machine.
package struct TopicClassifier: Sendable {
    /// The taxonomy it was made of.
    package let taxonomy: Taxonomy
    /// The field whose text counts as the title.
    package let titleField: String
    private let matcher: TermMatcher
    /// What each pattern of the matcher is for.
    private let uses: [Use]

    /// The points at which a score is one half.
    package static let pointsForHalf = 3.0
    /// The weight from which on a term can make a topic without others.
    package static let strongWeight = 2.0
    /// The mentions of one term that count.
    package static let mentionLimit = 6
    /// The words from which on a text needs more points.
    package static let usualWordCount = 600

    private struct Use: Sendable {
        var topic: Int32
        /// The index of the term in the topic; −1 for an exclusion.
        var term: Int32
        var weight: Double
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
        var patterns: [TermPattern] = []
        var uses: [Use] = []
        for (index, topic) in taxonomy.topics.enumerated() {
            // Exclusions first: mentions of one place are sorted by pattern.
            for exclusion in topic.exclusions {
                patterns.append(exclusion)
                uses.append(Use(topic: Int32(index), term: -1, weight: 0))
            }
            for (i, term) in topic.terms.enumerated() {
                patterns.append(term.pattern)
                uses.append(Use(topic: Int32(index), term: Int32(i), weight: term.weight))
            }
        }
        matcher = TermMatcher(patterns)
        self.uses = uses
    }

    /// The topics whose score reaches their threshold, the highest score first.
    ///
    /// - Parameters:
    ///   - threshold: takes the place of every topic's own; 0 also gives the near misses.
    ///   - limit: the most topics.
    ///   - stage: who asks, for the provenance.
    /// - Complexity: O(*n*) for *n* bytes of text; the number of topics hardly matters.
    package func topics(
        of document: Document, threshold: Double? = nil, limit: Int = .max, stage: String
    ) -> [Topic] {
        let mentions = mentions(in: document)
        let tallies = tallies(of: mentions)
        return tallies.all.filter { $0.score >= threshold ?? taxonomy.topics[$0.topic].threshold }
            .sorted { ($1.score, $0.topic) < ($0.score, $1.topic) }.prefix(limit)
            .map { tally in
                let topic = taxonomy.topics[tally.topic]
                return Topic(
                    topic.label, name: topic.name, code: topic.code, score: tally.score,
                    evidence: evidence(of: tally, tallies.counted, mentions.list),
                    by: Provenance(stage: stage, rule: taxonomy.name, line: topic.line))
            }
    }

    /// The scores of all topics of which a term was found, the highest first: the near misses too, for `explain`.
    ///
    /// Topics of equal score come in the order of the taxonomy.
    package func allScores(_ document: Document) -> [Score] {
        let mentions = mentions(in: document)
        let tallies = tallies(of: mentions)
        return tallies.all.sorted { ($1.score, $0.topic) < ($0.score, $1.topic) }.map {
            Score(
                topic: $0.topic, score: $0.score, evidence: evidence(of: $0, tallies.counted, mentions.list))
        }
    }

    // MARK: Mentions

    /// A term of a topic found in the document.
    private struct Mention {
        /// Topic, title or text, start, and the longest first: what mentions are sorted by, and then by their patterns.
        let key: UInt64
        let end: Int32
        let pattern: Int32

        init(_ match: TermMatcher.Match, topic: Int32, isInTitle: Bool) {
            end = match.end
            pattern = match.phrase
            let length = UInt64(min(match.end - match.start, 0x7FFF))
            key = UInt64(topic) << 47 | (isInTitle ? 0 : 1 << 46) | UInt64(match.start) << 15 | (0x7FFF - length)
        }

        var topic: Int { Int(key >> 47) }
        var isInTitle: Bool { key >> 46 & 1 == 0 }
        var start: Int { Int(key >> 15 & 0x7FFF_FFFF) }

        static func precedes(_ a: Mention, _ b: Mention) -> Bool {
            a.key < b.key || (a.key == b.key && a.pattern < b.pattern)
        }
    }

    private struct Mentions {
        var list: [Mention] = []
        var wordCount = 0
        var places: Places
    }

    /// The mentions of title and text, sorted by topic and place.
    private func mentions(in document: Document) -> Mentions {
        var search = TermMatcher.Search()
        search.matches.reserveCapacity(128)
        var mentions = Mentions(places: Places(of: document))
        if case .string(let title)? = document.fields[titleField] {
            let bytes = Array(title.utf8)
            // In a title all in capitals, capitals say nothing.
            let trustsCapitals = bytes.contains { $0 &- 97 < 26 }
            _ = matcher.find(in: bytes, 0..<bytes.count, trustsCapitals: trustsCapitals, into: &search)
        }
        let inTitle = search.matches.count
        let bytes = document.text.bytes
        for range in mentions.places.ranges(upTo: bytes.count) {
            mentions.wordCount += matcher.find(in: bytes, range, into: &search)
        }
        mentions.list.reserveCapacity(search.matches.count)
        for (i, match) in search.matches.enumerated() {
            mentions.list.append(
                Mention(match, topic: uses[Int(match.phrase)].topic, isInTitle: i < inTitle))
        }
        mentions.list.sort(by: Mention.precedes)
        return mentions
    }

    // MARK: Scores

    /// What the mentions of one topic are worth.
    private struct Tally {
        var topic: Int
        var score = 0.0
        /// The mentions that count, in ``Tallies/counted``.
        var counted: Range<Int>
        var strong = 0.0
        var supporting = 0.0
        var against = 0.0
        /// How much of the score a point is.
        var unit = 0.0

        /// How much of each supporting mention counts.
        var supportingShare: Double { supporting > strong ? strong / supporting : 1 }

        /// Turns points into the score, for a text of `wordCount` words.
        mutating func finish(_ wordCount: Int) {
            let size = max(1, (Double(wordCount) / Double(TopicClassifier.usualWordCount)).squareRoot())
            let points = max(0, strong + min(strong, supporting) - against)
            unit = 1 / (points + TopicClassifier.pointsForHalf * size)
            score = TopicClassifier.rounded(points * unit)
        }
    }

    private struct Tallies {
        /// The topics of which something was found, in the order of the taxonomy.
        var all: [Tally] = []
        /// The indices of the mentions that count, topic by topic, and what each is worth.
        var counted: [(mention: Int, worth: Double)] = []
        /// How often each pattern was counted, up to the limit.
        var counts: [UInt8]
    }

    private func tallies(of mentions: Mentions) -> Tallies {
        guard !mentions.list.isEmpty else { return Tallies(counts: []) }
        var tallies = Tallies(counts: [UInt8](repeating: 0, count: uses.count))
        tallies.counted.reserveCapacity(mentions.list.count)
        tallies.all.reserveCapacity(min(taxonomy.topics.count, mentions.list.count))
        var start = 0
        while start < mentions.list.count {
            let topic = mentions.list[start].topic
            var end = start + 1
            while end < mentions.list.count, mentions.list[end].topic == topic { end += 1 }
            addTally(of: topic, mentions, start..<end, to: &tallies)
            start = end
        }
        return tallies
    }

    /// The points of one topic: longer mentions win over those they overlap, and one inside an exclusion is none.
    private func addTally(of topic: Int, _ mentions: Mentions, _ range: Range<Int>, to tallies: inout Tallies) {
        let first = tallies.counted.count
        var tally = Tally(topic: topic, counted: first..<first)
        var isInTitle = true
        var end: Int32 = 0
        // Where the furthest exclusion ends that began before here; exclusions come first among mentions of one place.
        var excluded: Int32 = 0
        for i in range {
            let mention = mentions.list[i]
            if isInTitle, !mention.isInTitle {
                isInTitle = false
                end = 0
                excluded = 0
            }
            let pattern = Int(mention.pattern)
            let use = uses[pattern]
            if use.term < 0 {
                excluded = max(excluded, mention.end)
                continue
            }
            if mention.end <= excluded || mention.start < end { continue }
            end = mention.end
            let count = tallies.counts[pattern]
            if count == Self.mentionLimit { continue }
            tallies.counts[pattern] = count + 1
            let place = isInTitle ? .headline : mentions.places.place(at: mention.start)
            let worth = use.weight * boost(place, topic) / Double(1 << count)
            tallies.counted.append((i, worth))
            if use.weight < 0 {
                tally.against -= worth
            } else if use.weight < Self.strongWeight {
                tally.supporting += worth
            } else {
                tally.strong += worth
            }
        }
        guard tallies.counted.count > first else { return }
        tally.counted = first..<tallies.counted.count
        tally.finish(mentions.wordCount)
        tallies.all.append(tally)
    }

    private func boost(_ place: Places.Place, _ topic: Int) -> Double {
        switch place {
        case .headline: taxonomy.topics[topic].titleBoost
        case .lead: taxonomy.topics[topic].leadBoost
        case .body: 1
        }
    }

    /// What counted for a topic, with its share of the score.
    private func evidence(
        of tally: Tally, _ counted: [(mention: Int, worth: Double)], _ mentions: [Mention]
    ) -> [Topic.Evidence] {
        let terms = taxonomy.topics[tally.topic].terms
        return counted[tally.counted].map { mention, worth in
            let mention = mentions[mention]
            let use = uses[Int(mention.pattern)]
            let isSupport = (0..<Self.strongWeight).contains(use.weight)
            return Topic.Evidence(
                Span(mention.start, Int(mention.end)), field: mention.isInTitle ? titleField : nil,
                term: terms[Int(use.term)].pattern.text,
                weight: Self.rounded(worth * tally.unit * (isSupport ? tally.supportingShare : 1)))
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
