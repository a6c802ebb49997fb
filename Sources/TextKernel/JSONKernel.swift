/// The inner loops of the JSON reader and writer: finding the end of a string, taking its escapes out, putting them in.
///
/// Blocks of sixteen bytes are compared at once; the first lane that matters is found by the trailing zero bits of the
/// comparison's two words (the machine is little-endian, as every one Swift runs Linux on).
public enum JSONKernel {
    /// Where the plain part of a string ends.
    public struct StringScan: Equatable, Sendable {
        /// The first offset that holds a quote, a backslash or a control character; the end when there is none.
        public var stop: Int
        /// Whether a byte before `stop` is not ASCII.
        public var hasHighBytes: Bool
    }

    /// Scans the inside of a string from `start` to the first byte that ends it or needs care.
    ///
    /// - Complexity: O(*n*), about 10 GB/s.
    public static func scanString(_ bytes: [UInt8], from start: Int, to end: Int) -> StringScan {
        precondition(0 <= start && start <= end && end <= bytes.count)
        // Proof: a block is loaded only while 16 bytes are left before `end`, a byte only before `end`.
        return bytes.withUnsafeBytes { scan($0, start, end) }
    }

    /// Appends the text of the string content `bytes[range]` to `output`, with its escapes decoded.
    ///
    /// The content must have been read by a JSON reader: escapes are complete and surrogates paired. Anything else gives
    /// wrong text, but stays inside the memory.
    public static func unescape(_ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // Proof: decoding never makes text longer (the shortest escape has two bytes for one, \uXXXX six for at most
        // three), so `range.count` bytes hold the result, and 16 more let a whole block be stored past the last byte.
        output.append(addingCapacity: range.count + 16) { target in
            target.withUnsafeMutableBufferPointer { room, used in
                guard let to = room.baseAddress else { return }
                used += bytes.withUnsafeBytes { unescaped($0, range, UnsafeMutableRawPointer(to + used)) }
            }
        }
    }

    /// Appends `bytes[range]` to `output` with quotes, backslashes and control characters escaped, without the quotes
    /// around it.
    ///
    /// - Complexity: O(*n*), about 5 GB/s for text with few escapes.
    public static func escape(_ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        bytes.withUnsafeBytes { escape(UnsafeRawBufferPointer(rebasing: $0[range]), into: &output) }
    }

    /// Appends `text` to `output`, escaped as above.
    public static func escape(_ text: String, into output: inout [UInt8]) {
        var text = text
        text.withUTF8 { escape(UnsafeRawBufferPointer($0), into: &output) }
    }

    /// Copies bytes with their escapes to `target`, as far as `room` allows; what was read and what was written.
    ///
    /// Stores a block only when 16 bytes of room are left, an escape only when 6 are.
    static func escapedBytes(
        _ base: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ room: Int
    ) -> (read: Int, written: Int) { escaped(base, count, target, room) }

    /// Appends `source` to `output`, escaped as above.
    private static func escape(_ source: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        guard let base = source.baseAddress else { return }
        var offset = 0
        while offset < source.count {
            let room = source.count - offset + 256
            // Proof: the kernel stores a block only when 16 bytes of room are left, an escape only when 6 are.
            output.append(addingCapacity: room) { target in
                target.withUnsafeMutableBufferPointer { buffer, used in
                    guard let to = buffer.baseAddress else { return }
                    let step = escaped(
                        base + offset, source.count - offset, UnsafeMutableRawPointer(to + used), buffer.count - used)
                    offset += step.read
                    used += step.written
                }
            }
        }
    }
}

/// The lanes of `block` that hold a quote, a backslash or a control character, as two words of eight lanes.
@inline(__always)
private func special(_ block: SIMD16<UInt8>) -> SIMD2<UInt64> {
    // The types are written out: with them left to inference the compiler takes the generic comparison, lane by lane.
    let quote = SIMD16<UInt8>(repeating: 0x22)
    let backslash = SIMD16<UInt8>(repeating: 0x5C)
    let space = SIMD16<UInt8>(repeating: 0x20)
    let hits = (block .== quote) .| (block .== backslash) .| (block .< space)
    return unsafeBitCast(hits, to: SIMD2<UInt64>.self)
}

/// The first lane that is set in `lanes`, or 16.
@inline(__always)
private func firstLane(_ lanes: SIMD2<UInt64>) -> Int {
    lanes[0] != 0 ? lanes[0].trailingZeroBitCount >> 3 : 8 + lanes[1].trailingZeroBitCount >> 3
}

private let highBits: UInt64 = 0x8080_8080_8080_8080

private func scan(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> JSONKernel.StringScan {
    guard let base = bytes.baseAddress else { return .init(stop: end, hasHighBytes: false) }
    var offset = start
    var high: UInt64 = 0
    while end - offset >= 16 {
        let block = base.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
        let lanes = special(block)
        let words = unsafeBitCast(block, to: SIMD2<UInt64>.self)
        if lanes[0] | lanes[1] != 0 {
            let lane = firstLane(lanes)
            // Bytes at and after the stop do not count.
            if lane >= 8 { high |= words[0] }
            high |= words[lane >= 8 ? 1 : 0] & ((1 << UInt64((lane & 7) * 8)) - 1)
            return .init(stop: offset + lane, hasHighBytes: high & highBits != 0)
        }
        high |= words[0] | words[1]
        offset += 16
    }
    while offset < end {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
        high |= UInt64(byte)
        offset += 1
    }
    return .init(stop: offset, hasHighBytes: high & highBits != 0)
}

/// Decodes `bytes[range]` to `target`, which has room for `range.count + 16` bytes; returns how many it wrote.
private func unescaped(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ target: UnsafeMutableRawPointer
) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let end = range.upperBound
    let backslash = SIMD16<UInt8>(repeating: 0x5C)
    var from = range.lowerBound
    var to = 0
    while from < end {
        while end - from >= 16 {
            let block = base.loadUnaligned(fromByteOffset: from, as: SIMD16<UInt8>.self)
            target.storeBytes(of: block, toByteOffset: to, as: SIMD16<UInt8>.self)
            let lanes = unsafeBitCast(block .== backslash, to: SIMD2<UInt64>.self)
            if lanes[0] | lanes[1] != 0 {
                let lane = firstLane(lanes)
                from += lane
                to += lane
                break
            }
            from += 16
            to += 16
        }
        guard from < end else { break }
        let byte = base.load(fromByteOffset: from, as: UInt8.self)
        if byte != 0x5C {
            target.storeBytes(of: byte, toByteOffset: to, as: UInt8.self)
            from += 1
            to += 1
            continue
        }
        guard end - from >= 2 else { break }
        let code = base.load(fromByteOffset: from + 1, as: UInt8.self)
        if code != UInt8(ascii: "u") {
            target.storeBytes(of: plain(code), toByteOffset: to, as: UInt8.self)
            from += 2
            to += 1
            continue
        }
        guard end - from >= 6 else { break }
        var scalar = hexadecimal(base + from + 2)
        from += 6
        if scalar & 0xFC00 == 0xD800, end - from >= 6 {
            scalar = 0x10000 + (scalar & 0x3FF) << 10 + (hexadecimal(base + from + 2) & 0x3FF)
            from += 6
        }
        to += encode(scalar, target + to)
    }
    return to
}

/// The byte a two-character escape stands for.
@inline(__always)
private func plain(_ code: UInt8) -> UInt8 {
    switch code {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: code
    }
}

/// The value of the four hexadecimal digits at `digits`.
@inline(__always)
private func hexadecimal(_ digits: UnsafeRawPointer) -> UInt32 {
    var value: UInt32 = 0
    for i in 0..<4 {
        let digit = UInt32(digits.load(fromByteOffset: i, as: UInt8.self))
        value = value << 4 | ((digit & 15) + (digit >= 0x40 ? 9 : 0)) & 15
    }
    return value
}

/// Stores `scalar` as UTF-8 and returns the number of bytes.
@inline(__always)
private func encode(_ scalar: UInt32, _ to: UnsafeMutableRawPointer) -> Int {
    func store(_ value: UInt32, _ offset: Int) {
        to.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: offset, as: UInt8.self)
    }
    if scalar < 0x80 {
        store(scalar, 0)
        return 1
    }
    if scalar < 0x800 {
        store(0xC0 | scalar >> 6, 0)
        store(0x80 | scalar & 63, 1)
        return 2
    }
    if scalar < 0x10000 {
        store(0xE0 | scalar >> 12, 0)
        store(0x80 | scalar >> 6 & 63, 1)
        store(0x80 | scalar & 63, 2)
        return 3
    }
    store(0xF0 | scalar >> 18, 0)
    store(0x80 | scalar >> 12 & 63, 1)
    store(0x80 | scalar >> 6 & 63, 2)
    store(0x80 | scalar & 63, 3)
    return 4
}

/// Escapes as much of `count` bytes at `base` as fits into `room` bytes at `target`.
private func escaped(
    _ base: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ room: Int
) -> (read: Int, written: Int) {
    var from = 0
    var to = 0
    while from < count, room - to >= 16 {
        while count - from >= 16, room - to >= 16 {
            let block = base.loadUnaligned(fromByteOffset: from, as: SIMD16<UInt8>.self)
            target.storeBytes(of: block, toByteOffset: to, as: SIMD16<UInt8>.self)
            let lanes = special(block)
            if lanes[0] | lanes[1] != 0 {
                let lane = firstLane(lanes)
                from += lane
                to += lane
                break
            }
            from += 16
            to += 16
        }
        guard from < count, room - to >= 6 else { break }
        let byte = base.load(fromByteOffset: from, as: UInt8.self)
        from += 1
        to += store(byte, target + to)
    }
    return (from, to)
}

/// Stores one byte, escaped where JSON asks for it, and returns how many bytes that took (at most 6).
@inline(__always)
private func store(_ byte: UInt8, _ target: UnsafeMutableRawPointer) -> Int {
    let short: UInt8
    switch byte {
    case 0x22, 0x5C: short = byte
    case 0x0A: short = UInt8(ascii: "n")
    case 0x09: short = UInt8(ascii: "t")
    case 0x0D: short = UInt8(ascii: "r")
    case 0x08: short = UInt8(ascii: "b")
    case 0x0C: short = UInt8(ascii: "f")
    case 0x00..<0x20:
        let low = byte & 15
        target.storeBytes(of: 0x3030_755C, as: UInt32.self)  // \u00, little-endian
        target.storeBytes(of: 0x30 + byte >> 4, toByteOffset: 4, as: UInt8.self)
        target.storeBytes(of: low < 10 ? 0x30 + low : 0x57 + low, toByteOffset: 5, as: UInt8.self)
        return 6
    default:
        target.storeBytes(of: byte, as: UInt8.self)
        return 1
    }
    target.storeBytes(of: 0x5C, as: UInt8.self)
    target.storeBytes(of: short, toByteOffset: 1, as: UInt8.self)
    return 2
}
