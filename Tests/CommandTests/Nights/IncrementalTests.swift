import Formats
import Foundation
import Ledger
import Testing

/// Night after night: what is new is done, what is not is left alone, and the sum comes out even.
@Suite struct IncrementalTests {
    private func sum(_ ending: Ending) -> String {
        String(ending.errors.split(separator: "\n").last ?? "").replacing(/,\ in .*/, with: "")
    }

    private func records(_ terminal: Terminal) -> [String] {
        (terminal.read("out/articles.jsonl") ?? "").split(separator: "\n").map {
            String($0.dropFirst(7).prefix { $0 != "\"" })
        }
    }

    private func folder() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(KillTests.pipeline, to: "night.yaml")
        for name in ["a", "b", "c"] { try terminal.write("Oil prices rose in \(name).", to: "in/\(name).txt") }
        return terminal
    }

    @Test func `the second night takes what is new and what changed`() async throws {
        let terminal = try folder()
        #expect(
            sum(try await terminal.run("run", "night.yaml"))
                == "night: read 3 = exported 3 + dropped 0 + quarantined 0 + unchanged 0")
        try terminal.write("Gas prices fell in b.", to: "in/b.txt")
        try terminal.write("Oil prices rose in d.", to: "in/d.txt")
        #expect(
            sum(try await terminal.run("run", "night.yaml"))
                == "night: read 4 = exported 2 + dropped 0 + quarantined 0 + unchanged 2")
        #expect(records(terminal) == ["in/a.txt", "in/c.txt", "in/b.txt", "in/d.txt"])
        #expect(terminal.read("out/articles.jsonl")?.contains("Gas prices fell in b.") == true)
        #expect(terminal.read("out/articles.csv")?.split(separator: "\r\n").count == 5)
        // A changed document that is dropped now takes its record along.
        try terminal.write("Oil", to: "in/a.txt")
        #expect(
            sum(try await terminal.run("run", "night.yaml"))
                == "night: read 4 = exported 0 + dropped 1 + quarantined 0 + unchanged 3")
        #expect(records(terminal) == ["in/c.txt", "in/b.txt", "in/d.txt"])
    }

    @Test func `files that were not touched are not opened`() async throws {
        let terminal = try folder()
        // Written long before they are read, so that their times can be trusted.
        let old = Date(timeIntervalSinceNow: -100)
        for name in ["a", "b", "c"] {
            try FileManager.default.setAttributes(
                [.modificationDate: old], ofItemAtPath: terminal.path("in/\(name).txt"))
        }
        try await Task.sleep(for: .milliseconds(2100))
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        let ending = try await terminal.run("run", "night.yaml", "--summary", "json", "--progress", "none")
        #expect(ending.output.contains(#""bytes-read": 0,"#))
        #expect(ending.output.contains(#""unchanged": 3,"#))
    }

    @Test func `documents that disappeared are reported once and stay in the output`() async throws {
        let terminal = try folder()
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        try FileManager.default.removeItem(atPath: terminal.path("in/b.txt"))
        let ending = try await terminal.run("run", "night.yaml")
        #expect(ending.errors.contains("\n1 document that earlier runs did disappeared: in/b.txt\n"))
        #expect(!(try await terminal.run("run", "night.yaml")).errors.contains("disappeared"))
        #expect(records(terminal) == ["in/a.txt", "in/b.txt", "in/c.txt"])
    }

    @Test func `a changed pipeline does all again, and the outputs still hold each document once`() async throws {
        let terminal = try folder()
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        let changed = ["--set", "stages.drop-short.words=2"]
        let kept = try await terminal.start(["run", "night.yaml", "--keep"] + changed).end()
        #expect(sum(kept) == "night: read 3 = exported 0 + dropped 0 + quarantined 0 + unchanged 3")
        let ending = try await terminal.start(["run", "night.yaml"] + changed).end()
        #expect(ending.errors.hasPrefix("night: the pipeline has changed (drop-short); 3 documents are done again\n"))
        #expect(sum(ending) == "night: read 3 = exported 3 + dropped 0 + quarantined 0 + unchanged 0")
        #expect(records(terminal) == ["in/a.txt", "in/b.txt", "in/c.txt"])
        let all = try await terminal.start(["run", "night.yaml", "--all"] + changed).end()
        #expect(sum(all) == "night: read 3 = exported 3 + dropped 0 + quarantined 0 + unchanged 0")
        #expect(records(terminal) == ["in/a.txt", "in/b.txt", "in/c.txt"])
    }

    @Test func `a pipeline that shall ask when it changed does so`() async throws {
        let terminal = try folder()
        try terminal.write(
            KillTests.pipeline.replacing("incremental: true", with: "incremental: true, when-changed: stop"),
            to: "night.yaml")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        let ending = try await terminal.run("run", "night.yaml", "-q", "--set", "stages.drop-short.words=2")
        #expect(ending.status == 78)
        #expect(
            ending.errors == """
                night.yaml: error[pipeline-changed]: the pipeline has changed since run 1: drop-short
                  hint: '--all' does all documents again, '--keep' leaves those as they are that did not change

                """)
    }

    @Test func `a file that a stage reads is part of the pipeline`() async throws {
        let terminal = try folder()
        try terminal.write("taxonomy: t\ntopics: [{label: oil, terms: {3: [oil]}}]\n", to: "t.yaml")
        try terminal.write(
            KillTests.pipeline.replacing("  - drop-short: {words: 3}", with: "  - classify-topics: {taxonomy: t.yaml}"),
            to: "night.yaml")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        try terminal.write("taxonomy: t\ntopics: [{label: prices, terms: {3: [prices]}}]\n", to: "t.yaml")
        let ending = try await terminal.run("run", "night.yaml")
        #expect(ending.errors.hasPrefix("night: the pipeline has changed (file t.yaml); 3 documents are done again\n"))
    }

    @Test func `names of outputs may say which run wrote them`() async throws {
        let terminal = try folder()
        try terminal.write(
            KillTests.pipeline.replacing("out/articles.jsonl", with: "\"out/{pipeline}-{run}.jsonl\""), to: "night.yaml"
        )
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        try terminal.write("Oil prices rose in d.", to: "in/d.txt")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        #expect(terminal.read("out/night-1.jsonl")?.split(separator: "\n").count == 3)
        #expect(terminal.read("out/night-2.jsonl")?.split(separator: "\n").count == 1)
        let without = try await terminal.run("run", "night.yaml", "-q", "--no-incremental", "--state", "none")
        #expect(
            without.errors == """
                out/{pipeline}-{run}.jsonl: error[no-run]: 'out/{pipeline}-{run}.jsonl' needs the number and the day of \
                the run, which only a run with a ledger has
                  hint: leave '--state none' out, or name the file without braces

                """)
        try terminal.write(
            KillTests.pipeline.replacing("out/articles.jsonl", with: "\"out/a-{dat}.jsonl\""), to: "night.yaml")
        let misspelt = try await terminal.run("run", "night.yaml", "-q")
        #expect(misspelt.status == 78)
        #expect(misspelt.errors.contains("error[unknown-placeholder]: a path has no placeholder '{dat}'\n"))
        #expect(misspelt.errors.contains("  hint: did you mean '{date}'?\n"))
    }

    @Test func `packed outputs are added to and replaced too`() async throws {
        let terminal = try folder()
        try terminal.write(
            KillTests.pipeline.replacing("articles.jsonl", with: "articles.jsonl.gz"), to: "night.yaml")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        try terminal.write("Oil prices rose in d.", to: "in/d.txt")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        try terminal.write("Gas prices fell in b.", to: "in/b.txt")
        #expect(try await terminal.run("run", "night.yaml", "-q").status == 0)
        let unpacked = try openInput(terminal.path("out/articles.jsonl.gz")).readAll(limit: 1 << 20)
        let records = String(decoding: unpacked, as: UTF8.self).split(separator: "\n")
        #expect(
            records.map { String($0.dropFirst(7).prefix { $0 != "\"" }) } == [
                "in/a.txt", "in/c.txt", "in/d.txt", "in/b.txt",
            ])
        #expect(records.last?.contains("Gas prices fell in b.") == true)
        let names = try FileManager.default.contentsOfDirectory(atPath: terminal.path("out")).sorted()
        #expect(names == ["articles.csv", "articles.jsonl.gz"])
    }

    @Test func `an incremental run without a ledger is refused`() async throws {
        let terminal = try folder()
        let ending = try await terminal.run("run", "night.yaml", "--state", "none")
        #expect(ending.status == 64)
        #expect(
            ending.errors == """
                night.yaml: error[needs-ledger]: a run that takes only what is new needs a ledger, and this one has none
                  hint: standard input and output have none by themselves; name a folder with '--state FOLDER'

                """)
    }

    @Test func `two pipelines in one state folder do not disturb each other`() async throws {
        let terminal = try folder()
        try terminal.write(
            KillTests.pipeline.replacing("pipeline: night", with: "pipeline: day").replacing("out/", with: "day/"),
            to: "day.yaml")
        async let night = terminal.start(["run", "night.yaml", "-q"]).end()
        async let day = terminal.start(["run", "day.yaml", "-q"]).end()
        #expect(try await (night.status, day.status) == (0, 0))
        #expect(terminal.read("out/articles.jsonl") == terminal.read("day/articles.jsonl"))
        try terminal.write("Oil prices rose in d.", to: "in/d.txt")
        #expect(
            sum(try await terminal.run("run", "day.yaml"))
                == "day: read 4 = exported 1 + dropped 0 + quarantined 0 + unchanged 3")
        #expect(
            sum(try await terminal.run("run", "night.yaml"))
                == "night: read 4 = exported 1 + dropped 0 + quarantined 0 + unchanged 3")
    }
}
