/// A mention of somebody or something that has a name.
public struct Entity: Hashable, Sendable {
    /// What the text says of it beside its name: a title or an office.
    public struct Attribute: Hashable, Sendable {
        /// `title` (`Mr`, `President`) or `office` (`Party General Secretary and State President`).
        public var name: String
        public var value: String
        /// Where it stands: UTF-8 bytes of the current text; nil when it stands at another mention.
        public var span: Span?

        /// Says something of an entity.
        public init(_ name: String, _ value: String, at span: Span? = nil) {
            self.name = name
            self.value = value
            self.span = span
        }
    }

    /// What a mention was nearly taken for.
    public struct Alternative: Hashable, Sendable {
        public var label: Label
        public var canonicalName: String?
        public var id: String?
        /// How sure its maker was, 0 to 1.
        public var score: Double?
        /// What spoke for it, or why it lost, in words.
        public var reason: String

        /// Names another reading.
        public init(
            _ label: Label, canonicalName: String? = nil, id: String? = nil, score: Double? = nil, reason: String
        ) {
            self.label = label
            self.canonicalName = canonicalName
            self.id = id
            self.score = score
            self.reason = reason
        }
    }

    /// UTF-8 bytes of the current text.
    public var span: Span
    public var label: Label
    /// The name it stands for, when a list or a rule knows it: `Vietnam` for `Việt Nam`.
    public var canonicalName: String?
    /// The id it is linked to (an ISO code, a Wikidata item, a user's own), the same for every spelling.
    public var id: String?
    /// Mentions of one and the same in this document share a number, from 0 in text order.
    public var chain: Int?
    /// How sure its maker is, 0 to 1; nil when it does not say.
    public var score: Double?
    /// Titles and offices.
    public var attributes: [Attribute] = []
    /// What it was nearly taken for, the nearest first.
    public var alternatives: [Alternative] = []
    public var provenance: Provenance

    /// Makes a mention.
    public init(
        _ span: Span, _ label: Label, canonicalName: String? = nil, id: String? = nil, chain: Int? = nil,
        score: Double? = nil, by provenance: Provenance
    ) {
        self.span = span
        self.label = label
        self.canonicalName = canonicalName
        self.id = id
        self.chain = chain
        self.score = score
        self.provenance = provenance
    }
}
