import ArgumentParser
import Diagnostics
import Engine
import Formats
import Glibc
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
            standard output when no sink writes there. A document that fails goes to a quarantine file beside the \
            output, and the exit code is 1 when there are more than the file allows.
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var options: RunOptions

    func run(_ program: Program) async throws -> ExitStatus {
        guard let loaded = LoadedPipeline(pipeline, program) else { return .wrongPipeline }
        let quarantine = QuarantineFile(path: options.quarantine ?? loaded.quarantinePath)
        if let problem = clash(of: quarantine.path, with: loaded) {
            Failure.say(problem)
            return .wrongArguments
        }
        let control = RunControl()
        let workers = options.workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let progress = ProgressReporter(
            pipeline: loaded.plan.name, workers: workers, style: options.quiet ? .none : options.progress,
            control: control)
        let signals = StopSignals { number in
            progress.say(signal: number)
            control.drain()
        }
        progress.begin()
        let watching = Task { await progress.watch() }
        let report = await Run(loaded.pipeline, settings(loaded, quarantine, workers), control: control).execute()
        watching.cancel()
        await watching.value
        let status = ExitStatus(report, signal: signals.received)
        let ending = RunEnding(report: report, status: status, options: options, allowed: loaded.plan.run.allowFailures)
        try ending.print(writesToStandardOutput: loaded.writesToStandardOutput)
        if !report.isDryRun, report.quarantined == 0, status == .success { try quarantine.removeStale() }
        return status
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

    private func settings(_ loaded: LoadedPipeline, _ quarantine: QuarantineFile, _ workers: Int) -> Engine.RunSettings
    {
        var settings = Engine.RunSettings()
        settings.workers = workers
        settings.batch.documents = options.batch
        settings.limit = options.limit
        settings.isDryRun = options.dryRun
        settings.allowedFailures = loaded.plan.run.allowFailures.allowed
        settings.quarantine = quarantine
        return settings
    }
}

extension ExitStatus {
    /// How a run ended.
    init(_ report: RunReport, signal: Int32?) {
        self =
            switch report.outcome {
            case .succeeded: .success
            case .tooManyFailures, .held: .failures
            case .stopped: .stopped
            case .interrupted: .signalled(signal ?? SIGINT)
            }
    }
}
