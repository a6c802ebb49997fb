package import DocumentModel

/// What a tagger looks at: one document, cut into tokens and sentences.
///
/// Column data (tokens joined by one space) and raw text look alike here.
package struct TaggerInput: Sendable {
    /// The text.
    package var bytes: [UInt8]
    /// The tokens, in text order, without overlap, inside the text.
    package var tokens: [Span]
    /// The first token of each sentence, ascending.
    package var sentenceStarts: [Int]

    /// Gathers a document. Tokens outside the text are cut to it; sentence starts out of order are passed over.
    package init(bytes: [UInt8], tokens: [Span], sentenceStarts: [Int]) {
        self.bytes = bytes
        self.tokens = tokens
        self.sentenceStarts = sentenceStarts
    }
}

/// An entity that a tagger found.
package struct TaggedSpan: Hashable, Sendable {
    /// Its tokens.
    package var tokens: Range<Int>
    /// Its bytes: from the start of the first token to the end of the last.
    package var span: Span
    /// Its label.
    package var label: String
    /// How probable the label is for exactly these tokens, 0 to 1.
    package var score: Double
    /// The next probable label for exactly these tokens; nil when no entity is more probable than any other label.
    package var runnerUp: String?
    /// How probable the runner-up is: `runnerUp`, or none of the tokens an entity when that is nil.
    package var runnerUpScore: Double

    /// Makes a found entity.
    package init(
        tokens: Range<Int>, span: Span, label: String, score: Double, runnerUp: String? = nil, runnerUpScore: Double = 0
    ) {
        self.tokens = tokens
        self.span = span
        self.label = label
        self.score = score
        self.runnerUp = runnerUp
        self.runnerUpScore = runnerUpScore
    }
}
