import Foundation
import Testing

@Suite struct LintCommandTests {
    private static let wrong = RunCommandTests.pipeline().replacing("words: 2", with: "wrods: 2")

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(RunCommandTests.pipeline(), to: "night.yaml")
        try terminal.write(Self.wrong, to: "broken/wrong.yml")
        try terminal.write("nothing", to: "broken/notes.txt")
        return terminal
    }

    @Test func `a file without problems is good`() async throws {
        let ending = try await terminal().run("lint", "night.yaml")
        #expect(ending.status == 0)
        #expect(ending.output == "")
        #expect(ending.errors == "no errors in 1 file\n")
    }

    @Test func `every pipeline file of a folder is checked`() async throws {
        let ending = try await terminal().run("lint", ".")
        #expect(ending.status == 78)
        #expect(
            ending.output == """
                broken/wrong.yml:7:7: error[unknown-option]: 'drop-short' has no option 'wrods'
                    7 |       wrods: 2
                      |       ^~~~~
                  hint: did you mean 'words'? 'textmill stages drop-short' lists all options

                """)
        #expect(ending.errors == "1 error in 2 files\n")
    }

    @Test func `what is only odd is told by lint, and keeps no run from its work`() async throws {
        let terminal = try Terminal()
        try terminal.write(
            """
            taxonomy: own
            topics:
              - label: energy
                rule: {any: [{all: [oil, gas]}, oil]}
            """, to: "own.yaml")
        try terminal.write("Oil and gas.", to: "in.txt")
        try terminal.write(
            """
            pipeline: p
            stages:
              - load-files: {paths: [in.txt]}
              - classify-topics: {taxonomy: own.yaml}
              - export-jsonl: {path: out.jsonl}
            """, to: "p.yaml")
        let lint = try await terminal.run("lint", "p.yaml")
        #expect(lint.status == 0)
        #expect(lint.output.hasPrefix("own.yaml:4:11: warning[swallowed-rule]: "), "\(lint.output)")
        let run = try await terminal.run("run", "p.yaml", "--quiet")
        #expect(run.status == 0 && run.errors == "", "\(run.errors)")
        #expect(terminal.read("out.jsonl")?.contains(#""label":"energy""#) == true)
    }

    @Test func `problems are data`() async throws {
        let ending = try await terminal().run("lint", "broken", "--format", "json")
        #expect(ending.status == 78)
        #expect(ending.errors == "")
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
        #expect(list.count == 1)
        #expect(list[0]["code"] as? String == "unknown-option")
    }

    @Test func `problems stand beside the lines of a change on GitHub`() async throws {
        let ending = try await terminal().run("lint", "broken", "--format", "github")
        #expect(ending.status == 78)
        #expect(
            ending.output == "::error file=broken/wrong.yml,line=7,endLine=7,col=7,endColumn=12,title=unknown-option::"
                + "'drop-short' has no option 'wrods'%0Ahint: did you mean 'words'? 'textmill stages drop-short' "
                + "lists all options\n")
    }

    @Test func `problems are SARIF`() async throws {
        let ending = try await terminal().run("lint", "broken", "--format", "sarif")
        #expect(ending.status == 78)
        let log = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let runs = try #require(log["runs"] as? [[String: Any]])
        #expect((runs[0]["results"] as? [Any])?.count == 1)
    }

    @Test func `what is missing is said`() async throws {
        let terminal = try terminal()
        try terminal.write("", to: "empty/.keep")
        let ending = try await terminal.run("lint", "gone.yaml", "empty")
        #expect(ending.status == 78)
        #expect(
            ending.output == """
                error[no-pipeline]: the folder 'empty' has no pipeline file
                  hint: looked for *.yaml and *.yml

                gone.yaml: error[unreadable-file]: cannot read 'gone.yaml'
                  cause: no such file or folder (ENOENT)

                """)
    }

    @Test func `a new pipeline is without problems, and runs`() async throws {
        let terminal = try Terminal()
        #expect(try await terminal.run("new", "pipeline", "weekly").status == 0)
        #expect(try await terminal.run("lint", "weekly.yaml").status == 0)
        try terminal.write("Oil rose again on fears of war.", to: "articles/a.txt")
        let ending = try await terminal.run("run", "weekly.yaml", "--quiet")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        #expect(terminal.read("weekly.jsonl")?.contains("fears of war") == true)
    }

    @Test func `the schema knows every stage`() async throws {
        let terminal = try Terminal()
        #expect(try await terminal.run("schema", "--output", "textmill.schema.json").status == 0)
        let printed = try await terminal.run("schema").output
        #expect(terminal.read("textmill.schema.json") == printed)
        _ = try JSONSerialization.jsonObject(with: Data(printed.utf8))
        let stages = try await terminal.run("stages", "--format", "json").output
        for stage in try #require(try JSONSerialization.jsonObject(with: Data(stages.utf8)) as? [[String: Any]]) {
            #expect(printed.contains("\"\(try #require(stage["name"] as? String))\""))
        }
    }

    @Test func `a pipeline is drawn`() async throws {
        let terminal = try terminal()
        let tree = try await terminal.run("graph", "night.yaml")
        #expect(tree.status == 0)
        #expect(tree.output.hasPrefix("night\n├── load-files"))
        let chart = try await terminal.run("graph", "night.yaml", "--format", "mermaid")
        #expect(chart.output.hasPrefix("flowchart"))
        #expect(try await terminal.run("graph", "broken/wrong.yml").status == 78)
    }
}
