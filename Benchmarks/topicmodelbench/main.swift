import Analysis
import Diagnostics
import Foundation
import PipelineFile
import Plugins
import StageKit
import TextKernel

// topicmodelbench TRAIN TEXTS [--jobs N] [--out MODEL] [--no-rules]: how long a model of topics takes to learn from the one file, and how
// fast and how well it judges the texts of the other, on one core.
//
// Both are JSON Lines with `text` and `labels`; TRAIN may also be a model that was learned before.
let arguments = CommandLine.arguments

func option(_ name: String) -> String? {
    arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
}

func examples(_ path: String) -> [TopicTrainer.Example] {
    (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 10).compactMap { line in
        guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
            let text = record["text"] as? String, let labels = record["labels"] as? [String]
        else { return nil }
        return TopicTrainer.Example([Array(text.utf8)], labels: labels)
    }
}

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func seconds(_ runs: Int, _ body: () -> Void) -> Double {
    var least = Double.infinity
    for _ in 0..<runs {
        let start = processorSeconds()
        body()
        least = min(least, processorSeconds() - start)
    }
    return least
}

func shown(_ value: Double, _ digits: Int = 1) -> String { String(format: "%.\(digits)f", value) }

guard arguments.count >= 3 else {
    print("usage: topicmodelbench TRAIN.jsonl TEXTS.jsonl [--jobs N] [--out MODEL] [--no-rules]")
    exit(64)
}
let held = examples(arguments[2])
let setup = StageSetup(
    stage: "classify-topics", bundledFiles: bundledFiles, readYAML: { try YAML.read(bytes: $0, file: $1) })
let rules =
    arguments.contains("--no-rules")
    ? nil : RuleFeatures(try TaxonomyFile.read(setup.bundledYAML("ClassifyTopics/news.yaml")).taxonomy)
let bytes = held.reduce(0) { $0 + $1.texts[0].count }

/// Learns, says how long it took, and gives the model's file.
func learned(_ known: [TopicTrainer.Example]) async throws -> [UInt8] {
    var options = TopicTrainer.Options()
    options.jobs = option("--jobs").flatMap { Int($0) } ?? ProcessInfo.processInfo.activeProcessorCount
    let clock = ContinuousClock.now
    let start = processorSeconds()
    let outcome = try await TopicTrainer(options, rules: rules).train(known)
    let time = (wall: clock.duration(to: .now) / .seconds(1), processor: processorSeconds() - start)
    let file = outcome.file(manifest: [])
    if let path = option("--out") { try Data(file).write(to: URL(filePath: path)) }
    let within = outcome.scores.reduce(LabelCounts(), +)
    print(
        "\(known.count) texts, \(outcome.labels.count) labels, \(outcome.featureCount) features: learned in "
            + "\(shown(time.wall, 2)) s with \(options.jobs) jobs, \(shown(time.processor, 2)) s of processor time; "
            + "\(shown(Double(file.count) / 1e6)) MB; held-out micro F1 \(shown(within.f1, 4)), "
            + "macro \(shown(outcome.scores.reduce(0) { $0 + $1.f1 } / Double(outcome.labels.count), 4))")
    return file
}

let file =
    arguments[1].hasSuffix(".jsonl")
    ? try await learned(examples(arguments[1])) : [UInt8](FileManager.default.contents(atPath: arguments[1]) ?? Data())
let opened = try TopicModel(file)
let model = rules.map(opened.with) ?? opened
let time = seconds(9) { for one in held { _ = model.judge(one.texts) } }
let reading = TopicWords()
let readingTime = seconds(9) { for one in held { reading.read(one.texts) } }
// As classify-topics does it: the strongest reasons of every label that is given.
let reasoning = seconds(5) {
    for one in held {
        model.read(one.texts) { reading in
            for label in reading.judgement.isGiven.indices where reading.judgement.isGiven[label] {
                _ = reading.strongestReasons(for: label, most: (12, 6), least: 0.0001)
            }
        }
    }
}
var counts = [String: LabelCounts]()
for one in held {
    let given = Set(model.scores(one.texts[0]).filter(\.isGiven).map(\.label))
    for label in given.union(one.labels) {
        counts[label, default: LabelCounts()] =
            counts[label, default: LabelCounts()]
            + LabelCounts(
                there: one.labels.contains(label) ? 1 : 0, found: given.contains(label) ? 1 : 0,
                right: given.contains(label) && one.labels.contains(label) ? 1 : 0)
    }
}
let there = counts.values.filter { $0.there > 0 }
print(
    "\(held.count) texts judged at \(shown(Double(bytes) / time / 1e6)) MB/s, \(Int(Double(held.count) / time)) texts/s "
        + "(\(shown(time / Double(held.count) * 1e6)) µs a text, \(shown(readingTime / Double(held.count) * 1e6)) of it "
        + "for its words), with reasons at \(shown(Double(bytes) / reasoning / 1e6)) MB/s; micro F1 \(shown(counts.values.reduce(LabelCounts(), +).f1, 4)), "
        + "macro \(shown(there.reduce(0) { $0 + $1.f1 } / Double(max(there.count, 1)), 4))")
