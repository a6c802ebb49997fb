/// A type that an option can have: read from a node, shown in documentation, described in JSON Schema.
public protocol OptionValue: Sendable {
    /// Reads the value.
    ///
    /// - Throws: ``Diagnostics`` with every problem in the node.
    init(_ node: Node) throws

    /// The JSON Schema of the type.
    static var schema: Fields { get }

    /// The value as a pipeline file or schema would write it.
    var value: Value { get }
}

/// The one problem of a value whose type is not the expected one.
private func mismatch(_ expected: String, _ node: Node, hint: String? = nil) -> Diagnostics {
    Diagnostics([node.problem("wrong-type", "expected \(expected), found \(node.description)", hint: hint)])
}

extension String: OptionValue {
    public init(_ node: Node) throws {
        guard let text = node.scalar, !node.isNull else { throw mismatch("text", node) }
        self = text
    }
    public static var schema: Fields { ["type": "string"] }
    public var value: Value { .string(self) }
}

extension Int: OptionValue {
    public init(_ node: Node) throws {
        guard case .scalar(let text, true) = node.content, let number = Int(text.filter { $0 != "_" }) else {
            let hint = node.scalar.flatMap { Int($0) == nil ? nil : "write \($0) without quotes" }
            throw mismatch("a whole number", node, hint: hint)
        }
        self = number
    }
    public static var schema: Fields { ["type": "integer"] }
    public var value: Value { .number("\(self)") }
}

extension Double: OptionValue {
    public init(_ node: Node) throws {
        guard case .scalar(let text, true) = node.content, let number = Double(text), number.isFinite else {
            let hint = node.scalar.flatMap { Double($0)?.isFinite == true ? "write \($0) without quotes" : nil }
            throw mismatch("a number", node, hint: hint)
        }
        self = number
    }
    public static var schema: Fields { ["type": "number"] }
    public var value: Value { .number(self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)") }
}

extension Bool: OptionValue {
    public init(_ node: Node) throws {
        switch node.content {
        case .scalar("true", true), .scalar("True", true), .scalar("TRUE", true): self = true
        case .scalar("false", true), .scalar("False", true), .scalar("FALSE", true): self = false
        case .scalar(let text, true) where ["yes", "on", "y"].contains(text.lowercased()):
            throw mismatch("true or false", node, hint: "'\(text)' is text in YAML 1.2; write true")
        case .scalar(let text, true) where ["no", "off", "n"].contains(text.lowercased()):
            throw mismatch("true or false", node, hint: "'\(text)' is text in YAML 1.2; write false")
        case .scalar(let text, false) where text == "true" || text == "false":
            throw mismatch("true or false", node, hint: "write \(text) without quotes")
        default: throw mismatch("true or false", node)
        }
    }
    public static var schema: Fields { ["type": "boolean"] }
    public var value: Value { .boolean(self) }
}

extension Array: OptionValue where Element: OptionValue {
    /// Reads a list; a single scalar where a list is expected is an error with the list form as a hint.
    public init(_ node: Node) throws {
        guard let nodes = node.sequence else {
            let hint = node.scalar.flatMap { text in
                if text.hasPrefix("[") { return "this is text; a list has no quotes and cannot come from a variable" }
                return node.isNull ? nil : "write a list: [\(text)]"
            }
            throw mismatch("a list", node, hint: hint)
        }
        var values: [Element] = []
        var problems: [Diagnostic] = []
        for node in nodes {
            do { values.append(try Element(node)) } catch {
                problems += error.diagnostics(code: "wrong-type", problem: "the value is wrong", at: node.location)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self = values
    }
    public static var schema: Fields { ["type": "array", "items": .object(Element.schema)] }
    public var value: Value { .list(map(\.value)) }
}

extension Optional: OptionValue where Wrapped: OptionValue {
    public init(_ node: Node) throws { self = node.isNull ? nil : try Wrapped(node) }
    public static var schema: Fields { Wrapped.schema }
    public var value: Value { self?.value ?? .null }
}

extension OptionValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Reads one of the cases by its raw value.
    public init(_ node: Node) throws {
        let text = try String(node)
        guard let value = Self(rawValue: text) else {
            let names = Self.allCases.map(\.rawValue)
            let hint = nearestName(to: text, among: names).map { "did you mean '\($0)'?" }
            throw Diagnostics([
                node.problem("unknown-value", "'\(text)' is not one of \(names.joined(separator: ", "))", hint: hint)
            ])
        }
        self = value
    }
    public static var schema: Fields {
        ["type": "string", "enum": .list(allCases.map { .string($0.rawValue) })]
    }
    public var value: Value { .string(rawValue) }
}

/// A typed value as YAML means it: plain numbers, truth values and nothing are that, everything in quotes is text.
extension Value: OptionValue {
    public init(_ node: Node) throws {
        switch node.content {
        case .scalar("true", true), .scalar("True", true), .scalar("TRUE", true): self = .boolean(true)
        case .scalar("false", true), .scalar("False", true), .scalar("FALSE", true): self = .boolean(false)
        case .scalar(let text, true):
            self = node.isNull ? .null : Value.isNumber(text) ? .number(text) : .string(text)
        case .scalar(let text, false): self = .string(text)
        case .sequence: self = .list(try [Value](node))
        case .mapping: self = .object(try OptionMap<Value>(node).fields)
        }
    }
    public static var schema: Fields { [:] }
    public var value: Value { self }

    /// Whether the text is a number in JSON's grammar.
    private static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text)
        func digits() -> Bool {
            let run = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(run.count)
            return !run.isEmpty
        }
        if rest.hasPrefix("-") { rest = rest.dropFirst() }
        if rest.hasPrefix("0"), rest.dropFirst().first?.isNumber == true { return false }
        guard digits() else { return false }
        if rest.hasPrefix(".") {
            rest = rest.dropFirst()
            guard digits() else { return false }
        }
        if rest.hasPrefix("e") || rest.hasPrefix("E") {
            rest = rest.dropFirst()
            if rest.hasPrefix("+") || rest.hasPrefix("-") { rest = rest.dropFirst() }
            guard digits() else { return false }
        }
        return rest.isEmpty
    }
}

/// Named values of one type, in the order written.
public struct OptionMap<Element: OptionValue>: OptionValue {
    /// The names and values in order.
    public var list: [(name: String, value: Element)]

    /// Holds names and values.
    public init(_ list: [(name: String, value: Element)] = []) { self.list = list }

    /// Reads a mapping.
    public init(_ node: Node) throws {
        guard let pairs = node.mapping else { throw mismatch("a mapping", node) }
        list = []
        var problems: [Diagnostic] = []
        for pair in pairs {
            do { list.append((pair.key.scalar ?? "", try Element(pair.value))) } catch {
                problems += error.diagnostics(code: "wrong-type", problem: "the value is wrong")
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    public static var schema: Fields { ["type": "object", "additionalProperties": .object(Element.schema)] }
    public var value: Value { .object(fields) }

    /// The names and values as fields.
    var fields: Fields {
        var fields = Fields()
        for (name, value) in list { fields[name] = value.value }
        return fields
    }

    /// The value of a name.
    public subscript(name: String) -> Element? { list.first { $0.name == name }?.value }
}

/// A file or folder, relative to the pipeline file unless it is absolute; ``StageSetup/resolve(_:)`` makes it whole.
public struct Path: OptionValue, Hashable, ExpressibleByStringLiteral {
    /// As it was written.
    public var text: String
    /// Where it was written.
    public var location: SourceLocation?

    /// A path as written in code.
    public init(stringLiteral value: String) { text = value }
    /// Reads a path.
    public init(_ node: Node) throws {
        text = try String(node)
        location = node.location
        guard !text.isEmpty else {
            throw Diagnostics([node.problem("empty-path", "a path must not be empty")])
        }
    }
    public static var schema: Fields { ["type": "string", "minLength": 1] }
    public var value: Value { .string(text) }
}

/// A number of bytes, written as a number or with a unit: `512`, `64 KB`, `16MB`, `1GB` (powers of 1,024).
public struct ByteCount: OptionValue, Hashable, ExpressibleByIntegerLiteral, Comparable {
    public var bytes: Int

    /// A number of bytes.
    public init(integerLiteral value: Int) { bytes = value }
    /// A number of bytes.
    public init(_ bytes: Int) { self.bytes = bytes }
    /// Reads a size.
    public init(_ node: Node) throws {
        let text = try String(node)
        let digits = text.prefix { $0.isNumber && $0.isASCII }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
        let factors = ["": 1, "B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30]
        guard let number = Int(digits), let factor = factors[unit], number <= Int.max / factor else {
            throw mismatch("a size such as 64KB or 16MB", node)
        }
        bytes = number * factor
    }
    public static var schema: Fields {
        ["type": ["string", "integer"], "pattern": "^[0-9]+ ?([KMG]?B)?$"]
    }
    public var value: Value {
        for (unit, size) in [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)] where bytes > 0 && bytes % size == 0 {
            return .string("\(bytes / size)\(unit)")
        }
        return .number("\(bytes)")
    }
    /// By size.
    public static func < (a: ByteCount, b: ByteCount) -> Bool { a.bytes < b.bytes }
}

extension OffsetUnit: OptionValue {}
extension Layer: OptionValue {}

extension Label: OptionValue {
    public init(_ node: Node) throws { self.init(rawValue: try String(node)) }
    public static var schema: Fields { ["type": "string"] }
    public var value: Value { .string(rawValue) }
}
