import ArgumentParser
import Diagnostics
import Engine
import Formats
import Glibc
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
            standard output when no sink writes there. A document that fails goes to a quarantine file beside the \
            output, and the exit code is 1 when there are more than the file allows.
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var options: RunOptions

    func run(_ program: Program) async throws -> ExitStatus {
        let records = options.state != "none" && !options.dryRun
        guard let loaded = LoadedPipeline(pipeline, program, opened: records ? OpenedFiles() : nil) else {
            return .wrongPipeline
        }
        let quarantine = QuarantineFile(path: options.quarantine ?? loaded.quarantinePath)
        if let problem = clash(of: quarantine.path, with: loaded) {
            Failure.say(problem)
            return .wrongArguments
        }
        guard let folder = options.dryRun ? nil : StateFolder.path(options.state, loaded) else {
            if let problem = needsLedger(loaded) {
                Failure.say(problem)
                return .wrongArguments
            }
            return try await run(loaded, quarantine, nil)
        }
        let isIncremental = options.incremental ?? loaded.plan.run.incremental
        let request = RunLedger.Request(
            folder: folder, options: options, mode: isIncremental ? .incremental : .full,
            startsAgain: options.startAgain)
        return try await run(loaded, quarantine, request)
    }

    /// What cannot be had without a ledger.
    private func needsLedger(_ loaded: LoadedPipeline) -> Diagnostic? {
        guard !options.dryRun, options.incremental ?? loaded.plan.run.incremental else { return nil }
        return Diagnostic(
            "needs-ledger", "a run that takes only what is new needs a ledger, and this one has none",
            at: SourceLocation(file: loaded.plan.file),
            hint: "standard input and output have none by themselves; name a folder with '--state FOLDER'")
    }

    /// Runs with a ledger; the reasons why it cannot begin are said.
    private func run(
        _ loaded: LoadedPipeline, _ quarantine: QuarantineFile, _ request: RunLedger.Request
    ) async throws -> ExitStatus {
        do {
            let ledger = try RunLedger.open(loaded, request)
            return try await run(loaded, quarantine, ledger) { try ledger.beginAgain(loaded, request) }
        } catch RunLedger.Refusal.skipped(let note) {
            Console.say(note)
            return .success
        } catch RunLedger.Refusal.locked(let problem) {
            Failure.say(problem)
            return .locked
        } catch RunLedger.Refusal.changed(let problem) {
            Failure.say(problem)
            return .wrongPipeline
        }
    }

    /// Runs, and says how it went.
    private func run(
        _ loaded: LoadedPipeline, _ quarantine: QuarantineFile, _ ledger: RunLedger?,
        again: () throws -> RunLedger? = { nil }
    ) async throws -> ExitStatus {
        let control = RunControl()
        let workers = options.workers ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let progress = ProgressReporter(
            pipeline: loaded.plan.name, workers: workers, style: options.quiet ? .none : options.progress,
            control: control)
        let signals = StopSignals { number in
            progress.say(signal: number)
            control.drain()
        }
        if !options.quiet { for note in ledger?.notes ?? [] { Console.say("\(loaded.plan.name): \(note)") } }
        progress.begin()
        let watching = Task { await progress.watch() }
        let settings = settings(loaded, quarantine, workers, ledger, signals)
        let report = await Run(loaded.pipeline, settings, control: control).execute()
        watching.cancel()
        await watching.value
        if report.hasLostPosition, ledger?.run.isContinued == true, let fresh = try again() {
            return try await run(loaded, quarantine, fresh)
        }
        let status = ExitStatus(report, signal: signals.received)
        if let ledger, let path = options.quarantine { try exportQuarantine(of: report, ledger, to: path) }
        let ending = RunEnding(report: report, status: status, options: options, loaded: loaded)
        try ending.print()
        let mayHaveFile = ledger == nil || options.quarantine == nil
        if !report.isDryRun, report.quarantined == 0 || (ledger != nil && mayHaveFile), status == .success {
            try quarantine.removeStale()
        }
        return status
    }

    /// Writes the documents that failed in this run into a file of the user's.
    private func exportQuarantine(of report: RunReport, _ ledger: RunLedger, to path: String) throws {
        guard report.isFinished, report.quarantined > 0 else { return }
        var filter = QuarantineFilter(pipeline: report.pipeline)
        filter.run = report.number
        let output = try openOutput(path)
        do {
            try ledger.ledger.eachQuarantined(filter) { record in
                var writer = JSONWriter()
                writer.value(QuarantineFile.record(record))
                writer.newline()
                try output.write(writer.bytes)
            }
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
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

    private func settings(
        _ loaded: LoadedPipeline, _ quarantine: QuarantineFile, _ workers: Int, _ ledger: RunLedger?,
        _ signals: StopSignals
    ) -> Engine.RunSettings {
        var settings = Engine.RunSettings()
        settings.workers = workers
        settings.batch.documents = options.batch
        settings.limit = options.limit
        settings.isDryRun = options.dryRun
        settings.allowedFailures = loaded.plan.run.allowFailures.allowed
        settings.failuresInARow = loaded.plan.run.stopAfterFailures
        guard let ledger else {
            settings.quarantine = quarantine
            return settings
        }
        let signal = signals.asked
        var journal = Journal(ledger.run, now: { LocalTime.milliseconds() }) { report in
            OpenRun.Ending(report, ExitStatus(report, signal: signal()))
        }
        journal.skipsUnchanged = ledger.run.record.mode == .incremental && !options.all
        journal.checkpointDocuments = options.checkpoint
        settings.journal = journal
        return settings
    }
}

extension RunReport {
    /// Whether everything was read and the outputs are in their places.
    var isFinished: Bool { outcome == .succeeded || outcome == .tooManyFailures }

    /// Whether a sink could not go on where it was.
    fileprivate var hasLostPosition: Bool {
        guard case .stopped(let problems) = outcome else { return false }
        return problems.contains { $0.code == "lost-position" }
    }
}

extension OpenRun.Ending {
    /// The row of the ledger.
    fileprivate init(_ report: RunReport, _ status: ExitStatus) {
        let outcome: RunRecord.Outcome =
            switch report.outcome {
            case .succeeded: .succeeded
            case .tooManyFailures: .failures
            case .held: .held
            case .stopped: .stopped
            case .interrupted: .interrupted
            }
        self.init(outcome, exit: Int(status.code), now: LocalTime.milliseconds())
        read = report.read
        exported = report.exported
        dropped = report.dropped
        quarantined = report.quarantined
        unchanged = report.unchanged
        disappeared = report.disappeared
        self.report = RunSummary.value(report, status: status, problems: report.problems).json
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
