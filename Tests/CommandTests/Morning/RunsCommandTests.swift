import Foundation
import Testing

@testable import TextmillCommand

/// `textmill runs` and `textmill runs show`.
@Suite struct RunsCommandTests {
    @Test func `runs are listed with what became of the documents`() async throws {
        let night = try Night("allow-failures: 1", bad: 1)
        #expect(try await night.run().status == 0)
        try night.add(articles: 5, to: "b")
        #expect(try await night.run("--incremental").status == 0)
        let ending = try await night.textmill("runs", "night.yaml")
        #expect(ending.status == 0 && ending.errors == "")
        // The widths of times differ, so the table is compared cell by cell.
        let rows = ending.output.split(separator: "\n").map {
            Night.steady(String($0)).split(separator: " ").joined(separator: " ")
        }
        #expect(
            rows == [
                "run pipeline began time outcome read exported dropped quarantined unchanged",
                "2 night DATE AT TIME TIME succeeded 26 5 0 0 21", "1 night DATE AT TIME TIME succeeded 21 18 2 1 0",
            ])
        let all = try await night.textmill("runs")
        #expect(all.output == ending.output)
        let few = try await night.textmill("runs", "--limit", "1", "--last", "1h")
        #expect(few.output.split(separator: "\n").count == 2)
    }

    @Test func `runs are data for programs`() async throws {
        let night = try Night()
        _ = try await night.run()
        let ending = try await night.textmill("runs", "--format", "json")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
        let run = try #require(list.first)
        #expect(list.count == 1)
        #expect(run["run"] as? Int == 1 && run["pipeline"] as? String == "night")
        #expect(run["outcome"] as? String == "succeeded" && run["state"] as? String == "finished")
        #expect(run["open"] as? Bool == false && run["exit"] as? Int == 0 && run["mode"] as? String == "full")
        #expect(run["read"] as? Int == 20 && run["exported"] as? Int == 18 && run["dropped"] as? Int == 2)
        #expect((run["started"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        #expect(run["seconds"] is NSNumber)
    }

    @Test func `a run is shown with stages, failures, problems, and all that took part`() async throws {
        let night = try Night(bad: 3)
        #expect(try await night.run().status == 1)
        let ending = try await night.textmill("runs", "show", "1", "night.yaml")
        #expect(ending.status == 0 && ending.errors == "")
        let text = Night.steady(ending.output).replacing(/\ +at\n/, with: "  at\n").replacing(/\ +TIME/, with: "  TIME")
            .replacing(/\ +time/, with: "  time")
        #expect(
            text.hasPrefix(
                """
                run 1 of night
                  outcome    too-many-failures
                  exit       1
                  file       \(night.terminal.folder)/night.yaml
                  began      DATE       AT  TIME
                  ended      DATE       AT  TIME, after  TIME
                  took       all documents
                  documents  read 23 = exported 18 + dropped 2 + quarantined 3 + unchanged 0
                  textmill   0.1.0

                stage         in  out  dropped  quarantined  time  at
                load-files    23   20        0            3  TIME  night.yaml:3
                drop-short    20   18        2            0  TIME  night.yaml:6
                export-jsonl  18   18        0            0  TIME  night.yaml:9

                failed:
                  3 bad-json in load-files (night.yaml:3), the first 'in/a.jsonl#ID': 'text' must be a string

                problems:
                  error[too-many-failures]: 3 of 23 documents failed, but none may
                    hint: 'textmill quarantine list night.yaml' shows each with its stage, error and text

                what took part:
                  01 load-files    DIGEST

                """), "\(text)")
        #expect(text.contains("\n  program          DIGEST\n"))
    }

    @Test func `what changed since the run before is said`() async throws {
        let night = try Night()
        _ = try await night.run()
        _ = try await night.run()
        let same = try await night.textmill("runs", "show", "2")
        #expect(same.output.contains("\nchanged since run 1: nothing\n"))
        try night.setUp("", words: 3)
        _ = try await night.run()
        let other = try await night.textmill("runs", "show", "3")
        #expect(other.output.contains("\nchanged since run 2: drop-short\n"))
        let data = try night.json(try await night.textmill("runs", "show", "3", "--format", "json").output)
        #expect(data["changes"] as? String == "drop-short" && data["run-before"] as? Int == 2)
        #expect((data["report"] as? [String: Any])?["exported"] as? Int == 18)
        #expect((data["parts"] as? [String: String])?.keys.contains("02 drop-short") == true)
    }

    @Test func `a run that works is told from one that died, and both have their sums`() async throws {
        let night = try Night()
        let terminal = night.terminal
        try terminal.write(
            terminal.read("night.yaml")!.replacing(#""in/*.jsonl""#, with: #""-""#),
            to: "night.yaml")
        let input = Pipe()
        let running = try terminal.start(
            ["run", "night.yaml", "--state", "state", "--batch", "10"], input: .handle(input.fileHandleForReading))
        try input.fileHandleForWriting.write(contentsOf: Data(RunCommandTests.articles(100).utf8))
        try await running.says("night: started with ")
        let works = try await night.textmill("runs", "--state", "state", "--format", "json")
        #expect(works.output.contains(#""outcome": "works""#) && works.output.contains(#""open": false"#))
        running.send(SIGKILL)
        _ = await running.end()
        let died = try await night.textmill("runs", "--state", "state", "--format", "json")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(died.output.utf8)) as? [[String: Any]])
        #expect(list[0]["outcome"] as? String == "died" && list[0]["open"] as? Bool == true)
        let counts = ["exported", "dropped", "quarantined", "unchanged"].map { list[0][$0] as? Int ?? -1 }
        #expect(list[0]["read"] as? Int == counts.reduce(0, +))
        let page = try await night.textmill("runs", "show", "1", "--state", "state")
        #expect(page.output.contains("  outcome    died, open\n"))
        try input.fileHandleForWriting.close()
    }

    @Test func `a run that ends before its first document has an end in the ledger too`() async throws {
        let night = try Night()
        try night.terminal.write(
            night.terminal.read("night.yaml")!.replacing("in/*.jsonl", with: "gone.jsonl"), to: "night.yaml")
        #expect(try await night.run().status == 2)
        let ending = try await night.textmill("runs", "--format", "json")
        #expect(ending.output.contains(#""outcome": "stopped""#) && ending.output.contains(#""exit": 2"#))
    }

    /// Arguments, exit code and what is said.
    static let missing: [([String], Int32, String)] = [
        (
            ["runs", "show", "7"], 64,
            """
            .textmill/ledger.sqlite: error[no-such-run]: there is no run 7
              hint: the last one is 1; 'textmill runs' lists them

            """
        ),
        (
            ["runs", "--state", "elsewhere"], 2,
            """
            elsewhere/ledger.sqlite: error[no-ledger]: there is no ledger in 'elsewhere'
              hint: runs are noted beside their pipeline file: name it, or the folder with '--state FOLDER'

            """
        ),
        (
            ["runs", "night.yaml", "--state", "elsewhere"], 2,
            """
            elsewhere/ledger.sqlite: error[no-ledger]: there is no ledger in 'elsewhere'
              hint: nothing has run yet, or with another folder: '--state FOLDER' names it

            """
        ),
    ]

    @Test(arguments: missing)
    func `what is not there is said`(arguments: [String], status: Int32, errors: String) async throws {
        let night = try Night()
        _ = try await night.run()
        let ending = try await night.terminal.start(arguments).end()
        #expect(ending.status == status && ending.output == "")
        #expect(ending.errors == errors)
        #expect(!night.terminal.names.contains("elsewhere"))
    }

    @Test func `a time without a unit is wrong`() async throws {
        let ending = try await Night().textmill("runs", "--last", "7")
        #expect(ending.status == 64 && ending.errors.contains("write a time such as 12h or 7d"))
    }

    @Test func `a pipeline without runs has none to show`() async throws {
        let night = try Night()
        _ = try await night.run()
        try night.terminal.write(
            night.terminal.read("night.yaml")!.replacing("pipeline: night", with: "pipeline: day"), to: "day.yaml")
        let ending = try await night.textmill("runs", "day.yaml")
        #expect(ending.status == 0 && ending.output == "no runs\n")
    }

    @Test func `old runs are forgotten after a good run`() async throws {
        let night = try Night("keep: 1s", bad: 0)
        _ = try await night.run()
        try await Task.sleep(for: .milliseconds(1200))
        _ = try await night.run()
        let ending = try await night.textmill("runs", "--format", "json")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
        #expect(list.map { $0["run"] as? Int } == [2])
    }
}
