package import DocumentModel

/// Finds names, dates and amounts and joins what lists, rules and tagger propose.
///
/// Documentation/Entities.md has the rule of joining; ``NameJoiner`` keeps it for names, this type for the rest.
package struct EntityFinder: Sendable {
    /// What was found in a text, each in text order.
    package struct Result: Sendable {
        package var entities: [Entity] = []
        package var dates: [DateExpression] = []
        package var amounts: [Amount] = []
    }

    /// Who may propose names.
    package struct Sources: OptionSet, Sendable {
        package let rawValue: UInt8
        /// Sources from their bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The lists, a user's and the shipped ones.
        package static let gazetteer = Sources(rawValue: 1)
        /// The trained tagger.
        package static let tagger = Sources(rawValue: 2)
        /// The rules: laws with a year, cities of datelines, names behind titles, surnames.
        package static let rules = Sources(rawValue: 4)
        /// All three.
        package static let all: Sources = [.gazetteer, .tagger, .rules]
    }

    /// What a finder is made of.
    package struct Settings: Sendable {
        package var lists: [NameList] = []
        package var currencies = Currencies(list: "")
        package var people = PersonNames()
        package var sources = Sources.all
        /// The tagger; nil for none.
        package var tagger: NameTagger?
        /// Names with a lower score are left out.
        package var threshold = 0.0
        /// Whether names that overlap are all kept.
        package var keepsOverlapping = false
        /// Whether the rule for laws with a year is on.
        package var findsTreaties = true
        /// Whether names of currencies without a number are amounts, without a value.
        package var findsCurrencyNames = false
        /// What is taken for a date.
        package var dateStyle = DateFinder.Style.timex3

        /// All sources, and no list.
        package init() {}
    }

    private let names: NameFinder
    private let dates: DateFinder
    private let amounts: AmountFinder
    private let settings: Settings
    private let stage: String
    private let keeps: @Sendable (Label) -> Bool
    private let wantsTreaties: Bool
    private let wantsDates: Bool

    /// A finder of the names in `lists`, and of dates and amounts.
    ///
    /// - Parameter treaties: whether the rule for laws with a year is on.
    /// - Parameter keeps: which labels are wanted.
    package init(
        _ lists: [NameList], currencies: Currencies, treaties: Bool, stage: String,
        keeping keeps: @escaping @Sendable (Label) -> Bool
    ) {
        var settings = Settings()
        settings.lists = lists
        settings.currencies = currencies
        settings.findsTreaties = treaties
        self.init(settings, stage: stage, keeping: keeps)
    }

    /// A finder with these settings.
    ///
    /// - Parameter keeps: which labels are wanted.
    package init(_ settings: Settings, stage: String, keeping keeps: @escaping @Sendable (Label) -> Bool) {
        var settings = settings
        names = NameFinder(settings.sources.contains(.gazetteer) ? settings.lists : [], keeping: keeps)
        settings.lists = []
        if !settings.sources.contains(.tagger) { settings.tagger = nil }
        self.settings = settings
        amounts = AmountFinder(Self.wanted(settings, keeps), currencies: settings.currencies, stage: stage)
        dates = DateFinder(settings.dateStyle, stage: stage)
        wantsTreaties = settings.findsTreaties && settings.sources.contains(.rules) && keeps(.law)
        wantsDates = [Label.date, .time, .duration, .set, .timeReference].contains(where: keeps) || wantsTreaties
        self.keeps = keeps
        self.stage = stage
    }

    private static func wanted(_ settings: Settings, _ keeps: (Label) -> Bool) -> AmountFinder.Wanted {
        var wanted: AmountFinder.Wanted = []
        if keeps(.money) { wanted.insert(.money) }
        if keeps(.percent) { wanted.insert(.percent) }
        if keeps(.quantity) { wanted.insert(.quantities) }
        if keeps(.ordinal) { wanted.insert(.ordinals) }
        if keeps(.cardinal) { wanted.insert(.cardinals) }
        if keeps(.money), settings.findsCurrencyNames { wanted.insert(.currencyNames) }
        return wanted
    }

    /// The names of the lists that cannot be found in any text.
    package var refusedNames: [NameFinder.RefusedName] { names.refusedNames }

    /// Finds everything in `text` but for what touches a span of `skipped`, which is in text order.
    ///
    /// - Parameter borders: sorted offsets on scalar boundaries that no sentence crosses, such as those of regions.
    /// - Parameter aliases: short forms that the text explains.
    /// - Parameter documentDate: when the document was written; values of dates are counted from it.
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(
        in text: Text, skipping skipped: [DocumentModel.Span] = [], borders: [Int] = [], aliases: [Alias] = [],
        documentDate: DocumentDate? = nil
    ) -> Result {
        var result = Result()
        var matches = names.isEmpty ? NameFinder.Matches() : names.matches(in: text.bytes)
        let tagged = settings.tagger.map {
            TaggedCleaner(bytes: text.bytes).cleaned($0(text, borders), threshold: settings.threshold)
        }
        let dates = wantsDates ? dates.find(in: text.bytes, documentDate: documentDate) : DateFinder.Result()
        result.dates = dates.dates.filter { keeps($0.label) }
        result.amounts = amounts.find(in: text.bytes)
        // `USD 2020` is no year, the 11 of `June 11` no number of its own: the longer stays.
        let dateSpans = result.dates.map(\.span)
        result.dates = Overlap.without(result.dates, \.span, result.amounts.map(\.span)) { $0.count <= $1.count }
        result.amounts = Overlap.without(result.amounts, \.span, dateSpans) { $0.count < $1.count }
        if !skipped.isEmpty {
            matches.found = Overlap.without(matches.found, \.span, skipped) { _, _ in true }
            result.dates = Overlap.without(result.dates, \.span, skipped) { _, _ in true }
            result.amounts = Overlap.without(result.amounts, \.span, skipped) { _, _ in true }
        }
        let joiner = NameJoiner(
            names: names, bytes: text.bytes, hasTagger: tagged != nil, keepsOverlapping: settings.keepsOverlapping)
        var mentions = joiner.join(
            matches.found, Overlap.without(tagged ?? [], \.span, skipped) { _, _ in true })
        addRules(&mentions, dates.years, text, skipped)
        if !settings.keepsOverlapping { settle(&mentions, &result) }
        follow(&mentions, matches.choices, text, skipped, &result, aliases)
        return result
    }

    /// Adds what rules propose; of names that overlap the longer stays, and a user's.
    private func addRules(
        _ mentions: inout [NameMention], _ years: [Int], _ text: Text, _ skipped: [DocumentModel.Span]
    ) {
        guard settings.sources.contains(.rules) else { return }
        var proposals: [NameMention] = []
        if wantsTreaties {
            proposals = treaties(years, text).map { law($0, mentions, text) }
        }
        if keeps(.geopolitical) {
            let cities = DatelineCity(text: ASCIIReader(bytes: text.bytes)).find()
            // Any other word on a dateline's city is better.
            proposals += Overlap.without(cities, \.span, mentions.map(\.span)) { _, _ in true }
            proposals.sort { $0.span < $1.span }
        }
        guard !proposals.isEmpty else { return }
        proposals = Overlap.without(proposals, \.span, skipped) { _, _ in true }
        let usersSpans = mentions.filter(\.isUsers).map(\.span)
        proposals = Overlap.without(proposals, \.span, usersSpans) { _, _ in true }
        if !settings.keepsOverlapping {
            proposals = Overlap.without(proposals, \.span, mentions.map(\.span)) { $0.count < $1.count }
            mentions = Overlap.without(mentions, \.span, proposals.map(\.span)) { _, _ in true }
        }
        mentions = Overlap.merged(mentions, proposals)
    }

    /// Of a name and a date or amount that overlap the longer stays.
    private func settle(_ mentions: inout [NameMention], _ result: inout Result) {
        let dateSpans = result.dates.map(\.span)
        // A holiday of the shipped list gives way to the same day with its year.
        let holidays = mentions.filter { $0.label == .date && !$0.isUsers }
        let left = Overlap.without(holidays, \.span, dateSpans) { _, _ in true }
        if left.count < holidays.count {
            let leftSpans = Set(left.map(\.span))
            mentions.removeAll { $0.label == .date && !$0.isUsers && !leftSpans.contains($0.span) }
        }
        let numberSpans = (dateSpans + result.amounts.map(\.span)).sorted()
        let nameSpans = mentions.map(\.span)
        mentions = Overlap.without(mentions, \.span, numberSpans) { $0.count < $1.count }
        result.dates = Overlap.without(result.dates, \.span, nameSpans) { $0.count <= $1.count }
        result.amounts = Overlap.without(result.amounts, \.span, nameSpans) { $0.count <= $1.count }
    }

    /// Follows people and names through the text and makes the entities.
    private func follow(
        _ mentions: inout [NameMention], _ choices: [NameChoice], _ text: Text, _ skipped: [DocumentModel.Span],
        _ result: inout Result, _ aliases: [Alias]
    ) {
        let words = NameWords(bytes: text.bytes)
        let refiner = LabelRefiner(words: words)
        var chains = PeopleChains(finder: names, names: settings.people, bytes: text.bytes)
        if keeps(.person) {
            var numbers = skipped + result.dates.map(\.span) + result.amounts.map(\.span)
            numbers.sort()
            followPeople(&mentions, &chains, words, numbers, aliases)
        }
        for i in mentions.indices {
            if case .list = mentions[i].maker { continue }
            let (label, by) = refiner.refined(mentions[i])
            mentions[i].label = label
            if let by { mentions[i].note("'\(by)'") }
        }
        var groups = NameGroups(finder: names, words: words)
        groups.group(&mentions, choices, aliases)
        finish(mentions, chains, groups, choices, &result)
    }

    /// Registers full names, finds later mentions, and binds what names somebody by one word.
    private func followPeople(
        _ mentions: inout [NameMention], _ chains: inout PeopleChains, _ words: NameWords,
        _ numbers: [DocumentModel.Span], _ aliases: [Alias]
    ) {
        var forms = chains.register(&mentions)
        relabelSurnames(&mentions, &forms, &chains, words)
        if settings.sources.contains(.rules) {
            let shortForms = NameGroups.shortForms(aliases, mentions, words)
            for _ in 0..<2 {
                var taken = mentions.map(\.span) + numbers
                taken.sort()
                var later = LaterMentions(words: words, chains: chains, shortForms: shortForms).find(besides: taken)
                guard !later.isEmpty else { break }
                let before = chains.people.count
                let laterForms = chains.register(&later)
                (mentions, forms) = Overlap.merged(mentions, forms, later, laterForms)
                if chains.people.count == before { break }
            }
        }
        chains.bind(&mentions, forms)
    }

    /// A single word that somebody is called by is that person, whatever the tagger took it for.
    private func relabelSurnames(
        _ mentions: inout [NameMention], _ forms: inout [Person.Form?], _ chains: inout PeopleChains, _ words: NameWords
    ) {
        guard !chains.isEmpty else { return }
        let titles = TitleReader(text: ASCIIReader(bytes: words.bytes))
        for i in mentions.indices where mentions[i].label != .person && mentions[i].span.count < 40 {
            guard !mentions[i].isSure || titles.before(mentions[i].span.start) != nil else { continue }
            if case .rule = mentions[i].maker { continue }
            guard !mentions[i].isUsers, mentions[i].label.family != .people else { continue }
            var at = mentions[i].span.start
            guard let word = words.next(&at, mentions[i].span.end), word.span == mentions[i].span, word.span.count > 2,
                chains.isCalled(word.key)
            else { continue }
            mentions[i].alternatives.append(
                Entity.Alternative(mentions[i].label, score: mentions[i].score, reason: "but somebody has this name"))
            mentions[i].label = .person
            mentions[i].found = nil
            mentions[i].maker = .rule("surname")
            mentions[i].score = LaterMentions.surnameScore
            forms[i] = chains.form(of: &mentions[i])
        }
    }

    /// Makes entities of the mentions, and dates of the holidays among them.
    private func finish(
        _ mentions: [NameMention], _ chains: PeopleChains, _ groups: NameGroups, _ choices: [NameChoice],
        _ result: inout Result
    ) {
        let peopleCount = chains.people.count
        var numbers = [Int32](repeating: -1, count: peopleCount + groups.groups.count)
        var identities = [(String?, String?)?](repeating: nil, count: numbers.count)
        var next: Int32 = 0
        var addedDates = false
        result.entities.reserveCapacity(mentions.count)
        for one in mentions {
            guard isWanted(one) else { continue }
            let provenance = provenance(one, choices)
            if one.label == .date, let found = one.found {
                // A holiday is a date, and its list gives the value.
                result.dates.append(
                    DateExpression(one.span, .date, value: names.id(found.entry) ?? "XXXX-XX-XX", by: provenance))
                addedDates = true
                continue
            }
            var entity = Entity(one.span, one.label, score: (one.score * 1000).rounded() / 1000, by: provenance)
            entity.attributes = one.attributes
            entity.alternatives = one.alternatives
            addReadings(one, choices, &entity)
            if one.group >= 0 {
                let group = Int(one.group) + (one.label == .person ? 0 : peopleCount)
                if numbers[group] < 0 {
                    numbers[group] = next
                    next += 1
                }
                if identities[group] == nil {
                    identities[group] = one.label == .person ? chains.identity(one.group) : groups.identity(one.group)
                }
                entity.chain = Int(numbers[group])
                entity.canonicalName = identities[group]?.0
                entity.id = identities[group]?.1
            }
            result.entities.append(entity)
        }
        if addedDates { result.dates.sort { $0.span < $1.span } }
    }

    private func isWanted(_ one: NameMention) -> Bool {
        if one.score < settings.threshold { return false }
        if let found = one.found, names.label(found) == one.label { return names.isWanted(found) }
        return keeps(one.label)
    }

    private func provenance(_ one: NameMention, _ choices: [NameChoice]) -> Provenance {
        switch one.maker {
        case .list:
            guard let found = one.found else { break }
            var made = names.provenance(found, stage: stage)
            if found.choice >= 0, let reason = choices[Int(found.choice)].reason {
                made.detail = made.detail.map { "\($0); \(reason)" } ?? reason
            }
            if let own = one.detail { made.detail = made.detail.map { "\($0); \(own)" } ?? own }
            return made
        case .rule(let name): return Provenance(stage: stage, rule: "\(name)", detail: one.detail)
        case .tagger: break
        }
        return Provenance(stage: stage, rule: "tagger", detail: one.detail)
    }

    /// The namesakes that lost.
    private func addReadings(_ one: NameMention, _ choices: [NameChoice], _ entity: inout Entity) {
        guard let found = one.found, found.choice >= 0 else { return }
        for other in choices[Int(found.choice)].others {
            let reading = names.entity(NameFinder.Found(span: one.span, entry: other, standing: .sure), stage: stage)
            entity.alternatives.append(
                Entity.Alternative(
                    reading.label, canonicalName: reading.canonicalName, id: reading.id,
                    reason: "has this name too, in \(reading.provenance.rule)"))
        }
    }

    /// A law with its year; when its name without the year is in a list, it is that law.
    private func law(_ span: DocumentModel.Span, _ mentions: [NameMention], _ text: Text) -> NameMention {
        var one = NameMention(span, .law, .rule("law-with-year"), score: 0.9)
        var i = Overlap.firstEnding(after: span.start, in: mentions)
        while i < mentions.count, mentions[i].span.start < span.end {
            // The name and nothing but the year (and ` of `) beside it.
            if let found = mentions[i].found, span.contains(mentions[i].span), mentions[i].label == .law,
                span.count - mentions[i].span.count <= 8
            {
                one.found = found
                one.note(names.list(found.entry))
            }
            i += 1
        }
        return one
    }

    /// The names of laws around years; none overlaps another.
    private func treaties(_ years: [Int], _ text: Text) -> [DocumentModel.Span] {
        var spans: [DocumentModel.Span] = []
        let rule = TreatyRule(ASCIIReader(bytes: text.bytes))
        for year in years {
            guard let span = rule.name(withYearAt: year) else { continue }
            if let last = spans.last, last.overlaps(span) { continue }
            spans.append(span)
        }
        return spans
    }
}
