import Analysis
import Foundation
import PipelineFile
import Plugins
import StageKit
import Testing

/// Taxonomy files with their problems, as the user reads them.
@Suite struct TaxonomyFileTests {
    private func problems(_ topics: String, beside files: [String: String] = [:]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "textmill-topics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(topics.utf8).write(to: folder.appending(path: "t.yaml"))
        for (name, text) in files {
            let url = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        var options = ClassifyTopics.Options()
        options.taxonomy = "t.yaml"
        let setup = StageSetup(
            stage: "classify-topics", baseFolder: folder.path, bundledFiles: bundledFiles,
            readYAML: { try YAML.read(bytes: $0, file: $1) })
        do {
            return try ClassifyTopics(options, setup).warnings.map {
                $0.description.replacing(folder.path + "/", with: "")
            }
        } catch {
            return error.diagnostics(code: "other", problem: "other").map {
                $0.description.replacing(folder.path + "/", with: "")
            }
        }
    }

    @Test func `a thousand topics with fifty thousand terms have room in one file`() throws {
        // Every term a key with its weight, as the most values that they can be.
        let topics = (0..<1000).map { topic in
            "  - label: topic-\(topic)\n    terms:\n"
                + (0..<50).map { "      word\(topic)x\($0) after word\($0): 3\n" }.joined()
        }
        #expect(try problems("taxonomy: t\ntopics:\n" + topics.joined()) == [])
        #expect(
            try problems("taxonomy: t\ntopics:\n" + String(repeating: "  - label: a\n", count: 200_000)) == [
                "t.yaml:166668:5: error[too-many-values]: the file has more than 500000 values, with aliases counted each time"
            ])
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
            // What is refused is not known afterwards.
            head + "    terms: {3: [embassies, embassy, embassy, Embassy]}\n",
            [
                "t.yaml:4:28: error[duplicate-term]: the term 'embassy' is matched by 'embassies' already",
                "t.yaml:4:37: error[duplicate-term]: the term 'embassy' is matched by 'embassies' already",
                "t.yaml:4:46: error[duplicate-term]: the term 'Embassy' is matched by 'embassies' already",
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

    private static let rule = head + "    rule: "

    @Test(arguments: [
        (rule + "{any: [oil, {all: [gas, {not: olive}]}]}\n", []),
        (rule + "{near: [oil, [price, market]], within: 5 words, in-order: true}\n", []),
        (rule + "{at-least: 2, of: [oil, gas, {entity: {label: GPE, name: Russia}}]}\n", []),
        (rule + "{count-unique: [vaccin*], at-least: 2, in: [title, lead]}\n", []),
        (rule + "{field: section, is: [World]}\n", []),
        (rule + "{field: keywords, any: [{term: Apple, case: exact, stemming: none, folding: false}]}\n", []),
        (head + "    terms: {3: [oil, {near: [gas, pipe], within: sentence}]}\n", []),
        (
            rule + "{an: [oil]}\n",
            [
                "t.yaml:4:11: error[bad-rule]: a rule must have one of term, any, all, of, not, near, count, "
                    + "count-unique, entity, topic, is"
            ]
        ),
        (
            rule + "{any: [oil], all: [gas]}\n",
            ["t.yaml:4:11: error[bad-rule]: a rule says one thing, found 'any' and 'all'"]
        ),
        (
            rule + "{near: [oil, {all: [gas, pipe]}]}\n",
            [
                "t.yaml:4:24: error[bad-rule]: 'near' asks where terms and names stand, found 'gas' and 'pipe'",
                "t.yaml:4:11: error[missing-key]: 'near' needs 'within'",
            ]
        ),
        (
            rule + "{near: [oil, gas], within: 3 miles}\n",
            [
                "t.yaml:4:38: error[bad-value]: 'within' must be 'sentence', 'paragraph', or 0 to 100 words, such as "
                    + "'5 words', found '3 miles'"
            ]
        ),
        (
            rule + "{at-least: 3, of: [oil, gas]}\n",
            ["t.yaml:4:22: error[never-true]: 3 of 2 things can never hold"]
        ),
        (
            rule + "{not: oil}\n",
            ["t.yaml:4:11: error[rule-without-evidence]: 'rule' holds even when nothing is found in a document"]
        ),
        (
            rule + "{all: [oil, {not: oil}]}\n",
            ["t.yaml:4:11: error[never-true]: 'oil' and no 'oil' can never hold together"]
        ),
        (
            rule + "{all: [oil, {any: [oil, gas]}]}\n",
            ["t.yaml:4:11: warning[swallowed-rule]: 'oil' or 'gas' adds nothing: it holds wherever 'oil' does"]
        ),
        (rule + "{topic: energi}\n", ["t.yaml:3:5: error[unknown-topic]: there is no topic 'energi'"]),
        (
            rule + "{topic: gas}\n  - label: gas\n    rule: {topic: energy}\n",
            ["t.yaml:4:11: error[topic-cycle]: the topic 'energy' leads back to itself"]
        ),
        (
            rule + "oil\n    in: x\n",
            ["t.yaml:5:5: error[unknown-key]: a topic has no 'in'"]
        ),
        (
            rule + "{any: [oil], in: titel}\n",
            ["t.yaml:4:28: error[bad-value]: 'in' must be of title, headline, lead, body, caption, found 'titel'"]
        ),
        (
            head + "    code: medtop:20000030\n    terms: {oil: 3}\n",
            ["t.yaml:4:11: warning[retired-code]: IPTC retired the code 'medtop:20000030' (music theatre) in 2021"]
        ),
        (
            head + "    code: medtop:29999999\n    terms: {oil: 3}\n",
            [
                "t.yaml:4:11: warning[unknown-code]: IPTC Media Topics of 2023-10-24 have no code 'medtop:29999999'"
            ]
        ),
        (
            head + "    terms: {3: [vaccin*, vaccine]}\n",
            ["t.yaml:3:5: warning[swallowed-term]: the term 'vaccine' adds nothing: 'vaccin*' finds it"]
        ),
        (
            head + "    terms: {3: [vaccine, oil]}\n    exclusions: [vaccin*]\n",
            ["t.yaml:3:5: error[never-counts]: the term 'vaccine' never counts: the exclusion 'vaccin*' takes it"]
        ),
        (
            head + "    terms: {oil: 3}\n    parent: enrgy\n",
            ["t.yaml:5:13: error[unknown-topic]: there is no topic 'enrgy' to be the parent"]
        ),
        (
            rule + "{any: [oil, {not: oil}]}\n",
            [
                "t.yaml:4:11: error[always-true]: 'oil' or no 'oil' always holds",
                "t.yaml:4:11: error[rule-without-evidence]: 'rule' holds even when nothing is found in a document",
            ]
        ),
        (
            head + "    terms: {3: [oil]}\n    requires: {any: [Russia]}\n    unless: {any: [Russia, gas]}\n",
            ["t.yaml:6:13: error[never-true]: the topic 'energy' requires what rules it out: 'Russia'"]
        ),
        (
            rule + "{all: [{any: [oil], in: [title]}, {any: [gas, {any: [coal], in: [lead]}], in: [title]}]}\n",
            ["t.yaml:4:11: error[never-true]: no place is both: ('coal' in the lead) in the title"]
        ),
        (
            rule + "{entity: {label: PERSN, name: Putin}}\n",
            ["t.yaml:4:28: warning[unknown-entity-label]: no stage here gives the label 'PERSN'"]
        ),
        (
            head + "    parent: oil\n    terms: {gas: 3}\n  - label: oil\n    parent: energy\n    terms: {oil: 3}\n",
            ["t.yaml:3:5: error[topic-cycle]: the topic 'energy' leads back to itself"]
        ),
        (
            // Only a term of as many words and the same weight is swallowed.
            head + "    terms: {3: [oil price*, oil prices, oil pricing, oil price index], 2: [oil priced]}\n",
            ["t.yaml:3:5: warning[swallowed-term]: the term 'oil prices' adds nothing: 'oil price*' finds it"]
        ),
        (
            head + "    terms: {3: [oil]}\n    against: {1: [oil]}\n",
            ["t.yaml:5:19: error[duplicate-term]: the term 'oil' is given twice"]
        ),
    ])
    func `rules are checked like all else`(file: String, expected: [String]) throws {
        #expect(try problems(file).sorted() == expected.sorted())
    }

    @Test(arguments: [
        ("20000030", "the concept above it is 'medtop:20000029' (theatre)"),
        ("20000436", "the concept of that name is now 'medtop:20000257' (renewable energy)"),
    ])
    func `a retired code is told with the concept in its place`(code: String, hint: String) throws {
        let file = Self.head + "    code: medtop:\(code)\n    terms: {oil: 3}\n"
        let node = try YAML.read(bytes: Array(file.utf8), file: "t.yaml")
        let result = try TaxonomyFile.read(node, path: "t.yaml") { _, _, _ in (node, path: "t.yaml") }
        #expect(result.warnings.map(\.hint) == [hint])
    }

    @Test func `taxonomies include others, also the shipped one, from their own folder`() throws {
        let main = "taxonomy: t\ninclude: [parts/a.yaml]\ntopics:\n  - label: x\n    rule: {topic: b}\n"
        let a = "taxonomy: a\ninclude: [b.yaml]\ntopics: [{label: a, terms: {oil: 3}}]\n"
        let b = "taxonomy: b\ntopics: [{label: b, terms: {gas: 3}}]\n"
        #expect(try problems(main, beside: ["parts/a.yaml": a, "parts/b.yaml": b]) == [])
        let cycle = b.replacing("topics", with: "include: [../t.yaml]\ntopics")
        #expect(
            try problems(main, beside: ["parts/a.yaml": a, "parts/b.yaml": cycle]) == [
                "parts/b.yaml:2:11: error[include-cycle]: '../t.yaml' includes itself"
            ])
        #expect(
            try problems(main).first
                == "t.yaml:2:11: error[unreadable-file]: cannot read 'parts/a.yaml'")
        #expect(try problems("taxonomy: t\ninclude: news\n") == [])
    }

    @Test func `a taxonomy of too many files or terms is refused`() throws {
        var files: [String: String] = [:]
        for number in 0..<40 {
            files["f\(number).yaml"] =
                "taxonomy: f\ninclude: [f\(number + 1).yaml]\ntopics: [{label: f\(number), terms: {oil: 3}}]\n"
        }
        let deep = try problems("taxonomy: t\ninclude: [f0.yaml]\n", beside: files)
        #expect(deep.contains { $0.contains("error[too-many-includes]: more than ") }, "\(deep)")
        let terms = (0...200_000).map { Value.string("w\($0)") }
        let topic: Value = .object(["label": "a", "terms": .object(["oil": 3]), "exclusions": .list(terms)])
        let node = Node(.object(["taxonomy": "t", "topics": .list([topic])]))
        let error = #expect(throws: Diagnostics.self) { try TaxonomyFile.read(node, path: "t.yaml") }
        #expect(error?.list.map(\.problem) == ["the taxonomy has more than 200000 terms"])
    }

    @Test func `without a reader of YAML the message says what is missing`() throws {
        #expect(throws: Diagnostic.self) {
            _ = try ClassifyTopics(
                ClassifyTopics.Options(), StageSetup(stage: "classify-topics", bundledFiles: bundledFiles))
        }
    }
}
