import DocumentModel

/// Writes the annotations of one document, with the offset tables of its texts made once.
struct AnnotationWriter {
    private let document: Document
    private let unit: OffsetUnit
    private let map: OffsetMap
    private let source: SourceOffsets
    private var fieldMaps: [String: (text: Text, map: OffsetMap)] = [:]

    init(_ document: Document, _ unit: OffsetUnit) {
        self.document = document
        self.unit = unit
        map = OffsetMap(document.text, unit: unit)
        source = SourceOffsets(of: document)
    }

    /// Declares the units of all offsets in the record.
    func offsets(to writer: inout JSONWriter) {
        writer.key(Keys.offsets)
        writer.beginObject()
        writer.key(Keys.text)
        writer.string(unit.rawValue)
        writer.key(Keys.original)
        writer.string("byte")
        writer.endObject()
    }

    /// Writes one layer as a key and an array.
    mutating func append(_ layer: Layer, to writer: inout JSONWriter) {
        guard let key = Keys.layers[layer] else { return }
        writer.key(key)
        writer.beginArray()
        switch layer {
        case .regions:
            for region in document.regions {
                writer.beginObject()
                writer.key(Keys.kind)
                writer.string(region.kind.rawValue)
                // The body is the bulk of the text: repeating it would double the record.
                span(region.span, withSurface: region.kind != .body, to: &writer)
                by(region.provenance, to: &writer)
                writer.endObject()
            }
        case .sentences: for span in document.sentences { plain(span, to: &writer) }
        case .tokens: for span in document.tokens { plain(span, to: &writer) }
        case .entities: for entity in document.entities { append(entity, to: &writer) }
        case .dates: for date in document.dates { append(date, to: &writer) }
        case .amounts: for amount in document.amounts { append(amount, to: &writer) }
        case .topics: for topic in document.topics { append(topic, to: &writer) }
        case .text, .fields: break
        }
        writer.endArray()
    }

    private func plain(_ span: Span, to writer: inout JSONWriter) {
        writer.beginObject()
        self.span(span, withSurface: true, to: &writer)
        writer.endObject()
    }

    private func append(_ entity: Entity, to writer: inout JSONWriter) {
        writer.beginObject()
        span(entity.span, withSurface: true, to: &writer)
        writer.key(Keys.label)
        writer.string(entity.label.rawValue)
        optional(Keys.name, entity.canonicalName, to: &writer)
        optional(Keys.id, entity.id, to: &writer)
        if let chain = entity.chain {
            writer.key(Keys.chain)
            writer.number(chain)
        }
        if let score = entity.score {
            writer.key(Keys.score)
            writer.number(rounded(score))
        }
        by(entity.provenance, to: &writer)
        writer.endObject()
    }

    private func append(_ date: DateExpression, to writer: inout JSONWriter) {
        writer.beginObject()
        span(date.span, withSurface: true, to: &writer)
        writer.key(Keys.label)
        writer.string(date.label.rawValue)
        writer.key(Keys.type)
        writer.string(date.kind.rawValue)
        writer.key(Keys.value)
        writer.string(date.value)
        by(date.provenance, to: &writer)
        writer.endObject()
    }

    private func append(_ amount: Amount, to writer: inout JSONWriter) {
        writer.beginObject()
        span(amount.span, withSurface: true, to: &writer)
        writer.key(Keys.label)
        writer.string(amount.label.rawValue)
        writer.key(Keys.value)
        writer.string(amount.value)
        optional(Keys.upperValue, amount.upperValue, to: &writer)
        optional(Keys.unit, amount.unit, to: &writer)
        by(amount.provenance, to: &writer)
        writer.endObject()
    }

    private mutating func append(_ topic: Topic, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key(Keys.label)
        writer.string(topic.label)
        optional(Keys.name, topic.name, to: &writer)
        optional(Keys.code, topic.code, to: &writer)
        writer.key(Keys.score)
        writer.number(rounded(topic.score))
        by(topic.provenance, to: &writer)
        writer.key(Keys.evidence)
        writer.beginArray()
        for evidence in topic.evidence { append(evidence, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private mutating func append(_ evidence: Topic.Evidence, to writer: inout JSONWriter) {
        writer.beginObject()
        if let field = evidence.field {
            writer.key(Keys.field)
            writer.string(field)
            let (text, map) = fieldMap(field)
            let outside = map.span(evidence.span)
            writer.key(Keys.start)
            writer.number(outside.start)
            writer.key(Keys.end)
            writer.number(outside.end)
            writer.key(Keys.text)
            writer.string(text.bytes, in: evidence.span.range)
        } else {
            span(evidence.span, withSurface: true, to: &writer)
        }
        writer.key(Keys.term)
        writer.string(evidence.term)
        writer.key(Keys.weight)
        writer.number(rounded(evidence.weight))
        writer.endObject()
    }

    private mutating func fieldMap(_ name: String) -> (text: Text, map: OffsetMap) {
        if let known = fieldMaps[name] { return known }
        let text = Text(document.fields[name]?.string ?? "")
        let made = (text, OffsetMap(text, unit: unit))
        fieldMaps[name] = made
        return made
    }

    private func span(_ span: Span, withSurface: Bool, to writer: inout JSONWriter) {
        let outside = map.span(span)
        writer.key(Keys.start)
        writer.number(outside.start)
        writer.key(Keys.end)
        writer.number(outside.end)
        let original = source.range(ofOriginal: document.original(of: span))
        writer.key(Keys.original)
        writer.beginArray()
        writer.number(original.lowerBound)
        writer.number(original.upperBound)
        writer.endArray()
        if withSurface {
            writer.key(Keys.text)
            writer.string(document.text.bytes, in: span.range)
        }
    }

    private func by(_ provenance: Provenance, to writer: inout JSONWriter) {
        writer.key(Keys.by)
        writer.beginObject()
        writer.key(Keys.stage)
        writer.string(provenance.stage)
        writer.key(Keys.rule)
        writer.string(provenance.rule)
        if let line = provenance.line {
            writer.key(Keys.line)
            writer.number(line)
        }
        optional(Keys.detail, provenance.detail, to: &writer)
        writer.endObject()
    }

    private func optional(_ key: JSONKey, _ text: String?, to writer: inout JSONWriter) {
        guard let text else { return }
        writer.key(key)
        writer.string(text)
    }

    /// Four decimals: more would show the noise of the arithmetic.
    private func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
}
