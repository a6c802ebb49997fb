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
            has labelled them, do not count. `threshold: 0` keeps the near misses too. `model` adds a trained model: `news`, \
            which is built in, or one from `textmill train topics`. Documentation/Topics.md says how scores come about, how to \
            write a taxonomy, and how rules and a model are combined.
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
            "A trained model beside the rules: `news`, which is built in, or the path of one from `textmill train topics`."
        )
        public var model: Path?
        @Option(
            "Who gives topics: the `rules` of the taxonomy, the `model`, or `both`, when a topic needs one of them. Without "
                + "a model the rules do.")
        public var combine = Combine.both
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

    /// Who gives topics.
    public enum Combine: String, OptionValue, CaseIterable {
        case rules, model, both
    }

    /// Which topics are told about that a document has not.
    public enum Missed: String, OptionValue, CaseIterable {
        case none, near, all
    }

    private let options: Options
    /// Compiled for the first document; what a user wrote is read and checked before.
    private let classifier: OnDemand<TopicClassifier>
    /// The model with names and codes; nil when only rules are asked.
    private let modelClassifier: OnDemand<ModelClassifier>?
    private let stage: String
    public let warnings: [Diagnostic]

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        stage = setup.stage
        let model = try Self.model(options, setup)
        let isShipped = options.taxonomy.text == TaxonomyFile.shipped
        let needsRules = model?.model.needsRules == true
        // A test holds the shipped taxonomy to the format, so reading it can wait.
        let node = isShipped || needsRules ? try setup.bundledYAMLOnDemand(Self.shippedFile) : nil
        let shipped = node.map { node in OnDemand { try TaxonomyFile.read(node.value).taxonomy } }
        var warnings: [Diagnostic] = []
        let taxonomy: OnDemand<Taxonomy>
        if isShipped, let shipped {
            taxonomy = shipped
        } else {
            let result = try TaxonomyFile.read(
                at: options.taxonomy.text,
                open: { text, place in
                    var path = Path(stringLiteral: text)
                    path.location = place ?? options.taxonomy.location
                    return try setup.yaml(path)
                }, shipped: { try setup.bundledYAML(Self.shippedFile) })
            taxonomy = OnDemand { result.taxonomy }
            warnings = result.warnings
        }
        let classifier = OnDemand { TopicClassifier(try taxonomy.value, titleField: options.titleField) }
        self.classifier = classifier
        guard let model else {
            modelClassifier = nil
            self.warnings = warnings
            return
        }
        let isClassifiers = isShipped && options.titleField == "title"
        let rules = needsRules ? shipped : nil
        let features = rules.map { rules in
            OnDemand { RuleFeatures(isClassifiers ? try classifier.value : TopicClassifier(try rules.value)) }
        }
        let joined = OnDemand {
            ModelClassifier(
                model.model, name: model.name, taxonomy: try taxonomy.value, rules: try features?.value,
                titleField: options.titleField)
        }
        modelClassifier = joined
        let isShippedModel = options.model?.text == TopicModel.shippedName
        if !isShippedModel, let features { warnings += Self.warnings(about: model, try features.value, options) }
        // Who asks a model alone beside the shipped taxonomy may want its labels only.
        if !isShipped || (!isShippedModel && options.combine == .both) {
            warnings += Self.warnings(about: try joined.value, options, try taxonomy.value)
        }
        self.warnings = warnings
    }

    private static let shippedFile = "ClassifyTopics/news.yaml"

    public func process(_ document: inout Document) throws -> Disposition {
        let missed = TopicClassifier.Missed(rawValue: options.missed.rawValue) ?? .none
        guard let modelClassifier else {
            let found = try classifier.value.judge(
                document, threshold: options.threshold, limit: options.maxTopics, missed: missed, stage: stage)
            document.topics = found.topics
            document.missedTopics = found.missed
            return .keep
        }
        let rules =
            options.combine == .model
            ? nil
            : try classifier.value.judge(document, threshold: options.threshold, missed: missed, stage: stage)
        let found = try modelClassifier.value.judge(
            document, rules: rules, threshold: options.threshold, limit: options.maxTopics, missed: missed, stage: stage
        )
        document.topics = found.topics
        document.missedTopics = found.missed
        return .keep
    }

    // MARK: The model

    /// The model that is asked; nil when only rules are.
    private static func model(_ options: Options, _ setup: StageSetup) throws -> (model: TopicModel, name: String)? {
        guard let path = options.model else {
            guard options.combine != .model else {
                throw Diagnostic(
                    "missing-model", "'combine: model' needs a model", at: setup.location,
                    hint: "name one with 'model'; 'textmill train topics' makes one")
            }
            return nil
        }
        guard options.combine != .rules else { return nil }
        if path.text == TopicModel.shippedName { return (.shipped, TopicModel.shippedName) }
        let file = try setup.mapped(path)
        do {
            let model = try file.withBytes { try TopicModel($0, keeping: file) }
            return (model, file.path.split(separator: "/").last.map(String.init) ?? file.path)
        } catch let error as ModelFileError {
            throw error.diagnostic(file: file.path)
        }
    }

    /// Whether the rules that a model asks are still those it learned with.
    private static func warnings(
        about model: (model: TopicModel, name: String), _ rules: RuleFeatures, _ options: Options
    ) -> [Diagnostic] {
        guard model.model.rulesIdentity != rules.identity else { return [] }
        return [
            Diagnostic(
                "other-rules",
                "the model '\(model.name)' learned with other rules than this program's taxonomy "
                    + "'\(TaxonomyFile.shipped)' has",
                at: options.model?.location, severity: .warning,
                cause: "the rules were '\(model.model.rulesIdentity)' and are '\(rules.identity)'",
                hint: "it works, a little worse; train it again with this program")
        ]
    }

    /// What is strange about a model beside a taxonomy of the user's.
    private static func warnings(
        about classifier: ModelClassifier, _ options: Options, _ taxonomy: Taxonomy
    ) -> [Diagnostic] {
        let foreign = classifier.foreignLabels
        guard !foreign.isEmpty else { return [] }
        let shown = foreign.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (foreign.count > 5 ? " …" : "")
        let isOther = foreign.count == classifier.model.labels.count
        return [
            Diagnostic(
                "foreign-labels",
                isOther
                    ? "the model '\(classifier.name)' is for another taxonomy: it has no topic of '\(taxonomy.name)'"
                    : "the model '\(classifier.name)' has labels that are no topics of '\(taxonomy.name)': \(shown)",
                at: options.model?.location, severity: .warning,
                hint: isOther
                    ? "its labels are \(shown)" : "documents get them as they are, without name and code")
        ]
    }
}
