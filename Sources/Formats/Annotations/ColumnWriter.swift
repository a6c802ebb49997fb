import DocumentModel

/// Writes annotated texts in columns, so that ``ColumnReader`` gives the same text and the same offsets back.
///
/// ```
/// # newdoc id = 12
/// # textmill text = "Hà Nội  grew."
/// Hà	B-GPE
/// Nội	I-GPE
/// grew	O
/// .	O
/// ```
///
/// The text stands in a comment as a JSON string. Tokens are cut where marks begin and end; an empty line parts sentences.
struct ColumnWriter: Sendable {
    let scheme: TagScheme
    let columnCount: Int
    /// Whether the comment with the text is written; without it `-DOCSTART-` parts documents, and spaces are lost.
    let keepsText: Bool

    /// Appends a text.
    ///
    /// - Throws: ``Diagnostic`` `unwritable-annotation` for marks that overlap, begin or end with white space, or whose label
    ///   has white space.
    func append(_ text: LabelledText, to output: inout [UInt8]) throws {
        let tokens = AnnotationTokens.tokens(of: text)
        let tags = try tags(text, tokens)
        if keepsText {
            let id = String(String.UnicodeScalarView(text.id.unicodeScalars.filter { $0.value >= 0x20 }))
            output += "# newdoc id = \(id)\n# textmill text = ".utf8
            var writer = JSONWriter()
            writer.string(text.bytes)
            output += writer.bytes
            output.append(0x0A)
        } else {
            output += ("-DOCSTART-" + String(repeating: "\t-X-", count: max(0, columnCount - 2)) + "\tO\n\n").utf8
        }
        var sentences = (text.sentenceStarts ?? []).dropFirst().compactMap { index in
            text.tokens.flatMap { index < $0.count ? $0[index].start : nil }
        }[...]
        for (index, token) in tokens.enumerated() {
            if let next = sentences.first, token.start >= next {
                while let next = sentences.first, next <= token.start { sentences.removeFirst() }
                // An empty line ends an entity; inside of one there is none.
                if !tags[index].isInside { output.append(0x0A) }
            }
            append(token, tags[index], text, &output)
        }
        output.append(0x0A)
    }

    private func append(_ token: Span, _ tag: Tag, _ text: LabelledText, _ output: inout [UInt8]) {
        // `-DOCSTART-` in an article must not begin another.
        if text.bytes[token.range].elementsEqual("-DOCSTART-".utf8) {
            append(Span(token.start, token.start + 1), tag, text, &output)
            append(Span(token.start + 1, token.end), tag.next, text, &output)
            return
        }
        output += text.bytes[token.range]
        for _ in 0..<max(0, columnCount - 2) { output += "\t_".utf8 }
        output.append(0x09)
        output += tag.text(scheme).utf8
        output.append(0x0A)
    }

    /// Where a token is in an entity.
    private struct Tag {
        var label: String?
        var isFirst = false
        var isLast = false
        /// Whether nothing is known of it.
        var isUnknown = false
        /// Whether an entity of the same label ends right before.
        var followsSame = false

        /// Whether an entity goes on here.
        var isInside: Bool { label != nil && !isFirst }
        /// The tag of the second half of a token that is cut.
        var next: Tag { Tag(label: label, isFirst: false, isLast: isLast) }

        func text(_ scheme: TagScheme) -> String {
            guard let label else { return isUnknown ? "?" : "O" }
            switch scheme {
            case .iob1: return (isFirst && followsSame ? "B-" : "I-") + label
            case .iob2: return (isFirst ? "B-" : "I-") + label
            case .bilou: return (isFirst ? isLast ? "U-" : "B-" : isLast ? "L-" : "I-") + label
            }
        }
    }

    private func tags(_ text: LabelledText, _ tokens: [Span]) throws -> [Tag] {
        var tags = [Tag](repeating: Tag(), count: tokens.count)
        if let mark = AnnotationOverlap.first(in: text.marks) {
            throw AnnotationOverlap.unwritable(mark, text, "columns", cause: "it overlaps the one before it")
        }
        for mark in text.marks {
            let label = mark.labels.first ?? ""
            guard !label.isEmpty, label.utf8.allSatisfy({ $0 > 0x20 }) else {
                throw AnnotationOverlap.unwritable(
                    mark, text, "columns", cause: "its label is empty or has white space")
            }
            guard let range = AnnotationTokens.range(of: mark.span, in: tokens) else {
                throw AnnotationOverlap.unwritable(mark, text, "columns")
            }
            for index in range {
                let before = index > 0 ? tags[index - 1].label : nil
                tags[index] = Tag(
                    label: label, isFirst: index == range.lowerBound, isLast: index == range.upperBound,
                    followsSame: index == range.lowerBound && before == label)
            }
        }
        return tags
    }
}
