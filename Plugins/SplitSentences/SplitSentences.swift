import Analysis
public import StageKit

/// Marks the sentences of a text.
public struct SplitSentences: Transform {
    public static let about = About(
        "split-sentences", "Marks the sentences of the text.",
        details: """
            Abbreviations, initials, numbers, web addresses and quotes are understood as English news writes them. A \
            blank line always ends a sentence, and so does the border of a region (headline, caption, dateline …), \
            where `clean-text` has labelled them.
            """,
        reads: [.text], writes: [.sentences],
        examples: [
            .init(
                "A full stop after an abbreviation does not end a sentence.",
                input: "Gen. A. B. Osei met Dr. Lind on Jan. 5. The U.S. team left at 3 p.m. Monday.",
                output: .sentences([
                    "Gen. A. B. Osei met Dr. Lind on Jan. 5.", "The U.S. team left at 3 p.m. Monday.",
                ])),
            .init(
                "Closing quotes belong to the sentence; numbers and addresses are not cut.",
                input: "“Prices fell 3.5 per cent.” See www.example.org for more.",
                output: .sentences(["“Prices fell 3.5 per cent.”", "See www.example.org for more."])),
        ])

    public init(_ options: NoOptions, _ setup: StageSetup) throws {}

    public func process(_ document: inout Document) throws -> Disposition {
        let borders = document.regions.flatMap { [$0.span.start, $0.span.end] }.sorted()
        document.sentences = SentenceSplitter.sentences(of: document.text, borders: borders)
        return .keep
    }
}
