import Diagnostics
import DocumentModel
@testable import Formats
import Testing

@Suite struct `Text decoding` {
    private func utf16(_ text: String, bigEndian: Bool, mark: Bool = true) -> [UInt8] {
        (mark ? [0xFEFF] : [] as [UInt16]).appending(text.utf16).flatMap { unit in
            bigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
        }
    }

    @Test(arguments: ["", "a", "é新😀", "a\0b, and a little more text", "\u{FFFE}x"])
    func `knows the encodings by their marks`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(
            try decodeText(bytes, file: "a.txt")
                == DecodedText(text: bytes, encoding: .utf8(byteOrderMark: false), byteOrderMarkLength: 0))
        #expect(
            try decodeText([0xEF, 0xBB, 0xBF] + bytes, file: "a.txt")
                == DecodedText(text: bytes, encoding: .utf8(byteOrderMark: true), byteOrderMarkLength: 3))
        for isBig in [true, false] {
            #expect(
                try decodeText(utf16(text, bigEndian: isBig), file: "a.txt")
                    == DecodedText(text: bytes, encoding: .utf16(bigEndian: isBig), byteOrderMarkLength: 2))
        }
    }

    @Test func `decodes Windows-1252 on request`() throws {
        let text = try decodeText(
            [0x41, 0x80, 0x92, 0x93, 0x96, 0xE9, 0xFF, 0xA0], as: .windows1252, file: "a.txt")
        #expect(String(decoding: text.text, as: UTF8.self) == "A€’“–éÿ\u{A0}")
        #expect(text.encoding == .windows1252)
        for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
            let error = #expect(throws: Diagnostic.self) {
                try decodeText([0x41, 0x42, byte], as: .windows1252, file: "a.txt")
            }
            let name = String(byte, radix: 16, uppercase: true)
            #expect(error?.cause == "byte 0x\(name) at offset 2 is no Windows-1252 character")
        }
        let all = (UInt8.min...UInt8.max).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
        let decoded = try decodeText(all, as: .windows1252, file: "a.txt").text
        #expect(String(decoding: decoded, as: UTF8.self).unicodeScalars.count == 251)
    }

    @Test(
        arguments: [
            (
                [0x61, 0xE9, 0x62], "byte 0xE9 at offset 1 begins no UTF-8 character",
                "if it is Windows-1252, say so with 'encoding: windows-1252'; else convert it to UTF-8"
            ),
            ([0x61, 0xE9, 0x81], "byte 0xE9 at offset 1 begins no UTF-8 character", "convert it to UTF-8"),
            (
                [0x89, 0x50, 0x4E, 0x47, 0x0D], "byte 0x89 at offset 0 begins no UTF-8 character",
                "it looks like a PNG picture, not text"
            ),
            ([0xFF, 0xFE, 0x41, 0x00, 0x42], "it ends in the middle of a UTF-16 character, at offset 4", nil),
            ([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], "the surrogate 0xD800 at offset 2 is half a UTF-16 character", nil),
            ([0xFE, 0xFF, 0x00, 0x41, 0xDC, 0x00], "the surrogate 0xDC00 at offset 4 is half a UTF-16 character", nil),
            ([0xFE, 0xFF, 0xD8, 0x00], "the surrogate 0xD800 at offset 2 is half a UTF-16 character", nil),
            ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "it begins with the byte order mark of UTF-32", "convert it to UTF-8"),
            (
                [0x41, 0, 0x42, 0], "much of it is NUL bytes, the first at offset 1",
                "it looks like UTF-16 without a byte order mark; convert it to UTF-8"
            ),
            (
                [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0], "much of it is NUL bytes, the first at offset 7",
                "it looks like a program, not text"
            ),
        ] as [([UInt8], String, String?)]) func `says where bytes stop being text`(
            bytes: [UInt8], cause: String, hint: String?
        )
    {
        let error = #expect(throws: Diagnostic.self) { try decodeText(bytes, file: "a.txt") }
        #expect(error?.description == "a.txt: error[not-text]: 'a.txt' is not text")
        #expect(error?.cause == cause)
        #expect(error?.hint == hint)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>) func `spans map back to the file's bytes in every encoding`(
        seed: UInt64
    ) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let scalars = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                "aé€ÿŠ’ \n".unicodeScalars.randomElement(using: &random)!
            }
            let astral = scalars + Array("😀新".unicodeScalars)
            func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
                var text = ""
                text.unicodeScalars.append(contentsOf: scalars)
                return text
            }
            let latin: [Unicode.Scalar: UInt8] = ["é": 0xE9, "€": 0x80, "ÿ": 0xFF, "Š": 0x8A, "’": 0x92]
            let files: [([UInt8], TextEncoding, ([Unicode.Scalar]) -> [UInt8], [Unicode.Scalar])] = [
                (Array(text(astral).utf8), .unicode, { Array(text($0).utf8) }, astral),
                ([0xEF, 0xBB, 0xBF] + Array(text(astral).utf8), .unicode, { Array(text($0).utf8) }, astral),
                (
                    utf16(text(astral), bigEndian: true), .unicode, { utf16(text($0), bigEndian: true, mark: false) },
                    astral
                ),
                (
                    utf16(text(astral), bigEndian: false), .unicode, { utf16(text($0), bigEndian: false, mark: false) },
                    astral
                ),
                (
                    scalars.map { latin[$0] ?? UInt8($0.value) }, .windows1252,
                    { $0.map { latin[$0] ?? UInt8($0.value) } }, scalars
                ),
            ]
            for (bytes, encoding, encode, scalars) in files {
                let decoded = try decodeText(bytes, as: encoding, file: "a")
                let origin = Origin(uri: "a", encoding: decoded.encoding, source: SourceBytes(bytes))
                let document = Document(id: "a", origin: origin, text: Text(validated: decoded.text))
                let cut = Int.random(in: 0..<scalars.count, using: &random)
                let start = text(scalars[..<cut]).utf8.count
                let end = start + text(scalars[cut...].prefix(3)).utf8.count
                let range = SourceOffsets(of: document).range(ofOriginal: Span(start, end))
                #expect(Array(bytes[range]) == encode(Array(scalars[cut...].prefix(3))), "seed \(seed)")
            }
        }
    }
}

extension Array {
    fileprivate func appending(_ other: some Sequence<Element>) -> [Element] { self + Array(other) }
}
