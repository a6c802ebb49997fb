import Analysis
import DocumentModel
import PipelineFile
import Plugins
import Testing

@Suite struct PlainTaxonomyTests {
    private static func shipped() throws -> [UInt8] {
        let text = try #require(bundledFiles["ClassifyTopics/news.yaml"])
        return text.withUTF8Buffer { Array($0) }
    }

    /// What the reader says that looks for mistakes.
    private func checked(_ bytes: [UInt8]) throws -> Taxonomy {
        try TaxonomyFile.read(YAML.read(bytes: bytes, file: "t.yaml")).taxonomy
    }

    @Test func `reads the shipped taxonomy, which has no mistakes, as it is`() throws {
        let bytes = try Self.shipped()
        #expect(try PlainTaxonomy.read(bytes) == checked(bytes))
    }

    private static let head = "taxonomy: t\ntopics:\n  - label: a\n    terms:\n"

    @Test(arguments: [
        "taxonomy: t\n# why\ndescription: All, of it\n\ntopics:\n  - label: a\n    name: A b\n    code: x:1\n    terms:\n      3:\n"
            + "        - oil price\n        # more\n        - defence, security\n      0.5: [gas, \n          wind\n"
            + "          power, sun,\n          tide]\n    threshold: 0.6\n    against:\n      2: [coal]\n    parent: b\n"
            + "    exclusions: [oil\n      paint]\n\n  - label: b\n    exclusions:\n      - olive oil\n"
            + "    against:\n      1:\n        - sand\n    terms:\n      2: [vaccin*]\n",
        head + "      3: [E. coli, charge d'affaires]",
    ])
    func `reads keys, lists and lists in brackets`(text: String) throws {
        let found = try #require(PlainTaxonomy.read(Array(text.utf8)))
        #expect(try found == checked(Array(text.utf8)))
    }

    @Test(arguments: [
        "", "taxonomy: t\n", "topics:\n  - label: a\n", "taxonomy: t\ninclude: news\ntopics:\n  - label: a\n",
        head + "      3: ['oil']\n", head + "      3: [\"oil\"]\n", head + "      oil: 3\n", head + "      3: oil\n",
        head + "      3: [oil, {term: gas}]\n", head + "      3: [oil] # more\n", head + "      3: [oil\n",
        head + "      3: [oil,, gas]\n", head + "      3: [null]\n", head + "      3: [vac: cine]\n",
        head + "      3: []\n",
        head + "      3:\n        - oil # more\n", head + "      3:\n        - oil\n          price\n",
        head + "      3:\n        - near: [oil, price]\n", head + "      3:\n        - [oil]\n",
        head + "      3:\n        - !!str oil\n", head + "      3:\n        - v*\n", head + "      3:\n\t- oil\n",
        head + "      3: [oil]\n    rule: oil\n", head + "      3: [oil]\n    title-boost: 3\n",
        head + "      3: [oil]\n    threshold: 2\n", head + "      300: [oil]\n",
    ])
    func `leaves anything else to the reader that knows YAML`(text: String) {
        #expect(PlainTaxonomy.read(Array(text.utf8)) == nil)
    }

    @Test(arguments: 0..<300)
    func `has no answer but that of the reader that knows YAML`(seed: UInt64) throws {
        var random = Dice(state: seed)
        let lines = try Self.shipped().split(separator: 10, omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0.elementsEqual("topics:".utf8) })
        let start = Int.random(in: first + 1..<lines.count - 1, using: &random)
        var part = Array("taxonomy: t\ntopics:\n".utf8)
        // From the first topic behind the start on, some lines, with one of them changed.
        for line in lines[start...].drop(while: { !$0.starts(with: "  - label".utf8) }).prefix(40) {
            part += line + [10]
        }
        let signs = Array(" \n\n:,-[]#'\"{}&*!|>%@`0aé\t".utf8)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let at = Int.random(in: 0..<part.count, using: &random)
            if Bool.random(using: &random) {
                part.remove(at: at)
            } else {
                part.insert(signs.randomElement(using: &random) ?? 0, at: at)
            }
        }
        guard let found = PlainTaxonomy.read(part) else { return }
        guard let expected = try? checked(part) else { return }
        #expect(found == expected, "seed \(seed): \(String(decoding: part, as: UTF8.self))")
    }
}

/// Random numbers from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
