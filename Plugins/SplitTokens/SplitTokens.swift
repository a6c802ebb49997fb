import Analysis
public import StageKit

/// Marks the tokens of a text.
public struct SplitTokens: Transform {
    public static let about = About(
        "split-tokens", "Marks the words, numbers, marks and symbols of the text.",
        details: """
            Documentation/Tokens.md has the rules. Other stages do not need this one: it is for those who want the tokens \
            themselves in what is exported.
            """,
        reads: [.text], writes: [.tokens],
        examples: [
            .init(
                "Names with a number and abbreviations stay whole; names with a hyphen and sums are parted.",
                input: "COVID-19 cost the U.S. US$4.7bn, Việt Nam-Russia trade fell.",
                output: .tokens([
                    "COVID-19", "cost", "the", "U.S.", "US$", "4.7", "bn", ",", "Việt", "Nam", "-", "Russia", "trade",
                    "fell", ".",
                ])),
            .init(
                "Possessives and short forms of verbs are tokens of their own.", input: "Russia’s envoy didn’t speak.",
                output: .tokens(["Russia", "’s", "envoy", "did", "n’t", "speak", "."])),
        ])

    public init(_ options: NoOptions, _ setup: StageSetup) throws {}

    public func process(_ document: inout Document) throws -> Disposition {
        document.tokens = Tokens.spans(of: document.text)
        return .keep
    }
}
