package import DocumentModel
import TextKernel

/// Tokens as annotations.
package enum Tokens {
    /// The tokens of a text, in text order.
    ///
    /// - Complexity: O(*n*).
    package static func spans(of text: Text) -> [Span] { Tokenizer.tokens(of: text.bytes).map { Span($0.range) } }
}
