import Diagnostics
package import DocumentModel

/// Reads brat's standoff format: a text, and a file of lines such as `T1<tab>ORG 0 5<tab>ASEAN`.
///
/// Offsets count code points. Relations, events, attributes, notes and links are passed over. A span in several pieces is
/// an error, because a text's marks are whole.
///
/// - SeeAlso: Stenetorp et al., "brat: a Web-based Tool for NLP-Assisted Text Annotation", EACL 2012.
package enum BratReader {
    /// The text of two files.
    ///
    /// - Parameter text: the bytes of the `.txt` file; a byte order mark may count as a character or not.
    /// - Parameter file: the name of the `.ann` file, for messages.
    /// - Throws: ``Diagnostics`` `bad-annotation` with the lines of the `.ann` file, `not-text`.
    package static func text(
        _ text: [UInt8], annotations: [UInt8], id: String, file: String, textFile: String,
        unit: OffsetUnit = .codepoint,
        allowsOverlap: Bool = false
    ) throws -> LabelledText {
        let decoded = try decodeText(text, file: textFile)
        let lines = try decodeText(annotations, file: file).text
        var problems = AnnotationProblems(file)
        var given = Self.marks(lines, &problems)
        try problems.end()
        var marks: [LabelledText.Mark] = []
        // Tools disagree whether a byte order mark is a character: whichever fits the surfaces is right.
        for shift in decoded.byteOrderMarkLength > 0 ? [0, 1] : [0] {
            problems = AnnotationProblems(file)
            if shift == 1 {
                // Offsets come from outside: what wraps round is outside the text all the same.
                for index in given.indices {
                    given[index].mark.start &-= 1
                    given[index].mark.end &-= 1
                }
            }
            let checker = MarkChecker(Text(validated: decoded.text), unit, allowsOverlap: allowsOverlap)
            let lineOf = Dictionary(given.map { ($0.mark.name, $0.line) }) { first, _ in first }
            marks = checker.marks(given.map(\.mark), line: { lineOf[$0.name] }, document: id, &problems)
            if problems.list.isEmpty { break }
        }
        try problems.end()
        return LabelledText(id: id, bytes: decoded.text, marks: marks, line: 1)
    }

    private static func marks(
        _ bytes: [UInt8], _ problems: inout AnnotationProblems
    ) -> [(mark: GivenMark, line: Int)] {
        var marks: [(mark: GivenMark, line: Int)] = []
        var names: Set<String> = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let kind = line.first else { continue }
            guard kind == UInt8(ascii: "T") else {
                // Relations, events, equivalences, attributes, modifications, normalisations, notes.
                if !"REAMN#*".utf8.contains(kind) {
                    problems.add(
                        "the line is no annotation", line: index + 1, hint: "lines begin with T, R, E, A, M, N, # or *")
                }
                continue
            }
            let columns = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            let parts = columns.count > 1 ? columns[1].split(separator: " ", maxSplits: 1).map(String.init) : []
            guard parts.count == 2 else {
                problems.add(
                    "'\(columns[0].prefix(20))' has no label and offsets", line: index + 1,
                    hint: "write T1, a tab, the label, a space, start, a space, end, a tab, and the text")
                continue
            }
            guard names.insert(columns[0]).inserted else {
                problems.add("'\(columns[0].prefix(20))' comes twice", line: index + 1)
                continue
            }
            let pieces = parts[1].split(separator: ";")
            guard pieces.count == 1 else {
                problems.add(
                    "'\(columns[0])' is in \(pieces.count) pieces (\(parts[1].prefix(60)))", line: index + 1,
                    hint: "a span here is whole: make it one piece, or remove the line")
                continue
            }
            let offsets = pieces[0].split(separator: " ").map { Int($0) }
            guard offsets.count == 2, let start = offsets[0], let end = offsets[1] else {
                problems.add(
                    "'\(parts[1].prefix(40))' are no offsets", line: index + 1, hint: "write start, a space, and end")
                continue
            }
            marks.append(
                (
                    GivenMark(
                        start: start, end: end, label: parts[0], surface: columns.count > 2 ? columns[2] : nil,
                        name: columns[0]), index + 1
                ))
        }
        return marks
    }
}
