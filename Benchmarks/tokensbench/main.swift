import Analysis
import DocumentModel
import Foundation
import TextKernel

// tokensbench ARTICLES: MB/s of tokens, sentences, and acronyms with other names, on one core.
//
// ARTICLES is JSON Lines with a `text` key.
let arguments = CommandLine.arguments
guard arguments.count == 2, let articles = FileManager.default.contents(atPath: arguments[1]) else {
    print("usage: tokensbench ARTICLES.jsonl")
    exit(64)
}
let texts: [Text] = articles.split(separator: 10).compactMap { line in
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
    return (record["text"] as? String).map { Text($0) }
}
let bytes = texts.reduce(0) { $0 + $1.byteCount }
print("\(texts.count) articles, \(bytes) bytes; best of 5, processor time, one core")

func row(_ name: String, _ body: () -> Int) {
    var least = Double.infinity
    var result = 0
    for _ in 0..<5 {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
        result = body()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
        least = min(least, Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9)
    }
    let label = name.padding(toLength: 24, withPad: " ", startingAt: 0)
    print("\(label) \(String(format: "%6.0f", Double(bytes) / least / 1e6)) MB/s  (\(result))")
}

row("tokens") { texts.reduce(0) { $0 + Tokenizer.tokens(of: $1.bytes).count } }
row("sentences") { texts.reduce(0) { $0 + SentenceSplitter.sentences(of: $1).count } }
row("tokens and sentences") { texts.reduce(0) { $0 + DividedText($1).sentenceStarts.count } }
row("acronyms and names") { texts.reduce(0) { $0 + AliasFinder.find(in: $1).count } }
let pairs = texts.map { AliasFinder.find(in: $0) }
let tokens = texts.map { Tokenizer.tokens(of: $0.bytes) }
row("later uses of acronyms") {
    texts.indices.reduce(0) { $0 + AliasFinder.uses(of: pairs[$1], in: texts[$1], tokens: tokens[$1]).count }
}
