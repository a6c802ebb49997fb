/// A short or other form of a name, where the text says itself what it stands for: `Vietnam News Agency (VNA)`.
public struct Alias: Hashable, Sendable {
    /// How the two forms belong together.
    public enum Kind: String, Sendable, CaseIterable {
        /// The short form is made of letters of the long one.
        case acronym
        /// Another name: `the South China Sea (called East Sea by Việt Nam)`.
        case alias
    }

    public var kind: Kind
    /// The short or other form: UTF-8 bytes of the current text.
    public var short: Span
    /// The long or usual form: UTF-8 bytes of the current text.
    public var long: Span
    /// Who calls it so, when the text says it.
    public var by: String?
    public var provenance: Provenance

    /// Binds a short form to a long one.
    public init(_ kind: Kind, short: Span, long: Span, by who: String? = nil, provenance: Provenance) {
        self.kind = kind
        self.short = short
        self.long = long
        by = who
        self.provenance = provenance
    }
}
