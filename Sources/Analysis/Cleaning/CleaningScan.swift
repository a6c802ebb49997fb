import TextKernel

/// What there is to clean in a text.
struct CleaningNeeds: OptionSet {
    let rawValue: UInt8

    static let entities = CleaningNeeds(rawValue: 1)
    static let mojibake = CleaningNeeds(rawValue: 2)
    static let characters = CleaningNeeds(rawValue: 4)
    static let composition = CleaningNeeds(rawValue: 8)
    static let whiteSpace = CleaningNeeds(rawValue: 16)
}

/// Looks once over a text for anything that there is to clean: all that a clean text costs.
struct CleaningScan: Sendable {
    let options: CleaningOptions
    let classes: CharacterClasses
    /// The bytes to look at more closely wherever they stand.
    private let odd: ByteSet

    init(_ options: CleaningOptions, _ classes: CharacterClasses) {
        self.options = options
        self.classes = classes
        var odd = options.normalise ? CharacterCleaning.odd : ByteSet(0x80...0xFF)
        if options.decodeEntities { odd.insert(UInt8(ascii: "&")) }
        self.odd = odd
    }

    /// What there is to clean in `bytes`.
    ///
    /// - Complexity: O(*n*).
    func needs(_ bytes: [UInt8]) -> CleaningNeeds {
        guard let lastByte = bytes.last else { return [] }
        var needs: CleaningNeeds = []
        var marks = ByteMarks(odd, in: bytes)
        if options.normalise {
            // The text begins as after white space.
            marks.formUnion(repeated: ByteMarks(WhiteSpaceCleaning.white, in: bytes))
            if WhiteSpaceCleaning.isWhite(lastByte) { needs.insert(.whiteSpace) }
        }
        let text = bytes.span
        let basic = classes.basic.span
        // The class of the last scalar that is not ASCII, where it begins and where it ends.
        var neighbour: UInt8 = 0
        var neighbourStart = 0
        var neighbourEnd = 0
        let count = text.count
        var i = marks.next(from: 0)
        while i < count {
            let byte = text[i]
            if byte < 0x80 {
                needs.formUnion(plain(bytes, i, byte))
                i = marks.next(from: i + 1)
                continue
            }
            var kind: UInt8
            let length: Int
            if byte < 0xE0, i + 1 < count {
                kind = basic[Int(byte & 31) << 6 | Int(text[i + 1] & 63)]
                length = 2
            } else if byte < 0xF0, i + 2 < count {
                kind = basic[Int(byte & 15) << 12 | Int(text[i + 1] & 63) << 6 | Int(text[i + 2] & 63)]
                length = 3
            } else if let (value, valueLength) = UTF8Reading.scalar(bytes, at: i) {
                kind = classes(value).rawValue
                length = valueLength
            } else {
                break
            }
            if i != neighbourEnd { neighbour = 0 }
            if kind | neighbour != 0 {
                if kind & 16 != 0, neighbour & 8 != 0, !needs.contains(.mojibake),
                    MojibakeRepair.mayBegin(bytes, at: neighbourStart)
                {
                    needs.insert(.mojibake)
                }
                if kind & 1 != 0 { needs.insert(.characters) }
                if kind & 2 != 0 || kind & neighbour & 4 != 0 { needs.insert(.composition) }
            }
            neighbour = kind
            neighbourStart = i
            i += length
            neighbourEnd = i
            // In scripts beyond Latin the next scalar is one to look at, too.
            if i < count, text[i] < 0x80 { i = marks.next(from: i) }
        }
        return needs
    }

    /// What an ASCII byte that is not plain text needs: a control, an ampersand, or white space after white space.
    @inline(never)
    private func plain(_ bytes: [UInt8], _ i: Int, _ byte: UInt8) -> CleaningNeeds {
        switch byte {
        case 0x26: return HTMLEntity(in: bytes, at: i) == nil ? [] : .entities
        case 0x0A:
            // One blank line parts paragraphs.
            let isBlankLine = i >= 2 && bytes[i - 1] == 0x0A && !WhiteSpaceCleaning.isWhite(bytes[i - 2])
            return isBlankLine ? [] : .whiteSpace
        case 0x20: return .whiteSpace
        default: return .characters
        }
    }
}
