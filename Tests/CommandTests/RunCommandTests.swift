import Foundation
import Testing

@Suite struct RunCommandTests {
    /// A pipeline over `in.jsonl` (or what `input` says) that drops short documents and writes `out.jsonl`.
    static func pipeline(input: String = "in.jsonl", output: String = "out.jsonl", run: String = "") -> String {
        """
        pipeline: night
        stages:
          - load-files:
              paths: ["\(input)"]
              format: jsonl
          - drop-short:
              words: 2
          - export-jsonl:
              path: "\(output)"
        \(run)
        """
    }

    /// So many documents; every tenth is too short.
    static func articles(_ count: Int) -> String {
        (1...count).map {
            #"{"id": "a\#($0)", "text": "\#($0 % 10 == 0 ? "Oil" : "Oil rose again.")", "number": \#($0)}"# + "\n"
        }.joined()
    }

    private func terminal(_ input: String, pipeline: String = pipeline()) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(pipeline, to: "night.yaml")
        try terminal.write(input, to: "in.jsonl")
        return terminal
    }

    // MARK: What is said

    @Test func `a good run writes the documents and says what became of them`() async throws {
        let terminal = try terminal(Self.articles(20))
        let ending = try await terminal.run("run", "night.yaml", "--workers", "2")
        #expect(ending.status == 0)
        #expect(ending.output == "")
        let times = ending.errors.replacing(/[0-9.]+ s\b/, with: "TIME")
            .replacing(/\ \([0-9]+ documents\/s\)/, with: "")
        let size = try #require(terminal.read("out.jsonl")).utf8.count + 50
        #expect(
            times == """
                night: started with 2 workers
                stage         in  out  dropped  quarantined    time
                load-files    20   20        0            0  TIME
                drop-short    20   18        2            0  TIME
                    2 dropped: fewer than 2 words
                export-jsonl  18   18        0            0  TIME
                export-jsonl: wrote 18 documents, \(size / 1000).\(size % 1000 / 100) kB, to out.jsonl
                night: read 20 = exported 18 + dropped 2 + quarantined 0 + unchanged 0, in TIME

                """)
        #expect(terminal.read("out.jsonl")?.split(separator: "\n").count == 18)
        #expect(terminal.names == ["in.jsonl", "night.yaml", "out.jsonl"])
    }

    @Test(arguments: [
        ("out.jsonl", "out.jsonl", "'export-jsonl'"), ("*.jsonl", "sub/../out.jsonl", "'export-jsonl'"),
        ("out.jsonl", "./new.jsonl", "the quarantine of this run"),
    ])
    func `an output or quarantine that is an input stops the run before anything is read`(
        input: String, output: String, writer: String
    ) async throws {
        let terminal = try terminal(Self.articles(2), pipeline: Self.pipeline(input: input, output: output))
        try terminal.write("{}", to: "sub/x")
        try terminal.write(Self.articles(2), to: "out.jsonl")
        let quarantine = writer.hasPrefix("'") ? "q.jsonl" : "out.jsonl"
        let ending = try await terminal.run(
            "run", "night.yaml", "--quiet", "--quarantine", quarantine, "--state", "none")
        #expect(ending.status == 2)
        #expect(
            ending.errors == """
                \(quarantine == "out.jsonl" ? quarantine : output): error[same-file]: \
                'out.jsonl' is read by 'load-files' and written by \(writer)
                  hint: write somewhere else; the input would be lost

                """)
        #expect(terminal.read("out.jsonl") == Self.articles(2))
    }

    @Test func `a good night prints nothing`() async throws {
        let terminal = try terminal(Self.articles(20))
        let ending = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(ending.status == 0)
        #expect(ending.output == "")
        #expect(ending.errors == "")
    }

    @Test func `data on standard output are nothing but data`() async throws {
        let terminal = try terminal("", pipeline: Self.pipeline(input: "-", output: "-"))
        let ending = try await terminal.run("run", "night.yaml", "--summary", "json", input: Self.articles(3))
        #expect(ending.status == 0)
        let records = ending.output.split(separator: "\n")
        #expect(records.count == 3)
        #expect(records.allSatisfy { $0.hasPrefix(#"{"id":"a"#) && $0.hasSuffix("}") })
        #expect(ending.errors.contains(#""exported": 3,"#))
    }

    @Test(arguments: ["-", "/dev/stdout"])
    func `a table on standard output has its header`(output: String) async throws {
        let pipeline = Self.pipeline(output: output).replacing(
            "  - export-jsonl:", with: "  - export-csv:\n      columns: [id, words]\n      byte-order-mark: false")
        let ending = try await terminal(Self.articles(2), pipeline: pipeline).run("run", "night.yaml", "--quiet")
        #expect(ending.errors == "")
        #expect(ending.output == "id,words\r\na1,3\r\na2,3\r\n")
    }

    @Test func `the summary is data on standard output when no sink writes there`() async throws {
        let terminal = try terminal(
            Self.articles(20) + "nonsense\n", pipeline: Self.pipeline(run: "run: {allow-failures: 1}"))
        let ending = try await terminal.run("run", "night.yaml", "--summary", "json", "--progress", "none")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(summary["pipeline"] as? String == "night")
        #expect(summary["outcome"] as? String == "succeeded")
        #expect(summary["read"] as? Int == 21)
        #expect(summary["exported"] as? Int == 18)
        #expect(summary["dropped"] as? Int == 2)
        #expect(summary["quarantined"] as? Int == 1)
        #expect(summary["run"] as? Int == 1)
        let stages = try #require(summary["stages"] as? [[String: Any]])
        let dropped = try #require(stages[1]["dropped"] as? [String: Any])
        #expect(dropped["reasons"] as? [String: Int] == ["fewer than 2 words": 2])
    }

    @Test func `a dry run writes nothing and says what it would write`() async throws {
        let terminal = try terminal(Self.articles(5) + "nonsense\n")
        let ending = try await terminal.run("run", "night.yaml", "--dry-run")
        #expect(ending.status == 1)
        #expect(ending.errors.contains("export-jsonl: would write 5 documents, "))
        #expect(ending.errors.contains("quarantine: would write 1 document to out.jsonl.quarantine.jsonl\n"))
        #expect(terminal.names == ["in.jsonl", "night.yaml"])
    }

    @Test func `reading ends at the limit`() async throws {
        let terminal = try terminal(Self.articles(500))
        let ending = try await terminal.run("run", "night.yaml", "--limit", "7")
        #expect(ending.status == 0)
        #expect(ending.errors.contains("\nreading ended at the limit given\n"))
        #expect(terminal.read("out.jsonl")?.split(separator: "\n").count == 7)
    }

    @Test func `a variable is changed from the command line`() async throws {
        let terminal = try terminal(Self.articles(3))
        let ending = try await terminal.run(
            "run", "night.yaml", "-q", "--set", "stages.export-jsonl.path=other.jsonl", "--set",
            "stages.drop-short.words=0")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        #expect(terminal.names == ["in.jsonl", "night.yaml", "other.jsonl"])
    }

    // MARK: Quarantine

    @Test func `a document that fails is kept with all that is known of it`() async throws {
        let terminal = try terminal(Self.articles(3) + "{\"id\": \"odd\", \"text\": 5}\n")
        let ending = try await terminal.run("run", "night.yaml", "--quiet", "--state", "none")
        #expect(ending.status == 1)
        #expect(
            ending.errors == """
                error[too-many-failures]: 1 of 4 documents failed, but none may
                  hint: 'out.jsonl.quarantine.jsonl' holds each with its stage, error and text
                failed most:
                  1 bad-json in load-files (night.yaml:3), the first 'in.jsonl#26c8976082367c83': 'text' must be a string

                """)
        #expect(terminal.read("out.jsonl")?.split(separator: "\n").count == 3)
        let line = try #require(terminal.read("out.jsonl.quarantine.jsonl"))
        let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(record["stage"] as? String == "load-files")
        #expect((record["code"] as? String)?.isEmpty == false)
        #expect((record["error"] as? String)?.isEmpty == false)
        #expect(record["at"] as? String == "in.jsonl:4:23")
        #expect(record["text"] as? String == #"{"id": "odd", "text": 5}"#)
        let origin = try #require(record["origin"] as? [String: Any])
        #expect(origin["uri"] as? String == "in.jsonl")
        #expect(origin["record"] as? Int == 4)
        #expect(origin["line"] as? Int == 4)
    }

    @Test func `bytes that are no text are kept as base64`() async throws {
        let terminal = try terminal("")
        try terminal.write(Data([0x4F, 0x69, 0x6C, 0x20, 0xFF, 0x0A]), to: "texts/a.txt")
        let file = Self.pipeline(input: "texts").replacing("      format: jsonl\n", with: "")
        try terminal.write(file, to: "night.yaml")
        let ending = try await terminal.run("run", "night.yaml", "--quiet", "--quarantine", "aside.jsonl")
        #expect(ending.status == 1)
        let line = try #require(terminal.read("aside.jsonl"))
        #expect(line.contains(#""bytes":"T2lsIP8K"}"#))
        #expect(!line.contains(#""text":"#))
    }

    @Test func `a quarantine of an earlier run is gone when nothing failed`() async throws {
        let terminal = try terminal(Self.articles(3) + "nonsense\n")
        #expect(try await terminal.run("run", "night.yaml", "--quiet", "--state", "none").status == 1)
        #expect(terminal.names.contains("out.jsonl.quarantine.jsonl"))
        try terminal.write(Self.articles(3), to: "in.jsonl")
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 0)
        #expect(terminal.names == ["in.jsonl", "night.yaml", "out.jsonl"])
    }

    @Test func `a file that is no quarantine is never removed`() async throws {
        let terminal = try terminal(Self.articles(3))
        try terminal.write(#"{"id":"mine","text":"Precious."}"#, to: "mine.jsonl")
        #expect(try await terminal.run("run", "night.yaml", "--quiet", "--quarantine", "mine.jsonl").status == 0)
        #expect(terminal.read("mine.jsonl") == #"{"id":"mine","text":"Precious."}"#)
    }

    @Test func `the quarantine cannot be the output`() async throws {
        let terminal = try terminal(Self.articles(3))
        let ending = try await terminal.run("run", "night.yaml", "--quarantine", "./out.jsonl")
        #expect(ending.status == 64)
        #expect(
            ending.errors == """
                error[same-file]: '--quarantine ./out.jsonl' is the output of 'export-jsonl'
                  hint: name another file, or leave it out: then it is 'out.jsonl.quarantine.jsonl'

                """)
        #expect(terminal.names == ["in.jsonl", "night.yaml"])
    }

    // MARK: What goes wrong

    @Test func `a pipeline file that is wrong shows every problem and reads nothing`() async throws {
        let file = Self.pipeline().replacing("words: 2", with: "wrods: 2")
            .replacing("export-jsonl", with: "export-json")
        let terminal = try terminal(Self.articles(3), pipeline: file)
        let ending = try await terminal.run("run", "night.yaml")
        #expect(ending.status == 78)
        #expect(
            ending.errors == """
                night.yaml:7:7: error[unknown-option]: 'drop-short' has no option 'wrods'
                    7 |       wrods: 2
                      |       ^~~~~
                  hint: did you mean 'words'? 'textmill stages drop-short' lists all options
                night.yaml:8:5: error[unknown-stage]: there is no stage 'export-json'
                    8 |   - export-json:
                      |     ^~~~~~~~~~~
                  hint: did you mean 'export-jsonl'? 'textmill stages' lists all stages

                """)
        #expect(terminal.names == ["in.jsonl", "night.yaml"])
    }

    @Test func `a missing pipeline file is said`() async throws {
        let terminal = try terminal("")
        let ending = try await terminal.run("run", "night")
        #expect(ending.status == 78)
        #expect(
            ending.errors == """
                night: error[unreadable-file]: cannot read 'night'
                  cause: no such file or folder (ENOENT)
                  hint: did you mean 'night.yaml'?

                """)
        let folder = try await terminal.run("run", ".")
        #expect(folder.status == 78)
        #expect(
            folder.errors == """
                .: error[unreadable-file]: cannot read '.'
                  cause: it is a folder (EISDIR)

                """)
    }

    @Test(.enabled(if: getuid() != 0, "permissions do not bind the superuser"))
    func `a pipeline file that may not be read is said`() async throws {
        let terminal = try terminal("")
        chmod(terminal.path("night.yaml"), 0)
        let ending = try await terminal.run("run", "night.yaml")
        #expect(ending.status == 78)
        #expect(
            ending.errors == """
                night.yaml: error[unreadable-file]: cannot read 'night.yaml'
                  cause: permission denied (EACCES)

                """)
    }

    @Test func `a missing input stops the run`() async throws {
        let terminal = try terminal("", pipeline: Self.pipeline(input: "gone.jsonl"))
        let ending = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(ending.status == 2)
        #expect(
            Night.steady(ending.errors) == """
                night.yaml:4:15: error[no-such-file]: there is no file or folder 'gone.jsonl'
                    4 |       paths: ["gone.jsonl"]
                      |               ^~~~~~~~~~~~
                  hint: relative paths start from the pipeline file's folder; looked for gone.jsonl
                night: run 1 was stopped
                night: read 0 = exported 0 + dropped 0 + quarantined 0 + unchanged 0, in TIME
                look: textmill runs show 1 night.yaml

                """)
        #expect(terminal.names == ["in.jsonl", "night.yaml"])
    }

    @Test func `a full disk stops the run`() async throws {
        let terminal = try terminal(Self.articles(3), pipeline: Self.pipeline(output: "/dev/full"))
        let ending = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(ending.status == 2)
        #expect(
            Night.steady(ending.errors) == """
                /dev/full: error[output-failed]: cannot write '/dev/full'
                  cause: no space left on device (ENOSPC)
                  hint: free some space and run again
                night: run 1 was stopped
                night: read 3 = exported 3 + dropped 0 + quarantined 0 + unchanged 0, in TIME
                look: textmill runs show 1 night.yaml

                """)
    }

    @Test func `a document with on-error fail stops the run and leaves the old output`() async throws {
        let terminal = try terminal(
            Self.articles(3) + "nonsense\n", pipeline: Self.pipeline(run: "run: {on-error: fail}"))
        try terminal.write("of yesterday\n", to: "out.jsonl")
        let ending = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("in.jsonl:4:1: error["))
        #expect(terminal.read("out.jsonl") == "of yesterday\n")
        // What was done is kept, for a run that goes on.
        #expect(terminal.names == [".out.jsonl.partial", "in.jsonl", "night.yaml", "out.jsonl"])
    }

    @Test func `a reader that goes away ends the run`() async throws {
        let terminal = try terminal(Self.articles(4000), pipeline: Self.pipeline(output: "-"))
        let pipe = Pipe()
        let running = try terminal.start(["run", "night.yaml"], output: .handle(pipe.fileHandleForWriting))
        try pipe.fileHandleForWriting.close()
        _ = pipe.fileHandleForReading.availableData
        try pipe.fileHandleForReading.close()
        let ending = await running.end()
        #expect(ending.status == 2)
        #expect(ending.errors.contains("error[broken-pipe]: the reader of standard output has gone away\n"))
    }

    @Test(arguments: [
        ["--workers", "0"], ["--workers", "many"], ["--limit", "-1"], ["--batch", "0"], ["--progress", "loud"],
        ["--quarantine", ""],
    ])
    func `wrong options end with 64 before anything is read`(arguments: [String]) async throws {
        let terminal = try terminal(Self.articles(3))
        let ending = try await terminal.start(["run", "night.yaml"] + arguments).end()
        #expect(ending.status == 64)
        #expect(ending.errors.hasPrefix("Error: "))
        #expect(terminal.names == ["in.jsonl", "night.yaml"])
    }

    // MARK: Signals

    @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
    func `a signal ends the run cleanly, also while the source waits`(signal: Int32, status: Int32) async throws {
        let terminal = try terminal("", pipeline: Self.pipeline(input: "-"))
        try terminal.write("of yesterday\n", to: "out.jsonl")
        let input = Pipe()
        let running = try terminal.start(["run", "night.yaml"], input: .handle(input.fileHandleForReading))
        try input.fileHandleForWriting.write(contentsOf: Data(Self.articles(300).utf8))
        try await running.says("night: started with ")
        running.send(signal)
        let ending = await running.end()
        #expect(ending.status == status)
        #expect(
            ending.errors.contains(
                """
                error[interrupted]: the run of 'night' was stopped by a signal
                  hint: nothing was written; the output of the last whole run is as it was

                """))
        #expect(terminal.read("out.jsonl") == "of yesterday\n")
        #expect(terminal.names == ["in.jsonl", "night.yaml", "out.jsonl"])
        try input.fileHandleForWriting.close()
    }

    @Test func `a second signal stops at once`() async throws {
        // A sink whose reader does not read cannot drain: the first signal alone would wait for it.
        let terminal = try terminal(Self.articles(4000), pipeline: Self.pipeline(output: "-"))
        let output = Pipe()
        let running = try terminal.start(["run", "night.yaml"], output: .handle(output.fileHandleForWriting))
        try await running.until("the pipe is full") {
            var waiting: Int32 = 0
            _ = ioctl(output.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &waiting)
            return waiting >= 65_536
        }
        running.send(SIGTERM)
        // Two signals at the same moment are one; the second must come when the first was seen.
        try await running.says("night: SIGTERM, finishing what was read; a second signal stops at once\n")
        running.send(SIGTERM)
        let ending = await running.end()
        #expect(ending.status == 143)
        #expect(!ending.errors.contains("interrupted"))
        try output.fileHandleForReading.close()
    }

    // MARK: The same bytes

    @Test func `the output is the same for any number of workers and any batch size`() async throws {
        let terminal = try terminal(Self.articles(500) + "nonsense\n" + Self.articles(100))
        var outputs: Set<String> = []
        var quarantines: Set<String> = []
        for (workers, batch) in [("1", "64"), ("2", "64"), ("3", "7"), ("2", "1")] {
            let ending = try await terminal.run(
                "run", "night.yaml", "-q", "--workers", workers, "--batch", batch, "--quarantine",
                "out.jsonl.quarantine.jsonl")
            #expect(ending.status == 1)
            outputs.insert(try #require(terminal.read("out.jsonl")))
            quarantines.insert(try #require(terminal.read("out.jsonl.quarantine.jsonl")))
        }
        #expect(outputs.count == 1)
        #expect(quarantines.count == 1)
    }

    @Test func `progress as data is a record each second and nothing for a short run`() async throws {
        let terminal = try terminal(Self.articles(20))
        let ending = try await terminal.run("run", "night.yaml", "--progress", "json", "--summary", "none")
        #expect(ending.status == 0)
        #expect(ending.errors.split(separator: "\n").allSatisfy { $0.hasPrefix(#"{"pipeline":"night","read":"#) })
    }
}
