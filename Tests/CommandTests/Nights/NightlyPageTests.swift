import Foundation
import Testing

/// Documentation/RunningNightly.md does what it says: its commands are run in order, in a folder with the samples and the
/// pipelines of this repository, and what they print is compared. `UPDATE_GOLDEN=1` writes the page anew.
@Suite struct NightlyPageTests {
    private static let page = "\(Terminal.repository)/Documentation/RunningNightly.md"

    /// Without what differs from run to run and from machine to machine.
    private static func normalised(_ text: String, folder: String) -> String {
        text.replacing(folder, with: "FOLDER").replacing(/[0-9]+(\.[0-9]+)? (s|ms|µs|min)\b/, with: "TIME")
            .replacing(/\ \([0-9]+ documents\/s\)/, with: "").replacing(/\ [0-9]+\/s/, with: " RATE")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?/, with: "DATE")
            .replacing(/started with [0-9]+ workers?/, with: "started").replacing(/\ +/, with: " ")
    }

    /// A terminal with a `textmill` and a crontab of its own in its path.
    private func room() throws -> Terminal {
        let terminal = try Terminal()
        for name in ["Samples", "Pipelines"] {
            try FileManager.default.copyItem(atPath: "\(Terminal.repository)/\(name)", toPath: terminal.path(name))
        }
        try? FileManager.default.removeItem(atPath: terminal.path("Pipelines/.textmill"))
        try FileManager.default.createDirectory(atPath: terminal.path("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: terminal.path("bin/textmill"), withDestinationPath: Terminal.program.path)
        try terminal.write(
            "#!/bin/sh\nif [ \"$1\" = -l ]; then cat \"$0.tab\" 2> /dev/null; else cat > \"$0.tab\"; fi\n",
            to: "bin/crontab")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: terminal.path("bin/crontab"))
        return terminal
    }

    /// Runs a command line as a shell does; what it prints on both streams.
    private func shell(_ command: String, _ terminal: Terminal) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "{ \(command)\n} > .printed 2>&1"]
        process.currentDirectoryURL = URL(filePath: terminal.folder)
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PATH": "\(terminal.path("bin")):/usr/local/bin:/usr/bin:/bin",
            "TEXTMILL_CRONTAB": terminal.path("bin/crontab"),
        ]) { $1 }
        try process.run()
        process.waitUntilExit()
        return terminal.read(".printed") ?? ""
    }

    @Test func `the commands of the page do what it shows`() throws {
        let terminal = try room()
        var text = try String(contentsOfFile: Self.page, encoding: .utf8)
        var updates: [(Range<String.Index>, String)] = []
        for match in text.matches(of: /```(console|sh)\n((?s:.*?))\n```/) {
            let block = String(match.output.2)
            let commands = block.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
            #expect(!commands.isEmpty)
            var lines: [String] = []
            for command in commands {
                lines.append("$ \(command)")
                let printed = try shell(command, terminal).trimmingCharacters(in: .newlines)
                if !printed.isEmpty { lines.append(printed) }
            }
            // What a doctor finds depends on the machine.
            guard match.output.1 == "console" else { continue }
            let shown = lines.joined(separator: "\n").replacing(terminal.folder, with: "/srv/news")
            let isSame =
                Self.normalised(shown, folder: "/srv/news") == Self.normalised(block, folder: "/srv/news")
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil {
                #expect(isSame, "the page shows\n\(block)\nand it is\n\(shown)")
            }
            updates.append((match.range, isSame ? String(text[match.range]) : "```console\n\(shown)\n```"))
        }
        #expect(updates.count >= 6)
        guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil else { return }
        for (range, replacement) in updates.reversed() { text.replaceSubrange(range, with: replacement) }
        try text.write(toFile: Self.page, atomically: true, encoding: .utf8)
    }
}
