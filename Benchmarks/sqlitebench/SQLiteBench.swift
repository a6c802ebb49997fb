// How fast documents with ten entities each go into an SQLite export, all in: rows, checkpoints, indices, publishing.
//
//   swift run -c release sqlitebench [DOCUMENTS [FOLDER]]

import DocumentModel
import Foundation
import SQLiteExport

/// A document of about 1,300 bytes with three fields, ten entities in twelve mentions, two dates, an amount and a topic.
func document(_ number: Int) -> Document {
    let names = (0..<10).map { "Name\((number &* 7 &+ $0 &* 131) % 5000)" }
    var text = ""
    var spans: [Span] = []
    for place in 0..<12 {
        let start = text.utf8.count
        text += names[place % 10]
        spans.append(Span(start, text.utf8.count))
        text += " said on Tuesday that the two sides had agreed to widen their cooperation in energy and transport. "
    }
    let day = String(format: "2020-%02d-%02dT08:00:00Z", number / 28 % 12 + 1, number % 28 + 1)
    var document = Document(
        id: "articles/\(number / 1000)/\(number).txt", text,
        fields: ["title": "Two sides agree", "published": .string(day), "agency": "XYZ"])
    let by = Provenance(stage: "extract-entities", rule: "countries.tsv", line: 12)
    let labels: [Label] = [.person, .organisation, .geopolitical]
    for place in 0..<12 {
        document.entities.append(
            Entity(
                spans[place], labels[place % 10 % 3], canonicalName: names[place % 10], id: "Q\(place % 10)",
                chain: place % 10, score: 0.9, by: by))
    }
    document.dates = [spans[1], spans[5]].map { DateExpression($0, .date, value: "2020-06-11", by: by) }
    document.amounts = [Amount(spans[2], .money, value: "1200000000", unit: "USD", by: by)]
    document.topics = [
        Topic(
            "energy", name: "Energy", code: "medtop:20000256", score: 0.8,
            evidence: [.init(spans[3], term: "energy", weight: 1), .init(spans[4], term: "transport", weight: 0.5)],
            by: by)
    ]
    return document
}

/// Wall and processor time, in seconds; the second does not depend on who else uses the machine.
struct Time {
    var wall = 0.0
    var processor = 0.0

    static func + (a: Time, b: Time) -> Time { Time(wall: a.wall + b.wall, processor: a.processor + b.processor) }

    func rate(_ count: Int) -> String {
        "\(Int(Double(count) / processor))/s (wall \(Int(Double(count) / wall)))"
    }
}

func time(_ body: () throws -> Void) rethrows -> Time {
    let processor = clock()
    let start = ContinuousClock.now
    try body()
    let wall = (ContinuousClock.now - start).components
    return Time(
        wall: Double(wall.seconds) + Double(wall.attoseconds) / 1e18,
        processor: Double(clock() - processor) / Double(CLOCKS_PER_SEC))
}

@main
struct SQLiteBench {
    static func main() throws {
        let count = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 100_000 : 100_000
        let folder = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : NSTemporaryDirectory()
        let path = "\(folder)/sqlitebench.sqlite"
        try? FileManager.default.removeItem(atPath: path)
        let form = SQLiteForm()
        let documents = (0..<min(count, 20_000)).map(document)
        var batches: [[UInt8]] = []
        let encoding = try time {
            for start in stride(from: 0, to: documents.count, by: 64) {
                var bytes: [UInt8] = []
                for document in documents[start..<min(start + 64, documents.count)] {
                    try form.append(document, to: &bytes)
                }
                batches.append(bytes)
            }
        }
        let size = batches.reduce(0) { $0 + $1.count } / documents.count
        print("documents per second of processor time, and of wall time")
        print("encode, on any thread: \(encoding.rate(documents.count)), \(size) bytes each")
        // Ids must differ: the rows of later rounds are made outside the clock.
        for (name, number, keeps) in [("new database", 1, false), ("replaced", 2, false), ("merged", 3, true)] {
            let run = SQLiteRun(pipeline: "bench", number: number, date: "2026-11-29")
            let writer = try SQLiteExporter(path, form, run: run, keepsEarlier: keeps)
            var writing = Time()
            var sinceCheckpoint = 0.0
            var checkpoints = 0
            var next = 0
            while next < count {
                var bytes: [UInt8] = []
                for number in next..<min(next + 64, count) { try form.append(document(number), to: &bytes) }
                let batch = try time { try writer.write(bytes) }
                writing = writing + batch
                sinceCheckpoint += batch.wall
                if sinceCheckpoint > 1 {
                    sinceCheckpoint = 0
                    checkpoints += 1
                    writing = try writing + time { _ = try writer.checkpoint() }
                }
                next += 64
            }
            writing = try writing + time { _ = try writer.checkpoint() }
            let ids = Set((0..<count).map { "articles/\($0 / 1000)/\($0).txt" })
            let finishing = try time { try writer.finish(replacing: keeps ? ids : []) }
            print("\(name): write \(writing.rate(count)), \(checkpoints + 1) checkpoints;")
            print("  with publishing \((writing + finishing).rate(count))")
        }
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        print("the database: \(bytes / count) bytes for each document")
        try FileManager.default.removeItem(atPath: path)
    }
}
