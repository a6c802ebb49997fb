import DocumentModel

/// A name on its way from proposal to entity.
struct NameMention {
    /// Who made it.
    enum Maker {
        case list
        case rule(StaticString)
        case tagger
    }

    var span: DocumentModel.Span
    var label: Label
    var maker: Maker
    /// How sure, 0 to 1.
    var score: Double
    /// What it stands for in the lists.
    var found: NameFinder.Found?
    /// What else explains it; the list's own detail comes on top.
    var detail: String?
    var alternatives: [Entity.Alternative] = []
    var attributes: [Entity.Attribute] = []
    /// The name and id it goes by, once its chain is known.
    var canonicalName: String?
    var id: String?
    /// The number of what it is a mention of; -1 as long as nobody knows.
    var group: Int32 = -1

    init(_ span: DocumentModel.Span, _ label: Label, _ maker: Maker, score: Double, found: NameFinder.Found? = nil) {
        self.span = span
        self.label = label
        self.maker = maker
        self.score = score
        self.found = found
    }

    /// Whether a user's list says so.
    var isUsers: Bool { found?.standing == .users }
    /// Whether a list says so whatever stands beside it.
    var isSure: Bool { found.map { $0.standing == .users || $0.standing == .sure } ?? false }

    /// Says another thing in the detail.
    mutating func note(_ words: String) { detail = detail.map { "\($0); \(words)" } ?? words }
}
