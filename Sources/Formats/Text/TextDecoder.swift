import Diagnostics
package import DocumentModel
import TextKernel

/// Makes text of the bytes of a file, strictly: what is not valid is an error with its byte offset, never a
/// replacement character.
package enum TextDecoder {
    /// What a user says of the bytes.
    package enum Expectation: Sendable {
        /// UTF-8 with or without a byte order mark, or UTF-16 with one.
        case unicode
        /// Windows-1252, unless a byte order mark says otherwise.
        case windows1252
    }

    /// A text and how it was encoded.
    package struct Decoded: Sendable {
        package var text: Text
        package var encoding: SourceEncoding
    }

    /// Decodes `bytes`, which were read from `file`.
    ///
    /// NUL and other control characters are text; cleaning them is a stage's business.
    ///
    /// - Throws: ``Diagnostic`` `not-text` with the offset of the first wrong byte.
    /// - Complexity: O(*n*).
    package static func decode(_ bytes: [UInt8], as expectation: Expectation, file: String) throws -> Decoded {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE): return try utf16(bytes, bigEndian: false, file)
        case (0xFE, 0xFF): return try utf16(bytes, bigEndian: true, file)
        default: break
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if expectation == .windows1252, !hasMark { return try windows1252(bytes, file) }
        if let offset = UTF8Kernel.firstInvalidOffset(in: bytes) {
            throw notText(
                "byte \(hex(bytes[offset])) is not valid UTF-8 here", at: offset, file,
                hint: looksBinary(bytes)
                    ? "the file looks like binary data, not text"
                    : "if the file is Windows-1252, say so: 'encoding: windows-1252'")
        }
        return Decoded(
            text: Text(validated: hasMark ? Array(bytes.dropFirst(3)) : bytes),
            encoding: .utf8(byteOrderMark: hasMark))
    }

    private static func utf16(_ bytes: [UInt8], bigEndian: Bool, _ file: String) throws -> Decoded {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        func unit(_ i: Int) -> UInt32 {
            bigEndian ? UInt32(bytes[i]) << 8 | UInt32(bytes[i + 1]) : UInt32(bytes[i + 1]) << 8 | UInt32(bytes[i])
        }
        var i = 2
        while i + 1 < bytes.count {
            var scalar = unit(i)
            if scalar & 0xF800 == 0xD800 {
                guard scalar < 0xDC00, i + 3 < bytes.count, unit(i + 2) & 0xFC00 == 0xDC00 else {
                    throw notText("half of a UTF-16 surrogate pair stands alone", at: i, file, hint: nil)
                }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (unit(i + 2) - 0xDC00)
                i += 2
            }
            i += 2
            append(scalar, to: &out)
        }
        guard i == bytes.count else {
            throw notText("the last UTF-16 unit has one byte only", at: i, file, hint: "the file may be cut off")
        }
        return Decoded(text: Text(validated: out), encoding: .utf16(bigEndian: bigEndian))
    }

    private static func windows1252(_ bytes: [UInt8], _ file: String) throws -> Decoded {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for (i, byte) in bytes.enumerated() {
            guard byte >= 0x80 else {
                out.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? upper1252[Int(byte) - 0x80] : UInt32(byte)
            guard scalar != 0 else {
                throw notText("byte \(hex(byte)) has no meaning in Windows-1252", at: i, file, hint: nil)
            }
            append(scalar, to: &out)
        }
        return Decoded(text: Text(validated: out), encoding: .windows1252)
    }

    /// What Windows-1252 has at 80 to 9F; 0 where it has nothing.
    private static let upper1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case ..<0x80: out.append(UInt8(scalar))
        case ..<0x800:
            out.append(0xC0 | UInt8(scalar >> 6))
            out.append(0x80 | UInt8(scalar & 63))
        case ..<0x10000:
            out.append(0xE0 | UInt8(scalar >> 12))
            out.append(0x80 | UInt8(scalar >> 6 & 63))
            out.append(0x80 | UInt8(scalar & 63))
        default:
            out.append(0xF0 | UInt8(scalar >> 18))
            out.append(0x80 | UInt8(scalar >> 12 & 63))
            out.append(0x80 | UInt8(scalar >> 6 & 63))
            out.append(0x80 | UInt8(scalar & 63))
        }
    }

    /// Whether one byte in twenty of the beginning is a control character that texts do not have.
    private static func looksBinary(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(1024)
        return start.count { $0 < 9 || (14...31).contains($0) } * 20 > start.count
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }

    private static func notText(_ problem: String, at offset: Int, _ file: String, hint: String?) -> Diagnostic {
        Diagnostic(
            "not-text", "\(problem), at byte offset \(offset)", at: SourceLocation(file: file), hint: hint)
    }
}
