package import Diagnostics
import TextKernel

/// Why a model or lexicon cannot be opened.
package enum ModelFileError: Error, Hashable, Sendable {
    /// What the bytes should have been.
    package enum Kind: String, Sendable {
        case model, lexicon
        /// A model of topics.
        case topics = "topic-model"
    }

    /// They begin otherwise.
    case wrongMark(Kind)
    /// They are of another version of the format.
    case wrongVersion(Kind, UInt64)
    /// They are fewer or more than the header says.
    case wrongSize(Kind, expected: UInt64, found: Int)
    /// They are not the bytes that were written.
    case damaged(Kind)

    /// The error for people, with the file.
    package func diagnostic(file: String) -> Diagnostic {
        let location = SourceLocation(file: file)
        let again = "train it again, or get it anew"
        switch self {
        case .wrongMark(let kind):
            return Diagnostic(
                "not-a-\(kind)", "'\(file)' is no \(kind.words)", at: location,
                cause: "it does not begin as one", hint: "\(kind.command) writes one")
        case .wrongVersion(let kind, let version):
            return Diagnostic(
                "wrong-version", "'\(file)' is a \(kind.words) of another version", at: location,
                cause: "it has version \(version), this program reads version \(kind.version)",
                hint: "train it again with this program")
        case .wrongSize(let kind, let expected, let found):
            return Diagnostic(
                "damaged-\(kind)", "the \(kind.words) '\(file)' is not whole", at: location,
                cause: "it has \(found) bytes, its header says \(expected)", hint: again)
        case .damaged(let kind):
            return Diagnostic(
                "damaged-\(kind)", "the \(kind.words) '\(file)' is damaged", at: location,
                cause: "its bytes are not the ones that were written", hint: again)
        }
    }
}

extension ModelFileError.Kind {
    fileprivate var words: String {
        switch self {
        case .model: "model of entities"
        case .lexicon: "lexicon"
        case .topics: "model of topics"
        }
    }

    fileprivate var command: String {
        switch self {
        case .model: "'textmill train entities'"
        case .lexicon: "'textmill train lexicon'"
        case .topics: "'textmill train topics'"
        }
    }

    fileprivate var version: UInt64 {
        switch self {
        case .model: EntityModel.version
        case .lexicon: Lexicon.version
        case .topics: TopicModel.version
        }
    }
}

extension ModelFileError.Kind: CustomStringConvertible {
    package var description: String { rawValue }
}

/// Reads the numbers of a header one after the other: mark, version, size, checksum, then the image's own.
struct ImageHeader {
    let memory: SharedMemory
    let range: Range<Int>
    private var kind = ModelFileError.Kind.model
    private var at: Int

    init(_ memory: SharedMemory, _ range: Range<Int>) {
        self.memory = memory
        self.range = range
        at = range.lowerBound
    }

    private mutating func next() throws(ModelFileError) -> UInt64 {
        guard at + 8 <= range.upperBound, let number = memory.integer(UInt64.self, at: at) else { throw .damaged(kind) }
        at += 8
        return number
    }

    /// Checks the first four numbers, and with them every byte.
    mutating func check(mark: UInt64, version: UInt64, kind: ModelFileError.Kind) throws(ModelFileError) {
        self.kind = kind
        guard let found = memory.integer(UInt64.self, at: at), range.count >= 32, found == mark else {
            throw .wrongMark(kind)
        }
        at += 8
        let foundVersion = try next()
        guard foundVersion == version else { throw .wrongVersion(kind, foundVersion) }
        let size = try next()
        guard size == UInt64(range.count) else { throw .wrongSize(kind, expected: size, found: range.count) }
        let sum = try next()
        guard sum == memory.checksum(in: at..<range.upperBound) else { throw .damaged(kind) }
    }

    /// A number that is not larger than `limit`.
    mutating func number(_ limit: Int) throws(ModelFileError) -> Int {
        let number = try next()
        guard number <= UInt64(limit) else { throw .damaged(kind) }
        return Int(number)
    }

    /// An offset from the start of the image, as one from the start of the memory.
    mutating func offset() throws(ModelFileError) -> Int { range.lowerBound + (try number(range.count)) }

    /// Where a part lies: two numbers, offset and size.
    mutating func section() throws(ModelFileError) -> Range<Int> {
        let start = try offset()
        let count = try number(range.count)
        guard count <= range.upperBound - start else { throw .damaged(kind) }
        return start..<(start + count)
    }

    /// Whether `count` bytes at an offset lie inside the image.
    func fits(_ offset: Int, _ count: Int) -> Bool { offset >= range.lowerBound && count <= range.upperBound - offset }
}

/// Writes an image: a header of numbers, then parts at multiples of 64 bytes.
struct ImageWriter {
    private var numbers: [UInt64]
    private var parts: [[UInt8]] = []
    private var end: Int

    init(mark: UInt64, version: UInt64, headerByteCount: Int) {
        numbers = [mark, version, 0, 0]
        end = (headerByteCount + 63) & ~63
    }

    mutating func add(_ number: UInt64) { numbers.append(number) }

    /// Adds a part, and its offset and perhaps its size to the header.
    mutating func add(_ part: [UInt8], withSize: Bool) {
        numbers.append(UInt64(end))
        if withSize { numbers.append(UInt64(part.count)) }
        parts.append(part + [UInt8](repeating: 0, count: -part.count & 63))
        end += (part.count + 63) & ~63
    }

    /// The whole, with size and checksum.
    consuming func finish(headerByteCount: Int) -> [UInt8] {
        precondition(numbers.count * 8 <= headerByteCount, "a header that is too small")
        numbers[2] = UInt64(end)
        var bytes = Self.littleEndian(numbers)
        bytes += [UInt8](repeating: 0, count: ((headerByteCount + 63) & ~63) - bytes.count)
        for part in parts { bytes += part }
        let sum = SharedMemory(copying: bytes).checksum(in: 32..<bytes.count)
        bytes.replaceSubrange(24..<32, with: Self.littleEndian([sum]))
        return bytes
    }

    private static func littleEndian(_ numbers: [UInt64]) -> [UInt8] {
        numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) } }
    }
}
