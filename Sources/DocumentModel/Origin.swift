private import TextKernel

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

    /// The SHA-256 digest of the source bytes as 64 hexadecimal digits; computed each time.
    public var digest: String { source.digest }
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
    /// Their SHA-256 digest as 64 hexadecimal digits; computed each time.
    public var digest: String { SHA256Digest(of: storage, range).description }
    /// The 32 bytes of their SHA-256 digest; computed each time.
    package var digestBytes: [UInt8] { SHA256Digest(of: storage, range).bytes }

    /// Equal when the bytes are.
    public static func == (a: SourceBytes, b: SourceBytes) -> Bool { a.bytes == b.bytes }
    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// Turns spans of a document's *original* text into ranges of its source bytes; the tables are made once.
public struct SourceOffsets: Sendable {
    private let map: OffsetMap
    private let start: Int
    private let unitSize: Int

    /// Prepares the conversion for `document`.
    ///
    /// - Complexity: O(*n*) for UTF-16 and Windows-1252, O(1) for UTF-8.
    public init(of document: Document) {
        switch document.origin.encoding {
        case .utf8(let mark): (start, unitSize) = (mark ? 3 : 0, 1)
        case .utf16: (start, unitSize) = (2, 2)
        case .windows1252, .embedded: (start, unitSize) = (0, 1)
        }
        let unit: OffsetUnit =
            switch document.origin.encoding {
            case .utf8, .embedded: .byte
            case .utf16: .utf16
            case .windows1252: .codepoint
            }
        map = OffsetMap(document.original, unit: unit)
    }

    /// The range of source bytes that `span` of the original text came from. Where the text came inside a record,
    /// bytes of the text as it came are counted instead.
    public func range(ofOriginal span: Span) -> Range<Int> {
        start + unitSize * map.offset(ofByte: span.start)..<start + unitSize * map.offset(ofByte: span.end)
    }
}
