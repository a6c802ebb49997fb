import Foundation
import TextKernel

// kernelbench ARTICLES NAMES [MATCHES]: MB/s of the text kernel on one core.
//
// ARTICLES is JSON Lines with a `text` key, NAMES a file with one name on each line, most wanted first. The first
// 1,000, 50,000 and 500,000 names are searched for. With MATCHES the folded texts and names, and the spans found in
// these with each list, are written to MATCHES.texts, .names, .1000 …, for peers/gazetteer.py to compare.
let arguments = CommandLine.arguments
guard arguments.count >= 3, let articles = FileManager.default.contents(atPath: arguments[1]),
    let nameFile = FileManager.default.contents(atPath: arguments[2])
else {
    print("usage: kernelbench ARTICLES.jsonl NAMES.txt [MATCHES]")
    exit(64)
}
let texts: [[UInt8]] = articles.split(separator: 10).compactMap { line in
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
    return (record["text"] as? String).map { Array($0.utf8) }
}
let names = nameFile.split(separator: 10).map { [UInt8]($0) }
let total = texts.reduce(0) { $0 + $1.count }
print("\(texts.count) articles, \(total) bytes; best of 5, processor time, one core")

func row(_ name: String, _ body: () -> Int) {
    let (seconds, result) = best { body() }
    let label = name + String(repeating: " ", count: max(0, 34 - name.count))
    print("\(label)\(format(Double(total) / seconds / 1e6, width: 8)) MB/s  (\(result))")
}

row("validate UTF-8") { texts.reduce(0) { $0 + ((UTF8Validity.isValid($1) ? 1 : 0)) } }
row("count scalars") { texts.reduce(0) { $0 + UTF8Kernel.scalarCount(of: $1, in: 0..<$1.count) } }
row("count words") { texts.reduce(0) { $0 + UTF8Kernel.wordCount(of: $1) } }
row("NFC quick check") { texts.reduce(0) { $0 + (NFCKernel.firstDoubt(in: $1) == nil ? 1 : 0) } }
let odd = ByteSet([UInt8](0...8) + [11, 12] + [UInt8](14...31) + [0x26, 0x7F, 0xC2, 0xC3, 0xCC, 0xCD, 0xEF])
row("find odd bytes (one scan)") {
    texts.reduce(0) { sum, text in
        var found = 0
        var start = 0
        while let next = odd.firstOffset(in: text, from: start) {
            found += 1
            start = next + 1
        }
        return sum + found
    }
}
var pieces: [Piece] = []
row("pieces (tokens)") {
    texts.reduce(0) {
        pieces.removeAll(keepingCapacity: true)
        Pieces.append($1, in: 0..<$1.count, to: &pieces)
        return $0 + pieces.count
    }
}
row("fold") { texts.reduce(0) { $0 + Folding.folded($1).count } }

let folded = texts.map { Folding.folded($0) }
if arguments.count > 3 {
    try Data(folded.flatMap { $0 + [10] }).write(to: URL(filePath: arguments[3] + ".texts"))
    try Data(names.flatMap { Folding.folded($0) + [10] }).write(to: URL(filePath: arguments[3] + ".names"))
}

for count in [1_000, 50_000, 150_000, 500_000] where count <= names.count {
    let list = names[..<count]
    let before = residentBytes()
    let (seconds, gazetteer) = best(of: 3) {
        var builder = Gazetteer.Builder()
        for (i, name) in list.enumerated() { builder.add(name, value: UInt32(i)) }
        return builder.build().gazetteer
    }
    let growth = residentBytes() - before
    let image = gazetteer.serialized()
    let opening = best { image.withUnsafeBytes { (try? Gazetteer(compiled: $0, keeping: Nobody()))?.nameCount ?? -1 } }
    print(
        "gazetteer of \(count): built in \(format(seconds * 1000, 1)) ms, \(format(Double(gazetteer.byteCount) / 1e6, 1))"
            + " MB (process +\(format(Double(growth) / 1e6, 1)) MB); compiled form opened in \(format(opening.seconds * 1000, 2)) ms"
    )
    row("  matches") {
        var found = 0
        for text in texts { gazetteer.forEachMatch(in: text) { _ in found += 1 } }
        return found
    }
    if arguments.count > 3 {
        let spans = folded.map { text in
            var spans: [String] = []
            gazetteer.forEachMatch(in: text) { match in
                let span = "\(match.start)-\(match.end)"
                if spans.last != span { spans.append(span) }
            }
            return spans.joined(separator: " ") + "\n"
        }
        try Data(spans.joined().utf8).write(to: URL(filePath: "\(arguments[3]).\(count)"))
    }
}

/// The image lives as long as the program.
final class Nobody: Sendable {}
