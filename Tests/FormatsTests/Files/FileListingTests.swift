import Diagnostics
import Formats
import Foundation
import Testing

@Suite struct FileListingTests {
    /// A folder with some files, removed after the test.
    private func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        let root = FileManager.default.temporaryDirectory.appending(path: "listing-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let names = [
            "b.txt", "a.txt", "é.txt", ".hidden.txt", "notes.pdf", "2026/01/x.txt", "2026/01/y.jsonl.gz",
            "2026/02/x.txt",
            "2026/z.TXT",
        ]
        for name in names {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("x".utf8).write(to: file)
        }
        try FileManager.default.createDirectory(at: root.appending(path: "empty"), withIntermediateDirectories: true)
        // A link back up: following it would never end.
        try FileManager.default.createSymbolicLink(
            at: root.appending(path: "2026/up"), withDestinationURL: root)
        return try body(root.path)
    }

    private func list(_ patterns: [String], allowEmpty: Bool = false, in root: String) throws -> [String] {
        try FileListing(in: root, endings: [".txt", ".jsonl", ".jsonl.gz"])
            .files(patterns.map { ($0, nil) }, allowEmpty: allowEmpty).map(\.name)
    }

    @Test(arguments: [
        (["*.txt"], ["a.txt", "b.txt", "é.txt"]),
        (["./a.txt", "a.txt", ".//a.txt"], ["a.txt"]),
        // The order of the patterns comes first, then that of the bytes.
        (["b.txt", "*.txt"], ["b.txt", "a.txt", "é.txt"]),
        (["2026"], ["2026/01/x.txt", "2026/01/y.jsonl.gz", "2026/02/x.txt", "2026/z.TXT"]),
        (["2026/*/x.txt"], ["2026/01/x.txt", "2026/02/x.txt"]),
        (["**/x.txt"], ["2026/01/x.txt", "2026/02/x.txt"]),
        (["**/*.jsonl.gz"], ["2026/01/y.jsonl.gz"]),
        (["20[0-9][0-9]/0[!1]/?.txt"], ["2026/02/x.txt"]),
        ([".hidden.txt"], [".hidden.txt"]),
        (["-"], ["-"]),
    ])
    func `patterns give files in the same order everywhere`(patterns: [String], expected: [String]) throws {
        let found = try withFolder { try list(patterns, in: $0) }
        #expect(found == expected)
    }

    @Test func `the whole folder is searched, without hidden files, other endings and links`() throws {
        let found = try withFolder { try list(["."], in: $0) }
        #expect(
            found == [
                "2026/01/x.txt", "2026/01/y.jsonl.gz", "2026/02/x.txt", "2026/z.TXT", "a.txt", "b.txt", "é.txt",
            ])
    }

    @Test func `every missing path is reported at once`() throws {
        try withFolder { root in
            let error = #expect(throws: Diagnostics.self) { try list(["no.txt", "*.csv", "empty", "a.txt"], in: root) }
            #expect(
                error?.list.map(\.problem) == [
                    "there is no file or folder 'no.txt'", "no file matches '*.csv'",
                    "the folder 'empty' has no file to load",
                ])
            let none = try list(["*.csv", "empty"], allowEmpty: true, in: root)
            #expect(none.isEmpty)
        }
    }
}
