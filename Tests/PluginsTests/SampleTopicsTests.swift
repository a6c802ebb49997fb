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
        (
            "01-energy-talks",
            [
                "diplomacy", "energy", "trade", "renewable-energy", "defence", "trade-agreements", "oil-and-gas",
                "treaties",
            ]
        ),
        ("02-covid-wave", ["covid-19", "health", "vaccines", "public-health"]),
        (
            "03-reef-dispute",
            ["territorial-disputes", "diplomacy", "international-organisations", "treaties", "defence", "courts"]
        ),
        ("04-oil-prices", ["oil-and-gas", "energy", "international-organisations"]),
        ("05-oil-prices-update", ["oil-and-gas", "energy", "international-organisations"]),
        (
            "06-naval-exercise",
            [
                "defence", "armed-forces", "weapons", "economy", "oil-and-gas", "diplomacy",
                "international-organisations",
            ]
        ),
        ("07-election-night", ["elections", "international-organisations", "economy", "legislation", "inflation"]),
        ("08-earthquake", ["disasters", "international-organisations"]),
        (
            "09-trade-ruling",
            [
                "trade", "tariffs", "international-organisations", "economy", "trade-agreements", "energy",
                "renewable-energy",
            ]
        ),
        (
            "10-sanctions-summit",
            ["international-organisations", "diplomacy", "armed-conflict", "sanctions", "weapons", "peace-talks"]
        ),
        ("11-climate-treaty", ["climate-change", "treaties", "pollution", "diplomacy", "international-organisations"]),
        (
            "12-central-bank",
            [
                "economy", "monetary-policy", "inflation", "banking-and-markets", "public-finance",
                "international-organisations",
            ]
        ),
    ])
    func `a sample has its topics, the highest score first`(name: String, expected: [String]) throws {
        let document = try topics(Self.root.appending(path: "Samples/articles/\(name).txt"))
        #expect(document.topics.map(\.label) == expected)
        #expect(document.topics.allSatisfy { $0.code?.hasPrefix("medtop:") == true && !$0.evidence.isEmpty })
    }

    private static let given = root.deletingLastPathComponent().appending(path: "shared/data/user-articles")

    /// What both articles of a user are about, with the codes of IPTC Media Topics, and what the second is about too.
    private static let wanted = [
        "energy": "medtop:20000256", "defence": "medtop:20000598", "covid-19": "medtop:20000449",
        "trade": "medtop:20000373", "diplomacy": "medtop:20000639",
    ]
    private static let wantedToo = [
        "territorial-disputes": "medtop:20001316", "vaccines": "medtop:20000477", "treaties": "medtop:20000641",
    ]

    @Test(.enabled(if: FileManager.default.fileExists(atPath: given.path)))
    func `articles of a user have the topics that a reader finds in them, with codes and evidence`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.given.path).filter { $0.hasSuffix(".txt") }
        #expect(files.count >= 2)
        for file in files {
            let document = try topics(Self.given.appending(path: file))
            let wanted = Self.wanted.merging(file.hasPrefix("002") ? Self.wantedToo : [:]) { first, _ in first }
            for (label, code) in wanted {
                let topic = try #require(document.topics.first { $0.label == label }, "\(file) lacks \(label)")
                #expect(topic.code == code)
                #expect(!topic.evidence.isEmpty)
                for evidence in topic.evidence {
                    #expect(evidence.weight > 0 && document.text.isValid(evidence.span) && !evidence.span.isEmpty)
                }
                // The weights add up to the score, but for their rounding.
                let sum = topic.evidence.reduce(0) { $0 + $1.weight }
                #expect(abs(sum - topic.score) < 0.001 * Double(topic.evidence.count), "\(file): \(label)")
            }
            let labels = document.topics.map(\.label)
            for label in [
                "elections", "disasters", "climate-change", "armed-conflict", "sanctions", "sport", "weather",
                "culture",
            ] {
                #expect(!labels.contains(label), "\(file) has \(label)")
            }
        }
    }

    @Test func `the shipped taxonomy has at least 60 topics, and lint finds nothing in it`() throws {
        let folder = Self.root.appending(path: "Plugins/ClassifyTopics")
        var options = ClassifyTopics.Options()
        options.taxonomy = "news.yaml"
        let stage = try ClassifyTopics(
            options,
            StageSetup(
                stage: "classify-topics", baseFolder: folder.path, readYAML: { try YAML.read(bytes: $0, file: $1) }))
        #expect(stage.warnings == [])
        options.missed = .all
        let all = try ClassifyTopics(
            options,
            StageSetup(
                stage: "classify-topics", baseFolder: folder.path, readYAML: { try YAML.read(bytes: $0, file: $1) }))
        var document = Document("Nothing.")
        _ = try all.process(&document)
        #expect(document.missedTopics.count >= 60)
        #expect(document.missedTopics.allSatisfy { $0.code?.hasPrefix("medtop:") == true && $0.shortfall != nil })
    }

    @Test func `the example of rules in the documentation is true`() throws {
        let page = try String(contentsOf: Self.root.appending(path: "Documentation/Topics.md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let rules = try #require(blocks.first { $0.contains("label: energy-talks") })
        let folder = FileManager.default.temporaryDirectory.appending(path: "textmill-rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(("taxonomy: mine\ninclude: [news]\ntopics:\n" + rules).utf8)
            .write(to: folder.appending(path: "mine.yaml"))
        var options = ClassifyTopics.Options()
        options.taxonomy = "mine.yaml"
        let stage = try ClassifyTopics(
            options,
            StageSetup(
                stage: "classify-topics", baseFolder: folder.path, bundledFiles: bundledFiles,
                readYAML: { try YAML.read(bytes: $0, file: $1) }))
        func labels(_ fields: Fields) throws -> [String] {
            var document = Document(
                "Oil at a market price. Gas pipelines, a refinery, pipelines again.", fields: fields)
            _ = try stage.process(&document)
            return document.topics.map(\.label)
        }
        // What it requires is a name, which no stage has looked for here, or a field.
        #expect(try !labels([:]).contains("energy-talks"))
        #expect(try labels(["section": "Business"]).contains("energy-talks"))
    }
}
