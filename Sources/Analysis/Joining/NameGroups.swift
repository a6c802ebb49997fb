import DocumentModel

/// Which names that are not of people stand for the same: by the list's id, by the same words, by initials, by what the
/// article says itself (`Vietnam News Agency (VNA)`).
///
/// A name that begins with another is not the same: Gazprom Neft is not Gazprom. Only a company's `Inc` and the like and
/// a `the` may be missing.
struct NameGroups {
    /// What the mentions of a group go by.
    struct Group {
        var label: Label
        var found: NameFinder.Found?
        var fullest: DocumentModel.Span
        /// The canonical name of a place that no list has: `Paris, Texas`.
        var elsewhere: String?
    }

    let finder: NameFinder
    let words: NameWords
    private(set) var groups: [Group] = []
    private var byID: [String: Int32] = [:]
    private var byEntry: [Int32: Int32] = [:]
    private var byWords: [UInt64: Int32] = [:]
    private var scratch: [NameWord] = []
    /// Organisations by the initials of their names; -1 for two of them.
    private var byInitials: [UInt64: Int32] = [:]

    init(finder: NameFinder, words: NameWords) {
        self.finder = finder
        self.words = words
    }

    /// Puts every mention that is no person's into its group.
    mutating func group(_ mentions: inout [NameMention], _ choices: [NameChoice], _ aliases: [Alias]) {
        for i in mentions.indices where mentions[i].label != .person {
            mentions[i].group = number(mentions[i], choices)
        }
        bind(aliases, &mentions)
        for i in mentions.indices where mentions[i].label == .organisation && mentions[i].found == nil {
            bindInitials(&mentions[i])
        }
    }

    private mutating func number(_ mention: NameMention, _ choices: [NameChoice]) -> Int32 {
        if let found = mention.found {
            if found.choice >= 0, let elsewhere = choices[Int(found.choice)].elsewhere {
                return known(key(of: elsewhere, mention.label)) {
                    Group(label: mention.label, found: nil, fullest: mention.span, elsewhere: elsewhere)
                }
            }
            if let known = byEntry[found.entry] { return known }
            if let id = finder.id(found.entry) {
                if let known = byID[id] {
                    byEntry[found.entry] = known
                    return known
                }
                byID[id] = Int32(truncatingIfNeeded: groups.count)
            }
            let number = Int32(truncatingIfNeeded: groups.count)
            byEntry[found.entry] = number
            groups.append(Group(label: mention.label, found: found, fullest: mention.span))
            if let key = key(of: mention), byWords[key] == nil { byWords[key] = number }
            return number
        }
        let key = key(of: mention) ?? 0
        let number = known(key) { Group(label: mention.label, found: nil, fullest: mention.span) }
        let group = groups[Int(number)]
        if group.found == nil, group.elsewhere == nil, mention.span.count > group.fullest.count {
            groups[Int(number)].fullest = mention.span
        }
        return number
    }

    private mutating func known(_ key: UInt64, _ make: () -> Group) -> Int32 {
        if key != 0, let known = byWords[key] { return known }
        let number = Int32(truncatingIfNeeded: groups.count)
        if key != 0 { byWords[key] = number }
        groups.append(make())
        return number
    }

    /// The words of a mention as a key, without `the` and `Inc`; notes the initials of organisations.
    private mutating func key(of mention: NameMention) -> UInt64? {
        scratch.removeAll(keepingCapacity: true)
        words.append(mention.span, to: &scratch, limit: 32)
        var own = scratch[...]
        if own.count > 1, let first = own.first, first.key == Self.the { own.removeFirst() }
        if mention.label == .organisation {
            noteInitials(own)
            while own.count > 1, let last = own.last, Self.companies.contains(last.key) { own.removeLast() }
        }
        guard !own.isEmpty else { return nil }
        return own.reduce(Self.seed(mention.label)) { NameWords.combine($0, $1.key) }
    }

    private func key(of name: String, _ label: Label) -> UInt64 {
        NameWords.combine(Self.seed(label), NameWords.key(name))
    }

    /// Names of two families are never one.
    private static func seed(_ label: Label) -> UInt64 {
        label.family == .own ? NameWords.key(label.rawValue) | 1 : UInt64(label.family.rawValue) + 1
    }

    private mutating func noteInitials(_ own: ArraySlice<NameWord>) {
        guard own.count >= 3 else { return }
        var key = Self.initialSeed
        var count = 0
        for word in own where word.isCapital {
            key = NameWords.combine(key, UInt64(word.first))
            count += 1
        }
        guard count >= 3 else { return }
        let number = Int32(truncatingIfNeeded: groups.count)
        // The group is made right after; two with the same initials are neither's.
        byInitials[key] = byInitials[key].map { $0 == number ? number : -1 } ?? number
    }

    /// `VNA` is the Vietnam News Agency when the article has one name with these initials.
    private mutating func bindInitials(_ mention: inout NameMention) {
        guard mention.span.count >= 3, mention.span.count <= 8 else { return }
        var key = Self.initialSeed
        for byte in words.bytes[mention.span.range] {
            guard ASCIIReader.isCapital(byte) else { return }
            key = NameWords.combine(key, UInt64(byte | 0x20))
        }
        guard let number = byInitials[key], number >= 0, number != mention.group, Int(number) < groups.count,
            groups[Int(number)].label == .organisation
        else { return }
        mention.group = number
        mention.note("the initials of '\(StableID.name(groups[Int(number)].fullest, words.bytes))'")
    }

    /// The single words that the article explains as short forms, with the label of what they stand for.
    static func shortForms(_ aliases: [Alias], _ mentions: [NameMention], _ words: NameWords) -> [UInt64: Label] {
        var forms: [UInt64: Label] = [:]
        for alias in aliases {
            guard let long = mention(alias.long, mentions), mentions[long].label != .person else { continue }
            var own: [NameWord] = []
            words.append(alias.short, to: &own)
            if own.count == 1, let only = own.first, only.span.count > 1 { forms[only.key] = mentions[long].label }
        }
        return forms
    }

    /// Short and other forms that the article explains go with what they stand for.
    private mutating func bind(_ aliases: [Alias], _ mentions: inout [NameMention]) {
        guard !aliases.isEmpty else { return }
        var groupOfShort: [UInt64: Int32] = [:]
        for alias in aliases {
            guard let long = Self.mention(alias.long, mentions), mentions[long].label != .person else { continue }
            var own: [NameWord] = []
            words.append(alias.short, to: &own)
            guard !own.isEmpty else { continue }
            let key = own.reduce(0) { NameWords.combine($0, $1.key) }
            if groupOfShort[key] == nil { groupOfShort[key] = mentions[long].group }
        }
        for i in mentions.indices where mentions[i].label != .person {
            // What a list knows for sure by another id stays what it is.
            if mentions[i].isSure, mentions[i].found.flatMap({ finder.id($0.entry) }) != nil { continue }
            var own: [NameWord] = []
            words.append(mentions[i].span, to: &own)
            guard let number = groupOfShort[own.reduce(0) { NameWords.combine($0, $1.key) }] else { continue }
            let group = groups[Int(number)]
            guard number != mentions[i].group else { continue }
            mentions[i].group = number
            mentions[i].label = group.label
            mentions[i].note("short for '\(StableID.name(group.fullest, words.bytes))'")
        }
    }

    /// The mention that a long form is, or that overlaps its end.
    private static func mention(_ span: DocumentModel.Span, _ mentions: [NameMention]) -> Int? {
        var low = 0
        var high = mentions.count
        while low < high {
            let middle = (low + high) / 2
            if mentions[middle].span.end < span.end { low = middle + 1 } else { high = middle }
        }
        guard low < mentions.count, mentions[low].span.overlaps(span), mentions[low].span.end == span.end else {
            return nil
        }
        return low
    }

    /// The canonical name and the id of a group.
    func identity(_ number: Int32) -> (canonicalName: String?, id: String?) {
        let group = groups[Int(number)]
        if let found = group.found {
            let name = finder.canonicalName(found.entry)
            // What a user lists has the id that the user gives, or none.
            if let id = finder.id(found.entry) { return (name, id) }
            if finder.isUsers(found.entry) { return (name, nil) }
            return (name, StableID.id(StableID.kind(group.label), name ?? StableID.name(group.fullest, words.bytes)))
        }
        let name = group.elsewhere ?? StableID.name(group.fullest, words.bytes)
        return (name, StableID.id(StableID.kind(group.label), name))
    }

    private static let the = NameWords.key("the")
    private static let initialSeed: UInt64 = 0x1F83_D9AB_FB41_BD6B
    private static let companies: Set<UInt64> = Set(
        [
            "inc", "incorporated", "corp", "corporation", "ltd", "limited", "plc", "llc", "llp", "co", "company", "sa",
            "ag", "nv", "gmbh", "pjsc", "jsc", "ojsc", "spa", "ab", "asa", "oyj", "pte", "bhd", "pty",
        ].map { NameWords.key($0) })
}
