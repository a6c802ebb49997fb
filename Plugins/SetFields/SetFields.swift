public import StageKit

/// Sets and renames fields.
public struct SetFields: Transform {
    public static let about = About(
        "set-fields", "Renames fields, then sets fields to fixed values or to texts built from other fields.",
        details: """
            In a text, `{title}` stands for the field `title` and `{id}` for the document's id; `{{` is a brace. \
            A document without that field fails, unless a text for it is given as in `{title:-untitled}`.
            """,
        reads: [.fields], writes: [.fields],
        examples: [
            .init(
                "A fixed value, and a text built from another field.",
                options: ["values": ["source": "wire", "label": "{agency:-unknown}: {title}", "priority": 2]],
                input: "Oil rose.", fields: ["title": "Oil"],
                output: .fields(["title": "Oil", "source": "wire", "label": "unknown: Oil", "priority": 2])),
            .init(
                "A field gets the name that later stages expect.", options: ["rename": ["headline": "title"]],
                input: "Oil rose.", fields: ["headline": "Oil", "words": 2],
                output: .fields(["title": "Oil", "words": 2])),
            .init(
                "What a document brings along wins.", options: ["values": ["agency": "VNA"], "keep-existing": true],
                input: "Oil rose.", fields: ["agency": "TASS"], output: .unchanged),
        ])

    public struct Options: StageOptions {
        @Option("Old names and the new ones; a field of the new name is replaced.")
        public var rename = OptionMap<String>()
        @Option("Names and values; nothing (null) removes the field.") public var values = OptionMap<Value>()
        @Option("Leave fields alone that a document already has.") public var keepExisting = false
        public init() {}
    }

    private let options: Options
    private let templates: [(name: String, template: Template)]

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        templates = try options.values.list.map { name, value in
            do throws(Template.Problem) { return (name, try Template(value)) } catch {
                throw Diagnostic(
                    "bad-value", "the text for '\(name)' \(error.problem)", at: setup.location,
                    hint: "write a brace that stands for itself twice: {{")
            }
        }
    }

    public func process(_ document: inout Document) throws -> Disposition {
        var fields = document.fields
        for (old, new) in options.rename.list where old != new {
            guard let value = fields[old] else { continue }
            if options.keepExisting, fields[new] != nil { continue }
            fields.rename(old, to: new, value)
        }
        for (name, template) in templates {
            if options.keepExisting, fields[name] != nil { continue }
            let value = try template.value(document.id, fields)
            fields[name] = value == .null ? nil : value
        }
        document.fields = fields
        return .keep
    }
}

extension Fields {
    /// Gives the value of `old` to `new` in the same place.
    fileprivate mutating func rename(_ old: String, to new: String, _ value: Value) {
        var renamed = Fields()
        for name in names where name != new {
            renamed[name == old ? new : name] = name == old ? value : self[name]
        }
        self = renamed
    }
}

/// A value in which texts may name fields.
private enum Template: Sendable {
    struct Problem: Error { let problem: String }
    enum Part: Sendable { case text(String), field(String, orElse: String?) }
    case value(Value)
    case parts([Part])

    init(_ value: Value) throws(Problem) {
        guard case .string(let text) = value else {
            self = .value(value)
            return
        }
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            if character == "{" || character == "}", rest.first == character {
                rest.removeFirst()
                literal.append(character)
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw Problem(problem: "has '{' without '}'") }
                let name = rest[..<end].split(separator: ":-", maxSplits: 1, omittingEmptySubsequences: false)
                guard let field = name.first, !field.isEmpty else { throw Problem(problem: "has '{}' without a name") }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.field(String(field), orElse: name.count > 1 ? String(name[1]) : nil))
                rest = rest[end...].dropFirst()
            } else if character == "}" {
                throw Problem(problem: "has '}' without '{'")
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self = .parts(parts)
    }

    func value(_ id: String, _ fields: Fields) throws -> Value {
        switch self {
        case .value(let value): return value
        case .parts(let parts):
            var text = ""
            for part in parts {
                switch part {
                case .text(let literal): text += literal
                case .field("id", _): text += id
                case .field(let name, let other):
                    switch (fields[name], other) {
                    case (.string(let value), _), (.number(let value), _): text += value
                    case (.boolean(let value), _): text += "\(value)"
                    case (nil, let other?), (.null, let other?): text += other
                    default:
                        throw Diagnostic(
                            "no-field", "the document has no text in the field '\(name)'", document: id,
                            hint: "give a text for that case: {\(name):-unknown}")
                    }
                }
            }
            return .string(text)
        }
    }
}
