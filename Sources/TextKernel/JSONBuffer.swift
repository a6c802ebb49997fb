/// Bytes of JSON that are put together from many small pieces, without a check of uniqueness for each of them.
///
/// An array asks at every append whether somebody else shares it; with a dozen pieces per annotation that costs more than
/// the pieces. This buffer is nobody else's by its type, and is copied into an array once, at the end.
public struct JSONBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    /// How many bytes are written.
    public private(set) var count = 0

    /// An empty buffer with room for `capacity` bytes.
    public init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// Makes room for `more` bytes and what a kernel may store past them.
    private mutating func reserve(_ more: Int) {
        let needed = count + more + 16
        guard needed > capacity else { return }
        let grown = max(needed, capacity * 2)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 16)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        capacity = grown
    }

    /// Appends a piece as it is.
    public mutating func append(_ piece: StaticString) {
        // Proof: `reserve` makes room for the piece, whose pointer and count belong together.
        reserve(piece.utf8CodeUnitCount)
        (base + count).copyMemory(from: piece.utf8Start, byteCount: piece.utf8CodeUnitCount)
        count += piece.utf8CodeUnitCount
    }

    /// Appends a piece as it is.
    public mutating func append(_ piece: [UInt8]) {
        reserve(piece.count)
        piece.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            (base + count).copyMemory(from: start, byteCount: source.count)
        }
        count += piece.count
    }

    /// Appends a number in decimal digits.
    public mutating func append(_ number: Int) {
        reserve(20)
        if number < 0 {
            base.storeBytes(of: 0x2D, toByteOffset: count, as: UInt8.self)
            count += 1
        }
        var rest = number.magnitude
        var digits = 1
        var bound: UInt = 10
        while digits < 20, rest >= bound {
            digits += 1
            let (next, isTooMuch) = bound.multipliedReportingOverflow(by: 10)
            if isTooMuch { break }
            bound = next
        }
        // Proof: a 64-bit number has at most 19 digits of magnitude and a sign, and there is room for 20 and 16 more.
        var at = count + digits
        count = at
        repeat {
            at -= 1
            base.storeBytes(of: UInt8(truncatingIfNeeded: 0x30 + rest % 10), toByteOffset: at, as: UInt8.self)
            rest /= 10
        } while rest > 0
    }

    /// Appends `bytes[range]`, which is UTF-8, as a string with its quotes, escaped.
    public mutating func appendString(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        bytes.withUnsafeBytes { appendString(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Appends `text` as a string with its quotes, escaped.
    public mutating func appendString(_ text: String) {
        var text = text
        text.withUTF8 { appendString(UnsafeRawBufferPointer($0)) }
    }

    private mutating func appendString(_ source: UnsafeRawBufferPointer) {
        // Proof: an escape has at most six bytes for one, so the kernel never runs out of this room; it stores whole
        // blocks only while 16 bytes of room are left, which `reserve` adds.
        reserve(source.count * 6 + 32)
        base.storeBytes(of: 0x22, toByteOffset: count, as: UInt8.self)
        count += 1
        if let start = source.baseAddress {
            let step = JSONKernel.escapedBytes(start, source.count, base + count, capacity - count)
            count += step.written
        }
        base.storeBytes(of: 0x22, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Appends everything written to `output`.
    public func copy(to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
    }
}
