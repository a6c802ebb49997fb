import Foundation
import Testing

/// The walls of the house that the compiler does not keep (Documentation/Architecture.md).
@Suite struct HouseTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    /// A Swift file of the program: its path from the root, and its lines without string literals of several lines.
    struct File: Sendable, CustomStringConvertible {
        let path: String
        let lines: [(number: Int, text: String)]
        var description: String { path }
        /// The folder below Sources, or `Plugins`.
        var room: String {
            let parts = path.split(separator: "/")
            return String(parts[0] == "Plugins" ? parts[0] : parts[1])
        }
        /// The lines of code, without comments.
        var code: [(number: Int, text: String)] {
            lines.filter { !$0.text.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
        }
    }

    static let files: [File] = ["Sources", "Plugins"].flatMap { folder -> [File] in
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: root.appending(path: "\(folder)/\(path)"), encoding: .utf8) else {
                return nil
            }
            var isLiteral = false
            var lines: [(number: Int, text: String)] = []
            for (index, line) in text.components(separatedBy: "\n").enumerated() {
                let quotes = line.components(separatedBy: "\"\"\"").count - 1
                if !isLiteral { lines.append((index + 1, line)) }
                if quotes % 2 == 1 { isLiteral.toggle() }
            }
            return File(path: "\(folder)/\(path)", lines: lines)
        }
    }

    /// The lines of code that match, as `file:line`, but for the files and rooms that may have them.
    private func places(_ pattern: Regex<some Any>, except allowed: Set<String>) -> [String] {
        Self.files.filter { !allowed.contains($0.path) && !allowed.contains($0.room) }.flatMap { file in
            file.code.filter { $0.text.firstMatch(of: pattern) != nil }.map { "\(file):\($0.number)" }
        }
    }

    @Test func `the files of the program are found`() { #expect(Self.files.count > 100) }

    @Test func `memory is handled in the text kernel and around the C libraries alone`() {
        let wrappers: Set = [
            "TextKernel", "Sources/Formats/Descriptor.swift", "Sources/Formats/ZlibStream.swift",
            "Sources/PipelineFile/YAMLEvents.swift",
        ]
        // A transaction that lasts longer than a call has the word in its name, and no memory.
        #expect(
            places(
                #/Unsafe(?!Transactions)[A-Z]|withUnsafe|@unchecked|@unsafe|nonisolated\(unsafe\)|unsafeBitCast/#,
                except: wrappers)
                == [])
    }

    @Test func `only the command line prints and ends the process`() {
        let pattern = #/(?:^|[^.\w`])(?:print|debugPrint|dump|fputs|exit|abort|fatalError)\(/#
        #expect(places(pattern, except: ["TextmillCommand", "RegistryGenerator", "StageRegistry"]) == [])
    }

    @Test func `nothing but the program imports the command line`() {
        #expect(places(#/import (?:TextmillCommand|ArgumentParser)\b/#, except: ["TextmillCommand", "textmill"]) == [])
    }

    @Test func `the whole Foundation is not linked`() {
        #expect(places(#/import Foundation$/#, except: ["RegistryGenerator", "StageRegistry"]) == [])
    }

    @Test func `nothing is forced`() {
        #expect(places(#/\btry!|\bas! /#, except: []) == [])
    }

    @Test func `a name says what a thing does`() {
        let pattern = #/(?:struct|class|enum|actor|protocol) \w*(?:Manager|Helper|Utils|Utility)\b/#
        #expect(places(pattern, except: []) == [])
    }

    @Test func `every room opens with a page, and the architecture page names it`() throws {
        // C libraries and the few lines around them say what they are in their one file.
        let small: Set = ["CKernel", "CSQLiteRows", "CYAML", "CZlib", "RegistryGenerator", "StageRegistry", "textmill"]
        let rooms = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        let architecture = try String(
            contentsOf: Self.root.appending(path: "Documentation/Architecture.md"), encoding: .utf8)
        for room in rooms.sorted() {
            let page = Self.root.appending(path: "Sources/\(room)/README.md").path
            #expect(small.contains(room) || FileManager.default.fileExists(atPath: page), "\(room) has no README.md")
            #expect(architecture.contains(room), "Documentation/Architecture.md does not name \(room)")
        }
    }

    @Test func `what other rooms and stage authors use has a comment`() {
        let declaration =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public|package)\s+(?:(?:static|final|mutating|consuming|lazy|indirect)\s+)*(struct|class|enum|actor|protocol|typealias|func)\s+(\w+)/#
        var documented: Set<String> = []
        var bare: [(place: String, kind: String, name: String)] = []
        for file in Self.files {
            for (index, line) in file.lines.enumerated() {
                // What a protocol requires is documented there, in a line without `public`.
                let isCommented =
                    file.lines[..<index].reversed()
                    .first { !$0.text.trimmingCharacters(in: .whitespaces).hasPrefix("@") }?
                    .text.contains("///") == true
                if isCommented, let match = line.text.firstMatch(of: #/func (\w+)/#) {
                    documented.insert(String(match.1))
                }
                guard !isCommented, let match = line.text.firstMatch(of: declaration) else { continue }
                // The options of a stage are documented by each option.
                if file.room == "Plugins", match.2 == "Options" { continue }
                bare.append(("\(file):\(line.number)", String(match.1), String(match.2)))
            }
        }
        let missing = bare.filter { $0.kind != "func" || !documented.contains($0.name) }
        #expect(missing.map { "\($0.place) \($0.name)" } == [])
    }

    @Test func `a page links only to files that are there`() throws {
        let pages =
            ["README.md", "CHANGELOG.md", "NOTICE"]
            + (try FileManager.default.subpathsOfDirectory(atPath: Self.root.appending(path: "Documentation").path))
            .map { "Documentation/\($0)" }
        for page in pages where page.hasSuffix(".md") {
            let url = Self.root.appending(path: page)
            let text = try String(contentsOf: url, encoding: .utf8)
            for match in text.matches(of: #/\]\(([^)#:\s]*[.\/][^)#:\s]*|NOTICE|LICENSE)(?:#[^)]*)?\)/#) {
                let target = url.deletingLastPathComponent().appending(path: String(match.1)).path
                #expect(FileManager.default.fileExists(atPath: target), "\(page) links to \(match.1)")
            }
        }
    }
}
