package import StageKit

/// Where documents go that failed, so that nothing is lost.
///
/// Like a ``Sink`` it is opened once on the writing thread, but only when the first document comes, and never in a
/// dry run.
package protocol Quarantine: Sendable {
    /// Where the documents will be, for people.
    var destination: String { get }

    /// Opens it.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be opened: the run stops.
    func open() throws -> any QuarantineWriter
}

/// Takes failed documents in source order, on one thread that may block.
package protocol QuarantineWriter: AnyObject {
    /// Adds the failed documents of a batch; called before the batch is written to any sink.
    ///
    /// - Throws: ``Diagnostic`` when the destination fails: the run stops.
    func add(_ documents: [QuarantinedDocument]) throws

    /// Makes it safe on disk; called before any sink finishes.
    func finish() throws

    /// Called instead of ``finish()`` when the run has failed and its output is taken back.
    func abandon()
}

/// A document that failed, as it came.
package struct QuarantinedDocument: Sendable {
    /// The document's id, as far as it is known.
    package var id: String
    /// The name of the stage it failed in, as in the pipeline file.
    package var stage: String
    /// What was wrong, at least one; each names the document.
    package var problems: [Diagnostic]
    /// Where it came from, with the bytes of its record.
    package var origin: Origin
    /// The decoded text as it came; nil when the source could not make a document of the record.
    package var original: Text?

    /// Describes a failure.
    package init(id: String, stage: String, problems: [Diagnostic], origin: Origin, original: Text?) {
        self.id = id
        self.stage = stage
        self.problems = problems
        self.origin = origin
        self.original = original
    }

    /// The stable code of the first problem, by which the report counts.
    package var code: String { problems.first?.code ?? QuarantinedDocument.unknownCode }

    /// The code of an error that is no ``Diagnostic``.
    package static let unknownCode = "stage-failed"
}
