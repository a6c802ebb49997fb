import DocumentModel

/// Decides between lists and tagger where both have something to say; Documentation/Entities.md has the rule in full.
struct NameJoiner {
    /// How sure a list is: of a name that is hardly ever something else, and of one that is as often something else.
    static let sureScore = 0.95
    static let ambiguousScore = 0.75
    /// Below this score a longer name of the tagger does not hide a sure name of a list.
    static let leastToHide = 0.5

    let names: NameFinder
    let bytes: [UInt8]
    /// Whether a tagger speaks at all: ambiguous names of a list then only support it.
    let hasTagger: Bool
    /// Whether names that overlap are all kept.
    let keepsOverlapping: Bool

    /// Who of two that overlap stays.
    private enum Verdict { case list, tagger, both }

    /// Joins the names of the lists with those of the tagger, each in text order.
    ///
    /// - Complexity: O(*l* + *t*): neither side overlaps itself, so the pairs that overlap are at most *l* + *t*.
    func join(_ listed: [NameFinder.Found], _ tagged: [TaggedName]) -> [NameMention] {
        var verdicts: [(list: Int, tagger: Int, verdict: Verdict)] = []
        var lostTagged = [Bool](repeating: false, count: tagged.count)
        forEachPair(listed, tagged) { l, t in
            let verdict = keepsOverlapping && listed[l].span != tagged[t].span ? .both : decide(listed[l], tagged[t])
            if verdict == .list, listed[l].span != tagged[t].span { lostTagged[t] = true }
            verdicts.append((l, t, verdict))
        }
        var mentions: [NameMention] = []
        mentions.reserveCapacity(listed.count + tagged.count)
        var pair = 0
        var t = 0
        for (l, found) in listed.enumerated() {
            var stays = found.standing == .users || found.standing == .sure
            // A holiday is the rules' to say, as all dates are.
            if found.standing == .ambiguous, !hasTagger || names.label(found) == .date { stays = true }
            var supporter = -1
            var losers: [Int] = []
            while pair < verdicts.count, verdicts[pair].list == l {
                let (_, other, verdict) = verdicts[pair]
                pair += 1
                if lostTagged[other] {
                    losers.append(other)
                    continue
                }
                switch verdict {
                case .list:
                    // On the same span: the tagger's word becomes support or an alternative.
                    stays = true
                    supporter = other
                case .tagger: stays = false
                case .both: break
                }
            }
            while t < tagged.count,
                tagged[t].span.start < found.span.start || !stays && tagged[t].span.start == found.span.start
            {
                if !lostTagged[t], t != supporter { mentions.append(mention(tagged[t])) }
                t += 1
            }
            guard stays else {
                if supporter < 0, !losers.isEmpty { continue }
                noteRefused(found, in: &mentions)
                continue
            }
            var one = mention(found)
            if supporter >= 0 { support(&one, tagged[supporter]) }
            for loser in losers.prefix(2) {
                one.alternatives.append(
                    Entity.Alternative(
                        tagged[loser].label, score: tagged[loser].score,
                        reason: "the tagger's '\(surface(tagged[loser].span))'"))
            }
            if supporter >= 0 { lostTagged[supporter] = true }
            mentions.append(one)
        }
        while t < tagged.count {
            if !lostTagged[t] { mentions.append(mention(tagged[t])) }
            t += 1
        }
        return mentions
    }

    /// Calls `body` with the numbers of every two that overlap, by list entry and then by tagged name.
    private func forEachPair(_ listed: [NameFinder.Found], _ tagged: [TaggedName], _ body: (Int, Int) -> Void) {
        var first = 0
        for (l, found) in listed.enumerated() {
            while first < tagged.count, tagged[first].span.end <= found.span.start { first += 1 }
            var t = first
            while t < tagged.count, tagged[t].span.start < found.span.end {
                body(l, t)
                t += 1
            }
        }
    }

    /// The rule for one name of a list and one of the tagger that overlap.
    private func decide(_ found: NameFinder.Found, _ tagged: TaggedName) -> Verdict {
        if found.standing == .users { return .list }
        let isSure = found.standing == .sure
        let agree = names.label(found).agrees(with: tagged.label)
        if found.span == tagged.span { return isSure || agree ? .list : .tagger }
        if tagged.span.contains(found.span) {
            if !isSure { return .tagger }
            // `Hanoi, Vietnam` is two places.
            if tagged.label.family == .place, names.label(found).family == .place, hasComma(tagged.span) {
                return .list
            }
            return tagged.score >= Self.leastToHide ? .tagger : .list
        }
        return isSure || found.standing == .ambiguous && agree ? .list : .tagger
    }

    private func hasComma(_ span: DocumentModel.Span) -> Bool {
        span.count < 200 && bytes[span.range].contains(UInt8(ascii: ","))
    }

    private func mention(_ found: NameFinder.Found) -> NameMention {
        let score =
            switch found.standing {
            case .users: 1.0
            case .sure: Self.sureScore
            case .ambiguous, .doubtful: Self.ambiguousScore
            }
        var span = found.span
        // A list has `the Alps`, and the text may have no other name for them; the article is not of the name.
        if span.count > 4, bytes[span.start] == UInt8(ascii: "t"), found.standing != .users,
            ASCIIReader(bytes: bytes).isWord("the", at: span.start), bytes[span.start + 3] == 0x20
        {
            span.start += 4
        }
        return NameMention(span, names.label(found), .list, score: score, found: found)
    }

    private func mention(_ tagged: TaggedName) -> NameMention {
        var one = NameMention(tagged.span, tagged.label, .tagger, score: tagged.score)
        one.detail = tagged.evidence
        if let other = tagged.runnerUp, other.score >= 0.05 {
            one.alternatives.append(
                Entity.Alternative(other.label, score: other.score, reason: "the tagger's second reading"))
        }
        return one
    }

    /// The tagger's word on the very span of a list's name.
    private func support(_ one: inout NameMention, _ tagged: TaggedName) {
        if one.label.agrees(with: tagged.label) {
            // Two that agree are surer than either.
            let own = one.isSure ? one.score : 0
            one.score = 1 - (1 - own) * (1 - tagged.score)
            if !one.isSure { one.note("the tagger agrees") }
        } else {
            one.alternatives.append(
                Entity.Alternative(tagged.label, score: tagged.score, reason: "the tagger's reading"))
        }
    }

    /// Tells the tagger's name that won over a list's, which was the last to be added, what it nearly was.
    private func noteRefused(_ found: NameFinder.Found, in mentions: inout [NameMention]) {
        guard let last = mentions.indices.last, mentions[last].span.overlaps(found.span),
            mentions[last].alternatives.count < 4
        else { return }
        let entity = names.entity(found, stage: "")
        let same = mentions[last].span == found.span
        mentions[last].alternatives.append(
            Entity.Alternative(
                entity.label, canonicalName: entity.canonicalName, id: entity.id,
                reason: same
                    ? "a name of \(entity.provenance.rule)" : "'\(surface(found.span))' of \(entity.provenance.rule)"
            ))
    }

    private func surface(_ span: DocumentModel.Span) -> String {
        var end = min(span.end, span.start + 80)
        while end > span.start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[span.start..<end], as: UTF8.self)
    }
}
