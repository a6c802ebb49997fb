import Diagnostics
import DocumentModel
import Formats
import Testing

@Suite struct TextDecoderTests {
    @Test(
        arguments: [
            ([0x61, 0xC3, 0xA9], "aé", SourceEncoding.utf8(byteOrderMark: false)),
            ([0xEF, 0xBB, 0xBF, 0x61], "a", .utf8(byteOrderMark: true)),
            ([0xEF, 0xBB, 0xBF], "", .utf8(byteOrderMark: true)),
            ([], "", .utf8(byteOrderMark: false)),
            ([0xFF, 0xFE, 0xE9, 0x00, 0x34, 0xD8, 0x1E, 0xDD], "é𝄞", .utf16(bigEndian: false)),
            ([0xFE, 0xFF, 0x00, 0xE9, 0xD8, 0x34, 0xDD, 0x1E], "é𝄞", .utf16(bigEndian: true)),
            // NUL is text.
            ([0x61, 0x00], "a\0", .utf8(byteOrderMark: false)),
        ] as [([UInt8], String, SourceEncoding)])
    func `Unicode is known by its byte order mark`(bytes: [UInt8], text: String, encoding: SourceEncoding) throws {
        let decoded = try TextDecoder.decode(bytes, as: .unicode, file: "a.txt")
        #expect(decoded.text.string == text && decoded.encoding == encoding)
    }

    @Test func `Windows-1252 is read on request, unless a byte order mark says otherwise`() throws {
        let bytes: [UInt8] = [0x93, 0x48, 0xE9, 0x94, 0x80, 0x9F]
        #expect(try TextDecoder.decode(bytes, as: .windows1252, file: "a").text == "“Hé”€Ÿ")
        #expect(try TextDecoder.decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], as: .windows1252, file: "a").text == "é")
    }

    @Test(
        arguments: [
            ([0x61, 0xE9, 0x62], TextDecoder.Expectation.unicode, "byte E9 is not valid UTF-8 here, at byte offset 1"),
            // Overlong, a surrogate, cut off.
            ([0xC0, 0x80], .unicode, "byte C0 is not valid UTF-8 here, at byte offset 0"),
            ([0x61, 0xED, 0xA0, 0x80], .unicode, "byte ED is not valid UTF-8 here, at byte offset 1"),
            ([0x61, 0xE2, 0x82], .unicode, "byte E2 is not valid UTF-8 here, at byte offset 1"),
            ([0xFF, 0xFE, 0x34, 0xD8], .unicode, "half of a UTF-16 surrogate pair stands alone, at byte offset 2"),
            ([0xFF, 0xFE, 0x1E, 0xDD], .unicode, "half of a UTF-16 surrogate pair stands alone, at byte offset 2"),
            ([0xFF, 0xFE, 0x61], .unicode, "the last UTF-16 unit has one byte only, at byte offset 2"),
            ([0x61, 0x81], .windows1252, "byte 81 has no meaning in Windows-1252, at byte offset 1"),
        ] as [([UInt8], TextDecoder.Expectation, String)])
    func `bytes that are no text are an error with their offset`(
        bytes: [UInt8], expectation: TextDecoder.Expectation, problem: String
    ) {
        let error = #expect(throws: Diagnostic.self) {
            try TextDecoder.decode(bytes, as: expectation, file: "a.txt")
        }
        #expect(error?.code == "not-text" && error?.problem == problem)
    }
}
