import Analysis
import DocumentModel
import Foundation
import PipelineFile
import Plugins
import StageKit

// topicsbench ARTICLES [--print]: what classify-topics and split-sentences cost, and what making the stages costs.
//
// ARTICLES is JSON Lines with a `text` and perhaps a `title` key. With --print each article's topics are printed, near
// misses too, with every piece of evidence: the same before and after a change that is only about speed.
let arguments = CommandLine.arguments
guard arguments.count >= 2, let articles = FileManager.default.contents(atPath: arguments[1]) else {
    print("usage: topicsbench ARTICLES.jsonl [--print]")
    exit(64)
}
let documents: [Document] = articles.split(separator: 10).compactMap { line in
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let text = record["text"] as? String
    else { return nil }
    var fields = Fields()
    if let title = record["title"] as? String { fields["title"] = .string(title) }
    return Document(id: record["id"] as? String ?? "", text, fields: fields)
}
let bytes = documents.reduce(0) { $0 + $1.text.byteCount }

func seconds(_ runs: Int, _ body: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<runs {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
        try body()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
        least = min(least, Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9)
    }
    return least
}

func shown(_ value: Double, _ digits: Int = 1) -> String { String(format: "%.\(digits)f", value) }

func setup(_ stage: String) -> StageSetup {
    StageSetup(stage: stage, bundledFiles: bundledFiles) { bytes, file in try YAML.read(bytes: bytes, file: file) }
}

/// Measures one stage; `count` says how much it found in a document.
func measure<S: Transform>(_ what: String, _ make: () throws -> S, _ count: (Document) -> Int) throws {
    var stage: S?
    let firstMaking = try seconds(1) { stage = try make() }
    guard let stage else { return }
    var first = documents[0]
    let firstUse = try seconds(1) { _ = try stage.process(&first) }
    let making = try seconds(9) { _ = try make() }
    var found = 0
    let time = try seconds(15) {
        found = 0
        for document in documents {
            var document = document
            _ = try stage.process(&document)
            found += count(document)
        }
    }
    print(
        "\(S.about.name): made in \(shown(firstMaking * 1000, 2)) ms, again in \(shown(making * 1000, 2)) ms,"
            + " first document \(shown(firstUse * 1000, 2)) ms; \(shown(Double(bytes) / time / 1e6)) MB/s,"
            + " \(shown(time / Double(bytes) * 3000 * 1e6, 2)) us per 3 kB; \(found) \(what)")
}

if arguments.contains("--print") {
    var options = ClassifyTopics.Options()
    options.threshold = 0
    options.maxTopics = 10_000
    let stage = try ClassifyTopics(options, setup("classify-topics"))
    for document in documents {
        var document = document
        _ = try stage.process(&document)
        for topic in document.topics {
            let evidence = topic.evidence.map { "\($0.field ?? "")\($0.span) \($0.term) \($0.weight)" }
            print(document.id, topic.label, topic.score, evidence.joined(separator: "; "))
        }
    }
    exit(0)
}

print("\(documents.count) articles, \(bytes) bytes; best of 15, processor time, one core")
try measure("topics", { try ClassifyTopics(ClassifyTopics.Options(), setup("classify-topics")) }) { $0.topics.count }
try measure("sentences", { try SplitSentences(NoOptions(), setup("split-sentences")) }) { $0.sentences.count }
