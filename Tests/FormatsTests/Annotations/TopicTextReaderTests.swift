import Diagnostics
import DocumentModel
import Testing

@testable import Formats

@Suite struct TopicTextReaderTests {
    private typealias Settings = TopicTextReader.Settings

    private static func read(_ lines: String, _ change: (inout Settings) -> Void = { _ in }) throws -> [TopicText] {
        var settings = Settings()
        change(&settings)
        return try TopicTextReader.texts(in: Array(lines.utf8), file: "a.jsonl", settings)
    }

    /// The problems as they are printed, without excerpts.
    private static func problems(_ bytes: [UInt8], _ change: (inout Settings) -> Void = { _ in }) -> [String] {
        var settings = Settings()
        change(&settings)
        do {
            _ = try TopicTextReader.texts(in: bytes, file: "a.jsonl", settings)
            return []
        } catch {
            return error.diagnostics(code: "other", problem: "other").map { problem in
                "\(problem)" + (problem.hint.map { " (\($0))" } ?? "")
            }
        }
    }

    private static func problems(_ lines: String, _ change: (inout Settings) -> Void = { _ in }) -> [String] {
        problems(Array(lines.utf8), change)
    }

    private static func string(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    // MARK: What is read

    @Test(arguments: [
        (#"{"text": "Oil", "labels": ["energy", "trade", "energy"]}"#, ["energy", "trade"]),
        (#"{"text": "Oil", "label": "energy"}"#, ["energy"]),
        (#"{"text": "Oil", "label": ["energy"], "labels": "trade"}"#, ["trade", "energy"]),
        (#"{"text": "Oil", "labels": []}"#, []), (#"{"text": "Oil", "labels": null}"#, []),
        (#"{"text": "Oil", "labels": [{"label": "energy", "score": 0.25}, "trade"]}"#, ["energy", "trade"]),
        (#"{"text": "Oil", "label": {"label": "energy"}}"#, ["energy"]),
        // Labels that people gave go before those that a run found.
        (#"{"text": "Oil", "topics": [{"label": "sport"}], "labels": ["energy"]}"#, ["energy"]),
        (#"{"text": "Oil", "topics": [{"label": "sport"}]}"#, ["sport"]),
    ])
    func `labels are a name or a list of names or topics`(line: String, labels: [String]) throws {
        let texts = try Self.read(line) { $0.takesTopics = true }
        #expect(texts.map(\.labels) == [labels])
        #expect(texts.map { Self.string($0.bytes) } == ["Oil"])
    }

    @Test func `a record has an id, a title, scores, fields and its line`() throws {
        let lines = """
            \u{FEFF}
            {"id": "a1", "text": "Dầu 🙂", "title": "T", "labels": [{"label": "x", "score": 0.5}], "agency": {"a": [1]}}\r
              \t
            {"id": 7, "title": "Alone", "label": "y", "topics": [], "missed-topics": []}
            {"id": null, "text": "", "label": "y"}
            """
        let texts = try Self.read(lines) { $0.keepsFields = true }
        #expect(texts.map(\.id) == ["a1", "7", nil])
        #expect(texts.map(\.line) == [2, 4, 5])
        #expect(texts.map { Self.string($0.title) } == ["T", "Alone", nil])
        #expect(texts.map { Self.string($0.bytes) } == ["Dầu 🙂", "", ""])
        #expect(texts.map(\.scores) == [["x": 0.5], [:], [:]])
        #expect(texts.map(\.fields) == [["agency": ["a": [1]]], [:], [:]])
        #expect(try Self.read(lines).map(\.fields.count) == [0, 0, 0], "fields are kept on demand")
    }

    @Test func `other keys hold text, title and labels`() throws {
        let line = #"{"body": "b", "head": "h", "tags": ["t"], "text": 1, "labels": {}}"#
        let texts = try Self.read(line) {
            $0.textKey = "body"
            $0.titleKey = "head"
            $0.labelsKey = "tags"
        }
        #expect(texts == [TopicText(line: 1, bytes: Array("b".utf8), title: Array("h".utf8), labels: ["t"])])
        let alone = try Self.read(#"{"text": "b", "title": 1, "labels": []}"#) { $0.titleKey = nil }
        #expect(alone == [TopicText(line: 1, bytes: Array("b".utf8), labels: [])])
    }

    @Test(arguments: [
        ("__label__a __label__b Oil rose.", "Oil rose.", ["a", "b"]),
        (" \t__label__a\t Oil  rose.\u{0B}\r", "Oil  rose.", ["a"]),
        // As fastText has it, a label may stand anywhere; words that only contain the mark are words.
        ("Oil __label__a rose. __label__b", "Oil rose.", ["a", "b"]),
        ("x__label__a __label__a", "x__label__a", ["a"]), ("__label__a", "", ["a"]),
        ("__label____label__ Oil", "Oil", ["__label__"]),
        ("__label__năng-lượng Dầu\u{A0}mỏ", "Dầu\u{A0}mỏ", ["năng-lượng"]),
        ("__label__a {\"text\": 1}", "{\"text\": 1}", ["a"]),
    ])
    func `a line of fastText's format is a text with its labels`(line: String, text: String, labels: [String]) throws {
        let texts = try Self.read("\n\(line)\n")
        #expect(texts == [TopicText(line: 2, bytes: Array(text.utf8), labels: labels)])
    }

    @Test func `a line without labels is a text without topics, where that is allowed`() throws {
        #expect(try Self.read("__label__a Oil\nCalm.").map(\.labels) == [["a"], []])
        #expect(try Self.read("Calm.") { $0.needs = .nothing }.map(\.labels) == [[]])
    }

    @Test func `the format can be named`() throws {
        #expect(try Self.read("{a} __label__a") { $0.form = .fastText }.map(\.labels) == [["a"]])
        #expect(
            Self.problems("__label__a Oil") { $0.form = .jsonLines } == [
                "a.jsonl:1:1: error[bad-json]: expected a value, found '__label__a'"
            ])
    }

    @Test func `what a record need not have is not asked for`() throws {
        #expect(try Self.read(#"{"labels": ["a"]}"#) { $0.needs = .nothing }.map(\.labels) == [["a"]])
        let empty = try Self.read(#"{"text": null, "labels": ["a"]}"#) { $0.needs = .text }
        #expect(empty == [TopicText(line: 1, bytes: [], labels: ["a"])])
    }

    // MARK: What is wrong

    @Test(arguments: [
        (
            "{\"text\": \"a\"",
            "a.jsonl:1:13: error[bad-json]: expected ',' or '}' after a value, found the end of the JSON text"
        ),
        ("{\"text\": \"a\", \"labels\": []}\n[]", "a.jsonl:2:1: error[bad-json]: expected an object, found an array"),
        (
            "{\"text\": \"a\", \"labels\": []} 7",
            "a.jsonl:1:29: error[bad-json]: expected the end of the JSON text, found '7'"
        ),
        (
            "{\"text\": \"a\", \"labels\": [], \"text\": \"b\"}",
            "a.jsonl:1:29: error[bad-json]: the key 'text' comes twice in one object (keep one of them)"
        ),
        ("{\"text\": 3, \"labels\": []}", "a.jsonl:1:10: error[bad-json]: 'text' must be a string"),
        ("{\"title\": [], \"labels\": []}", "a.jsonl:1:11: error[bad-json]: 'title' must be a string"),
        (
            "{\"labels\": []}",
            "a.jsonl:1: error[no-text]: line 1 has neither 'text' nor 'title' (--text-key and --title-key name other keys)"
        ),
        (
            "{\"text\": null, \"title\": null, \"labels\": []}",
            "a.jsonl:1: error[no-text]: line 1 has neither 'text' nor 'title' (--text-key and --title-key name other keys)"
        ),
        (
            "\n{\"text\": \"a\", \"topics\": []}",
            "a.jsonl:2: error[no-labels]: line 2 has no 'labels' or 'label' "
                + "(a text without topics has 'labels': []; --labels-key names another key)"
        ),
        (
            "{\"text\": \"a\", \"labels\": 3}",
            "a.jsonl:1:25: error[bad-label]: 'labels' must be a string or a list of strings"
        ),
        (
            "{\"text\": \"a\", \"label\": {\"name\": \"b\"}}",
            "a.jsonl:1:24: error[bad-label]: 'label' must be a string or a list of strings"
        ),
        (
            "{\"text\": \"ầ\", \"labels\": [\"a\", 7]}",
            "a.jsonl:1:31: error[bad-label]: a label in 'labels' must be a string, found 7"
        ),
        (
            "{\"text\": \"a\", \"labels\": [{\"score\": 1}]}",
            "a.jsonl:1:26: error[bad-label]: a label in 'labels' must be a string, found {\"score\":1}"
        ),
        (
            "{\"text\": \"a\", \"label\": \"\"}",
            "a.jsonl:1: error[bad-label]: a label is empty (a label is a name such as 'energy')"
        ),
        (
            "{\"text\": \"a\", \"labels\": [\"a\\nb\"]}",
            "a.jsonl:1: error[bad-label]: the label \"a\\nb\" has a line end (a label is a name such as 'energy')"
        ),
        (
            "{\"text\": \"a\", \"labels\": [\"a\\r\"]}",
            "a.jsonl:1: error[bad-label]: the label \"a\\r\" has a line end (a label is a name such as 'energy')"
        ),
        (
            "__label__ Oil",
            "a.jsonl:1: error[bad-label]: a label is empty (a label is a name such as 'energy')"
        ),
        (
            "Oil rose.\nCalm.",
            "a.jsonl: error[no-labels]: no line of 'a.jsonl' has a label (labelled texts are JSON Lines with 'text' and "
                + "'labels', or lines such as '__label__energy Oil rose.')"
        ),
    ])
    func `what is wrong is said with its place`(lines: String, problem: String) {
        #expect(Self.problems(lines) == [problem])
    }

    @Test(arguments: [
        (
            #"{"title": "a", "labels": []}"#,
            "a.jsonl:1: error[no-text]: line 1 has no 'text' (--text-key names another key)"
        ),
        (
            #"{"text": "a", "labels": null}"#,
            "a.jsonl:1:25: error[bad-label]: 'labels' must be a string or a list of strings"
        ),
        (
            "__label__a Oil\nCalm.",
            "a.jsonl:2: error[no-labels]: line 2 has no label (write labels before the text, as in "
                + "'__label__energy Oil prices rose'; JSON Lines begin with '{')"
        ),
    ])
    func `what is learned from must have a text and say its labels`(lines: String, problem: String) {
        #expect(
            Self.problems(lines) {
                $0.needs = .text
                $0.refusesUnlabelled = true
            } == [problem])
    }

    @Test func `names of keys in messages are those that were asked for`() {
        func problems(_ line: String) -> [String] {
            Self.problems(line) {
                $0.textKey = "body"
                $0.titleKey = nil
                $0.labelsKey = "tags"
            }
        }
        #expect(
            problems(#"{"text": "a", "labels": []}"#) == [
                "a.jsonl:1: error[no-labels]: line 1 has no 'tags' "
                    + "(a text without topics has 'labels': []; --labels-key names another key)"
            ])
        #expect(
            problems(#"{"text": "a", "tags": []}"#) == [
                "a.jsonl:1: error[no-text]: line 1 has no 'body' (--text-key and --title-key name other keys)"
            ])
    }

    @Test(arguments: [
        ("__label__a oil\n__label__b \u{FF}\n", 2), ("{\"text\": \"a\", \"label\": \"\u{FF}\"}", 1),
        ("\n\n{\"text\": \"a\", \"label\": \"a\"}\n\u{FF}", 4),
    ])
    func `bytes that are no text are refused with their line`(lines: String, line: Int) {
        let latin = lines.unicodeScalars.map { UInt8($0.value) }
        #expect(
            Self.problems(latin) == [
                "a.jsonl:\(line): error[bad-encoding]: the file is not UTF-8 "
                    + "(write it anew in UTF-8, as with 'iconv -t UTF-8')"
            ])
    }

    @Test func `all problems of a file are told, up to twenty`() {
        #expect(
            Self.problems("{\"labels\": []}\n{\"text\": \"a\"}\n{\"text\": \"a\", \"label\": \"b\"}\n7").map {
                $0.prefix(25)
            }
                == ["a.jsonl:1: error[no-text]", "a.jsonl:2: error[no-labels", "a.jsonl:4:1: error[bad-json"].map {
                    $0.prefix(25)
                })
        #expect(Self.problems(String(repeating: "{}\n", count: 50)).count == 20)
    }

    @Test func `a file is read packed or not, up to a limit, with the digest of what is in it`() throws {
        let folder = try TemporaryFolder()
        let lines = Array("__label__a Oil\n".utf8)
        for name in ["a.txt", "a.txt.gz"] {
            let output = try openOutput(folder(name))
            try output.write(lines)
            try output.finish()
            let content = try TopicTextReader.content(at: folder(name), Settings())
            #expect(content.texts == [TopicText(line: 1, bytes: Array("Oil".utf8), labels: ["a"])])
            #expect(content.digest == SourceBytes(lines).digest)
            var settings = Settings()
            settings.byteLimit = lines.count - 1
            #expect(throws: Diagnostic.self) { try TopicTextReader.content(at: folder(name), settings) }
        }
        #expect { try TopicTextReader.content(at: folder("none"), Settings()) } throws: {
            ($0 as? Diagnostic)?.code == "unreadable-file"
        }
    }
}
