import DocumentModel
import TextKernel

extension TopicClassifier {
    /// A term of a topic found in the document.
    struct Mention: Sendable {
        var start: Int32
        var end: Int32
        /// The index of the pattern; what speaks first when two stand at one place.
        var pattern: Int32
        var isInTitle: Bool

        /// In text order, the title first; of those that begin together the longest first.
        static func precedes(_ a: Mention, _ b: Mention) -> Bool {
            if a.isInTitle != b.isInTitle { return a.isInTitle }
            if a.start != b.start { return a.start < b.start }
            return a.end != b.end ? a.end > b.end : a.pattern < b.pattern
        }
    }

    /// Everything that was found in a document.
    struct Mentions {
        /// Mentions of terms and exclusions, topic by topic.
        var list: [Mention] = []
        /// Where the mentions of a topic begin, by topic, and an end.
        var starts: [Int32] = []
        /// Mentions of what rules ask for.
        var hits: [RuleHit] = []
        var wordCount = 0
        var places: Places

        /// The mentions of a topic.
        func range(of topic: Int) -> Range<Int> { Int(starts[topic])..<Int(starts[topic + 1]) }
    }

    /// The mentions of title, text and fields.
    @inline(never)  // so that profiles and `topicsbench` see it
    func mentions(in document: Document) -> Mentions {
        searches.withValue { search in
            search.found.matches.removeAll(keepingCapacity: true)
            return mentions(in: document, &search.found)
        }
    }

    private func mentions(in document: Document, _ search: inout TermMatcher.Search) -> Mentions {
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
        sort(search.matches, inTitle, into: &mentions)
        for (i, field) in program.fields.enumerated() {
            search.matches.removeAll(keepingCapacity: true)
            let bytes = RuleState.text(ofField: document.fields[field])
            if bytes.isEmpty { continue }
            _ = matcher.find(in: bytes, 0..<bytes.count, into: &search)
            for match in search.matches { addHit(match, source: Int32(i + 2), to: &mentions.hits) }
        }
        return mentions
    }

    /// Puts matches, which are in text order, into their topics' places, and those of rules beside them.
    private func sort(_ matches: [TermMatcher.Match], _ inTitle: Int, into mentions: inout Mentions) {
        // First how many a topic has, then where its next one goes; in the end where those of the next topic begin.
        var ends = [Int32](repeating: 0, count: weights.count + 1)
        for match in matches {
            let use = uses[Int(match.phrase)]
            if use.term >= Use.exclusion { ends[Int(use.topic) + 1] += 1 }
        }
        for topic in 0..<weights.count { ends[topic + 1] += ends[topic] }
        mentions.starts = ends
        let none = Mention(start: 0, end: 0, pattern: 0, isInTitle: false)
        var sorted = [Mention](repeating: none, count: Int(ends[weights.count]))
        var list = sorted.mutableSpan
        var free = ends.mutableSpan
        for (i, match) in matches.enumerated() {
            let use = uses[Int(match.phrase)]
            if use.term < Use.exclusion {
                addHit(match, source: i < inTitle ? 0 : 1, to: &mentions.hits)
                continue
            }
            let mention = Mention(start: match.start, end: match.end, pattern: match.phrase, isInTitle: i < inTitle)
            var k = Int(free[Int(use.topic)])
            free[Int(use.topic)] += 1
            // Only those that begin together can be out of order.
            while k > Int(mentions.starts[Int(use.topic)]), Mention.precedes(mention, list[k - 1]) {
                list[k] = list[k - 1]
                k -= 1
            }
            list[k] = mention
        }
        mentions.list = sorted
    }

    /// Adds what a rule asks for, where it asks for it: in one field, or in title and text.
    private func addHit(_ match: TermMatcher.Match, source: Int32, to hits: inout [RuleHit]) {
        guard let leaf = uses[Int(match.phrase)].leaf else { return }
        let wanted = program.leaves[Int(leaf)].source
        if wanted == source || (wanted < 0 && source < 2) {
            hits.append(RuleHit(leaf: leaf, source: source, start: match.start, end: match.end))
        }
    }
}
