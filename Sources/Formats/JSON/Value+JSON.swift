package import DocumentModel

extension Value {
    /// Reads the JSON text `bytes[range]`, by default all of `bytes`, as a tree.
    ///
    /// Numbers keep their text. For articles there is ``JSONCursor``, which builds no tree.
    ///
    /// - Throws: ``JSONError``, also for a key that comes twice in one object.
    package init(
        json bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) {
        var cursor = try JSONCursor(bytes, in: range, limits: limits)
        self = try cursor.readValue()
        try cursor.finish()
    }

    /// The value as JSON, without white space.
    package var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONCursor {
    /// Reads any value as a tree.
    ///
    /// - Throws: ``JSONError``, also for a key that comes twice in one object: two readers would take different ones.
    package mutating func readValue() throws(JSONError) -> Value {
        switch try peek() {
        case .null:
            try readNull()
            return .null
        case .boolean: return .boolean(try readBoolean())
        case .number: return .number(try readNumber())
        case .string: return .string(try readString())
        case .array: return .list(try readElements())
        case .object: return .object(try readFields())
        }
    }

    /// Reads an object as fields.
    ///
    /// - Throws: ``JSONError``, also for a key that comes twice.
    package mutating func readFields() throws(JSONError) -> Fields {
        var fields = Fields()
        var seen: Set<String> = []
        try beginObject()
        while let text = try nextKey() {
            let key = string(of: text)
            guard seen.insert(key).inserted else {
                let problem = "the key '\(key)' comes twice in one object"
                throw error(problem, hint: "keep one of them", at: text.range.lowerBound - 1)
            }
            fields.append(key, try readValue())
        }
        return fields
    }

    private mutating func readElements() throws(JSONError) -> [Value] {
        var elements: [Value] = []
        try beginArray()
        while try nextElement() { elements.append(try readValue()) }
        return elements
    }
}

extension JSONWriter {
    /// Writes a tree.
    ///
    /// A number's text is written as it is; one that is no JSON number, which only a stage can have made, as a string.
    package mutating func value(_ value: Value) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let text): if isJSONNumber(text) { number(verbatim: text) } else { string(text) }
        case .string(let text): string(text)
        case .list(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let fields): self.fields(fields)
        }
    }

    /// Writes an object of `fields`, in their order.
    package mutating func fields(_ fields: Fields) {
        beginObject()
        for index in 0..<fields.count {
            let (name, value) = fields[at: index]
            key(name)
            self.value(value)
        }
        endObject()
    }
}

/// Whether `text` is a number in JSON's grammar and nothing else.
package func isJSONNumber(_ text: String) -> Bool {
    guard var cursor = try? JSONCursor(Array(text.utf8)), let number = try? cursor.readNumber() else { return false }
    return number.utf8.count == text.utf8.count
}
