import Testing
import TextKernel

struct UTF8KernelTests {
    @Test(arguments: UInt64(1)...40)
    func `agrees with the standard library on random texts and random bytes`(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<20 {
            let text = randomText(&random, 60)
            let bytes = Array(text.utf8)
            #expect(UTF8Validity.isValid(bytes))
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
            #expect(UTF8Validity.isValid(broken) == (String(validating: broken, as: UTF8.self) != nil))
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
