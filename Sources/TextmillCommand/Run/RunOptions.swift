import ArgumentParser

/// How the summary of a run is printed.
enum SummaryStyle: String, ExpressibleByArgument, CaseIterable {
    case text, json, none
}

/// What to do when another run of the pipeline works.
enum IfRunning: String, ExpressibleByArgument, CaseIterable {
    /// End with exit code 75.
    case fail
    /// Wait until it has ended.
    case wait
    /// Leave it at that, and end well.
    case skip
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

/// How a pipeline is run, whichever documents it takes.
struct WorkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Work on so many batches at once.", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Hand out documents in batches of so many.", valueName: "n"))
    var batch = 64

    @Option(help: "How to show how far the run is.")
    var progress = ProgressStyle.auto

    @Option(help: "How to print what became of the documents.")
    var summary = SummaryStyle.text

    @Flag(name: .shortAndLong, help: "Print nothing when all is well.")
    var quiet = false

    @Option(help: "How to write standard error: for people, or a JSON object on each line.")
    var logFormat = LogFormat.text

    @Option(help: ArgumentHelp("The folder of the ledger, or 'none' for a run without one.", valueName: "folder"))
    var state: String?

    @Option(help: "What to do when another run of this pipeline works.")
    var ifRunning = IfRunning.fail

    @Option(help: ArgumentHelp("Wait no longer than so many seconds for another run.", valueName: "seconds"))
    var waitLimit = 3600

    @Option(help: ArgumentHelp("Take a checkpoint after so many documents, and each second.", valueName: "n"))
    var checkpoint = 50_000

    func validate() throws {
        if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024") }
        guard (1...100_000).contains(batch) else { throw ValidationError("--batch must be from 1 to 100000") }
        if state == "" { throw ValidationError("--state must name a folder") }
        guard (1...1_000_000).contains(checkpoint) else {
            throw ValidationError("--checkpoint must be from 1 to 1000000")
        }
        guard (0...604_800).contains(waitLimit) else {
            throw ValidationError("--wait-limit must be from 0 to 604800 seconds")
        }
    }
}

/// Which documents `textmill run` takes, and how.
struct RunOptions: ParsableArguments {
    @OptionGroup var work: WorkOptions

    @Option(help: ArgumentHelp("Read so many documents and no more.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Read and process everything, write nothing, and say what would be written.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "A file for the documents that failed in this run; without it the ledger has them.", valueName: "path"))
    var quarantine: String?

    @Flag(inversion: .prefixedNo, help: "Take only documents that are new or changed since they were done.")
    var incremental: Bool?

    @Flag(help: "In an incremental pipeline, do all documents again, unchanged ones too.")
    var all = false

    @Flag(help: "Leave unchanged documents as they are although the pipeline has changed.")
    var keep = false

    @Flag(help: "Put the outputs in their places although an expectation of the file does not hold.")
    var accept = false

    @Flag(help: "Do not go on with a run that was cut off, but begin again.")
    var startAgain = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
        if all, keep { throw ValidationError("--all and --keep exclude each other") }
        if quarantine == "" { throw ValidationError("--quarantine must name a file") }
    }
}
