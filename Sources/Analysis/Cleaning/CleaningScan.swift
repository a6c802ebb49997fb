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
    /// 1 for the plain space and LF, 2 for bytes to look at more closely.
    private let ascii: [UInt8]

    init(_ options: CleaningOptions, _ classes: CharacterClasses) {
        self.options = options
        self.classes = classes
        var ascii = [UInt8](repeating: 0, count: 256)
        for byte in 0x80..<0x100 { ascii[byte] = 2 }
        if options.normalise {
            for byte in 0..<0x20 { ascii[byte] = 2 }
            ascii[0x7F] = 2
            ascii[0x20] = 1
            ascii[0x0A] = 1
        }
        if options.decodeEntities { ascii[0x26] = 2 }
        self.ascii = ascii
    }

    /// What there is to clean in `bytes`.
    ///
    /// - Complexity: O(*n*).
    func needs(_ bytes: [UInt8]) -> CleaningNeeds {
        guard let lastByte = bytes.last else { return [] }
        var needs: CleaningNeeds = []
        let text = bytes.span
        let ascii = ascii.span
        let basic = classes.basic.span
        // The text begins as after white space.
        var previous: UInt8 = 1
        // The class of the scalar before, while it is not ASCII.
        var neighbour: UInt8 = 0
        var neighbourStart = 0
        var i = 0
        let count = text.count
        while i < count {
            var bits = ascii[Int(text[i])]
            if bits & (previous | 2) == 0 {
                // Plain text, which most bytes are.
                repeat {
                    previous = bits
                    i += 1
                    if i == count { break }
                    bits = ascii[Int(text[i])]
                } while bits & (previous | 2) == 0
                neighbour = 0
                if i == count { break }
            }
            let byte = text[i]
            previous = bits
            if byte < 0x80 {
                neighbour = 0
                needs.formUnion(plain(bytes, i, byte))
                i += 1
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
        }
        if options.normalise, WhiteSpaceCleaning.isWhite(lastByte) { needs.insert(.whiteSpace) }
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
