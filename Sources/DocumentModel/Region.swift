/// A labelled part of the article: headline, caption, dateline, body, sign-off. Regions label, they do not delete.
public struct Region: Hashable, Sendable {
    /// What a part of an article is.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public var rawValue: String
        /// A kind of any name.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// A kind of any name.
        public init(stringLiteral value: String) { rawValue = value }

        public static let headline = Kind(rawValue: "headline")
        public static let byline = Kind(rawValue: "byline")
        public static let caption = Kind(rawValue: "caption")
        public static let credit = Kind(rawValue: "credit")
        public static let dateline = Kind(rawValue: "dateline")
        public static let body = Kind(rawValue: "body")
        public static let signOff = Kind(rawValue: "sign-off")
    }

    public var kind: Kind
    /// UTF-8 bytes of the current text.
    public var span: Span
    public var provenance: Provenance

    /// Labels a part.
    public init(_ kind: Kind, _ span: Span, by provenance: Provenance) {
        self.kind = kind
        self.span = span
        self.provenance = provenance
    }
}
