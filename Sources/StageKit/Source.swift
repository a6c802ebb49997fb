/// Makes documents.
///
/// Reading is split in two, so that one file keeps all cores busy: a ``SourceReader`` cuts the input into batches on
/// one thread, and each batch makes its documents on any thread.
public protocol Source: Stage {
    /// Starts reading; called on the thread that will read, once in a run, or twice when a stage surveys the documents
    /// first (``SurveyTransform``).
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when the source is missing or unreadable: the run stops.
    func open() throws -> any SourceReader

    /// Whether it gives the same documents when it is opened again: not so for standard input.
    var canBeReadTwice: Bool { get }
    /// The same as ``open()``, for a run that takes only what is new: an input that `known` calls unchanged need not be
    /// read, if a batch names it in ``SourceBatch/unchanged``.
    ///
    /// - Throws: what ``open()`` throws.
    func open(_ known: any KnownInputs) throws -> any SourceReader
}

/// What earlier runs know of the inputs of a source.
public protocol KnownInputs: Sendable {
    /// How many documents the input gave when it was read last, if it is for certain the same as then; else nil.
    func documentCount(ofUnchanged input: SourceInput) -> Int?
}

/// One input of a source, such as a file, as it is now.
public struct SourceInput: Hashable, Sendable {
    /// Its name, as in ``Origin/uri`` of its documents.
    public var name: String
    /// Its size in bytes.
    public var byteCount: Int
    /// When its content last changed, in nanoseconds since 1970.
    public var modified: Int
    /// When the file system last touched its entry (ctime), in nanoseconds since 1970.
    public var touched: Int

    /// Describes an input.
    public init(name: String, byteCount: Int, modified: Int, touched: Int) {
        self.name = name
        self.byteCount = byteCount
        self.modified = modified
        self.touched = touched
    }
}

extension Source {
    /// Yes, unless the source says otherwise.
    public var canBeReadTwice: Bool { true }
    /// Everything is read, unless the source knows how to leave inputs out.
    public func open(_ known: any KnownInputs) throws -> any SourceReader { try open() }
}

/// Reads a source from its beginning to its end, on one thread that may block.
public protocol SourceReader: AnyObject {
    /// The next piece of input, or nil at the end.
    ///
    /// - Throws: ``Diagnostic`` when reading fails: the run stops after the batches before it are written.
    func next(_ limit: BatchLimit) throws -> SourceBatch?

    /// How many bytes there are to read in all, when that is known.
    var totalBytes: Int? { get }

    /// The paths of the files that it reads, so that no sink takes the place of one. Asked once, after opening.
    var inputPaths: [String] { get }
}

extension SourceReader {
    /// None, unless the reader says otherwise.
    public var inputPaths: [String] { [] }
}

/// How large a batch may become; a single larger record is a batch of its own.
public struct BatchLimit: Hashable, Sendable {
    /// Most documents.
    public var documents: Int
    /// Most bytes of input.
    public var bytes: Int

    /// Bounds a batch.
    public init(documents: Int, bytes: Int) {
        self.documents = documents
        self.bytes = bytes
    }
}

/// A piece of input that was read but not yet understood.
public struct SourceBatch: Sendable {
    /// How many records it holds: exactly as many as ``load`` makes, or the run stops.
    public let count: Int
    /// How many bytes of input it holds.
    public let byteCount: Int
    /// Makes the documents, in order; runs on any thread.
    public let load: @Sendable () -> [LoadedDocument]
    /// The inputs whose last document is in this batch, with the number of documents that each has given in all.
    public var completed: [(input: SourceInput, documents: Int)] = []
    /// Inputs that were not read because nothing changed, with the number of documents they gave when they were.
    public var unchanged: [(input: SourceInput, documents: Int)] = []

    /// Describes a batch.
    public init(count: Int, byteCount: Int, load: @escaping @Sendable () -> [LoadedDocument]) {
        self.count = count
        self.byteCount = byteCount
        self.load = load
    }
}

/// What a record became.
public enum LoadedDocument: Sendable {
    case document(Document)
    /// It could not be understood; it goes to quarantine with the bytes as they came.
    case rejected(RejectedInput)
}

/// A record that could not be made a document.
public struct RejectedInput: Sendable {
    /// The id it would have had, as far as that is known.
    public var id: String
    /// Where it came from, with its bytes.
    public var origin: Origin
    /// What is wrong.
    public var error: any Error

    /// Describes a rejected record.
    public init(id: String, origin: Origin, error: any Error) {
        self.id = id
        self.origin = origin
        self.error = error
    }
}
