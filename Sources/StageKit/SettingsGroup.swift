/// Settings that stand together, as a mapping, as the value of one option; declared like the options of a stage.
public protocol SettingsGroup: StageOptions, OptionValue {
    /// How a message names it: `notify`.
    static var name: String { get }
    /// What is wrong with the settings as a whole, as in `'notify' needs …`; nil when they are right.
    var complaint: String? { get }
}

extension SettingsGroup {
    /// Nothing.
    public var complaint: String? { nil }

    /// Reads the mapping.
    public init(_ node: Node) throws {
        let names = Self.descriptions.map(\.name)
        let list = "its keys are \(names.joined(separator: ", "))"
        guard let pairs = node.mapping else {
            throw Diagnostics([
                node.problem("wrong-type", "'\(Self.name)' must be a mapping, found \(node.description)", hint: list)
            ])
        }
        var problems: [Diagnostic] = []
        let known = pairs.filter { pair in
            let name = pair.key.scalar ?? ""
            if names.contains(name) { return true }
            problems.append(
                pair.key.problem(
                    "unknown-key", "'\(Self.name)' has no key '\(name)'",
                    hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" } ?? list))
            return false
        }
        do {
            self = try Self(Node(.mapping(known), at: node.location), stage: Self.name)
        } catch {
            throw Diagnostics(
                problems + error.diagnostics(code: "bad-value", problem: "'\(Self.name)' is wrong", at: node.location))
        }
        if problems.isEmpty, let complaint {
            problems.append(node.problem("bad-value", "'\(Self.name)' \(complaint)"))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    public static var schema: Fields {
        var properties = Fields()
        for option in descriptions { properties[option.name] = .object(option.schema) }
        return ["type": "object", "properties": .object(properties), "additionalProperties": false]
    }

    public var value: Value {
        var fields = Fields()
        for child in Mirror(reflecting: self).children {
            guard let label = child.label, let option = child.value as? any AnyOption else { continue }
            if let value = option.initialValue, value != .null { fields[kebabCase(label.dropFirst())] = value }
        }
        return .object(fields)
    }
}

/// A value with the place where it stands in the pipeline file, for messages of a later time.
public struct Placed<Wrapped: OptionValue>: OptionValue {
    /// The value.
    public var wrapped: Wrapped
    /// Where it begins.
    public var location: SourceLocation?

    /// Places a value.
    public init(_ wrapped: Wrapped, at location: SourceLocation? = nil) {
        self.wrapped = wrapped
        self.location = location
    }

    /// Reads a value.
    public init(_ node: Node) throws { self.init(try Wrapped(node), at: node.location) }
    public static var schema: Fields { Wrapped.schema }
    public var value: Value { wrapped.value }
}

/// One value, or a list of at least one.
public struct OneOrMore<Element: OptionValue>: OptionValue {
    /// The values in the order written.
    public var list: [Element]

    /// Holds values.
    public init(_ list: [Element]) { self.list = list }

    /// Reads one value or a list.
    public init(_ node: Node) throws {
        guard let nodes = node.sequence else {
            list = [try Element(node)]
            return
        }
        guard !nodes.isEmpty else {
            throw Diagnostics([node.problem("bad-value", "the list must have at least one element")])
        }
        list = try [Element](node)
    }

    public static var schema: Fields {
        [
            "anyOf": [
                .object(Element.schema), ["type": "array", "minItems": 1, "items": .object(Element.schema)],
            ]
        ]
    }
    public var value: Value { list.count == 1 ? list[0].value : .list(list.map(\.value)) }
}
