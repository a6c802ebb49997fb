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
        /// Mentions of terms and exclusions, in the order of ``Mention/precedes(_:_:)``.
        var list: [Mention] = []
        /// Mentions of what rules ask for.
        var hits: [RuleHit] = []
        var wordCount = 0
        var places: Places
    }

    /// The mentions of title, text and fields.
    @inline(never)  // so that profiles and `topicsbench` see it
    func mentions(in document: Document) -> Mentions {
        workspaces.withValue { mentions(in: document, &$0.search) }
    }

    private func mentions(in document: Document, _ search: inout TermMatcher.Search) -> Mentions {
        var mentions = Mentions(places: Places(of: document))
        search.matches.removeAll(keepingCapacity: true)
        if case .string(let title)? = document.fields[titleField] {
            let bytes = Array(title.utf8)
            // In a title all in capitals, capitals say nothing.
            let trustsCapitals = bytes.contains { $0 &- 97 < 26 }
            _ = matcher.find(in: bytes, 0..<bytes.count, trustsCapitals: trustsCapitals, into: &search)
        }
        let inTitle = search.matches.count
        let bytes = document.text.bytes
        mentions.places.forEachSpoken(upTo: bytes.count) { range in
            mentions.wordCount += matcher.find(in: bytes, range, into: &search)
        }
        add(search.matches, inTitle, to: &mentions)
        for (i, field) in program.fields.enumerated() {
            search.matches.removeAll(keepingCapacity: true)
            let bytes = RuleState.text(ofField: document.fields[field])
            if bytes.isEmpty { continue }
            _ = matcher.find(in: bytes, 0..<bytes.count, into: &search)
            for match in search.matches { addHit(match, source: Int32(i + 2), to: &mentions.hits) }
        }
        return mentions
    }

    /// Adds matches, which are in the order of their starts, and beside them those of rules.
    private func add(_ matches: [TermMatcher.Match], _ inTitle: Int, to mentions: inout Mentions) {
        var list: [Mention] = []
        list.reserveCapacity(matches.count)
        for (i, match) in matches.enumerated() {
            if uses[Int(match.phrase)].term < Use.exclusion {
                addHit(match, source: i < inTitle ? 0 : 1, to: &mentions.hits)
                continue
            }
            let mention = Mention(start: match.start, end: match.end, pattern: match.phrase, isInTitle: i < inTitle)
            var k = list.count
            list.append(mention)
            // Only those that begin together can be out of order.
            while k > 0, Mention.precedes(mention, list[k - 1]) {
                list.swapAt(k, k - 1)
                k -= 1
            }
        }
        mentions.list = list
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
