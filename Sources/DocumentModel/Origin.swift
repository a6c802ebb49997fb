public import TextKernel

/// Where a document came from, and the bytes it was read from.
public struct Origin: Hashable, Sendable {
    /// The file or address, as the user would find it: `articles/vnm.jsonl`, `-` for standard input.
    public var uri: String
    /// The number of the record in its container (line of a JSON Lines file, element of an array), from 1; nil when
    /// the file is the document.
    public var record: Int?
    /// The line on which the record begins, from 1.
    public var line: Int?
    /// How the source bytes became the original text.
    public var encoding: SourceEncoding
    /// The bytes of the record as they were read.
    public var source: SourceBytes

    /// Describes an origin.
    public init(
        uri: String, record: Int? = nil, line: Int? = nil, encoding: SourceEncoding = .utf8(byteOrderMark: false),
        source: SourceBytes
    ) {
        self.uri = uri
        self.record = record
        self.line = line
        self.encoding = encoding
        self.source = source
    }

    /// The SHA-256 digest of the source bytes; computed each time.
    public var digest: SHA256Digest { source.digest }
}

/// How the bytes of a source became the original text.
public enum SourceEncoding: Hashable, Sendable {
    /// UTF-8; the bytes are the text, after a byte order mark of three bytes if there was one.
    case utf8(byteOrderMark: Bool)
    /// UTF-16 with a byte order mark.
    case utf16(bigEndian: Bool)
    /// Windows-1252: one byte per code point.
    case windows1252
    /// The text is a string inside a record (JSON): there is no plain relation of offsets.
    case embedded
}

/// Bytes shared with the batch they were read in, so that keeping them costs no copy.
public struct SourceBytes: Hashable, Sendable {
    private let storage: [UInt8]
    private let range: Range<Int>

    /// All of `bytes`.
    public init(_ bytes: [UInt8]) {
        storage = bytes
        range = 0..<bytes.count
    }

    /// The bytes of `range`, which is clamped to `storage`.
    public init(_ storage: [UInt8], _ range: Range<Int>) {
        self.storage = storage
        self.range = range.clamped(to: 0..<storage.count)
    }

    /// How many bytes there are.
    public var count: Int { range.count }
    /// The bytes; slicing shares the storage.
    public var bytes: ArraySlice<UInt8> { storage[range] }
    /// Their SHA-256 digest.
    public var digest: SHA256Digest { SHA256Digest(of: storage, range) }

    /// Equal when the bytes are.
    public static func == (a: SourceBytes, b: SourceBytes) -> Bool { a.bytes == b.bytes }
    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension Document {
    /// The range of source bytes that a span of the *original* text came from; nil where text is embedded in a record.
    ///
    /// - Complexity: O(*n*) for UTF-16 and Windows-1252, O(1) for UTF-8.
    public func sourceRange(ofOriginal span: Span) -> Range<Int>? {
        switch origin.encoding {
        case .utf8(let mark): return span.start + (mark ? 3 : 0)..<span.end + (mark ? 3 : 0)
        case .utf16:
            let map = OffsetMap(original, unit: .utf16)
            return 2 + 2 * map.offset(ofByte: span.start)..<2 + 2 * map.offset(ofByte: span.end)
        case .windows1252:
            let map = OffsetMap(original, unit: .codepoint)
            return map.offset(ofByte: span.start)..<map.offset(ofByte: span.end)
        case .embedded: return nil
        }
    }
}
