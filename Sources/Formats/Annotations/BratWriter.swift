package import DocumentModel

/// Writes the two files of brat's standoff format.
package enum BratWriter {
    /// The bytes of the `.ann` file; those of the `.txt` file are the text's own.
    ///
    /// - Throws: ``Diagnostic`` `unwritable-annotation` for a label that is more than letters, digits, `-` and `_`.
    package static func annotations(of text: LabelledText, unit: OffsetUnit = .codepoint) throws -> [UInt8] {
        let map = OffsetMap(Text(validated: text.bytes), unit: unit)
        var output: [UInt8] = []
        for (index, mark) in text.marks.enumerated() {
            let label = mark.labels.first ?? ""
            let isPlain = label.utf8.allSatisfy {
                $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
            guard isPlain, !label.isEmpty else {
                throw AnnotationOverlap.unwritable(
                    mark, text, "brat", cause: "its label is more than letters, digits, - and _")
            }
            let span = map.span(mark.span)
            output += "T\(index + 1)\t\(label) \(span.start) \(span.end)\t".utf8
            // The file is one of lines.
            output += text.bytes[mark.span.range].map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 }
            output.append(0x0A)
        }
        return output
    }
}
