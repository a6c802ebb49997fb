import DocumentModel
import Formats

/// Values as JSON over several lines, for the pages that people and scripts read.
enum JSONText {
    /// The value, with an indent of two spaces; empty lists and objects stay on their line.
    static func pretty(_ value: Value) -> String {
        var out = ""
        append(value, to: &out, indent: "\n")
        return out
    }

    private static func append(_ value: Value, to out: inout String, indent: String) {
        switch value {
        case .list(let values) where !values.isEmpty:
            out += "["
            for (i, element) in values.enumerated() {
                out += (i > 0 ? "," : "") + indent + "  "
                append(element, to: &out, indent: indent + "  ")
            }
            out += indent + "]"
        case .object(let fields) where !fields.isEmpty:
            out += "{"
            for i in 0..<fields.count {
                let field = fields[at: i]
                out += (i > 0 ? "," : "") + indent + "  " + Value.string(field.name).json + ": "
                append(field.value, to: &out, indent: indent + "  ")
            }
            out += indent + "}"
        default: out += value.json
        }
    }
}
