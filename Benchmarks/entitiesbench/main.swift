import Analysis
import DocumentModel
import Foundation
import Plugins
import StageKit

// entitiesbench ARTICLES [NAMES] [--top LABEL N]: what extract-entities costs, and what it finds most.
//
// ARTICLES is JSON Lines with a `text` key; NAMES a file with one name on each line, of which the first 150,000 are
// taken as a list of the user's. With --top the N most frequent surfaces of a label are printed, with one place each.
let arguments = CommandLine.arguments
guard arguments.count >= 2, let articles = FileManager.default.contents(atPath: arguments[1]) else {
    print("usage: entitiesbench ARTICLES.jsonl [NAMES.txt] [--top LABEL N]")
    exit(64)
}
let texts: [Text] = articles.split(separator: 10).compactMap { line in
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
    return (record["text"] as? String).map { Text($0) }
}
let bytes = texts.reduce(0) { $0 + $1.byteCount }

func seconds(_ runs: Int = 5, _ body: () throws -> Void) rethrows -> Double {
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

let setup = StageSetup(stage: "extract-entities", bundledFiles: bundledFiles)
let documents = texts.map { text -> Document in Document(text.string) }

func measure(_ title: String, _ options: ExtractEntities.Options) throws {
    var stage = try ExtractEntities(options, setup)
    let making = try seconds(3) { stage = try ExtractEntities(options, setup) }
    var first = documents[0]
    let firstUse = try seconds(1) { _ = try stage.process(&first) }
    var counts = (0, 0, 0)
    let time = try seconds {
        counts = (0, 0, 0)
        for document in documents {
            var document = document
            _ = try stage.process(&document)
            counts = (
                counts.0 + document.entities.count, counts.1 + document.dates.count, counts.2 + document.amounts.count
            )
        }
    }
    print(
        "\(title): made in \(shown(making * 1000, 2)) ms, first document \(shown(firstUse * 1000, 2)) ms;"
            + " \(shown(Double(bytes) / time / 1e6)) MB/s, \(shown(time / Double(bytes) * 3000 * 1e6)) us per 3 kB;"
            + " \(counts.0) entities, \(counts.1) dates, \(counts.2) amounts")
}

if let top = arguments.firstIndex(of: "--top"), arguments.count > top + 2, let most = Int(arguments[top + 2]) {
    let stage = try ExtractEntities(ExtractEntities.Options(), setup)
    var counts: [String: (count: Int, place: String)] = [:]
    for document in documents {
        var document = document
        _ = try stage.process(&document)
        let all =
            document.entities.map { ($0.span, $0.label.rawValue, $0.canonicalName ?? "") }
            + document.dates.map { ($0.span, $0.label.rawValue, $0.value) }
            + document.amounts.map {
                ($0.span, $0.label.rawValue, "\($0.value)\($0.upperValue.map { "…\($0)" } ?? "") \($0.unit ?? "")")
            }
        for (span, label, value) in all where label == arguments[top + 1] {
            let surface = document.text[span].replacingOccurrences(of: "\n", with: "⏎") + " = " + value
            let from = max(0, span.start - 30)
            let to = min(document.text.byteCount, span.end + 30)
            let place = String(decoding: document.text.bytes[from..<to], as: UTF8.self).replacingOccurrences(
                of: "\n", with: "⏎")
            counts[surface, default: (0, place)].count += 1
        }
    }
    for (surface, found) in counts.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(most) {
        print("\(found.count)\t\(surface)\t\(found.place)")
    }
    exit(0)
}

print("\(texts.count) articles, \(bytes) bytes; best of 5, processor time, one core")
try measure("shipped lists", ExtractEntities.Options())
var few = ExtractEntities.Options()
few.labels = ["DATE", "MONEY", "PERCENT"]
few.lists = []
try measure("dates and amounts", few)
few.labels = ["GPE", "ORG"]
few.lists = ExtractEntities.List.allCases
try measure("names only", few)
if arguments.count > 2 {
    let own = FileManager.default.temporaryDirectory.appending(path: "entitiesbench.tsv")
    let names = String(decoding: FileManager.default.contents(atPath: arguments[2]) ?? Data(), as: UTF8.self)
        .split(separator: "\n").prefix(150_000).filter { !$0.contains("\t") && !$0.contains("\"") }
    try (["name\tlabel\tcanonical name\tid"] + names.map { "\($0)\tMISC\t\($0)\tx" }).joined(separator: "\n")
        .write(to: own, atomically: true, encoding: .utf8)
    var options = ExtractEntities.Options()
    options.gazetteers = [Path(stringLiteral: own.path)]
    try measure("and \(names.count) names of a user", options)
}
