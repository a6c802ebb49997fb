import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct NameFinderTests {
    private static let list = NameList(
        "test.tsv",
        shipped: """
            # comment
            Vietnam|Viet Nam	GPE	Vietnam	q:1	VN
            Russia	GPE	Russia	q:2	RU
            New York	GPE	New York	q:3	US
            New York Times	ORG	The New York Times	q:4	US
            ?Georgia	GPE	Georgia	q:5	GE
            ?Georgia	GPE	Georgia (US state)	q:6	US
            =?WHO|World Health Organization	ORG	WHO	q:7
            Łódź	GPE	Łódź	q:8	PL
            """)
    private static let finder = NameFinder([list], keeping: { _ in true })

    @Test func `reads names, marks, line numbers and missing columns`() {
        #expect(Self.list.entries.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9])
        #expect(Self.list.entries[0].names.map(\.text) == ["Vietnam", "Viet Nam"])
        #expect(Self.list.entries[6].names.map { [$0.isExact, $0.isAmbiguous] } == [[true, true], [false, false]])
        #expect(Self.list.entries[6].country == nil)
    }

    @Test func `every span lies on boundaries and its surface is a name of its entry`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        let pieces = [
            "Việt Nam", "VIET NAM", "Vietnam", "vietnam", "Russia", "’s", "-", " ", " ", ".", "New York", "Times",
            "times",
            "Georgia", "Łódź", "LODZ", "łodz", "WHO", "who", "🙂", "ế", "\u{301}", "\u{A0}", "\n", "Michael", "\u{200B}",
            "x",
        ]
        for _ in 0..<800 {
            let text = Text(
                (0..<Int(random.next() % 16)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined())
            var end = 0
            for found in Self.finder.find(in: text.bytes) {
                #expect(text.isValid(found.span) && found.span.start >= end, "seed \(seed): \(text)")
                end = found.span.end
                let entity = Self.finder.entity(found, stage: "test")
                let entry = Self.list.entries.first { $0.line == entity.provenance.line }
                let surface = Folding.folded(Array(text[found.span].utf8))
                #expect(
                    entry?.names.contains { Folding.folded(Array($0.text.utf8)) == surface } == true,
                    "seed \(seed): \(text)")
            }
        }
    }

    @Test(arguments: [
        ("Georgia and Russia", ["q:5", "q:2"]),
        // The article names the United States more.
        ("Georgia and New York", ["q:6", "q:3"]),
        ("New York times", ["q:3"]), ("the New York Times", ["q:4"]),
        ("who is WHO", ["q:7"]), ("WHO IS WHO", []), ("Michael Georgia", []), ("In Georgia", ["q:5"]),
    ])
    func `decides by case, context and country`(text: String, ids: [String]) {
        let found = Self.finder.find(in: Array(text.utf8)).map { Self.finder.entity($0, stage: "test").id ?? "" }
        #expect(found == ids)
    }

    @Test func `a user's name comes before a shipped one, whatever the order of lists`() {
        let own = NameList(
            "own", isUsers: true, entries: [NameList.Entry([NameList.Name("Vietnam")], "GAME", id: "g", line: 1)])
        for lists in [[own, Self.list], [Self.list, own]] {
            let finder = NameFinder(lists, keeping: { _ in true })
            let found = finder.find(in: Array("Vietnam, Viet Nam".utf8)).map { finder.entity($0, stage: "test").id }
            #expect(found == ["g", "q:1"])
        }
    }

    @Test func `names that no text can have are told with their lines`() {
        let list = NameList(
            "own", isUsers: true,
            entries: [
                NameList.Entry([NameList.Name("good")], "X", line: 1),
                NameList.Entry([NameList.Name("--")], "X", line: 7),
            ])
        #expect(NameFinder([list], keeping: { _ in true }).refusedNames.map(\.line) == [7])
    }

    @Test func `hostile text takes time in proportion to its length`() {
        let clock = ContinuousClock()
        for piece in ["Georgia ", "WHO ", "1990 Treaty ", "A", "1", "Act of 2005 ", "US$1-"] {
            let text = Text(String(repeating: piece, count: 16_000 / piece.utf8.count))
            let finder = EntityFinder(
                [Self.list], currencies: Currencies(list: "USD\tUS Dollar\t$|US$"), treaties: true, stage: "t"
            ) { _ in true }
            let time = clock.measure { _ = finder.find(in: text) }
            // A debug build on a busy machine needs one or two; a square of the length would need minutes.
            #expect(time < .seconds(30), "\(piece)")
        }
    }
}
