// Bytes per second of the readers and writers of Formats over one JSON Lines file, best of five, one core.
//
//   swift run -c release formatsbench articles.jsonl

import DocumentModel
import Formats
import Glibc
import TextKernel

/// The best of five runs, in MB (10^6 bytes) of `byteCount` per second of processor time.
func report(_ name: String, _ byteCount: Int, _ body: () throws -> Int) rethrows {
    var best = Double.infinity
    var check = 0
    for _ in 0..<5 {
        let start = clock()
        check = try body()
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    let rate = Int(Double(byteCount) / best / 1e6)
    let columns = name + String(repeating: " ", count: max(1, 46 - name.count))
    print("\(columns)\(rate) MB/s   (\(check))")
}

/// What a loader keeps of an article.
struct Article {
    var id = ""
    var text = Text("")
    var fields = Fields()
}

func article(_ bytes: [UInt8], _ range: Range<Int>, _ id: [UInt8], _ text: [UInt8]) throws(JSONError) -> Article {
    var article = Article()
    var cursor = try JSONCursor(bytes, in: range)
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
        if cursor.text(key, equals: text) {
            article.text = Text(validated: try cursor.readBytes())
        } else if cursor.text(key, equals: id) {
            article.id = try cursor.readString()
        } else {
            let name = cursor.string(of: key)
            article.fields.append(name, try cursor.readValue())
        }
    }
    try cursor.finish()
    return article
}

let path = CommandLine.arguments[1]
let bytes = try FileInput(path).readAll(limit: 1 << 30)
var lines: [Range<Int>] = []
var start = 0
for (i, byte) in bytes.enumerated() where byte == 0x0A {
    lines.append(start..<i)
    start = i + 1
}
print("\(bytes.count) bytes, \(lines.count) lines")
let id = Array("id".utf8)
let text = Array("text".utf8)

report("utf-8 validity", bytes.count) { UTF8Validity.isValid(bytes) ? 1 : 0 }
try report("json: check and skip", bytes.count) {
    var count = 0
    for line in lines {
        var cursor = try JSONCursor(bytes, in: line)
        count += try cursor.skipValue().count
    }
    return count
}
try report("json: to articles", bytes.count) {
    var count = 0
    for line in lines { count += try article(bytes, line, id, text).text.byteCount }
    return count
}
try report("json: to values", bytes.count) {
    var count = 0
    for line in lines { if case .object(let fields) = try Value(json: bytes, in: line) { count += fields.count } }
    return count
}
let articles = try lines.map { try article(bytes, $0, id, text) }
let keys = (id: JSONKey("id"), text: JSONKey("text"), fields: JSONKey("fields"))
report("json: write articles", bytes.count) {
    var writer = JSONWriter()
    var count = 0
    for article in articles {
        writer.removeAll()
        writer.beginObject()
        writer.key(keys.id)
        writer.string(article.id)
        for index in 0..<article.fields.count {
            let (name, value) = article.fields[at: index]
            writer.key(name)
            writer.value(value)
        }
        writer.key(keys.text)
        writer.string(article.text.bytes)
        writer.endObject()
        writer.newline()
        count += writer.bytes.count
    }
    return count
}
report("sha-256 of each line", bytes.count) {
    var count = 0
    for line in lines {
        count += bytes.withUnsafeBytes { Int(SHA256Digest(of: UnsafeRawBufferPointer(rebasing: $0[line])).bytes[0]) }
    }
    return count
}

report("string validity, the standard library's", bytes.count) {
    String(validating: bytes, as: UTF8.self) == nil ? 0 : 1
}
try report("lines of the file", bytes.count) {
    let reader = LineReader(try openInput(path))
    var count = 0
    while let batch = try reader.next(count: 64, byteCount: 1 << 20) { count += batch.records.count }
    return count
}
let array = [0x5B] + bytes.dropLast().map { $0 == 0x0A ? 0x2C : $0 } + [0x5D]
try report("elements of an array", array.count) {
    let reader = JSONArrayReader(MemoryInput(array))
    var count = 0
    while let batch = try reader.next(count: 64, byteCount: 1 << 20) { count += batch.records.count }
    return count
}
try report("copy: lines, articles, sha-256, writer, file", bytes.count) {
    let reader = LineReader(try openInput(path))
    let output = try openOutput("/dev/null")
    var count = 0
    while let batch = try reader.next(count: 64, byteCount: 1 << 20) {
        var writer = JSONWriter()
        for record in batch.records {
            let article = try article(batch.bytes, record.range, id, text)
            writer.beginObject()
            writer.key(keys.id)
            writer.string(article.id)
            writer.key("sha256")
            writer.string(SourceBytes(batch.bytes, record.range).digest)
            for index in 0..<article.fields.count {
                let (name, value) = article.fields[at: index]
                writer.key(name)
                writer.value(value)
            }
            writer.key(keys.text)
            writer.string(article.text.bytes)
            writer.endObject()
            writer.newline()
        }
        count += writer.bytes.count
        try output.write(writer.bytes)
    }
    try output.finish()
    return count
}
let packed = MemoryOutput()
let gzip = try GzipOutput(packed)
try gzip.write(bytes, 0..<min(bytes.count, 1 << 23))
try gzip.finish()
try report("gzip: unpack", min(bytes.count, 1 << 23)) {
    try GzipInput(MemoryInput(packed.bytes)).readAll(limit: 1 << 30).count
}
