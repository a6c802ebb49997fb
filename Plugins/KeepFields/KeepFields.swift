public import StageKit

/// Keeps some fields of each document and removes the others.
public struct KeepFields: Transform {
    public static let about = About(
        "keep-fields", "Keeps some fields of each document and removes the others.",
        reads: [.fields], writes: [.fields],
        examples: [
            .init(
                "Only the named fields stay, in the order in which they came.", options: ["fields": ["url", "title"]],
                input: "Oil rose.", fields: ["title": "Oil", "words": 2, "url": "https://example.org/1"],
                output: .fields(["title": "Oil", "url": "https://example.org/1"])),
            .init(
                "All but some.", options: ["except": ["words"]], input: "Oil rose.",
                fields: ["title": "Oil", "words": 2], output: .fields(["title": "Oil"])),
        ])

    public struct Options: StageOptions {
        @Option("The fields to keep; those that a document lacks are passed over.") public var fields: [String]?
        @Option("Keep all fields but these; instead of 'fields'.") public var except: [String]?
        public init() {}
    }

    private let kept: Set<String>?
    private let removed: Set<String>

    public init(_ options: Options, _ setup: StageSetup) throws {
        guard (options.fields == nil) != (options.except == nil) else {
            throw Diagnostic(
                "bad-value", "'keep-fields' needs either 'fields' or 'except'", at: setup.location,
                hint: "write 'fields: [title, published]' to keep these alone")
        }
        kept = options.fields.map(Set.init)
        removed = Set(options.except ?? [])
    }

    public func process(_ document: inout Document) throws -> Disposition {
        for name in document.fields.names where kept.map({ !$0.contains(name) }) ?? removed.contains(name) {
            document.fields[name] = nil
        }
        return .keep
    }
}
