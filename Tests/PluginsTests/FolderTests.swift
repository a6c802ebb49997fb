import Foundation
import Plugins
import StageKit
import Testing

/// The walls between stages that share one module.
@Suite struct FolderTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Plugins")

    private static var folders: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: root.path).filter { !$0.contains(".") }.sorted()
        }
    }

    private static func swiftFiles(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            .filter { $0.hasSuffix(".swift") }
    }

    @Test func `every folder is registered`() throws {
        let registered = registeredStages.map { "\($0)" }.sorted()
        #expect(try registered == Self.folders, "build again: the registry is older than Plugins/")
    }

    @Test func `no two files of all stages have the same name`() throws {
        var seen: [String: String] = [:]
        for folder in try Self.folders {
            for file in try Self.swiftFiles(in: folder) {
                let name = String(file.split(separator: "/").last ?? "")
                if let other = seen.updateValue(folder, forKey: name) {
                    Issue.record("\(name) is in \(other) and in \(folder)")
                }
            }
        }
    }

    @Test func `no stage names another stage's type`() throws {
        let folders = try Self.folders
        for folder in folders {
            for file in try Self.swiftFiles(in: folder) {
                let path = Self.root.appending(path: folder).appending(path: file).path
                let words = try String(contentsOfFile: path, encoding: .utf8)
                    .split { !$0.isLetter && !$0.isNumber }.map(String.init)
                for other in folders where other != folder && words.contains(other) {
                    Issue.record("\(folder)/\(file) names \(other)")
                }
            }
        }
    }
}
