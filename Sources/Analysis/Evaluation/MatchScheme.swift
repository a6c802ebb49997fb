/// What counts as right: the four measures of SemEval-2013 task 9.1, and one for values.
///
/// Each sees the same pairs (``Outcome/all(gold:found:)``) and calls a pair correct (COR), partly correct (PAR) or
/// incorrect (INC); a gold mention without a partner is missed (MIS), a found one spurious (SPU), as in MUC.
///
/// - SeeAlso: Segura-Bedmar, Martínez and Herrero-Zazo, "SemEval-2013 Task 9", 2013; Chinchor and Sundheim, "MUC-5
///   Evaluation Metrics", 1993.
package enum MatchScheme: String, Sendable, CaseIterable {
    /// Exact span and label: what conlleval and seqeval count.
    case strict
    /// Exact span, whatever the label.
    case exact
    /// Exact span is right and an overlap half right, whatever the label.
    case partial
    /// The label is the same and the spans overlap.
    case type
    /// The value is the same and the spans overlap; for dates and amounts.
    case value

    /// How much of a pair is right.
    enum Grade { case correct, partial, incorrect }

    /// How the scheme sees a pair.
    func grade(_ gold: Mention, _ found: Mention) -> Grade {
        switch self {
        case .strict: gold.isSame(as: found) ? .correct : .incorrect
        case .exact: gold.span == found.span ? .correct : .incorrect
        case .partial: gold.span == found.span ? .correct : .partial
        case .type: gold.label == found.label ? .correct : .incorrect
        case .value: gold.value != nil && gold.value == found.value ? .correct : .incorrect
        }
    }
}
