import ArgumentParser

/// How the summary of a run is printed.
enum SummaryStyle: String, ExpressibleByArgument, CaseIterable {
    case text, json, none
}

/// The file and its overrides, for every command that takes a pipeline.
struct PipelineArguments: ParsableArguments {
    @Argument(help: "The pipeline file.")
    var file: String

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a variable or an option: 'inbox=/data', 'stages.drop-short.words=50'; may come several times.",
            valueName: "name=value"))
    var overrides: [String] = []
}

/// How a pipeline is run.
struct RunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Work on so many batches at once.", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Read so many documents and no more.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Hand out documents in batches of so many.", valueName: "n"))
    var batch = 64

    @Flag(help: "Read and process everything, write nothing, and say what would be written.")
    var dryRun = false

    @Option(help: "How to show how far the run is.")
    var progress = ProgressStyle.auto

    @Option(help: "How to print what became of the documents.")
    var summary = SummaryStyle.text

    @Flag(name: .shortAndLong, help: "Print nothing when all is well.")
    var quiet = false

    @Option(help: ArgumentHelp("Where documents go that failed; beside the output unless given.", valueName: "path"))
    var quarantine: String?

    func validate() throws {
        if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024") }
        if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
        guard (1...100_000).contains(batch) else { throw ValidationError("--batch must be from 1 to 100000") }
        if quarantine == "" { throw ValidationError("--quarantine must name a file") }
    }
}
