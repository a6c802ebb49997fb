import DocumentModel
import TextKernel

/// Names as they are shown, and ids that are the same in every run and on every machine.
enum StableID {
    /// The surface of a name with single spaces, and without the apostrophe-s that a tagger may leave on it.
    static func name(_ span: DocumentModel.Span, _ bytes: [UInt8]) -> String {
        let slice = bytes[span.range]
        guard slice.contains(where: { $0 == 0x0A || $0 == 0x09 || $0 == 0x0D || $0 == 0xC2 }) else {
            return String(decoding: slice, as: UTF8.self)
        }
        return String(decoding: slice, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }

    /// `textmill:person/nguyen-xuan-phuc`: the folded name with hyphens between its words.
    static func id(_ kind: String, _ name: String) -> String {
        var out = Array("textmill:".utf8)
        out += kind.utf8
        out.append(UInt8(ascii: "/"))
        var gap = false
        let start = out.count
        for byte in Folding.folded(Array(name.utf8)) {
            if ASCIIReader.isLetter(byte) || ASCIIReader.isDigit(byte) || byte >= 0x80 {
                if gap, out.count > start { out.append(UInt8(ascii: "-")) }
                gap = false
                out.append(byte)
            } else {
                gap = true
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The kind that ids of a label carry.
    static func kind(_ label: Label) -> String {
        switch label.rawValue {
        case "PERSON": "person"
        case "NORP": "group"
        case "ORG": "org"
        default: label.rawValue.lowercased()
        }
    }
}
