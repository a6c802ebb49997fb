import Analysis
import DocumentModel
import Foundation
import PipelineFile
import Plugins
import StageKit

// topicsbench ARTICLES [--print]: what classify-topics and split-sentences cost, and what making the stages costs; then
// what finding, counting and giving evidence cost with the shipped taxonomy, a smaller and a much larger one, in turn.
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

/// A taxonomy of some size, and the least times so far of finding, finding and counting, and everything, in seconds.
struct Sized {
    var classifier: TopicClassifier
    var termCount: Int
    var making: Double
    var times = (finding: Double.infinity, counting: Double.infinity, all: Double.infinity)
    var mentionCount = 0

    init(_ taxonomy: Taxonomy) {
        var made: TopicClassifier?
        making = seconds(3) { made = TopicClassifier(taxonomy) }
        classifier = made ?? TopicClassifier(taxonomy)
        termCount = taxonomy.topics.reduce(0) { $0 + $1.terms.count }
    }

    mutating func measure() {
        mentionCount = 0
        times.finding = min(
            times.finding,
            seconds(1) { for each in documents { mentionCount += classifier.mentions(in: each).list.count } })
        times.counting = min(
            times.counting,
            seconds(1) {
                for each in documents {
                    _ = classifier.verdicts(on: classifier.mentions(in: each), each, threshold: nil)
                }
            })
        times.all = min(
            times.all,
            seconds(1) { for each in documents { _ = classifier.topics(of: each, stage: "classify-topics") } })
    }

    var description: String {
        func share(_ time: Double) -> String { "\(shown(time / Double(documents.count) * 1e6)) us" }
        return
            "\(classifier.taxonomy.topics.count) topics, \(termCount) terms, compiled in \(shown(making * 1000)) ms: "
            + "\(shown(Double(bytes) / times.all / 1e6)) MB/s; an article: finding \(share(times.finding)), "
            + "counting \(share(times.counting - times.finding)), evidence \(share(times.all - times.counting)); "
            + "\(mentionCount / documents.count) mentions"
    }
}

let file = "ClassifyTopics/news.yaml"
let shipped = try bundledFiles[file].map { text in
    try TaxonomyFile.read(YAML.read(bytes: text.withUTF8Buffer { Array($0) }, file: file)).taxonomy
}
if let shipped {
    var all = [
        Sized(Taxonomies.cut(shipped, topics: 60, terms: 3_000)), Sized(shipped),
        Sized(Taxonomies.grown(shipped, topics: 1_000, terms: 50_000, documents)),
    ]
    for _ in 0..<15 { for i in all.indices { all[i].measure() } }
    for each in all { print(each.description) }
}
