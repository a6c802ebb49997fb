import TextKernel

/// Reads a taxonomy that is written as plainly as the shipped one, and known to be right, in a tenth of the time.
///
/// It understands keys and lists by their indentation of two spaces a level, lists in brackets, and values without quotes;
/// no rules, options or includes. It looks for no mistakes: the shipped taxonomy has none, as a test makes sure with
/// ``TaxonomyFile``, which reads every other file. Wherever this has an answer it is the one ``TaxonomyFile`` has.
package struct PlainTaxonomy {
    /// What the lines that follow belong to.
    private enum Section { case none, terms, against, exclusions }

    private let bytes: [UInt8]
    private var at = 0
    /// The line that was read last, from 1.
    private var line = 0
    private var name: String?
    private var isInTopics = false
    private var topics: [TopicDefinition] = []
    private var topic: TopicDefinition?
    private var against: [TopicDefinition.Term] = []
    private var section = Section.none
    private var weight: Double?

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The taxonomy in UTF-8 text; nil when anything in it is not understood.
    ///
    /// - Complexity: O(*n*).
    package static func read(_ bytes: [UInt8]) -> Taxonomy? {
        var reader = PlainTaxonomy(bytes)
        while let line = reader.nextLine() {
            guard reader.add(line) else { return nil }
        }
        reader.endTopic()
        guard let name = reader.name, !reader.topics.isEmpty else { return nil }
        return Taxonomy(name: name, topics: reader.topics)
    }

    // MARK: Lines

    /// A line without its indentation.
    private struct Line {
        var indentation: Int
        var range: Range<Int>
    }

    /// The next line that says anything.
    private mutating func nextLine() -> Line? {
        while at < bytes.count {
            let start = at
            let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: at..<bytes.count) ?? bytes.count
            at = end + 1
            line += 1
            var first = start
            while first < end, bytes[first] == 0x20 { first += 1 }
            if first < end, bytes[first] != UInt8(ascii: "#") {
                return Line(indentation: first - start, range: first..<end)
            }
        }
        return nil
    }

    /// Takes a line in; false when it is not understood.
    private mutating func add(_ line: Line) -> Bool {
        let isItem = bytes[line.range].starts(with: "- ".utf8)
        let rest = isItem ? line.range.dropFirst(2) : line.range
        switch (line.indentation, isItem, section) {
        case (0, false, _): return addTop(rest)
        case (2, true, _): return isInTopics && beginTopic(rest)
        case (4, false, _): return topic != nil && addKey(rest)
        case (6, true, .exclusions): return addTerm(plain(rest))
        case (6, false, .terms), (6, false, .against): return addWeight(rest)
        case (8, true, .terms), (8, true, .against): return weight != nil && addTerm(plain(rest))
        default: return false
        }
    }

    private mutating func addTop(_ range: Range<Int>) -> Bool {
        guard !isInTopics, let (key, value) = pair(range) else { return false }
        switch key {
        case "taxonomy": name = plain(value)
        case "description", "codes": return plain(value) != nil
        case "topics": isInTopics = value.isEmpty
        default: return false
        }
        return name != nil || isInTopics
    }

    private mutating func beginTopic(_ range: Range<Int>) -> Bool {
        endTopic()
        guard let (key, value) = pair(range), key == "label", let label = plain(value) else { return false }
        topic = TopicDefinition(label, terms: [], line: line)
        return true
    }

    private mutating func endTopic() {
        if var ended = topic.take() {
            ended.terms += against
            topics.append(ended)
        }
        against = []
        section = .none
        weight = nil
    }

    private mutating func addKey(_ range: Range<Int>) -> Bool {
        guard let (key, value) = pair(range) else { return false }
        section = .none
        weight = nil
        switch key {
        case "terms": section = .terms
        case "against": section = .against
        case "exclusions":
            section = .exclusions
            return value.isEmpty || addList(value)
        case "threshold":
            guard let text = plain(value), let number = Double(text), (0.01...1).contains(number) else { return false }
            topic?.threshold = number
            return true
        default:
            guard let text = plain(value) else { return false }
            switch key {
            case "name": topic?.name = text
            case "code": topic?.code = text
            case "parent": topic?.parent = text
            case "description": break
            default: return false
            }
            return true
        }
        return value.isEmpty
    }

    private mutating func addWeight(_ range: Range<Int>) -> Bool {
        guard let (key, value) = pair(range), let number = Double(key), (0.1...10).contains(number) else {
            return false
        }
        weight = number
        return value.isEmpty || addList(value)
    }

    private mutating func addTerm(_ text: String?) -> Bool {
        guard let text, let pattern = try? TermPattern(text) else { return false }
        switch section {
        case .exclusions: topic?.exclusions.append(pattern)
        case .terms: topic?.terms.append(TopicDefinition.Term(pattern, weight: weight ?? 1))
        case .against: against.append(TopicDefinition.Term(pattern, weight: -(weight ?? 1)))
        case .none: return false
        }
        return true
    }

    // MARK: Values

    /// A key and what stands behind its colon.
    private func pair(_ range: Range<Int>) -> (key: String, value: Range<Int>)? {
        guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")), let key = plain(range.lowerBound..<colon)
        else { return nil }
        if colon + 1 == range.upperBound { return (key, range.upperBound..<range.upperBound) }
        guard bytes[colon + 1] == 0x20 else { return nil }
        return (key, colon + 2..<range.upperBound)
    }

    /// The text of a value without quotes, which means itself; nil of anything that YAML might read otherwise.
    private func plain(_ range: Range<Int>) -> String? {
        guard let first = bytes[range].first, let last = bytes[range].last, Self.isLetterOrDigit(first), last != 0x20
        else { return nil }
        for i in range {
            switch bytes[i] {
            case 0..<0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"):
                return nil
            case UInt8(ascii: ":") where i + 1 == range.upperBound || bytes[i + 1] == 0x20: return nil
            default: break
            }
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        return ["null", "Null", "NULL"].contains(text) ? nil : text
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }

    /// Adds the terms of a list in brackets, which begins at `range` and may go on over the lines behind it.
    private mutating func addList(_ range: Range<Int>) -> Bool {
        guard bytes[range].first == UInt8(ascii: "[") else { return false }
        at = range.lowerBound + 1
        while at < bytes.count {
            // One term, whose lines are joined by one space.
            var words: [Range<Int>] = []
            var start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "]") {
                if bytes[at] == UInt8(ascii: ":") { return false }
                if bytes[at] == 0x0A {
                    words.append(trimmed(start..<at))
                    start = at + 1
                    line += 1
                }
                at += 1
            }
            words.append(trimmed(start..<at))
            // Only the first of them may be empty, when the term before it ended the line.
            if words[0].isEmpty { words.removeFirst() }
            let parts = words.compactMap { plain($0) }
            guard !parts.isEmpty, parts.count == words.count, addTerm(parts.joined(separator: " ")) else {
                return false
            }
            guard at < bytes.count else { return false }
            at += 1
            guard bytes[at - 1] == UInt8(ascii: "]") else { continue }
            // Nothing else on the line.
            defer { at += 1 }
            return at == bytes.count || bytes[at] == 0x0A
        }
        return false
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, bytes[first] == 0x20 { range = range.dropFirst() }
        while let last = range.last, bytes[last] == 0x20 { range = range.dropLast() }
        return range
    }
}
