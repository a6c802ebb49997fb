import Analysis
import DocumentModel
import Foundation
import Plugins
import StageKit
import StageTesting
import Testing

@Suite struct ExtractEntitiesTests {
    /// Lists and rules alone: what the tagger adds depends on the model, and has tests of its own.
    private static let stage = try? ExtractEntities(
        options, StageSetup(stage: "extract-entities", bundledFiles: bundledFiles))

    private static var options: ExtractEntities.Options {
        var options = ExtractEntities.Options()
        options.sources = [.gazetteer, .rules]
        return options
    }

    private static func document(_ text: String) throws -> Document {
        var document = Document(text)
        _ = try #require(stage).process(&document)
        return document
    }

    @Test func `every name of the shipped lists can be found in some text`() throws {
        let setup = StageSetup(stage: "extract-entities", bundledFiles: bundledFiles)
        let lists = try ExtractEntities.List.allCases.map {
            NameList("\($0.rawValue).tsv", shipped: try setup.bundled("ExtractEntities/\($0.rawValue).tsv"))
        }
        #expect(NameFinder(lists, keeping: { _ in true }).refusedNames.map(\.text) == [])
    }

    @Test(arguments: [
        "[Vietnam](GPE), [Viet Nam](GPE), [Việt Nam](GPE), [VIỆT NAM](GPE) and [VIETNAM](GPE)",
        "The [Vietnamese](NORP) and [Russian](NORP) people; no Vietnamesque, no Russiawide",
        "The [Vietnam](GPE)-[Russia](GPE) partnership, [Việt Nam](GPE)-[Russia](GPE), [ASEAN](ORG)-[Russia](GPE), [Asia-Pacific](LOC)",
        "[Russia](GPE)’s leader and [Vietnam](GPE)'s ports",
        "the [South China Sea](LOC) (called [East Sea](LOC) by [Việt Nam](GPE))",
        "the [1982 United Nations Convention on the Law of the Sea](LAW) ([UNCLOS](LAW))",
        "turkey with china from [Turkey](GPE) and [China](GPE)",
        "who told us to can it, the [WHO](ORG) or the [US](GPE)?",
        // In a line of capitals an acronym that is also a word is none.
        "WHO IS WITH US NOW\nIn [Hanoi](GPE)",
        "Michael Jordan of [Jordan](GPE), George Washington in [Washington](GPE), Jordan Smith",
        "a barrel of West Texas Intermediate in West [Texas](GPE); an Air India Express flight",
        // An opener, an office, a possessive, a sentence before it, an acronym.
        "For [Texas](GPE) Oil it rose; Former [Texas](GPE) Rangers; [China](GPE)'s [Guangdong](GPE) Province grew",
        "they met in Iran. [Texas](GPE) Oil rose; an Assistant [U.S.](GPE) Attorney".replacing(
            "Iran", with: "[Iran](GPE)"),
        // In a headline every word has a capital.
        "Oil Hits [Texas](GPE) Budget Hard\nNext line",
        "Bank of America in [America](GPE); Georgia Tech; Denzel Washington",
        "the [Washington Post](ORG), [New York](GPE) times, [New York Times](ORG)",
        "HÀ NỘI! [Hà Nội](GPE), [Ha Noi](GPE), [Hanoi](GPE), [Ho Chi Minh City](GPE)".replacing(
            "HÀ NỘI!", with: "[HÀ NỘI](GPE)!"),
        "the [U.S.](GPE)-led talks, the [U.S](GPE), the [USA](GPE), the [UK](GPE), the [U.K.](GPE), the [UAE](GPE)",
        "a bush at the university since reading of Mary in nice Nice",
        "a [UN Security Council](ORG) member, [Eurasian Economic Union](ORG), [NATO](ORG), [IMF](ORG), [WTO](ORG), [OPEC](ORG)",
        "President [Vladimir Putin](PERSON) and President [Nguyễn Xuân Phúc](PERSON); [Putin](PERSON), [Phuc](PERSON)",
        "on [Russia Day](DATE), [June 12](DATE), of the [Vietnam War](EVENT)",
        "under the [Energy Policy Act of 2005](LAW) and the [1990 Treaty on Good Neighbourliness](LAW) of [1990](DATE)",
        "the 2020 Democratic National Convention in [2020](DATE)".replacing("the 2020", with: "the [2020](DATE)")
            .replacing("Democratic", with: "[Democratic](NORP)"),
        "COVID-19 cost [US$4.7bn](MONEY), [22 percent](PERCENT) of it in [2020](DATE)",
        "Côte d’Ivoire".replacing("Côte d’Ivoire", with: "[Côte d’Ivoire](GPE)") + " and [Ivory Coast](GPE)",
    ])
    func `finds what is marked and nothing else`(marked: String) throws {
        let plain = marked.replacing(/\[([^\]]*)\]\([A-Z]+\)/) { $0.output.1 }
        let document = try Self.document(String(plain))
        #expect(MarkedText(annotationsOf: document).description == marked)
    }

    @Test(arguments: [
        ("Vietnam", "Việt Nam"), ("Viet Nam", "VIETNAM"), ("US", "United States"), ("U.K.", "Britain"),
        ("ASEAN", "Association of Southeast Asian Nations"), ("South China Sea", "East Sea"), ("Hanoi", "Hà Nội"),
        ("UNCLOS", "1982 United Nations Convention on the Law of the Sea"), ("Saigon", "Ho Chi Minh City"),
        ("WHO", "World Health Organisation"), ("Kiev", "Kyiv"), ("Nguyen Xuan Phuc", "Nguyễn Xuân Phúc"),
    ])
    func `two names of one thing have one id and one canonical name`(a: String, b: String) throws {
        let entities = try Self.document("The \(a) and the \(b).").entities
        try #require(entities.count == 2)
        #expect(entities[0].id != nil && entities[0].id == entities[1].id)
        #expect(entities[0].canonicalName == entities[1].canonicalName)
    }

    @Test(arguments: [
        ("Georgia borders Russia. Tbilisi is its capital.", "wikidata:Q230"),
        ("Senators of Georgia and Alabama met in Atlanta.", "geonames-admin1:US.GA"),
    ])
    func `of two places with one name the one in the country of the article is meant`(text: String, id: String) throws {
        #expect(
            try Self.document(text).entities.first { $0.id?.hasSuffix("GA") == true || $0.id == "wikidata:Q230" }?.id
                == id)
    }

    @Test func `says the list, its line and the country`() throws {
        let entity = try #require(try Self.document("In Vietnam.").entities.first)
        #expect(entity.provenance.rule == "countries.tsv")
        #expect(entity.provenance.detail == "VN")
        let line = try #require(entity.provenance.line)
        let list = "\(try #require(bundledFiles["ExtractEntities/countries.tsv"]))".split(separator: "\n")
        #expect(list[line - 1].hasPrefix("Vietnam|"))
    }

    @Test func `leaves the sign-off alone`() throws {
        var document = Document("Talks went on in Vietnam. — VNA")
        document.regions = [Region(.signOff, Span(28, 33), by: Provenance(stage: "test", rule: "test"))]
        _ = try #require(Self.stage).process(&document)
        #expect(document.entities.map { document.text[$0.span] } == ["Vietnam"])
    }

    /// Reads options as a pipeline file would give them and makes the stage.
    private static func make(_ fields: Fields, _ files: [String: String] = [:]) throws -> ExtractEntities {
        let folder = FileManager.default.temporaryDirectory.appending(path: "textmill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        let options = try ExtractEntities.Options(Node(fields), stage: "extract-entities")
        return try ExtractEntities(
            options, StageSetup(stage: "extract-entities", baseFolder: folder.path, bundledFiles: bundledFiles))
    }

    private static func problems(_ fields: Fields, _ files: [String: String] = [:]) -> [String] {
        do {
            _ = try make(fields, files)
            return []
        } catch {
            return error.diagnostics(code: "?", problem: "?").map { problem in
                var text = problem.rendered()
                if let file = problem.location?.file, let name = file.split(separator: "/").last {
                    text = text.replacingOccurrences(of: file, with: String(name))
                }
                return text
            }
        }
    }

    @Test(arguments: [
        (
            "Siemens AG\nAcme,ORG\n",
            """
            names.csv:1:1: error[no-label]: name 'Siemens AG' has no label
              cause: expected name, label, canonical name and id, found one cell
              hint: write 'Siemens AG,ORG', or remove the line; read by 'extract-entities'
            """
        ),
        (
            "name,label\n,ORG\n",
            """
            names.csv:2:1: error[no-name]: the row has no name
              cause: expected name, label, canonical name and id, found 2 cells
              hint: fill in the name, or remove the line; read by 'extract-entities'
            """
        ),
        (
            "name,kind\nAcme,ORG\n",
            """
            names.csv:1:1: error[no-label]: the first row names no column 'label'
              cause: expected name, label, canonical name and id, found name, kind
              hint: read by 'extract-entities'
            """
        ),
        (
            "name,label\n---,ORG\n",
            """
            names.csv:2:1: error[bad-name]: name '---' can be found in no text
              cause: it has no letter and no digit
              hint: remove the line; read by 'extract-entities'
            """
        ),
    ])
    func `says what is wrong with a user's list`(list: String, expected: String) throws {
        let problems = Self.problems(["gazetteers": ["names.csv"]], ["names.csv": list])
        #expect(problems.first == expected)
    }

    @Test func `knows the labels of the user's lists, and no other`() throws {
        _ = try Self.make(["gazetteers": ["n.tsv"], "labels": ["SHIP", "GPE"]], ["n.tsv": "Vostok\tSHIP\n"])
        #expect(
            Self.problems(["labels": ["PERSONS"]])
                == [
                    "error[unknown-label]: no list and no rule has the label 'PERSONS'\n  hint: did you mean 'PERSON'?"
                ].map { problem in problem })
    }

    @Test func `a user's list comes first, with or without a first row that names the columns`() throws {
        for (file, text) in [
            ("a.csv", "Vietnam,PRODUCT,A game,g-7\n"),
            ("b.tsv", "id\tname\tlabel\tcanonical name\ng-7\tVietnam\tPRODUCT\tA game\n"),
        ] {
            let stage = try Self.make(["gazetteers": [.string(file)]], [file: text])
            var document = Document("Vietnam in Russia")
            _ = try stage.process(&document)
            #expect(document.entities.map(\.label) == ["PRODUCT", .geopolitical])
            #expect(document.entities.first?.id == "g-7")
            #expect(document.entities.first?.canonicalName == "A game")
        }
    }

    @Test func `every line of the shipped lists can be read and found`() throws {
        for list in ExtractEntities.List.allCases {
            let text = "\(try #require(bundledFiles["ExtractEntities/\(list.rawValue).tsv"]))"
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where !line.isEmpty && !line.hasPrefix("#") {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                #expect((4...6).contains(fields.count), "\(list.rawValue).tsv:\(number + 1): \(line)")
                #expect(Label.all.map(\.rawValue).contains(String(fields[1])), "\(list.rawValue).tsv:\(number + 1)")
            }
        }
        #expect(Self.stage != nil)
    }
}

/// The user's two articles, where they are at hand.
@Suite struct UserArticleTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/user-articles")

    private static func articles() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap {
            try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
    }

    @Test(.enabled(if: !articles().isEmpty)) func `the user's articles have what they are about`() throws {
        let stage = try ExtractEntities(
            ExtractEntities.Options(), StageSetup(stage: "extract-entities", bundledFiles: bundledFiles))
        var documents = Self.articles().map { Document($0) }
        for i in documents.indices { _ = try stage.process(&documents[i]) }
        let first = documents[0]
        let second = documents[1]
        for document in documents {
            let ids = Set(document.entities.compactMap(\.id))
            #expect(
                ids.isSuperset(of: [
                    "wikidata:Q881", "wikidata:Q159", "textmill:org/association-of-southeast-asian-nations",
                ]))
            #expect(!document.dates.contains { document.text[$0.span] == "19" })
        }
        #expect(first.dates.map { first.text[$0.span] }.contains("June 11"))
        #expect(first.dates.map(\.value).contains("XXXX-06-12"))
        #expect(first.dates.map(\.value).contains("2019/2020"))
        let sum = try #require(first.amounts.first { $0.label == .money })
        #expect(first.text[sum.span] == "10 billion USD" && sum.value == "10000000000" && sum.unit == "USD")
        #expect(second.dates.map(\.value).contains("XXXX-09-16"))
        let law = try #require(second.entities.first { $0.label == .law })
        #expect(second.text[law.span] == "1982 United Nations Convention on the Law of the Sea")
        #expect(second.entities.contains { second.text[$0.span] == "UNCLOS" && $0.id == law.id })
        #expect(second.entities.contains { second.text[$0.span] == "South China Sea" })
        #expect(second.entities.contains { second.text[$0.span] == "HÀ NỘI" && $0.canonicalName == "Hanoi" })
        #expect(second.entities.contains { second.text[$0.span] == "Asia-Pacific" && $0.label == .location })
    }
}
