import ArgumentParser
import Diagnostics
import Engine
import Formats
import Ledger
import PipelineFile
import StageKit

/// `textmill run`: reads, works, writes, and says how it went.
struct RunCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a pipeline file.",
        discussion: """
            Examples:
              textmill run Pipelines/news.yaml
              textmill run Pipelines/news.yaml --set inbox=/data --limit 9 --dry-run
              textmill run Pipelines/jsonl-stdin.yaml < articles.jsonl > annotated.jsonl
              0 3 * * *  textmill run /srv/news.yaml --quiet      (in a crontab)

            Documents go where the file says; progress and summary go to standard error. '--summary json' goes to \
            standard output when no sink writes there. A document that fails goes to quarantine ('textmill quarantine'), \
            and the exit code is 1 when there are more than the file allows.
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var options: RunOptions

    var logFormat: LogFormat { options.work.logFormat }

    func run(_ program: Program) async throws -> ExitStatus {
        let records = options.work.state != "none" && !options.dryRun
        guard let loaded = LoadedPipeline(pipeline, program, opened: records ? OpenedFiles() : nil) else {
            return .wrongPipeline
        }
        let quarantine = QuarantineFile(path: options.quarantine ?? loaded.quarantinePath)
        if let problem = clash(of: quarantine.path, with: loaded) {
            Failure.say(problem)
            return .wrongArguments
        }
        var run = PipelineRun(loaded: loaded, options: options.work, quarantine: quarantine)
        run.quarantinePath = options.quarantine
        run.limit = options.limit
        run.isDryRun = options.dryRun
        run.accepts = options.accept
        guard let folder = options.dryRun ? nil : StateFolder.path(options.work.state, loaded) else {
            if let problem = needsLedger(loaded) {
                Failure.say(problem)
                return .wrongArguments
            }
            return try await run.execute(nil)
        }
        let isIncremental = options.incremental ?? loaded.plan.run.incremental
        var request = RunLedger.Request(
            folder: folder, options: options.work, mode: isIncremental ? .incremental : .full)
        request.startsAgain = options.startAgain
        request.redoesAll = options.all
        request.keepsOutdated = options.keep
        return try await run.execute(request)
    }

    /// What cannot be had without a ledger.
    private func needsLedger(_ loaded: LoadedPipeline) -> Diagnostic? {
        if !options.dryRun, loaded.plan.run.expect != nil {
            return Diagnostic(
                "needs-ledger", "what 'run.expect' says can only be held against a run with a ledger",
                at: SourceLocation(file: loaded.plan.file),
                hint: "standard input and output have none by themselves; name a folder with '--state FOLDER'")
        }
        guard !options.dryRun, options.incremental ?? loaded.plan.run.incremental else { return nil }
        return Diagnostic(
            "needs-ledger", "a run that takes only what is new needs a ledger, and this one has none",
            at: SourceLocation(file: loaded.plan.file),
            hint: "standard input and output have none by themselves; name a folder with '--state FOLDER'")
    }

    /// Whether the quarantine would stand where a sink writes.
    private func clash(of path: String, with loaded: LoadedPipeline) -> Diagnostic? {
        func plain(_ path: String) -> String { path.hasPrefix("./") ? plain(String(path.dropFirst(2))) : path }
        let sink = loaded.pipeline.stages.first {
            ($0.stage as? any Sink)?.outputPath.map { plain($0) == plain(path) } == true
        }
        return sink.map {
            Diagnostic(
                "same-file", "'--quarantine \(path)' is the output of '\($0.name)'",
                hint: "name another file, or leave it out: then it is '\(loaded.quarantinePath)'")
        }
    }
}
