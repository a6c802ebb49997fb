import Ledger
import StageKit

/// Who a document is, for the ledger: kept beside it while it goes through the stages.
struct DocumentIdentity: Sendable {
    let id: String
    let origin: Origin
    let original: Text?
    let key: DocumentKey
    private let digest: [UInt8]
    /// Whether an earlier run had done a document of this id.
    var isKnown = false
    /// Whether one of the same id came before in this run.
    var isRepeated = false
    /// The failures of earlier runs that it settles.
    var settled: [KnownFailures.Match] = []

    /// Reads who it is, and what its content is.
    ///
    /// - Complexity: O(*n*) for *n* source bytes.
    init(_ loaded: LoadedDocument) {
        switch loaded {
        case .document(let document): (id, origin, original) = (document.id, document.origin, document.original)
        case .rejected(let input): (id, origin, original) = (input.id, input.origin, nil)
        }
        digest = origin.source.digestBytes
        key = DocumentKey(id: id, input: origin.uri, digest: digest)
    }

    /// The row of the ledger.
    func record(_ outcome: DocumentRecord.Outcome) -> DocumentRecord {
        DocumentRecord(
            id: id, key: key, digest: digest, outcome: isRepeated ? .repeated : outcome, isKnown: isKnown)
    }

    /// The document in quarantine.
    func quarantined(_ stage: String, _ problem: Diagnostic) -> QuarantinedDocument {
        QuarantinedDocument(id: id, stage: stage, problems: [problem], origin: origin, original: original)
    }
}
