import Analysis
public import StageKit

/// Finds names of people, places, organisations and laws, dates, sums of money and percentages, and follows who is who.
public struct ExtractEntities: Transform, Explaining {
    public static let about = About(
        "extract-entities", "Finds names, dates and amounts, and says what each stands for.",
        details: """
            Names come from the lists that travel in the program and from your own (`gazetteers`). They are found as \
            whole words, whatever their case marks and dashes: Viet Nam, Việt Nam and VIỆT NAM are one country with one \
            id; a name with a capital needs the capital, an acronym its exact letters.

            `labels` also chooses dates (DATE) and amounts (MONEY, PERCENT, ORDINAL, CARDINAL), which go to the dates and \
            amounts of the document with their values: TIMEX3 for dates, exact decimal numbers and ISO 4217 codes for money.

            Lists, rules and a trained tagger propose names (`sources`), and one rule decides between them \
            (Documentation/Entities.md). Mentions of one person, organisation or place share a chain, an id and a \
            canonical name; a person's titles and offices are attributes. Every entity says who made it, how sure that is, \
            and what it nearly was.

            Where the text itself explains an acronym or another name, `Vietnam News Agency (VNA)`, `the South China Sea \
            (called East Sea by Việt Nam)`, the pair goes to the aliases of the document, and later uses of the short form \
            are the long one's.

            A list of your own is a CSV or TSV file with the columns name, label, canonical name and id, with or without \
            a first row that names them. Its names come before the shipped ones.
            """,
        reads: [.text], writes: [.entities, .aliases, .dates, .amounts],
        examples: [
            .init(
                "Two spellings of a country are one; what belongs to a name by hyphen is not inside it.",
                input: "The Việt Nam-Russia talks; Vietnam and the Asia-Pacific.",
                output: .marked(
                    "The [Việt Nam](GPE)-[Russia](GPE) talks; [Vietnam](GPE) and the [Asia-Pacific](LOC).")),
            .init(
                "A capital makes the country; the possessive stays outside.",
                input: "Turkey’s farmers sell turkey and china.",
                output: .marked("[Turkey](GPE)’s farmers sell turkey and china.")),
            .init(
                "Acronyms stand exactly as they are listed.", input: "Tell us who asked the WHO and the US.",
                output: .marked("Tell us who asked the [WHO](ORG) and the [US](GPE).")),
            .init(
                "A name of people is no place.", options: ["sources": ["gazetteer", "rules"]],
                input: "Michael Jordan flew to Jordan.",
                output: .marked("Michael Jordan flew to [Jordan](GPE).")),
            .init(
                "A treaty has its year in its name.",
                input: "Under the 1982 United Nations Convention on the Law of the Sea (UNCLOS) of 1982",
                output: .marked(
                    "Under the [1982 United Nations Convention on the Law of the Sea](LAW) ([UNCLOS](LAW)) of [1982](DATE)"
                )),
            .init(
                "Dates, sums and shares have values; the 19 of COVID-19 is no date.",
                options: ["labels": ["DATE", "MONEY", "PERCENT"]],
                input: "COVID-19 cut trade by 22 percent to 10 billion USD (US$4.7bn by June 11, 2020).",
                output: .marked(
                    "COVID-19 cut trade by [22 percent](PERCENT) to [10 billion USD](MONEY) ([US$4.7bn](MONEY) by [June 11, 2020](DATE))."
                )
            ),
            .init(
                "What comes again and what lasts have labels of their own.",
                options: ["labels": ["DATE", "DURATION", "SET"]],
                input: "Every Tuesday since the 1990s, for nearly two hours, until the end of 2020.",
                output: .marked(
                    "[Every Tuesday](SET) since [the 1990s](DATE), for [nearly two hours](DURATION), until [the end of 2020](DATE)."
                )
            ),
            .init(
                "Only what names a time of the calendar.", options: ["labels": ["DATE"], "dates": "calendar"],
                input: "Now, for two hours, as in May 2020.",
                output: .marked("Now, for two hours, as in [May 2020](DATE).")
            ),
            .init(
                "A list of your own comes first.", options: ["gazetteers": ["ours.csv"], "lists": ["countries"]],
                files: [
                    "ours.csv":
                        "name,label,canonical name,id\nAcme,ORG,Acme Ltd,acme-1\nVietnam,PRODUCT,Vietnam (a game),g-7\n"
                ],
                input: "Acme sells Vietnam in Russia.",
                output: .marked("[Acme](ORG) sells [Vietnam](PRODUCT) in [Russia](GPE).")),
            .init(
                "People are followed: a title stays outside the name, a surname is the one who has it.",
                input: "President Nguyễn Xuân Phúc met Sergey Lavrov; Phuc said Mr Lavrov was welcome.",
                output: .marked(
                    "President [Nguyễn Xuân Phúc](PERSON) met [Sergey Lavrov](PERSON); [Phuc](PERSON) said Mr [Lavrov](PERSON) was welcome."
                )),
            .init(
                "Only the lists you want.", options: ["lists": ["countries"], "sources": ["gazetteer"]],
                input: "ASEAN met in Hanoi, Vietnam.",
                output: .marked("ASEAN met in Hanoi, [Vietnam](GPE).")),
        ])

    /// A shipped list; the file is `Plugins/ExtractEntities/<name>.tsv`.
    public enum List: String, OptionValue, CaseIterable {
        case countries, nationalities, groups, provinces, cities, regions, organisations, laws, events, holidays,
            leaders
    }

    /// A part of an article, as `clean-text` labels it.
    public enum Part: String, OptionValue, CaseIterable {
        case headline, byline, caption, credit, dateline, body
        case signOff = "sign-off"
    }

    /// Who proposes names.
    public enum Maker: String, OptionValue, CaseIterable {
        case gazetteer, tagger, rules
    }

    public struct Options: StageOptions {
        @Option("Labels to keep; without it all but ORDINAL and CARDINAL.") public var labels: [String]?
        @Option("Shipped lists to use.") public var lists = List.allCases
        @Option("Your own lists of names: CSV or TSV files; they come before the shipped ones.")
        public var gazetteers: [Path] = []
        @Option("Who proposes names.") public var sources = Maker.allCases
        @Option("A model of your own for the tagger, from 'textmill train entities'; the shipped one without it.")
        public var model: Path?
        @Option("Names with a lower score are left out.", .range(0...1)) public var threshold = 0.0
        @Option("Keep names that overlap others, each with its label.") public var overlapping = false
        @Option("Take names of currencies without a number as sums without a value.") public var currencyNames = false
        @Option("Find acronyms and other names that the text explains, and bind them to what they stand for.")
        public var aliases = true
        @Option("Regions of an article that are left alone.") public var skipRegions: [Part] = [.credit, .signOff]
        @Option("Field with the date that the document was written on; values of dates are counted from it.")
        public var dateField = "published"
        @Option("What is a date: all that TIMEX3 marks, or only what names a time of the calendar.")
        public var dates = DateKind.timex3
        public init() {}
    }

    /// What is taken for a date.
    public enum DateKind: String, OptionValue, CaseIterable {
        case timex3, calendar, recognizers

        /// The finder's word for it.
        fileprivate var style: DateFinder.Style {
            switch self {
            case .timex3: .timex3
            case .calendar: .calendar
            case .recognizers: .recognizers
            }
        }
    }

    /// The shipped lists are compiled for the first document; those of a user, which may be wrong, before.
    private let finder: OnDemand<EntityFinder>
    private let tagger: OnDemand<ModelTagger?>
    private let skipped: Set<Region.Kind>
    private let findsAliases: Bool
    private let stage: String
    private let dateField: String

    public init(_ options: Options, _ setup: StageSetup) throws {
        let own = try Self.collecting(options.gazetteers) { try GazetteerFile(path: $0, setup: setup).read() }
        let shipped = try options.lists.map { list in
            (name: "\(list.rawValue).tsv", text: try setup.bundled("ExtractEntities/\(list.rawValue).tsv"))
        }
        let currencies = try setup.bundled("ExtractEntities/currencies.tsv")
        if let labels = options.labels { try Self.check(labels, own, setup) }
        let labels = options.labels.map { Set($0.map { Label(rawValue: $0) }) }
        let people = try setup.bundled("ExtractEntities/people.tsv")
        let model = try options.model.map { try Self.model($0, setup) }
        // The tagger finds names: for dates and amounts alone it would be ten times the work for nothing.
        let wantsNames = labels.map { !$0.isSubset(of: Self.valueLabels) } ?? true
        let usesTagger = wantsNames && options.sources.contains(.tagger)
        let tagger = OnDemand { usesTagger ? ModelTagger(model ?? .shipped) : nil }
        let finder = OnDemand {
            var settings = EntityFinder.Settings()
            settings.lists = own + shipped.map { NameList($0.name, shipped: $0.text) }
            settings.currencies = Currencies(list: currencies)
            settings.people = PersonNames(list: people)
            settings.sources = options.sources.reduce(into: []) { $0.insert($1.source) }
            settings.tagger = try tagger.value.map { $0.names }
            settings.threshold = options.threshold
            settings.keepsOverlapping = options.overlapping
            settings.findsTreaties = options.lists.contains(.laws)
            settings.dateStyle = options.dates.style
            settings.findsCurrencyNames = options.currencyNames
            return EntityFinder(settings, stage: setup.stage) {
                labels?.contains($0) ?? ($0 != .ordinal && $0 != .cardinal)
            }
        }
        self.finder = finder
        self.tagger = tagger
        if !own.isEmpty { try Self.check(finder.value, setup) }
        findsAliases = options.aliases
        stage = setup.stage
        dateField = options.dateField
        skipped = Set(options.skipRegions.map { Region.Kind(rawValue: $0.rawValue) })
    }

    /// Opens a user's model where it lies.
    private static func model(_ path: Path, _ setup: StageSetup) throws -> EntityModel {
        let file = try setup.mapped(path)
        do { return try file.withBytes { try EntityModel($0, keeping: file) } } catch let error as ModelFileError {
            throw error.diagnostic(file: file.path)
        }
    }

    /// Refuses names of a user's lists that no text can have.
    private static func check(_ finder: EntityFinder, _ setup: StageSetup) throws {
        let refused = finder.refusedNames.prefix(20).map { name in
            Diagnostic(
                "bad-name", "name '\(name.text.prefix(60))' can be found in no text",
                at: SourceLocation(file: name.list, line: name.line, column: 1), cause: name.reason,
                hint: "remove the line; read by '\(setup.stage)'\(setup.location.map { " at \($0)" } ?? "")")
        }
        guard refused.isEmpty else { throw Diagnostics(refused) }
    }

    /// The results for all elements, or all their problems together.
    private static func collecting<Element, Result>(
        _ elements: [Element], _ body: (Element) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        var problems: [Diagnostic] = []
        for element in elements {
            do { results.append(try body(element)) } catch {
                problems += error.diagnostics(code: "bad-gazetteer", problem: "a list of names cannot be read")
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return results
    }

    /// The labels of dates and amounts.
    private static let valueLabels: Set<Label> = [
        .date, .time, .duration, .set, .timeReference, .percent, .money, .quantity, .ordinal, .cardinal,
    ]

    /// Refuses labels that nothing has.
    private static func check(_ labels: [String], _ own: [NameList], _ setup: StageSetup) throws {
        let known = Set(Label.all.map(\.rawValue)).union(own.flatMap { $0.entries.map(\.label.rawValue) })
        let problems = labels.filter { !known.contains($0) }.map { label in
            Diagnostic(
                "unknown-label", "no list and no rule has the label '\(label)'", at: setup.location,
                hint: nearestName(to: label, among: known.sorted()).map { "did you mean '\($0)'?" }
                    ?? "the labels are \(Label.all.map(\.rawValue).joined(separator: ", ")), and those of your gazetteers"
            )
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    private func aliases(_ text: Text, skipping left: [Span]) -> [Alias] {
        AliasFinder.find(in: text).filter { pair in !left.contains { $0.overlaps(pair.short) } }
            .map { $0.alias(in: text, stage: stage) }
    }

    /// When the document was written: its field says it, else its dateline.
    private func date(of document: Document) -> DocumentDate? {
        if let field = document.fields[dateField]?.string,
            let date = DocumentDate(field: field, from: "field '\(dateField)'")
        {
            return date
        }
        let dateline = document.regions.first { $0.kind == .dateline }
        return dateline.flatMap { DocumentDate(field: document.text[$0.span], from: "the dateline") }
    }

    public func process(_ document: inout Document) throws -> Disposition {
        let left = document.regions.filter { skipped.contains($0.kind) }.map(\.span).sorted()
        let aliases = findsAliases ? self.aliases(document.text, skipping: left) : []
        document.aliases += aliases
        let borders = Self.borders(of: document)
        let found = try finder.value.find(
            in: document.text, skipping: left, borders: borders, aliases: aliases, documentDate: date(of: document))
        document.add(found.entities, found.dates, found.amounts)
        return .keep
    }

    /// A sentence, and so a name, never reaches from one region into the next.
    private static func borders(of document: Document) -> [Int] { document.regions.map(\.span.start).sorted() }

    /// What the tagger made of each name, and which features weighed most.
    public func explanations(of before: Document, became after: Document) -> [Explanation] {
        guard let tagger = try? tagger.value else { return [] }
        let spans = after.entities.map(\.span)
        let reasons = tagger.reasons(for: spans, in: after.text, borders: Self.borders(of: after))
        return zip(after.entities, reasons).compactMap { entity, found in
            guard let (name, reasons) = found else { return nil }
            let score = (name.score * 100).rounded() / 100
            let surface = name.span == entity.span ? "" : " in '\(after.text[name.span])'"
            let proposal = Explanation.Reason("the tagger sees \(name.label) (\(score))\(surface)")
            return Explanation(
                .annotation(.entities, entity.span),
                [proposal] + reasons.map { Explanation.Reason($0.text, weight: $0.weight) })
        }
    }
}

extension ExtractEntities.Maker {
    /// What the finder calls it.
    fileprivate var source: EntityFinder.Sources {
        switch self {
        case .gazetteer: .gazetteer
        case .tagger: .tagger
        case .rules: .rules
        }
    }
}

extension Document {
    /// Adds what was found to what earlier stages found, in text order.
    fileprivate mutating func add(_ found: [Entity], _ dates: [DateExpression], _ amounts: [Amount]) {
        self.entities = entities.isEmpty ? found : (entities + found).sorted { $0.span < $1.span }
        self.dates = self.dates.isEmpty ? dates : (self.dates + dates).sorted { $0.span < $1.span }
        self.amounts = self.amounts.isEmpty ? amounts : (self.amounts + amounts).sorted { $0.span < $1.span }
    }
}
