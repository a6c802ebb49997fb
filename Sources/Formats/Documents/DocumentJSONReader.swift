import Diagnostics
public import DocumentModel

/// Makes documents of JSON objects: one key holds the text, one the id, every other key becomes a field.
public struct DocumentJSONReader: Sendable {
    /// Which keys hold what.
    public struct Keys: Hashable, Sendable {
        /// The key of the text.
        public var text: String
        /// The key of the id.
        public var id: String
        /// Keys that become a field of another name: `["headline": "title"]`.
        public var fields: [String: String]

        /// Names the keys.
        public init(text: String = "text", id: String = "id", fields: [String: String] = [:]) {
            self.text = text
            self.id = id
            self.fields = fields
        }
    }

    private let keys: Keys
    private let textKey: [UInt8]
    private let idKey: [UInt8]
    private let limits: JSONLimits

    /// Reads objects with these keys; a larger object than `byteLimit` is an error.
    public init(_ keys: Keys = Keys(), byteLimit: Int) {
        self.keys = keys
        textKey = Array(keys.text.utf8)
        idKey = Array(keys.id.utf8)
        limits = JSONLimits(depth: 64, byteCount: byteLimit)
    }

    /// The document of the object in `bytes[range]`, which begins at `line` and `column` of its file.
    ///
    /// A document without an id is named after the file and the digest of its bytes, so that the id stays the same
    /// when lines are added before it.
    ///
    /// - Throws: ``Diagnostic`` with file, line and column.
    public func document(
        in bytes: [UInt8], _ range: Range<Int>, uri: String, record: Int, line: Int, column: Int = 1
    ) throws -> Document {
        let source = SourceBytes(bytes, range)
        let origin = Origin(uri: uri, record: record, line: line, encoding: .embedded, source: source)
        do throws(JSONError) {
            var cursor = try JSONCursor(bytes, in: range, limits: limits)
            let (text, id, fields) = try read(&cursor)
            return Document(
                id: id ?? fallbackID(uri, source), origin: origin, text: Text(validated: text), fields: fields)
        } catch {
            throw error.diagnostic(in: uri, line: line, column: column)
        }
    }

    /// The id of a record that has none of its own.
    public func fallbackID(_ uri: String, _ source: SourceBytes) -> String {
        "\(uri)#\(source.digest.prefix(16))"
    }

    private func read(_ cursor: inout JSONCursor) throws(JSONError) -> (text: [UInt8], id: String?, fields: Fields) {
        let start = cursor.offset
        guard try cursor.peek() == .object else {
            throw cursor.error("expected an object with the key '\(keys.text)'", at: start)
        }
        var text: [UInt8]?
        var id: String?
        var fields = Fields()
        try cursor.beginObject()
        while let key = try cursor.nextKey() {
            if cursor.text(key, equals: textKey) {
                guard text == nil else {
                    throw cursor.error("the key '\(keys.text)' comes twice", at: key.range.lowerBound)
                }
                guard try cursor.peek() == .string else {
                    throw cursor.error("'\(keys.text)' must be a string", at: cursor.offset)
                }
                text = try cursor.readBytes()
            } else if cursor.text(key, equals: idKey) {
                guard id == nil else {
                    throw cursor.error("the key '\(keys.id)' comes twice", at: key.range.lowerBound)
                }
                id = try readID(&cursor)
            } else {
                let name = cursor.string(of: key)
                let field = keys.fields.isEmpty ? name : keys.fields[name] ?? name
                guard fields[field] == nil else {
                    throw cursor.error("the field '\(field)' comes twice", at: key.range.lowerBound)
                }
                fields.append(field, try cursor.readValue())
            }
        }
        try cursor.finish()
        guard let text else {
            throw cursor.error(
                "the object has no key '\(keys.text)'",
                hint: "name the key that holds the text: 'keys: {text: …}' of 'load-files'", at: start)
        }
        return (text, id, fields)
    }

    private func readID(_ cursor: inout JSONCursor) throws(JSONError) -> String? {
        switch try cursor.peek() {
        case .string:
            let id = try cursor.readString()
            return id.isEmpty ? nil : id
        case .number: return try cursor.readNumber()
        case .null:
            try cursor.readNull()
            return nil
        default: throw cursor.error("'\(keys.id)' must be a string or a number", at: cursor.offset)
        }
    }
}
