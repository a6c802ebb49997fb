package import DocumentModel

/// A labelled span as the scorer sees it: an entity, date or amount without the rest.
package struct Mention: Hashable, Sendable {
    /// UTF-8 bytes of the text that gold and found share.
    package var span: Span
    package var label: String
    /// The value to compare beside span and label, as of a date or an amount; nil where none is compared.
    package var value: String?
    /// The line of the file it was read from, from 1.
    package var line: Int?

    /// Makes a mention.
    package init(_ span: Span, _ label: String, value: String? = nil, line: Int? = nil) {
        self.span = span
        self.label = label
        self.value = value
        self.line = line
    }

    /// The same span and the same label.
    func isSame(as other: Mention) -> Bool { span == other.span && label == other.label }
}

extension Mention: Comparable {
    /// In text order; of two that start together the shorter comes first, then by label.
    package static func < (a: Mention, b: Mention) -> Bool {
        a.span == b.span ? a.label < b.label : a.span < b.span
    }
}

/// A text with what it should have and what it has.
package struct ScoredText: Hashable, Sendable {
    /// The document's id.
    package var id: String
    /// What people annotated.
    package var gold: [Mention]
    /// What the system found.
    package var found: [Mention]

    /// Pairs gold and found; their order does not matter.
    package init(id: String, gold: [Mention], found: [Mention]) {
        self.id = id
        self.gold = gold
        self.found = found
    }
}
