/// A mention of somebody or something that has a name.
public struct Entity: Hashable, Sendable {
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
