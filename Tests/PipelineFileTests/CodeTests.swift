import Diagnostics
import Foundation
@testable import PipelineFile
import Testing

/// The reference for people, `Documentation/PipelineFile.md`, holds what the code holds.
@Suite struct CodeTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    static let page = root.appending(path: "Documentation/PipelineFile.md")

    @Test func `every code stands in the reference with its meaning, and no other`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("` | ") }.map(String.init)
        let codes = Code.allCases.map { "| `\($0.rawValue)` | \($0.meaning) |" }
        for row in codes { #expect(rows.contains(row)) }
        let table = text.components(separatedBy: "| Code | Meaning |").last ?? ""
        let listed = table.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
        #expect(listed == codes, "the table under '| Code | Meaning |' has the codes in their order")
    }

    @Test func `no code is written as a bare string`() throws {
        let folder = Self.root.appending(path: "Sources/PipelineFile")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            #expect(!text.contains("Diagnostic(\"") && !text.contains("problem(\""), "\(file)")
        }
    }

    @Test func `every code of this room is shown by a broken file`() throws {
        var shown: Set<String> = []
        for name in BrokenFileTests.names {
            let bytes = try Array(Data(contentsOf: BrokenFileTests.folder.appending(path: "\(name).yaml")))
            shown.formUnion(BrokenFileTests.lint(bytes, file: name).map(\.code))
        }
        // A file of over 1 MB is not kept here; YAMLTests makes one.
        #expect(Set(Code.allCases.map(\.rawValue)).subtracting(shown) == ["too-large"])
    }
}
