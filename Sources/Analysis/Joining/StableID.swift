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
        var out: [UInt8] = []
        out.reserveCapacity(kind.utf8.count + name.utf8.count + 12)
        out += "textmill:".utf8
        out += kind.utf8
        out.append(UInt8(ascii: "/"))
        let start = out.count
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in name.utf8 { append(ASCIIReader.isCapital(byte) ? byte | 0x20 : byte, &out, start) }
        } else {
            for byte in Folding.folded(Array(name.utf8)) { append(byte, &out, start) }
        }
        if out.count > start, out.last == UInt8(ascii: "-") { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    /// Letters and digits stay; all between them becomes one hyphen.
    @inline(__always)
    private static func append(_ byte: UInt8, _ out: inout [UInt8], _ start: Int) {
        if ASCIIReader.isLetter(byte) || ASCIIReader.isDigit(byte) || byte >= 0x80 {
            out.append(byte)
        } else if out.count > start, out.last != UInt8(ascii: "-") {
            out.append(UInt8(ascii: "-"))
        }
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
