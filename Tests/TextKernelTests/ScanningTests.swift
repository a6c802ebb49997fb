import Foundation
import Testing

@testable import TextKernel

struct ScanningTests {
    @Test(arguments: UInt64(1)...30)
    func `finds the first byte of a set as a plain loop does`(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<10 {
            let members = (0..<random.below(6)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let set = ByteSet(members)
            #expect((0...255).allSatisfy { set.contains($0) == members.contains($0) })
            #expect((0...255).allSatisfy { set.inverted.contains($0) != members.contains($0) })
            // Sizes on both sides of the one where vectors begin.
            let bytes = (0..<random.below(700)).map { _ in UInt8(truncatingIfNeeded: random.next() | 1) }
            for start in [0, bytes.count / 3, bytes.count] {
                let expected = bytes[start...].firstIndex { members.contains($0) }
                #expect(set.firstOffset(in: bytes, from: start) == expected, "seed \(seed)")
            }
        }
        let zeros = [UInt8](repeating: 0, count: 1000)
        for place in [0, 31, 32, 255, 256, 999] {
            for byte in [1, 127, 128, 255] as [UInt8] {
                var bytes = zeros
                bytes[place] = byte
                #expect(ByteSet([byte]).firstOffset(in: bytes) == place)
            }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `marks the bytes of a set as a plain loop does`(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = (0..<random.below(400)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let (set, other) = (ByteSet(0...UInt8(random.below(256))), ByteSet(UInt8(random.below(256))...255))
        func marked(_ marks: ByteMarks) -> [Int] {
            // From each offset, so that none is passed over.
            let next = (0...bytes.count).map { marks.next(from: $0) }
            return bytes.indices.filter { i in next[i] == i && next[...i].allSatisfy { $0 <= i } }
        }
        func has(_ set: ByteSet, _ i: Int) -> Bool { i < bytes.count && set.contains(bytes[i]) }
        let (marks, others) = (ByteMarks(set, in: bytes), ByteMarks(other, in: bytes))
        #expect(marked(marks) == bytes.indices.filter { has(set, $0) }, "seed \(seed)")
        for (start, limit) in [(0, bytes.count / 2), (bytes.count / 3, bytes.count / 2), (bytes.count, bytes.count)] {
            let first = (start..<limit).first { has(set, $0) } ?? limit
            #expect(marks.next(from: start, before: limit) == first, "seed \(seed)")
        }
        var union = marks
        union.formUnion(repeated: others)
        let repeated = bytes.indices.filter { has(other, $0) && ($0 == 0 || has(other, $0 - 1)) }
        #expect(marked(union) == Set(marked(marks) + repeated).sorted(), "seed \(seed)")
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]), ("\n", [""]),
        ("a\r", ["a"]),
    ])
    func `splits lines`(text: String, lines: [String]) {
        let bytes = Array(text.utf8)
        #expect(Lines.ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == lines)
    }

    @Test(arguments: UInt64(1)...60)
    func `text without a doubt is in NFC`(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<10 {
            let text = randomText(&random, 8)
            let composed = text.precomposedStringWithCanonicalMapping
            let isNFC = text.unicodeScalars.elementsEqual(composed.unicodeScalars)
            if !isNFC { #expect(NFCKernel.firstDoubt(in: Array(text.utf8)) != nil, "\(text.debugDescription)") }
        }
    }

    @Test func `every single character that NFC changes is a doubt, and Latin letters are none`() {
        for value in UInt32(0x80)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if !scalar.properties.isFullCompositionExclusion { continue }
            if NFCKernel.firstDoubt(in: Array(String(scalar).utf8)) == nil {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
        #expect(NFCKernel.firstDoubt(in: Array("Nguyễn Xuân Phúc – “Łódź” 越南 Россия हिन्दी".utf8)) == nil)
        #expect(NFCKernel.firstDoubt(in: Array("abc e\u{301}".utf8)) == 5)
    }
}

/// A piece in a test: its text, a letter for its kind, and what comes before it.
private func described(_ pieces: [Piece], _ bytes: [UInt8]) -> String {
    pieces.map { piece in
        let kind = ["W", "N", "P", "S"][Int(piece.kind.rawValue)]
        let space = piece.shape.contains(.blankLineBefore) ? "¶" : piece.shape.contains(.lineBefore) ? "↵" : ""
        let glue = piece.shape.contains(.spaceBefore) ? "" : "+"
        return space + glue + String(decoding: bytes[piece.start..<piece.end], as: UTF8.self) + kind
    }.joined(separator: " ")
}

struct PiecesTests {
    @Test(arguments: [
        ("", ""),
        ("HÀ NỘI — June 11.", "HÀW NỘIW —P JuneW 11N +.P"),
        ("don't co-op", "donW +'P +tW coW +-P +opW"),
        ("a\nb\r\n\r\nc", "aW ↵bW ¶cW"),
        ("e\u{301}te\u{301} x2 2x", "e\u{301}te\u{301}W x2W 2xW"),
        ("越南 ไทย", "越W +南W ไW +ทW +ยW"),
        ("10%€½ $5", "10N +%P +€S +½S $S +5N"),
        ("👩‍👩‍👧 🇻🇳 👍🏽!", "👩‍👩‍👧S 🇻S +🇳S 👍🏽S +!P"),
        ("so\u{AD}ft \u{200B}x\u{200B} y", "so\u{AD}ftW xW yW"),
        ("\u{FEFF}\u{0}a", "aW"),
        ("١٢٣ ١a", "١٢٣N ١aW"),
    ])
    func `cuts text into pieces`(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(described(Pieces.of(bytes), bytes) == expected)
    }

    @Test(
        arguments: [
            ("Word", [.startsUpper, .hasLower]), ("WORD", [.startsUpper, .hasInnerUpper]), ("word", [.hasLower]),
            ("iPhone7", [.hasLower, .hasInnerUpper, .hasDigit]), ("Đà", [.startsUpper, .hasLower, .hasNonASCII]),
            ("éA", [.hasLower, .hasInnerUpper, .hasNonASCII]), ("42", [.hasDigit]),
        ] as [(String, Piece.Shape)])
    func `sees the shape of a word`(text: String, shape: Piece.Shape) {
        #expect(Pieces.of(Array(text.utf8)).map { $0.shape.subtracting(.spaceBefore) } == [shape])
    }

    @Test(arguments: UInt64(1)...60)
    func `pieces of random texts are in order, on scalar boundaries, and hold every letter and sign`(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<10 {
            let text = randomText(&random, 60)
            let bytes = Array(text.utf8)
            let pieces = Pieces.of(bytes)
            var covered = [Bool](repeating: false, count: bytes.count)
            var last = 0
            for piece in pieces {
                #expect(piece.start >= last && piece.end > piece.start && piece.end <= bytes.count)
                #expect(UTF8Kernel.isScalarBoundary(piece.start, in: bytes))
                #expect(UTF8Kernel.isScalarBoundary(piece.end, in: bytes))
                last = piece.end
                for i in piece.start..<piece.end { covered[i] = true }
            }
            var offset = 0
            for scalar in text.unicodeScalars {
                let kind = ScalarClass(scalar).kind
                if kind == .space {
                    #expect(!covered[offset], "seed \(seed): space in a piece")
                } else if kind != .other, !(0xFE00...0xFE0F).contains(scalar.value) {
                    #expect(
                        covered[offset],
                        "seed \(seed): U+\(String(scalar.value, radix: 16)) lost in \(text.debugDescription)")
                }
                offset += UTF8.width(scalar)
            }
            // A text is cut alike wherever it stands.
            let prefix = Array("Ünï 新聞 👩‍👩‍👧 ".utf8)
            let moved = Pieces.of(prefix + bytes, in: prefix.count..<(prefix.count + bytes.count))
            #expect(moved.map(\.start) == pieces.map { $0.start + prefix.count })
        }
    }

    @Test func `broken bytes give some pieces inside the range`() {
        var random = Seeded(9)
        for _ in 0..<300 {
            let bytes = (0..<random.below(50)).map { _ in UInt8(truncatingIfNeeded: random.next() | 0x80) }
            #expect(Pieces.of(bytes).allSatisfy { $0.end <= bytes.count && $0.start < $0.end })
            _ = NFCKernel.firstDoubt(in: bytes)
        }
    }
}
