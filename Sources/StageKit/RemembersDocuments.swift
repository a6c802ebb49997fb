/// A survey transform that compares the documents of a run with those of runs before.
///
/// What it remembers of a document goes into the ledger in one transaction with the document, so that it is there if, and
/// only if, the document was done. A run without a ledger has no past and keeps nothing.
public protocol RemembersDocuments: SurveyTransform {
    /// Takes in what is remembered, after the stage has looked at all documents of the run.
    func recall(_ past: any PastDocuments, _ survey: inout Survey) throws

    /// What later runs will want to know of the document that ``CorpusTransform/process(_:_:)`` has just kept; nil for
    /// nothing. Asked only when there is a ledger.
    func memory(of document: Document, _ state: State) throws -> [UInt8]?
}

/// What a stage remembers of documents of past runs.
///
/// Only of those that still stand as they were done: a document that this run does anew, because it or the pipeline has
/// changed, is not among them, nor is any in a run that does everything from the beginning.
public protocol PastDocuments: Sendable {
    /// Calls `body` for each document, in the order of their ids.
    func forEach(_ body: (_ id: String, _ memory: [UInt8]) throws -> Void) throws
    /// What is remembered of a document that ``forEach(_:)`` named.
    func memory(of id: String) throws -> [UInt8]?
}
