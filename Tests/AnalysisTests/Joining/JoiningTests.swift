import DocumentModel
import Testing

@testable import Analysis

@Suite struct JoiningTests {
    private static let list = NameList(
        "test.tsv",
        shipped: """
            Vietnam|Viet Nam	GPE	Vietnam	q:1	VN
            Russia	GPE	Russia	q:2	RU
            Hanoi	GPE	Hanoi	geonames:3	VN	capital
            Russian	NORP	Russian	q:2#people	RU
            ?Jordan	GPE	Jordan	q:4	JO
            South China Sea|East Sea	LOC	South China Sea	x:sea
            =NATO	ORG	NATO	x:nato
            Paris	GPE	Paris	geonames:5	FR	capital
            Texas	GPE	Texas	geonames-admin1:US.TX	US
            ?Georgia	GPE	Georgia	q:6	GE
            ?Georgia	GPE	Georgia	geonames-admin1:US.GA	US
            Tbilisi	GPE	Tbilisi	geonames:7	GE	capital
            Atlanta	GPE	Atlanta	geonames:8	US	GA
            Treaty of Rome	LAW	Treaty of Rome	x:rome
            """)
    private static let own = NameList(
        "own.csv", isUsers: true,
        entries: [
            NameList.Entry([NameList.Name("Acme")], "PRODUCT", canonicalName: "Acme", id: "acme", line: 1),
            NameList.Entry([NameList.Name("Ann")], "CODE", line: 2),
        ])

    @Test(arguments: [
        // What only one of them has.
        ("Ana Silva went to Vietnam", "Ana Silva went to [Vietnam](GPE)"),
        ("[Ana Silva](PERSON) went home", "[Ana Silva](PERSON) went home"),
        // A sure name of a list wins on its span, and over a shorter one.
        ("in [Vietnam](ORG)", "in [Vietnam](GPE)"), ("the South [China](PLACE) Sea", "the [South China Sea](LOC)"),
        // The longer name of the tagger wins over a shorter one of a list, unless the tagger hardly believes it.
        ("the [Bank of Vietnam](ORG)", "the [Bank of Vietnam](ORG)"),
        ("the [Bank of Vietnam](ORG 0.3)", "the Bank of [Vietnam](GPE)"),
        // Two places with a comma are two.
        ("in [Hanoi, Vietnam](PLACE)", "in [Hanoi](GPE), [Vietnam](GPE)"),
        // An ambiguous name supports the tagger, and says nothing alone.
        ("in [Jordan](PLACE)", "in [Jordan](GPE)"), ("[Jordan](PERSON) scored", "[Jordan](PERSON) scored"),
        ("in Jordan", "in Jordan"),
        // A user's name wins over everything.
        ("[Ann Acme](PERSON) sells", "[Ann](CODE) [Acme](PRODUCT) sells"), ("[Acme Corp](ORG)", "[Acme](PRODUCT) Corp"),
        // Borders: titles, articles, offices, possessives.
        ("[President Ana Silva](PERSON) said", "President [Ana Silva](PERSON) said"),
        ("[Lt. Gen. Ana Silva](PERSON)", "Lt. Gen. [Ana Silva](PERSON)"),
        (
            "Minister of Trade and [Industry Ana Silva](PERSON)", "Minister of Trade and Industry [Ana Silva](PERSON)"
        ),
        ("in [the Alps](PLACE), [The Hague Court](ORG)", "in the [Alps](GPE), [The Hague Court](ORG)"),
        ("as [NATO Chair](ORG)", "as [NATO](ORG) Chair"),
        ("[Ana Silva's](PERSON) house", "[Ana Silva](PERSON)'s house"),
        // Common nouns alone are no names.
        ("the [State](ORG) and the [Opposition](ORG)", "the State and the Opposition"),
        // Dates and sums are the rules'.
        ("on [Tuesday](DATE) for [5 dollars](MONEY)", "on Tuesday for 5 dollars"),
        // Finer labels.
        ("the [Lena River](PLACE), [Lake Baikal](PLACE)", "the [Lena River](LOC), [Lake Baikal](LOC)"),
        ("[Noi Bai Airport](PLACE), [Long Bien Bridge](ORG)", "[Noi Bai Airport](FAC), [Long Bien Bridge](FAC)"),
        (
            "the [Boxing Cup](MISC), the [Fishing Act](MISC), an [F-16](MISC), [Rosé](MISC)",
            "the [Boxing Cup](EVENT), the [Fishing Act](LAW), an [F-16](PRODUCT), [Rosé](MISC)"
        ),
        // Laws and datelines are found by rule.
        ("the 1990 [Treaty on Good Neighbourliness](MISC)", "the [1990 Treaty on Good Neighbourliness](LAW)"),
        ("KHERSON — Two died.\nGOMA (Reuters) said", "[KHERSON](GPE) — Two died.\n[GOMA](GPE) (Reuters) said"),
    ])
    func `lists, rules and tagger are joined by one rule`(marked: String, expected: String) {
        #expect(TaggedText(marked).found(by: [Self.own, Self.list]) == expected)
    }

    @Test(
        arguments: [
            (.gazetteer, "President Ana Silva in [Vietnam](GPE)\nGOMA — no"),
            (.tagger, "President [Ana Silva](PERSON) in [Vietnam](ORG)\nGOMA — no"),
            (.rules, "President [Ana Silva](PERSON) in Vietnam\n[GOMA](GPE) — no"),
            ([.gazetteer, .tagger], "President [Ana Silva](PERSON) in [Vietnam](GPE)\nGOMA — no"),
            ([], "President Ana Silva in Vietnam\nGOMA — no"),
        ] as [(EntityFinder.Sources, String)])
    func `each source can be switched off`(sources: EntityFinder.Sources, expected: String) {
        let text = TaggedText("President [Ana Silva](PERSON) in [Vietnam](ORG)\nGOMA — no")
        #expect(text.found(by: [Self.list]) { $0.sources = sources } == expected)
    }

    @Test func `names below the threshold are left out`() {
        let text = TaggedText("[Ana Silva](PERSON 0.4) and [Bo Li](PERSON 0.8) in Vietnam")
        #expect(text.found(by: [Self.list]) { $0.threshold = 0.6 } == "Ana Silva and [Bo Li](PERSON) in [Vietnam](GPE)")
    }

    @Test func `overlapping names are kept on request`() {
        let text = TaggedText("the [Bank of Vietnam](ORG)")
        let found = text.entities(by: [Self.list]) { $0.keepsOverlapping = true }
        #expect(found.map { "\(text.text[$0.span]) \($0.label)" } == ["Bank of Vietnam ORG", "Vietnam GPE"])
    }

    @Test func `says what a name nearly was`() throws {
        let one = try #require(TaggedText("in [Vietnam](ORG 0.6)").entities(by: [Self.list]).first)
        #expect(one.alternatives == [.init(.organisation, score: 0.6, reason: "the tagger's reading")])
        let two = try #require(TaggedText("[Jordan](PERSON 0.8) scored").entities(by: [Self.list]).first)
        #expect(
            two.alternatives == [.init(.geopolitical, canonicalName: "Jordan", id: "q:4", reason: "a name of test.tsv")]
        )
        let three = try #require(TaggedText("the [Bank of Vietnam](ORG 0.8)").entities(by: [Self.list]).first)
        #expect(
            three.alternatives == [
                .init(.geopolitical, canonicalName: "Vietnam", id: "q:1", reason: "'Vietnam' of test.tsv")
            ])
    }

    @Test(arguments: [
        // The countries that the article names, a neighbour, words beside.
        ("[Georgia](PLACE) borders Russia. Tbilisi", "q:6", "GE; the article names Tbilisi"),
        ("[Georgia](PLACE) and Texas", "geonames-admin1:US.GA", "US; the article names Texas"),
        ("Tbilisi, [Georgia](PLACE) and Texas, Texas", "q:6", "GE; beside 'Tbilisi'"),
        ("the Republic of [Georgia](PLACE) and Texas", "q:6", "GE; beside 'Republic of'"),
        ("the [Georgia](PLACE) Senator in Tbilisi", "geonames-admin1:US.GA", "US; beside 'Senator'"),
        ("[Georgia](PLACE) won", "q:6", "GE; nothing in the article says which"),
        // A city that is not the list's.
        ("in [Paris](PLACE), Texas, today", "textmill:gpe/paris-texas", "FR; beside 'Texas'"),
        ("in [Paris](PLACE), TX", "textmill:gpe/paris-tx", "FR; beside 'TX'"),
        ("in [Paris](PLACE), Russia and Texas", "geonames:5", "FR"),
        // A capital that speaks.
        ("[Paris](PLACE) said no", "geonames:5", "FR; stands for the government: 'Paris said' (FR)"),
    ])
    func `of things with one name the article's evidence decides, and is told`(
        marked: String, id: String, detail: String
    ) throws {
        let text = TaggedText(marked)
        let one = try #require(
            text.entities(by: [Self.list]).first { ["Georgia", "Paris"].contains(text.text[$0.span]) })
        #expect(one.id == id)
        #expect(one.provenance.detail?.hasPrefix(detail) == true, "\(one.provenance.detail ?? "")")
    }

    @Test func `whatever is proposed, names lie on boundaries, do not overlap and come out the same twice`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        let pieces = [
            "Vietnam", "Việt Nam", "Jordan", "President ", "Mr. ", "Ana Silva", "Silva", "’s", "-", " ", " ", ", ",
            "Bank of ",
            "Acme", "🙂", "ế", "\u{301}", "\n\n", "1990 Treaty on ", "Georgia", "NATO", "(", ")", "KHERSON — ", "said ",
            "O’Neil",
            "Nguyễn Xuân Phúc", "Phuc", "Jr.", "al-Assad", "\u{A0}",
        ]
        let labels: [Label] = ["PERSON", "ORG", "PLACE", "NORP", "MISC", "DATE", "X"]
        for _ in 0..<600 {
            let text = Text(
                (0..<Int(random.next() % 20)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined())
            let borders = (0...text.byteCount).filter { text.isScalarBoundary($0) }
            var proposals: [TaggedName] = []
            var at = 0
            while at + 1 < borders.count {
                let end = min(at + 1 + Int(random.next() % 12), borders.count - 1)
                if random.next() % 3 == 0 {
                    proposals.append(
                        TaggedName(
                            Span(borders[at], borders[end]), labels[Int(random.next() % 7)],
                            score: Double(random.next() % 100) / 100))
                }
                at = end
            }
            var settings = EntityFinder.Settings()
            settings.lists = [Self.own, Self.list]
            settings.tagger = { [proposals] _, _ in proposals }
            let finder = EntityFinder(settings, stage: "test") { _ in true }
            let found = finder.find(in: text)
            var end = 0
            for one in found.entities {
                #expect(text.isValid(one.span) && one.span.start >= end && !one.span.isEmpty, "seed \(seed): \(text)")
                end = one.span.end
                #expect(one.chain != nil && one.score != nil, "seed \(seed): \(text)")
                for attribute in one.attributes { #expect(attribute.span.map(text.isValid) ?? true, "seed \(seed)") }
            }
            #expect(finder.find(in: text).entities == found.entities, "seed \(seed): \(text)")
        }
    }
}
