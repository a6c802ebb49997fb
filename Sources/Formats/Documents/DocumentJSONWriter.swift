public import DocumentModel

/// Writes documents as JSON Lines: the record that `export-jsonl` documents, with a fixed order of keys.
///
/// ```json
/// {"id":"…","origin":{"uri":"…","record":1,"sha256":"…"},"fields":{…},"text":"…",
///  "offsets":{"text":"codepoint","original":"byte"},
///  "regions":[…],"entities":[{"start":0,"end":8,"original":[0,10],"text":"Việt Nam","label":"GPE",…}],…}
/// ```
///
/// `start` and `end` count in the declared unit of `text`; `original` is the range of bytes in the source file, or,
/// when the text came inside a record, of UTF-8 bytes of the text as it came.
public struct DocumentJSONWriter: Sendable {
    private let unit: OffsetUnit
    private let layers: [Layer]
    private let withOrigin: Bool

    /// Layers in the order in which they are written.
    public static let order: [Layer] = [.regions, .sentences, .tokens, .entities, .aliases, .dates, .amounts, .topics]

    /// Writes these layers, with offsets in `unit`, and where the document came from unless `origin` is false. Text and
    /// fields are always written.
    public init(unit: OffsetUnit = .codepoint, layers: Set<Layer>, origin: Bool = true) {
        self.unit = unit
        withOrigin = origin
        self.layers = Self.order.filter(layers.contains)
    }

    /// Appends the record of `document` and a line end.
    ///
    /// - Complexity: O(*n* + *a*) for *n* bytes of text and *a* annotations.
    public func append(_ document: Document, to output: inout [UInt8]) {
        var bytes: [UInt8] = []
        swap(&bytes, &output)
        // Room for the text at once: growing by doubling would copy it.
        bytes.reserveCapacity(Self.grown(bytes.capacity, bytes.count + document.text.byteCount + 512))
        var writer = JSONWriter(appendingTo: consume bytes)
        writer.beginObject()
        writer.key(Keys.id)
        writer.string(document.id)
        if withOrigin { append(document.origin, to: &writer) }
        writer.key(Keys.fields)
        writer.fields(document.fields)
        writer.key(Keys.text)
        writer.string(document.text.bytes)
        output = writer.take()
        if !layers.isEmpty {
            var annotations = AnnotationWriter(document, unit)
            annotations.append(layers, to: &output)
        }
        output.append(contentsOf: [UInt8(ascii: "}"), 0x0A])
    }

    private static func grown(_ capacity: Int, _ needed: Int) -> Int {
        needed <= capacity ? 0 : max(needed, capacity * 2)
    }

    private func append(_ origin: Origin, to writer: inout JSONWriter) {
        writer.key(Keys.origin)
        writer.beginObject()
        writer.key(Keys.uri)
        writer.string(origin.uri)
        if let record = origin.record {
            writer.key(Keys.record)
            writer.number(record)
        }
        writer.key(Keys.sha256)
        writer.string(origin.digest)
        writer.endObject()
    }
}

/// The keys of a record, each made once.
enum Keys {
    static let id = JSONKey("id")
    static let origin = JSONKey("origin")
    static let uri = JSONKey("uri")
    static let record = JSONKey("record")
    static let sha256 = JSONKey("sha256")
    static let fields = JSONKey("fields")
    static let text = JSONKey("text")
}
