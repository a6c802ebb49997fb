import DocumentModel
import Foundation
import GRDB
import Testing

@testable import SQLiteExport

/// A folder of its own for one test, removed afterwards, with an export in it.
final class TestExport: Sendable {
    let folder: String
    var path: String { "\(folder)/out.sqlite" }

    init() throws {
        folder = NSTemporaryDirectory() + "sqlite-export-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The names in the folder, sorted.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

    /// Opens the export for a run of the pipeline `night`, or of no pipeline.
    func open(
        _ run: Int?, at opening: SQLiteExporter.Opening = .beginning, keepsEarlier: Bool = false,
        form: SQLiteForm = SQLiteForm(), pipeline: String = "night"
    ) throws -> SQLiteExporter {
        try SQLiteExporter(
            path, form, run: run.map { SQLiteRun(pipeline: pipeline, number: $0, date: "2026-11-29") }, at: opening,
            keepsEarlier: keepsEarlier, busyTimeout: 0.05)
    }

    /// Does a whole run.
    func write(_ documents: [Document], run: Int? = 1, keepsEarlier: Bool = false, replacing: Set<String> = []) throws {
        let exporter = try open(run, keepsEarlier: keepsEarlier)
        try exporter.write(rows(documents))
        _ = try exporter.checkpoint()
        try exporter.finish(replacing: replacing)
    }

    /// Every row of every table, in order, as text.
    func everything() throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table -> [String] in
                let order = (1...(try database.columns(in: table).count)).map { "\($0)" }.joined(separator: ", ")
                return try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
                    .map { "\(table) \($0)" }
            }
        }
    }

    /// The rows of a query, the columns with `|` between them.
    func query(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.map { "\($0.1.storage.value ?? "")" }.joined(separator: "|")
            }
        }
    }

    /// The files as they are at this moment, as after the process died, in a folder of their own.
    func afterDeath() throws -> TestExport {
        let copy = try TestExport()
        for name in names {
            try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(copy.folder)/\(name)")
        }
        return copy
    }
}

/// What workers make of documents.
func rows(_ documents: [Document], _ form: SQLiteForm = SQLiteForm()) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for document in documents { try form.append(document, to: &bytes) }
    return bytes
}

/// A document with every kind of annotation; `word` makes it different from others.
func article(_ id: String, _ word: String = "Oil", day: String = "2020-06-11") -> Document {
    let text =
        "\(word): Việt Nam's President Nguyễn Xuân Phúc met VNA (Vietnam News Agency) on Tuesday for 5 USD. Phúc left."
    func span(_ piece: String, from: Int = 0) -> Span {
        let bytes = Array(text.utf8)
        let piece = Array(piece.utf8)
        let start = bytes.indices.first { $0 >= from && bytes[$0...].starts(with: piece) } ?? 0
        return Span(start, start + piece.count)
    }
    let by = Provenance(stage: "extract-entities", rule: "list.tsv", line: 7, detail: "why")
    var document = Document(
        id: id, text, fields: ["title": .string("On \(word)"), "published": .string("\(day)T08:00:00Z"), "pages": 3])
    document.regions = [Region(.headline, span(word), by: by), Region(.body, Span(0, text.utf8.count), by: by)]
    let last = span("Phúc", from: span("USD").end)
    var person = Entity(
        span("Nguyễn Xuân Phúc"), .person, canonicalName: "Nguyễn Xuân Phúc", id: "Q1", chain: 1, score: 0.75, by: by)
    person.attributes = [.init("office", "President", at: span("President")), .init("title", "Mr")]
    document.entities = [
        Entity(span("Việt Nam"), .geopolitical, canonicalName: "Vietnam", id: "wikidata:Q881", chain: 0, by: by),
        person,
        Entity(span("VNA"), .organisation, by: by), Entity(last, .person, chain: 1, by: by),
    ]
    document.aliases = [
        Alias(.acronym, short: span("VNA"), long: span("Vietnam News Agency"), by: "VNA", provenance: by)
    ]
    var date = DateExpression(span("Tuesday"), .date, value: "XXXX-WXX-2", by: by)
    date.candidates = ["2020-06-09", "2020-06-16"]
    document.dates = [date]
    document.amounts = [Amount(span("5 USD"), .money, value: "5", unit: "USD", by: by)]
    document.topics = [
        Topic(
            "energy", name: "Energy", code: "medtop:1", score: 0.5,
            evidence: [
                .init(span(word), term: word.lowercased(), weight: 1),
                .init(Span(3, 6), field: "title", term: "x", weight: -0.5),
            ], by: by)
    ]
    document.topics[0].ruleScore = 0.25
    document.topics[0].modelScore = 0.3333
    document.topics[0].evidence[1].isOfModel = true
    return document
}
