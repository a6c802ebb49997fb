import Analysis
import Engine
import Formats
import PipelineFile
import StageKit

/// What a text was given.
struct FoundTopics: Sendable {
    /// The document after the stages, which evidence points into; nil when a stage dropped it, or a file says what was
    /// found.
    var document: Document?
    /// The topics it has.
    var given: [Topic] = []
    /// Those it nearly has, each with what it lacks.
    var near: [Topic] = []
    /// The scores of all topics that have one, given or not.
    var scores: [String: Double] = [:]
}

/// Where the topics that are measured come from: anything that gives texts topics with scores.
struct TopicFinder {
    /// What it is called.
    let name: String
    /// All topics it can give; nil when that is not known.
    let labels: Set<String>?
    /// Whether its labels are those of gold by design, so that one that gold never has is wrong.
    var sharesLabels = false
    /// Finds the topics of each text, in the order of the texts.
    let find: ([TopicGold]) async throws -> [FoundTopics]

    /// What the arguments ask for; nil when a pipeline or taxonomy is wrong, which has been said.
    ///
    /// - Throws: ``Diagnostics`` when a stage fails.
    static func named(_ arguments: TopicArguments, _ program: Program) async throws -> TopicFinder? {
        if let file = arguments.found { return Self.file(file, arguments.keys) }
        if let file = arguments.model { return try model(file, program) }
        if let file = arguments.pipeline {
            return try await stages(file) { LoadedPipeline(file: file, overrides: arguments.overrides + $0, program) }
        }
        let taxonomy = arguments.taxonomy ?? "news"
        let text = """
            pipeline: evaluate-topics
            stages:
              - load-files: {paths: ["-"]}
              - clean-text:
              - classify-topics: {taxonomy: \(Value.string(taxonomy).json)}
              - export-jsonl: {path: "-"}
            """
        let name = taxonomy == "news" ? "the taxonomy 'news'" : taxonomy
        return try await stages(name) { overrides in
            LoadedPipeline(
                bytes: Array(text.utf8), file: "textmill's own pipeline", overrides: arguments.overrides + overrides,
                program)
        }
    }

    // MARK: Stages

    /// The stages of a pipeline, which are run twice: as they are, to decide, and without thresholds, for the scores.
    private static func stages(
        _ name: String, _ load: ([String]) -> LoadedPipeline?
    ) async throws -> TopicFinder? {
        guard let plan = load([])?.plan else { return nil }
        let classifying = plan.stages.filter { $0.about.name == "classify-topics" }.map(\.name)
        func overrides(_ options: String...) -> [String] {
            classifying.flatMap { stage in options.map { "stages.\(stage).\($0)" } }
        }
        guard let deciding = load(overrides("missed=near"))?.pipeline.stages,
            let scoring = load(overrides("threshold=0", "max-topics=10000"))?.pipeline.stages,
            let telling = load(overrides("missed=all"))?.pipeline.stages
        else { return nil }
        var labels: Set<String>?
        if !classifying.isEmpty {
            let all = try await TextRun([Document(id: "all", "No topic is here.")], through: telling).documents["all"]
            labels = all.map { Set(($0.topics + $0.missedTopics).map(\.label)) }
        }
        return TopicFinder(name: name, labels: labels) { gold in
            let decided = try await TextRun(gold.map(\.document), through: deciding).documents
            let scored =
                classifying.isEmpty ? [:] : try await TextRun(gold.map(\.document), through: scoring).documents
            return gold.map { text in
                let document = decided[text.id]
                var found = FoundTopics(
                    document: document, given: document?.topics ?? [], near: document?.missedTopics ?? [])
                for topic in (scored[text.id]?.topics ?? []) + found.given { found.scores[topic.label] = topic.score }
                return found
            }
        }
    }

    // MARK: A trained model

    /// A model of topics alone, on the texts as they are.
    ///
    /// - Throws: ``Diagnostic`` when the file cannot be read, or is no model of topics of this version.
    private static func model(_ file: String, _ program: Program) throws -> TopicFinder {
        var model: TopicModel
        let bytes = try FileReading.contents(of: file, limit: 256 << 20)
        do throws(ModelFileError) { model = try TopicModel(bytes) } catch { throw error.diagnostic(file: file) }
        if model.needsRules { model = model.with(try program.shippedRules()) }
        return TopicFinder(name: file, labels: Set(model.labels), sharesLabels: true) { gold in
            gold.map { [model] in FoundTopics(model, $0) }
        }
    }

    // MARK: A file

    /// The labels of a file, for texts that are paired by id, or else by their order.
    private static func file(_ file: String, _ keys: TopicGold.Keys) -> TopicFinder {
        TopicFinder(name: file, labels: nil) { gold in
            let texts = try TopicGold.read([file], keys, needsText: false)
            var byID: [String: TopicGold] = [:]
            for text in texts { if let id = text.ownID { byID[id] = text } }
            let paired = gold.map { text in text.ownID.flatMap { byID[$0] } }
            if paired.allSatisfy({ $0 != nil }) {
                return paired.map { FoundTopics($0?.labels ?? [], $0?.scores ?? [:]) }
            }
            guard texts.count == gold.count else {
                let missing = zip(gold, paired).first { $0.1 == nil }?.0
                throw Diagnostic(
                    "no-found-text", "'\(file)' has no text for '\(missing?.id ?? "")'", at: missing?.place,
                    cause: "it has \(Wording.counted(texts.count, "text")), gold has \(gold.count)",
                    hint: "texts are paired by id, or by order when there are as many")
            }
            return texts.map { FoundTopics($0.labels, $0.scores) }
        }
    }
}

extension FoundTopics {
    /// Labels of a file; one without a score is as sure as can be.
    fileprivate init(_ labels: [String], _ scores: [String: Double]) {
        given = labels.map {
            Topic($0, score: scores[$0] ?? 1, by: Provenance(stage: "found", rule: "file"))
        }
        for topic in given { self.scores[topic.label] = topic.score }
    }
}

extension FoundTopics {
    /// From this probability on a label that is not given is told of.
    private static let nearProbability = 0.1

    /// What a model gives a text, with the words that moved the probabilities.
    fileprivate init(_ model: TopicModel, _ gold: TopicGold) {
        document = gold.document
        let title = Array((gold.fields["title"]?.string ?? "").utf8)
        let texts = title.isEmpty ? [gold.text.bytes] : [title, gold.text.bytes]
        model.read(texts) { reading in
            for (label, name) in model.labels.enumerated() {
                let probability = reading.judgement.probabilities[label]
                let isGiven = reading.judgement.isGiven[label]
                scores[name] = probability
                guard isGiven || probability >= Self.nearProbability else { continue }
                let evidence = reading.reasons(for: label).reasons.map { reason in
                    let isTitle = texts.count == 2 && reason.part == 0
                    let words = String(decoding: texts[reason.part][reason.range], as: UTF8.self)
                    return Topic.Evidence(
                        Span(reason.range.lowerBound, reason.range.upperBound), field: isTitle ? "title" : nil,
                        term: reason.topic.map { "topic \($0)" } ?? words, weight: reason.weight)
                }
                var topic = Topic(
                    name, score: probability, evidence: evidence, by: Provenance(stage: "evaluate", rule: "model"))
                if isGiven {
                    given.append(topic)
                } else {
                    topic.shortfall = "less probable than the model asks for"
                    near.append(topic)
                }
            }
        }
    }
}
