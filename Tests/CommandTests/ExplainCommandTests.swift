import Foundation
import Testing

@Suite struct ExplainCommandTests {
    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(
            """
            pipeline: story
            stages:
              - load-files:
                  paths: [in.jsonl]
              - clean-text:
              - set-fields:
                  values: {agency: VNA}
              - extract-entities:
              - drop-short:
                  words: 2
                name: not-too-short
              - export-jsonl:
                  path: out.jsonl
                  layers: []
            """, to: "story.yaml")
        try terminal.write(
            """
            {"id": "one", "title": "Oil", "text": "Oil rose.\\r\\nIn\\u00a0Viet Nam, too."}
            {"id": "two", "text": "Oil"}
            {"id": "odd", "text": 5}

            """, to: "in.jsonl")
        return terminal
    }

    private func story(_ document: String, _ terminal: Terminal) async throws -> String {
        // What the tagger says depends on the model.
        let ending = try await terminal.run(
            "explain", "story.yaml", document, "--set", "stages.extract-entities.sources=[gazetteer, rules]")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        #expect(terminal.names == ["in.jsonl", "story.yaml"])
        return ending.output.replacing(/, [0-9.]+ (µs|ms)/, with: ", TIME")
            .replacing(/"sha256":"[0-9a-f]{64}"/, with: #""sha256":"SHA""#)
            .replacing(/by countries.tsv line [0-9]+/, with: "by countries.tsv line N")
    }

    @Test func `the story of a document is told stage by stage`() async throws {
        #expect(
            try await story("one", terminal()) == #"""
                document 1: one
                  from in.jsonl, record 1, line 1
                  made by load-files: 29 bytes of text
                    title: Oil

                1. clean-text, TIME
                   text: 2 changes, 29 → 27 bytes
                     1:10    Oil rose.[-\r-]  by line-end
                     2:3     In[-\u{00A0}-]{+ +}Viet Nam, too.  by space
                   regions:
                     + body  1:1    0..<27  "Oil rose.\nIn Viet Nam, too."  by rest

                2. set-fields, TIME
                   fields:
                     + agency: VNA

                3. extract-entities, TIME
                   entities:
                     + GPE  2:4    13..<21  "Viet Nam"  0.95 = Vietnam [wikidata:Q881]  by countries.tsv line N (VN)

                4. not-too-short (drop-short), TIME
                   nothing changes

                5. export-jsonl, TIME
                   writes 206 bytes:
                     {"id":"one","origin":{"uri":"in.jsonl","record":1,"sha256":"SHA"},"fiel…itle":"Oil","agency":"VNA"},\#
                "text":"Oil rose.\nIn Viet Nam, too."}\n

                The document is exported.

                """#)
    }

    @Test func `a document that is dropped is told to its end, also by number`() async throws {
        let told = try await story("2", terminal())
        #expect(told.hasPrefix("document 2: two\n"))
        #expect(
            told.hasSuffix(
                """
                4. not-too-short (drop-short), TIME
                   drops it: fewer than 2 words

                The document is dropped by not-too-short: fewer than 2 words.

                """))
    }

    @Test func `a record that is no document is told`() async throws {
        let told = try await story("3", terminal())
        #expect(told.hasPrefix("document 3: odd\n") || told.hasPrefix("document 3: in.jsonl"))
        #expect(told.contains("The document goes to quarantine: it failed in load-files.\nin.jsonl:3:"))
    }

    @Test func `the story is data`() async throws {
        let ending = try await terminal().run("explain", "story.yaml", "one", "--format", "json")
        #expect(ending.status == 0)
        let story = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(story["id"] as? String == "one")
        let stages = try #require(story["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String }.count == 5)
        let entity = try #require((stages[2]["added"] as? [[String: Any]])?.first)
        let span = try #require(entity["span"] as? [String: Any])
        #expect(span["text"] as? String == "Viet Nam")
        #expect(span["start"] as? Int == 13)
        #expect((span["original"] as? [String: Int]) == ["start": 14, "end": 22])
        #expect((entity["by"] as? [String: Any])?["rule"] as? String == "countries.tsv")
    }

    @Test func `what the tagger saw in a name is told in words`() async throws {
        let terminal = try terminal()
        let training = "President\tO\nAna\tB-PERSON\nPetrova\tI-PERSON\nmet\tO\nthem\tO\n.\tO\n\n"
        try terminal.write(String(repeating: training, count: 6), to: "gold.conll")
        let trained = try await terminal.run(
            "train", "entities", "--data", "gold.conll", "--out", "tiny.model", "--runs", "1", "--epochs", "6")
        #expect(trained.status == 0)
        try terminal.write(#"{"id": "one", "text": "President Ana Petrova met them."}"#, to: "in.jsonl")
        let ending = try await terminal.run(
            "explain", "story.yaml", "one", "--set", "stages.extract-entities.model=tiny.model")
        #expect(ending.errors == "")
        #expect(ending.output.contains("\n         the tagger sees PERSON ("))
        #expect(ending.output.contains("words used like this one"))
        let data = try await terminal.run(
            "explain", "story.yaml", "one", "--format", "json", "--set", "stages.extract-entities.model=tiny.model")
        #expect(data.output.contains(#""reasons": ["#))
    }

    @Test(arguments: ["texts/a.txt", "./texts/a.txt", "../texts/a.txt"])
    func `a document is named by its path, from here or from the pipeline file`(path: String) async throws {
        let terminal = try Terminal()
        let file = RunCommandTests.pipeline(input: "../texts").replacing("      format: jsonl\n", with: "")
        try terminal.write(file, to: "pipelines/story.yaml")
        try terminal.write("Oil rose.", to: "texts/a.txt")
        let ending = try await terminal.run("explain", "pipelines/story.yaml", path)
        #expect(ending.errors == "")
        #expect(ending.output.hasPrefix("document 1: ../texts/a.txt\n"))
    }

    @Test func `a number can be an id`() async throws {
        let terminal = try Terminal()
        try terminal.write(RunCommandTests.pipeline(), to: "story.yaml")
        try terminal.write(#"{"id": "2", "text": "Oil."}"# + "\n" + #"{"id": "1", "text": "Gas."}"#, to: "in.jsonl")
        #expect(try await terminal.run("explain", "story.yaml", "1").output.hasPrefix("document 1: 2\n"))
        #expect(try await terminal.run("explain", "story.yaml", "id:1").output.hasPrefix("document 2: 1\n"))
    }

    @Test func `an unknown document is answered with the nearest`() async throws {
        let ending = try await terminal().run("explain", "story.yaml", "onr")
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(
            ending.errors == """
                error[no-such-document]: there is no document 'onr' among the 3 documents that are read
                  hint: did you mean 'one'?

                """)
    }
}
