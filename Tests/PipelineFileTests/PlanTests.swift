import Diagnostics
import DocumentModel
import PipelineFile
import StageKit
import Testing

@Suite struct PlanTests {
    static let good = """
        pipeline: news
        description: All there is.
        variables:
          inbox: ${INBOX:-../Samples}
          fewest: 5
        stages:
          - load-lines:
              paths: ["${inbox}/*.txt"]
          - clean-text
          - drop-short:
              words: ${fewest}
            name: drop-very-short
          - split-words:
          - find-names:
              labels: [ORG, GPE]
            on-error: fail
          - find-topics: {taxonomy: news}
          - write-lines: {path: out/a.jsonl}
          - write-lines: {path: out/b.jsonl, offsets: byte}
        run:
          on-error: fail
          allow-failures: 2%
        """

    static func read(
        _ text: String, file: String = "Pipelines/news.yaml", environment: [String: String] = [:],
        overrides: [String] = []
    )
        -> PlanResult
    {
        PipelineFile.read(
            bytes: Array(text.utf8), file: file, stages: testStages, environment: environment, overrides: overrides)
    }

    @Test func `a good file becomes a plan`() throws {
        let result = Self.read(Self.good)
        #expect(result.diagnostics.map { $0.rendered() } == [])
        let plan = try #require(result.plan)
        #expect(plan.name == "news")
        #expect(plan.description == "All there is.")
        #expect(plan.baseFolder == "Pipelines")
        #expect(
            plan.stages.map(\.name) == [
                "load-lines", "clean-text", "drop-very-short", "split-words", "find-names", "find-topics",
                "write-lines", "write-lines-2",
            ])
        #expect(plan.stages[4].onError == .fail)
        #expect(plan.stages[3].onError == nil)
        #expect(plan.run.onError == .fail)
        #expect(plan.run.allowFailures == .percentage(2))
        #expect(plan.variables == ["inbox": "../Samples", "fewest": "5"])
        let made = try plan.makeStages()
        #expect(made.count == 8)
        #expect((made[7] as? WriteLines)?.destination == "Pipelines/out/b.jsonl")
    }
}

extension PlanTests {
    @Test func `an empty environment and no run give the defaults`() throws {
        let text = "pipeline: n\nstages:\n  - load-lines: {paths: [a]}\n  - write-lines: {path: b}\nrun:\n"
        let plan = try #require(Self.read(text, file: "n.yaml").plan)
        #expect(plan.run.onError == .quarantine)
        #expect(plan.run.allowFailures == .count(0))
        #expect(plan.baseFolder == ".")
        #expect(plan.variables.isEmpty)
        #expect(plan.description == nil)
    }

    @Test func `warnings come with a plan`() {
        let text = "pipeline: n\nvariables: {a: 1}\nstages:\n  - load-lines: {paths: [a]}\n  - write-lines: {path: b}\n"
        let result = Self.read(text)
        #expect(result.plan != nil)
        #expect(result.diagnostics.map(\.code) == ["unused-variable"])
    }

    @Test func `stages of one name are numbered around names that are given`() throws {
        let text = """
            pipeline: n
            stages:
              - load-lines: {paths: [a]}
              - drop-short: {words: 1}
              - drop-short: {words: 2}
              - drop-short: {words: 3}
                name: drop-short-2
              - write-lines: {path: b}
            """
        let plan = try #require(Self.read(text).plan)
        #expect(plan.stages.map(\.name) == ["load-lines", "drop-short", "drop-short-3", "drop-short-2", "write-lines"])
    }

    @Test func `anchors and merge keys share options between stages`() throws {
        let text = """
            pipeline: n
            stages:
              - load-lines: &input {paths: [a], encoding: windows-1252}
              - load-lines: {<<: *input, paths: [b]}
              - write-lines: {path: b}
            """
        let plan = try #require(Self.read(text).plan)
        #expect(plan.stages[1].options["encoding"]?.scalar == "windows-1252")
        #expect(plan.stages[1].options["paths"]?.sequence?.first?.scalar == "b")
    }

    @Test func `the stages' own problems are told at their place, all of them`() throws {
        let text = """
            pipeline: n
            stages:
              - load-lines: {paths: [a]}
              - split-words
              - find-names: {gazetteer: no-such-file.csv}
              - find-topics: {taxonomy: broken}
              - write-lines: {path: b}
            """
        let plan = try #require(Self.read(text, file: "n.yaml").plan)
        #expect {
            try plan.makeStages()
        } throws: { error in
            (error as? Diagnostics)?.list.map(\.description) == [
                "n.yaml:5:29: error[unreadable-file]: cannot read 'no-such-file.csv'",
                "n.yaml:6:5: error[stage-failed]: 'find-topics' cannot be made",
            ]
        }
    }

    @Test(arguments: [
        ("10", 10, 1000, true), ("10", 11, 1000, false), ("0", 0, 0, true), ("2%", 20, 1000, true),
        ("2%", 21, 1000, false), ("0.5%", 5, 1000, true), ("0%", 1, 1000, false), ("100%", 5, 5, true),
    ])
    func `failures are allowed by number or share`(text: String, failed: Int, read: Int, allowed: Bool) throws {
        let allowance = try FailureAllowance(Node(.scalar(text, isPlain: true)))
        #expect(allowance.allows(failed, of: read) == allowed)
        #expect(try FailureAllowance(Node(allowance.value)) == allowance)
    }

    @Test func `a file of ten stages is read in little time`() {
        // A generous bound for debug builds; Benchmarks has the true figure.
        let clock = ContinuousClock()
        let bytes = Array(Self.good.utf8)
        let best = (0..<5).map { _ in
            clock.measure { _ = PipelineFile.lint(bytes: bytes, file: "n.yaml", stages: testStages) }
        }.min()
        #expect(best ?? .zero < .milliseconds(500))
    }
}
