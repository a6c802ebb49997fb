import Diagnostics
import DocumentModel
import Foundation
import PipelineFile
import StageKit
import Testing

@Suite struct YAMLTests {
    static func value(_ text: String) throws -> Value {
        try Value(YAML.read(bytes: Array(text.utf8), file: "a.yaml"))
    }

    static let cases: [(String, Value)] = [
        ("a: 1", ["a": 1]),
        ("a: [1, 'x', \"y\", true, ~]", ["a": [1, "x", "y", true, nil]]),
        // Text of several lines, folded and kept.
        ("a: >\n  one\n  two\n\n  three\n", ["a": "one two\nthree\n"]),
        ("a: |-\n  one\n  two\n", ["a": "one\ntwo"]),
        // YAML 1.2: these are text.
        ("[yes, no, on, off, y, n]", ["yes", "no", "on", "off", "y", "n"]),
        ("a: &x {b: 1}\nc: *x", ["a": ["b": 1], "c": ["b": 1]]),
        // What is given wins over what is merged, and the first merged over the next.
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}", ["a": ["b": 1, "c": 2], "d": ["b": 3, "c": 2]]),
        (
            "a: &x {b: 1}\nc: &y {b: 2, d: 4}\ne: {<<: [*x, *y]}",
            ["a": ["b": 1], "c": ["b": 2, "d": 4], "e": ["b": 1, "d": 4]]
        ),
        // A quoted '<<' is a key like others; an anchor may be given anew.
        ("{'<<': 1}", ["<<": 1]),
        ("[&a 1, *a, &a 2, *a]", [1, 1, 2, 2]),
        // Tags of YAML itself.
        ("[!!str 12, !!int '12', !!float '1.5', !!bool 'true', !!null '', ! 7]", ["12", 12, 1.5, true, nil, "7"]),
        ("!!map {a: !!seq [b]}", ["a": ["b"]]),
        ("---\na: 1\n...\n", ["a": 1]),
        ("%YAML 1.2\n---\na: 1\n", ["a": 1]),
        ("\u{FEFF}a: 1", ["a": 1]),
        ("a: 1\r\nb: 2\r\n", ["a": 1, "b": 2]),
        ("Hà Nội: \u{1F469}\u{200D}\u{1F467}", ["Hà Nội": "\u{1F469}\u{200D}\u{1F467}"]),
        ("", nil),
    ]

    @Test(arguments: cases) func `reads YAML`(text: String, expected: Value) throws {
        #expect(try Self.value(text) == expected)
    }

    @Test func `every node knows its place in code points`() throws {
        let text = "tên: Hà Nội\nlist:\n  - \"👩‍👩‍👧\" # family\n  - [a, 'bc']\n"
        let root = try YAML.read(bytes: Array(text.utf8), file: "a.yaml")
        func place(_ node: Node?) -> String { node?.location.map { "\($0)+\($0.length)" } ?? "" }
        #expect(place(root["tên"]) == "a.yaml:1:6+6")
        #expect(place(root["list"]?.sequence?[0]) == "a.yaml:3:5+7")
        #expect(place(root["list"]?.sequence?[1]) == "a.yaml:4:5+9")
        #expect(place(root["list"]?.sequence?[1].sequence?[1]) == "a.yaml:4:9+4")
        #expect(root["tên"]?.location?.excerpt?.line == "tên: Hà Nội")
    }

    @Test func `a node's excerpt is its line, whatever ends lines`() throws {
        // NEL, LS and PS end lines for libyaml.
        let text = "a: 1\r\nb: 2\rc: 3\nd: 4\u{85}e: 5\u{2028}f: 6\u{2029}g: 7"
        let root = try YAML.read(bytes: Array(text.utf8), file: "a.yaml")
        for (index, name) in "abcdefg".enumerated() {
            let place = root["\(name)"]?.location
            #expect(place?.line == index + 1)
            #expect(place?.excerpt?.line == "\(name): \(index + 1)")
        }
    }

    @Test func `all problems of a file are told in order`() {
        let text = "a: *x\nb: !foo 1\na: 2\nc: {<<: 3}\n"
        #expect {
            try YAML.read(bytes: Array(text.utf8), file: "a.yaml")
        } throws: { error in
            (error as? Diagnostics)?.list.map(\.description) == [
                "a.yaml:1:4: error[unknown-anchor]: there is no anchor '&x' before this alias",
                "a.yaml:2:4: error[unknown-tag]: the tag '!foo' is not known",
                "a.yaml:3:1: error[duplicate-key]: 'a' is given twice",
                "a.yaml:4:9: error[bad-merge]: '<<' merges a mapping or a list of mappings, found '3'",
            ]
        }
    }

    @Test func `a file that is too large is refused`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: (8 << 20) + 1)
        #expect {
            try YAML.read(bytes: bytes, file: "a.yaml")
        } throws: { error in
            (error as? Diagnostics)?.list.map { $0.rendered() } == [
                """
                a.yaml: error[too-large]: the file has 8388609 bytes; a YAML file that a stage reads has at most 8388608
                  hint: is this the right file? a taxonomy can be divided into several, with 'include'
                """
            ]
        }
        #expect(throws: Never.self) { try YAML.read(bytes: Array(bytes.dropLast()), file: "a.yaml") }
        let pipeline = PipelineFile.read(bytes: Array(bytes.prefix((1 << 20) + 1)), file: "p.yaml", stages: [])
        #expect(
            pipeline.diagnostics.map { $0.rendered() } == [
                """
                p.yaml: error[too-large]: the file has 1048577 bytes; a pipeline file has at most 1048576
                  hint: is this a pipeline file?
                """
            ])
    }

    @Test func `a file of a stage may have ten times the values of a pipeline file`() throws {
        // The list and its elements.
        func list(_ count: Int) -> [UInt8] { Array((String(repeating: "- a\n", count: count - 1)).utf8) }
        #expect(try YAML.read(bytes: list(500_000), file: "a.yaml").sequence?.count == 499_999)
        #expect {
            try YAML.read(bytes: list(500_001), file: "a.yaml")
        } throws: { error in
            (error as? Diagnostics)?.list.map(\.description) == [
                "a.yaml:500000:3: error[too-many-values]: the file has more than 500000 values, with aliases counted each time"
            ]
        }
        let pipeline = PipelineFile.read(bytes: list(50_001), file: "p.yaml", stages: [])
        #expect(
            pipeline.diagnostics.map(\.description) == [
                "p.yaml:50000:3: error[too-many-values]: the file has more than 50000 values, with aliases counted each time"
            ])
    }

    @Test func `aliases count for all that they stand for in a file of a stage too`() {
        let bomb =
            "- &a [\(String(repeating: "x, ", count: 999))x]\n" + String(repeating: "- *a\n", count: 500)
        #expect {
            try YAML.read(bytes: Array(bomb.utf8), file: "a.yaml")
        } throws: { error in
            (error as? Diagnostics)?.list.map(\.code) == ["too-many-values"]
        }
    }

    /// A large text, told in few words.
    struct Large: CustomTestStringConvertible, Sendable {
        var start = ""
        var unit: String
        var count: Int

        init(_ unit: String, _ count: Int, after start: String = "") {
            (self.start, self.unit, self.count) = (start, unit, count)
        }

        var bytes: [UInt8] { Array((start + String(repeating: unit, count: count)).utf8) }
        var testDescription: String { "\(count) times \(unit.debugDescription) after \(start.utf8.count) bytes" }
    }

    @Test(arguments: [
        Large("[", 1_000_000), Large("{a: ", 200_000), Large("- ", 500_000), Large("\u{2028}", 300_000),
        Large("? ", 500_000), Large("a\n", 500_000, after: "\""), Large("a: &a *a\n", 100_000),
        Large("- a\n", 250_000), Large("k", 1_000_000),
        // As large as a file of a stage may be.
        Large("[", 8_000_000), Large("- ", 4_000_000), Large("\u{2028}", 2_700_000),
        Large("a\n", 4_000_000, after: "\""), Large("- a\n", 2_000_000), Large("a: &a *a\n", 800_000),
        Large("- *a\n", 400_000, after: "- &a [" + String(repeating: "a, ", count: 1000) + "]\n"),
        Large("a, ", 2_700_000, after: "{"), Large("k", 8_000_000),
    ])
    func `hostile text is answered within bounds`(text: Large) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = try? YAML.read(bytes: text.bytes, file: "a.yaml") }
        #expect(time < .seconds(10))
    }
}
