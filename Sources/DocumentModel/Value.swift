/// A typed value of a document's field.
public enum Value: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number, kept exactly as it was written (JSON's grammar).
    case number(String)
    case string(String)
    case list([Value])
    case object(Fields)

    /// The text, when it is a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The whole number, when it is one that fits.
    public var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    /// The nearest double, when it is a number.
    public var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    /// The truth value, when it is one.
    public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    /// The elements, when it is a list.
    public var list: [Value]? { if case .list(let values) = self { values } else { nil } }
    /// The members, when it is an object.
    public var object: Fields? { if case .object(let fields) = self { fields } else { nil } }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .number("\(value)") }
    /// A number.
    public init(floatLiteral value: Double) { self = .number("\(value)") }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A list.
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
    /// An object; a key given twice keeps its last value.
    public init(dictionaryLiteral elements: (String, Value)...) {
        var fields = Fields()
        for (key, value) in elements { fields[key] = value }
        self = .object(fields)
    }
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
}

/// Named values in the order in which they came; a name stands once.
///
/// A plain list: documents have a dozen fields, where a search beats a hash table.
public struct Fields: Hashable, Sendable {
    /// The names in order.
    public private(set) var names: [String] = []
    private var values: [Value] = []

    /// No fields.
    public init() {}

    /// How many there are.
    public var count: Int { names.count }
    /// Whether there are none.
    public var isEmpty: Bool { names.isEmpty }

    /// The value of a name; setting a new name puts it last, setting nil removes it.
    ///
    /// - Complexity: O(*n*) for *n* fields.
    public subscript(name: String) -> Value? {
        get { names.firstIndex(of: name).map { values[$0] } }
        set {
            let index = names.firstIndex(of: name)
            switch (index, newValue) {
            case (let index?, let value?): values[index] = value
            case (let index?, nil):
                names.remove(at: index)
                values.remove(at: index)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a field that the caller knows to be new.
    package mutating func append(_ name: String, _ value: Value) {
        names.append(name)
        values.append(value)
    }

    /// The name and value at `index`.
    public subscript(at index: Int) -> (name: String, value: Value) { (names[index], values[index]) }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// The fields in the order written; a name given twice keeps its last value.
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}
