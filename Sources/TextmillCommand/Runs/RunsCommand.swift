import ArgumentParser
import Diagnostics
import FoundationEssentials
import Ledger
import PipelineFile
import StageKit

/// `textmill runs`: what happened in the nights before.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Shows what runs came to.",
        discussion: """
            Examples:
              textmill runs Pipelines/news.yaml --last 7d
              textmill runs --state /var/lib/textmill --format json
              textmill runs show 12 Pipelines/news.yaml

            Without a pipeline file it shows the runs of all pipelines that the ledger in '.textmill', or in the folder \\
            that '--state' names, knows of. A run works, or died when its process is gone and nobody said how it ended; \\
            one that died, was stopped, interrupted or held back is open: the next 'textmill run' goes on with it.
            """,
        subcommands: [RunsListCommand.self, RunsShowCommand.self], defaultSubcommand: RunsListCommand.self)
}

/// How runs are printed.
enum RunsFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Which ledger is looked at.
struct LedgerArguments: ParsableArguments {
    @Argument(help: "A pipeline file; its runs alone are shown.") var pipeline: String?

    @ArgumentParser.Option(help: ArgumentHelp("The folder of the ledger.", valueName: "folder")) var state: String?

    @ArgumentParser.Option(help: "How to print it.") var format = RunsFormat.text

    func validate() throws {
        if state == "" || state == "none" { throw ValidationError("--state must name a folder") }
    }

    /// The ledger, and the pipeline's name if one was given; nil when its file is wrong, which is said.
    ///
    /// - Throws: ``Diagnostic`` when there is no ledger.
    func open(_ program: Program) throws -> (ledger: Ledger, pipeline: String?)? {
        var name: String?
        var folder = state ?? StateFolder.name
        if let pipeline {
            guard let plan = LoadedPipeline.plan(PipelineArguments(file: pipeline), program) else { return nil }
            name = plan.name
            guard let path = StateFolder.path(state, plan) else {
                throw Diagnostic(
                    "no-ledger", "the runs of '\(plan.name)' have no ledger", at: SourceLocation(file: plan.file),
                    cause: "the file says 'state: none'", hint: "name a folder with '--state FOLDER'")
            }
            folder = path
        }
        guard let ledger = try Ledger(existing: folder) else {
            throw Diagnostic(
                "no-ledger", "there is no ledger in '\(folder)'",
                at: SourceLocation(file: "\(folder)/\(Ledger.fileName)"),
                hint: pipeline == nil
                    ? "runs are noted beside their pipeline file: name it, or the folder with '--state FOLDER'"
                    : "nothing has run yet, or with another folder: '--state FOLDER' names it")
        }
        return (ledger, name)
    }
}

extension PipelineArguments {
    /// A file as it is.
    init(file: String) {
        self.init()
        self.file = file
        overrides = []
    }
}

/// `textmill runs list`, which is `textmill runs`.
struct RunsListCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists runs, the latest first; what 'textmill runs' does.")

    @OptionGroup var arguments: LedgerArguments

    @ArgumentParser.Option(
        help: ArgumentHelp("Only runs that began in the time before now: 12h, 7d, 4w.", valueName: "time"),
        transform: { text in
            guard let time = Duration(text: text) else { throw ValidationError("write a time such as 12h or 7d") }
            return time
        }) var last: Duration?

    @ArgumentParser.Option(help: ArgumentHelp("Show at most so many.", valueName: "n")) var limit = 50

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 100000") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        guard let (ledger, pipeline) = try arguments.open(program) else { return .wrongPipeline }
        let since = last.map { LocalTime.milliseconds() - $0.milliseconds } ?? 0
        let runs = try ledger.runs(of: pipeline, since: since, limit: limit)
            .map { RunEntry($0, stateFolder: ledger.folder) }
        switch arguments.format {
        case .json: try Console.print(JSONText.pretty(.list(runs.map(\.value))))
        case .text: try Console.print(runs.isEmpty ? "no runs" : RunTable(runs).text)
        }
        return .success
    }
}

/// `textmill runs show`: all that is known of one run.
struct RunsShowCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows all that is known of one run.")

    @Argument(help: ArgumentHelp("The number of the run.", valueName: "id")) var id: Int

    @OptionGroup var arguments: LedgerArguments

    func run(_ program: Program) throws -> ExitStatus {
        guard let (ledger, pipeline) = try arguments.open(program) else { return .wrongPipeline }
        guard let record = try ledger.run(id), pipeline == nil || record.pipeline == pipeline else {
            let latest = try ledger.runs(of: pipeline, limit: 1).first
            Failure.say(
                Diagnostic(
                    "no-such-run", "there is no run \(id)\(pipeline.map { " of '\($0)'" } ?? "")",
                    at: SourceLocation(file: ledger.path),
                    hint: latest.map { "the last one is \($0.number); 'textmill runs' lists them" }
                        ?? "nothing has run yet"))
            return .wrongArguments
        }
        let before = try ledger.run(before: id, of: record.pipeline)
        let page = RunPage(RunEntry(record, stateFolder: ledger.folder), before: before)
        try Console.print(arguments.format == .json ? JSONText.pretty(page.value) : page.text)
        return .success
    }
}
