import ArgumentParser

/// The beginnings of a stage, one for each part it may play: each builds, and its example passes.
enum StageTemplate: String, ExpressibleByArgument, CaseIterable {
    case transform
    case corpusTransform = "corpus-transform"

    /// Types that a stage's file uses; a stage of one of these names would hide them.
    static let taken: Set<String> = [
        "About", "Amount", "Array", "Bool", "Character", "Dictionary", "Diagnostic", "Disposition", "Document",
        "Double",
        "Entity", "Error", "Example", "Fields", "Int", "Label", "Layer", "Node", "Option", "Options", "Optional",
        "Origin", "Path", "Provenance", "Region", "Result", "Set", "Sink", "Source", "Span", "Stage", "State",
        "String", "Substring", "Swift", "Text", "Token", "Topic", "Transform", "Value",
    ]

    /// The Swift file of a stage.
    func source(_ name: NewName) -> String {
        switch self {
        case .transform: Self.transform(name)
        case .corpusTransform: Self.corpusTransform(name)
        }
    }

    private static func transform(_ name: NewName) -> String {
        """
        public import StageKit

        /// Marks documents whose text contains something.
        public struct \(name.typeName): Transform {
            public static let about = About(
                "\(name.text)", "Marks documents whose text contains something.",
                reads: [.text], writes: [.fields],
                examples: [
                    .init(
                        "A document that contains it is marked.", options: ["contains": "oil"],
                        input: "The oil price rose.", output: .fields(["\(name.text)": true])),
                    .init("Another is left alone.", options: ["contains": "gas"], input: "Oil rose.", output: .unchanged),
                ])

            public struct Options: StageOptions {
                @Option("What the text must contain.", .notEmpty) public var contains = "oil"
                public init() {}
            }

            private let options: Options
            public init(_ options: Options, _ setup: StageSetup) throws { self.options = options }

            public func process(_ document: inout Document) throws -> Disposition {
                if document.text.string.contains(options.contains) { document.fields["\(name.text)"] = true }
                return .keep
            }
        }

        """
    }

    private static func corpusTransform(_ name: NewName) -> String {
        """
        public import StageKit

        /// Drops documents whose text came before.
        public struct \(name.typeName): CorpusTransform {
            public static let about = About(
                "\(name.text)", "Drops documents whose text came before.",
                reads: [.text], writes: [],
                examples: [.init("The first of its kind is kept.", input: "Oil rose.", output: .unchanged)])

            public init(_ options: NoOptions, _ setup: StageSetup) throws {}

            /// What is remembered from one document to the next.
            public struct State: Sendable {
                var seen: Set<Text> = []
            }
            public func start() throws -> State { State() }

            public func process(_ document: inout Document, _ state: inout State) throws -> Disposition {
                state.seen.insert(document.text).inserted ? .keep : .drop("text came before")
            }
        }

        """
    }
}
