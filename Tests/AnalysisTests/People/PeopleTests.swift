import DocumentModel
import Testing

@testable import Analysis

@Suite struct PeopleTests {
    private static let list = NameList(
        "test.tsv",
        shipped: """
            Vladimir Vladimirovich Putin|Vladimir Putin	PERSON	Vladimir Putin	p:1	RU
            Nicolas Maduro Moros	PERSON	Nicolás Maduro	p:2	VE
            Russia	GPE	Russia	q:2	RU
            South China Sea|East Sea	LOC	South China Sea	x:sea
            European Union|=EU	ORG	European Union	x:eu
            """)
    private static let people = PersonNames(
        list: """
            male		Bill|George|John|Donald|Sergei|Jim
            female		Hillary|Ann|Kim|Angela
            family	given	Nguyễn|Trần
            family	family	Xi|Kim|Moon
            last-given		Viktor
            short	William	Bill
            """)

    @Test(arguments: [
        // One chain per person: surname, title, possessive, marks or not.
        "President [Nguyễn Xuân Phúc](PERSON 0) met [Vladimir Putin](PERSON 1). [Phuc](PERSON 0) told Mr [Putin](PERSON 1)’s envoy",
        "[Xi Jinping](PERSON 0) spoke. [Xi](PERSON 0) left, said [Jinping](PERSON 0)",
        "[Orbán Viktor](PERSON 0) won; [Orban](PERSON 0) said",
        "[Ann Lee](PERSON 0) left. [Lee](PERSON 0) and [Ann](PERSON 0) are one",
        // Fuller and shorter forms of one name.
        "[Donald J. Trump](PERSON 0) and [Donald Trump](PERSON 0), [Bill Hay](PERSON 1) is [William Hay](PERSON 1)",
        "[Vladimir V. Putin](PERSON 0), [Vladimir Putin](PERSON 0), [V. Putin](PERSON 0)",
        "[Nicolás Maduro](PERSON 0) is [Nicolas Maduro Moros](PERSON 0)",
        "[Osama bin Laden](PERSON 0) and [bin Laden](PERSON 0); [Bashar al-Assad](PERSON 1), [Assad](PERSON 1), [al-Assad](PERSON 1)",
        // Names that disagree are two people.
        "[George W. Bush](PERSON 0) and [George H. W. Bush](PERSON 1)",
        "[Jo Ray Jr.](PERSON 0) and [Jo Ray Sr.](PERSON 1)",
        "[Ann Lee](PERSON 0) and [Bea Lee](PERSON 1)", "Mr [Pat Roe](PERSON 0) and Mrs [Pat Roe](PERSON 1)",
        // A bare surname goes to the only one that a title fits, to the nearer, or stays alone.
        "[Bill Clinton](PERSON 0) and [Hillary Clinton](PERSON 1). Mr [Clinton](PERSON 0) said, Mrs [Clinton](PERSON 1) said",
        "President [Jo Ray](PERSON 0) and Senator [Al Ray](PERSON 1): President [Ray](PERSON 0) won over Senator [Ray](PERSON 1)",
        "[Bill Clinton](PERSON 0) went.\n\n[Hillary Clinton](PERSON 1) came, and [Clinton](PERSON 1) said",
        "[Bill Clinton](PERSON 0) and [Hillary Clinton](PERSON 1) met. [Clinton](PERSON 2) said",
        // Nobody's full name: the surname alone is one person.
        "[Roe](PERSON 0) said; [Roe](PERSON 0) left; Mr [Doe](PERSON 1), Mrs [Doe](PERSON 2)",
    ])
    func `people are followed through a text`(marked: String) {
        let plain = marked.replacing(#/\(PERSON \d\)/#, with: "(PERSON)")
        #expect(TaggedText(plain).found(by: [Self.list], people: Self.people, chains: true) == marked)
    }

    @Test(arguments: [
        // Without a tagger: the list's people, those behind titles, and their surnames.
        (
            "Vladimir Putin spoke. Putin left with President Jo Ray. Ray said",
            "[Vladimir Putin](PERSON 0) spoke. [Putin](PERSON 0) left with President [Jo Ray](PERSON 1). [Ray](PERSON 1) said"
        ),
        // Not inside other names, and not what begins a sentence as a word.
        (
            "Vladimir Putin in Putin Street. The Putin Park",
            "[Vladimir Putin](PERSON 0) in Putin Street. The Putin Park"
        ),
        (
            "Sen. Jo May spoke. May be. The Senate heard Sen. May",
            "Sen. [Jo May](PERSON 0) spoke. May be. The Senate heard Sen. [May](PERSON 0)"
        ),
        ("The President Office, Prime Minister Affairs", "The President Office, Prime Minister Affairs"),
        ("a Putin-led Russia, Vladimir Putin", "a [Putin](PERSON 0)-led [Russia](GPE 1), [Vladimir Putin](PERSON 0)"),
    ])
    func `surnames and names behind titles are found by rule`(text: String, expected: String) {
        #expect(
            TaggedText(text).found(by: [Self.list], people: Self.people, chains: true) { $0.tagger = nil } == expected)
    }

    @Test(arguments: [
        (
            "Party General Secretary and State President [Jo Ray](PERSON)",
            ["office=Party General Secretary and State President"]
        ),
        ("Mr [Ray](PERSON)", ["title=Mr"]), ("Lt. Gen. [Jo Ray](PERSON)", ["title=Lt. Gen."]),
        ("Russian Foreign Minister [Jo Ray](PERSON)", ["office=Foreign Minister"]),
        ("President Dr. [Jo Ray](PERSON)", ["office=President", "title=Dr."]),
        ("Minister of Foreign Affairs [Jo Ray](PERSON)", ["office=Minister of Foreign Affairs"]),
        ("Deputy Prime Minister [Jo Ray](PERSON)", ["office=Deputy Prime Minister"]),
        ("[Ann Lee](PERSON) and President [Jo Ray](PERSON)", ["office=President"]),
        ("the house of [Jo Ray](PERSON)", []), ("he was President. [Jo Ray](PERSON)", []),
    ])
    func `titles and offices are attributes`(marked: String, attributes: [String]) throws {
        let text = TaggedText(marked)
        let one = try #require(text.entities(by: [Self.list]).last)
        #expect(one.attributes.map { "\($0.name)=\($0.value)" } == attributes)
        for attribute in one.attributes { #expect(attribute.span.map { text.text[$0] } == attribute.value) }
    }

    @Test(arguments: [
        ("[Phúc](PERSON) is [Nguyen Xuan Phuc](PERSON)", "Nguyen Xuan Phuc", "textmill:person/nguyen-xuan-phuc"),
        ("[Putin](PERSON), [Vladimir Putin](PERSON)", "Vladimir Putin", "p:1"),
        ("[JO RAY](PERSON) is [Jo Ray](PERSON)", "Jo Ray", "textmill:person/jo-ray"),
        ("[Siemens](ORG) is [Siemens AG](ORG)", "Siemens AG", "textmill:org/siemens-ag"),
    ])
    func `a chain goes by its fullest form and one id`(marked: String, name: String, id: String) {
        let entities = TaggedText(marked).entities(by: [Self.list], people: Self.people)
        #expect(entities.map(\.chain) == [0, 0])
        #expect(entities.map(\.canonicalName) == [name, name])
        #expect(entities.map(\.id) == [id, id])
    }

    @Test(arguments: [
        "[Gazprom Neft](ORG 0), [Gazprom](ORG 1), [Gazprom PJSC](ORG 1)", "the [European Union](ORG 0) ([EU](ORG 0))",
        "[Ministry of Foreign Trade](ORG 0), the [MFT](ORG 0)",
        "[Alpha Beta Co](ORG 0), [Alpha Beta](ORG 0), [AB](ORG 1)",
        "the [South China Sea](LOC 0), the [East Sea](LOC 0)",
    ])
    func `organisations and places are followed too`(marked: String) {
        let plain = marked.replacing(#/\((ORG|LOC) \d\)/#) { "(\($0.output.1))" }
        #expect(TaggedText(plain).found(by: [Self.list], chains: true) == marked)
    }

    @Test func `a short form that the text explains goes with its long form`() {
        let text = TaggedText("[Vietnam Rice Board](ORG) (RIBO) said. RIBO left [Ribo](ORG)")
        var settings = EntityFinder.Settings()
        settings.tagger = { [text] _, _ in text.proposals }
        let alias = Alias(
            .acronym, short: Span(20, 24), long: Span(0, 18), provenance: Provenance(stage: "t", rule: "t"))
        let found = EntityFinder(settings, stage: "t") { _ in true }.find(in: text.text, aliases: [alias]).entities
        #expect(
            TaggedText.marked(text.text, found, chains: true)
                == "[Vietnam Rice Board](ORG 0) ([RIBO](ORG 0)) said. [RIBO](ORG 0) left [Ribo](ORG 0)")
    }

    @Test func `chains never join full names that disagree`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        let given = ["Ann", "Bea", "Carl", "Dora", "Émile"]
        let families = ["Roe", "Doe", "Poe"]
        for _ in 0..<100 {
            let names = (0..<12).map { _ in
                given[Int(random.next() % 5)] + " " + families[Int(random.next() % 3)]
            }
            let marked = names.map { "[\($0)](PERSON)" }.joined(separator: " and ")
            let entities = TaggedText(marked).entities(by: [], people: Self.people)
            var chains: [Int: String] = [:]
            for (name, one) in zip(names, entities) {
                #expect(chains[one.chain ?? -1] ?? name == name, "seed \(seed): \(marked)")
                chains[one.chain ?? -1] = name
            }
            #expect(chains.count == Set(names).count, "seed \(seed): \(marked)")
        }
    }

    @Test func `thousands of names take time in proportion`() {
        let clock = ContinuousClock()
        for make in [
            { "A\($0)a Nguyen" }, { "Nguyen V\($0)" }, { (n: Int) in n % 2 == 0 ? "Ann Lee\(n % 50)" : "Lee" },
        ] {
            let marked = (0..<2000).map { "[\(make($0))](PERSON)" }.joined(separator: " said. ")
            let text = TaggedText(marked)
            let time = clock.measure { _ = text.entities(by: [Self.list], people: Self.people) }
            // A debug build on a busy machine needs about one; a square of the length would need minutes.
            #expect(time < .seconds(30))
        }
    }
}
