/// A text with the entities that somebody marked in it: what taggers learn from and are scored against.
///
/// Readers of annotation formats (columns, brat, JSON Lines …) make these; offsets count UTF-8 bytes of `bytes`.
public struct LabelledText: Hashable, Sendable {
    /// A marked stretch of text.
    public struct Mark: Hashable, Sendable {
        /// Where it is.
        public var span: Span
        /// Its label; several when it is known only that it is one of them, none when any label may be right.
        public var labels: [String]

        /// Marks `span` with one label.
        public init(_ span: Span, _ label: String) { self.init(span, anyOf: [label]) }

        /// Marks `span` with a label out of some, or out of all when `labels` is empty.
        public init(_ span: Span, anyOf labels: [String]) {
            self.span = span
            self.labels = labels
        }
    }

    /// The id of the document, unique in its file.
    public var id: String
    /// The text: valid UTF-8.
    public var bytes: [UInt8]
    /// The marked spans, in text order and without overlap.
    public var marks: [Mark]
    /// Stretches of which nothing is known: there may be entities in them or not.
    public var unknown: [Span]
    /// The tokens, when the data give them; they are kept as they are.
    public var tokens: [Span]?
    /// The first token of each sentence, when the data give sentences; the first is 0.
    public var sentenceStarts: [Int]?
    /// Where the text begins in its file, for messages.
    public var line: Int?

    /// Makes a labelled text.
    public init(
        id: String, bytes: [UInt8], marks: [Mark] = [], unknown: [Span] = [], tokens: [Span]? = nil,
        sentenceStarts: [Int]? = nil, line: Int? = nil
    ) {
        self.id = id
        self.bytes = bytes
        self.marks = marks
        self.unknown = unknown
        self.tokens = tokens
        self.sentenceStarts = sentenceStarts
        self.line = line
    }
}
