/// What a run did since its last checkpoint, and where its sinks are now: goes into the ledger as one transaction.
package struct Checkpoint: Sendable {
    /// The documents done, in order; one that came twice stands twice.
    package var documents: [DocumentRecord] = []
    /// The documents that failed.
    package var quarantined: [QuarantineRecord] = []
    /// The numbers of older failures that this run has settled, their documents having come again; nil before all have
    /// come. They take the place of what an attempt before this one settled, but for documents that it has done.
    package var settled: [Int]?
    /// The inputs whose last document is done.
    package var inputs: [InputRecord] = []
    /// What stages will want to know of these documents in later runs.
    package var memories: [MemoryRecord] = []
    /// Where each sink is, by its name in the pipeline.
    package var positions: [String: [String: String]] = [:]
    /// The engine's sums, in its own words.
    package var tally = ""

    /// Nothing done.
    package init() {}

    /// Whether no document and no input was done.
    package var isEmpty: Bool { documents.isEmpty && inputs.isEmpty }
}

/// A document that a run has done.
package struct DocumentRecord: Hashable, Sendable {
    /// What became of it.
    package enum Outcome: Int, Sendable {
        case exported = 1
        case dropped, quarantined
        /// Another document of this id came before in the same run, and it is that one which is known.
        case repeated
    }

    package var id: String
    package var key: DocumentKey
    /// SHA-256 of its source bytes.
    package var digest: [UInt8]
    package var outcome: Outcome
    /// Whether an earlier run had done a document of this id.
    package var isKnown: Bool

    /// Describes a document.
    package init(id: String, key: DocumentKey, digest: [UInt8], outcome: Outcome, isKnown: Bool) {
        self.id = id
        self.key = key
        self.digest = digest
        self.outcome = outcome
        self.isKnown = isKnown
    }
}

/// Hashes that tell a document, the input it is from, and its content apart.
///
/// A document counts as unchanged only when id and content agree, 128 bits in all.
package struct DocumentKey: Hashable, Sendable {
    package var id: UInt64
    package var input: UInt64
    package var content: UInt64

    /// Hashes the id, the name of the input, and the digest of the content.
    package init(id: String, input: String, digest: [UInt8]) {
        self.id = stableHash(id)
        self.input = id == input ? self.id : stableHash(input)
        content = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// An input that a run has read to its end.
package struct InputRecord: Hashable, Sendable {
    package var name: String
    package var stamp: InputStamp
    /// How many documents it gave.
    package var documents: Int

    /// Describes an input.
    package init(name: String, stamp: InputStamp, documents: Int) {
        self.name = name
        self.stamp = stamp
        self.documents = documents
    }
}

/// What the file system says of an input.
package struct InputStamp: Hashable, Sendable {
    /// Bytes.
    package var size: Int
    /// Nanoseconds since 1970: when the content changed, and when the entry did.
    package var modified: Int
    package var touched: Int

    /// Describes a file.
    package init(size: Int, modified: Int, touched: Int) {
        self.size = size
        self.modified = modified
        self.touched = touched
    }
}

/// What a stage remembers of a document.
package struct MemoryRecord: Hashable, Sendable {
    /// The stage's name in the pipeline.
    package var stage: String
    package var document: String
    package var data: [UInt8]

    /// Describes a memory.
    package init(stage: String, document: String, data: [UInt8]) {
        self.stage = stage
        self.document = document
        self.data = data
    }
}
