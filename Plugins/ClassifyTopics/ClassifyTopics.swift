import Analysis
public import StageKit

/// Gives documents topics, each with its evidence.
public struct ClassifyTopics: Transform {
    public static let about = About(
        "classify-topics", "Gives documents the topics of a taxonomy, each with a score and its evidence.",
        details: """
            A taxonomy is a YAML file of topics with weighted terms; `news`, with IPTC Media Topics codes, is built in. \
            A document has every topic whose score, 0 to 1, reaches the topic's threshold. Mentions in the title, the \
            headline and the first paragraph count more; datelines, bylines, credits and sign-offs, where `clean-text` \
            has labelled them, do not count. `threshold: 0` keeps the near misses too. Documentation/Topics.md says how \
            scores come about and how to write a taxonomy.
            """,
        reads: [.text, .fields], writes: [.topics],
        examples: [
            .init(
                "An article has several topics, the highest score first.",
                input: "The ministers spoke of oil and gas. Tariffs will fall, and bilateral trade will grow.",
                output: .topics(["trade", "oil-and-gas"])),
            .init(
                "The title counts, and phrases that only look like a topic do not.",
                input: "He gave his daughter power of attorney over the farm.", fields: ["title": "A matter of trust"],
                output: .topics([])),
            .init(
                "A taxonomy of one's own is a short file.",
                options: ["taxonomy": "chess.yaml"],
                files: [
                    "chess.yaml": """
                    taxonomy: games
                    topics:
                      - label: chess
                        terms:
                          3: [chess*, grandmaster]
                          1: [bishop, knight, queen]
                    """
                ],
                input: "The grandmaster gave up a bishop for two knights.", output: .topics(["chess"])),
        ])

    public struct Options: StageOptions {
        @Option("The taxonomy: `news`, which is built in, or the path of a YAML file.")
        public var taxonomy: Path = "news"
        @Option(
            "The least score of a topic, in place of every topic's own; 0 keeps the near misses too.",
            OptionCheck(schema: ["minimum": 0, "maximum": 1]) {
                ($0.map { (0...1).contains($0) } ?? true) ? nil : "must be from 0 to 1"
            })
        public var threshold: Double?
        @Option("The most topics of a document; the highest scores stay.", .range(1...10_000))
        public var maxTopics = 20
        @Option(
            "Also tell which topics the document has not, and what it lacks: `near` those that came half-way or were "
                + "ruled out, `all` every one.")
        public var missed = Missed.none
        @Option("The field that holds the title.", .notEmpty) public var titleField = "title"
        public init() {}
    }

    /// Which topics are told about that a document has not.
    public enum Missed: String, OptionValue, CaseIterable {
        case none, near, all
    }

    private let options: Options
    /// Compiled for the first document; what a user wrote is read and checked before.
    private let classifier: OnDemand<TopicClassifier>
    private let stage: String
    public let warnings: [Diagnostic]

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        stage = setup.stage
        if options.taxonomy.text == TaxonomyFile.shipped {
            // A test holds the shipped taxonomy to the format, so reading it can wait too.
            let node = try setup.bundledYAMLOnDemand(Self.shippedFile)
            classifier = OnDemand {
                TopicClassifier(try TaxonomyFile.read(node.value).taxonomy, titleField: options.titleField)
            }
            warnings = []
        } else {
            let result = try TaxonomyFile.read(
                at: options.taxonomy.text,
                open: { text, place in
                    var path = Path(stringLiteral: text)
                    path.location = place ?? options.taxonomy.location
                    return try setup.yaml(path)
                }, shipped: { try setup.bundledYAML(Self.shippedFile) })
            classifier = OnDemand { TopicClassifier(result.taxonomy, titleField: options.titleField) }
            warnings = result.warnings
        }
    }

    private static let shippedFile = "ClassifyTopics/news.yaml"

    public func process(_ document: inout Document) throws -> Disposition {
        let found = try classifier.value.judge(
            document, threshold: options.threshold, limit: options.maxTopics,
            missed: TopicClassifier.Missed(rawValue: options.missed.rawValue) ?? .none, stage: stage)
        document.topics = found.topics
        document.missedTopics = found.missed
        return .keep
    }
}
