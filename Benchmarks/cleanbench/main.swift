// Bytes per second of cleaning and regions over the articles of a JSON Lines file, best of seven, one core.
//
//   swift run -c release cleanbench articles.jsonl            the table
//   swift run -c release cleanbench articles.jsonl regions    every region but the bodies, for reading
//   swift run -c release cleanbench articles.jsonl edits      how many edits each rule makes, and the rarer ones

import Analysis
import DocumentModel
import Formats
import Glibc

func allBytes(_ path: String) -> [UInt8] {
    let file = open(path, O_RDONLY)
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = read(file, &chunk, chunk.count)
        if count <= 0 { return all }
        all += chunk[0..<count]
    }
}

/// The documents of the file: `text` is the text, `id` the id, other texts are fields.
func documents(_ path: String) throws -> [Document] {
    let bytes = allBytes(path)
    return try bytes.split(separator: 0x0A).map { line in
        var text = Text("")
        var fields = Fields()
        var cursor = try JSONCursor(bytes, in: line.indices)
        try cursor.beginObject()
        while let key = try cursor.nextKey() {
            let name = cursor.string(of: key)
            if name == "text" {
                text = Text(validated: try cursor.readBytes())
            } else {
                fields[name] = try cursor.readValue()
            }
        }
        let id = fields["id"]?.string ?? ""
        return Document(
            id: id, origin: Origin(uri: path, source: SourceBytes(bytes, line.indices)), text: text, fields: fields)
    }
}

func report(_ name: String, _ bytes: Int, _ count: Int, _ body: () throws -> Int) rethrows {
    var best = Double.infinity
    var check = 0
    for _ in 0..<7 {
        let start = clock()
        check = try body()
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    let rate = Int(Double(bytes) / best / 1e6)
    let each = Int(best / Double(count) * 1e9)
    print("\(name)\(String(repeating: " ", count: max(1, 44 - name.count)))\(rate) MB/s, \(each) ns each   (\(check))")
}

let articles = try documents(CommandLine.arguments[1])
let cleaner = TextCleaner()
let finder = RegionFinder(stage: "clean-text")

if CommandLine.arguments.last == "edits" {
    var counts: [CleaningRule: Int] = [:]
    for document in articles {
        for edit in cleaner.edits(of: document) {
            counts[edit.rule, default: 0] += 1
            guard ![.lineEnd, .space, .spaceRun, .blankLines].contains(edit.rule) else { continue }
            let new = String(decoding: edit.replacement, as: UTF8.self).debugDescription
            print("\(document.id)\t\(edit.rule.rawValue)\t\(document.text[edit.span].debugDescription) \(new)")
        }
    }
    for rule in CleaningRule.allCases { print("\(counts[rule] ?? 0)\t\(rule.rawValue)") }
} else if CommandLine.arguments.last == "regions" {
    for var document in articles {
        try cleaner.clean(&document)
        finder.label(&document)
        for region in document.regions where region.kind != .body {
            print(
                "\(document.id)\t\(region.kind.rawValue)\t\(region.provenance.rule)\t\(document.text[region.span].prefix(150))"
            )
        }
        let fields = ["agency", "dateline-place", "dateline-date", "dateline-date-value"]
            .compactMap { name in document.fields[name]?.string.map { "\(name)=\($0)" } }
        if !fields.isEmpty { print("\(document.id)\tfields\t\(fields.joined(separator: " "))") }
    }
} else {
    func size(_ documents: [Document]) -> Int { documents.reduce(0) { $0 + $1.text.byteCount } }
    func measure(_ name: String, _ documents: [Document]) throws {
        let count = documents.count
        print("\(name): \(count) documents of \(size(documents) / max(count, 1)) bytes")
        try report("  clean", size(documents), count) {
            try documents.reduce(0) { sum, document in
                var document = document
                try cleaner.clean(&document)
                return sum + document.text.byteCount
            }
        }
        report("  regions", size(documents), count) {
            documents.reduce(0) { sum, document in
                var document = document
                finder.label(&document)
                return sum + document.regions.count
            }
        }
        try report("  both", size(documents), count) {
            try documents.reduce(0) { sum, document in
                var document = document
                try cleaner.clean(&document)
                finder.label(&document)
                return sum + document.regions.count
            }
        }
    }
    let cleaned = try articles.map { article in
        let text = cleaner.cleaned(article.text)
        return Document(id: article.id, origin: article.origin, text: text, fields: article.fields)
    }
    let dirty = zip(articles, cleaned).filter { $0.text != $1.text }.map(\.0)
    try measure("as they are", articles)
    try measure("clean before", cleaned)
    try measure("those with something to clean", dirty)
    // Scripts and damage, 3 kB each, of our own sentences.
    let samples = [
        ("Vietnamese", "Hai nước nhất trí tiếp tục hợp tác trong lĩnh vực dầu khí, quốc phòng và an ninh. "),
        ("Russian", "Стороны договорились продолжить сотрудничество в области нефти и газа, обороны. "),
        ("French", "Les deux pays ont décidé de poursuivre leur coopération, a déclaré l’hôtel à l’été. "),
        ("Chinese", "两国同意继续在石油和天然气、国防和安全领域开展合作。"),
        ("Hindi", "दोनों देश तेल और गैस, रक्षा और सुरक्षा के क्षेत्र में सहयोग जारी रखने पर सहमत हुए। "),
        ("mojibake", "Itâ€™s NguyÃªÌƒn, and it wasnÃ¢â‚¬â„¢t the fÃ©te. "),
        ("entities", "Shell &amp; BP &#8211; &eacute;t&eacute; &nbsp; "),
    ]
    for (name, sentence) in samples {
        let text = String(repeating: sentence, count: 3000 / sentence.utf8.count + 1).dropLast()
        try measure(name, (0..<200).map { _ in Document("HÀ NỘI — " + text) })
    }
    let million = 1 << 20
    let hostile = [
        ("ampersands", String(repeating: "&", count: 4 * million)),
        ("half entities", String(repeating: "&eacut", count: million)),
        ("combining marks", "e" + String(repeating: "\u{301}", count: 2 * million)),
        ("marks of two classes", "e" + String(repeating: "\u{301}\u{323}", count: million)),
        ("mojibake pairs", String(repeating: "Ã©", count: million)),
        ("leads only", String(repeating: "Ã", count: 2 * million)),
        ("half pairs", String(repeating: "Ãƒ", count: million)),
        ("spaces", String(repeating: " ", count: 4 * million) + "x"),
        ("line feeds", String(repeating: "x\n\n\n", count: million)),
        ("joiners", String(repeating: "\u{200D}", count: million)),
        ("datelines", String(repeating: "HANOI, June 11 (", count: million / 4)),
        ("photo", String(repeating: "Photo Photo/ ", count: million / 4)),
        ("sign-offs", String(repeating: "\n\n(AP)", count: million / 2)),
    ]
    for (name, text) in hostile { try measure(name, [Document(text)]) }
}
