import Foundation
import Testing

@testable import TextKernel

/// Writes Sources/TextKernel/UnicodeTables.swift from the Unicode data of the toolchain, and holds it to that data.
struct UnicodeTablesTests {
    @Test func `the committed tables are those of the toolchain's Unicode data`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/TextKernel/UnicodeTables.swift")
        let wanted = Self.source()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try wanted.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(
            try String(contentsOf: file, encoding: .utf8) == wanted,
            "the Unicode data changed: run UPDATE_GOLDEN=1 swift test --filter UnicodeTablesTests")
    }

    static func source() -> String {
        let second = secondsOfCompositions()
        var runs: [(start: UInt32, class: UInt8)] = []
        var folds: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            let scalar = Unicode.Scalar(value)
            let bits = scalar.map { classBits($0, second) } ?? 0
            if runs.last?.class != bits { runs.append((value, bits)) }
            if let scalar, value >= 0x80, let target = fold(scalar) {
                folds.append(value | UInt32(target.count) << 24)
                folds += target.map(\.value)
            }
        }
        return """
            // Written by UnicodeTablesTests from the toolchain's Unicode data (UPDATE_GOLDEN=1); do not edit.
            // swift-format-ignore-file

            enum UnicodeTables {
                /// Where a run of scalars of one class starts (upper 24 bits) and the class, see `ScalarClass` (lower 8).
                static let classRuns: [UInt32] = [
            \(lines(runs.map { $0.start << 8 | UInt32($0.class) }))
                ]

                /// A scalar above ASCII that folds to others, with their number in the upper 8 bits; then these.
                static let folds: [UInt32] = [
            \(lines(folds))
                ]
            }

            """
    }

    static func lines(_ numbers: [UInt32]) -> String {
        var lines: [String] = []
        var line = "       "
        for number in numbers {
            let text = " \(number),"
            if line.utf8.count + text.utf8.count > 120 {
                lines.append(line)
                line = "       "
            }
            line += text
        }
        return (lines + [line]).joined(separator: "\n")
    }

    /// The scalars which NFC may join to the one before them (NFC_Quick_Check=Maybe).
    static func secondsOfCompositions() -> Set<UInt32> {
        var found = Set(UInt32(0x1161)...0x1175).union(0x11A8...0x11C2)
        for value in UInt32(0xC0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), !(0xAC00...0xD7A3).contains(value),
                !scalar.properties.isFullCompositionExclusion
            else { continue }
            let parts = decomposed(scalar)
            if parts.count > 1, let last = parts.last { found.insert(last.value) }
        }
        return found
    }

    static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
    }

    static func classBits(_ scalar: Unicode.Scalar, _ second: Set<UInt32>) -> UInt8 {
        let properties = scalar.properties
        var bits: UInt8 =
            switch properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: 1
            case .nonspacingMark, .spacingMark, .enclosingMark: 2
            case .decimalNumber: 3
            case .otherNumber: 4
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation:
                5
            case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: 6
            default: 0
            }
        if properties.isWhitespace { bits = 7 }
        // An apostrophe or prime that counts as a letter in the data is punctuation in every text we read.
        if fold(scalar).map({ $0.count == 1 && $0[0] == "'" }) == true { bits = 5 }
        if bits == 1 {
            if properties.isUppercase || properties.generalCategory == .titlecaseLetter { bits |= 8 }
            if properties.isLowercase { bits |= 16 }
            if isUnspaced(scalar.value) { bits |= 32 }
        }
        if properties.isFullCompositionExclusion || second.contains(scalar.value) { bits |= 64 }
        if properties.canonicalCombiningClass != .notReordered { bits |= 128 }
        return bits
    }

    /// Letters of scripts that write no space between words, where every letter may begin a name.
    static func isUnspaced(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19DF, 0x1A20...0x1AAF: true
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x309F, 0x3400...0x4DBF: true
        case 0x4E00...0xA4CF, 0xA9E0...0xA9FF, 0xAA60...0xAADF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Letters that have no canonical decomposition, and signs that people type for one another.
    static let own: [UInt32: String] = {
        var table: [UInt32: String] = [:]
        let letters =
            "đd Đd ðd Ðd łl Łl øo Øo æae Æae œoe Œoe ßss ẞss ıi ħh Ħh ŧt Ŧt ŋn Ŋn ĸk þth Þth ƒf ɓb Ɓb ɗd Ɗd ƙk Ƙk ɨi ʉu ɛe ɔo əe Əe ǝe ꞌ'"
        for pair in letters.split(separator: " ") {
            if let first = pair.unicodeScalars.first { table[first.value] = String(pair.dropFirst()) }
        }
        for value: UInt32 in [0x2212, 0x2043, 0x02D7, 0x2010, 0x2011, 0x30FB] { table[value] = "-" }
        table[0x30FB] = nil  // the katakana middle dot stays itself
        for value: UInt32 in [
            0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0x2CB, 0x55A, 0x5F3, 0x7F4, 0x7F5, 0x2018, 0x2019, 0x201A, 0x201B,
            0x2032, 0x2035, 0x2039, 0x203A, 0xFF07, 0xFF40,
        ] { table[value] = "'" }
        for value: UInt32 in [
            0xAB, 0xBB, 0x5F4, 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x2036, 0x301D, 0x301E, 0x301F, 0xFF02,
        ] { table[value] = "\"" }
        return table
    }()

    /// What `scalar` folds to, nil for itself.
    static func fold(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        let value = scalar.value
        // The big blocks that fold to themselves, for speed: Han, Hangul, private use.
        if (0x3400...0xABFF).contains(value) && !(0xA640...0xA7FF).contains(value) && value != 0xAB5C { return nil }
        if (0xAC00...0xF8FF).contains(value) || (0x20000...0x2F7FF).contains(value) { return nil }
        if (0x30000...0xDFFFF).contains(value) || value >= 0xF0000 { return nil }
        let properties = scalar.properties
        if let text = own[value] { return Array(text.unicodeScalars) }
        if properties.isWhitespace { return [" "] }
        if properties.generalCategory == .dashPunctuation { return ["-"] }
        if properties.generalCategory == .format, !(0x600...0x8FF).contains(value) { return [] }
        if (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value) { return [] }
        var parts = decomposed(scalar)
        if (0xFB00...0xFB06).contains(value) || (0xFF00...0xFFEF).contains(value) || (0x1D400...0x1D7FF).contains(value)
        {
            parts = Array(String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars)
        }
        let result = parts.filter { !isDropped($0) }.flatMap { part -> [Unicode.Scalar] in
            if let text = own[part.value] { return Array(text.unicodeScalars) }
            if part == " " { return [" "] }
            let upper = part.properties.uppercaseMapping.unicodeScalars
            let lower = upper.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
            return lower.flatMap { decomposed($0) }.filter { !isDropped($0) }.flatMap { one -> [Unicode.Scalar] in
                own[one.value].map { Array($0.unicodeScalars) } ?? [one]
            }
        }
        let bytes = result.reduce(0) { $0 + UTF8.width($1) }
        if result == [scalar] || bytes > 7 || result.count > 4 { return nil }
        return result
    }

    /// Whether a mark is dropped: accents, and the points of Hebrew and Arabic, but no vowel sign of an Indic script.
    static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        let order = scalar.properties.canonicalCombiningClass.rawValue
        return order == 1 || (10...36).contains(order) || order >= 200
    }
}
