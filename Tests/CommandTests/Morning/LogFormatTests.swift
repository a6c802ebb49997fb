import Diagnostics
import DocumentModel
import Foundation
import Testing

@testable import TextmillCommand

/// `--log-format json`: everything on standard error for programs.
@Suite struct LogFormatTests {
    /// The objects on the lines of standard error; every line must be one, with time and level.
    private func lines(_ ending: Ending) throws -> [[String: Any]] {
        try ending.errors.split(separator: "\n").map { line in
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            #expect((object["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
            #expect(["info", "warning", "error"].contains(object["level"] as? String))
            #expect(object["message"] is String)
            return object
        }
    }

    @Test func `a run says everything in JSON`() async throws {
        let night = try Night(bad: 1)
        let ending = try await night.textmill("run", "night.yaml", "--log-format", "json", "--workers", "1")
        #expect(ending.status == 1 && ending.output == "")
        let lines = try lines(ending)
        #expect(
            lines.map { $0["message"] as? String ?? "" }.map { Night.steady($0) } == [
                "night: started with 1 worker", "1 of 21 documents failed, but none may",
                "night: read 21 = exported 18 + dropped 2 + quarantined 1 + unchanged 0, in TIME",
            ])
        #expect(lines.map { $0["level"] as? String } == ["info", "error", "info"])
        #expect(lines[1]["code"] as? String == "too-many-failures" && lines[1]["hint"] is String)
        #expect((lines[2]["report"] as? [String: Any])?["quarantined"] as? Int == 1)
    }

    @Test func `a good night says nothing, and a bad one what is needed`() async throws {
        let night = try Night()
        let good = try await night.run("--log-format", "json")
        #expect(good.status == 0 && good.errors == "")
        try night.add(articles: 0, bad: 1)
        let bad = try await night.run("--log-format", "json")
        #expect(bad.status == 1)
        #expect(try lines(bad).count == 2)
    }

    @Test func `problems of the file and of the arguments are lines too`() async throws {
        let night = try Night("on-eror: fail")
        let wrong = try await night.run("--log-format", "json")
        #expect(wrong.status == 78)
        let line = try #require(try lines(wrong).first)
        #expect(line["code"] as? String == "unknown-key" && line["line"] as? Int == 12)
        #expect(line["file"] as? String == "night.yaml" && line["message"] as? String == "'run' has no key 'on-eror'")
        let arguments = try await night.run("--log-format=json", "--no-such-option")
        #expect(arguments.status == 64)
        #expect(try lines(arguments).map { $0["code"] as? String } == ["wrong-arguments"])
    }

    @Test func `a signal and progress are lines too`() async throws {
        let night = try Night()
        try night.terminal.write(
            night.terminal.read("night.yaml")!.replacing("\"in/*.jsonl\"", with: "\"-\""), to: "night.yaml")
        let input = Pipe()
        let running = try night.terminal.start(
            ["run", "night.yaml", "--log-format", "json", "--progress", "json"],
            input: .handle(input.fileHandleForReading))
        try await running.says(#""progress":{"#)
        running.send(SIGTERM)
        let ending = await running.end()
        #expect(ending.status == 143)
        let messages = try lines(ending).map { $0["message"] as? String ?? "" }
        #expect(messages.contains("night: SIGTERM, finishing what was read; a second signal stops at once"))
        #expect(messages.contains("the run of 'night' was stopped by a signal"))
        try input.fileHandleForWriting.close()
    }

    @Test func `a diagnostic becomes the fields of a line`() {
        let problem = Diagnostic(
            "code", "problem", at: SourceLocation(file: "f", line: 2, column: 3), severity: .note, document: "d",
            cause: "c\n\"x\"", hint: "h")
        #expect(
            LogLine.text(problem, time: 1_764_383_405_007)
                == #"{"time":"2025-11-29T02:30:05.007Z","level":"info","message":"problem","code":"code","file":"f","#
                + #""line":2,"column":3,"document":"d","cause":"c\n\"x\"","hint":"h"}"#)
        #expect(
            LogLine.text("said", ["more": 1], time: 0)
                == #"{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"said","more":1}"#)
    }
}
