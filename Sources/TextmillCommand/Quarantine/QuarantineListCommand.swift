import ArgumentParser
import Formats
import Ledger
import StageKit

/// `textmill quarantine list`: a line for each document that failed.
struct QuarantineListCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the documents in quarantine, the latest first.",
        discussion: """
            Examples:
              textmill quarantine list news.yaml
              textmill quarantine list news.yaml --stage load-files --newer-than 1d
              textmill quarantine list news.yaml --format json --limit 1000
            """)

    /// How the list is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var documents: QuarantineArguments
    @ArgumentParser.Option(help: ArgumentHelp("Show at most so many.", valueName: "n")) var limit = 100
    @ArgumentParser.Option(help: "How to print them.") var format = Format.text
    @ArgumentParser.Option(help: ArgumentHelp("The folder of the ledger.", valueName: "folder")) var state: String?

    func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000000") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        guard let store = try QuarantineStore(pipeline, state: state, program) else { return .wrongPipeline }
        return try store.with(documents) { filter in
            let count = try store.ledger.quarantinedCount(filter)
            var records: [QuarantineRecord] = []
            try store.ledger.eachQuarantined(filter, .latestFirst, limit: limit, withContent: false) {
                records.append($0)
            }
            switch format {
            case .json: try Console.print(JSONText.pretty(.list(records.map(QuarantineText.value))))
            case .text where records.isEmpty: Console.say(store.nothing(documents))
            case .text:
                try Console.print(QuarantineText.table(records))
                if count > records.count {
                    Console.say("\(records.count) of \(Wording.counted(count, "document")); '--limit' shows more")
                }
            }
            return .success
        }
    }
}
