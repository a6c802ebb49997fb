public import DocumentModel
public import StageKit

/// Describes pipeline files as JSON Schema, for editors.
public enum PipelineSchema {
    /// The schema of a pipeline file that may use `stages`.
    ///
    /// It declares draft 2020-12 and uses only words that draft 7 has too, so that the YAML language server
    /// understands it as well.
    public static func json(stages: [any Stage.Type]) -> Value {
        let index = StageIndex(stages)
        var properties = Fields()
        for key in PipelineKey.allCases {
            var schema = schema(of: key, index)
            schema["description"] = .string(key.help)
            properties[key.rawValue] = .object(schema)
        }
        return .object([
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Textmill pipeline",
            "type": "object",
            "properties": .object(properties),
            "required": ["pipeline", "stages"],
            "additionalProperties": false,
        ])
    }

    private static func schema(of key: PipelineKey, _ index: StageIndex) -> Fields {
        switch key {
        case .pipeline: slug
        case .description: ["type": "string"]
        case .variables:
            [
                "type": ["object", "null"],
                "propertyNames": ["pattern": "^[A-Za-z_][A-Za-z0-9_]*$"],
                "additionalProperties": ["type": ["string", "number", "boolean", "null"]],
            ]
        case .stages: ["type": "array", "minItems": 1, "items": .object(entry(index))]
        case .run: object(RunSettings.descriptions, mayBeNull: true)
        }
    }

    private static var slug: Fields {
        [
            "type": "string", "maxLength": .number("\(Slug.limit)"),
            "pattern": "^([a-z0-9]+(-[a-z0-9]+)*|.*\\$\\{.*)$",
        ]
    }

    /// An entry of the list: a stage's name alone, or one stage with its options and the keys beside it.
    private static func entry(_ index: StageIndex) -> Fields {
        var choices: [Value] = []
        var bare: [Value] = []
        for name in index.names {
            guard let type = index[name] else { continue }
            choices.append(.object(entry(type)))
            if !descriptions(type).contains(where: \.isRequired) { bare.append(.string(name)) }
        }
        let alone: Fields = ["type": "string", "enum": .list(bare)]
        return ["anyOf": .list(choices + (bare.isEmpty ? [] : [.object(alone)]))]
    }

    private static func entry(_ type: any Stage.Type) -> Fields {
        let about = type.about
        let options = descriptions(type)
        var stage = object(options, mayBeNull: !options.contains(where: \.isRequired))
        stage["description"] = .string(about.summary)
        var properties: Fields = [about.name: .object(stage)]
        for setting in EntrySettings.descriptions { properties[setting.name] = .object(interpolated(setting.schema)) }
        return [
            "type": "object", "title": .string(about.name), "description": .string(about.summary),
            "properties": .object(properties), "required": [.string(about.name)], "additionalProperties": false,
        ]
    }

    private static func descriptions(_ type: any Stage.Type) -> [OptionDescription] {
        func descriptions<S: Stage>(_ type: S.Type) -> [OptionDescription] { S.Options.descriptions }
        return descriptions(type)
    }

    private static func object(_ options: [OptionDescription], mayBeNull: Bool) -> Fields {
        var properties = Fields()
        for option in options {
            properties[option.name] = .object(
                option.defaultValue == .null ? optional(option.schema) : interpolated(option.schema))
        }
        var schema: Fields = [
            "type": mayBeNull ? ["object", "null"] : "object",
            "properties": .object(properties), "additionalProperties": false,
        ]
        let required = options.filter(\.isRequired).map(\.name)
        if !required.isEmpty { schema["required"] = .list(required.map { .string($0) }) }
        return schema
    }

    // MARK: Variables

    /// A schema that takes `${NAME}` wherever a scalar may stand.
    private static func interpolated(_ schema: Fields) -> Fields { alternatives(to: schema, [variable]) }

    /// A schema that also takes nothing.
    private static func optional(_ schema: Fields) -> Fields { alternatives(to: schema, [variable, ["type": "null"]]) }

    private static let variable: Value = ["type": "string", "pattern": "\\$\\{"]

    private static func alternatives(to schema: Fields, _ others: [Value]) -> Fields {
        var inner = schema
        for name in ["description", "default"] { inner[name] = nil }
        for name in ["items", "additionalProperties"] {
            if let element = inner[name]?.object { inner[name] = .object(interpolated(element)) }
        }
        if let properties = inner["properties"]?.object {
            var filled = Fields()
            for name in properties.names { filled[name] = .object(optional(properties[name]?.object ?? Fields())) }
            inner["properties"] = .object(filled)
        }
        if let choices = inner["anyOf"]?.list {
            inner["anyOf"] = .list(
                choices.map { choice in
                    guard let fields = choice.object, ["object", "array"].contains(fields["type"]) else {
                        return choice
                    }
                    return .object(interpolated(fields))
                })
        }
        if inner.isEmpty { return schema }
        // A list, a mapping or plain text takes what it takes: a variable is text, and never a list.
        let isCollection = inner["type"] == "array" || inner["type"] == "object"
        let isText = inner == ["type": "string"]
        let added = others.filter { $0 != variable || !(isCollection || isText) }
        guard !added.isEmpty else {
            var outer = inner
            for name in ["description", "default"] { outer[name] = schema[name] }
            return outer
        }
        var outer: Fields = ["anyOf": .list([.object(inner)] + added)]
        for name in ["description", "default"] { outer[name] = schema[name] }
        return outer
    }
}
