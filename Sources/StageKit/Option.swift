/// A condition on an option's value, with its form in JSON Schema.
public struct OptionCheck<Value: Sendable>: Sendable {
    let schema: Fields
    let test: @Sendable (Value) -> String?

    /// A check of one's own; `test` returns what the value must be (`must be …`), or nil when it is right.
    public init(schema: Fields = Fields(), _ test: @escaping @Sendable (Value) -> String?) {
        self.schema = schema
        self.test = test
    }
}

extension OptionCheck where Value: Comparable & OptionValue {
    /// From the lower to the upper bound, both included.
    public static func range(_ range: ClosedRange<Value>) -> OptionCheck {
        OptionCheck(schema: ["minimum": range.lowerBound.value, "maximum": range.upperBound.value]) {
            range.contains($0) ? nil : "must be from \(range.lowerBound.value.text) to \(range.upperBound.value.text)"
        }
    }
}

extension OptionCheck where Value == String {
    /// At least one character.
    public static var notEmpty: OptionCheck {
        OptionCheck(schema: ["minLength": 1]) { $0.isEmpty ? "must not be empty" : nil }
    }
}

extension OptionCheck where Value: Collection & OptionValue {
    /// At least one element.
    public static var someElement: OptionCheck {
        OptionCheck(schema: ["minItems": 1]) { $0.isEmpty ? "must have at least one element" : nil }
    }
}

extension Value {
    /// The value as a message shows it.
    var text: String {
        switch self {
        case .null: "nothing"
        case .boolean(let value): "\(value)"
        case .number(let text), .string(let text): text
        case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .object(let fields):
            "{" + fields.names.map { "\($0): \(fields[$0]?.text ?? "")" }.joined(separator: ", ") + "}"
        }
    }
}

/// Declares one option of a stage: the one place of its name, type, default, help and check.
///
/// ```swift
/// public struct Options: StageOptions {
///     @Option("Fewest words a document must have.", .range(0...1_000_000)) public var words = 20
///     public init() {}
/// }
/// ```
///
/// The name in the pipeline file is the property's in kebab case: `maxBytes` is `max-bytes`. An option without a
/// default is required, unless its type is optional.
@propertyWrapper
public struct Option<Value: OptionValue>: Sendable {
    var stored: Value?
    let help: String
    let check: OptionCheck<Value>?

    /// An option with a default.
    public init(wrappedValue: Value, _ help: String, _ check: OptionCheck<Value>? = nil) {
        stored = wrappedValue
        self.help = help
        self.check = check
    }

    /// A required option.
    public init(_ help: String, _ check: OptionCheck<Value>? = nil) {
        stored = nil
        self.help = help
        self.check = check
    }

    /// The value.
    ///
    /// - Precondition: a required option has been read from a file or set.
    public var wrappedValue: Value {
        get {
            guard let stored else { preconditionFailure("a required option was read before it was set") }
            return stored
        }
        set { stored = newValue }
    }
}

extension Option where Value: ExpressibleByNilLiteral {
    /// An option that may be left out.
    public init(_ help: String, _ check: OptionCheck<Value>? = nil) {
        stored = .some(nil)
        self.help = help
        self.check = check
    }
}

/// An option without its type, for lists of options.
protocol AnyOption: Sendable {
    var help: String { get }
    var initialValue: Value? { get }
    var fullSchema: Fields { get }
    func reading(_ node: Node, name: String) throws -> Self
}

extension Option: AnyOption {
    var initialValue: DocumentModel.Value? { stored?.value }

    var fullSchema: Fields {
        var schema = Value.schema
        for name in check?.schema.names ?? [] { schema[name] = check?.schema[name] }
        schema["description"] = .string(help)
        if let initial = initialValue, initial != .null { schema["default"] = initial }
        return schema
    }

    func reading(_ node: Node, name: String) throws -> Option {
        var copy = self
        let value = try Value(node)
        if let complaint = check?.test(value) {
            let found = value.value.text
            throw node.problem("bad-value", "'\(name)' \(complaint)" + (found.isEmpty ? "" : ", found \(found)"))
        }
        copy.stored = value
        return copy
    }
}

extension Option: Decodable {
    /// Takes the value that ``StageOptions/init(node:)`` has read; not for other decoders.
    public init(from decoder: any Decoder) throws {
        guard let field = decoder as? OptionDecoder, let option = field.option as? Option<Value> else {
            preconditionFailure("options are read with StageOptions.init(node:)")
        }
        self = option
    }
}
