import Foundation
import StageKit
import Testing

@Suite struct StageSetupTests {
    @Test(arguments: [
        ("Pipelines", "../out/a.jsonl", "out/a.jsonl"), ("Pipelines", "a.txt", "Pipelines/a.txt"),
        ("a/b", "../../../c", "../c"), ("/srv/p", "../out", "/srv/out"), ("/srv", "../../out", "/../out"),
        (".", "../out", "../out"), ("..", "../out", "../../out"), ("./p", "../out", "./out"), ("p", "/abs", "/abs"),
        ("p", "-", "-"),
    ])
    func `a relative path starts from the pipeline file's folder`(folder: String, path: String, expected: String) {
        let setup = StageSetup(stage: "s", baseFolder: folder)
        #expect(setup.resolve(Path(stringLiteral: path)) == expected)
    }

    @Test func `a folder that is a link is not taken out of a path`() throws {
        let root = FileManager.default.temporaryDirectory.path + "/setup-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: "\(root)/real/deep", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "real/deep")
        let setup = StageSetup(stage: "s", baseFolder: "\(root)/link")
        #expect(setup.resolve("../out") == "\(root)/link/../out")
    }

    @Test func `a large file is read where it lies`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/mapped-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data([1, 2, 3]).write(to: URL(filePath: path))
        let file = try StageSetup(stage: "s").mapped(Path(stringLiteral: path))
        #expect(file.byteCount == 3)
        #expect(file.withBytes { $0.unsafeLoad(fromByteOffset: 2, as: UInt8.self) } == 3)
    }

    @Test func `a file that cannot be read is said with its cause`() throws {
        let setup = StageSetup(stage: "find", baseFolder: "Pipelines")
        for read in [{ _ = try setup.mapped("no.model") }, { _ = try setup.contents(of: "no.model") }] {
            let error = #expect(throws: Diagnostic.self) { try read() }
            #expect(error?.problem == "cannot read 'Pipelines/no.model'" && error?.cause == "no such file")
        }
    }
}
