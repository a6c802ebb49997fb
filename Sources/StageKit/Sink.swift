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
}

extension Sink {
    /// None, unless the sink says otherwise.
    public var outputPath: String? { nil }
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
