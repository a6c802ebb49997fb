import Analysis
import Foundation

// datesbench ARTICLES: what reading dates costs on one core.
//
// ARTICLES is JSON Lines with a `text` key.
let arguments = CommandLine.arguments
guard arguments.count == 2, let articles = FileManager.default.contents(atPath: arguments[1]) else {
    print("usage: datesbench ARTICLES.jsonl")
    exit(64)
}
let texts: [[UInt8]] = articles.split(separator: 10).compactMap { line in
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
    return (record["text"] as? String).map { Array($0.utf8) }
}
let byteCount = texts.reduce(0) { $0 + $1.count }

/// The least seconds of processor time of five runs.
func seconds(_ body: () -> Void) -> Double {
    var least = Double.infinity
    for _ in 0..<5 {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
        body()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
        least = min(least, Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9)
    }
    return least
}

let date = DocumentDate(CivilDate(2020, 6, 12), from: "the benchmark")
for (name, style) in [("timex3", DateFinder.Style.timex3), ("recognizers", .recognizers)] {
    let finder = DateFinder(style, stage: "datesbench")
    var count = 0
    let time = seconds { count = texts.reduce(0) { $0 + finder.find(in: $1, documentDate: date).dates.count } }
    let speed = String(format: "%.1f", Double(byteCount) / time / 1e6)
    print("\(name): \(speed) MB/s, \(count) dates in \(texts.count) articles")
}
