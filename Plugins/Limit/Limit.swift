public import StageKit

/// Keeps the first documents and stops reading after them.
public struct Limit: CorpusTransform {
    public static let about = About(
        "limit", "Keeps the first documents and stops reading after them.",
        details: "Documents count in source order, after the stages before this one have dropped theirs.",
        reads: [.text],
        examples: [
            .init("The first document is kept.", options: ["documents": 1], input: "Oil rose.", output: .unchanged),
            .init("A limit of none drops all.", options: ["documents": 0], input: "Oil rose.", output: .dropped),
        ])

    public struct Options: StageOptions {
        @Option("How many documents to keep.", .range(0...1_000_000_000)) public var documents: Int
        public init() {}
    }

    private let options: Options
    public init(_ options: Options, _ setup: StageSetup) throws { self.options = options }

    public func start() throws -> Int { 0 }

    public func process(_ document: inout Document, _ kept: inout Int) throws -> Disposition {
        guard kept < options.documents else { return .drop("over the limit of \(options.documents)") }
        kept += 1
        return .keep
    }

    public func isSated(_ kept: Int) -> Bool { kept >= options.documents }
}
