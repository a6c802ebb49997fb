import Foundation
import Testing

@Suite struct DuplicateNightsTests {
    private static let oil = "Oil prices rose again on Monday after traders in London said that stocks fell last week"
    private static let gas = "Gas deliveries to the island were halted for three days because of a strike at the port"
    private static let rice = "Rice exports grew by a tenth in the first half of the year the ministry in Hanoi said"
    private static let rail = "A new railway line will join both capitals before the end of the decade officials said"

    private static func pipeline(options: String = "") -> String {
        """
        pipeline: night
        stages:
          - load-files:
              paths: ["in/*.jsonl"]
              format: jsonl
          - drop-duplicates:
        \(options)
          - export-jsonl:
              path: out.jsonl
              origin: false
        run:
          incremental: true
        """
    }

    private static func line(_ id: String, _ date: String, _ text: String) -> String {
        #"{"id": "\#(id)", "published": "2026-11-\#(date)", "text": "\#(text)"}"# + "\n"
    }

    private static let first = line("oil", "20", oil) + line("gas", "20", gas)
    /// An earlier date than the one that was given away, another end, and something new.
    private static let second = line("oil-early", "10", oil + ", they say.") + line("rice", "21", rice)
    /// The first night's file again, with another story under the id `oil`.
    private static let changed = line("oil", "20", rail) + line("gas", "20", gas)
    private static let third =
        line("oil-again", "22", oil) + line("gas-again", "22", gas.uppercased()) + line("rice-again", "22", rice + "!")
        + line("rail-late", "23", "Reuters – \(rail)") + line("oil-once-more", "23", oil + " again")

    private func ids(_ terminal: Terminal) -> [String] {
        (terminal.read("out.jsonl") ?? "").split(separator: "\n").compactMap { line in
            line.split(separator: "\"").dropFirst(3).first.map(String.init)
        }
    }

    private func run(_ terminal: Terminal, _ more: [String] = []) async throws -> String {
        let ending = try await terminal.start(["run", "night.yaml", "--progress", "none"] + more).end()
        #expect(ending.status == 0, "\(ending.errors)")
        return ending.errors
    }

    private func nights(_ options: String = "", _ more: [String] = []) async throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(Self.pipeline(options: options), to: "night.yaml")
        try terminal.write(Self.first, to: "in/1.jsonl")
        _ = try await run(terminal, more)
        try terminal.write(Self.second, to: "in/2.jsonl")
        _ = try await run(terminal, more)
        try terminal.write(Self.changed, to: "in/1.jsonl")
        try terminal.write(Self.third, to: "in/3.jsonl")
        return terminal
    }

    @Test(arguments: [["--workers", "1", "--batch", "1"], ["--workers", "3", "--batch", "2"], ["--workers", "2"]])
    func `three nights give every story away once`(_ more: [String]) async throws {
        let terminal = try Terminal()
        try terminal.write(Self.pipeline(), to: "night.yaml")
        try terminal.write(Self.first, to: "in/1.jsonl")
        #expect(try await run(terminal, more).contains("read 2 = exported 2 + dropped 0"))
        #expect(ids(terminal) == ["oil", "gas"])

        try terminal.write(Self.second, to: "in/2.jsonl")
        let second = try await run(terminal, more)
        #expect(second.contains("read 4 = exported 1 + dropped 1 + quarantined 0 + unchanged 2"))
        #expect(second.contains("1 dropped: nearly a document of an earlier run"))
        #expect(ids(terminal) == ["oil", "gas", "rice"])

        // What stood under the id `oil` is another story now, so that the old one is new again; once.
        try terminal.write(Self.changed, to: "in/1.jsonl")
        try terminal.write(Self.third, to: "in/3.jsonl")
        let third = try await run(terminal, more)
        #expect(third.contains("read 9 = exported 2 + dropped 4 + quarantined 0 + unchanged 3"))
        #expect(third.contains("2 dropped: nearly an earlier document"))
        #expect(third.contains("2 dropped: the same as a document of an earlier run"))
        #expect(ids(terminal) == ["gas", "rice", "oil", "oil-again"])

        #expect(try await run(terminal, more).contains("read 9 = exported 0 + dropped 0 + quarantined 0 + unchanged 9"))
    }

    @Test func `a killed night that goes on gives what an undisturbed one gives`() async throws {
        let undisturbed = try await nights()
        _ = try await run(undisturbed)
        for count in 1...3 {
            let terminal = try await nights()
            let arguments = ["run", "night.yaml", "--checkpoint", "2", "--batch", "1", "--quiet"]
            let killed = try await terminal.start(
                arguments, environment: ["TEXTMILL_FAULT": "after-checkpoint:\(count)"]
            ).end()
            #expect(killed.status == -SIGKILL)
            #expect(try await run(terminal).contains("continuing run 3"))
            #expect(terminal.read("out.jsonl") == undisturbed.read("out.jsonl"))
            // And it remembers the same: copies of everything bring nothing.
            let copies = [Self.oil, Self.gas, Self.rice, Self.rail].enumerated()
                .map { Self.line("copy\($0.offset)", "24", $0.element) }.joined()
            try terminal.write(copies, to: "in/4.jsonl")
            #expect(try await run(terminal).contains("exported 0 + dropped 4"))
        }
    }

    @Test func `marked documents name the one of an earlier night`() async throws {
        let terminal = try await nights("      mark: true")
        _ = try await run(terminal)
        let lines = (terminal.read("out.jsonl") ?? "").split(separator: "\n").map(String.init)
        let clusters = lines.compactMap { line -> String? in
            guard let id = line.split(separator: "\"").dropFirst(3).first,
                let cluster = line.firstMatch(of: #/"duplicate-cluster":"([^"]*)","duplicate-share":([0-9.]+)/#)
            else { return nil }
            return "\(id): \(cluster.1) \(cluster.2)"
        }
        #expect(
            clusters == [
                "oil-early: oil 0.8571", "oil: oil 1.0", "oil-again: oil-again 1.0", "gas-again: gas 1.0",
                "rice-again: rice 1.0", "rail-late: oil 0.9231", "oil-once-more: oil-again 0.9231",
            ])
    }

    @Test func `without the past, nights know nothing of each other`() async throws {
        let terminal = try await nights("      past: false")
        #expect(ids(terminal) == ["oil", "gas", "oil-early", "rice"])
        #expect(try await run(terminal).contains("exported 4 + dropped 2 + quarantined 0 + unchanged 3"))
    }

    @Test func `a run of everything decides by date again`() async throws {
        let terminal = try await nights()
        #expect(try await run(terminal, ["--no-incremental"]).contains("exported 4 + dropped 5"))
        #expect(ids(terminal) == ["oil", "gas", "oil-early", "rice"])
        try terminal.write(Self.line("copy", "01", Self.oil), to: "in/4.jsonl")
        #expect(try await run(terminal).contains("exported 0 + dropped 1 + quarantined 0 + unchanged 9"))
    }
}
