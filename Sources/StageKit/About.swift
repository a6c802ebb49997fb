/// What a stage says of itself: from this come lint, help, documentation and schema.
public struct About: Sendable {
    /// Its name in a pipeline file: verb and object, `extract-entities`.
    public let name: String
    /// One sentence on what it does.
    public let summary: String
    /// More for its page in the documentation: paragraphs, without headings.
    public let details: String
    /// The layers it needs from the stages before it.
    public let reads: Set<Layer>
    /// The layers it may change.
    public let writes: Set<Layer>
    /// Documentation and tests at once.
    public let examples: [Example]

    /// Describes a stage.
    public init(
        _ name: String, _ summary: String, details: String = "", reads: Set<Layer> = [], writes: Set<Layer> = [],
        examples: [Example] = []
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.reads = reads
        self.writes = writes
        self.examples = examples
    }
}

extension Stage {
    /// What it is, from the protocol it conforms to.
    public static var role: StageRole {
        switch self {
        case is any Source.Type: .source
        case is any Sink.Type: .sink
        case is any CorpusTransform.Type: .corpusTransform
        case is any BatchTransform.Type: .batchTransform
        default: .transform
        }
    }
}

/// The part a stage plays in a pipeline.
public enum StageRole: String, Sendable, CaseIterable {
    case source, transform
    case batchTransform = "batch transform"
    case corpusTransform = "corpus transform"
    case sink
}

/// One short example of a stage: what goes in, what comes out.
public struct Example: Sendable {
    /// A check of StageTesting that an example may opt out of.
    public enum Check: String, Sendable, CaseIterable {
        /// The same outcome, shifted, behind a prefix of multi-byte characters.
        case behindPrefix
    }

    /// A sentence that says what the example shows.
    public let title: String
    /// The options as a pipeline file would give them.
    public let options: Fields
    /// Files the stage finds in its base folder, by their relative path.
    public let files: [String: String]
    /// The text of the document that goes in; for a source, none.
    public let input: String?
    /// The fields of the document that goes in.
    public let fields: Fields
    /// The texts of documents that come before in the same run, with the ids `a1`, `a2` …, when the stage compares them.
    public let others: [String]
    /// Stages (with their options) that prepare the document before, when the stage reads annotations.
    public let after: [String]
    /// What is expected.
    public let output: Output
    /// The checks that do not hold for this example, each with the reason.
    public let except: [Check: String]

    /// What comes out of a stage.
    public enum Output: Sendable {
        /// The document is dropped.
        case dropped
        /// Nothing of the document changes.
        case unchanged
        /// The text becomes this.
        case text(String)
        /// The text with the entities, dates and amounts marked: `"the [New York Times](ORG)"`.
        case marked(String)
        /// The text with the regions marked: `"[HÀ NỘI — ](dateline)[Oil rose.](body)"`.
        case regions(String)
        /// The texts of the sentences.
        case sentences([String])
        /// The texts of the tokens.
        case tokens([String])
        /// The labels of the topics, highest score first.
        case topics([String])
        /// These fields, and no other.
        case fields(Fields)
        /// The texts of the documents that a source makes.
        case documents([String])
        /// The bytes that a sink writes.
        case bytes(String)
        /// The document fails with an error of this code.
        case fails(String)
    }

    /// Shows something.
    public init(
        _ title: String, options: Fields = Fields(), files: [String: String] = [:], input: String? = nil,
        fields: Fields = Fields(), others: [String] = [], after: [String] = [], output: Output,
        except: [Check: String] = [:]
    ) {
        self.title = title
        self.options = options
        self.files = files
        self.input = input
        self.fields = fields
        self.others = others
        self.after = after
        self.output = output
        self.except = except
    }
}
