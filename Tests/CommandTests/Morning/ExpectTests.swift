import Foundation
import Testing

/// `run.expect`: gates before the outputs.
@Suite struct ExpectTests {
    @Test func `a run with too few documents is held back, goes on with more, and then takes its place`() async throws {
        let night = try Night("expect: {documents: {at-least: 30}}")
        try night.terminal.write("of yesterday\n", to: "out.jsonl")
        let held = try await night.run()
        #expect(held.status == 1)
        #expect(
            Night.steady(held.errors) == """
                night.yaml:12:23: error[unexpected-documents]: the run exports 18 documents, but at least 30 are expected
                   12 |   expect: {documents: {at-least: 30}}
                      |                       ^~~~~~~~~~~~~~
                  hint: the outputs are as they were; mend the cause and run again, or publish what there is with \
                'textmill run night.yaml --accept'
                night: run 1 is held back; what it did is kept
                night: read 20 = exported 18 + dropped 2 + quarantined 0 + unchanged 0, in TIME
                look: textmill runs show 1 night.yaml

                """)
        #expect(night.terminal.read("out.jsonl") == "of yesterday\n")
        #expect(night.terminal.names.contains(".out.jsonl.partial"))
        let list = try await night.textmill("runs")
        #expect(list.output.contains("  held, open  "))
        // It is asked again with what is new.
        try night.add(articles: 20, to: "b")
        let ending = try await night.textmill("run", "night.yaml", "--progress", "none", "--summary", "none")
        #expect(ending.status == 0)
        #expect(ending.errors == "night: continuing run 1, which was held back after 20 documents\n")
        #expect(night.terminal.read("out.jsonl")?.split(separator: "\n").count == 36)
        #expect(!night.terminal.names.contains(".out.jsonl.partial"))
        let runs = try await night.textmill("runs", "--format", "json")
        #expect(runs.output.contains(#""attempts": 2"#) && runs.output.contains(#""read": 40"#))
    }

    @Test func `a run that is held back is published when somebody says so`() async throws {
        let night = try Night("expect: {documents: {at-most: 5}}")
        #expect(try await night.run().status == 1)
        #expect(night.terminal.read("out.jsonl") == nil)
        let ending = try await night.run("--accept")
        #expect(ending.status == 0)
        #expect(
            ending.errors.hasPrefix(
                "night.yaml:12:23: warning[unexpected-documents]: the run exports 18 documents, but at most 5 are expected\n"
            ))
        #expect(ending.errors.contains("  hint: the outputs took their places all the same, as '--accept' says\n"))
        #expect(night.terminal.read("out.jsonl")?.split(separator: "\n").count == 18)
    }

    @Test func `a gate may only warn`() async throws {
        let night = try Night("expect: {documents: {at-most: 5, otherwise: warn}}")
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(
            ending.errors.contains("warning[unexpected-documents]: the run exports 18 documents, but at most 5 are"))
        #expect(night.terminal.read("out.jsonl")?.split(separator: "\n").count == 18)
        let page = try await night.textmill("runs", "show", "1")
        #expect(page.output.contains("warning[unexpected-documents]"))
    }

    @Test(arguments: [
        (
            "quarantined: {at-most: 10%}",
            "[unexpected-failures]: 5 of 25 documents failed, but at most 10% are expected to"
        ),
        ("quarantined: {at-most: 4}", "[unexpected-failures]: 5 of 25 documents failed, but at most 4 are expected to"),
        ("quarantined: {at-most: 20%}", ""), ("quarantined: {at-most: 5}", ""),
        (
            "topics: {elections: {at-least: 50%}}",
            "[unexpected-topic]: the topic 'elections' has 0.0 % of the documents (0 of 18), but at least 50% are expected"
        ),
        ("topics: {elections: {change: 1%}}", ""),
    ])
    func `shares are held against what is expected`(gate: String, complaint: String) async throws {
        let night = try Night("allow-failures: 100\nexpect: {\(gate)}", bad: 5)
        let ending = try await night.run()
        #expect(ending.status == (complaint.isEmpty ? 0 : 1))
        if complaint.isEmpty { #expect(ending.errors == "") } else { #expect(ending.errors.contains(complaint + "\n")) }
    }

    @Test func `empty texts are held against what is expected`() async throws {
        let night = try Night("expect: {empty-texts: {at-most: 10%}}")
        try night.setUp("expect: {empty-texts: {at-most: 10%}}", words: 0)
        try night.add(articles: 20, text: " ")
        let ending = try await night.run()
        #expect(ending.status == 1)
        #expect(
            ending.errors.contains(
                "error[unexpected-empty-texts]: 18 of 20 documents have no text, but at most 10% are expected to\n"))
    }

    @Test func `the share of a topic is held against the median of the last runs, once there are enough`() async throws
    {
        let oil = "The price of crude oil rose again."
        let night = try Night("expect: {topics: {oil: {change: 20%}}}", articles: 0, topics: true)
        /// A night of ten documents, of which so many are about oil.
        func run(_ number: Int, oil count: Int) async throws -> Ending {
            try night.add(articles: count, text: oil, to: "n\(number)-oil")
            try night.add(articles: 9 - count, text: "The committee met in the town hall.", to: "n\(number)-other")
            return try await night.run("--incremental")
        }
        // No history, no verdict: the share is 4 of 9, 4 of 9, 8 of 9.
        for (number, count) in [4, 4, 8].enumerated() { #expect(try await run(number, oil: count).errors == "") }
        let page = try night.json(try await night.textmill("runs", "show", "1", "--format", "json").output)
        let topics = try #require((page["report"] as? [String: Any])?["topics"] as? [String: Int])
        try #require(topics["oil"] == 4, "the taxonomy knows the topic: \(topics)")
        let ending = try await run(3, oil: 8)
        #expect(ending.status == 1)
        #expect(
            ending.errors.contains(
                "error[unexpected-topic]: the topic 'oil' has 88.9 % of the documents (8 of 9), but the median of "
                    + "the last 3 runs is 44.4 %, and a change of at most 20% is expected\n"), "\(ending.errors)")
        // A run that is held back goes on with what is new, and counts all of it: 10 of 18.
        #expect(try await run(4, oil: 2).status == 1)
        // 12 of 27 are the median again.
        #expect(try await run(5, oil: 2).errors == "")
    }

    @Test func `a run without a ledger cannot be held back`() async throws {
        let night = try Night("expect: {documents: {at-least: 1}}")
        let ending = try await night.run("--state", "none")
        #expect(ending.status == 64)
        #expect(
            ending.errors == """
                night.yaml: error[needs-ledger]: what 'run.expect' says can only be held against a run with a ledger
                  hint: standard input and output have none by themselves; name a folder with '--state FOLDER'

                """)
        #expect(night.terminal.read("out.jsonl") == nil)
        let dry = try await night.run("--dry-run")
        #expect(dry.status == 0)
    }
}
