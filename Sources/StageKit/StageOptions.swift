/// The options of a stage: a struct whose stored properties are all `@Option`.
public protocol StageOptions: Decodable, Sendable {
    /// The defaults.
    init()
}

extension Stage {
    /// Makes the stage from the options in a pipeline file, where nothing or a mapping may stand.
    ///
    /// - Throws: ``Diagnostics`` with every problem of the options, or what the stage's initialiser throws.
    public static func make(_ options: Node, _ setup: StageSetup) throws -> Self {
        try Self(Options(options, stage: about.name), setup)
    }
}

/// For a stage without options.
public struct NoOptions: StageOptions {
    /// Nothing to set.
    public init() {}
}

/// What is known of one option, for help, documentation and schema.
public struct OptionDescription: Sendable {
    /// Its name in the pipeline file.
    public let name: String
    /// What it is for.
    public let help: String
    /// Its default; nil when it is required, `.null` when it may be left out.
    public let defaultValue: Value?
    /// Its JSON Schema, with description and default.
    public let schema: Fields

    /// Whether a pipeline file must give it.
    public var isRequired: Bool { defaultValue == nil }
}

extension StageOptions {
    /// The stored properties that are not an `@Option`; there must be none.
    package static var undeclared: [String] {
        Mirror(reflecting: Self()).children.compactMap { $0.value is any AnyOption ? nil : $0.label ?? "?" }
    }

    /// The options with their declarations, by name.
    ///
    /// - Precondition: every stored property is an `@Option`; StageTesting checks it.
    static var declared: [(name: String, option: any AnyOption)] {
        Mirror(reflecting: Self()).children.map { child in
            guard let label = child.label, label.hasPrefix("_"), let option = child.value as? any AnyOption else {
                preconditionFailure("\(Self.self): the property '\(child.label ?? "?")' needs @Option")
            }
            return (kebabCase(label.dropFirst()), option)
        }
    }

    /// The options in the order of their declaration.
    public static var descriptions: [OptionDescription] {
        declared.map {
            OptionDescription(
                name: $0.name, help: $0.option.help, defaultValue: $0.option.initialValue,
                schema: $0.option.fullSchema)
        }
    }

    /// Reads the options from a node of a pipeline file, where nothing or a mapping may stand.
    ///
    /// - Parameter stage: the stage's name, for messages.
    /// - Throws: ``Diagnostics`` with every problem: unknown, wrong, missing.
    public init(_ node: Node, stage: String) throws {
        let declared = Self.declared
        var problems: [Diagnostic] = []
        var options: [String: any AnyOption] = [:]
        for (name, option) in declared { options[name] = option }
        var given: Set<String> = []
        if !node.isNull {
            guard let pairs = node.mapping else {
                throw Diagnostics([
                    node.problem(
                        "wrong-type", "the options of '\(stage)' must be a mapping, found \(node.description)",
                        hint: "'textmill stages \(stage)' lists all options")
                ])
            }
            for pair in pairs {
                let name = pair.key.scalar ?? ""
                guard let option = options[name] else {
                    problems.append(Self.unknown(name, pair.key, stage, declared.map(\.name)))
                    continue
                }
                given.insert(name)
                do { options[name] = try option.reading(pair.value, name: name) } catch {
                    problems += error.diagnostics(code: "bad-value", problem: "'\(name)' is wrong")
                }
            }
        }
        for (name, option) in declared where option.initialValue == nil && !given.contains(name) {
            problems.append(
                node.problem(
                    "missing-option", "'\(stage)' needs the option '\(name)'", hint: "\(name): \(option.help)"))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self = try Self(from: OptionsDecoder(options: options))
    }

    private static func unknown(_ name: String, _ key: Node, _ stage: String, _ names: [String]) -> Diagnostic {
        let list = "'textmill stages \(stage)' lists all options"
        let near = nearestName(to: name, among: names)
        return key.problem(
            "unknown-option", "'\(stage)' has no option '\(name)'",
            hint: near.map { "did you mean '\($0)'? \(list)" } ?? list)
    }
}

/// `maxBytes` as `max-bytes`.
func kebabCase(_ name: some StringProtocol) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
        if scalar.properties.isUppercase {
            out += "-" + scalar.properties.lowercaseMapping
        } else {
            out.unicodeScalars.append(scalar)
        }
    }
    return out
}

/// Hands the options that were read to the synthesised `init(from:)` of an options struct.
private struct OptionsDecoder: Decoder {
    let options: [String: any AnyOption]
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(OptionsContainer<Key>(options: options))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw OptionsDecodingError() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw OptionsDecodingError() }
}

/// Hands one option to its wrapper.
struct OptionDecoder: Decoder {
    let option: any AnyOption
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw OptionsDecodingError()
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw OptionsDecodingError() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw OptionsDecodingError() }
}

private struct OptionsDecodingError: Error {}

private struct OptionsContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let options: [String: any AnyOption]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { options[kebabCase(key.stringValue)] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard let option = options[kebabCase(key.stringValue)] else { throw OptionsDecodingError() }
        return try T(from: OptionDecoder(option: option))
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw OptionsDecodingError() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw OptionsDecodingError()
    }
    func superDecoder() throws -> any Decoder { throw OptionsDecodingError() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw OptionsDecodingError() }
}
