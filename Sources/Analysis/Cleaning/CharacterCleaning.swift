import TextKernel

/// Replaces or removes single characters: line ends, controls, invisible characters, spaces, quotes, dashes.
struct CharacterCleaning {
    let options: CleaningOptions
    let classes: CharacterClasses
    let isTracing: Bool

    /// All bytes but LF and the printable ASCII characters: where it looks.
    static let odd = ByteSet((0...0xFF).filter { $0 != 0x0A && !(0x20...0x7E).contains($0) })

    /// Cleans `bytes`; returns nil when there is nothing to clean.
    ///
    /// - Complexity: O(*n*).
    func cleaning(_ bytes: [UInt8]) -> CleaningStep? {
        var rewriter = TextRewriter(bytes, tracing: isTracing)
        // The last scalar that stays, for the rules about joiners.
        var before: UInt32 = 0
        let marks = ByteMarks(Self.odd, in: bytes)
        let text = bytes.span
        var i = 0
        while true {
            let start = i
            i = marks.next(from: i)
            if i > start { before = UInt32(text[i - 1]) }
            guard i < text.count else { break }
            if text[i] < 0x80 {
                if options.normalise { control(bytes, i, &rewriter) }
                before = UInt32(text[i])
                i += 1
            } else if let (value, length) = UTF8Reading.scalar(bytes, at: i) {
                if classes(value).contains(.dirty),
                    let (replacement, rule) = replacement(value, before, bytes, i + length)
                {
                    rewriter.replace(i, i + length, replacement.utf8, rule)
                } else {
                    before = value
                }
                i += length
            } else {
                i += 1
            }
        }
        return CleaningStep(rewriter)
    }

    private func control(_ bytes: [UInt8], _ i: Int, _ rewriter: inout TextRewriter) {
        switch bytes[i] {
        case UInt8(ascii: "\t"): rewriter.replace(i, i + 1, " ".utf8, .space)
        case UInt8(ascii: "\r"):
            let isPair = i + 1 < bytes.count && bytes[i + 1] == UInt8(ascii: "\n")
            rewriter.replace(i, i + 1, isPair ? "".utf8 : "\n".utf8, .lineEnd)
        case 0x0B, 0x0C: rewriter.replace(i, i + 1, "\n".utf8, .lineEnd)
        default: rewriter.replace(i, i + 1, "".utf8, .control)
        }
    }

    /// What a dirty character becomes between its neighbours; nil when it stays.
    private func replacement(
        _ value: UInt32, _ before: UInt32, _ bytes: [UInt8], _ next: Int
    ) -> (String, CleaningRule)? {
        if let plain = Self.folded(value, options) { return plain }
        guard options.normalise else { return c1(value) }
        switch value {
        case 0x80...0x9F: return c1(value) ?? (value == 0x85 ? ("\n", .lineEnd) : ("", .control))
        case 0x2028, 0x2029: return ("\n", .lineEnd)
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return (" ", .space)
        case 0x200C, 0x200D: return joins(value, before, bytes, next) ? nil : ("", .invisible)
        case _ where Self.isTag(value):
            // Parts of a flag, after its black flag; elsewhere a way to hide text.
            return before == 0x1F3F4 || Self.isTag(before) ? nil : ("", .invisible)
        case _ where value & 0xFFFE == 0xFFFE, 0xFDD0...0xFDEF: return ("", .control)
        default: return ("", .invisible)
        }
    }

    private func c1(_ value: UInt32) -> (String, CleaningRule)? {
        guard options.repairMojibake, value >= 0x80, value < 0xA0 else { return nil }
        let meant = SingleByteCharset.windows1252.scalars[Int(value) - 0x80]
        guard meant != value, let scalar = Unicode.Scalar(meant) else { return nil }
        // What options change further is changed at once, so that a second run finds nothing.
        return (Self.folded(meant, options)?.0 ?? String(Character(scalar)), .c1)
    }

    /// Whether a joiner or non-joiner matters where it stands: inside words of scripts that join letters, and in emoji.
    private func joins(_ value: UInt32, _ before: UInt32, _ bytes: [UInt8], _ next: Int) -> Bool {
        guard let (after, _) = UTF8Reading.scalar(bytes, at: next) else { return false }
        if Self.joinsLetters(before) && Self.joinsLetters(after) { return true }
        return value == 0x200D && Self.isPictograph(before) && Self.isPictograph(after)
    }

    /// Arabic, Syriac, N'Ko, Mongolian, and the scripts of India and South-East Asia.
    private static func joinsLetters(_ value: UInt32) -> Bool {
        switch value {
        case 0x600...0x8FF, 0x900...0xDFF, 0xF00...0x109F, 0x1780...0x18AF, 0x1B00...0x1BFF, 0xA840...0xA87F,
            0xA8E0...0xA8FF, 0xFB50...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x1E900...0x1E95F, 0x11000...0x11FFF:
            true
        default: false
        }
    }

    private static func isPictograph(_ value: UInt32) -> Bool {
        switch value {
        case 0xFE0F, 0x20E3, 0x2190...0x2BFF, 0x1F000...0x1FAFF, 0xE0020...0xE007F: true
        default: false
        }
    }

    /// The tag characters, of which flags of regions are made.
    static func isTag(_ value: UInt32) -> Bool { value >= 0xE0000 && value < 0xE0080 }

    /// Whether a scalar that is not ASCII is replaced or removed, at least in some places.
    static func isDirty(_ value: UInt32, _ options: CleaningOptions) -> Bool {
        if folded(value, options) != nil { return true }
        if options.repairMojibake, value >= 0x80, value < 0xA0 { return true }
        guard options.normalise else { return false }
        switch value {
        case 0x80...0xA0, 0xAD, 0x61C, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000: return true
        case 0xFDD0...0xFDEF, 0xFEFF, 0xFFF9...0xFFFC: return true
        default: return value & 0xFFFE == 0xFFFE
        }
    }

    private static func folded(_ value: UInt32, _ options: CleaningOptions) -> (String, CleaningRule)? {
        switch value {
        case 0x2018...0x201B, 0x2039, 0x203A: options.foldQuotes ? ("'", .quote) : nil
        case 0x201C...0x201F, 0xAB, 0xBB: options.foldQuotes ? ("\"", .quote) : nil
        case 0x2010...0x2015, 0x2212: options.foldDashes ? ("-", .dash) : nil
        default: nil
        }
    }
}
