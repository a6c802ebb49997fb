import DocumentModel
import Plugins
import StageKit
import Testing

/// An article of our own writing with the traps that wire agencies lay: titles in a row, names family-first with and
/// without marks, two spellings of a country, a sea with another name, a treaty with year and acronym, a sign-off.
@Suite struct WireArticleTests {
    private static let text = """
        President Lê Văn Quý. VNA/VNS Photo

        HÀ NỘI — Party General Secretary and State President Lê Văn Quý held phone talks with Norwegian Prime Minister \
        Ingrid Dahl on May 4, on the occasion of the Constitution Day, May 17, during which they discussed the Việt \
        Nam-Norway partnership.

        Quy said that Vietnam always treasures its ties with Norway. President Quy congratulated Prime Minister Dahl, and \
        Dahl’s Government thanked Việt Nam for its help against COVID-19.

        Party General Secretary and President Quy and Prime Minister Dahl agreed to raise trade to 2 billion USD, and on \
        the settlement of disputes in the South China Sea (called East Sea by Việt Nam) under the 1982 United Nations \
        Convention on the Law of the Sea (UNCLOS). UNCLOS binds both. They met in the year of ASEAN Chair Việt Nam.

        Prime Minister Dahl invited President Lê Văn Quý to Oslo./. VNA
        """

    private static func document() throws -> Document {
        var document = Document(text)
        let setup = StageSetup(stage: "clean-text", bundledFiles: bundledFiles)
        _ = try CleanText(CleanText.Options(), setup).process(&document)
        let own = StageSetup(stage: "extract-entities", bundledFiles: bundledFiles)
        _ = try ExtractEntities(ExtractEntities.Options(), own).process(&document)
        return document
    }

    @Test func `each person is one chain with one name, one id and the offices beside it`() throws {
        let document = try Self.document()
        let people = document.entities.filter { $0.label == .person }
        let names = people.map { document.text[$0.span] }
        #expect(
            names == [
                "Lê Văn Quý", "Lê Văn Quý", "Ingrid Dahl", "Quy", "Quy", "Dahl", "Dahl", "Quy", "Dahl", "Dahl",
                "Lê Văn Quý",
            ])
        let ids = people.map { $0.id ?? "" }
        #expect(Set(ids) == ["textmill:person/le-van-quy", "textmill:person/ingrid-dahl"])
        #expect(Set(people.map(\.chain)).count == 2)
        for (name, one) in zip(names, people) {
            #expect(one.canonicalName == (name.contains("Dahl") ? "Ingrid Dahl" : "Lê Văn Quý"))
        }
        #expect(people[1].attributes.map(\.value) == ["Party General Secretary and State President"])
        #expect(people[7].attributes.map(\.value) == ["Party General Secretary and President"])
    }

    @Test(arguments: [
        (["Việt Nam", "Vietnam"], "wikidata:Q881"), (["Norway"], "wikidata:Q20"), (["HÀ NỘI"], "geonames:1581130"),
        (["South China Sea", "East Sea"], "textmill:loc/south-china-sea"),
        (
            ["1982 United Nations Convention on the Law of the Sea", "UNCLOS"],
            "textmill:law/united-nations-convention-on-the-law-of-the-sea"
        ),
        (["ASEAN"], "textmill:org/association-of-southeast-asian-nations"),
    ])
    func `spellings, aliases and acronyms of one thing have one id and one chain`(names: [String], id: String) throws {
        let document = try Self.document()
        let mentions = document.entities.filter { $0.id == id }
        #expect(Set(mentions.map { document.text[$0.span] }) == Set(names))
        #expect(Set(mentions.map(\.chain)).count == 1)
    }

    @Test func `dates, the sum and the sign-off are what they are`() throws {
        let document = try Self.document()
        let dates = document.dates.filter { $0.kind == .date }.map { document.text[$0.span] }
        #expect(dates.contains("May 4") && dates.contains("May 17") && !dates.contains("19") && !dates.contains("1982"))
        #expect(
            document.amounts.filter { $0.label == .money }.map { "\($0.value) \($0.unit ?? "")" } == ["2000000000 USD"])
        #expect(!document.entities.contains { document.text[$0.span].contains("VNA") })
        #expect(!document.entities.contains { document.text[$0.span].contains("COVID") })
    }
}
