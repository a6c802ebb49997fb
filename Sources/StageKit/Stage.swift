public import Diagnostics

/// One step of a pipeline: a value made once from its options, then used by many threads at once.
///
/// A stage conforms to one of ``Source``, ``Transform``, ``BatchTransform``, ``CorpusTransform`` and ``Sink``; which
/// one tells the engine all it must know about threads, and authors never meet them.
public protocol Stage: Sendable {
    /// The options a pipeline file may give; `NoOptions` when there are none.
    associatedtype Options: StageOptions = NoOptions

    /// Name, purpose, layers and examples.
    static var about: About { get }

    /// Makes the stage for a run.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when the options do not fit the world (a missing file, a bad list).
    init(_ options: Options, _ setup: StageSetup) throws

    /// What is odd about the options or the files they name, but no error; `textmill lint` shows it.
    var warnings: [Diagnostic] { get }
}

extension Stage {
    /// Nothing, unless the stage says otherwise.
    public var warnings: [Diagnostic] { [] }
}

/// What becomes of a document after a stage.
public enum Disposition: Hashable, Sendable {
    /// It goes on.
    case keep
    /// It is dropped; the summary counts drops by reason, so a reason does not contain what differs by document.
    case drop(String)
}

/// Changes one document at a time: what most stages are.
public protocol Transform: Stage {
    /// Changes the document or decides to drop it. Must depend on nothing but the stage and the document.
    ///
    /// - Throws: any error; the document is then quarantined with it, never exported as if it had been processed.
    func process(_ document: inout Document) throws -> Disposition
}

/// Changes many documents at once, or waits for something outside.
public protocol BatchTransform: Stage {
    /// Changes the documents of a batch and says for each what becomes of it, in the same order and number.
    ///
    /// - Throws: any error; every document of the batch is then quarantined with it. To fail only some, return
    ///   ``BatchOutcome/failed(_:)`` for them.
    func process(_ batch: inout [Document]) async throws -> [BatchOutcome]
}

/// What becomes of one document of a batch.
public enum BatchOutcome: Sendable {
    case keep
    case drop(String)
    case failed(any Error)
}

/// Must see all documents in their order, one after the other, with a memory of those before.
public protocol CorpusTransform: Stage {
    /// What the stage remembers during one run.
    associatedtype State: Sendable

    /// The memory at the start of a run.
    func start() throws -> State

    /// Changes the document or decides to drop it.
    ///
    /// - Throws: any error; the document is then quarantined. The memory must then be as it was.
    func process(_ document: inout Document, _ state: inout State) throws -> Disposition

    /// Whether no later document can be kept; the engine then stops reading.
    func isSated(_ state: State) -> Bool
}

extension CorpusTransform {
    /// Never, unless the stage says otherwise.
    public func isSated(_ state: State) -> Bool { false }
}
