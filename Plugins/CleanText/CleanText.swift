import Analysis
public import StageKit

/// Cleans the text and labels its regions.
public struct CleanText: Transform, Explaining {
    public static let about = About(
        "clean-text", "Cleans the text and labels headline, dateline, body, sign-off and other regions.",
        details: """
            Every edit is recorded: any place of the clean text can be found in the original. Cleaning a clean text \
            changes nothing. The text must not be annotated yet.

            Regions are `headline`, `byline`, `caption`, `credit`, `dateline`, `body` and `sign-off`. They are in text \
            order and cover all but the white space between them; nothing is removed. What they say becomes fields, \
            unless the document has them: `agency` (VNA, Reuters …), `dateline-place` and `dateline-date` as written, \
            and `dateline-date-value`, which leaves the year open where the text does (`XXXX-06-11`). A document with \
            a `title` has a headline only where the first line is the title.
            """,
        reads: [.text, .fields], writes: [.text, .fields, .regions],
        examples: [
            .init(
                "Line ends, spaces, invisible characters and marks have one form.",
                input: "Oil\u{A0}rose\u{200B}  to 82\u{202F}USD.\r\n\r\n\r\nVie\u{323}\u{302}t Nam imports less.",
                output: .text("Oil rose to 82 USD.\n\nViệt Nam imports less.")),
            .init(
                "UTF-8 that was read as another character set is repaired, also twice over.",
                input: "Itâ€™s NguyÃªÌƒn, and it wasnÃ¢â‚¬â„¢t.", output: .text("It’s Nguyễn, and it wasn’t.")),
            .init(
                "HTML character references are decoded, once.", input: "Shell &amp; BP &#8211; &amp;lt;b&amp;gt;",
                output: .text("Shell & BP – &lt;b&gt;")),
            .init(
                "Quotes and dashes become plain ones on request.", options: ["fold-quotes": true, "fold-dashes": true],
                input: "“Oil” – the ‘black gold’", output: .text("\"Oil\" - the 'black gold'")),
            .init(
                "Caption, credit, dateline and sign-off are labelled.",
                input: "The port at dusk. VNA/VNS Photo\n\nHÀ NỘI — Oil rose on Monday. — VNS",
                output: .regions(
                    "[The port at dusk.](caption) [VNA/VNS Photo](credit)\n\n"
                        + "[HÀ NỘI — ](dateline)[Oil rose on Monday.](body) [— VNS](sign-off)")),
            .init(
                "The dateline's agency, place and date become fields.",
                input: "LONDON, March 3 (Reuters) - Oil rose.", fields: ["title": "Oil"],
                output: .fields([
                    "title": "Oil", "agency": "Reuters", "dateline-place": "LONDON", "dateline-date": "March 3",
                    "dateline-date-value": "XXXX-03-03",
                ])),
            .init(
                "The sentence keeps its own full stop.", input: "Both accepted with pleasure./.VNA",
                output: .regions("[Both accepted with pleasure.](body)[/.VNA](sign-off)")),
        ])

    public struct Options: StageOptions {
        @Option("Line ends, Unicode NFC, control and invisible characters, spaces and blank lines.")
        public var normalise = true
        @Option("Repair UTF-8 that was read as Windows-1252, Windows-1251, Latin-1 or Mac Roman.")
        public var repairMojibake = true
        @Option("Replace HTML character references such as &eacute; by their characters, once.")
        public var decodeEntities = true
        @Option("Make typographic quotes plain ones.") public var foldQuotes = false
        @Option("Make dashes hyphens.") public var foldDashes = false
        @Option("Label the regions of the article, and set the fields that they give.") public var regions = true
        public init() {}
    }

    private let cleaner: TextCleaner
    private let regionFinder: RegionFinder?

    public init(_ options: Options, _ setup: StageSetup) throws {
        var cleaning = CleaningOptions()
        cleaning.normalise = options.normalise
        cleaning.repairMojibake = options.repairMojibake
        cleaning.decodeEntities = options.decodeEntities
        cleaning.foldQuotes = options.foldQuotes
        cleaning.foldDashes = options.foldDashes
        cleaner = TextCleaner(cleaning)
        regionFinder = options.regions ? RegionFinder(stage: setup.stage) : nil
    }

    public func process(_ document: inout Document) throws -> Disposition {
        try cleaner.clean(&document)
        regionFinder?.label(&document)
        return .keep
    }

    public func explanations(of before: Document, became after: Document) -> [Explanation] {
        cleaner.edits(of: before).map { Explanation(.edit($0.span), [Explanation.Reason($0.rule.rawValue)]) }
    }
}
