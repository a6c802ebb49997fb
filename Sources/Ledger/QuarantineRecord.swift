/// A document that failed, as the ledger keeps it.
package struct QuarantineRecord: Hashable, Sendable {
    /// Its number in the ledger; 0 before it is there.
    package var number = 0
    /// The run in which it failed, and that run's pipeline and version of it; 0 and empty before it is there.
    package var run = 0
    package var pipeline = ""
    package var version = ""
    /// Milliseconds since 1970.
    package var at = 0
    /// The document's id.
    package var document: String
    /// The stage it failed in, as the pipeline file names it.
    package var stage: String
    /// The stable name of the first problem, and the problem in words.
    package var code: String
    package var problem: String
    /// All problems, JSON.
    package var problems: String
    /// Where it came from: the input, the record in it, the line; from 1.
    package var uri: String
    package var record: Int?
    package var line: Int?
    /// Its text as it came, in UTF-8, or the bytes where they are none.
    package var content: [UInt8]
    package var isText: Bool

    /// Describes a document that failed.
    package init(
        document: String, stage: String, code: String, problem: String, problems: String, uri: String, record: Int?,
        line: Int?, content: [UInt8], isText: Bool
    ) {
        self.document = document
        self.stage = stage
        self.code = code
        self.problem = problem
        self.problems = problems
        self.uri = uri
        self.record = record
        self.line = line
        self.content = content
        self.isText = isText
    }
}

/// Which documents in quarantine are meant; what is nil does not matter.
package struct QuarantineFilter: Hashable, Sendable {
    package var pipeline: String?
    /// Ids of documents, or numbers in the ledger where no document has such an id; empty for all.
    package var ids: [String] = []
    package var stage: String?
    package var code: String?
    package var run: Int?
    /// Only those that failed before, or at or after, a time; milliseconds since 1970.
    package var before: Int?
    package var since: Int?

    /// All of them.
    package init(pipeline: String? = nil) { self.pipeline = pipeline }
}
