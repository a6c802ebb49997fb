/// The tables that hold documents; each has the number of the document as its first column.
///
/// The order is that in which the rows of a document are written, and the raw value stands in the bytes of a row.
enum SQLiteTable: UInt8, CaseIterable {
    case document, field, region, entity, mention, attribute, alias, date, amount, topic, evidence

    var name: String { "\(self)" }

    /// The column that numbers the documents.
    var documentColumn: String { self == .document ? "number" : "document" }

    /// The columns behind the number of the document, with their declarations.
    var columns: [(name: String, declaration: String)] {
        switch self {
        case .document:
            [
                ("id", "TEXT NOT NULL"), ("uri", "TEXT"), ("record", "INTEGER"), ("sha256", "TEXT"),
                ("title", "TEXT"), ("published", "TEXT"), ("day", "TEXT"), ("words", "INTEGER NOT NULL"),
                ("text", "TEXT"),
            ]
        case .field: [("name", "TEXT NOT NULL"), ("kind", "TEXT NOT NULL"), ("value", "")]
        case .region: Self.numbered + [("kind", "TEXT NOT NULL")] + Self.span() + Self.by
        case .entity:
            Self.numbered + [
                ("label", "TEXT NOT NULL"), ("name", "TEXT NOT NULL"), ("entity_id", "TEXT"),
                ("mentions", "INTEGER NOT NULL"),
            ]
        case .mention:
            Self.numbered + [("entity", "INTEGER NOT NULL"), ("label", "TEXT NOT NULL")] + Self.span()
                + [("score", "REAL")] + Self.by
        case .attribute:
            [("mention", "INTEGER NOT NULL")] + Self.numbered
                + [("name", "TEXT NOT NULL"), ("value", "TEXT NOT NULL")] + Self.span(isOptional: true)
        case .alias:
            Self.numbered + [("kind", "TEXT NOT NULL")] + Self.span("short_") + Self.span("long_")
                + [("called_so_by", "TEXT")] + Self.by
        case .date:
            Self.numbered + [("label", "TEXT NOT NULL"), ("type", "TEXT NOT NULL")] + Self.span() + [
                ("value", "TEXT NOT NULL"), ("candidates", "TEXT"), ("modifier", "TEXT"),
            ] + Self.by
        case .amount:
            Self.numbered + [("label", "TEXT NOT NULL")] + Self.span() + [
                ("value", "TEXT NOT NULL"), ("upper_value", "TEXT"), ("number", "REAL"), ("unit", "TEXT"),
                ("modifier", "TEXT"),
            ] + Self.by
        case .topic:
            Self.numbered + [
                ("label", "TEXT NOT NULL"), ("name", "TEXT"), ("code", "TEXT"), ("score", "REAL"),
                ("rule_score", "REAL"), ("model_score", "REAL"),
            ] + Self.by
        case .evidence:
            [("topic", "INTEGER NOT NULL")] + Self.numbered + [("field", "TEXT")] + Self.span(isOptional: true)
                + [("term", "TEXT NOT NULL"), ("weight", "REAL"), ("part", "TEXT NOT NULL")]
        }
    }

    /// What tells the rows of a document apart.
    private var key: [String] {
        switch self {
        case .document: []
        case .field: ["name"]
        case .attribute: ["mention", "position"]
        case .evidence: ["topic", "position"]
        default: ["position"]
        }
    }

    /// The statement that makes the table.
    ///
    /// Annotations lie in the order of their documents, without a number of their own: a document's rows are found, and
    /// taken away, as one range.
    var creation: String {
        let columns = columns.map { $0.declaration.isEmpty ? $0.name : "\($0.name) \($0.declaration)" }
        if self == .document {
            // The text comes last, so that whoever reads the other columns need not step over it.
            let all = ["number INTEGER PRIMARY KEY", "run INTEGER"] + columns
            return "CREATE TABLE document (\(all.joined(separator: ", ")))"
        }
        let all =
            ["document INTEGER NOT NULL"] + columns
            + ["PRIMARY KEY (\((["document"] + key).joined(separator: ", ")))"]
        return "CREATE TABLE \(name) (\(all.joined(separator: ", "))) WITHOUT ROWID"
    }

    /// The statement that inserts a row; its parameters are the number of the document and the columns.
    func insertion(run: Int?) -> String {
        let names = [documentColumn] + columns.map(\.name) + (self == .document ? ["run"] : [])
        var values = Array(repeating: "?", count: columns.count + 1)
        if self == .document { values.append(run.map { "\($0)" } ?? "NULL") }
        return "INSERT INTO \(name) (\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
    }

    // MARK: Columns that several tables have

    /// The place among its like in the document, from 1.
    private static let numbered = [(name: "position", declaration: "INTEGER NOT NULL")]

    private static let by = [
        (name: "stage", declaration: "TEXT NOT NULL"), (name: "rule", declaration: "TEXT NOT NULL"),
        (name: "line", declaration: "INTEGER"), (name: "detail", declaration: "TEXT"),
    ]

    private static func span(
        _ prefix: String = "", isOptional: Bool = false
    ) -> [(name: String, declaration: String)] {
        let number = isOptional ? "INTEGER" : "INTEGER NOT NULL"
        return [
            ((prefix.isEmpty ? "span_" : prefix) + "start", number),
            ((prefix.isEmpty ? "span_" : prefix) + "end", number),
            (prefix + "original_start", "INTEGER"),
            (prefix + "original_end", "INTEGER"), (prefix + "text", "TEXT"),
        ]
    }
}
