public import DocumentModel

/// A text with its annotations written into it, so that a test is read and nobody counts offsets:
/// `"the [New York Times](ORG) said"`.
///
/// A bracket or backslash of the text itself is written with a backslash before it. Annotations inside each other are
/// written so; of two that cross, the later one is left out and named at the end.
public struct MarkedText: Hashable, Sendable, CustomStringConvertible {
    /// The text with the marks.
    public let description: String

    /// Marks `spans`, in any order, with their labels.
    public init(_ text: Text, _ spans: [(span: Span, label: String)]) {
        let sorted = spans.sorted { ($0.span.start, -$0.span.end, $0.label) < ($1.span.start, -$1.span.end, $1.label) }
        var out: [UInt8] = []
        var open: [(span: Span, label: String)] = []
        var crossing = ""
        var done = 0
        func copy(to end: Int) {
            for byte in text.bytes[done..<end] {
                if [UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\")].contains(byte) {
                    out.append(UInt8(ascii: "\\"))
                }
                out.append(byte)
            }
            done = end
        }
        func close(before start: Int) {
            while let last = open.last, last.span.end <= start {
                copy(to: last.span.end)
                out += "](\(last.label))".utf8
                open.removeLast()
            }
        }
        for mark in sorted {
            close(before: mark.span.start)
            if let last = open.last, mark.span.end > last.span.end {
                crossing += " {crossing: \(mark.label) '\(text[mark.span])'}"
                continue
            }
            copy(to: mark.span.start)
            out.append(UInt8(ascii: "["))
            open.append(mark)
        }
        close(before: text.byteCount)
        copy(to: text.byteCount)
        description = String(decoding: out, as: UTF8.self) + crossing
    }

    /// Marks the entities, dates and amounts of a document.
    public init(annotationsOf document: Document) {
        self.init(
            document.text,
            document.entities.map { ($0.span, $0.label.rawValue) } + document.dates.map { ($0.span, $0.label.rawValue) }
                + document.amounts.map { ($0.span, $0.label.rawValue) })
    }

    /// Marks the regions of a document.
    public init(regionsOf document: Document) {
        self.init(document.text, document.regions.map { ($0.span, $0.kind.rawValue) })
    }
}
