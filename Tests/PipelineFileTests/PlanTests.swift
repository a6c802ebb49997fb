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
