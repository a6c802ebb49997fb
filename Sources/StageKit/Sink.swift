/// Takes documents out of the pipeline.
///
/// Writing is split in two, like reading: ``encode(_:into:)`` turns a document into bytes on any thread, and a
/// ``SinkWriter`` puts the batches down in order on one thread. A document that one sink cannot encode goes to
/// quarantine and to no sink.
public protocol Sink: Stage {
    /// Appends what the document becomes in the output. Must depend on nothing but the stage and the document.
    ///
    /// - Throws: any error; the document is then quarantined.
    func encode(_ document: Document, into output: inout [UInt8]) throws

    /// Opens the destination; called once in a run, on the thread that will write, and not at all in a dry run.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be opened: the run stops.
    func open() throws -> any SinkWriter

    /// Where the output will be, for people: a path, `standard output`.
    var destination: String { get }

    /// The path of the output file, when it is one; the quarantine file is put beside it.
    var outputPath: String? { get }

    /// What was written, as text, when the output is in a form that people cannot read; examples show it.
    func readOutput() throws -> String?
}

extension Sink {
    /// None, unless the sink says otherwise.
    public var outputPath: String? { nil }

    /// Nil, unless the sink says otherwise: the output is text itself.
    public func readOutput() throws -> String? { nil }
}

/// Writes encoded batches in order, on one thread that may block.
public protocol SinkWriter: AnyObject {
    /// Writes a batch. `batch.documents` are those that were encoded, in order.
    ///
    /// - Throws: ``Diagnostic`` when the destination fails: the run stops.
    func write(_ batch: EncodedBatch) throws

    /// Makes the output complete and visible under its name; called when the run has succeeded.
    func finish() throws

    /// Takes back what is incomplete; called when the run has failed.
    func abandon()
}

/// A batch of documents as one sink will have it.
public struct EncodedBatch: Sendable {
    /// The documents, in order.
    public var documents: [Document]
    /// What the sink's ``Sink/encode(_:into:)`` appended for them.
    public var bytes: [UInt8]

    /// Pairs documents and bytes.
    public init(documents: [Document], bytes: [UInt8]) {
        self.documents = documents
        self.bytes = bytes
    }
}

/// A sink whose writing can be cut off at any moment and continued later without losing or doubling a document.
///
/// The engine asks its writer for a checkpoint now and then, and keeps the answer in the ledger in one transaction with
/// the documents that are done. After a crash the same run goes on: the writer is opened at the last position that was
/// kept, forgets what it wrote after it, and is given the documents behind it.
///
/// A sink that is only a ``Sink`` is opened anew instead, and a run with such a sink starts again from the beginning.
public protocol ResumableSink: Sink {
    /// Opens the destination for a run; called once, on the thread that will write, and not at all in a dry run.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be opened, or is not what `opening.position` says: the run stops.
    func open(_ opening: SinkOpening) throws -> any ResumableWriter
}

/// What a sink is told about the run that opens it.
public struct SinkOpening: Hashable, Sendable {
    /// The run that writes.
    public var run: RunIdentity
    /// Where the same run was when it was cut off; nil at its beginning.
    public var position: SinkPosition?
    /// Whether what earlier runs wrote holds on: the run takes only documents that are new, changed or tried again.
    public var keepsEarlier: Bool
    /// Whether nothing will be written: the run died while it finished, and ``ResumableWriter/finish(replacing:)`` is all
    /// that is left.
    public var isPublishing: Bool

    /// Describes an opening.
    public init(
        run: RunIdentity, position: SinkPosition? = nil, keepsEarlier: Bool = false, isPublishing: Bool = false
    ) {
        self.run = run
        self.position = position
        self.keepsEarlier = keepsEarlier
        self.isPublishing = isPublishing
    }
}

/// Which run it is, also when it is continued after a crash: names of outputs may contain it.
public struct RunIdentity: Hashable, Sendable {
    /// The pipeline's name.
    public var pipeline: String
    /// The number of the run in its ledger, from 1; never used again.
    public var number: Int
    /// The day on which the run began, in the time zone of the machine: `2026-11-29`.
    public var date: String

    /// Names a run.
    public init(pipeline: String, number: Int, date: String) {
        self.pipeline = pipeline
        self.number = number
        self.date = date
    }
}

/// Where a writer is: what it needs to go on from there. Kept in the ledger as it is.
public struct SinkPosition: Hashable, Sendable {
    /// Named values, for the writer alone to understand.
    public var entries: [String: String]

    /// Holds some values.
    public init(_ entries: [String: String]) { self.entries = entries }

    /// The whole number of a name.
    public func integer(_ name: String) -> Int? { entries[name].flatMap(Int.init) }
}

/// Writes batches in order, says how far it is, and can go on from there.
public protocol ResumableWriter: SinkWriter {
    /// Puts everything written so far safely on the disk, and says where that is.
    ///
    /// - Throws: ``Diagnostic`` when the destination fails: the run stops, and goes on later from the checkpoint before.
    func checkpoint() throws -> SinkPosition

    /// Makes the output complete and visible under its name; called after a ``checkpoint()`` behind the last batch.
    ///
    /// It is called again by the next run when the process died within it, or before the ledger knew: it must do then what
    /// is left to do, whatever had been done.
    ///
    /// - Parameter ids: documents that this run has done and an earlier one had done too. What an earlier run wrote of them
    ///   holds no more, also of those that this run dropped.
    func finish(replacing ids: Set<String>) throws

    /// Where it writes in this run, for people, when that is more than ``Sink/destination`` says.
    var destination: String? { get }

    /// Lets go of the destination and keeps what the last checkpoint needs; called when the run stops before its end.
    func suspend()
}

extension ResumableWriter {
    /// What the sink says.
    public var destination: String? { nil }
}
