import DocumentModel
import Testing

@testable import Analysis

@Suite struct ShippedModelTests {
    @Test func `the shipped model opens where it lies, and is small`() {
        let model = EntityModel.shipped
        #expect(model.tags.labels.sorted() == ["DATE", "MISC", "MONEY", "NORP", "ORG", "PERSON", "PLACE"])
        #expect(model.byteCount <= 8 << 20)
        #expect(model.lexicon.types.count == 26)
    }

    @Test func `its manifest says what it learned from and under which licences`() {
        let manifest = String(decoding: EntityModel.shipped.manifest, as: UTF8.self)
        for set in ["wikigold", "crossner", "re3d", "uner", "wnut", "events", "raw"] {
            #expect(manifest.contains("\"\(set).conll\""), "\(set)")
        }
        #expect(manifest.contains("CC BY-SA 4.0"))
        #expect(!manifest.contains("gmb"), "GMB's annotation trains nothing")
    }

    @Test(arguments: [
        (
            "The Vietnamese president, To Lam, met Kenyan leaders in Nairobi on Tuesday.",
            ["NORP Vietnamese", "PERSON To Lam", "NORP Kenyan", "PLACE Nairobi", "DATE Tuesday"]
        ),
        (
            "Foreign Minister Penny Wong flew from Canberra to Jakarta.",
            ["PERSON Penny Wong", "PLACE Canberra", "PLACE Jakarta"]
        ),
        (
            "The World Bank lent Ghana $250 million in 2023.",
            ["ORG World Bank", "PLACE Ghana", "MONEY $250 million", "DATE 2023"]
        ),
    ])
    func `it finds the names of a plain sentence`(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        let found = EntityTagger(EntityModel.shipped).tag(TaggerInput(raw: bytes)).map {
            "\($0.label) \(String(decoding: bytes[$0.span.range], as: UTF8.self))"
        }
        #expect(found == expected)
    }
}
