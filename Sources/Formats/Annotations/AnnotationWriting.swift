import Diagnostics
package import DocumentModel

/// The tags that columns are written with.
package enum TagScheme: String, CaseIterable, Sendable {
    /// `B-` only where an entity follows another of the same label at once.
    case iob1
    /// `B-` where an entity begins.
    case iob2
    /// `B-`, `I-`, `L-` for entities of several tokens, `U-` for one.
    case bilou
}

/// Writes annotated texts in one of the formats.
package struct LabelledTextWriter: Sendable {
    private let form: AnnotationForm
    private let unit: OffsetUnit
    private let columns: ColumnWriter

    /// A writer.
    ///
    /// - Parameter unit: what offsets count.
    /// - Parameter scheme: the tags of columns.
    /// - Parameter columnCount: 2, or 4 as CoNLL-2003 has them, with `_` for part of speech and chunk.
    package init(
        _ form: AnnotationForm, unit: OffsetUnit = .codepoint, scheme: TagScheme = .iob2, columnCount: Int = 2,
        keepsText: Bool = true
    ) {
        self.form = form
        self.unit = unit
        columns = ColumnWriter(scheme: scheme, columnCount: columnCount, keepsText: keepsText)
    }

    /// Appends a text in any format but brat's, for which there is ``BratWriter``.
    ///
    /// - Throws: ``Diagnostic`` `unwritable-annotation` when the format cannot say what is marked.
    package func append(_ text: LabelledText, to output: inout [UInt8]) throws {
        guard form.isJSON else { return try columns.append(text, to: &output) }
        var writer = JSONWriter()
        let map = OffsetMap(Text(validated: text.bytes), unit: unit)
        writer.beginObject()
        switch form {
        case .prodigy: try appendProdigy(text, map, &writer)
        case .textmill: appendTextmill(text, map, &writer)
        default: appendTriples(text, map, &writer)
        }
        writer.endObject()
        output += writer.bytes
        output.append(0x0A)
    }

    private func label(_ mark: LabelledText.Mark) -> String { mark.labels.first ?? "" }

    private func head(_ text: LabelledText, _ writer: inout JSONWriter) {
        writer.key("id")
        writer.string(text.id)
        writer.key("text")
        writer.string(text.bytes)
    }

    /// spaCy's and doccano's `[start, end, label]`; spaCy's overlapping spans are objects under `spans`.
    private func appendTriples(_ text: LabelledText, _ map: OffsetMap, _ writer: inout JSONWriter) {
        head(text, &writer)
        let isGroup = form == .spacy && AnnotationOverlap.first(in: text.marks) != nil
        writer.key(form == .doccano ? "label" : isGroup ? "spans" : "entities")
        writer.beginArray()
        for mark in text.marks {
            let span = map.span(mark.span)
            if isGroup {
                writer.beginObject()
                append(span, mark, &writer)
                writer.endObject()
            } else {
                writer.beginArray()
                writer.number(span.start)
                writer.number(span.end)
                writer.string(label(mark))
                writer.endArray()
            }
        }
        writer.endArray()
    }

    private func append(_ span: Span, _ mark: LabelledText.Mark, _ writer: inout JSONWriter) {
        writer.key("start")
        writer.number(span.start)
        writer.key("end")
        writer.number(span.end)
        writer.key("label")
        writer.string(label(mark))
    }

    private func appendTextmill(_ text: LabelledText, _ map: OffsetMap, _ writer: inout JSONWriter) {
        head(text, &writer)
        writer.key("offsets")
        writer.beginObject()
        writer.key("text")
        writer.string(unit.rawValue)
        writer.endObject()
        writer.key("entities")
        writer.beginArray()
        for mark in text.marks {
            writer.beginObject()
            append(map.span(mark.span), mark, &writer)
            writer.key("text")
            writer.string(text.bytes, in: mark.span.range)
            writer.endObject()
        }
        writer.endArray()
    }

    private func appendProdigy(_ text: LabelledText, _ map: OffsetMap, _ writer: inout JSONWriter) throws {
        let tokens = AnnotationTokens.tokens(of: text)
        writer.key("text")
        writer.string(text.bytes)
        writer.key("tokens")
        writer.beginArray()
        for (index, token) in tokens.enumerated() {
            let span = map.span(token)
            writer.beginObject()
            writer.key("text")
            writer.string(text.bytes, in: token.range)
            writer.key("start")
            writer.number(span.start)
            writer.key("end")
            writer.number(span.end)
            writer.key("id")
            writer.number(index)
            writer.key("ws")
            writer.boolean(token.end < text.bytes.count && text.bytes[token.end] == 0x20)
            writer.endObject()
        }
        writer.endArray()
        writer.key("spans")
        writer.beginArray()
        for mark in text.marks {
            let range = try AnnotationTokens.range(of: mark.span, in: tokens).orThrow(
                AnnotationOverlap.unwritable(mark, text, "prodigy"))
            writer.beginObject()
            append(map.span(mark.span), mark, &writer)
            writer.key("token_start")
            writer.number(range.lowerBound)
            writer.key("token_end")
            writer.number(range.upperBound)
            writer.endObject()
        }
        writer.endArray()
        writer.key("answer")
        writer.string("accept")
        writer.key("meta")
        writer.beginObject()
        writer.key("id")
        writer.string(text.id)
        writer.endObject()
    }
}

extension Optional {
    /// The value, or else the error.
    func orThrow(_ error: @autoclosure () -> Diagnostic) throws(Diagnostic) -> Wrapped {
        guard let self else { throw error() }
        return self
    }
}

/// Marks that overlap, and the error for marks that a format cannot hold.
enum AnnotationOverlap {
    /// The first mark that overlaps one before it.
    static func first(in marks: [LabelledText.Mark]) -> LabelledText.Mark? {
        var end = 0
        for mark in marks {
            if mark.span.start < end { return mark }
            end = max(end, mark.span.end)
        }
        return nil
    }

    static func unwritable(_ mark: LabelledText.Mark, _ text: LabelledText, _ form: String, cause: String? = nil)
        -> Diagnostic
    {
        let surface = String(decoding: text.bytes[mark.span.range].prefix(60), as: UTF8.self)
        return Diagnostic(
            "unwritable-annotation", "\(mark.labels.first ?? "a mark") \"\(surface)\" cannot be written as \(form)",
            document: text.id, cause: cause ?? "it begins or ends with white space",
            hint: "choose other labels or layers, or another format")
    }
}
