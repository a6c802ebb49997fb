import Foundation
import Testing

@Suite struct TrainTopicsTests {
    /// Lines of JSON with texts of two topics.
    private static func lines(_ count: Int, key: String = "labels", text: String = "text") -> String {
        let topics = [
            ("energy", ["oil", "gas", "crude", "pipeline", "refinery"]),
            ("sport", ["match", "goal", "coach", "league"]),
        ]
        return (0..<count).map { i in
            let (label, words) = topics[i % 2]
            let words3 = (0..<3).map { words[(i / 2 + $0 * 2) % words.count] }.joined(separator: " and ")
            return #"{"\#(text)": "the \#(words3) of the day \#(i % 7)", "\#(key)": ["\#(label)"]}"#
        }.joined(separator: "\n") + "\n"
    }

    @Test func `a model is learned from JSON Lines and from fastText's format, and gives documents topics`()
        async throws
    {
        let terminal = try Terminal()
        try terminal.write(Self.lines(40), to: "train.jsonl")
        let training = try await terminal.run(
            "train", "topics", "--data", "train.jsonl", "--out", "small.topics", "--licence", "train.jsonl=CC0")
        #expect(training.status == 0, "\(training.errors)")
        #expect(training.output == "")
        #expect(training.errors.hasPrefix("label   precision  recall      F1   there\nenergy     100.00"))
        #expect(training.errors.contains("held-out texts: micro F1 1.000, macro F1 1.000\n"))
        #expect(training.errors.contains("2 labels, one a text, asks the rules of 'news', learned from 40 texts"))
        let file = String(
            decoding: FileManager.default.contents(atPath: terminal.path("small.topics")) ?? Data(), as: UTF8.self)
        #expect(
            file.contains("\"licence\": \"CC0\"") && file.contains("\"sha256\"") && file.contains("\"micro\"") == false)
        #expect(!file.contains(terminal.folder), "a manifest names no folders")
        let fastText = (0..<40).map { i in
            i % 2 == 0
                ? "__label__energy the oil and gas of day \(i % 7)"
                : "__label__sport the match and goal of day \(i % 7)"
        }
        try terminal.write(fastText.joined(separator: "\n"), to: "train.txt")
        let second = try await terminal.run("train", "topics", "--data", "train.txt", "--out", "second.topics")
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.contains("2 labels, one a text, asks the rules of 'news', learned from 40 texts"))
        // The model alone, with its words as evidence.
        try terminal.write(#"{"id": "a", "text": "The crude and the oil of the day"}"#, to: "in.jsonl")
        try terminal.write(
            """
            pipeline: topics
            stages:
              - load-files: {paths: [in.jsonl]}
              - classify-topics: {model: small.topics, combine: model}
              - export-jsonl: {path: out.jsonl}
            """, to: "topics.yaml")
        let run = try await terminal.run("run", "topics.yaml", "--quiet")
        #expect(run.status == 0 && run.errors == "", "\(run.errors)")
        let record = try #require(terminal.read("out.jsonl"))
        #expect(record.contains(#""label":"energy","name":"Energy","code":"medtop:20000256","score":"#), "\(record)")
        #expect(record.contains(#""rule":"model small.topics""#) && record.contains(#""model-score":"#))
        #expect(record.contains(#""text":"crude","term":"crude","weight":"#) && record.contains(#""by":"model"}"#))
        let story = try await terminal.run("explain", "topics.yaml", "a", "--topic", "sport")
        #expect(story.output.contains("a has not the topic sport"), "\(story.output)\(story.errors)")
        #expect(story.output.contains("and it gives one topic, 'energy'"), "\(story.output)")
        #expect(story.output.contains("model 'crude' at 1:5: \"crude\""), "\(story.output)")
    }

    @Test func `what a model gave is explained, and tables say which part of a score is whose`() async throws {
        let terminal = try Terminal()
        try terminal.write(Self.lines(40), to: "train.jsonl")
        let training = try await terminal.run(
            "train", "topics", "--data", "train.jsonl", "--out", "small.topics", "--several")
        #expect(training.status == 0, "\(training.errors)")
        try terminal.write(
            """
            taxonomy: own
            topics:
              - label: energy
                name: Energy and fuels
                terms: {3: [kilowatt]}
              - label: sport
                terms: {3: [trophy]}
            """, to: "own.yaml")
        try terminal.write(
            """
            {"id": "both", "text": "A kilowatt of the crude and the oil and the gas of the day"}
            {"id": "model", "text": "The crude and the oil and the gas of the day"}
            {"id": "rules", "text": "A kilowatt of the match and the goal and the coach"}
            """, to: "in.jsonl")
        try terminal.write(
            """
            pipeline: topics
            stages:
              - load-files: {paths: [in.jsonl]}
              - classify-topics: {model: small.topics, taxonomy: own.yaml}
              - export-csv: {path: out.csv, rows: topics, byte-order-mark: false}
            """, to: "topics.yaml")
        func explain(_ id: String, _ label: String, _ format: String = "text") async throws -> String {
            let ending = try await terminal.run(
                "explain", "topics.yaml", id, "--topic", label, "--format", format)
            #expect(ending.status == 0, "\(ending.errors)")
            return ending.output
        }
        let model = try await explain("model", "energy")
        #expect(
            model.contains(
                /^model has the topic energy, score (0\.\d\d|1\.00): Energy and fuels\n  score of model \1\n  for it:\n/
            ),
            "\(model)")
        #expect(model.contains(/\n    \+0\.\d\d  model 'crude' at 1:5: "crude"\n/), "\(model)")
        #expect(model.hasSuffix("\n  by classify-topics, model small.topics\n"), "\(model)")
        let both = try await explain("both", "energy")
        #expect(both.contains(/\n  score of rules 0\.56, of model (0\.\d\d|1\.00)\n/), "\(both)")
        #expect(
            both.contains("  term 'kilowatt' at 1:3: \"kilowatt\"\n") && both.contains("  model 'crude'"), "\(both)")
        #expect(both.hasSuffix("\n  by classify-topics, own, model small.topics\n"), "\(both)")
        let rules = try await explain("rules", "energy")
        #expect(rules.contains(/\n  score of rules 0\.56, of model 0\.\d\d\n/), "\(rules)")
        #expect(rules.hasSuffix("\n  by classify-topics, own\n"), "\(rules)")
        let missed = try await explain("model", "sport")
        #expect(missed.hasPrefix("model has not the topic sport, score "), "\(missed)")
        #expect(
            missed.contains(/\n  rules: its term was not found; model: probability 0\.\d\d of 0\.\d\d\n/), "\(missed)")
        #expect(missed.contains("\n  against it:\n") && missed.contains("model 'crude'"), "\(missed)")
        let data = try await explain("model", "energy", "json")
        for piece in [#""given": true"#, #""ruleScore": null"#, #""modelScore": "#, #""by": "model""#] {
            #expect(data.contains(piece), "\(piece) in \(data)")
        }

        let run = try await terminal.run("run", "topics.yaml", "--quiet")
        #expect(run.status == 0, "\(run.errors)")
        let rows = (terminal.read("out.csv") ?? "").split(separator: "\r\n").map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return [cells[0], cells[1], cells[5].isEmpty ? "" : "rules", cells[6].isEmpty ? "" : "model"].joined(
                separator: " ")
        }
        #expect(
            rows == [
                "id topic rules model", "both energy rules model", "model energy  model", "rules sport  model",
                "rules energy rules model",
            ])
    }

    @Test func `keys can be named, a label left out, and texts judged label by label`() async throws {
        let terminal = try Terminal()
        let other = (0..<10).map { #"{"body": "nothing \#($0)", "tag": "Other", "head": "A title"}"# }
        try terminal.write(
            Self.lines(40, key: "tag", text: "body") + other.joined(separator: "\n"), to: "train.jsonl")
        let training = try await terminal.run(
            "train", "topics", "--data", "train.jsonl", "--out", "small.topics", "--text-key", "body", "--labels-key",
            "tag",
            "--title-key", "head", "--without", "Other", "--several", "--jobs", "2")
        #expect(training.status == 0, "\(training.errors)")
        #expect(
            training.errors.contains("2 labels, asks the rules of 'news', learned from 40 texts"), "\(training.errors)")
    }

    @Test(arguments: [
        (
            #"{"text": "a", "labels": 3}"#,
            "train.jsonl:2:25: error[bad-label]: 'labels' must be a string or a list of strings"
        ),
        (
            #"{"text": 3, "labels": []}"#, "train.jsonl:2:10: error[bad-json]: 'text' must be a string"
        ),
        (
            #"{"labels": ["a"]}"#,
            """
            train.jsonl:2: error[no-text]: line 2 has no 'text'
              hint: --text-key names another key
            """
        ),
        (
            #"{"text": "a"}"#,
            """
            train.jsonl:2: error[no-labels]: line 2 has no 'labels' or 'label'
              hint: a text without topics has 'labels': []; --labels-key names another key
            """
        ),
        (
            #"{"text": "a", "label": ""}"#,
            """
            train.jsonl:2: error[bad-label]: a label is empty
              hint: a label is a name such as 'energy'
            """
        ),
    ])
    func `what is wrong with the data is said with file and line`(line: String, expected: String) async throws {
        let terminal = try Terminal()
        try terminal.write(#"{"text": "oil", "label": "energy"}"# + "\n\(line)\n", to: "train.jsonl")
        let ending = try await terminal.run("train", "topics", "--data", "train.jsonl", "--out", "small.topics")
        #expect(ending.status != 0)
        #expect(ending.errors.contains(expected), "\(ending.errors)")
        #expect(terminal.read("small.topics") == nil)
    }

    @Test func `a line of fastText's format without a label, and bytes that are no text, are refused`() async throws {
        let terminal = try Terminal()
        try terminal.write("__label__a oil\nno label\n", to: "train.txt")
        let ending = try await terminal.run("train", "topics", "--data", "train.txt", "--out", "small.topics")
        #expect(ending.errors.contains("train.txt:2: error[no-labels]: line 2 has no label"), "\(ending.errors)")
        try terminal.write(Data("__label__a oil\n__label__b ".utf8) + Data([0xFF, 0x0A]), to: "latin.txt")
        let latin = try await terminal.run("train", "topics", "--data", "latin.txt", "--out", "small.topics")
        #expect(latin.errors.contains("latin.txt:2: error[bad-encoding]: the file is not UTF-8"), "\(latin.errors)")
    }

    @Test func `a model that is none, is missing, or is for another taxonomy is told`() async throws {
        let terminal = try Terminal()
        try terminal.write("games", to: "no.topics")
        try terminal.write(Self.lines(40), to: "train.jsonl")
        _ = try await terminal.run("train", "topics", "--data", "train.jsonl", "--out", "small.topics")
        try terminal.write(
            "taxonomy: games\ntopics:\n  - label: chess\n    terms: {3: [chess]}\n", to: "games.yaml")
        func lint(_ options: String) async throws -> String {
            try terminal.write(
                """
                pipeline: topics
                stages:
                  - load-files: {paths: ["*.txt"]}
                  - classify-topics: {\(options)}
                  - export-jsonl: {path: out.jsonl}
                """, to: "topics.yaml")
            let ending = try await terminal.run("lint", "topics.yaml")
            return ending.output + ending.errors
        }
        #expect(
            try await lint("model: no.topics").contains("error[not-a-topic-model]: 'no.topics' is no model of topics"))
        #expect(try await lint("model: none.topics").contains("cannot read 'none.topics'"))
        let missing = try await lint("combine: model")
        #expect(missing.contains("error[missing-model]: 'combine: model' needs a model"), "\(missing)")
        let foreign = try await lint("model: small.topics, taxonomy: games.yaml")
        #expect(
            foreign.contains(
                "warning[foreign-labels]: the model 'small.topics' is for another taxonomy: it has no topic of 'games'"),
            "\(foreign)")
    }
}
