/// A half-open range of offsets into a text: UTF-8 bytes, on scalar boundaries, unless a name says otherwise.
public struct Span: Hashable, Sendable {
    /// The offset of the first byte.
    public var start: Int
    /// The offset after the last byte.
    public var end: Int

    /// Makes the span `start..<end`.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// Makes a span of a range.
    public init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }

    /// The number of bytes.
    public var count: Int { end - start }
    /// Whether it covers nothing.
    public var isEmpty: Bool { end <= start }
    /// The same as a range.
    public var range: Range<Int> { start..<end }

    /// Whether every byte of `other` is in this span.
    public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
    /// Whether the byte at `offset` is in this span.
    public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
    /// Whether the two have a byte in common.
    public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }
}

extension Span: Comparable {
    /// In text order; of two that start together the shorter comes first.
    public static func < (a: Span, b: Span) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension Span: CustomStringConvertible {
    /// `start..<end`.
    public var description: String { "\(start)..<\(end)" }
}
