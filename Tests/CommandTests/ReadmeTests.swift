import Foundation
import Testing

/// What the README and other pages show is what the program prints. `UPDATE_GOLDEN=1` writes the pages anew.
@Suite struct ReadmeTests {
    private static let path = "\(Terminal.repository)/README.md"

    /// The pages whose commands are run, and how many they have at least.
    private static let pages = [("README.md", 4), ("Documentation/Evaluating.md", 4), ("Documentation/Topics.md", 5)]

    /// The page whose files are written too.
    private static let walkThrough = "Documentation/Topics.md"

    /// Files that a page tells its reader to write: the last `name` before a colon, and the block behind it.
    private static func files(of text: String) -> [(name: String, contents: String)] {
        text.matches(of: /`([A-Za-z0-9\/.\-]+)`:\n\n```(yaml|text)\n((?s:.*?)\n)```/).map {
            (String($0.output.1), String($0.output.3))
        }
    }

    /// A block of a command and what it prints: ```` ```console ````, `$ textmill …`, output.
    private struct Block {
        var command: String
        var output: String
        /// The block in the text.
        var range: Range<String.Index>
    }

    private static func blocks(of text: String) -> [Block] {
        var blocks: [Block] = []
        var rest = text.startIndex..<text.endIndex
        while let opening = text.range(of: "```console\n$ ", range: rest),
            let closing = text.range(of: "\n```", range: opening.upperBound..<text.endIndex)
        {
            let lines = text[opening.upperBound..<closing.lowerBound]
                .split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            blocks.append(
                Block(
                    command: String(lines[0]), output: lines.count > 1 ? String(lines[1]) : "",
                    range: opening.upperBound..<closing.lowerBound))
            rest = closing.upperBound..<text.endIndex
        }
        return blocks
    }

    /// Without what differs from run to run.
    private static func normalised(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing(/[0-9.]+ (s|ms|µs)\b/, with: "TIME").replacing(
            /\ \([0-9]+ documents\/s\)/, with: ""
        )
        .replacing(/\ +TIME/, with: " TIME").replacing(/started with [0-9]+ workers?/, with: "started")
        .replacing(/time *\n/, with: "time\n")
    }

    @Test(arguments: pages) func `a page's commands print what it shows`(page: String, least: Int) async throws {
        let path = "\(Terminal.repository)/\(page)"
        let terminal = try Terminal()
        for name in ["Samples", "Pipelines"] {
            try FileManager.default.copyItem(
                atPath: "\(Terminal.repository)/\(name)", toPath: terminal.path(name))
        }
        var text = try String(contentsOfFile: path, encoding: .utf8)
        if page == Self.walkThrough {
            for (name, contents) in Self.files(of: text) { try terminal.write(contents, to: name) }
        }
        var updates: [(Range<String.Index>, String)] = []
        for block in Self.blocks(of: text) {
            let words = block.command.split(separator: " ").map(String.init)
            try #require(words.first == "textmill", "\(page) runs nothing but textmill: \(block.command)")
            let ending = try await terminal.start(Array(words.dropFirst())).end()
            let printed = (ending.errors + ending.output).trimmingCharacters(in: .newlines)
            // What differs only in its times is left as it is: those of a release build.
            let isSame = Self.normalised(printed) == Self.normalised(block.output)
            updates.append((block.range, block.command + "\n" + (isSame ? block.output : printed)))
            guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil else { continue }
            #expect(
                Self.normalised(printed) == Self.normalised(block.output),
                "'\(block.command)' prints something else; UPDATE_GOLDEN=1 swift test --filter ReadmeTests writes it")
        }
        #expect(updates.count >= least)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            for (range, replacement) in updates.reversed() { text.replaceSubrange(range, with: replacement) }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    @Test func `the walk-through to a topic of one's own has files and shows its score`() throws {
        let text = try String(contentsOfFile: "\(Terminal.repository)/\(Self.walkThrough)", encoding: .utf8)
        #expect(
            Self.files(of: text).map(\.name) == [
                "harbour.yaml", "watch.yaml", "articles/fees.txt", "articles/surgeon.txt",
            ])
        // What the sum below the walk-through comes to is what the program printed in it.
        let printed = try #require(text.firstMatch(of: /fees\.txt,shipping,medtop:20000343,(0\.[0-9]+),/)).output.1
        #expect(text.contains("10 points, and 10 / 13 =\n\(printed)."), "\(printed)")
    }

    @Test func `the README's pipeline file and stage are the real ones`() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let pipeline = try String(contentsOfFile: "\(Terminal.repository)/Pipelines/news.yaml", encoding: .utf8)
        let lines = pipeline.split(separator: "\n").filter { !$0.hasPrefix("#") }
        for line in lines { #expect(text.contains(line), "the README's pipeline file lacks '\(line)'") }
        let stage = try String(
            contentsOfFile: "\(Terminal.repository)/Plugins/DropShort/DropShort.swift", encoding: .utf8)
        let process = try #require(stage.range(of: "public func process"))
        #expect(text.contains(stage[process.lowerBound...].prefix { $0 != "}" }))
    }
}
