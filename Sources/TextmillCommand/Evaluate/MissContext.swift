import Analysis
import StageKit

/// The text around a miss.
struct MissContext {
    /// So many characters are shown on each side.
    static let length = 40

    /// The text before the gold or found span, from the nearer of a line's start and ``length`` characters.
    let before: String
    /// The text from the first to the last byte of both spans.
    let inside: String
    /// The text after.
    let after: String
    /// Whether the line goes on before ``before``.
    let isCutBefore: Bool
    /// Whether the line goes on after ``after``.
    let isCutAfter: Bool

    init(_ outcome: Outcome, in text: Text) {
        let spans = [outcome.gold?.span, outcome.found?.span].compactMap(\.self)
        let span = Span(spans.map(\.start).min() ?? 0, spans.map(\.end).max() ?? 0)
        let bytes = text.bytes
        var start = span.start
        var count = 0
        while start > 0, count < Self.length, bytes[start - 1] != 0x0A {
            start -= 1
            if text.isScalarBoundary(start) { count += 1 }
        }
        var end = span.end
        count = 0
        while end < bytes.count, count < Self.length, bytes[end] != 0x0A {
            end += 1
            if text.isScalarBoundary(end) { count += 1 }
        }
        while !text.isScalarBoundary(end) { end += 1 }
        while !text.isScalarBoundary(start) { start -= 1 }
        isCutBefore = start > 0 && bytes[start - 1] != 0x0A
        isCutAfter = end < bytes.count && bytes[end] != 0x0A
        before = text[Span(start, span.start)]
        inside = text[span]
        after = text[Span(span.end, end)]
    }
}
