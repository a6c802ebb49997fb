import Testing

@Suite struct AnnotationRoundTripTests {
    /// Astral characters, both line ends, and marks of three layers.
    private static let text = "🙂 Việt Nam\r\nand Russia 👩‍👩‍👧 signed for US$4.7bn,\r\n22 percent more, on June 11, 2020.\n"

    private static let pipeline = """
        pipeline: out
        stages:
          - load-files: {paths: ["a.txt"]}
          - extract-entities: {sources: [gazetteer, rules]}
          - export-jsonl: {path: gold.jsonl}
          - export-annotations: {format: brat, path: brat, offsets: OFFSETS}
          - export-annotations: {format: conll, path: out.conll, tags: bilou, columns: 4}
          - export-annotations: {format: spacy, path: spacy.jsonl, offsets: OFFSETS}
          - export-annotations: {format: prodigy, path: prodigy.jsonl, offsets: OFFSETS}
          - export-annotations: {format: doccano, path: doccano.jsonl, offsets: OFFSETS}
        """

    @Test(arguments: ["codepoint", "utf16", "byte"])
    func `what is exported is found again, character by character`(offsets: String) async throws {
        let terminal = try Terminal()
        try terminal.write(Self.text, to: "a.txt")
        try terminal.write(Self.pipeline.replacing("OFFSETS", with: offsets), to: "out.yaml")
        let run = try await terminal.run("run", "out.yaml", "--quiet")
        #expect(run.errors == "" && run.status == 0)
        for (format, path) in [
            ("brat", "brat"), ("conll", "out.conll"), ("spacy", "spacy.jsonl"), ("prodigy", "prodigy.jsonl"),
            ("doccano", "doccano.jsonl"),
        ] {
            try terminal.write(
                """
                pipeline: back
                stages:
                  - load-annotations: {paths: ["\(path)"], format: \(format)\(format == "conll" ? "" : ", offsets: \(offsets)")}
                  - export-annotations: {format: textmill, path: back.jsonl}
                """, to: "back.yaml")
            let back = try await terminal.run("run", "back.yaml", "--quiet")
            #expect(back.errors == "" && back.status == 0, "\(format)")
            let score = try await terminal.run("evaluate", "entities", "gold.jsonl", "--found", "back.jsonl")
            #expect(score.errors == "", "\(format)")
            let micro = score.output.split(separator: "\n").first { $0.hasPrefix("micro") }.map(String.init) ?? ""
            #expect(
                micro.split(separator: " ").dropFirst().prefix(5) == ["5", "5", "1.000", "1.000", "1.000"], "\(format)")
        }
    }

    @Test func `a document that a format cannot hold goes to quarantine`() async throws {
        let terminal = try Terminal()
        try terminal.write(#"{"text": "a b c", "entities": [[0, 3, "X"], [2, 5, "Y"]]}"# + "\n", to: "a.jsonl")
        try terminal.write(
            """
            pipeline: p
            stages:
              - load-annotations: {paths: [a.jsonl], overlapping: true}
              - export-annotations: {format: conll, path: out.conll}
            """, to: "p.yaml")
        let ending = try await terminal.run("run", "p.yaml", "--quarantine", "aside.jsonl")
        let quarantined = try #require(terminal.read("aside.jsonl"))
        #expect(quarantined.contains("unwritable-annotation") && quarantined.contains("it overlaps the one before it"))
        #expect(ending.status == 1)
    }
}
