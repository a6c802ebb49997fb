import ArgumentParser
import Ledger

/// `textmill quarantine export`: documents that failed as JSON Lines, with their texts.
struct QuarantineExportCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes documents in quarantine as JSON Lines, with their texts as they came.",
        discussion: """
            Examples:
              textmill quarantine export news.yaml --out failed.jsonl
              textmill quarantine export news.yaml --error bad-json | wc -l
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var documents: QuarantineArguments
    @Option(help: ArgumentHelp("The file, or - for standard output.", valueName: "path")) var out = "-"
    @Option(help: ArgumentHelp("The folder of the ledger.", valueName: "folder")) var state: String?

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out must name a file, or - for standard output") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        guard let store = try QuarantineStore(pipeline, state: state, program) else { return .wrongPipeline }
        return try store.with(documents) { filter in
            let count = try QuarantineFile(path: out).write(filter, of: store.ledger)
            if count == 0 { Console.say(store.nothing(documents)) }
            return .success
        }
    }
}
