import DocumentModel
import TextKernel

/// What was found of the rules in one document, and whether they hold.
struct RuleState {
    /// The most mentions that a rule gives as its evidence.
    static let hitLimit = 6

    private let program: RuleProgram
    private let places: Places
    private let titleField: String
    /// Everything found, by leaf and then in text order.
    private(set) var hits: [RuleHit] = []
    /// By topic that others refer to: what spoke for it, when the document has it.
    private var given: [Int: [RuleHit]] = [:]
    /// Where the topic that is being judged does not count mentions.
    var excluded: [RuleHit] = []
    private var sentenceStarts: [Int]?
    private var paragraphStarts: [Int]?

    /// Gathers what was found.
    init(_ program: RuleProgram, _ document: Document, _ places: Places, _ titleField: String, _ terms: [RuleHit]) {
        self.program = program
        self.places = places
        self.titleField = titleField
        hits = terms
        if !program.entities.isEmpty { addEntities(of: document) }
        if !program.values.isEmpty { addValues(of: document) }
        if hits.count > 1 { hits.sort(by: RuleHit.leafPrecedes) }
    }

    /// Notes that the document has a topic.
    mutating func give(_ topic: Int, _ evidence: [RuleHit]) {
        given[topic] = evidence.prefix(Self.hitLimit).map {
            RuleHit(leaf: Int32(-1 - topic), source: $0.source, start: $0.start, end: $0.end)
        }
    }

    // MARK: Names and fields

    private mutating func addEntities(of document: Document) {
        for entity in document.entities where !places.isSilent(at: entity.span.start) {
            var found: [(test: EntityTest, leaf: Int)] = []
            if let id = entity.id { found += program.entities.byID[id] ?? [] }
            found += program.entities.byLabel[entity.label.rawValue] ?? []
            if !program.entities.byName.isEmpty {
                let surface = Folding.folded(Array(document.text.bytes[entity.span.range]))
                found += program.entities.byName[surface] ?? []
                if let name = entity.canonicalName {
                    let folded = Folding.folded(Array(name.utf8))
                    if folded != surface { found += program.entities.byName[folded] ?? [] }
                }
            }
            for (test, leaf) in found where Self.fits(entity, test) {
                hits.append(
                    RuleHit(
                        leaf: Int32(leaf), source: 1, start: Int32(clamping: entity.span.start),
                        end: Int32(clamping: entity.span.end)))
            }
        }
    }

    /// Whether the parts fit that the look-up did not compare.
    private static func fits(_ entity: Entity, _ test: EntityTest) -> Bool {
        if let label = test.label, label != entity.label.rawValue { return false }
        guard test.id != nil, let name = test.name else { return true }
        return entity.canonicalName.map { Folding.folded(Array($0.utf8)) } == Folding.folded(Array(name.utf8))
    }

    private mutating func addValues(of document: Document) {
        for (leaf, source, wanted) in program.values {
            guard let value = document.fields[program.fields[source - 2]] else { continue }
            let texts = (value.list ?? [value]).map(Self.text)
            guard texts.contains(where: { wanted.contains(Folding.folded(Array($0.utf8))) }) else { continue }
            let end = value.string?.utf8.count ?? 0
            hits.append(RuleHit(leaf: Int32(leaf), source: Int32(source), start: 0, end: Int32(clamping: end)))
        }
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .object: ""
        }
    }

    /// The text of a field, in which mentions are looked for; the elements of a list are paragraphs.
    static func text(ofField value: Value?) -> [UInt8] {
        guard let value else { return [] }
        if case .list(let values) = value { return Array(values.map(text).joined(separator: "\n\n").utf8) }
        return Array(text(value).utf8)
    }

    // MARK: Rules

    /// Whether a test holds; the mentions for which it does, perhaps none, are added to `found`.
    ///
    /// - Complexity: O(*h* log *h*) for *h* mentions of what the rule is made of, and the words between those that must
    ///   be near each other.
    mutating func holds(_ number: Int, in document: Document, _ found: inout [RuleHit]) -> Bool {
        let test = program.tests[number]
        let before = found.count
        switch test.kind {
        case .leaves:
            addMentions(of: test, &found)
            return found.count > before
        case .topic:
            guard let hits = given[test.first] else { return false }
            found += hits
            return true
        case .atLeast:
            var missing = test.least
            var left = test.count
            for part in test.parts {
                if holds(part, in: document, &found) { missing -= 1 }
                left -= 1
                if missing > left {
                    found.removeLast(found.count - before)
                    return false
                }
            }
            return missing <= 0
        case .not:
            let holds = holds(test.first, in: document, &found)
            found.removeLast(found.count - before)
            return !holds
        case .near: return isNear(test, in: document, &found)
        case .count:
            for part in test.parts { _ = holds(part, in: document, &found) }
            let distinct = distinct(found[before...])
            found.removeLast(found.count - before)
            let count =
                test.isUnique ? Set(distinct.map { Folding.folded(surface($0, in: document)) }).count : distinct.count
            guard count >= test.least else { return false }
            found += distinct
            return true
        case .never: return false
        }
    }

    private func addMentions(of test: RuleProgram.Test, _ found: inout [RuleHit]) {
        var low = 0
        var high = hits.count
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].leaf < test.first { low = middle + 1 } else { high = middle }
        }
        let end = test.parts.upperBound
        while low < hits.count, hits[low].leaf < end {
            let hit = hits[low]
            low += 1
            if test.places != 0, test.places & placeBits(hit) == 0 { continue }
            if !excluded.isEmpty,
                excluded.contains(where: { $0.source == hit.source && $0.start <= hit.start && hit.end <= $0.end })
            {
                continue
            }
            found.append(hit)
        }
    }

    private func placeBits(_ hit: RuleHit) -> UInt8 {
        hit.source == 0 ? TopicPlace.title.bit : hit.source == 1 ? places.bits(at: Int(hit.start)) : ~0
    }

    /// Mentions in text order, of which no two overlap: the longest of those that begin together.
    private func distinct(_ hits: some Sequence<RuleHit>) -> [RuleHit] {
        var kept: [RuleHit] = []
        for hit in hits.sorted(by: RuleHit.precedes) {
            if let last = kept.last, last.source == hit.source, hit.start < last.end { continue }
            kept.append(hit)
        }
        return kept
    }

    // MARK: Nearness

    /// Whether there are mentions that stand near each other, one of each part of a test; all such are added.
    private mutating func isNear(_ test: RuleProgram.Test, in document: Document, _ found: inout [RuleHit]) -> Bool {
        let before = found.count
        var ends: [Int] = []
        for part in test.parts {
            guard holds(part, in: document, &found) else {
                found.removeLast(found.count - before)
                return false
            }
            ends.append(found.count)
        }
        var events: [(hit: RuleHit, operand: Int)] = []
        events.reserveCapacity(found.count - before)
        var operand = 0
        for i in before..<found.count {
            while i >= ends[operand] { operand += 1 }
            events.append((found[i], operand))
        }
        found.removeLast(found.count - before)
        let near = near(events, operandCount: test.count, test.nearness, in: document)
        found += near
        return !near.isEmpty
    }

    private mutating func near(
        _ events: [(hit: RuleHit, operand: Int)], operandCount: Int, _ nearness: TopicRule.Nearness,
        in document: Document
    ) -> [RuleHit] {
        let events = events.sorted {
            ($0.hit.source, $0.hit.start, $1.operand) < ($1.hit.source, $1.hit.start, $0.operand)
        }
        var found: [RuleHit] = []
        // Of each operand the last mention so far; when they must come in order, with those before it.
        var last = [[RuleHit]](repeating: [], count: operandCount)
        for (hit, operand) in events {
            if nearness.isOrdered {
                if operand == 0 {
                    last[0] = [hit]
                } else if let before = last[operand - 1].last, before.source == hit.source, before.end <= hit.start {
                    last[operand] = last[operand - 1] + [hit]
                } else {
                    continue
                }
                guard operand == operandCount - 1, let first = last[operand].first else { continue }
                if isNear(first, hit, nearness.reach, in: document) { found += last[operand] }
            } else {
                last[operand] = [hit]
                guard last.allSatisfy({ $0.first?.source == hit.source }) else { continue }
                let group = last.compactMap(\.first)
                let first = group.min { ($0.start, $1.end) < ($1.start, $0.end) } ?? hit
                if isNear(first, hit, nearness.reach, in: document) { found += group }
            }
            if found.count >= Self.hitLimit * operandCount { break }
        }
        return found.isEmpty ? [] : distinct(found)
    }

    private mutating func isNear(
        _ a: RuleHit, _ b: RuleHit, _ reach: TopicRule.Nearness.Reach, in document: Document
    ) -> Bool {
        switch reach {
        case .words(let count):
            return b.start <= a.end
                || UTF8Words.count(in: bytes(of: a.source, document), Int(a.end)..<Int(b.start), upTo: count + 1)
                    <= count
        case .sentence:
            guard a.source == 1 else { return true }
            let starts = sentenceStarts ?? Self.starts(ofSentencesIn: document)
            sentenceStarts = starts
            return Self.index(of: Int(a.start), starts) == Self.index(of: Int(b.start), starts)
        case .paragraph:
            guard a.source == 1 else { return true }
            let starts = paragraphStarts ?? Self.starts(ofParagraphsIn: document.text.bytes)
            paragraphStarts = starts
            return Self.index(of: Int(a.start), starts) == Self.index(of: Int(b.start), starts)
        }
    }

    /// The number of starts at or before an offset.
    private static func index(of offset: Int, _ starts: [Int]) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func starts(ofSentencesIn document: Document) -> [Int] {
        let sentences =
            document.sentences.isEmpty
            ? SentenceSplitter.sentences(of: document.text, borders: document.regions.map(\.span.start))
            : document.sentences
        return sentences.map(\.start)
    }

    /// Where a blank line ends.
    private static func starts(ofParagraphsIn bytes: [UInt8]) -> [Int] {
        let text = bytes.span
        var starts: [Int] = []
        var lineEnds = 0
        for i in text.indices {
            switch text[i] {
            case 0x0A: lineEnds += 1
            case 0x20, 0x09, 0x0D: break
            default:
                if lineEnds > 1 { starts.append(i) }
                lineEnds = 0
            }
        }
        return starts
    }

    /// The bytes of what a mention is in.
    private func bytes(of source: Int32, _ document: Document) -> [UInt8] {
        switch source {
        case 0: Array((document.fields[titleField]?.string ?? "").utf8)
        case 1: document.text.bytes
        default: Self.text(ofField: document.fields[program.fields[Int(source) - 2]])
        }
    }

    private func surface(_ hit: RuleHit, in document: Document) -> [UInt8] {
        let bytes = bytes(of: hit.source, document)
        let start = min(Int(hit.start), bytes.count)
        return Array(bytes[start..<min(max(start, Int(hit.end)), bytes.count)])
    }
}

/// Words between two mentions.
enum UTF8Words {
    /// The most bytes that are looked through for each word: what has no spaces for longer is not near anything.
    private static let byteLimit = 100

    /// The number of words in a range, counted no further than `limit`.
    static func count(in bytes: [UInt8], _ range: Range<Int>, upTo limit: Int) -> Int {
        guard range.count <= byteLimit * limit else { return limit }
        var count = 0
        var start = range.lowerBound
        while start < range.upperBound, count < limit {
            // A space ends every word, so that what lies before and behind it is counted apart.
            let far = start + 8 * (limit - count)
            let rest = far..<max(far, range.upperBound)
            let end =
                rest.isEmpty
                ? range.upperBound : ByteSearch.firstOffset(of: 0x20, in: bytes, range: rest) ?? rest.upperBound
            count += UTF8Kernel.wordCount(of: bytes, in: start..<end)
            start = end
        }
        return min(limit, count)
    }
}
