package import DocumentModel

/// Writes documents, or one of their layers, as rows of a table.
package struct DocumentTable: Sendable {
    /// What a row is.
    package enum Rows: String, Sendable, CaseIterable {
        case documents, entities, aliases, dates, amounts, topics
    }

    private let rows: Rows
    private let columns: [String]
    private let unit: OffsetUnit
    private let guardsFormulas: Bool

    /// Writes these columns, or the usual ones of such rows.
    package init(
        _ rows: Rows, columns: [String]? = nil, unit: OffsetUnit = .codepoint, guardsFormulas: Bool = true
    ) {
        self.rows = rows
        self.columns = columns ?? Self.usualColumns(of: rows)
        self.unit = unit
        self.guardsFormulas = guardsFormulas
    }

    /// The columns when none are named.
    package static func usualColumns(of rows: Rows) -> [String] {
        let by = ["start", "end", "stage", "rule", "line"]
        return switch rows {
        case .documents:
            ["id", "title", "published", "agency", "words", "topics", "PERSON", "ORG", "GPE", "dates", "amounts"]
        case .entities: ["id", "label", "text", "name", "entity-id"] + by
        case .aliases: ["id", "kind", "text", "long", "called-so-by"] + by
        case .dates: ["id", "label", "text", "type", "value"] + by
        case .amounts: ["id", "label", "text", "value", "upper-value", "unit"] + by
        case .topics:
            [
                "id", "topic", "name", "code", "score", "rule-score", "model-score", "evidence", "against", "shortfall",
                "stage", "rule",
            ]
        }
    }

    /// The row of column names.
    package var header: [UInt8] {
        var writer = CSVWriter(guardsFormulas: guardsFormulas)
        writer.row(columns)
        return writer.take()
    }

    /// Appends the rows of a document.
    package func append(_ document: Document, to output: inout [UInt8]) {
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        var writer = CSVWriter(appendingTo: consume bytes, guardsFormulas: guardsFormulas)
        let hasPlaces = rows == .topics ? columns.contains("spans") : rows != .documents
        let places = hasPlaces ? OffsetMap(document.text, unit: unit) : nil
        func row(_ cell: (String) -> String?) {
            for column in columns { writer.cell(cell(column) ?? Self.common(column, document)) }
            writer.endRow()
        }
        func by(_ column: String, _ provenance: Provenance, _ span: Span?) -> String? {
            switch column {
            case "stage": provenance.stage
            case "rule": provenance.rule
            case "line": provenance.line.map { "\($0)" } ?? ""
            case "detail": provenance.detail ?? ""
            case "start": span.flatMap { places?.offset(ofByte: $0.start) }.map { "\($0)" }
            case "end": span.flatMap { places?.offset(ofByte: $0.end) }.map { "\($0)" }
            case "text": span.map { document.text[$0] }
            default: nil
            }
        }
        switch rows {
        case .documents: row { Self.summary($0, document) }
        case .entities:
            for entity in document.entities {
                row { column in
                    switch column {
                    case "label": entity.label.rawValue
                    case "name": entity.canonicalName ?? ""
                    case "entity-id": entity.id ?? ""
                    case "chain": entity.chain.map { "\($0)" } ?? ""
                    case "score": entity.score.map { "\($0)" } ?? ""
                    case "attributes": entity.attributes.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
                    default: by(column, entity.provenance, entity.span)
                    }
                }
            }
        case .aliases:
            for alias in document.aliases {
                row { column in
                    switch column {
                    case "kind": alias.kind.rawValue
                    case "long": document.text[alias.long]
                    case "called-so-by": alias.by ?? ""
                    default: by(column, alias.provenance, alias.short)
                    }
                }
            }
        case .dates:
            for date in document.dates {
                row { column in
                    switch column {
                    case "label": date.label.rawValue
                    case "type": date.kind.rawValue
                    case "value": date.value
                    case "candidates": date.candidates.joined(separator: "; ")
                    case "modifier": date.modifier ?? ""
                    default: by(column, date.provenance, date.span)
                    }
                }
            }
        case .amounts:
            for amount in document.amounts {
                row { column in
                    switch column {
                    case "label": amount.label.rawValue
                    case "value": amount.value
                    case "upper-value": amount.upperValue ?? ""
                    case "unit": amount.unit ?? ""
                    case "modifier": amount.modifier ?? ""
                    default: by(column, amount.provenance, amount.span)
                    }
                }
            }
        case .topics:
            for topic in document.topics + document.missedTopics {
                row { column in
                    switch column {
                    case "topic": topic.label
                    case "name": topic.name ?? ""
                    case "code": topic.code ?? ""
                    case "score": Self.decimal(topic.score)
                    case "rule-score": topic.ruleScore.map(Self.decimal) ?? ""
                    case "model-score": topic.modelScore.map(Self.decimal) ?? ""
                    case "evidence": Self.list(topic.evidence.filter { $0.weight >= 0 }.map(\.term))
                    case "against": Self.list(topic.evidence.filter { $0.weight < 0 }.map(\.term))
                    case "spans": topic.evidence.map { shown($0, places, document) }.joined(separator: "; ")
                    case "shortfall": topic.shortfall ?? ""
                    default: by(column, topic.provenance, nil)
                    }
                }
            }
        }
        output = writer.take()
    }

    /// A piece of evidence: `2-16 "container ship" 0.5556`, `title 0-7 "Harbour" 0.4`; negative when it speaks against,
    /// with `model` behind it when a trained model weighs it.
    private func shown(_ evidence: Topic.Evidence, _ places: OffsetMap?, _ document: Document) -> String {
        let text = evidence.field.map { Text(document.fields[$0]?.string ?? "") } ?? document.text
        let weight = Self.decimal(evidence.weight)
        let field = evidence.field.map { "\($0) " } ?? ""
        let by = evidence.isOfModel ? " model" : ""
        guard text.isValid(evidence.span) else { return "\(field)\"\(evidence.term)\" \(weight)\(by)" }
        let map = evidence.field == nil ? places : OffsetMap(text, unit: unit)
        let span = map?.span(evidence.span)
        return "\(field)\(span?.start ?? 0)-\(span?.end ?? 0) \"\(text[evidence.span])\" \(weight)\(by)"
    }

    /// A column that every kind of row can have: the id, the origin, or a field.
    private static func common(_ column: String, _ document: Document) -> String {
        switch column {
        case "id": document.id
        case "uri": document.origin.uri
        case "record": document.origin.record.map { "\($0)" } ?? ""
        default: document.fields[column].map(text) ?? ""
        }
    }

    /// A column of a row that stands for the whole document.
    private static func summary(_ column: String, _ document: Document) -> String? {
        switch column {
        case "text": return document.text.string
        case "words": return "\(document.text.wordCount)"
        case "topics": return list(document.topics.map(\.label))
        case "dates": return list(document.dates.map(\.value))
        case "amounts":
            return list(
                document.amounts.map { [$0.value, $0.unit].compactMap(\.self).joined(separator: " ") })
        case "title":
            // A headline in the text is a title too.
            if let title = document.fields["title"] { return text(title) }
            let headline = document.regions.first { $0.kind == .headline }
            return headline.map { document.text[$0.span] } ?? ""
        default:
            guard
                Label.all.contains(Label(rawValue: column))
                    || document.entities.contains(where: { $0.label.rawValue == column })
            else { return nil }
            return list(
                document.entities.filter { $0.label.rawValue == column }.map {
                    $0.canonicalName ?? document.text[$0.span]
                })
        }
    }

    /// Each once, in the order of their first mention.
    private static func list(_ items: [String]) -> String {
        var seen: Set<String> = []
        return items.filter { seen.insert($0).inserted }.joined(separator: "; ")
    }

    private static func decimal(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }

    private static func text(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .boolean(let value): "\(value)"
        case .number(let text), .string(let text): text
        case .list(let values): values.map(text).joined(separator: "; ")
        case .object: value.json
        }
    }
}
