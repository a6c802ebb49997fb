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

    /// A span of time: `70 years`; TIMEX3's, OntoNotes has it among dates.
    public static let duration = Label(rawValue: "DURATION")
    /// What comes again: `every Tuesday`; TIMEX3's, OntoNotes has it among dates.
    public static let set = Label(rawValue: "SET")
    /// A vague reference in time: now, recently, soon.
    public static let timeReference = Label(rawValue: "TIMEREF")
    /// A name of another sort, as CoNLL-2003 has it: works, awards, and what is not known better.
    public static let miscellaneous = Label(rawValue: "MISC")

    /// The labels that Textmill's own stages give, in OntoNotes' order; then `MISC`, `DURATION`, `SET` and `TIMEREF`.
    public static let all: [Label] = [
        .person, .norp, .facility, .organisation, .geopolitical, .location, .product, .event, .law, .date, .time,
        .percent, .money, .quantity, .ordinal, .cardinal, .miscellaneous, .duration, .set,
        .timeReference,
    ]
}
