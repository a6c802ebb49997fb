import Foundation
import SQLiteExport
import Testing

/// `export-sqlite` in runs of the program: cut off at any place, and night after night.
@Suite struct ExportSQLiteCommandTests {
    /// A folder with a pipeline over some files.
    private static func terminal(incremental: Bool = false, count: Int = 40) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(
            """
            pipeline: night
            stages:
              - load-files:
                  paths: ["in/*.txt"]
              - extract-entities:
              - export-jsonl:
                  path: out.jsonl
              - export-sqlite:
                  path: out.sqlite
            run:
              incremental: \(incremental)
            """, to: "night.yaml")
        for number in 0..<count { try write(number, "Vietnam and Norway agreed on \(number) million USD.", terminal) }
        return terminal
    }

    private static func write(_ number: Int, _ text: String, _ terminal: Terminal) throws {
        try terminal.write(text, to: "in/\(number + 100).txt")
    }

    private static func rows(_ terminal: Terminal) throws -> String {
        try SQLiteText.read(terminal.path("out.sqlite"))
    }

    /// Runs until the program kills itself at a place.
    private static func runToDeath(at fault: String, _ terminal: Terminal) async throws {
        let process = Process()
        process.executableURL = Terminal.program
        process.arguments = ["run", "night.yaml", "--quiet", "--batch", "3", "--checkpoint", "5"]
        process.currentDirectoryURL = URL(filePath: terminal.folder)
        process.environment = ProcessInfo.processInfo.environment.merging(["TEXTMILL_FAULT": fault]) { $1 }
        let (ended, continuation) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        for await _ in ended {}
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL, "at \(fault)")
    }

    @Test(arguments: [
        "after-sinks:1", "after-sinks:3", "after-checkpoint:2", "before-publishing", "between-outputs:1",
        "between-outputs:2", "after-publishing", "after-finish",
    ])
    func `killed at any step and run again, the rows are those of an undisturbed run`(fault: String) async throws {
        let undisturbed = try Self.terminal()
        #expect(try await undisturbed.run("run", "night.yaml", "--quiet").status == 0)
        let expected = try Self.rows(undisturbed)
        #expect(expected.components(separatedBy: "\ndocument ").count == 40)
        let terminal = try Self.terminal()
        try await Self.runToDeath(at: fault, terminal)
        // A run that had finished is followed by another one, which replaces the same rows.
        let again = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(again.status == 0, "\(again.errors)")
        let number = fault == "after-finish" ? 2 : 1
        #expect(try Self.rows(terminal) == expected.replacingOccurrences(of: " run=1 ", with: " run=\(number) "))
        #expect(terminal.names.filter { $0.contains("partial") || $0.contains("journal") } == [])
    }

    @Test(arguments: ["", "after-sinks:1", "before-publishing", "between-outputs:2", "after-publishing"])
    func `a night replaces what changed and keeps the rest, also when it was killed`(fault: String) async throws {
        let terminal = try Self.terminal(incremental: true, count: 6)
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 0)
        try Self.write(1, "Norway grew, and so did France.", terminal)
        try Self.write(6, "Japan grew.", terminal)
        if !fault.isEmpty { try await Self.runToDeath(at: fault, terminal) }
        let night = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(night.status == 0, "\(night.errors)")
        let documents = try Self.rows(terminal).split(separator: "\n").filter { $0.hasPrefix("document ") }
            .map { $0.split(separator: " ")[1...3].joined(separator: " ") }
        #expect(
            documents == [
                "number=1 run=1 id=in/100.txt", "number=3 run=1 id=in/102.txt", "number=4 run=1 id=in/103.txt",
                "number=5 run=1 id=in/104.txt", "number=6 run=1 id=in/105.txt", "number=7 run=2 id=in/101.txt",
                "number=8 run=2 id=in/106.txt",
            ])
        #expect(try Self.rows(terminal).contains("name=France"))
    }

    @Test func `standard output is no database`() async throws {
        let terminal = try Terminal()
        try terminal.write(
            "pipeline: p\nstages:\n  - load-files: {paths: [\"*.txt\"]}\n  - export-sqlite: {path: \"-\"}\n",
            to: "p.yaml")
        let ending = try await terminal.run("lint", "p.yaml")
        #expect(ending.status == 78)
        #expect(
            (ending.output + ending.errors).contains(
                "error[no-file]: a database cannot be written to standard output"))
    }

    @Test func `layers without a table are no layers of a database`() async throws {
        let terminal = try Terminal()
        try terminal.write(
            "pipeline: p\nstages:\n  - load-files: {paths: [\"*.txt\"]}\n"
                + "  - export-sqlite: {path: out.sqlite, layers: [entities, tokens]}\n", to: "p.yaml")
        let ending = try await terminal.run("lint", "p.yaml")
        #expect(ending.status == 78)
        #expect((ending.output + ending.errors).contains("'layers' cannot have 'tokens'"), "\(ending)")
    }
}
