import DocumentModel

/// An amount that was found, before it becomes an annotation.
struct FoundAmount {
    var start: Int
    var end: Int
    var label: Label
    /// Nil for the name of a currency alone.
    var value: DecimalNumber?
    var upperValue: DecimalNumber?
    /// The ISO 4217 code, `%`, `pp`, `bp` or the unit's name.
    var unit: String?
    var modifier: String?
    var rule: String
    /// Whether a sign or code before the number says the unit.
    var isPrefixed = false
    /// The power of ten of the number's multiplier.
    var power = 0

    /// The other end of a range, when it has its own unit.
    var others: [FoundAmount] = []

    /// The annotation.
    func amount(stage: String) -> Amount {
        var amount = Amount(
            Span(start, end), label, value: value?.text ?? "", upperValue: upperValue?.text, unit: unit,
            by: Provenance(stage: stage, rule: rule))
        amount.modifier = modifier
        return amount
    }
}
