import DocumentModel

/// Follows people through an article: full names first, then surnames and given names that fit one of them.
///
/// Every list of candidates is cut at ``mostCandidates``, so that a text of ten thousand names takes time in proportion.
struct PeopleChains {
    /// Words that belong to a name without naming anybody by themselves.
    static let particles: Set<UInt64> = Set(
        [
            "al", "el", "bin", "ben", "ibn", "bint", "abu", "de", "da", "do", "dos", "das", "del", "della", "di", "du",
            "la", "le", "van", "von", "der", "den", "ter", "ten", "zu", "af", "ul", "ur", "y", "e", "st", "san",
        ].map { NameWords.key($0) })
    /// Particles that are given names when they stand alone with a capital.
    static let givenParticles: Set<UInt64> = Set(["al", "el", "ben", "e", "y"].map { NameWords.key($0) })
    private static let suffixes: Set<UInt64> = Set(["jr", "sr", "ii", "iii", "iv"].map { NameWords.key($0) })
    /// The most people with one surname that a mention is compared with.
    private static let mostCandidates = 16
    /// How far back the nearer of two with one surname may stand, in bytes.
    private static let nearness = 1500

    let finder: NameFinder
    let names: PersonNames
    let bytes: [UInt8]
    private let titles: TitleReader
    private(set) var people: [Person] = []
    private var exact: [UInt64: Int32] = [:]
    private var byEntry: [Int32: Int32] = [:]
    /// People by the word they are called by, and by the other words of their names.
    private(set) var strong = PeopleIndex()
    private var weak = PeopleIndex()

    init(finder: NameFinder, names: PersonNames, bytes: [UInt8]) {
        self.finder = finder
        self.names = names
        self.bytes = bytes
        titles = TitleReader(text: ASCIIReader(bytes: bytes))
    }

    /// Whether somebody is called by a word with this key.
    func isCalled(_ key: UInt64) -> Bool { strong.contains(key) }
    /// Whether nobody has a full name.
    var isEmpty: Bool { people.isEmpty }

    /// Reads titles and registers the people whom mentions name in full; returns the form of each person's mention.
    mutating func register(_ mentions: inout [NameMention]) -> [Person.Form?] {
        var forms = [Person.Form?](repeating: nil, count: mentions.count)
        for i in mentions.indices where mentions[i].label == .person {
            let form = form(of: &mentions[i])
            forms[i] = form
            let entry = mentions[i].found?.entry ?? -1
            if form.single == nil || entry >= 0 { mentions[i].group = person(form, entry, mentions[i].span) }
        }
        return forms
    }

    /// The words of a mention, and what its titles say.
    func form(of mention: inout NameMention) -> Person.Form {
        var form = Person.Form(words: [])
        NameWords(bytes: bytes).append(mention.span, to: &form.words)
        while let last = form.words.last, form.words.count > 1, Self.suffixes.contains(last.key) {
            form.suffix = last.key
            form.words.removeLast()
        }
        form.isListed = mention.found != nil
        if let first = form.words.first { form.beginsWithFamily = names.order(family: first.key) == .calledByGiven }
        if let reading = titles.before(mention.span.start) {
            form.gender = reading.gender
            form.heads = reading.heads
            mention.attributes = reading.attributes
        }
        return form
    }

    /// The number of the person with a full name, new or known.
    private mutating func person(_ form: Person.Form, _ entry: Int32, _ span: DocumentModel.Span) -> Int32 {
        let key = form.words.reduce(form.suffix) { NameWords.combine($0, $1.key) }
        if let known = exact[key], isCompatible(known, form, entry) {
            see(known, form, entry, span)
            return known
        }
        if entry >= 0, let known = byEntry[entry] {
            exact[key] = known
            see(known, form, entry, span)
            return known
        }
        var best: Int32 = -1
        if let last = form.words.last?.key, let first = form.words.first?.key, form.words.count > 1 {
            func compare(_ candidate: Int32) {
                guard candidate > best else { return }
                let one = people[Int(candidate)]
                if entry >= 0, one.entry >= 0, one.entry != entry { return }
                if one.agrees(with: form, names) { best = candidate }
            }
            for key in first == last ? [last] : [last, first] {
                strong.forEach(key, limit: Self.mostCandidates, compare)
                weak.forEach(key, limit: Self.mostCandidates, compare)
            }
        }
        if best >= 0 {
            exact[key] = best
            see(best, form, entry, span)
            return best
        }
        return add(form, entry, span, key)
    }

    private func isCompatible(_ number: Int32, _ form: Person.Form, _ entry: Int32) -> Bool {
        let one = people[Int(number)]
        if entry >= 0, one.entry >= 0, one.entry != entry { return false }
        return !(one.genderIsSaid && form.gender != 0 && one.gender != form.gender)
    }

    private mutating func add(_ form: Person.Form, _ entry: Int32, _ span: DocumentModel.Span, _ key: UInt64) -> Int32 {
        let number = Int32(truncatingIfNeeded: people.count)
        let first = form.words.first?.key ?? 0
        let last = form.words.last?.key ?? 0
        let order = form.words.count > 1 ? names.order(first: first, last: last) : nil
        let given = order == nil ? first : 0
        people.append(
            Person(
                words: form.words, suffix: form.suffix,
                gender: form.gender != 0 ? form.gender : form.words.count > 1 ? names.gender(given) : 0,
                genderIsSaid: form.gender != 0, order: order, heads: form.heads, entry: entry, fullest: span,
                lastSeen: -1))
        if key != 0 { exact[key] = number }
        if entry >= 0 { byEntry[entry] = number }
        index(number, form.words, order)
        return number
    }

    /// Makes a person known by the words of a name.
    private mutating func index(_ number: Int32, _ words: [NameWord], _ order: PersonNames.Order?) {
        for (i, word) in words.enumerated() where !word.isInitial && !Self.particles.contains(word.key) {
            let isFirst = i == 0
            let isLast = i == words.count - 1
            // Of a family name first in Vietnam people are not called by it; elsewhere they are.
            let isStrong =
                switch order {
                case nil, .calledByGiven: isLast
                case .calledByFamily: isFirst
                }
            if isStrong { strong.insert(number, word.key) } else { weak.insert(number, word.key) }
        }
    }

    /// A mention more of a known person, perhaps with a fuller name.
    private mutating func see(_ number: Int32, _ form: Person.Form, _ entry: Int32, _ span: DocumentModel.Span) {
        let i = Int(number)
        if entry >= 0, people[i].entry < 0 {
            people[i].entry = entry
            byEntry[entry] = number
        }
        if people[i].gender == 0 || form.gender != 0, form.gender != 0 {
            people[i].gender = form.gender
            people[i].genderIsSaid = true
        }
        if people[i].suffix == 0 { people[i].suffix = form.suffix }
        if people[i].heads.count < 8 { people[i].heads += form.heads.filter { !people[i].heads.contains($0) } }
        let isFuller =
            form.words.count > people[i].words.count
            || form.words.count == people[i].words.count && isPlainer(form.words, people[i].words)
        if isFuller {
            let more = form.words.count > people[i].words.count
            people[i].words = form.words
            people[i].fullest = span
            if more { index(number, form.words, people[i].order) }
        }
    }

    /// Whether one spelling of a name is better to show than another: fewer initials, not all in capitals.
    private func isPlainer(_ a: [NameWord], _ b: [NameWord]) -> Bool {
        func cost(_ words: [NameWord]) -> Int {
            words.reduce(0) { $0 + ($1.isInitial ? 2 : 0) + ($1.isAllCapitals && $1.span.count > 2 ? 1 : 0) }
        }
        return cost(a) < cost(b)
    }

    /// Binds the mentions that name somebody by one word, in text order.
    mutating func bind(_ mentions: inout [NameMention], _ forms: [Person.Form?]) {
        var lone: [UInt64: [Int32]] = [:]
        for i in mentions.indices {
            guard let form = forms[i] else { continue }
            let start = mentions[i].span.start
            if mentions[i].group < 0, let word = form.single ?? form.words.last {
                mentions[i].group = bind(word, form, &mentions[i], &lone)
            }
            if mentions[i].group >= 0 { people[Int(mentions[i].group)].lastSeen = start }
        }
    }

    private mutating func bind(
        _ word: NameWord, _ form: Person.Form, _ mention: inout NameMention, _ lone: inout [UInt64: [Int32]]
    ) -> Int32 {
        var candidates = fitting(strong, word.key, form)
        var isGiven = false
        if candidates.isEmpty {
            candidates = fitting(weak, word.key, form)
            isGiven = true
        }
        if candidates.count > 1, !form.heads.isEmpty {
            let inOffice = candidates.filter { people[Int($0)].heads.contains { form.heads.contains($0) } }
            if !inOffice.isEmpty { candidates = inOffice }
        }
        if candidates.count == 1, let only = candidates.first {
            mention.note(isGiven ? "a name of '\(name(only))'" : "short for '\(name(only))'")
            see(only, form, -1, mention.span)
            return only
        }
        if candidates.count > 1 {
            if let near = nearest(candidates, mention.span.start) {
                mention.note("short for '\(name(near))', the nearest of \(candidates.count)")
                return near
            }
            mention.note("could be \(candidates.prefix(3).map { "'\(name($0))'" }.joined(separator: " or "))")
            for candidate in candidates.prefix(3) {
                let (canonical, id) = identity(candidate)
                mention.alternatives.append(
                    Entity.Alternative(.person, canonicalName: canonical, id: id, reason: "has this name too"))
            }
            let number = Int32(truncatingIfNeeded: people.count)
            people.append(
                Person(
                    words: form.words, suffix: 0, gender: form.gender, genderIsSaid: true, fullest: mention.span,
                    lastSeen: -1, isOpen: true))
            return number
        }
        // Nobody has the name in full: those who are called so are one, unless their titles disagree.
        for known in lone[word.key] ?? [] {
            let one = people[Int(known)]
            if one.gender == 0 || form.gender == 0 || one.gender == form.gender {
                see(known, form, -1, mention.span)
                return known
            }
        }
        let number = Int32(truncatingIfNeeded: people.count)
        people.append(
            Person(
                words: form.words, suffix: 0, gender: form.gender, genderIsSaid: form.gender != 0, heads: form.heads,
                fullest: mention.span, lastSeen: -1))
        lone[word.key, default: []].append(number)
        return number
    }

    /// Those whom a short mention may mean.
    private func fitting(_ index: PeopleIndex, _ key: UInt64, _ form: Person.Form) -> [Int32] {
        var found: [Int32] = []
        index.forEach(key, limit: Self.mostCandidates) {
            let one = people[Int($0)]
            if form.gender == 0 || one.gender == 0 || form.gender == one.gender { found.append($0) }
        }
        return found.reversed()
    }

    /// The one who was mentioned last, when only one of them was in this paragraph.
    private func nearest(_ candidates: [Int32], _ start: Int) -> Int32? {
        var here: [Int32] = []
        let paragraph = paragraphStart(start)
        for candidate in candidates where people[Int(candidate)].lastSeen >= paragraph { here.append(candidate) }
        return here.count == 1 ? here.first : nil
    }

    /// Where the paragraph around `i` begins, not farther back than ``nearness``.
    private func paragraphStart(_ i: Int) -> Int {
        var j = i
        while j > 1, i - j < Self.nearness {
            if bytes[j - 1] == 0x0A, bytes[j - 2] == 0x0A { break }
            j -= 1
        }
        return j == 1 ? 0 : j
    }

    /// The name to show for a person in a reason.
    private func name(_ number: Int32) -> String { identity(number).canonicalName }

    /// The canonical name and the id of a person: the list's, else the fullest form's; no id when it is not known who.
    func identity(_ number: Int32) -> (canonicalName: String, id: String?) {
        let one = people[Int(number)]
        if one.entry >= 0 {
            let name = finder.canonicalName(one.entry) ?? StableID.name(one.fullest, bytes)
            return (name, finder.id(one.entry) ?? StableID.id("person", name))
        }
        let name = StableID.name(one.fullest, bytes)
        return (name, one.isOpen ? nil : StableID.id("person", name))
    }
}
