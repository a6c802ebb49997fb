import Diagnostics
package import DocumentModel
import Formats

extension SQLiteForm {
    /// The most bytes of a document's rows; SQLite takes no string of a billion bytes.
    static let mostBytes = 900_000_000

    /// Appends the rows of a document, in the form in which ``SQLiteExporter/write(_:)`` takes them.
    ///
    /// This is the part of the work that any thread can do.
    ///
    /// - Throws: ``Diagnostic`` `document-too-large`.
    /// - Complexity: O(*n* + *a*) for *n* bytes of text and *a* annotations.
    package func append(_ document: Document, to output: inout [UInt8]) throws {
        guard document.text.byteCount <= Self.mostBytes else {
            throw Diagnostic(
                "document-too-large", "a text of \(document.text.byteCount) bytes does not fit into SQLite",
                document: document.id, hint: "cut it, or leave it out with 'text: false'")
        }
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        var rows = DocumentRows(document, self, appendingTo: consume bytes)
        rows.appendAll()
        output = rows.take()
    }
}

/// Writes the rows of one document, with the offset tables of its texts made once.
private struct DocumentRows {
    private let document: Document
    private let form: SQLiteForm
    private let map: OffsetMap
    private let source: SourceOffsets
    private var rows: RowBytes

    init(_ document: Document, _ form: SQLiteForm, appendingTo bytes: consuming [UInt8]) {
        self.document = document
        self.form = form
        map = OffsetMap(document.text, unit: form.unit)
        source = SourceOffsets(of: document)
        rows = RowBytes(appendingTo: bytes)
    }

    consuming func take() -> [UInt8] { rows.take() }

    mutating func appendAll() {
        appendDocument()
        appendFields()
        for layer in SQLiteForm.usualLayers where form.layers.contains(layer) {
            switch layer {
            case .regions: appendRegions()
            case .entities: appendEntities()
            case .aliases: appendAliases()
            case .dates: appendDates()
            case .amounts: appendAmounts()
            case .topics: appendTopics()
            case .text, .fields, .sentences, .tokens: continue
            }
        }
    }

    private mutating func appendDocument() {
        rows.begin(.document)
        rows.append(document.id)
        rows.append(document.origin.uri)
        rows.append(document.origin.record)
        rows.append(document.origin.digest)
        // A headline in the text is a title too.
        let headline = document.regions.first { $0.kind == .headline }?.span
        rows.append(document.fields["title"]?.string ?? headline.map { document.text[$0] })
        let published = document.fields[form.dateField]?.string
        rows.append(published)
        rows.append(published.flatMap(Self.day))
        rows.append(document.text.wordCount)
        if form.keepsText { rows.append(document.text.bytes[...]) } else { rows.null() }
    }

    /// The day with which a date in the form of ISO 8601 begins.
    private static func day(_ date: String) -> String? {
        let bytes = Array(date.utf8.prefix(11))
        guard bytes.count >= 10, bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
        else { return nil }
        for (index, byte) in bytes.prefix(10).enumerated() {
            guard index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte >= 0x30 && byte <= 0x39 else {
                return nil
            }
        }
        return String(decoding: bytes.prefix(10), as: UTF8.self)
    }

    private mutating func appendFields() {
        for index in 0..<document.fields.count {
            let (name, value) = document.fields[at: index]
            rows.begin(.field)
            rows.append(name)
            switch value {
            case .null:
                rows.append("null")
                rows.null()
            case .boolean(let truth):
                rows.append("boolean")
                rows.append(truth ? 1 : 0)
            case .number(let text):
                rows.append("number")
                if let whole = Int(text) { rows.append(whole) } else { rows.append(Double(text)) }
            case .string(let text):
                rows.append("string")
                rows.append(text)
            case .list:
                rows.append("list")
                rows.append(value.json)
            case .object:
                rows.append("object")
                rows.append(value.json)
            }
        }
    }

    private mutating func appendRegions() {
        for (index, region) in document.regions.enumerated() {
            rows.begin(.region)
            rows.append(index + 1)
            rows.append(region.kind.rawValue)
            // The body is the bulk of the text: repeating it would double the database.
            append(region.span, withSurface: region.kind != .body)
            append(region.provenance)
        }
    }

    private mutating func appendEntities() {
        let groups = EntityGroups(document)
        for (index, group) in groups.list.enumerated() {
            rows.begin(.entity)
            rows.append(index + 1)
            rows.append(group.label.rawValue)
            if let name = group.name { rows.append(name) } else { rows.append(document.text.bytes[group.span.range]) }
            rows.append(group.id)
            rows.append(group.mentions)
        }
        for (index, entity) in document.entities.enumerated() {
            rows.begin(.mention)
            rows.append(index + 1)
            rows.append(groups.group[index] + 1)
            rows.append(entity.label.rawValue)
            append(entity.span)
            rows.append(entity.score)
            append(entity.provenance)
            for (place, attribute) in entity.attributes.enumerated() {
                rows.begin(.attribute)
                rows.append(index + 1)
                rows.append(place + 1)
                rows.append(attribute.name)
                rows.append(attribute.value)
                append(attribute.span)
            }
        }
    }

    private mutating func appendAliases() {
        for (index, alias) in document.aliases.enumerated() {
            rows.begin(.alias)
            rows.append(index + 1)
            rows.append(alias.kind.rawValue)
            append(alias.short)
            append(alias.long)
            rows.append(alias.by)
            append(alias.provenance)
        }
    }

    private mutating func appendDates() {
        for (index, date) in document.dates.enumerated() {
            rows.begin(.date)
            rows.append(index + 1)
            rows.append(date.label.rawValue)
            rows.append(date.kind.rawValue)
            append(date.span)
            rows.append(date.value)
            rows.append(date.candidates.isEmpty ? nil : Value.list(date.candidates.map { .string($0) }).json)
            rows.append(date.modifier)
            append(date.provenance)
        }
    }

    private mutating func appendAmounts() {
        for (index, amount) in document.amounts.enumerated() {
            rows.begin(.amount)
            rows.append(index + 1)
            rows.append(amount.label.rawValue)
            append(amount.span)
            rows.append(amount.value)
            rows.append(amount.upperValue)
            rows.append(Double(amount.value))
            rows.append(amount.unit)
            rows.append(amount.modifier)
            append(amount.provenance)
        }
    }

    private mutating func appendTopics() {
        for (index, topic) in document.topics.enumerated() {
            rows.begin(.topic)
            rows.append(index + 1)
            rows.append(topic.label)
            rows.append(topic.name)
            rows.append(topic.code)
            rows.append(topic.score)
            rows.append(topic.ruleScore)
            rows.append(topic.modelScore)
            append(topic.provenance)
            for (place, evidence) in topic.evidence.enumerated() {
                rows.begin(.evidence)
                rows.append(index + 1)
                rows.append(place + 1)
                rows.append(evidence.field)
                if let field = evidence.field { append(evidence.span, inField: field) } else { append(evidence.span) }
                rows.append(evidence.term)
                rows.append(evidence.weight)
                rows.append(evidence.isOfModel ? "model" : "rules")
            }
        }
    }

    // MARK: What several tables have

    private mutating func append(_ span: Span, withSurface: Bool = true) {
        let outside = map.span(span)
        rows.append(outside.start)
        rows.append(outside.end)
        let original = source.range(ofOriginal: document.original(of: span))
        rows.append(original.lowerBound)
        rows.append(original.upperBound)
        if withSurface { rows.append(document.text.bytes[span.range]) } else { rows.null() }
    }

    private mutating func append(_ span: Span?) {
        if let span { append(span) } else { for _ in 0..<5 { rows.null() } }
    }

    /// A place in the text of a field, which has no original of its own.
    private mutating func append(_ span: Span, inField name: String) {
        let text = Text(document.fields[name]?.string ?? "")
        // A field that is no text has no places.
        guard text.isValid(span) else { return append(nil) }
        let outside = OffsetMap(text, unit: form.unit).span(span)
        rows.append(outside.start)
        rows.append(outside.end)
        rows.null()
        rows.null()
        rows.append(text.bytes[span.range])
    }

    private mutating func append(_ provenance: Provenance) {
        rows.append(provenance.stage)
        rows.append(provenance.rule)
        rows.append(provenance.line)
        rows.append(provenance.detail)
    }
}
