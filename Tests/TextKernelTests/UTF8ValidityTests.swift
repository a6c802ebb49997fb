import Testing

@testable import TextKernel

@Suite struct `UTF-8 validity` {
    @Test(
        arguments: [
            ([], nil),
            (Array("plain".utf8), nil),
            (Array("é 越 👩‍👩‍👧".utf8), nil),
            ([0x80], 0),  // a continuation byte alone
            ([0x61, 0xC0, 0xAF], 1),  // overlong
            ([0xE0, 0x9F, 0xBF], 0),  // overlong
            ([0xF0, 0x8F, 0xBF, 0xBF], 0),  // overlong
            ([0xED, 0xA0, 0x80], 0),  // a surrogate
            ([0xED, 0x9F, 0xBF], nil),  // the last before the surrogates
            ([0xF4, 0x8F, 0xBF, 0xBF], nil),  // U+10FFFF
            ([0xF4, 0x90, 0x80, 0x80], 0),  // above it
            ([0xF5, 0x80, 0x80, 0x80], 0),
            ([0x61, 0xC3], 1),  // cut
            ([0x61, 0xE2, 0x82], 1),
            ([0xF0, 0x9F, 0x91], 0),
            ([0xFF], 0),
        ] as [([UInt8], Int?)])
    func `finds the first byte that is not UTF-8`(bytes: [UInt8], offset: Int?) {
        #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) == offset)
        let long = Array(repeating: UInt8(ascii: "x"), count: 100) + bytes + Array(repeating: 0x20, count: 40)
        #expect(UTF8Validity.firstInvalidOffset(in: long, range: 0..<long.count) == offset.map { $0 + 100 })
    }

    @Test(arguments: 0...3) func `agrees with the obvious way on every two bytes, wherever they stand`(tail: Int) {
        for first in UInt8.min...UInt8.max {
            for second in stride(from: UInt8(0), through: 0xF0, by: 0x10) {
                let sequence = [first, second] + [UInt8](repeating: 0x80, count: tail)
                for padding in [0, 15] {
                    let bytes = [UInt8](repeating: 0x61, count: padding) + sequence + [0x62]
                    let range = 0..<bytes.count
                    let slow = UTF8Validity.slowFirstInvalidOffset(in: bytes, range: range)
                    #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: range) == slow, "\(bytes)")
                }
            }
        }
    }

    @Test func `takes every scalar`() {
        var text = ""
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 97) {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let bytes = Array(text.utf8)
        #expect(UTF8Validity.isValid(bytes))
        for cut in 1..<4 where bytes[bytes.count - cut] & 0xC0 == 0x80 {
            #expect(!UTF8Validity.isValid(Array(bytes.dropLast(cut))))
        }
    }

    @Test func `looks only at the range`() {
        let bytes: [UInt8] = [0xFF, 0x61, 0xC3, 0xA9, 0xFF]
        #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: 1..<4) == nil)
        #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: 1..<3) == 2)
        #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: 1..<5) == 4)
        #expect(UTF8Validity.firstInvalidOffset(in: bytes, range: 2..<2) == nil)
    }
}
