/// A word, number, punctuation mark or symbol of a text, as UTF-8 byte offsets.
package struct Token: Hashable, Sendable {
    /// The offset of the first byte.
    package var start: UInt32
    /// The offset after the last byte.
    package var end: UInt32

    /// Makes a token.
    @inlinable
    package init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// Makes a token from offsets that are known to fit.
    @inlinable
    package init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// The offsets as a range.
    @inlinable package var range: Range<Int> { Int(start)..<Int(end) }
    /// The number of bytes.
    @inlinable package var count: Int { Int(end) - Int(start) }
}

extension Token: CustomStringConvertible {
    /// `start..<end`.
    package var description: String { "\(start)..<\(end)" }
}
