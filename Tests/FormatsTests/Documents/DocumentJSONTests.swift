import Diagnostics
import DocumentModel
import Formats
import Testing

@Suite struct DocumentJSONTests {
    private func read(_ json: String, _ keys: DocumentJSONReader.Keys = .init()) throws -> Document {
        let bytes = Array(json.utf8)
        return try DocumentJSONReader(keys, byteLimit: 1000)
            .document(in: bytes, 0..<bytes.count, uri: "a.jsonl", record: 3, line: 7)
    }

    @Test func `the text and the id have keys of their own, every other key becomes a field`() throws {
        let document = try read(
            #"{"guid": 7, "headline": "Oil", "body": "Oil rose.", "words": 2.50, "tags": ["a", null]}"#,
            .init(text: "body", id: "guid", fields: ["headline": "title"]))
        #expect(document.id == "7")
        #expect(document.text == "Oil rose.")
        #expect(document.fields == ["title": "Oil", "words": .number("2.50"), "tags": ["a", nil]])
        #expect(document.origin.record == 3 && document.origin.line == 7)
    }

    @Test func `a document without an id is named after its file and its bytes`() throws {
        let first = try read(#"{"text": "Oil rose."}"#)
        let same = try read(#"{"text": "Oil rose."}"#)
        let other = try read(#"{"text": "Oil fell."}"#)
        #expect(first.id == "a.jsonl#\(first.origin.digest.prefix(16))")
        #expect(same.id == first.id && other.id != first.id)
    }

    @Test(arguments: [
        (#"["text"]"#, "a.jsonl:7:1: error[bad-json]: expected an object with the key 'text'"),
        (#"{"txt": "a"}"#, "a.jsonl:7:1: error[bad-json]: the object has no key 'text'"),
        (#"{"text": 1}"#, "a.jsonl:7:10: error[bad-json]: 'text' must be a string"),
        (#"{"text": "a", "text": "b"}"#, "a.jsonl:7:16: error[bad-json]: the key 'text' comes twice"),
        (#"{"text": "a", "x": 1, "x": 2}"#, "a.jsonl:7:24: error[bad-json]: the field 'x' comes twice"),
        (#"{"text": "a", "id": []}"#, "a.jsonl:7:21: error[bad-json]: 'id' must be a string or a number"),
    ])
    func `an object that is no document is an error with its place`(json: String, message: String) {
        let error = #expect(throws: Diagnostic.self) { try read(json) }
        #expect(error?.description == message)
    }

    @Test func `a record has its keys in a fixed order and its offsets in code points`() throws {
        var document = Document(id: "a.txt", "𝄞  Việt Nam", fields: ["title": "Việt"])
        try document.edit([TextEdit(Span(4, 6), " ")])
        let by = Provenance(stage: "extract-entities", rule: "countries.tsv", line: 4)
        let span = Span(5, 15)
        document.entities = [Entity(span, .geopolitical, canonicalName: "Vietnam", id: "Q881", by: by)]
        document.dates = [DateExpression(span, .date, value: "XXXX-09-16", by: by)]
        document.amounts = [Amount(span, .money, value: "10", unit: "USD", by: by)]
        document.regions = [Region(.body, Span(0, 15), by: by), Region(.caption, span, by: by)]
        document.topics = [
            Topic(
                "energy", code: "medtop:20000256", score: 0.123456,
                evidence: [
                    .init(span, term: "việt nam", weight: 1), .init(Span(0, 6), field: "title", term: "v", weight: 2),
                ], by: by)
        ]
        var bytes: [UInt8] = []
        DocumentJSONWriter(layers: Set(Layer.allCases)).append(document, to: &bytes)
        let by_ = #""by":{"stage":"extract-entities","rule":"countries.tsv","line":4}"#
        let place = #""start":2,"end":10,"original":[6,16],"text":"Việt Nam""#
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {"id":"a.txt","origin":{"uri":"a.txt","sha256":"\(document.origin.digest)"},\
                "fields":{"title":"Việt"},"text":"𝄞 Việt Nam",\
                "offsets":{"text":"codepoint","original":"byte"},\
                "regions":[{"kind":"body","start":0,"end":10,"original":[0,16],\(by_)},\
                {"kind":"caption",\(place),\(by_)}],"sentences":[],"tokens":[],\
                "entities":[{\(place),"label":"GPE","name":"Vietnam","id":"Q881",\(by_)}],"aliases":[],\
                "dates":[{\(place),"label":"DATE","type":"DATE","value":"XXXX-09-16",\(by_)}],\
                "amounts":[{\(place),"label":"MONEY","value":"10","unit":"USD",\(by_)}],\
                "topics":[{"label":"energy","code":"medtop:20000256","score":0.1235,\(by_),\
                "evidence":[{\(place),"term":"việt nam","weight":1.0},\
                {"field":"title","start":0,"end":4,"text":"Việt","term":"v","weight":2.0}]}]}

                """)
    }

    @Test func `what is said of an annotation beside its value stands in the record`() throws {
        var document = Document(id: "a.txt", "Mr Bo of ABC")
        let by = Provenance(stage: "extract-entities", rule: "r")
        var entity = Entity(Span(3, 5), .person, by: by)
        entity.attributes = [.init("title", "Mr", at: Span(0, 2)), .init("office", "mayor")]
        entity.alternatives = [.init(.organisation, score: 0.25, reason: "the tagger")]
        document.entities = [entity]
        document.aliases = [Alias(.acronym, short: Span(9, 12), long: Span(0, 5), by: "Bo", provenance: by)]
        var date = DateExpression(Span(0, 2), .date, value: "XXXX-09-16", by: by)
        date.candidates = ["2020-09-16", "2021-09-16"]
        date.modifier = "APPROX"
        document.dates = [date]
        var amount = Amount(Span(0, 2), .cardinal, value: "2", by: by)
        amount.modifier = "MORE_THAN"
        document.amounts = [amount]
        var bytes: [UInt8] = []
        DocumentJSONWriter(layers: [.entities, .aliases, .dates, .amounts], origin: false).append(document, to: &bytes)
        let by_ = #""by":{"stage":"extract-entities","rule":"r"}"#
        let place = #""start":0,"end":2,"original":[0,2],"text":"Mr""#
        #expect(
            String(decoding: bytes, as: UTF8.self).hasSuffix(
                """
                "entities":[{"start":3,"end":5,"original":[3,5],"text":"Bo","label":"PERSON",\
                "attributes":[{"name":"title","value":"Mr","start":0,"end":2,"original":[0,2]},\
                {"name":"office","value":"mayor"}],\
                "alternatives":[{"label":"ORG","score":0.25,"reason":"the tagger"}],\(by_)}],\
                "aliases":[{"kind":"acronym","short":{"start":9,"end":12,"original":[9,12],"text":"ABC"},\
                "long":{"start":0,"end":5,"original":[0,5],"text":"Mr Bo"},"called-so-by":"Bo",\(by_)}],\
                "dates":[{\(place),"label":"DATE","type":"DATE","value":"XXXX-09-16",\
                "candidates":["2020-09-16","2021-09-16"],"modifier":"APPROX",\(by_)}],\
                "amounts":[{\(place),"label":"CARDINAL","value":"2","modifier":"MORE_THAN",\(by_)}]}

                """))
    }

    @Test func `topics that a document has not stand in the record with what they lack`() {
        var document = Document(id: "a.txt", "Oil")
        let by = Provenance(stage: "classify-topics", rule: "news", line: 7)
        var missed = Topic(
            "energy", name: "Energy", score: 0.4, evidence: [.init(Span(0, 3), term: "oil", weight: 0.4)], by: by)
        missed.shortfall = "scored 0.4 of 0.5: 1 points are missing"
        document.missedTopics = [missed]
        var bytes: [UInt8] = []
        DocumentJSONWriter(layers: [.topics], origin: false).append(document, to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self).hasSuffix(
                """
                "topics":[],"missed-topics":[{"label":"energy","name":"Energy","score":0.4,\
                "shortfall":"scored 0.4 of 0.5: 1 points are missing",\
                "by":{"stage":"classify-topics","rule":"news","line":7},\
                "evidence":[{"start":0,"end":3,"original":[0,3],"text":"Oil","term":"oil","weight":0.4}]}]}

                """))
    }

    @Test(arguments: [(OffsetUnit.codepoint, "2", "10"), (.utf16, "3", "11"), (.byte, "5", "15")])
    func `offsets count in the declared unit`(unit: OffsetUnit, start: String, end: String) {
        var document = Document("𝄞 Việt Nam")
        document.sentences = [Span(5, 15)]
        var bytes: [UInt8] = []
        DocumentJSONWriter(unit: unit, layers: [.sentences]).append(document, to: &bytes)
        let json = String(decoding: bytes, as: UTF8.self)
        #expect(json.contains(#""offsets":{"text":"\#(unit)","original":"byte"}"#))
        #expect(json.contains(#"{"start":\#(start),"end":\#(end),"original":[5,15],"text":"Việt Nam"}"#))
    }
}
