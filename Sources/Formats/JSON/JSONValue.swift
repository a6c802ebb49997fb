/// A whole JSON text as a tree: for settings and small records. Articles are read with ``JSONCursor``.
public enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Reads the text `bytes[range]`, by default all of `bytes`.
    ///
    /// - Throws: ``JSONError``, also for a key that comes twice in one object.
    public init(
        _ bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        var cursor = try JSONCursor(bytes, in: range, limits: limits)
        self = try cursor.readValue()
        try cursor.finish()
    }

    /// The member `key` of an object; nil when there is none, or when this is no object.
    public subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }
}

/// The members of a JSON object, in the order they are written; no key comes twice.
public struct JSONObject: Hashable, Sendable {
    /// One member.
    public struct Member: Hashable, Sendable {
        /// Its name.
        public var key: String
        /// Its value.
        public var value: JSONValue
    }

    /// The members in order.
    public private(set) var members: [Member] = []

    /// Makes an object without members.
    public init() {}

    /// The value of `key`; setting one adds it at the end, setting nil removes it.
    ///
    /// - Complexity: O(*n*) for *n* members.
    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let place = members.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member whose key is known to be new.
    mutating func append(_ key: String, _ value: JSONValue) { members.append(Member(key: key, value: value)) }
}

extension JSONCursor {
    /// Reads any value as a tree.
    ///
    /// - Throws: ``JSONError``, also for a key that comes twice in one object: two readers would take different ones.
    public mutating func readValue() throws(JSONError) -> JSONValue {
        switch try peek() {
        case .null:
            try readNull()
            return .null
        case .boolean: return .boolean(try readBoolean())
        case .number: return .number(try readNumber())
        case .string: return .string(try readString())
        case .array: return .array(try readElements())
        case .object: return .object(try readMembers())
        }
    }

    private mutating func readElements() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        try beginArray()
        while try nextElement() { elements.append(try readValue()) }
        return elements
    }

    private mutating func readMembers() throws(JSONError) -> JSONObject {
        var object = JSONObject()
        var seen: Set<String> = []
        try beginObject()
        while let text = try nextKey() {
            let key = string(of: text)
            guard seen.insert(key).inserted else {
                let problem = "the key '\(key)' comes twice in one object"
                throw error(problem, hint: "keep one of them", at: text.range.lowerBound - 1)
            }
            object.append(key, try readValue())
        }
        return object
    }
}
