@testable import PipelineFile
import Testing

@Suite struct GraphTests {
    @Test func `a plan is drawn as text`() throws {
        let plan = try #require(PlanTests.read(PlanTests.good).plan)
        #expect(
            PipelineGraph.text(plan) == """
                news
                ├── load-lines                    source
                │   clean-text                    transform; reads text; writes text, regions
                │   drop-very-short (drop-short)  transform; reads text
                │   split-words                   transform; reads text; writes tokens
                │   find-names                    transform; reads text, tokens; writes entities; on-error fail
                │   find-topics                   transform; reads text, entities; writes topics
                ├─▶ write-lines                   sink
                └─▶ write-lines-2 (write-lines)   sink
                """)
    }

    @Test func `a plan is drawn for Mermaid`() throws {
        let text = """
            pipeline: n
            stages:
              - load-lines: {paths: [a]}
              - load-lines: {paths: [b]}
              - clean-text
              - drop-short
              - write-lines: {path: a}
              - write-lines: {path: b}
            """
        let plan = try #require(PlanTests.read(text).plan)
        #expect(
            PipelineGraph.mermaid(plan) == """
                flowchart TD
                    s1(["load-lines"])
                    s2(["load-lines-2 (load-lines)"])
                    s3["clean-text"]
                    s1 --> s3
                    s2 --> s3
                    s4["drop-short"]
                    s3 --> s4
                    s5[("write-lines")]
                    s4 --> s5
                    s6[("write-lines-2 (write-lines)")]
                    s4 --> s6
                """)
    }

    @Test func `names cannot break out of a Mermaid label`() {
        #expect(PipelineGraph.escaped("a\"] --> b<i>&#`\n") == "a#quot;] --#gt; b#lt;i#gt;#amp;#35;#96; ")
    }
}
