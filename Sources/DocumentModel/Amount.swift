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
    /// What the words around it make of the value, in TIMEX3's terms: `APPROX` (nearly), `MORE_THAN` (over), `LESS_THAN`,
    /// `EQUAL_OR_MORE` (at least), `EQUAL_OR_LESS` (up to).
    public var modifier: String?
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
