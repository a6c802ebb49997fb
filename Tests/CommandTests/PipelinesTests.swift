import Foundation
import Testing

/// Every file of Pipelines/ runs as it is, over an article of the test's own.
@Suite struct PipelinesTests {
    private static let article = """
        HÀ NỘI — Việt Nam and Russia signed an oil and gas agreement worth 10 billion USD on June 11, and spoke of \
        COVID-19 vaccines and of the South China Sea. — VNS

        """

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(Terminal.repository)/Pipelines") {
            try FileManager.default.createDirectory(
                atPath: terminal.path("Pipelines"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(Terminal.repository)/Pipelines/\(name)", toPath: terminal.path("Pipelines/\(name)"))
        }
        try terminal.write(Self.article, to: "Samples/articles/vietnam.txt")
        return terminal
    }

    @Test func `all are without problems`() async throws {
        let ending = try await terminal().run("lint", "Pipelines")
        #expect(ending.output == "")
        #expect(ending.status == 0)
    }

    @Test func `the demo writes records and a table`() async throws {
        let terminal = try terminal()
        let ending = try await terminal.run("run", "Pipelines/news.yaml", "--quiet")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        let records = try #require(terminal.read("out/articles.jsonl"))
        for text in [#""label":"GPE""#, "10000000000", #""label":"oil-and-gas""#] {
            #expect(records.contains(text))
        }
        #expect(terminal.read("out/articles.csv")?.contains("vietnam.txt") == true)
    }

    @Test func `the least pipeline copies the texts`() async throws {
        let terminal = try terminal()
        let ending = try await terminal.run("run", "Pipelines/minimal.yaml", "--quiet")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(terminal.read("out/minimal.jsonl")?.contains("10 billion USD") == true)
    }

    @Test func `JSON Lines go through a pipe`() async throws {
        let terminal = try terminal()
        let line = #"{"id":"a","text":"Russia sold oil to Viet Nam."}"# + "\n"
        let ending = try await terminal.run("run", "Pipelines/jsonl-stdin.yaml", "--quiet", input: line)
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(ending.output.contains(#""text":"Viet Nam""#))
        #expect(ending.output.split(separator: "\n").count == 1)
    }
}
