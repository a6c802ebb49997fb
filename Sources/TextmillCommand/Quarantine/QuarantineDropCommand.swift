import ArgumentParser
import Ledger
import PipelineFile

/// `textmill quarantine drop`: takes documents out of quarantine that nobody will mend.
struct QuarantineDropCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Takes documents out of quarantine for good; they are not tried again until they change.",
        discussion: """
            Examples:
              textmill quarantine drop news.yaml 12 13
              textmill quarantine drop news.yaml --older-than 90d
              textmill quarantine drop news.yaml --all
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var documents: QuarantineArguments
    @Flag(help: "All of them.") var all = false
    @Option(help: ArgumentHelp("The folder of the ledger.", valueName: "folder")) var state: String?

    func validate() throws {
        if documents.areEmpty, !all { throw ValidationError("say which documents, or --all") }
        if !documents.areEmpty, all { throw ValidationError("--all and a choice of documents exclude each other") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        guard let store = try QuarantineStore(pipeline, state: state, program) else { return .wrongPipeline }
        return try store.with(documents) { filter in
            let count = try store.ledger.dropQuarantined(filter)
            Console.say(
                count == 0
                    ? store.nothing(documents)
                    : "\(store.plan.name): dropped \(Wording.counted(count, "document")) from quarantine")
            return .success
        }
    }
}
