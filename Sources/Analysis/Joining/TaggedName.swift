package import DocumentModel

/// A name that the trained tagger proposes, before lists and rules are heard.
package struct TaggedName: Sendable {
    /// UTF-8 bytes of the text.
    package var span: DocumentModel.Span
    /// The tagger's own label: `PLACE` and `MISC` become finer later.
    package var label: Label
    /// How sure it is, 0 to 1.
    package var score: Double
    /// Its second reading of the same span, with its score.
    package var runnerUp: (label: Label, score: Double)?
    /// The features that weighed most, in words; only when they were asked for.
    package var evidence: String?

    /// A proposal.
    package init(
        _ span: DocumentModel.Span, _ label: Label, score: Double, runnerUp: (label: Label, score: Double)? = nil,
        evidence: String? = nil
    ) {
        self.span = span
        self.label = label
        self.score = score
        self.runnerUp = runnerUp
        self.evidence = evidence
    }
}

/// What reads a text and proposes names in text order, none overlapping another: the tagger, or a test's table.
///
/// The offsets part the text into regions, which no sentence and so no name crosses.
package typealias NameTagger = @Sendable (Text, _ borders: [Int]) -> [TaggedName]

extension Label {
    /// The tagger's label of places, before they are GPE, LOC or FAC.
    static let place = Label(rawValue: "PLACE")

    /// What a label is one of, for the question whether two readings agree.
    enum Family: UInt8 {
        case person, organisation, place, people, other, own
    }

    /// The family of the label; a user's own labels agree only with themselves.
    var family: Family {
        switch rawValue {
        case "PERSON", "PER": .person
        case "ORG": .organisation
        case "GPE", "LOC", "FAC", "PLACE": .place
        case "NORP": .people
        case "EVENT", "LAW", "PRODUCT", "MISC": .other
        default: .own
        }
    }

    /// Whether two readings say the same, as far as the tagger tells labels apart.
    func agrees(with other: Label) -> Bool {
        let family = family
        return family == .own ? self == other : family == other.family
    }
}
