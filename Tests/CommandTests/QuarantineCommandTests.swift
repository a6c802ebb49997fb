import Diagnostics
import Foundation
import Plugins
import StageKit
import Testing

@testable import TextmillCommand

/// A sink that begins anew each time.
private struct WriteAnew: Sink {
    static let about = About("write-anew", "Writes a file anew each time.", reads: [.text])

    struct Options: StageOptions {
        @Option("The file.") var path: Path = "anew.txt"
        init() {}
    }

    let destination: String
    var outputPath: String? { destination == "-" ? nil : destination }

    init(_ options: Options, _ setup: StageSetup) throws { destination = setup.resolve(options.path) }

    func encode(_ document: Document, into output: inout [UInt8]) throws { output += document.text.bytes }

    func open() throws -> any SinkWriter { throw Diagnostic("never-opened", "nobody opens it here") }
}

@Suite struct QuarantineCommandTests {
    /// A pipeline over text files in `in/` and records in `wire.jsonl`, with two outputs.
    static func pipeline(_ run: String = "", stages: String = "", loading: String = "") -> String {
        """
        pipeline: night
        stages:
          - load-files:
              paths: [in, wire.jsonl]
        \(loading)
        \(stages)
          - export-jsonl:
              path: out.jsonl
              layers: []
          - export-csv:
              path: out.csv
              columns: [id]
        run: {\(run)}
        """
    }

    /// Texts `in/1.txt` … and records `w1` …; the second text is no UTF-8, the second record no document.
    static func terminal(_ pipeline: String = pipeline()) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(pipeline, to: "night.yaml")
        for number in 1...4 { try terminal.write("Oil rose \(number) times.", to: "in/\(number).txt") }
        try terminal.write(Data([0x4F, 0x69, 0x6C, 0xFF]), to: "in/2.txt")
        try terminal.write(
            """
            {"id": "w1", "text": "Gas fell."}
            {"id": "w2", "text": 5}
            {"id": "w3", "text": "Gas fell again."}

            """, to: "wire.jsonl")
        return terminal
    }

    /// Mends both.
    static func mend(_ terminal: Terminal) throws {
        try terminal.write("Oil rose 2 times.", to: "in/2.txt")
        let wire = try #require(terminal.read("wire.jsonl"))
        try terminal.write(wire.replacing(#""text": 5"#, with: #""text": "Five.""#), to: "wire.jsonl")
    }

    /// The ids in the output, sorted; one that is there twice stands twice.
    static func exported(_ terminal: Terminal, _ name: String = "out.jsonl") -> [String] {
        (terminal.read(name) ?? "").split(separator: "\n").compactMap { line in
            ((try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any])?["id"] as? String
        }.sorted()
    }

    static let all = ["in/1.txt", "in/2.txt", "in/3.txt", "in/4.txt", "w1", "w2", "w3"]

    /// The documents in quarantine, each with the code of its error, sorted.
    static func quarantined(_ terminal: Terminal) async throws -> [String] {
        let ending = try await terminal.run("quarantine", "list", "night.yaml", "--format", "json")
        #expect(ending.status == 0, "\(ending.errors)")
        let list = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]] ?? []
        return list.map { "\($0["id"] ?? "") \($0["code"] ?? "")" }.sorted()
    }

    // MARK: Trying again

    @Test(arguments: ["", "incremental: true"])
    func `after the cause is mended a retry empties the quarantine and completes the exports`(
        run: String
    ) async throws {
        let terminal = try Self.terminal(Self.pipeline(run))
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 1)
        #expect(Self.exported(terminal) == Self.all.filter { $0 != "in/2.txt" && $0 != "w2" })
        #expect(try await Self.quarantined(terminal).count == 2)
        try Self.mend(terminal)
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--progress", "none")
        #expect(ending.status == 0)
        #expect(ending.errors.contains("night: read 2 = exported 2 + dropped 0 + quarantined 0 + unchanged 0, in "))
        #expect(try await Self.quarantined(terminal) == [])
        #expect(Self.exported(terminal) == Self.all)
        #expect(
            terminal.read("out.csv")?.replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).sorted()
                == (Self.all + ["id"]).map { $0[...] }.sorted())
        let next = try await terminal.run("run", "night.yaml", "--progress", "none")
        #expect(next.status == 0)
        #expect(!next.errors.contains("disappeared"))
        #expect(Self.exported(terminal) == Self.all)
        if !run.isEmpty { #expect(next.errors.contains("exported 0 + dropped 0 + quarantined 0 + unchanged 7, in ")) }
    }

    @Test func `a retry takes only the documents that are meant`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        try Self.mend(terminal)
        #expect(try await terminal.run("quarantine", "retry", "night.yaml", "in/2.txt", "-q").status == 0)
        #expect(Self.exported(terminal) == Self.all.filter { $0 != "w2" })
        #expect(try await Self.quarantined(terminal).count == 1)
    }

    @Test func `a document that fails again stays, with the new error`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let wire = try #require(terminal.read("wire.jsonl"))
        try terminal.write(wire.replacing(#""text": 5"#, with: #""text"#), to: "wire.jsonl")
        let before = try await Self.quarantined(terminal)
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--quiet")
        #expect(ending.status == 1)
        #expect(
            ending.errors == """
                error[too-many-failures]: 2 of 2 documents failed, but none may
                  hint: 'textmill quarantine list night.yaml' shows each with its stage, error and text

                """)
        let after = try await Self.quarantined(terminal)
        #expect(after.count == 2)
        #expect(after.first == before.first)
        #expect(after.last != before.last)
    }

    @Test func `the pipeline as it is now is what a retry runs`() async throws {
        let terminal = try Self.terminal(Self.pipeline(loading: "      max-bytes: 15"))
        try Self.mend(terminal)
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(Self.exported(terminal) == [])
        try terminal.write(Self.pipeline(), to: "night.yaml")
        #expect(try await terminal.run("quarantine", "retry", "night.yaml", "--quiet").status == 0)
        #expect(Self.exported(terminal) == Self.all)
        #expect(try await Self.quarantined(terminal) == [])
    }

    @Test func `a document that is in no source any more stays, and is named`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        try FileManager.default.removeItem(atPath: terminal.path("in/2.txt"))
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "in/2.txt", "--quiet")
        #expect(ending.status == 1)
        #expect(
            ending.errors == """
                error[not-tried-again]: 'in/2.txt' was not tried again
                  cause: no source has it any more; it was in in/2.txt
                  hint: it stays in quarantine; 'textmill quarantine drop night.yaml 1' takes it out

                """)
        #expect(try await Self.quarantined(terminal).count == 2)
    }

    @Test func `a document that has moved to a new file is found there`() async throws {
        let terminal = try Self.terminal(
            Self.pipeline(stages: "  - split-sentences:").replacing("wire.jsonl]", with: "wire*.jsonl]"))
        try terminal.write(
            #"{"id": "w9", "text": "Gas."}"# + "\n" + #"{"id": "w9", "text": "Oil."}"# + "\n", to: "wire.jsonl")
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        try terminal.write(Data("Oil rose.".utf8), to: "in/2.txt")
        try terminal.write(#"{"id": "w9", "text": "Gas."}"# + "\n", to: "wire.jsonl")
        try terminal.write(#"{"id": "w8", "text": "Oil."}"# + "\n", to: "wire2.jsonl")
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--quiet")
        // The text is mended; the second 'w9' is nowhere, because another id cannot be told from a new document.
        #expect(ending.status == 1)
        #expect(ending.errors.contains("'w9' was not tried again"))
        #expect(try await Self.quarantined(terminal) == ["w9 duplicate-id"])
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 0)
        #expect(Self.exported(terminal) == Self.all.filter { !$0.hasPrefix("w") } + ["w8", "w9"])
    }

    @Test func `a retry hides nothing else that changed in the same file`() async throws {
        let terminal = try Self.terminal(Self.pipeline("incremental: true"))
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        try Self.mend(terminal)
        let wire = try #require(terminal.read("wire.jsonl")).replacing("Gas fell again.", with: "Gas rose again.")
        try terminal.write(wire + #"{"id": "w4", "text": "New."}"# + "\n", to: "wire.jsonl")
        // The time of the file must be older than the run for its stamp to be believed.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: terminal.path("wire.jsonl"))
        #expect(try await terminal.run("quarantine", "retry", "night.yaml", "--quiet").status == 0)
        #expect(Self.exported(terminal) == Self.all)
        let next = try await terminal.run("run", "night.yaml", "--progress", "none")
        #expect(next.errors.contains("exported 2 + dropped 0 + quarantined 0 + unchanged 6, in "))
        #expect(Self.exported(terminal) == (Self.all + ["w4"]).sorted())
        #expect(terminal.read("out.jsonl")?.contains("Gas fell again.") == false)
    }

    @Test func `an empty quarantine is said, and nothing is run`() async throws {
        let terminal = try Self.terminal()
        try Self.mend(terminal)
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let ending = try await terminal.run("quarantine", "retry", "night.yaml")
        #expect(ending.status == 0)
        #expect(ending.errors == "night: the quarantine is empty\n")
        let other = try await terminal.run("quarantine", "retry", "night.yaml", "--stage", "export-csv")
        #expect(other.status == 0)
        #expect(other.errors == "night: nothing of that kind is in quarantine\n")
    }

    @Test func `a limit counts only the documents that are tried again`() async throws {
        let terminal = try Self.terminal(Self.pipeline(stages: "  - limit: {documents: 1}"))
        try terminal.write(Data([0xFF]), to: "in/1.txt")
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(Self.exported(terminal) == ["in/3.txt"])
        try Self.mend(terminal)
        try terminal.write("Oil rose 1 times.", to: "in/1.txt")
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--quiet")
        #expect(ending.status == 1)
        #expect(
            ending.errors == """
                error[not-tried-again]: 'in/2.txt' was not tried again
                  cause: reading ended before it was met
                  hint: it stays in quarantine; 'textmill quarantine drop night.yaml 2' takes it out

                """)
        #expect(Self.exported(terminal) == ["in/1.txt", "in/3.txt"])
        #expect(try await Self.quarantined(terminal) == ["in/2.txt not-text"])
    }

    @Test func `duplicates are found among those that are tried again, and of what earlier runs kept`() async throws {
        let terminal = try Self.terminal(Self.pipeline(stages: "  - drop-duplicates:"))
        try terminal.write(Data([0xFF]), to: "in/1.txt")
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        try Self.mend(terminal)
        try terminal.write("Oil rose 2 times.", to: "in/1.txt")
        let wire = try #require(terminal.read("wire.jsonl"))
        try terminal.write(wire.replacing("Five.", with: "Gas fell."), to: "wire.jsonl")
        let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--progress", "none")
        #expect(ending.status == 0)
        #expect(ending.errors.contains("night: read 3 = exported 1 + dropped 2 + quarantined 0 + unchanged 0, in "))
        #expect(ending.errors.contains("    1 dropped: the same as a document of an earlier run\n"))
        #expect(ending.errors.contains("    1 dropped: the same as an earlier document\n"))
        #expect(Self.exported(terminal) == Self.all.filter { $0 != "in/2.txt" && $0 != "w2" })
        #expect(try await Self.quarantined(terminal) == [])
    }

    @Test func `a retry is refused where a sink would begin anew, and the output lose all other documents`()
        async throws
    {
        let terminal = try Terminal()
        let program = Program(stages: registeredStages + [WriteAnew.self], bundledFiles: bundledFiles)
        func loaded(_ sinks: String) throws -> LoadedPipeline {
            let text = """
                pipeline: night
                stages:
                  - load-files: {paths: ["in/*.txt"]}
                \(sinks)
                """
            try terminal.write(text, to: "night.yaml")
            try terminal.write("Oil rose.", to: "in/1.txt")
            return try #require(LoadedPipeline(file: terminal.path("night.yaml"), overrides: [], program))
        }
        let one = try loaded("  - export-jsonl: {path: out.jsonl}\n  - write-anew:\n    name: the-copy")
        #expect(
            QuarantineRetryCommand.cannotAdd(one)?.rendered().replacing(terminal.folder, with: "FOLDER") == """
                FOLDER/night.yaml: error[cannot-add]: 'the-copy' cannot add documents to what it wrote before
                  hint: 'textmill run FOLDER/night.yaml' does all documents again
                """)
        // What goes on where it was, and what has no file, can be added to.
        #expect(QuarantineRetryCommand.cannotAdd(try loaded("  - export-jsonl: {path: out.jsonl}")) == nil)
        #expect(
            QuarantineRetryCommand.cannotAdd(
                try loaded("  - export-jsonl: {path: out.jsonl}\n  - write-anew: {path: '-'}")) == nil)
    }

    // MARK: Looking at it

    @Test func `the list is a table, the latest first`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let ending = try await terminal.run("quarantine", "list", "night.yaml")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        let id = try #require(
            try await Self.quarantined(terminal).first { $0.hasPrefix("wire") }?.split(separator: " ")[0])
        let width = max(8, id.count)
        func cell(_ text: some StringProtocol, _ width: Int) -> String {
            text + String(repeating: " ", count: width - text.count)
        }
        #expect(
            ending.output.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "TIME               ") == """
                number  \(cell("document", width))  stage       error     when                 run
                     2  \(cell(id, width))  load-files  bad-json  TIME                   1
                     1  \(cell("in/2.txt", width))  load-files  not-text  TIME                   1

                """)
        let short = try await terminal.run("quarantine", "list", "night.yaml", "--limit", "1")
        #expect(short.output.split(separator: "\n").count == 2)
        #expect(short.errors == "1 of 2 documents; '--limit' shows more\n")
    }

    @Test(arguments: [
        (["--stage", "load-files"], 2), (["--stage", "clean-text"], 0), (["--error", "not-text"], 1),
        (["--run", "1"], 2),
        (["--run", "2"], 0), (["--older-than", "1h"], 0), (["--newer-than", "1h"], 2), (["in/2.txt"], 1), (["2"], 1),
        (["1", "in/2.txt"], 1),
    ])
    func `the list takes what is asked for`(filter: [String], count: Int) async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let ending = try await terminal.start(["quarantine", "list", "night.yaml", "--format", "json"] + filter).end()
        let list = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]]
        #expect(list?.count == count)
    }

    @Test func `a document is shown with all that is known of it`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let ending = try await terminal.run("quarantine", "show", "night.yaml", "2")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("wire.jsonl"))
        #expect(lines[1] == "  number    2")
        #expect(lines[2].hasPrefix("  failed    in load-files, run 1, 20"))
        #expect(lines[3] == "  error     bad-json")
        #expect(lines[4] == "            'text' must be a string")
        #expect(lines.contains("  place     wire.jsonl:2:22"))
        #expect(lines.contains("  origin    wire.jsonl, record 2, line 2"))
        #expect(lines.contains { $0.hasPrefix("  pipeline  ") && $0.hasSuffix(", as it is now") })
        #expect(lines.contains("  text      23 bytes"))
        #expect(ending.output.hasSuffix("\n\n{\"id\": \"w2\", \"text\": 5}\n"))
        try terminal.write(Self.pipeline(stages: "  - split-sentences:"), to: "night.yaml")
        let later = try await terminal.run("quarantine", "show", "night.yaml", "2")
        #expect(later.output.contains(", which has changed since: export-jsonl, split-sentences, export-csv\n"))
    }

    @Test func `a long text is cut, and shown whole when asked for`() async throws {
        let terminal = try Self.terminal()
        let text = String(repeating: #"Ünï \u001b[31m"#, count: 1000)
        try terminal.write(
            #"{"id": "w1", "text": "Gas."}"# + "\n" + #"{"id": "w1", "text": "\#(text)"}"# + "\n", to: "wire.jsonl")
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let short = try await terminal.run("quarantine", "show", "night.yaml", "w1")
        #expect(short.output.contains("  text      11000 bytes\n\nÜnï \u{FFFD}[31mÜnï "))
        #expect(short.output.hasSuffix("\n… 8555 more bytes; '--full' shows all\n"))
        let full = try await terminal.run("quarantine", "show", "night.yaml", "w1", "--full")
        #expect(full.output.hasSuffix(String(repeating: "Ünï \u{FFFD}[31m", count: 1000) + "\n"))
        let binary = try await terminal.run("quarantine", "show", "night.yaml", "in/2.txt")
        #expect(binary.output.hasSuffix("  text      4 bytes, no valid UTF-8\n\nOil\u{FFFD}\n"))
    }

    @Test func `an id that is not there is said by every command`() async throws {
        let terminal = try Self.terminal()
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        for command in ["list", "show", "retry", "drop", "export"] {
            let ending = try await terminal.run("quarantine", command, "night.yaml", "gone")
            #expect(ending.status == 64)
            #expect(
                ending.errors == """
                    error[not-in-quarantine]: 'gone' is not in the quarantine of 'night'
                      hint: 'textmill quarantine list night.yaml' shows what is

                    """)
        }
    }

    @Test func `without a ledger there is no quarantine to look at`() async throws {
        let terminal = try Self.terminal()
        for command in ["list", "retry", "export"] {
            let ending = try await terminal.run("quarantine", command, "night.yaml")
            #expect(ending.status == 2)
            #expect(
                ending.errors == """
                    night.yaml: error[no-ledger]: the pipeline 'night' has no ledger in '.textmill'
                      hint: its first run makes one; '--state FOLDER' names another folder

                    """)
        }
        #expect(terminal.names == ["in", "night.yaml", "wire.jsonl"])
    }

    // MARK: Taking out

    @Test func `dropping takes documents out, and they are not tried again until they change`() async throws {
        let terminal = try Self.terminal(Self.pipeline("incremental: true"))
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let ending = try await terminal.run("quarantine", "drop", "night.yaml", "in/2.txt")
        #expect(ending.status == 0)
        #expect(ending.errors == "night: dropped 1 document from quarantine\n")
        #expect(try await terminal.run("quarantine", "drop", "night.yaml", "--all").status == 0)
        #expect(try await Self.quarantined(terminal) == [])
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 0)
        #expect(try await Self.quarantined(terminal) == [])
        try terminal.write(Data([0xFF, 0xFF]), to: "in/2.txt")
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 1)
        #expect(try await Self.quarantined(terminal) == ["in/2.txt not-text"])
    }

    @Test(arguments: [
        (["drop", "night.yaml"], "Error: say which documents, or --all\n"),
        (["drop", "night.yaml", "--all", "--run", "1"], "Error: --all and a choice of documents exclude each other\n"),
        (["list", "night.yaml", "--limit", "0"], "Error: --limit must be from 1 to 1000000\n"),
        (
            ["list", "night.yaml", "--older-than", "soon"],
            "Error: The value 'soon' is invalid for '--older-than <age>'\n"
        ),
        (["export", "night.yaml", "--out", ""], "Error: --out must name a file, or - for standard output\n"),
    ])
    func `arguments that make no sense are refused`(arguments: [String], error: String) async throws {
        let terminal = try Self.terminal()
        let ending = try await terminal.start(["quarantine"] + arguments).end()
        #expect(ending.status == 64)
        #expect(ending.errors.hasPrefix(error), "\(ending.errors)")
    }

    @Test func `the export is the file that a run would write`() async throws {
        let terminal = try Self.terminal()
        let run = try await terminal.run("run", "night.yaml", "--quiet", "--quarantine", "failed.jsonl")
        #expect(run.status == 1)
        let file = try #require(terminal.read("failed.jsonl"))
        #expect(file.split(separator: "\n").count == 2)
        let export = try await terminal.run("quarantine", "export", "night.yaml")
        #expect(export.status == 0)
        #expect(export.errors == "")
        #expect(export.output == file)
        #expect(try await terminal.run("quarantine", "export", "night.yaml", "1", "--out", "one.jsonl").status == 0)
        #expect(terminal.read("one.jsonl") == file.split(separator: "\n")[0] + "\n")
    }

    @Test func `a document's own id wins over the number of another`() async throws {
        let terminal = try Self.terminal()
        try terminal.write(
            #"{"id": 7, "text": "A."}"# + "\n" + #"{"id": 1, "text": "B."}"# + "\n" + #"{"id": 1, "text": "C."}"#
                + "\n", to: "wire.jsonl")
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(try await Self.quarantined(terminal) == ["1 duplicate-id", "in/2.txt not-text"])
        #expect(try await terminal.run("quarantine", "drop", "night.yaml", "1").status == 0)
        #expect(try await Self.quarantined(terminal) == ["in/2.txt not-text"])
        #expect(try await terminal.run("quarantine", "drop", "night.yaml", "1").status == 0)
        #expect(try await Self.quarantined(terminal) == [])
    }
}
