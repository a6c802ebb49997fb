/// A list of names, compiled so that all of them are found in one pass over a text.
///
/// Names are found as whole words, leftmost first and the longest of those that begin together, over folded text (see
/// ``Folding``); offsets are those of the text as it was given. A hyphen ends a word, but names may contain it:
/// `Vietnam-Russia` has two names in it, `Asia-Pacific` is one when it is in the list. Nothing is found inside a word:
/// no `Vietnam` in `Vietnamese`. In scripts that write no spaces every letter counts as a word.
///
/// A gazetteer is one block of memory, the same in a file: ``serialized()`` copies it out, and
/// ``init(compiled:keeping:)`` uses a mapped file in place. GazetteerDesign.md, beside this file, says how it works.
public struct Gazetteer: Sendable {
    /// How the case of a text must fit that of a name.
    public enum CaseRule: UInt8, Sendable, CaseIterable {
        /// Any case: `vietnam`, `VIETNAM`.
        case any = 0
        /// Capitals of the name are capitals in the text: `Bush` finds `Bush` and `BUSH`, `WHO` finds `WHO` alone.
        case capitals = 1
        /// Every letter has the case it has in the name.
        case exact = 2
    }

    /// A name found in a text.
    public struct Match: Hashable, Sendable {
        /// The offset of the first byte, in the text as it was given.
        public let start: Int
        /// The offset after the last byte.
        public let end: Int
        /// The value of the name.
        public let value: UInt32

        /// Makes a match.
        public init(start: Int, end: Int, value: UInt32) {
            self.start = start
            self.end = end
            self.value = value
        }
    }

    /// What is wrong with a compiled gazetteer.
    public enum ImageError: Error, Hashable, Sendable {
        /// It is no compiled gazetteer, of another version or byte order, or cut off.
        case notAGazetteer
        /// Its bytes are not the ones that were written.
        case damaged
    }

    /// The bytes after which a name is refused, folded.
    public static let longestName = 500
    /// The words after which a name is refused.
    public static let mostWords = 64
    /// The most names in one gazetteer.
    public static let mostNames = 1 << 22
    /// The most values one name may have; more are left out.
    public static let mostValues = 256

    /// Keeps the memory of an image alive.
    ///
    /// `@unchecked Sendable`: the memory does not change after `init`, and is freed with the last reference.
    final class Storage: @unchecked Sendable {
        let image: GazetteerImage
        private let owned: UnsafeMutableRawPointer?
        private let owner: (any AnyObject & Sendable)?

        init?(
            _ memory: UnsafeRawPointer, _ count: Int, owned: UnsafeMutableRawPointer?,
            owner: (any AnyObject & Sendable)?
        ) {
            guard let image = GazetteerImage(memory, count) else { return nil }
            self.image = image
            self.owned = owned
            self.owner = owner
        }

        deinit { owned?.deallocate() }
    }

    let storage: Storage

    init(_ storage: Storage) { self.storage = storage }

    /// Opens a compiled gazetteer; the bytes are copied once.
    ///
    /// - Throws: ``ImageError``.
    public init(compiled bytes: [UInt8]) throws(ImageError) {
        self = try bytes.withUnsafeBytes { raw in Result { () throws(ImageError) in try Gazetteer.copied(raw) } }.get()
    }

    /// Opens a compiled gazetteer in place, such as a mapped file.
    ///
    /// `memory` must stay as it is for as long as `owner` lives; the gazetteer keeps `owner`. Memory that is not
    /// aligned to 16 bytes is copied. Every byte is read once, for the checksum.
    ///
    /// - Throws: ``ImageError``.
    public init(compiled memory: UnsafeRawBufferPointer, keeping owner: any AnyObject & Sendable) throws(ImageError) {
        guard let base = memory.baseAddress else { throw .notAGazetteer }
        if Int(bitPattern: base) % 16 != 0 {
            self = try Gazetteer.copied(memory)
            return
        }
        guard let storage = Storage(base, memory.count, owned: nil, owner: owner) else { throw .notAGazetteer }
        try Gazetteer.check(storage.image)
        self.init(storage)
    }

    private static func copied(_ bytes: UnsafeRawBufferPointer) throws(ImageError) -> Gazetteer {
        guard let base = bytes.baseAddress else { throw .notAGazetteer }
        let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 64)
        copy.copyMemory(from: base, byteCount: bytes.count)
        guard let storage = Storage(copy, bytes.count, owned: copy, owner: nil) else {
            copy.deallocate()
            throw .notAGazetteer
        }
        try check(storage.image)
        return Gazetteer(storage)
    }

    private static func check(_ image: GazetteerImage) throws(ImageError) {
        let written = image.memory.load(
            fromByteOffset: 8 * GazetteerImage.Field.checksum.rawValue, as: UInt64.self)
        if written != image.checksum() { throw .damaged }
    }

    /// The compiled form, to be written to a file; the same names in the same order give the same bytes.
    public func serialized() -> [UInt8] {
        [UInt8](UnsafeRawBufferPointer(start: storage.image.memory, count: storage.image.byteCount))
    }

    /// The number of names, the same one counted as often as it was added.
    public var nameCount: Int { storage.image.nameCount }

    /// The bytes of memory it takes.
    public var byteCount: Int { storage.image.byteCount }
}
