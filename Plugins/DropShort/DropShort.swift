public import StageKit

/// Drops documents that are too short to say anything.
public struct DropShort: Transform {
    public static let about = About(
        "drop-short", "Drops documents with fewer words than a minimum.",
        reads: [.text], writes: [],
        examples: [
            .init("A headline alone is dropped.", options: ["words": 3], input: "Oil up", output: .dropped),
            .init("A sentence is kept.", options: ["words": 3], input: "Oil rose again.", output: .unchanged),
        ])

    public struct Options: StageOptions {
        @Option("Fewest words a document must have.", .range(0...1_000_000)) public var words = 20
        public init() {}
    }

    private let options: Options
    public init(_ options: Options, _ setup: StageSetup) throws { self.options = options }

    public func process(_ document: inout Document) throws -> Disposition {
        document.text.wordCount < options.words ? .drop("fewer than \(options.words) words") : .keep
    }
}
