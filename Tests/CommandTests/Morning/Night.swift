import Foundation

/// A folder with a pipeline `night` that reads `in/*.jsonl`, drops short documents and writes `out.jsonl`.
struct Night {
    let terminal: Terminal
    private let topics: Bool

    /// - Parameter run: lines below `run:`, without indent.
    init(_ run: String = "", articles: Int = 20, bad: Int = 0, topics: Bool = false) throws {
        terminal = try Terminal()
        self.topics = topics
        if topics {
            try terminal.write(
                "taxonomy: small\ntopics:\n  - label: oil\n    name: Oil\n    terms:\n      3: [crude oil]\n",
                to: "topics.yaml")
        }
        try setUp(run)
        try add(articles: articles, bad: bad)
    }

    /// Writes the pipeline file.
    func setUp(_ run: String, words: Int = 2) throws {
        let lines = run.split(separator: "\n").map { "  \($0)\n" }.joined()
        try terminal.write(
            """
            pipeline: night
            stages:
              - load-files:
                  paths: ["in/*.jsonl"]
                  format: jsonl
              - drop-short:
                  words: \(words)
            \(topics ? "  - classify-topics:\n      taxonomy: topics.yaml" : "  # no topics")
              - export-jsonl:
                  path: out.jsonl
            \(lines.isEmpty ? "" : "run:\n\(lines)")
            """, to: "night.yaml")
    }

    /// Adds a file of articles; every tenth is too short, and then come some that are none.
    func add(articles: Int, bad: Int = 0, text: String = "Oil rose again.", to file: String = "a") throws {
        let good =
            articles == 0
            ? []
            : (1...articles).map {
                #"{"id": "\#(file)\#($0)", "text": "\#($0 % 10 == 0 ? "Oil" : text)"}"# + "\n"
            }
        let broken = bad == 0 ? [] : (1...bad).map { #"{"id": "x\#($0)", "text": 5}"# + "\n" }
        try terminal.write((good + broken).joined(), to: "in/\(file).jsonl")
    }

    /// Runs the pipeline quietly.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Ending {
        try await terminal.start(["run", "night.yaml", "--quiet"] + arguments, environment: environment).end()
    }

    /// Waits for the end of `textmill` with these arguments.
    func textmill(_ arguments: String...) async throws -> Ending { try await terminal.start(arguments).end() }

    /// JSON of a file, or of a text.
    func json(_ text: String?) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data((text ?? "").utf8)) as? [String: Any] ?? [:]
    }

    /// Text with times, rates and digests replaced by words.
    static func steady(_ text: String) -> String {
        text.replacing(/#[0-9a-f]{16}\b/, with: "#ID").replacing(
            /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "DATE       AT TIME"
        )
        .replacing(/\b[0-9.]+ (min [0-9]+ )?s\b/, with: "TIME").replacing(/\ \([0-9]+ documents\/s\)/, with: "")
        .replacing(/\b[0-9a-f]{64}\b/, with: "DIGEST")
    }
}
