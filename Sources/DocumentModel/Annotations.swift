/// The name of a class of annotations, such as `ORG`; the shipped ones are OntoNotes'.
public struct Label: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public var rawValue: String
    /// A label of any name; user gazetteers bring their own.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A label of any name.
    public init(stringLiteral value: String) { rawValue = value }
    /// The name.
    public var description: String { rawValue }

    public static let person = Label(rawValue: "PERSON")
    public static let norp = Label(rawValue: "NORP")
    public static let facility = Label(rawValue: "FAC")
    public static let organisation = Label(rawValue: "ORG")
    public static let geopolitical = Label(rawValue: "GPE")
    public static let location = Label(rawValue: "LOC")
    public static let product = Label(rawValue: "PRODUCT")
    public static let event = Label(rawValue: "EVENT")
    public static let law = Label(rawValue: "LAW")
    public static let date = Label(rawValue: "DATE")
    public static let time = Label(rawValue: "TIME")
    public static let percent = Label(rawValue: "PERCENT")
    public static let money = Label(rawValue: "MONEY")
    public static let quantity = Label(rawValue: "QUANTITY")
    public static let ordinal = Label(rawValue: "ORDINAL")
    public static let cardinal = Label(rawValue: "CARDINAL")

    /// The labels that Textmill's own stages give, in OntoNotes' order.
    public static let all: [Label] = [
        .person, .norp, .facility, .organisation, .geopolitical, .location, .product, .event, .law, .date, .time,
        .percent, .money, .quantity, .ordinal, .cardinal,
    ]
}

/// Who made an annotation, and by what: enough for `explain` to show why it is there.
public struct Provenance: Hashable, Sendable {
    /// The name of the stage, as in the pipeline file.
    public var stage: String
    /// The rule, list or model feature: `countries.tsv`, `dateline`, `month-day`.
    public var rule: String
    /// The line of the list, from 1, when the rule is one.
    public var line: Int?
    /// What else explains it, in words.
    public var detail: String?

    /// Names the maker.
    public init(stage: String, rule: String, line: Int? = nil, detail: String? = nil) {
        self.stage = stage
        self.rule = rule
        self.line = line
        self.detail = detail
    }
}

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

/// A date or time with its value.
public struct DateExpression: Hashable, Sendable {
    /// TIMEX3's types.
    public enum Kind: String, Sendable, CaseIterable {
        case date = "DATE"
        case time = "TIME"
        case duration = "DURATION"
        case set = "SET"
    }

    /// UTF-8 bytes of the current text.
    public var span: Span
    public var kind: Kind
    /// TIMEX3's value, open where the text leaves it open: `1982`, `2020-06-11`, `XXXX-09-16`.
    public var value: String
    public var provenance: Provenance

    /// Makes a date.
    ///
    /// - SeeAlso: Pustejovsky et al., "TimeML: Robust Specification of Event and Temporal Expressions in Text", 2003.
    public init(_ span: Span, _ kind: Kind, value: String, by provenance: Provenance) {
        self.span = span
        self.kind = kind
        self.value = value
        self.provenance = provenance
    }

    /// The OntoNotes label of the mention.
    public var label: Label { kind == .time ? .time : .date }
}

/// A sum, share, quantity or number with its value.
public struct Amount: Hashable, Sendable {
    /// UTF-8 bytes of the current text.
    public var span: Span
    /// `MONEY`, `PERCENT`, `QUANTITY`, `ORDINAL` or `CARDINAL`.
    public var label: Label
    /// The exact decimal number, without exponent: `10000000000`.
    public var value: String
    /// The upper end, when the text gives a range.
    public var upperValue: String?
    /// The ISO 4217 code, `%`, or the unit.
    public var unit: String?
    public var provenance: Provenance

    /// Makes an amount.
    public init(
        _ span: Span, _ label: Label, value: String, upperValue: String? = nil, unit: String? = nil,
        by provenance: Provenance
    ) {
        self.span = span
        self.label = label
        self.value = value
        self.upperValue = upperValue
        self.unit = unit
        self.provenance = provenance
    }
}

/// A topic of the whole document, with what spoke for it.
public struct Topic: Hashable, Sendable {
    /// One thing that spoke for (or, with a negative weight, against) a topic.
    public struct Evidence: Hashable, Sendable {
        /// UTF-8 bytes of the current text, or of ``field``'s.
        public var span: Span
        /// The field in whose text the span lies; nil for the document's text.
        public var field: String?
        /// The term of the taxonomy that matched.
        public var term: String
        /// What it added to the score.
        public var weight: Double

        /// Makes a piece of evidence.
        public init(_ span: Span, field: String? = nil, term: String, weight: Double) {
            self.span = span
            self.field = field
            self.term = term
            self.weight = weight
        }
    }

    public var label: String
    /// Its name for readers.
    public var name: String?
    /// The taxonomy's code: `medtop:20000256`.
    public var code: String?
    public var score: Double
    public var evidence: [Evidence]
    public var provenance: Provenance

    /// Makes a topic.
    public init(
        _ label: String, name: String? = nil, code: String? = nil, score: Double, evidence: [Evidence] = [],
        by provenance: Provenance
    ) {
        self.label = label
        self.name = name
        self.code = code
        self.score = score
        self.evidence = evidence
        self.provenance = provenance
    }
}
