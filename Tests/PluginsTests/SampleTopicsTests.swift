import Foundation
import PipelineFile
import Plugins
import StageKit
import Testing

/// What the taxonomy `news` says of articles.
@Suite struct SampleTopicsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let stage = Result {
        try ClassifyTopics(
            ClassifyTopics.Options(),
            StageSetup(
                stage: "classify-topics", bundledFiles: bundledFiles,
                readYAML: { try YAML.read(bytes: $0, file: $1) }))
    }

    private func topics(_ file: URL) throws -> Document {
        var document = Document(try String(contentsOf: file, encoding: .utf8))
        _ = try Self.stage.get().process(&document)
        return document
    }

    @Test(arguments: [
        ("01-energy-talks", ["diplomacy", "energy", "trade", "defence", "oil-and-gas", "treaties"]),
        ("02-covid-wave", ["health", "covid-19", "vaccines"]),
        (
            "03-reef-dispute",
            ["territorial-disputes", "diplomacy", "international-organisations", "treaties", "defence"]
        ),
        ("04-oil-prices", ["oil-and-gas", "energy", "international-organisations"]),
        ("05-oil-prices-update", ["oil-and-gas", "energy", "international-organisations"]),
        ("06-naval-exercise", ["defence", "economy", "oil-and-gas", "diplomacy", "international-organisations"]),
        ("07-election-night", ["elections", "international-organisations", "economy"]),
        ("08-earthquake", ["disasters", "international-organisations"]),
        ("09-trade-ruling", ["trade", "international-organisations", "economy", "energy"]),
        ("10-sanctions-summit", ["international-organisations", "diplomacy", "armed-conflict", "sanctions"]),
        ("11-climate-treaty", ["climate-change", "treaties", "diplomacy", "international-organisations"]),
        ("12-central-bank", ["economy", "international-organisations"]),
    ])
    func `a sample has its topics, the highest score first`(name: String, expected: [String]) throws {
        let document = try topics(Self.root.appending(path: "Samples/articles/\(name).txt"))
        #expect(document.topics.map(\.label) == expected)
        #expect(document.topics.allSatisfy { $0.code?.hasPrefix("medtop:") == true && !$0.evidence.isEmpty })
    }

    private static let given = root.deletingLastPathComponent().appending(path: "shared/data/user-articles")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: given.path)))
    func `articles of a user have the topics that a reader finds in them`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.given.path).filter { $0.hasSuffix(".txt") }
        for file in files {
            let labels = try topics(Self.given.appending(path: file)).topics.map(\.label)
            for label in ["energy", "defence", "covid-19", "trade", "diplomacy"] {
                #expect(labels.contains(label), "\(file) lacks \(label)")
            }
            for label in ["elections", "disasters", "climate-change", "armed-conflict", "sanctions"] {
                #expect(!labels.contains(label), "\(file) has \(label)")
            }
        }
    }
}
