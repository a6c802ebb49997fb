import Analysis
import ArgumentParser
import Engine
import PipelineFile
import StageKit

/// `textmill topics coverage`: which terms and rules of a taxonomy fire, and which never do.
struct TopicsCoverageCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Counts which terms and rules fire, which never do, and which topics come together.",
        discussion: """
            The taxonomy is 'news', a taxonomy file, or that of a pipeline file, whose stages before classify-topics \
            are then run too. Articles are text files (.txt), JSON Lines (.jsonl), or both compressed (.gz).

            Examples:
              textmill topics coverage news Samples/articles/*.txt
              textmill topics coverage my-news.yaml archive.jsonl.gz --never
              textmill topics coverage Pipelines/news.yaml archive.jsonl --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "A pipeline file, a taxonomy file, or 'news'.")
    var taxonomy: String

    @Argument(help: "The articles.")
    var files: [String]

    @Flag(help: "List every term and rule that never fired.")
    var never = false

    @ArgumentParser.Option(help: "How to print it.")
    var format = Format.text

    func run(_ program: Program) async throws -> ExitStatus {
        let corpus: CoverageCorpus
        do { corpus = try CoverageCorpus(taxonomy, files, program) } catch {
            Failure.say(error)
            return .wrongPipeline
        }
        do {
            let page = CoveragePage(try corpus.coverage(), listsAll: never)
            try Console.print(format == .text ? page.text : JSONText.pretty(page.value))
            return .success
        } catch {
            Failure.say(error)
            return .stopped
        }
    }
}

/// Articles, the stages they go through, and the taxonomy that is looked at.
struct CoverageCorpus {
    private let sources: [any Source]
    private let transforms: [any Transform]
    private let classifier: TopicClassifier

    /// Reads the taxonomy, and the pipeline when it is one.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with everything wrong.
    init(_ taxonomy: String, _ files: [String], _ program: Program) throws {
        var wanted = taxonomy
        var folder = "."
        var titleField = "title"
        var before: [PlannedStage] = []
        let isShipped = taxonomy == TaxonomyFile.shipped
        if !isShipped, let plan = try Self.pipeline(taxonomy, program) {
            guard let index = plan.stages.firstIndex(where: { $0.about.name == "classify-topics" }) else {
                throw Diagnostic("no-taxonomy", "'\(taxonomy)' has no stage 'classify-topics'")
            }
            before = plan.stages[..<index].filter { $0.role == .transform }
            let options = plan.stages[index].options
            wanted = options["taxonomy"]?.scalar ?? "news"
            titleField = options["title-field"]?.scalar ?? titleField
            folder = plan.baseFolder
        } else {
            before = try Self.plan(stages: ["  - clean-text:"], program).stages.filter { $0.role == .transform }
        }
        transforms = try before.map { try $0.makeStage(bundledFiles: program.bundledFiles) }.compactMap {
            $0 as? any Transform
        }
        sources = try Self.plan(stages: [Self.source(files)], program).stages.filter { $0.role == .source }
            .map { try $0.makeStage(bundledFiles: program.bundledFiles) }.compactMap { $0 as? any Source }
        let setup = StageSetup(
            stage: "classify-topics", baseFolder: folder, bundledFiles: program.bundledFiles,
            readYAML: { try YAML.read(bytes: $0, file: $1) })
        let read = try TaxonomyFile.read(
            at: wanted, open: { path, _ in try setup.yaml(Path(stringLiteral: path)) },
            shipped: { try setup.bundledYAML("ClassifyTopics/news.yaml") })
        classifier = TopicClassifier(read.taxonomy, titleField: titleField)
    }

    /// The checked pipeline in a file; nil when it is a taxonomy.
    private static func pipeline(_ file: String, _ program: Program) throws -> Plan? {
        let bytes = try FileReading.contents(of: file, limit: 64 << 20)
        let node = try YAML.read(bytes: bytes, file: file)
        guard node["topics"] == nil, node["include"] == nil else { return nil }
        let result = PipelineFile.read(bytes: bytes, file: file, stages: program.stages)
        guard let plan = result.plan else { throw Diagnostics(result.diagnostics) }
        return plan
    }

    /// The stage that reads the articles.
    private static func source(_ files: [String]) -> String {
        let list = files.map { "\"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        return "  - load-files:\n      paths: [\(list.joined(separator: ", "))]"
    }

    /// A plan of some stages; a source or sink that is missing is put in.
    private static func plan(stages: [String], _ program: Program) throws -> Plan {
        let source = stages.contains { $0.contains("load-") } ? [] : ["  - load-files:\n      paths: [none.txt]"]
        let text = (["pipeline: coverage", "stages:"] + source + stages + ["  - export-jsonl:\n      path: '-'"])
            .joined(separator: "\n")
        let result = PipelineFile.read(bytes: Array(text.utf8), file: "coverage.yaml", stages: program.stages)
        guard let plan = result.plan else { throw Diagnostics(result.diagnostics) }
        return plan
    }

    /// Reads every article and counts.
    func coverage() throws -> TopicCoverage {
        var coverage = TopicCoverage(classifier)
        for source in sources {
            let reader = try source.open()
            while let batch = try reader.next(BatchLimit(documents: 64, bytes: 1 << 20)) {
                for loaded in batch.load() {
                    guard case .document(var document) = loaded else { continue }
                    var isKept = true
                    for transform in transforms where isKept {
                        if case .drop = try transform.process(&document) { isKept = false }
                    }
                    if isKept { coverage.add(document) }
                }
            }
        }
        return coverage
    }
}
