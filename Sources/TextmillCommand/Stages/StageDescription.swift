import StageKit

/// What is known of a stage from its `about` and its `@Option`s, in one value for all pages.
struct StageDescription {
    let about: About
    let role: StageRole
    let options: [OptionDescription]

    init(_ stage: any Stage.Type) {
        about = stage.about
        role = stage.role
        options = Self.options(of: stage)
    }

    private static func options<S: Stage>(of stage: S.Type) -> [OptionDescription] { S.Options.descriptions }

    /// The layers it reads, in the order of a document's life.
    var reads: [Layer] { Layer.allCases.filter(about.reads.contains) }
    /// The layers it writes, in the same order.
    var writes: [Layer] { Layer.allCases.filter(about.writes.contains) }

    /// Everything as data, for `--format json`.
    var value: Value {
        [
            "name": .string(about.name), "role": .string(role.rawValue), "summary": .string(about.summary),
            "details": .string(about.details),
            "reads": .list(reads.map { .string($0.rawValue) }), "writes": .list(writes.map { .string($0.rawValue) }),
            "options": .list(
                options.map {
                    [
                        "name": .string($0.name), "type": .string($0.typeName), "required": .boolean($0.isRequired),
                        "default": $0.defaultValue ?? .null, "help": .string($0.help), "schema": .object($0.schema),
                    ]
                }),
            "examples": .list(
                about.examples.map {
                    [
                        "title": .string($0.title), "options": .object($0.options), "fields": .object($0.fields),
                        "others": .list($0.others.map { .string($0) }),
                        "after": .list($0.after.map { .string($0) }),
                        "input": $0.input.map { .string($0) } ?? .null, "output": .string($0.output.sentence),
                    ]
                }),
        ]
    }
}

extension OptionDescription {
    /// The type in words: `whole number`, `list of text`.
    var typeName: String { Self.typeName(schema) }

    private static func typeName(_ schema: Fields) -> String {
        if schema["enum"] != nil { return "one of" }
        switch schema["type"] {
        case .string("string"): return "text"
        case .string("integer"): return "whole number"
        case .string("number"): return "number"
        case .string("boolean"): return "true or false"
        case .string("array"):
            return "list of \(schema["items"]?.object.map(typeName) ?? "values")"
        case .string("object"):
            return "mapping of names to \(schema["additionalProperties"]?.object.map(typeName) ?? "values")"
        case .list: return "text or number"
        default: return "any value"
        }
    }

    /// The values an enumeration allows, also that of a list's elements.
    var choices: [String] {
        let place = schema["enum"] ?? schema["items"]?.object?["enum"]
        return (place?.list ?? []).compactMap(\.string)
    }

    /// The bounds of the value in words: `from 0 to 100`, `not empty`.
    var bounds: String? {
        switch (schema["minimum"], schema["maximum"]) {
        case (let low?, let high?): return "from \(low.yaml) to \(high.yaml)"
        case (let low?, nil): return "at least \(low.yaml)"
        case (nil, let high?): return "at most \(high.yaml)"
        case (nil, nil): break
        }
        if schema["minItems"] != nil { return "at least one" }
        return schema["minLength"] != nil ? "not empty" : nil
    }

    /// Type, choices and bounds in one phrase: `whole number, from 0 to 100`.
    var kind: String {
        let names = choices
        let type = typeName.replacing("one of", with: "one of \(names.joined(separator: ", "))")
        return bounds.map { "\(type), \($0)" } ?? type
    }

    /// What holds when it is left out.
    var defaultText: String {
        switch defaultValue {
        case nil: "required"
        case .null?: "none"
        case let value?: value.yaml
        }
    }
}

extension Value {
    /// The value on one line, as a pipeline file would write it.
    var yaml: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let text): text
        case .string(let text): Self.scalar(text)
        case .list(let values): "[" + values.map(\.yaml).joined(separator: ", ") + "]"
        case .object(let fields):
            "{" + fields.names.map { "\(Self.scalar($0)): \(fields[$0]?.yaml ?? "null")" }.joined(separator: ", ") + "}"
        }
    }

    /// A string in flow style: plain where that means the same, else in quotes.
    private static func scalar(_ text: String) -> String {
        let plain = text.utf8.allSatisfy {
            $0 >= 0x80 || $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 || "_-./ ".utf8.contains($0)
        }
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        if plain, let first = text.utf8.first, first >= 0x80 || (first | 0x20) &- 97 < 26,
            !words.contains(text.lowercased()), text.utf8.last != UInt8(ascii: " ")
        {
            return text
        }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFEFF:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
