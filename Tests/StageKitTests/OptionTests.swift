@testable import StageKit
import Testing

private enum Match: String, CaseIterable, OptionValue { case longest, all }

private struct Options: StageOptions {
    @Option("Where the names are.") var gazetteer: Path
    @Option("Which of overlapping names to keep.") var overlap = Match.longest
    @Option("Most names.", .range(1...100)) var maxNames = 20
    @Option("Labels to keep; all when absent.") var labels: [String]?
    @Option("Least score.") var threshold = 0.5
    @Option("Look twice.") var careful = false
    @Option("Most bytes.") var maxBytes: ByteCount = 1024
    @Option("Names of keys.") var keys = OptionMap<String>()
    @Option("Fixed values.") var values = OptionMap<Value>()
    init() {}
}

@Suite struct OptionTests {
    private func plain(_ text: String) -> Node { Node(.scalar(text, isPlain: true)) }
    private func mapping(_ pairs: [(String, Node)]) -> Node {
        Node(.mapping(pairs.map { Node.Pair(key: plain($0.0), value: $0.1) }))
    }

    @Test func `options have the values given, and their defaults`() throws {
        let options = try Options(
            mapping([
                ("gazetteer", plain("a.csv")), ("overlap", plain("all")), ("max-names", plain("1_0")),
                ("labels", Node(.sequence([plain("ORG")]))), ("max-bytes", plain("2 MB")),
                ("keys", mapping([("text", plain("body"))])),
            ]), stage: "find")
        #expect(options.gazetteer.text == "a.csv")
        #expect(options.overlap == .all && options.maxNames == 10 && options.labels == ["ORG"])
        #expect(options.threshold == 0.5 && !options.careful)
        #expect(options.maxBytes == ByteCount(2 << 20) && options.keys["text"] == "body")
    }

    @Test func `every problem is reported at once, in the order of the file`() {
        let node = mapping([
            ("lables", plain("x")), ("max-names", plain("0")), ("threshold", plain("high")), ("careful", plain("yes")),
            ("overlap", plain("longst")), ("labels", plain("ORG")), ("max-bytes", plain("2 TB")),
        ])
        let error = #expect(throws: Diagnostics.self) { try Options(node, stage: "find") }
        #expect(
            error?.list.map { $0.problem + ($0.hint.map { " (\($0))" } ?? "") } == [
                "'find' has no option 'lables' (did you mean 'labels'? 'textmill stages find' lists all options)",
                "'max-names' must be from 1 to 100, found 0",
                "expected a number, found 'high'",
                "expected true or false, found 'yes' ('yes' is text in YAML 1.2; write true)",
                "'longst' is not one of longest, all (did you mean 'longest'?)",
                "expected a list, found 'ORG' (write a list: [ORG])",
                "expected a size such as 64KB or 16MB, found '2 TB'",
                "'find' needs the option 'gazetteer' (gazetteer: Where the names are.)",
            ])
    }

    @Test func `an option knows its schema, with description, default and check`() {
        let schemas = Dictionary(uniqueKeysWithValues: Options.descriptions.map { ($0.name, $0.schema) })
        #expect(
            schemas["max-names"]
                == ["type": "integer", "minimum": 1, "maximum": 100, "description": "Most names.", "default": 20])
        #expect(
            schemas["overlap"] == [
                "type": "string", "enum": ["longest", "all"], "description": "Which of overlapping names to keep.",
                "default": "longest",
            ])
        #expect(Options.descriptions.filter(\.isRequired).map(\.name) == ["gazetteer"])
    }

    /// What YAML 1.2's core schema makes of a plain scalar.
    @Test(arguments: [
        ("12", Value.number("12")), ("-0.50", .number("-0.50")), ("1e5", .number("1e5")), ("true", .boolean(true)),
        ("yes", .string("yes")), ("", .null), ("~", .null), ("01", .string("01")), ("1.", .string("1.")),
        ("2026-01-02", .string("2026-01-02")), ("-", .string("-")), ("1_000", .string("1_000")),
    ])
    func `a plain scalar is the value that YAML means`(text: String, value: Value) throws {
        #expect(try Value(plain(text)) == value)
        #expect(try Value(Node(.scalar(text, isPlain: false))) == .string(text))
    }

    @Test(arguments: [
        ("maxBytes", "max-bytes"), ("words", "words"), ("onError", "on-error"), ("paths", "paths"),
    ])
    func `an option's name is its property's in kebab case`(property: String, name: String) {
        #expect(kebabCase(property) == name)
    }
}
