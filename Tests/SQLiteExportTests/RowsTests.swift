import DocumentModel
import Foundation
import GRDB
import Testing

@testable import SQLiteExport

/// What a document becomes, and what the views say of it.
@Suite struct RowsTests {
    @Test func `a document becomes a row for each of its parts`() throws {
        let export = try TestExport()
        try export.write([article("a")])
        let text = try SQLiteText.read(export.path)
        let digest = article("a").origin.digest
        #expect(
            text == """
                document number=1 run=1 id=a uri=a sha256=\(digest) title=On Oil published=2020-06-11T08:00:00Z \
                day=2020-06-11 words=20 text=Oil: Việt Nam's President Nguyễn Xuân Phúc met VNA (Vietnam News Agency) \
                on Tuesday for 5 USD. Phúc left.
                field document=1 name=pages kind=number value=3
                field document=1 name=published kind=string value=2020-06-11T08:00:00Z
                field document=1 name=title kind=string value=On Oil
                region document=1 position=1 kind=headline span_start=0 span_end=3 original_start=0 original_end=3 \
                text=Oil stage=extract-entities rule=list.tsv line=7 detail=why
                region document=1 position=2 kind=body span_start=0 span_end=105 original_start=0 original_end=112 \
                stage=extract-entities rule=list.tsv line=7 detail=why
                entity document=1 position=1 label=GPE name=Vietnam entity_id=wikidata:Q881 mentions=1
                entity document=1 position=2 label=PERSON name=Nguyễn Xuân Phúc entity_id=Q1 mentions=2
                entity document=1 position=3 label=ORG name=VNA mentions=1
                mention document=1 position=1 entity=1 label=GPE span_start=5 span_end=13 original_start=5 \
                original_end=15 text=Việt Nam stage=extract-entities rule=list.tsv line=7 detail=why
                mention document=1 position=2 entity=2 label=PERSON span_start=26 span_end=42 original_start=28 \
                original_end=48 text=Nguyễn Xuân Phúc score=0.75 stage=extract-entities rule=list.tsv line=7 detail=why
                mention document=1 position=3 entity=3 label=ORG span_start=47 span_end=50 original_start=53 \
                original_end=56 text=VNA stage=extract-entities rule=list.tsv line=7 detail=why
                mention document=1 position=4 entity=2 label=PERSON span_start=95 span_end=99 original_start=101 \
                original_end=106 text=Phúc stage=extract-entities rule=list.tsv line=7 detail=why
                attribute document=1 mention=2 position=1 name=office value=President span_start=16 span_end=25 \
                original_start=18 original_end=27 text=President
                attribute document=1 mention=2 position=2 name=title value=Mr
                alias document=1 position=1 kind=acronym short_start=47 short_end=50 short_original_start=53 \
                short_original_end=56 short_text=VNA long_start=52 long_end=71 long_original_start=58 \
                long_original_end=77 long_text=Vietnam News Agency called_so_by=VNA stage=extract-entities \
                rule=list.tsv line=7 detail=why
                date document=1 position=1 label=DATE type=DATE span_start=76 span_end=83 original_start=82 \
                original_end=89 text=Tuesday value=XXXX-WXX-2 candidates=["2020-06-09","2020-06-16"] \
                stage=extract-entities rule=list.tsv line=7 detail=why
                amount document=1 position=1 label=MONEY span_start=88 span_end=93 original_start=94 original_end=99 \
                text=5 USD value=5 number=5.0 unit=USD stage=extract-entities rule=list.tsv line=7 detail=why
                topic document=1 position=1 label=energy name=Energy code=medtop:1 score=0.5 rule_score=0.25 \
                model_score=0.3333 stage=extract-entities rule=list.tsv line=7 detail=why
                evidence document=1 topic=1 position=1 span_start=0 span_end=3 original_start=0 original_end=3 \
                text=Oil term=oil weight=1.0 part=rules
                evidence document=1 topic=1 position=2 field=title span_start=3 span_end=6 text=Oil term=x weight=-0.5 part=model

                """)
    }

    @Test(arguments: OffsetUnit.allCases)
    func `offsets count what was asked for, and the database says what`(unit: OffsetUnit) throws {
        let export = try TestExport()
        var document = Document(id: "a", "👩: Việt Nam's President Nguyễn Xuân Phúc met.")
        let by = Provenance(stage: "s", rule: "r")
        let bytes = document.text.bytes
        let end = bytes.count - " met.".utf8.count
        document.entities = [Entity(Span(end - "Nguyễn Xuân Phúc".utf8.count, end), .person, by: by)]
        let form = SQLiteForm(unit: unit)
        let exporter = try export.open(1, form: form)
        try exporter.write(rows([document], form))
        try exporter.finish()
        let places = try export.query("SELECT span_start, span_end FROM mention")
        let start = OffsetMap(document.text, unit: unit).span(document.entities[0].span)
        #expect(places == ["\(start.start)|\(start.end)"])
        #expect(try export.query("SELECT text FROM mention") == ["Nguyễn Xuân Phúc"])
        #expect(try export.query("SELECT value FROM textmill_meta WHERE name = 'offsets'") == [unit.rawValue])
    }

    @Test func `what was left out has no rows`() throws {
        let export = try TestExport()
        let form = SQLiteForm(layers: [.topics], keepsText: false, dateField: "when")
        let exporter = try export.open(1, form: form)
        try exporter.write(rows([article("a")], form))
        try exporter.finish()
        #expect(try export.query("SELECT count(*) FROM mention") == ["0"])
        #expect(try export.query("SELECT count(*) FROM evidence") == ["2"])
        #expect(try export.query("SELECT text IS NULL, day IS NULL FROM document") == ["1|1"])
        #expect(
            try export.query("SELECT name, value FROM textmill_meta") == [
                "date-field|when", "layers|topics", "offsets|codepoint", "original-offsets|byte", "pipeline|night",
                "schema|2", "text|false",
            ])
    }

    @Test func `mentions without a chain are one entity when label and name are the same`() {
        var document = Document("Oil Gas Oil Oil")
        let by = Provenance(stage: "s", rule: "r")
        document.entities = [
            Entity(Span(0, 3), .product, by: by), Entity(Span(4, 7), .product, by: by),
            Entity(Span(8, 11), .product, by: by), Entity(Span(12, 15), .organisation, by: by),
            // In a chain that says nothing of the others.
            Entity(Span(12, 15), .product, canonicalName: "Oil", chain: 0, by: by),
        ]
        let groups = EntityGroups(document)
        #expect(groups.group == [0, 1, 0, 2, 3])
        #expect(groups.list.map(\.mentions) == [2, 1, 1, 1])
    }

    @Test(
        arguments: [
            ("2020-06-11", "2020-06-11"), ("2020-06-11T08:00:00Z", "2020-06-11"), ("2020-06-11 08:00", "2020-06-11"),
            // Dates of other forms, and what only begins like one.
            ("11 June 2020", nil), ("2020-06", nil), ("2020-06-111", nil), ("2020/06/11", nil), ("", nil),
        ] as [(String, String?)])
    func `a day is that of a date in ISO's form`(published: String, day: String?) throws {
        let export = try TestExport()
        try export.write([Document(id: "a", "Oil", fields: ["published": .string(published)])])
        #expect(try export.query("SELECT day FROM document") == [day ?? ""])
    }

    @Test func `numbers stay numbers, and NUL and quotes are text like any other`() throws {
        let export = try TestExport()
        let fields: Fields = [
            "whole": 3, "negative": -5, "large": .number("123456789012"), "part": .number("1.5"), "yes": true,
            "none": nil, "list": ["a", 1], "quote": "it's; DROP TABLE document; --", "nul": "a\u{0}b",
        ]
        try export.write([Document(id: "a", "x\u{0}y", fields: fields)])
        #expect(
            try export.query("SELECT name, typeof(value), quote(value) FROM field WHERE kind <> 'string'") == [
                "large|integer|123456789012", #"list|text|'["a",1]'"#, "negative|integer|-5", "none|null|NULL",
                "part|real|1.5", "whole|integer|3", "yes|integer|1",
            ])
        #expect(try export.query("SELECT hex(value) FROM field WHERE name = 'nul'") == ["610062"])
        #expect(try export.query("SELECT hex(text) FROM document") == ["780079"])
        #expect(try export.query("SELECT count(*) FROM document") == ["1"])
    }

    @Test func `the views answer what analysts ask`() throws {
        let export = try TestExport()
        let bare = Document(id: "c", "Nothing")
        try export.write([article("a"), article("b", "Gas", day: "2020-06-12"), bare])
        func view(_ sql: String) throws -> [String] { try export.query(sql) }
        #expect(
            try view("SELECT * FROM entity_per_day WHERE label = 'PERSON'") == [
                "2020-06-11|PERSON|Nguyễn Xuân Phúc|Q1|1|2", "2020-06-12|PERSON|Nguyễn Xuân Phúc|Q1|1|2",
            ])
        #expect(
            try view("SELECT * FROM cooccurrence ORDER BY name, other_name") == [
                "Nguyễn Xuân Phúc|PERSON|VNA|ORG|2", "Nguyễn Xuân Phúc|PERSON|Vietnam|GPE|2", "VNA|ORG|Vietnam|GPE|2",
            ])
        #expect(
            try view("SELECT * FROM topic_per_day") == [
                "2020-06-11|energy|Energy|medtop:1|1|0.5", "2020-06-12|energy|Energy|medtop:1|1|0.5",
            ])
        #expect(
            try view("SELECT * FROM document_topics") == [
                "a|2020-06-11|On Oil|energy", "b|2020-06-12|On Gas|energy", "c|||",
            ])
        #expect(try view("SELECT * FROM topic_entity WHERE label = 'PERSON'") == ["energy|PERSON|Nguyễn Xuân Phúc|2|4"])
        #expect(
            try view("SELECT * FROM money") == [
                "a|2020-06-11|On Oil|USD|5|||5.0|5 USD", "b|2020-06-12|On Gas|USD|5|||5.0|5 USD",
            ])
        #expect(try view("SELECT * FROM money_by_currency") == ["USD|2|2|5.0|5.0|5.0"])
        #expect(
            try view("SELECT * FROM person_office") == [
                "Nguyễn Xuân Phúc|Q1|office|President|2|2020-06-11|2020-06-12",
                "Nguyễn Xuân Phúc|Q1|title|Mr|2|2020-06-11|2020-06-12",
            ])
        #expect(
            try view("SELECT * FROM document_mention WHERE id = 'b' AND label = 'GPE'") == [
                "b|2020-06-12|On Gas|GPE|Vietnam|wikidata:Q881|Việt Nam|5|13"
            ])
        #expect(SQLiteViews.all.count == 9, "a view without a question here")
    }
}
