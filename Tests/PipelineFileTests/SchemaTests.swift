import DocumentModel
import Formats
import Foundation
import PipelineFile
import StageKit
import Testing

/// As much of JSON Schema as pipeline schemas use; an unknown word is an error, so that it cannot be forgotten here.
struct SmallValidator {
    func accepts(_ value: Value, _ schema: Value) throws -> Bool {
        for i in 0..<(schema.object?.count ?? 0) {
            guard let (word, rule) = schema.object?[at: i] else { continue }
            if try !accepts(value, word, rule, schema) { return false }
        }
        return true
    }

    private func accepts(_ value: Value, _ word: String, _ rule: Value, _ schema: Value) throws -> Bool {
        switch word {
        case "$schema", "title", "description", "default": return true
        case "type": return (rule.list ?? [rule]).contains { has(value, $0.string ?? "") }
        case "enum": return rule.list?.contains(value) ?? false
        case "anyOf": return try (rule.list ?? []).contains { try accepts(value, $0) }
        case "pattern":
            let pattern = try Regex(rule.string ?? "")
            return value.string.map { $0.contains(pattern) } ?? true
        case "minimum": return value.double.map { $0 >= (rule.double ?? 0) } ?? true
        case "maximum": return value.double.map { $0 <= (rule.double ?? 0) } ?? true
        case "minLength": return value.string.map { $0.count >= (rule.integer ?? 0) } ?? true
        case "maxLength": return value.string.map { $0.count <= (rule.integer ?? 0) } ?? true
        case "minItems": return value.list.map { $0.count >= (rule.integer ?? 0) } ?? true
        case "items": return try (value.list ?? []).allSatisfy { try accepts($0, rule) }
        case "required":
            return (rule.list ?? []).allSatisfy { name in value.object.map { $0[name.string ?? ""] != nil } ?? true }
        case "properties":
            return try (value.object?.names ?? []).allSatisfy { name in
                guard let part = value.object?[name], let schema = rule.object?[name] else { return true }
                return try accepts(part, schema)
            }
        case "propertyNames": return try (value.object?.names ?? []).allSatisfy { try accepts(.string($0), rule) }
        case "additionalProperties":
            let known = Set(schema.object?["properties"]?.object?.names ?? [])
            return try (value.object?.names ?? []).filter { !known.contains($0) }.allSatisfy { name in
                if let allowed = rule.boolean { return allowed }
                return try accepts(value.object?[name] ?? .null, rule)
            }
        default: throw UnknownWord(word: word)
        }
    }

    struct UnknownWord: Error { let word: String }

    private func has(_ value: Value, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .boolean: type == "boolean"
        case .number: type == "number" || (type == "integer" && value.integer != nil)
        case .string: type == "string"
        case .list: type == "array"
        case .object: type == "object"
        }
    }
}

@Suite struct SchemaTests {
    static let schema = PipelineSchema.json(stages: testStages)

    static func accepts(_ text: String) throws -> Bool {
        try SmallValidator().accepts(Value(YAML.read(bytes: Array(text.utf8), file: "a.yaml")), schema)
    }

    @Test func `a good file is valid`() throws { #expect(try Self.accepts(PlanTests.good)) }

    static let start = "pipeline: n\nstages:\n  - load-lines: {paths: [a]}\n"
    static let end = "  - write-lines: {path: b}\n"

    @Test(arguments: [
        ("  - clean-text\n", true), ("  - clean-text:\n", true), ("  - clean-text: {}\n", true),
        ("  - clean-text: {repair: false}\n    on-error: fail\n    name: x\n", true),
        ("  - clean-text: {repair: yes}\n", false), ("  - clean-text: {repair: \"${X}\"}\n", true),
        ("  - clean-text: {repiar: true}\n", false), ("  - clean-txt\n", false), ("  - clean-txt:\n", false),
        ("  - clean-text:\n    drop-short:\n", false), ("  - drop-short:\n    words: 5\n", false),
        ("  - drop-short: {words: -1}\n", false), ("  - drop-short: {words: ${N}}\n", false),
        ("  - drop-short: {words: '${N}'}\n", true), ("  - drop-short: {words: 5.5}\n", false),
        ("  - find-topics\n", false), ("  - find-topics:\n", false), ("  - find-topics: {taxonomy: ''}\n", false),
        ("  - find-names: {labels: [ORG]}\n", true), ("  - find-names: {labels: [Org]}\n", false),
        ("  - find-names: {labels: ['${L}']}\n", true), ("  - find-names: {labels: '${L}'}\n", false),
        ("  - find-names: {labels: , gazetteer: }\n", true), ("  - find-names: {rename: {ORG: x}}\n", true),
        ("  - find-names: {rename: x}\n", false), ("  - clean-text:\n    on-error: stop\n", false),
        ("  - load-lines: {paths: [a], max-bytes: 16MB}\n", true), ("  - load-lines: {paths: []}\n", false),
        ("  - [clean-text]\n", false),
    ])
    func `an entry is valid or not`(entry: String, valid: Bool) throws {
        // Not YAML at all is not valid either.
        #expect(((try? Self.accepts(Self.start + entry + Self.end)) ?? false) == valid)
    }

    @Test(arguments: [
        ("run: {on-error: fail, allow-failures: 2%}\n", true), ("run: {allow-failures: 10}\n", true),
        ("run: {allow-failures: many}\n", false), ("run: {state: x, incremental: true}\n", true),
        ("run: {keep: 90d, metrics-file: a.prom}\n", true), ("run: {keep: 90}\n", false),
        ("run: {keep: \"${K}\"}\n", true),
        ("run: {notify: {command: [mail], on: change}}\n", true), ("run: {notify: {on: [failure, recovery]}}\n", true),
        ("run: {notify: [{webhook: \"https://a.b\"}, {webhook: \"${HOOK}\"}]}\n", true),
        ("run: {notify: {on: never}}\n", false), ("run: {notify: {comand: [mail]}}\n", false),
        ("run: {notify: [mail]}\n", false), ("run: {expect: {documents: {at-least: 5}}}\n", true),
        ("run: {expect: {documents: {at-least: \"${N}\", otherwise: warn}}}\n", true),
        ("run: {expect: {documents: {at-lest: 5}}}\n", false), ("run: {expect: {quarantined: {at-most: 2%}}}\n", true),
        ("run: {expect: {topics: {energy: {change: 50%}}}}\n", true),
        ("run: {expect: {topics: {energy: {change: half}}}}\n", false),
        ("run: {when-changed: maybe}\n", false), ("run:\n", true),
        ("variables: {a: 1, b: x, c: }\n", true), ("variables: {a: [1]}\n", false), ("variables: {a-b: 1}\n", false),
        ("stage: []\n", false), ("description: x\n", true),
    ])
    func `a key is valid or not`(key: String, valid: Bool) throws {
        #expect(try Self.accepts(Self.start + Self.end + key) == valid)
    }

    @Test func `stages and options carry their help and defaults`() throws {
        let items = Self.schema.object?["properties"]?.object?["stages"]?.object?["items"]?.object?["anyOf"]?.list
        let drop = try #require(items?.first { $0.object?["title"] == "drop-short" }?.object)
        #expect(drop["description"] == "Drops short documents.")
        let words = drop["properties"]?.object?["drop-short"]?.object?["properties"]?.object?["words"]
        #expect(
            words == [
                "anyOf": [
                    ["type": "integer", "minimum": 0, "maximum": 1_000_000],
                    ["type": "string", "pattern": "\\$\\{"],
                ],
                "description": "Fewest words.", "default": 20,
            ])
    }

    @Test func `the schema uses only words that the YAML language server knows`() throws {
        // The validator throws on any other.
        _ = try Self.accepts(PlanTests.good)
        #expect(Self.schema.json.contains("\"$schema\":\"https://json-schema.org/draft/2020-12/schema\""))
    }
}
