import Analysis
import StageKit

/// A text with the annotations of a file: gold, or what an earlier run found.
struct GoldText: Sendable {
    /// Unique among all gold texts: the file's name and the id in it.
    var id: String
    /// The file it was read from, and the line it begins on.
    var place: SourceLocation
    var text: Text
    /// Fields of the document, as the date it was published.
    var fields = Fields()
    /// In text order, with spans in ``text``.
    var mentions: [Mention]
    /// Where nobody looked: what is found there is neither right nor wrong.
    var unknown: [Span] = []

    /// The tokens, when the file gives them, and the first token of each sentence.
    var tokens: [Span]?
    var sentenceStarts: [Int]?
    /// Where each token begins, and its line in the file; empty when the file has no tokens.
    var tokenLines: [(start: Int, line: Int)] = []

    /// The place of a span in the file, as near as it is known.
    func place(of span: Span) -> SourceLocation {
        var (low, high) = (0, tokenLines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if tokenLines[middle].start <= span.start { low = middle } else { high = middle }
        }
        return SourceLocation(file: place.file, line: tokenLines.isEmpty ? place.line : tokenLines[low].line)
    }

    /// The document that a pipeline is given.
    var document: Document {
        let origin = Origin(
            uri: place.file, line: place.line, encoding: .embedded, source: SourceBytes(text.bytes))
        return Document(id: id, origin: origin, text: text, fields: fields)
    }
}

extension GoldText {
    /// A text as a reader of annotations gives it. A mark that may have several labels is unknown.
    init(_ labelled: LabelledText, file: String) {
        let name = file == "-" ? "standard-input" : file.split(separator: "/").last.map(String.init) ?? file
        id = "\(name)#\(labelled.id)"
        place = SourceLocation(file: file, line: labelled.line)
        text = Text(labelled.bytes)
        mentions = labelled.marks.filter { $0.labels.count == 1 }
            .map { Mention($0.span, $0.labels[0]) }
        tokens = labelled.tokens
        sentenceStarts = labelled.sentenceStarts
        unknown = labelled.unknown + labelled.marks.filter { $0.labels.count != 1 }.map(\.span)
    }
}

extension Text {
    /// The text of bytes that a reader calls valid; where they are not, replacement characters show it.
    fileprivate init(_ bytes: [UInt8]) {
        self = Text(validating: bytes) ?? Text(String(decoding: bytes, as: UTF8.self))
    }
}
