/// A corpus transform that looks at all documents of a run before it decides on the first: what it decides may depend
/// on documents that come later.
///
/// The run then reads its sources twice: once as far as this stage, to survey the documents, and once to process them.
/// So the stages before it should be few, and the sources must give the same twice (``Source/canBeReadTwice``).
public protocol SurveyTransform: CorpusTransform {
    /// What is known after looking at some documents.
    associatedtype Survey: Sendable

    /// Nothing is known yet.
    func beginSurvey() throws -> Survey

    /// Looks at the next document, in the order in which ``CorpusTransform/process(_:_:)`` will have them.
    ///
    /// - Throws: any error; the document counts as not seen, and will be judged again when it is processed.
    func look(at document: Document, _ survey: inout Survey) throws

    /// The memory at the start of processing.
    func start(after survey: consuming Survey) throws -> State
}

extension SurveyTransform {
    /// The memory of a run without documents.
    public func start() throws -> State { try start(after: beginSurvey()) }
}
