private import TextKernel

/// In what an offset counts when it leaves the program; inside, everything counts UTF-8 bytes.
public enum OffsetUnit: String, Sendable, CaseIterable {
    /// Unicode scalars: Python's and most annotation tools' characters.
    case codepoint
    /// UTF-16 code units: JavaScript's, Java's and C#'s characters.
    case utf16
    /// UTF-8 bytes.
    case byte
}

/// Turns byte offsets of one text into another unit, and back.
///
/// Keeps a count for every 256 bytes, so that a conversion costs a few dozen bytes whatever the text's size; a text
/// of ASCII needs no table at all.
public struct OffsetMap: Sendable {
    /// The unit of the offsets on the outside.
    public let unit: OffsetUnit
    private let bytes: [UInt8]
    private let counts: [Int]
    private static let step = 256

    /// Prepares the conversion for `text`.
    ///
    /// - Complexity: O(*n*).
    public init(_ text: Text, unit: OffsetUnit) {
        self.unit = unit
        bytes = text.bytes
        guard unit != .byte else {
            counts = []
            return
        }
        var counts: [Int] = []
        counts.reserveCapacity(bytes.count / Self.step + 2)
        var total = 0
        var start = 0
        while start < bytes.count {
            counts.append(total)
            let end = min(start + Self.step, bytes.count)
            total += Self.units(bytes, start..<end, unit)
            start = end
        }
        counts.append(total)
        self.counts = total == bytes.count ? [] : counts
    }

    /// The number of units in the whole text.
    public var count: Int { counts.last ?? bytes.count }

    /// The offset in ``unit`` of a byte offset on a scalar boundary.
    public func offset(ofByte offset: Int) -> Int {
        guard !counts.isEmpty else { return offset }
        let block = min(offset / Self.step, counts.count - 2)
        return counts[block] + Self.units(bytes, block * Self.step..<offset, unit)
    }

    /// The same span counted in ``unit``.
    public func span(_ span: Span) -> Span {
        Span(offset(ofByte: span.start), offset(ofByte: span.end))
    }

    /// The byte offset of an offset in ``unit``, or nil when it is outside the text or inside a scalar.
    public func byteOffset(of offset: Int) -> Int? {
        guard offset >= 0, offset <= count else { return nil }
        guard !counts.isEmpty else { return offset }
        var low = 0
        var high = counts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if counts[middle] <= offset { low = middle } else { high = middle }
        }
        var position = low * Self.step
        var seen = counts[low]
        // A block may begin inside a scalar, whose first byte has been counted in the block before.
        while position < bytes.count, seen < offset || bytes[position] & 0xC0 == 0x80 {
            seen += Self.units(bytes, position..<position + 1, unit)
            position += 1
        }
        return seen == offset ? position : nil
    }

    private static func units(_ bytes: [UInt8], _ range: Range<Int>, _ unit: OffsetUnit) -> Int {
        unit == .utf16
            ? UTF8Kernel.utf16Count(of: bytes, in: range) : UTF8Kernel.scalarCount(of: bytes, in: range)
    }
}
