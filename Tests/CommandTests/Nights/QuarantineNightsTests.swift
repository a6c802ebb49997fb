import Foundation
import Testing

/// Quarantine from night to night, and when a retry is cut off.
@Suite struct QuarantineNightsTests {
    private typealias Quarantine = QuarantineCommandTests

    // MARK: Cut off

    #if DEBUG
        @Test(
            arguments: ["after-sinks", "after-checkpoint", "before-publishing", "between-outputs", "after-publishing"],
            [["quarantine", "retry"], ["run", "--incremental"], ["run"]])
        func `a retry that is killed loses and doubles nothing`(_ place: String, _ next: [String]) async throws {
            let terminal = try Quarantine.terminal()
            _ = try await terminal.run("run", "night.yaml", "--quiet")
            try Quarantine.mend(terminal)
            let killed = try await terminal.start(
                ["quarantine", "retry", "night.yaml", "--quiet"], environment: ["TEXTMILL_FAULT": place]
            ).end()
            #expect(killed.status == -9)
            #expect(try await Quarantine.quarantined(terminal).count == 2)
            let ending = try await terminal.start(next + ["night.yaml", "--progress", "none"]).end()
            #expect(ending.status == 0)
            #expect(
                ending.errors.hasPrefix(
                    "night: run 2 is not continued, because it took other documents (retry); what it did is done again\n"
                ))
            #expect(Quarantine.exported(terminal) == Quarantine.all)
            #expect(try await Quarantine.quarantined(terminal) == [])
            #expect(terminal.names == ["in", "night.yaml", "out.csv", "out.jsonl", "wire.jsonl"])
        }

        @Test func `a retry that dies behind its end has ended`() async throws {
            let terminal = try Quarantine.terminal()
            _ = try await terminal.run("run", "night.yaml", "--quiet")
            try Quarantine.mend(terminal)
            _ = try await terminal.start(
                ["quarantine", "retry", "night.yaml", "--quiet"], environment: ["TEXTMILL_FAULT": "after-finish"]
            ).end()
            #expect(try await Quarantine.quarantined(terminal) == [])
            #expect(Quarantine.exported(terminal) == Quarantine.all)
        }

        @Test func `a run that was cut off comes before a retry`() async throws {
            let terminal = try Quarantine.terminal(Quarantine.pipeline("incremental: true"))
            _ = try await terminal.run("run", "night.yaml", "--quiet")
            try terminal.write("New.", to: "in/5.txt")
            _ = try await terminal.start(
                ["run", "night.yaml", "--quiet"], environment: ["TEXTMILL_FAULT": "after-checkpoint"]
            ).end()
            let ending = try await terminal.run("quarantine", "retry", "night.yaml", "--quiet")
            #expect(ending.status == 2)
            #expect(
                ending.errors == """
                    error[unfinished-run]: run 2 of 'night' was cut off
                      hint: 'textmill run' goes on with it; try documents again when it has finished

                    """)
            let run = try await terminal.run("run", "night.yaml", "--progress", "none")
            #expect(run.errors.hasPrefix("night: continuing run 2, which was cut off after 1 document\n"))
        }
    #endif

    // MARK: Nights

    @Test func `what failed and did not change stays in quarantine and counts as unchanged`() async throws {
        let terminal = try Quarantine.terminal(Quarantine.pipeline("incremental: true"))
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let before = try await Quarantine.quarantined(terminal)
        let ending = try await terminal.run("run", "night.yaml", "--progress", "none")
        #expect(ending.status == 0)
        #expect(ending.errors.contains("exported 0 + dropped 0 + quarantined 0 + unchanged 7, in "))
        #expect(try await Quarantine.quarantined(terminal) == before)
        try Quarantine.mend(terminal)
        let mended = try await terminal.run("run", "night.yaml", "--progress", "none")
        #expect(mended.errors.contains("exported 2 + dropped 0 + quarantined 0 + unchanged 5, in "))
        #expect(!mended.errors.contains("disappeared"))
        #expect(try await Quarantine.quarantined(terminal) == [])
        #expect(Quarantine.exported(terminal) == Quarantine.all)
    }

    @Test func `a line before a record that failed does not take it out of quarantine`() async throws {
        let terminal = try Quarantine.terminal(Quarantine.pipeline("incremental: true"))
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let before = try await Quarantine.quarantined(terminal)
        let wire = try #require(terminal.read("wire.jsonl"))
        try terminal.write(
            #"{"id": "w0", "text": "First."}"# + "\n" + #"{"id": "w00", "text": "First."}"# + "\n" + wire,
            to: "wire.jsonl")
        let ending = try await terminal.run("run", "night.yaml", "--progress", "none")
        #expect(ending.errors.contains("exported 2 + dropped 0 + quarantined 0 + unchanged 7, in "))
        #expect(try await Quarantine.quarantined(terminal) == before)
    }

    @Test func `a second document of an id never takes the first one's place`() async throws {
        let terminal = try Quarantine.terminal(Quarantine.pipeline("incremental: true"))
        try Quarantine.mend(terminal)
        _ = try await terminal.run("run", "night.yaml", "--quiet")
        let wire = try #require(terminal.read("wire.jsonl"))
        for night in 1...3 {
            let lines = String(repeating: "\n", count: night) + #"{"id": "w1", "text": "Other."}"# + "\n"
            try terminal.write(wire + lines, to: "wire.jsonl")
            let ending = try await terminal.run("run", "night.yaml", "--progress", "none")
            #expect(ending.status == 1)
            #expect(ending.errors.contains("exported 0 + dropped 0 + quarantined 1 + unchanged 7, in "))
            #expect(Quarantine.exported(terminal) == Quarantine.all)
            #expect(terminal.read("out.jsonl")?.contains("Other.") == false)
            #expect(try await Quarantine.quarantined(terminal) == ["w1 duplicate-id"])
        }
        try terminal.write(wire + "\n\n\n" + #"{"id": "w5", "text": "Other."}"# + "\n", to: "wire.jsonl")
        #expect(try await terminal.run("quarantine", "retry", "night.yaml", "--quiet").status == 0)
        #expect(try await Quarantine.quarantined(terminal) == [])
        #expect(Quarantine.exported(terminal) == Quarantine.all + ["w5"])
    }

    @Test func `a run that fails again and again stops early`() async throws {
        let terminal = try Quarantine.terminal(Quarantine.pipeline("stop-after-failures: 3"))
        try Quarantine.mend(terminal)
        for number in 2...4 { try terminal.write(Data([0xFF]), to: "in/\(number).txt") }
        let ending = try await terminal.run("run", "night.yaml", "--quiet")
        #expect(ending.status == 2)
        #expect(
            Night.steady(ending.errors) == """
                error[failures-in-a-row]: 3 documents failed one after the other, so the run was stopped
                  hint: the last of them is shown below; 'run.stop-after-failures' sets the limit
                in/4.txt: error[not-text]: 'in/4.txt' is not text
                  document: in/4.txt
                  cause: byte 0xFF at offset 0 begins no UTF-8 character
                  hint: if it is Windows-1252, say so with 'encoding: windows-1252'; else convert it to UTF-8
                night: run 1 was stopped
                night: read 4 = exported 1 + dropped 0 + quarantined 3 + unchanged 0, in TIME
                failed most:
                  3 not-text in load-files (night.yaml:3), the first 'in/2.txt': 'in/2.txt' is not text
                look: textmill runs show 1 night.yaml

                """)
        #expect(terminal.names == ["in", "night.yaml", "wire.jsonl"])
        for number in 2...4 { try terminal.write("Oil rose.", to: "in/\(number).txt") }
        #expect(try await terminal.run("run", "night.yaml", "--quiet").status == 0)
        #expect(Quarantine.exported(terminal) == Quarantine.all)
    }
}
