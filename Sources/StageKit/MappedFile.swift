private import FoundationEssentials

/// A file that is read where it lies: for models too large to travel in the program or to be copied into memory.
///
/// Only the parts that are looked at are loaded; several processes share them.
public final class MappedFile: Sendable {
    /// The path from the working folder.
    public let path: String
    private let data: Data

    /// Maps `path`.
    ///
    /// - Throws: the system's error when it cannot be opened or is no regular file.
    init(_ path: String) throws {
        self.path = path
        data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    }

    /// How many bytes the file has.
    public var byteCount: Int { data.count }

    /// The digest of the content; every byte is read for it.
    var digest: String { SourceBytes([UInt8](data)).digest }

    /// Looks at the bytes, which must not change or shrink while they are mapped.
    public func withBytes<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result { try body(data.bytes) }
}
