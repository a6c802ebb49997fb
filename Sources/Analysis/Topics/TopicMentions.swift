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
    func mentions(in document: Document) -> Mentions {
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
        var starts = [Int32](repeating: 0, count: weights.count + 1)
        for match in matches {
            let use = uses[Int(match.phrase)]
            if use.term >= Use.exclusion { starts[Int(use.topic) + 1] += 1 }
        }
        for topic in 0..<weights.count { starts[topic + 1] += starts[topic] }
        var filled = starts
        mentions.list = Array(
            repeating: Mention(start: 0, end: 0, pattern: 0, isInTitle: false), count: Int(starts[weights.count]))
        for (i, match) in matches.enumerated() {
            let use = uses[Int(match.phrase)]
            if use.term < Use.exclusion {
                addHit(match, source: i < inTitle ? 0 : 1, to: &mentions.hits)
                continue
            }
            let mention = Mention(start: match.start, end: match.end, pattern: match.phrase, isInTitle: i < inTitle)
            var k = Int(filled[Int(use.topic)])
            filled[Int(use.topic)] += 1
            // Only those that begin together can be out of order.
            while k > Int(starts[Int(use.topic)]), Mention.precedes(mention, mentions.list[k - 1]) {
                mentions.list[k] = mentions.list[k - 1]
                k -= 1
            }
            mentions.list[k] = mention
        }
        mentions.starts = starts
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
