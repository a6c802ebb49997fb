import Diagnostics
import Foundation
import Testing

@testable import TextmillCommand

/// What a mail from cron says: nothing on a good night, at most twenty lines on a bad one.
@Suite struct QuietTests {
    @Test func `a good night says nothing, also when it leaves out what is unchanged`() async throws {
        let night = try Night("keep: 90d\nmetrics-file: night.prom\nexpect: {documents: {at-most: 100}}")
        for _ in 1...2 {
            let ending = try await night.run("--incremental")
            #expect(ending.status == 0 && ending.errors == "" && ending.output == "")
        }
    }

    @Test func `a bad night says what happened, what failed most, and where to look`() async throws {
        let night = try Night(bad: 3)
        let ending = try await night.run()
        #expect(ending.status == 1)
        #expect(
            Night.steady(ending.errors) == """
                error[too-many-failures]: 3 of 23 documents failed, but none may
                  hint: 'textmill quarantine list night.yaml' shows each with its stage, error and text
                night: run 1 is finished, with too many failures
                night: read 23 = exported 18 + dropped 2 + quarantined 3 + unchanged 0, in TIME
                failed most:
                  3 bad-json in load-files (night.yaml:3), the first 'in/a.jsonl#ID': 'text' must be a string
                look: textmill runs show 1 night.yaml
                      textmill quarantine list night.yaml --run 1

                """)
    }

    @Test func `a run that stops says why, and where the state is when it is elsewhere`() async throws {
        let night = try Night()
        try night.terminal.write(
            night.terminal.read("night.yaml")!.replacing("in/*.jsonl", with: "gone.jsonl"), to: "night.yaml")
        let ending = try await night.run("--state", "s")
        #expect(ending.status == 2)
        #expect(
            Night.steady(ending.errors) == """
                night.yaml:4:15: error[no-such-file]: there is no file or folder 'gone.jsonl'
                    4 |       paths: ["gone.jsonl"]
                      |               ^~~~~~~~~~~~
                  hint: relative paths start from the pipeline file's folder; looked for gone.jsonl
                night: run 1 was stopped
                night: read 0 = exported 0 + dropped 0 + quarantined 0 + unchanged 0, in TIME
                look: textmill runs show 1 night.yaml --state s

                """)
    }

    private func kinds(_ count: Int) -> [FailureKind] {
        (1...count).map {
            FailureKind(
                stage: "stage-\($0 % 7)", code: "code-\($0)", count: count + 1 - $0, document: "d\($0)",
                problem: "wrong in the way \($0)\nof a line and \(String(repeating: "x", count: 500))")
        }
    }

    @Test(arguments: [0, 1, 2, 3, 9, 200], [0, 1, 4, 5, 300])
    func `hundreds of different errors make no more than twenty lines`(problems: Int, failures: Int) {
        let page = BadNight(
            summary: ["night: run 1 was stopped", "night: read 0 = …"],
            problems: (0..<problems).map {
                Diagnostic(
                    "p\($0)", "problem \($0)",
                    at: SourceLocation(file: "f", line: 1, column: 1, excerpt: SourceExcerpt(line: "text")),
                    document: "d\($0)", cause: "cause", hint: "hint")
            },
            failures: failures == 0 ? [] : kinds(failures), places: ["stage-1": "night.yaml:3"],
            commands: ["textmill runs show 1", "textmill quarantine list"])
        let lines = page.lines
        #expect(lines.count <= 20)
        #expect(lines.allSatisfy { !$0.contains("\n") && $0.count <= 241 })
        #expect(lines.suffix(2) == ["look: textmill runs show 1", "      textmill quarantine list"])
        if problems > 0 { #expect(lines[0] == "f:1:1: error[p0]: problem 0") }
        if problems > 1 { #expect(lines.contains("and \(problems - 1) more problem\(problems == 2 ? "" : "s")")) }
        if failures > 0 { #expect(lines.contains { $0.hasPrefix("  \(failures) code-1 in stage-1 (night.yaml:3)") }) }
        if failures == 5 { #expect(lines.contains("  1 document for 1 other reason")) }
        if failures == 300 { #expect(lines.contains("  43956 documents for 296 other reasons")) }
    }

    @Test func `failures that are not told apart are counted together`() {
        var others = kinds(5)
        others[4].code = nil
        let page = BadNight(summary: [], problems: [], failures: others, places: [:], commands: [])
        #expect(page.lines.last == "  1 document for other reasons")
    }
}
