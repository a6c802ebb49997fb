public import Diagnostics

/// A value in a pipeline file, with the place where it stands.
public struct Node: Sendable, Hashable {
    /// A key and its value.
    public struct Pair: Sendable, Hashable {
        public var key: Node
        public var value: Node

        /// Pairs them.
        public init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }
    }

    /// What kind of value it is.
    public indirect enum Content: Sendable, Hashable {
        /// Text; `isPlain` when it was written without quotes, so that it may mean a number, a truth value or nothing.
        case scalar(String, isPlain: Bool)
        case sequence([Node])
        /// Keys are unique scalars, in the order written.
        case mapping([Pair])
    }

    public var content: Content
    /// Where it begins; the length covers a scalar.
    public var location: SourceLocation?

    /// Makes a node.
    public init(_ content: Content, at location: SourceLocation? = nil) {
        self.content = content
        self.location = location
    }

    /// Makes the node that a file with this value would have; numbers and truth values become plain scalars.
    public init(_ value: Value) {
        switch value {
        case .null: self.init(.scalar("", isPlain: true))
        case .boolean(let value): self.init(.scalar("\(value)", isPlain: true))
        case .number(let text): self.init(.scalar(text, isPlain: true))
        case .string(let text): self.init(.scalar(text, isPlain: false))
        case .list(let values): self.init(.sequence(values.map { Node($0) }))
        case .object(let fields): self.init(fields)
        }
    }

    /// Makes the mapping that a file with these fields would have.
    public init(_ fields: Fields) {
        self.init(
            .mapping(
                fields.names.map { Pair(key: Node(.string($0)), value: Node(fields[$0] ?? .null)) }))
    }

    /// The text of a scalar.
    public var scalar: String? { if case .scalar(let text, _) = content { text } else { nil } }
    /// The elements of a sequence.
    public var sequence: [Node]? { if case .sequence(let nodes) = content { nodes } else { nil } }
    /// The pairs of a mapping.
    public var mapping: [Pair]? { if case .mapping(let pairs) = content { pairs } else { nil } }
    /// The value of a mapping's key.
    public subscript(key: String) -> Node? { mapping?.first { $0.key.scalar == key }?.value }

    /// Whether nothing was given: an empty plain scalar, `~` or `null`.
    public var isNull: Bool {
        guard case .scalar(let text, true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// How a message names the value: `'text'`, `a list`.
    public var description: String {
        switch content {
        case .scalar(let text, _): isNull ? "nothing" : "'\(text.count > 60 ? "\(text.prefix(60))…" : text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// A problem with this value.
    public func problem(_ code: String, _ text: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(code, text, at: location, hint: hint)
    }
}
