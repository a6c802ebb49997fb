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
    /// The values that an open one may have, the likeliest first: `2020-09-16`, `2021-09-16`.
    public var candidates: [String] = []
    /// TIMEX3's `mod`: `APPROX`, `MORE_THAN`, `LESS_THAN`, `START`, `MID`, `END` …
    public var modifier: String?
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

    /// The label of the mention: TIMEX3's type, so that `DATE` is a day, a month, a year, and not every span of time;
    /// `TIMEREF` for a vague reference (now, recently, soon), whose value is `PRESENT_REF`, `PAST_REF` or `FUTURE_REF`.
    public var label: Label {
        if value.hasSuffix("_REF") { return .timeReference }
        return switch kind {
        case .date: .date
        case .time: .time
        case .duration: .duration
        case .set: .set
        }
    }
}
