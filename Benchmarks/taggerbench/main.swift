import Analysis
import DocumentModel
import Formats
import Foundation

// taggerbench MODEL COLUMNS…: how many words a second the tagger reads on one core, and what it finds in annotated columns.
let arguments = CommandLine.arguments
func contents(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map { Array($0) } ?? [] }
guard arguments.count >= 3, let model = try? EntityModel(contents(arguments[1])) else {
    print("usage: taggerbench MODEL COLUMNS...")
    exit(64)
}

func seconds(_ runs: Int = 5, _ body: () -> Void) -> Double {
    var least = Double.infinity
    for _ in 0..<runs {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
        body()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
        least = min(least, Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9)
    }
    return least
}

for path in arguments.dropFirst(2) {
    let texts = try ColumnReader.texts(in: contents(path), file: path)
    let inputs = texts.map { TaggerInput($0) }
    let words = inputs.reduce(0) { $0 + $1.tokens.count }
    // A tagger of its own for each run: the words are seen for the first time.
    let cold = seconds {
        let tagger = EntityTagger(model)
        for input in inputs { _ = tagger.tag(input, wantsScores: false) }
    }
    let tagger = EntityTagger(model)
    let warm = seconds { for input in inputs { _ = tagger.tag(input) } }
    var scores = SpanScores()
    for (input, text) in zip(inputs, texts) {
        scores.add(
            found: tagger.tag(input).map { ($0.span.range, $0.label) },
            there: text.marks.compactMap { mark in mark.labels.first.map { (mark.span.range, $0) } })
    }
    func rate(_ seconds: Double) -> String { String(format: "%.0f words/s", Double(words) / seconds) }
    print(
        "\(path): \(words) words; new words and no scores \(rate(cold)), known words and scores \(rate(warm)); "
            + String(format: "F1 %.2f", scores.all.f1 * 100))
}
