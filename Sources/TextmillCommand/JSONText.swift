import StageKit

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
                out += (i > 0 ? "," : "") + indent + "  " + compact(.string(field.name)) + ": "
                append(field.value, to: &out, indent: indent + "  ")
            }
            out += indent + "}"
        default: out += compact(value)
        }
    }

    /// The value on one line.
    static func compact(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let text): text
        case .string(let text): quoted(text)
        case .list(let values): "[\(values.map(compact).joined(separator: ","))]"
        case .object(let fields):
            "{\(fields.names.map { "\(quoted($0)):\(compact(fields[$0] ?? .null))" }.joined(separator: ","))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
