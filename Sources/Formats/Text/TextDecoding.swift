package import Diagnostics
package import DocumentModel
import TextKernel

/// The encodings a text file may be said to have.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    /// UTF-8, with or without a byte order mark, or UTF-16 with one.
    case unicode
    /// The Western encoding of old Windows programs; one byte is one character.
    case windows1252 = "windows-1252"
}

/// The text of a file, and how its bytes became it.
package struct DecodedText: Hashable, Sendable {
    /// Valid UTF-8 without a byte order mark.
    package var text: [UInt8]
    /// The encoding that was found; DocumentModel's `SourceOffsets` maps spans of the text back to the file's bytes by it.
    package var encoding: SourceEncoding
    /// How many bytes the byte order mark has.
    package var byteOrderMarkLength: Int
}

/// Decodes the bytes of a file as text.
///
/// NUL and other control characters are characters here; cleaning removes them. Bytes that are mostly NUL are no text:
/// that is UTF-16 without its mark, or something binary, though it would pass for UTF-8.
///
/// - Parameter file: what messages call the bytes.
/// - Throws: ``Diagnostic`` `not-text`, which says the offset of the first byte that is wrong.
/// - Complexity: O(*n*).
package func decodeText(
    _ bytes: [UInt8], as encoding: TextEncoding = .unicode, file: String
) throws(Diagnostic) -> DecodedText {
    if encoding == .windows1252 {
        return DecodedText(
            text: try decodeWindows1252(bytes, file: file), encoding: .windows1252, byteOrderMarkLength: 0)
    }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
        throw notText(file, "it begins with the byte order mark of UTF-32", hint: "convert it to UTF-8")
    }
    for (mark, isBigEndian) in [([0xFF, 0xFE] as [UInt8], false), ([0xFE, 0xFF], true)] where bytes.starts(with: mark) {
        return DecodedText(
            text: try decodeUTF16(bytes, isBigEndian: isBigEndian, file: file),
            encoding: .utf16(bigEndian: isBigEndian), byteOrderMarkLength: 2)
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) {
        let byte = hexadecimal(UInt32(bytes[bad]), digits: 2)
        throw notText(
            file, "byte 0x\(byte) at offset \(bad) begins no UTF-8 character", hint: encodingHint(bytes, from: bad))
    }
    if let bad = mostlyNUL(bytes) {
        throw notText(
            file, "much of it is NUL bytes, the first at offset \(bad)",
            hint: binaryHint(bytes) ?? "it looks like UTF-16 without a byte order mark; convert it to UTF-8")
    }
    return DecodedText(
        text: hasMark ? Array(bytes[3...]) : bytes, encoding: .utf8(byteOrderMark: hasMark),
        byteOrderMarkLength: hasMark ? 3 : 0)
}

private func notText(_ file: String, _ cause: String, hint: String?) -> Diagnostic {
    Diagnostic("not-text", "'\(file)' is not text", at: SourceLocation(file: file), cause: cause, hint: hint)
}

private func decodeUTF16(_ bytes: [UInt8], isBigEndian: Bool, file: String) throws(Diagnostic) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    func unit(_ at: Int) -> UInt32 {
        isBigEndian
            ? UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1]) : UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at])
    }
    var at = 2
    while at + 1 < bytes.count {
        var value = unit(at)
        if value & 0xFC00 == 0xD800, at + 3 < bytes.count, unit(at + 2) & 0xFC00 == 0xDC00 {
            value = 0x10000 + (value & 0x3FF) << 10 + (unit(at + 2) & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(value) else {
            let name = hexadecimal(value, digits: 4)
            throw notText(
                file, "the surrogate 0x\(name) at offset \(at) is half a UTF-16 character", hint: binaryHint(bytes))
        }
        if value < 0x80 { text.append(UInt8(value)) } else { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
        at += value < 0x10000 ? 2 : 4
    }
    guard at == bytes.count else {
        throw notText(file, "it ends in the middle of a UTF-16 character, at offset \(at)", hint: binaryHint(bytes))
    }
    return text
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252; 0 for the five that have none.
private let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
]

private func decodeWindows1252(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for (offset, byte) in bytes.enumerated() {
        switch byte {
        case 0..<0x80: text.append(byte)
        case 0x80..<0xA0:
            let value = windows1252[Int(byte - 0x80)]
            guard value != 0, let scalar = Unicode.Scalar(value) else {
                throw notText(
                    file,
                    "byte 0x\(hexadecimal(UInt32(byte), digits: 2)) at offset \(offset) is no Windows-1252 character",
                    hint: binaryHint(bytes) ?? "is the file in another encoding?")
            }
            text.append(contentsOf: UTF8.encode(scalar) ?? .init())
        default: text.append(contentsOf: [0xC0 | byte >> 6, 0x80 | byte & 63])
        }
    }
    return text
}

/// The offset of the first NUL, when more than an eighth of the first 4 kB are.
private func mostlyNUL(_ bytes: [UInt8]) -> Int? {
    let start = bytes.prefix(4096)
    guard start.count(where: { $0 == 0 }) * 8 > start.count else { return nil }
    return start.firstIndex(of: 0)
}

/// What bytes that are not UTF-8 might be instead.
private func encodingHint(_ bytes: [UInt8], from bad: Int) -> String? {
    if let hint = binaryHint(bytes) { return hint }
    if mostlyNUL(bytes) != nil { return "it looks binary; is it a text file?" }
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    guard bytes[bad...].contains(where: undefined.contains) else {
        return "if it is Windows-1252, say so with 'encoding: windows-1252'; else convert it to UTF-8"
    }
    return "convert it to UTF-8"
}

/// What kind of file begins like this, when it is a well-known one that is not text.
private func binaryHint(_ bytes: [UInt8]) -> String? {
    let kinds: [([UInt8], String)] = [
        (Array("%PDF".utf8), "a PDF file"), ([0x50, 0x4B, 3, 4], "a ZIP file or an office document"),
        ([0x1F, 0x8B], "gzip"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        (Array("GIF8".utf8), "a GIF picture"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old office document"), ([0x42, 0x5A, 0x68], "bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        (Array("SQLite format 3".utf8), "an SQLite database"),
    ]
    return kinds.first { bytes.starts(with: $0.0) }.map { "it looks like \($0.1), not text" }
}
