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
}
