/// A stage that can say more of its work on one document than its annotations hold; `textmill explain` asks it.
///
/// A stage does not need it: who made an annotation stands in its ``Provenance``. It is for what is too much to keep
/// for every document, such as the weights of a model.
public protocol Explaining: Stage {
    /// Why the stage made `after` of `before`.
    ///
    /// Asked for one document when somebody wants to know; may take much longer than the stage's work.
    func explanations(of before: Document, became after: Document) -> [Explanation]
}

/// What spoke for one thing that a stage did.
public struct Explanation: Hashable, Sendable {
    /// What is explained.
    public enum Subject: Hashable, Sendable {
        /// A change of the text: UTF-8 bytes of the text before.
        case edit(Span)
        /// An annotation of a layer: UTF-8 bytes of the text after.
        case annotation(Layer, Span)
    }

    /// One reason, in words: `the previous word is 'President'`.
    public struct Reason: Hashable, Sendable {
        public var text: String
        /// How much it spoke for it, or, when negative, against it; nil where nothing is weighed.
        public var weight: Double?

        /// Gives a reason.
        public init(_ text: String, weight: Double? = nil) {
            self.text = text
            self.weight = weight
        }
    }

    public var subject: Subject
    /// The strongest first.
    public var reasons: [Reason]

    /// Explains something.
    public init(_ subject: Subject, _ reasons: [Reason]) {
        self.subject = subject
        self.reasons = reasons
    }
}
