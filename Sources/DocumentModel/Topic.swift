/// A topic of the whole document, with what spoke for it.
public struct Topic: Hashable, Sendable {
    /// One thing that spoke for (or, with a negative weight, against) a topic.
    public struct Evidence: Hashable, Sendable {
        /// UTF-8 bytes of the current text, or of ``field``'s.
        public var span: Span
        /// The field in whose text the span lies; nil for the document's text.
        public var field: String?
        /// The term of the taxonomy that matched, or the words that a model weighs.
        public var term: String
        /// What it added to the score.
        public var weight: Double
        /// Whether a trained model weighs it, and not a rule.
        public var isOfModel = false

        /// Makes a piece of evidence.
        public init(_ span: Span, field: String? = nil, term: String, weight: Double) {
            self.span = span
            self.field = field
            self.term = term
            self.weight = weight
        }
    }

    public var label: String
    /// Its name for readers.
    public var name: String?
    /// The taxonomy's code: `medtop:20000256`.
    public var code: String?
    public var score: Double
    /// The part of rules in the score, and that of a model, where a model was asked; see Documentation/Topics.md.
    public var ruleScore: Double?
    /// The probability that a model gives it.
    public var modelScore: Double?
    public var evidence: [Evidence]
    /// What the document lacks for the topic, in words; nil when it has it.
    public var shortfall: String?
    public var provenance: Provenance

    /// Makes a topic.
    public init(
        _ label: String, name: String? = nil, code: String? = nil, score: Double, evidence: [Evidence] = [],
        by provenance: Provenance
    ) {
        self.label = label
        self.name = name
        self.code = code
        self.score = score
        self.evidence = evidence
        self.provenance = provenance
    }
}
