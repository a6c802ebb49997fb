import Testing
import TextKernel

struct UTF8KernelTests {
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
        #expect(UTF8Kernel.firstInvalidOffset(in: bytes) == offset)
        let long = Array(repeating: UInt8(ascii: "x"), count: 100) + bytes + Array(repeating: 0x20, count: 40)
        #expect(UTF8Kernel.firstInvalidOffset(in: long) == offset.map { $0 + 100 })
    }

    @Test(arguments: UInt64(1)...40)
    func `agrees with the standard library on random texts and random bytes`(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<20 {
            let text = randomText(&random, 60)
            let bytes = Array(text.utf8)
            #expect(UTF8Kernel.firstInvalidOffset(in: bytes) == nil)
            #expect(UTF8Kernel.isASCII(bytes) == bytes.allSatisfy { $0 < 128 })
            let scalars = Array(text.unicodeScalars)
            let first = random.below(scalars.count + 1)
            let last = first + random.below(scalars.count - first + 1)
            func offset(_ i: Int) -> Int { scalars[..<i].reduce(0) { $0 + UTF8.width($1) } }
            let range = offset(first)..<offset(last)
            #expect(UTF8Kernel.scalarCount(of: bytes, in: range) == last - first)
            #expect(
                UTF8Kernel.utf16Count(of: bytes, in: range) == scalars[first..<last].reduce(0) { $0 + UTF16.width($1) })
            #expect(UTF8Kernel.offset(ofScalar: last - first, after: range.lowerBound, in: bytes) == range.upperBound)
            for i in 0...bytes.count {
                let boundary = UTF8Kernel.scalarBoundary(atOrBefore: i, in: bytes)
                #expect((boundary == i) == UTF8Kernel.isScalarBoundary(i, in: bytes))
            }
            var broken = bytes
            for _ in 0..<random.below(4) where !broken.isEmpty {
                broken[random.below(broken.count)] = UInt8(truncatingIfNeeded: random.next())
            }
            #expect(
                (UTF8Kernel.firstInvalidOffset(in: broken) == nil) == (String(validating: broken, as: UTF8.self) != nil)
            )
        }
    }

    @Test(arguments: [
        ("", 0), ("one", 1), ("two words", 2), ("Hà Nội, 12.6", 4), ("e\u{301}te\u{301}", 1), ("越南", 2), (" – ", 0),
        ("x²y", 2),
    ])
    func `counts words`(text: String, words: Int) {
        #expect(UTF8Kernel.wordCount(of: Array(text.utf8)) == words)
    }
}
