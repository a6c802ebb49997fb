import Diagnostics
import Engine
import Formats
import Glibc
import Ledger
import PipelineFile
import StageKit

/// A run as the command line makes it: ledger and lock, signals and progress, and what is said at its end.
///
/// `textmill run` and `textmill quarantine retry` differ only in which documents they take.
struct PipelineRun {
    let loaded: LoadedPipeline
    let options: WorkOptions
    /// Where documents go that fail in a run without a ledger.
    let quarantine: QuarantineFile
    /// Where the user wants the documents that failed in this run, beside the ledger.
    var quarantinePath: String?
    /// Reading ends after so many documents.
    var limit: Int?
    var isDryRun = false
    /// Whether the outputs take their places although an expectation of the file does not hold.
    var accepts = false

    /// Runs, and says how it went; the reasons why it cannot begin are said, too.
    ///
    /// - Parameter request: what to ask the ledger for; nil for a run without one.
    func execute(_ request: RunLedger.Request?) async throws -> ExitStatus {
        guard let request else { return try await run(nil) { nil } }
        let ledger: RunLedger
        do {
            ledger = try RunLedger.open(loaded, request)
        } catch RunLedger.Refusal.skipped(let note) {
            Console.say(note)
            return .success
        } catch RunLedger.Refusal.locked(let problem) {
            Failure.say(problem)
            return .locked
        } catch RunLedger.Refusal.changed(let problem) {
            Failure.say(problem)
            return .wrongPipeline
        } catch RunLedger.Refusal.unfinished(let problem) {
            Failure.say(problem)
            return .stopped
        } catch {
            tellOfNoRun(error)
            throw error
        }
        defer { ledger.ledger.close() }
        return try await run(ledger) { try ledger.beginAgain(loaded, request) }
    }

    /// Tells those who want to know that there is not even a run, because the ledger cannot be used.
    private func tellOfNoRun(_ error: any Error) {
        let problems = error.diagnostics(code: "ledger-failed", problem: "the ledger could not be used")
        let report = RunReport(pipeline: loaded.plan.name, outcome: .stopped(problems), isDryRun: false)
        let ending = RunEnding(report: report, status: .stopped, options: options, loaded: loaded)
        RunAftermath(plan: loaded.plan, ledger: nil).work(report, .stopped, report: ending.value).forEach(Failure.say)
    }

    /// Runs, and says how it went.
    ///
    /// - Parameter again: begins anew when a sink cannot go on where it was.
    private func run(_ ledger: RunLedger?, again: () throws -> RunLedger?) async throws -> ExitStatus {
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
        let report = await Run(loaded.pipeline, settings(workers, ledger, signals), control: control).execute()
        watching.cancel()
        await watching.value
        if report.hasLostPosition, ledger?.run.isContinued == true, let fresh = try again() {
            return try await run(fresh) { nil }
        }
        let status = ExitStatus(report, signal: signals.received)
        if let ledger, let path = quarantinePath { try exportQuarantine(of: report, ledger, to: path) }
        var ending = RunEnding(report: report, status: status, options: options, loaded: loaded)
        ending.isRetry = ledger?.run.record.mode == .retry
        ending.missed = report.missed.compactMap { ledger?.failures?[$0] }
        ending.expect(gates(ledger))
        ending.warnings += RunAftermath(plan: loaded.plan, ledger: ledger).work(report, status, report: ending.value)
        try ending.print()
        let mayHaveFile = ledger == nil || quarantinePath == nil
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
        try QuarantineFile(path: path).write(filter, of: ledger.ledger)
    }

    /// What the file expects of the run; documents that are tried again are a run of their own, of which nobody knows.
    private func gates(_ ledger: RunLedger?) -> Gates? {
        guard let ledger, ledger.run.record.mode != .retry else { return nil }
        return Gates(loaded.plan, earlier: ledger.earlier, accepts: accepts)
    }

    private func settings(_ workers: Int, _ ledger: RunLedger?, _ signals: StopSignals) -> Engine.RunSettings {
        var settings = Engine.RunSettings()
        settings.workers = workers
        settings.batch.documents = options.batch
        settings.limit = limit
        settings.isDryRun = isDryRun
        settings.allowedFailures = loaded.plan.run.allowFailures.allowed
        settings.failuresInARow = loaded.plan.run.stopAfterFailures
        guard let ledger else {
            settings.quarantine = quarantine
            return settings
        }
        let signal = signals.asked
        let gates = gates(ledger)
        let (options, loaded) = (options, loaded)
        var journal = Journal(ledger.run, now: { LocalTime.milliseconds() }) { report in
            var ending = RunEnding(
                report: report, status: ExitStatus(report, signal: signal()), options: options, loaded: loaded)
            ending.expect(gates)
            return OpenRun.Ending(ending)
        }
        if let gates {
            journal.objections = { report in gates.verdicts(on: report).filter { $0.severity == .error } }
        }
        journal.skipsUnchanged = ledger.skipsUnchanged
        journal.selected = ledger.failures.map { Set($0.keys) }
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
    fileprivate init(_ ending: RunEnding) {
        let report = ending.report
        let outcome: RunRecord.Outcome =
            switch report.outcome {
            case .succeeded: .succeeded
            case .tooManyFailures: .failures
            case .held: .held
            case .stopped: .stopped
            case .interrupted: .interrupted
            }
        self.init(outcome, exit: Int(ending.status.code), now: LocalTime.milliseconds())
        read = report.read
        exported = report.exported
        dropped = report.dropped
        quarantined = report.quarantined
        unchanged = report.unchanged
        disappeared = report.disappeared
        self.report = ending.value.json
    }
}

extension ExitStatus {
    /// How a run ended.
    init(_ report: RunReport, signal: Int32?) {
        self =
            switch report.outcome {
            case .succeeded: report.missed.isEmpty ? .success : .failures
            case .tooManyFailures, .held: .failures
            case .stopped: .stopped
            case .interrupted: .signalled(signal ?? SIGINT)
            }
    }
}
