import DocumentModel
import TextKernel

/// Writes the annotations of one document, with the offset tables of its texts made once.
///
/// A document has dozens of annotations with a dozen small pieces each, so they are put together in a buffer of their own
/// and with their keys and commas as whole pieces.
struct AnnotationWriter: ~Copyable {
    private let document: Document
    private let unit: OffsetUnit
    private let map: OffsetMap
    private let source: SourceOffsets
    private var out: JSONBuffer
    private var fieldMaps: [String: (text: Text, map: OffsetMap)] = [:]
    /// The stage and rule that made the annotation before, and how they were written.
    private var last: (stage: String, rule: String, json: [UInt8]) = ("", "", [])

    init(_ document: Document, _ unit: OffsetUnit) {
        self.document = document
        self.unit = unit
        map = OffsetMap(document.text, unit: unit)
        source = SourceOffsets(of: document)
        out = JSONBuffer(capacity: 8192)
    }

    /// Appends the declaration of the units, and the layers each as a key and an array; every one with a comma before.
    mutating func append(_ layers: [Layer], to output: inout [UInt8]) {
        out.append(",\"offsets\":{\"text\":\"")
        out.append(Array(unit.rawValue.utf8))
        out.append("\",\"original\":\"byte\"}")
        for layer in layers { append(layer) }
        out.copy(to: &output)
    }

    private mutating func append(_ layer: Layer) {
        switch layer {
        case .regions:
            out.append(",\"regions\":[")
            for (i, region) in document.regions.enumerated() {
                out.append(i == 0 ? "{\"kind\":" : ",{\"kind\":")
                out.appendString(region.kind.rawValue)
                // The body is the bulk of the text: repeating it would double the record.
                span(region.span, ",\"start\":", withSurface: region.kind != .body)
                by(region.provenance)
                out.append("}")
            }
        case .sentences:
            out.append(",\"sentences\":[")
            plain(document.sentences)
        case .tokens:
            out.append(",\"tokens\":[")
            plain(document.tokens)
        case .entities:
            out.append(",\"entities\":[")
            for i in document.entities.indices { append(document.entities[i], isFirst: i == 0) }
        case .aliases:
            out.append(",\"aliases\":[")
            for i in document.aliases.indices { append(document.aliases[i], isFirst: i == 0) }
        case .dates:
            out.append(",\"dates\":[")
            for i in document.dates.indices { append(document.dates[i], isFirst: i == 0) }
        case .amounts:
            out.append(",\"amounts\":[")
            for i in document.amounts.indices { append(document.amounts[i], isFirst: i == 0) }
        case .topics:
            out.append(",\"topics\":[")
            for i in document.topics.indices { append(document.topics[i], isFirst: i == 0) }
            if !document.missedTopics.isEmpty { out.append("],\"missed-topics\":[") }
            for i in document.missedTopics.indices { append(document.missedTopics[i], isFirst: i == 0) }
        case .text, .fields: return
        }
        out.append("]")
    }

    private mutating func plain(_ spans: [Span]) {
        for (i, span) in spans.enumerated() {
            self.span(span, i == 0 ? "{\"start\":" : ",{\"start\":", withSurface: true)
            out.append("}")
        }
    }

    private mutating func append(_ entity: Entity, isFirst: Bool) {
        span(entity.span, isFirst ? "{\"start\":" : ",{\"start\":", withSurface: true)
        out.append(",\"label\":")
        out.appendString(entity.label.rawValue)
        optional(",\"name\":", entity.canonicalName)
        optional(",\"id\":", entity.id)
        if let chain = entity.chain {
            out.append(",\"chain\":")
            out.append(chain)
        }
        if let score = entity.score { decimal(",\"score\":", score) }
        if !entity.attributes.isEmpty { append(entity.attributes) }
        if !entity.alternatives.isEmpty { append(entity.alternatives) }
        by(entity.provenance)
        out.append("}")
    }

    private mutating func append(_ attributes: [Entity.Attribute]) {
        out.append(",\"attributes\":[")
        for i in attributes.indices {
            out.append(i == 0 ? "{\"name\":" : ",{\"name\":")
            out.appendString(attributes[i].name)
            out.append(",\"value\":")
            out.appendString(attributes[i].value)
            if let span = attributes[i].span { self.span(span, ",\"start\":", withSurface: false) }
            out.append("}")
        }
        out.append("]")
    }

    private mutating func append(_ alternatives: [Entity.Alternative]) {
        out.append(",\"alternatives\":[")
        for i in alternatives.indices {
            out.append(i == 0 ? "{\"label\":" : ",{\"label\":")
            out.appendString(alternatives[i].label.rawValue)
            optional(",\"name\":", alternatives[i].canonicalName)
            optional(",\"id\":", alternatives[i].id)
            if let score = alternatives[i].score { decimal(",\"score\":", score) }
            out.append(",\"reason\":")
            out.appendString(alternatives[i].reason)
            out.append("}")
        }
        out.append("]")
    }

    private mutating func append(_ alias: Alias, isFirst: Bool) {
        out.append(isFirst ? "{\"kind\":" : ",{\"kind\":")
        out.appendString(alias.kind.rawValue)
        span(alias.short, ",\"short\":{\"start\":", withSurface: true)
        span(alias.long, "},\"long\":{\"start\":", withSurface: true)
        out.append("}")
        optional(",\"called-so-by\":", alias.by)
        by(alias.provenance)
        out.append("}")
    }

    private mutating func append(_ date: DateExpression, isFirst: Bool) {
        span(date.span, isFirst ? "{\"start\":" : ",{\"start\":", withSurface: true)
        out.append(",\"label\":")
        out.appendString(date.label.rawValue)
        out.append(",\"type\":")
        out.appendString(date.kind.rawValue)
        out.append(",\"value\":")
        out.appendString(date.value)
        if !date.candidates.isEmpty {
            out.append(",\"candidates\":[")
            for i in date.candidates.indices {
                if i > 0 { out.append(",") }
                out.appendString(date.candidates[i])
            }
            out.append("]")
        }
        optional(",\"modifier\":", date.modifier)
        by(date.provenance)
        out.append("}")
    }

    private mutating func append(_ amount: Amount, isFirst: Bool) {
        span(amount.span, isFirst ? "{\"start\":" : ",{\"start\":", withSurface: true)
        out.append(",\"label\":")
        out.appendString(amount.label.rawValue)
        out.append(",\"value\":")
        out.appendString(amount.value)
        optional(",\"upper-value\":", amount.upperValue)
        optional(",\"unit\":", amount.unit)
        optional(",\"modifier\":", amount.modifier)
        by(amount.provenance)
        out.append("}")
    }

    private mutating func append(_ topic: Topic, isFirst: Bool) {
        out.append(isFirst ? "{\"label\":" : ",{\"label\":")
        out.appendString(topic.label)
        optional(",\"name\":", topic.name)
        optional(",\"code\":", topic.code)
        decimal(",\"score\":", topic.score)
        if let score = topic.ruleScore { decimal(",\"rule-score\":", score) }
        if let score = topic.modelScore { decimal(",\"model-score\":", score) }
        optional(",\"shortfall\":", topic.shortfall)
        by(topic.provenance)
        out.append(",\"evidence\":[")
        for i in topic.evidence.indices { append(topic.evidence[i], isFirst: i == 0) }
        out.append("]}")
    }

    private mutating func append(_ evidence: Topic.Evidence, isFirst: Bool) {
        if let field = evidence.field {
            out.append(isFirst ? "{\"field\":" : ",{\"field\":")
            out.appendString(field)
            let (text, map) = fieldMap(field)
            // A field that is no text has no places.
            let inside = text.isValid(evidence.span) ? evidence.span : Span(0, 0)
            let outside = map.span(inside)
            out.append(",\"start\":")
            out.append(outside.start)
            out.append(",\"end\":")
            out.append(outside.end)
            out.append(",\"text\":")
            out.appendString(text.bytes, inside.range)
        } else {
            span(evidence.span, isFirst ? "{\"start\":" : ",{\"start\":", withSurface: true)
        }
        out.append(",\"term\":")
        out.appendString(evidence.term)
        decimal(",\"weight\":", evidence.weight)
        out.append(evidence.isOfModel ? ",\"by\":\"model\"}" : "}")
    }

    private mutating func fieldMap(_ name: String) -> (text: Text, map: OffsetMap) {
        if let known = fieldMaps[name] { return known }
        let text = Text(document.fields[name]?.string ?? "")
        let made = (text, OffsetMap(text, unit: unit))
        fieldMaps[name] = made
        return made
    }

    private mutating func span(_ span: Span, _ start: StaticString, withSurface: Bool) {
        out.append(start)
        out.append(map.offset(ofByte: span.start))
        out.append(",\"end\":")
        out.append(map.offset(ofByte: span.end))
        let original = source.range(ofOriginal: document.original(of: span))
        out.append(",\"original\":[")
        out.append(original.lowerBound)
        out.append(",")
        out.append(original.upperBound)
        out.append("]")
        if withSurface {
            out.append(",\"text\":")
            out.appendString(document.text.bytes, span.range)
        }
    }

    private mutating func by(_ provenance: Provenance) {
        if last.rule != provenance.rule || last.stage != provenance.stage {
            var writer = JSONWriter()
            writer.string(provenance.stage)
            let stage = writer.take()
            writer.string(provenance.rule)
            last = (
                provenance.stage, provenance.rule,
                Array(",\"by\":{\"stage\":".utf8) + stage + Array(",\"rule\":".utf8) + writer.take()
            )
        }
        out.append(last.json)
        if let line = provenance.line {
            out.append(",\"line\":")
            out.append(line)
        }
        optional(",\"detail\":", provenance.detail)
        out.append("}")
    }

    private mutating func optional(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        out.append(key)
        out.appendString(text)
    }

    /// Writes a number with at most four decimals: more would show the noise of the arithmetic.
    private mutating func decimal(_ key: StaticString, _ number: Double) {
        out.append(key)
        let scaled = (number * 10_000).rounded()
        guard abs(scaled) < 1e15 else { return out.append("null") }
        let (whole, part) = Int(abs(scaled)).quotientAndRemainder(dividingBy: 10_000)
        if scaled < 0 { out.append("-") }
        out.append(whole)
        guard part > 0 else { return out.append(".0") }
        out.append(part < 10 ? ".000" : part < 100 ? ".00" : part < 1000 ? ".0" : ".")
        var digits = part
        while digits % 10 == 0 { digits /= 10 }
        out.append(digits)
    }
}
