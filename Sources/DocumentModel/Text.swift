private import TextKernel

/// An immutable text: valid UTF-8, whose spans are UTF-8 byte offsets on scalar boundaries.
///
/// Bytes rather than a `String`, because every kernel works on bytes; `String` is made at the edges.
public struct Text: Hashable, Sendable {
    /// The UTF-8 bytes; always valid.
    public let bytes: [UInt8]

    /// The text of a string.
    public init(_ string: String) { bytes = Array(string.utf8) }

    /// The text of bytes that may not be valid UTF-8.
    ///
    /// Returns nil when they are not.
    ///
    /// - Complexity: O(*n*).
    public init?(validating bytes: [UInt8]) {
        guard UTF8Validity.isValid(bytes) else { return nil }
        self.bytes = bytes
    }

    /// The text of bytes that a reader or kernel has already found to be valid UTF-8.
    package init(validated bytes: [UInt8]) { self.bytes = bytes }

    /// The number of UTF-8 bytes.
    public var byteCount: Int { bytes.count }
    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.isEmpty }
    /// The span of the whole text.
    public var span: Span { Span(0, bytes.count) }
    /// The text as a string. O(*n*).
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The surface of `span` as a string.
    ///
    /// - Precondition: `span` lies inside the text (``isValid(_:)``).
    public subscript(span: Span) -> String { String(decoding: bytes[span.range], as: UTF8.self) }

    /// Whether `offset` is the start of a scalar or the end of the text.
    public func isScalarBoundary(_ offset: Int) -> Bool {
        if offset == bytes.count { return true }
        return offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80
    }

    /// Whether `span` lies inside the text and on scalar boundaries.
    public func isValid(_ span: Span) -> Bool {
        span.start <= span.end && isScalarBoundary(span.start) && isScalarBoundary(span.end)
    }

    /// How many words there are: runs of letters, marks and digits; in scripts without spaces each letter is one.
    ///
    /// - Complexity: O(*n*).
    public var wordCount: Int { UTF8Kernel.wordCount(of: bytes) }
}

extension Text: ExpressibleByStringLiteral {
    /// The text of a literal.
    public init(stringLiteral value: String) { self.init(value) }
}

extension Text: CustomStringConvertible {
    /// The text itself.
    public var description: String { string }
}
