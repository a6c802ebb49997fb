import Foundation
import PipelineFile
import Plugins
import StageKit
import Testing

/// Taxonomy files with their problems, as the user reads them.
@Suite struct TaxonomyFileTests {
    private func problems(_ topics: String) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "textmill-topics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(topics.utf8).write(to: folder.appending(path: "t.yaml"))
        var options = ClassifyTopics.Options()
        options.taxonomy = "t.yaml"
        let setup = StageSetup(
            stage: "classify-topics", baseFolder: folder.path, readYAML: { try YAML.read(bytes: $0, file: $1) })
        do {
            _ = try ClassifyTopics(options, setup)
            return []
        } catch {
            return error.diagnostics(code: "other", problem: "other").map {
                $0.description.replacing(folder.path + "/", with: "")
            }
        }
    }

    private static let head = "taxonomy: t\ntopics:\n  - label: energy\n"

    @Test(arguments: [
        ("", ["t.yaml:1:1: error[wrong-type]: a taxonomy file must be a mapping, found nothing"]),
        ("taxonomy: t\n", ["t.yaml:1:1: error[missing-key]: the taxonomy has no 'topics'"]),
        ("taxonomy: t\ntopics: energy\n", ["t.yaml:2:9: error[wrong-type]: 'topics' must be a list, found 'energy'"]),
        ("taxonomy: t\ntopics: []\n", ["t.yaml:2:9: error[empty-taxonomy]: the taxonomy has no topic"]),
        (head + "    terms: {oil: 3}\n", []),
        (head + "    terms: {3: [oil, gas], fuel: 2}\n", []),
        (
            head + "    terms: {oil: 3}\n    threshhold: 0.5\n",
            ["t.yaml:5:5: error[unknown-key]: a topic has no 'threshhold'"]
        ),
        (
            head + "    terms: {oil: 3}\n    threshold: 1.5\n    title-boost: much\n",
            [
                "t.yaml:5:16: error[bad-value]: 'threshold' must be from 0.01 to 1, found 1.5",
                "t.yaml:6:18: error[wrong-type]: expected a number, found 'much'",
            ]
        ),
        (
            head + "    terms: {oil: 30, gas: often, 2: fuel}\n",
            [
                "t.yaml:4:18: error[bad-value]: a weight must be from 0.1 to 10, found 30",
                "t.yaml:4:27: error[wrong-type]: the weight of 'gas' must be a number, found 'often'",
                "t.yaml:4:37: error[wrong-type]: the weight of '2' must be a number, found 'fuel'",
            ]
        ),
        (
            head + "    terms: {3: [tariff, tariffs, 'Tariff']}\n",
            [
                "t.yaml:4:25: error[duplicate-term]: the term 'tariffs' is matched by 'tariff' already",
                "t.yaml:4:34: error[duplicate-term]: the term 'Tariff' is matched by 'tariff' already",
            ]
        ),
        (
            head + "    terms: {3: [oil]}\n    exclusions: [oil]\n",
            ["t.yaml:5:18: error[duplicate-term]: the term 'oil' is given twice"]
        ),
        (
            head + "    terms: {3: [oil, 'gas (natural)', 'va*', [a]]}\n",
            [
                "t.yaml:4:22: error[bad-term]: the term 'gas (natural)' can never match, because of '('",
                "t.yaml:4:39: error[bad-term]: the term 'va*' may have '*' only at the end of a word of at least "
                    + "three letters",
                "t.yaml:4:46: error[wrong-type]: a term must be text, found a list",
            ]
        ),
        (
            head + "    name: Energy\n",
            ["t.yaml:3:5: error[empty-topic]: the topic 'energy' has no terms, so no document can have it"]
        ),
        (
            head + "    terms: {oil: 3}\n  - label: energy\n    terms: {gas: 3}\n",
            ["t.yaml:5:12: error[duplicate-label]: the label 'energy' is given twice"]
        ),
        (
            head
                + "    code: medtop:2000\n    terms: {oil: 3}\n  - label: Oil and gas\n    code: x\n    terms: {gas: 3}\n",
            [
                "t.yaml:4:11: error[bad-code]: the code 'medtop:2000' of IPTC Media Topics must have eight digits",
                "t.yaml:6:12: error[bad-label]: the label 'Oil and gas' must be of small letters, digits, '-' and '.'",
                "t.yaml:7:11: error[bad-code]: the code 'x' must be a scheme and a name, such as 'medtop:20000256'",
            ]
        ),
        (
            "taxonomy: t\ntopics:\n  - terms: {oil: 3}\n  - energy\n",
            [
                "t.yaml:3:5: error[missing-key]: 'label' is missing",
                "t.yaml:4:5: error[wrong-type]: a topic must be a mapping with a 'label', found 'energy'",
            ]
        ),
    ])
    func `every problem of a taxonomy file is reported with its place`(file: String, expected: [String]) throws {
        #expect(try problems(file).sorted() == expected.sorted())
    }

    @Test func `without a reader of YAML the message says what is missing`() throws {
        #expect(throws: Diagnostic.self) {
            _ = try ClassifyTopics(
                ClassifyTopics.Options(), StageSetup(stage: "classify-topics", bundledFiles: bundledFiles))
        }
    }
}
