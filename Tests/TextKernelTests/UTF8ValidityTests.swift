import Testing

@testable import TextKernel

@Suite struct `UTF-8 validity` {
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
