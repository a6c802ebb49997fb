import Diagnostics
import DocumentModel
import Engine
import Formats
import Ledger
import PipelineFile

/// What is said when a run has ended.
struct RunEnding {
    let report: RunReport
    let status: ExitStatus
    let options: WorkOptions
    let loaded: LoadedPipeline
    /// The documents that were to be tried again and did not come.
    var missed: [QuarantineRecord] = []
    /// Most of them that are named.
    private static let mostMissed = 20
    /// Whether documents of the quarantine were tried again, by somebody who stands beside it.
    var isRetry = false
    /// What is not as it should be, and changes neither outputs nor exit code.
    var warnings: [Diagnostic] = []

    init(report: RunReport, status: ExitStatus, options: WorkOptions, loaded: LoadedPipeline) {
        self.report = report
        self.status = status
        self.options = options
        self.loaded = loaded
    }

    /// Takes up what is not as expected in a run that is finished or held back.
    mutating func expect(_ gates: Gates?) {
        guard let gates, report.isFinished || status == .failures else { return }
        warnings += gates.verdicts(on: report).filter { $0.severity != .error }
    }

    /// The whole report as data.
    var value: Value { RunSummary.value(report, status: status, problems: problems, places: places) }

    /// Prints problems, summary and sum, as far as the options ask for them.
    func print() throws {
        if options.quiet, !isRetry, Console.logFormat == .text { sayBadNight() } else { problems.forEach(Console.say) }
        if options.summary == .json {
            let text = JSONText.pretty(value)
            if !loaded.writesToStandardOutput {
                try Console.print(text)
            } else if Console.logFormat == .text {
                Console.say(text)
            }
        }
        if Console.logFormat == .json {
            if !(options.quiet && problems.isEmpty) { Console.say(sum, ["report": value]) }
        } else if options.summary != .json, !options.quiet {
            if options.summary == .text, report.isFinished { sayTable() }
            if options.summary == .text || options.progress == .plain { Console.say(sum) }
        }
    }

    /// Where each stage stands in the pipeline file.
    private var places: [String: String] { loaded.plan.stagePlaces }

    /// Says what happened in a few lines, unless all is well.
    private func sayBadNight() {
        guard status != .success || !problems.isEmpty else { return }
        var page = BadNight(
            summary: [], problems: problems, failures: FailureKind.all(of: report), places: places, commands: [])
        if let number = report.number {
            let state = options.state.map { " --state \($0)" } ?? ""
            page.summary = ["\(report.pipeline): run \(number) \(outcome)", RunSummary.sum(report)]
            page.commands = ["textmill runs show \(number) \(loaded.plan.file)\(state)"]
            if report.isFinished, report.quarantined > 0 {
                page.commands.append("textmill quarantine list \(loaded.plan.file) --run \(number)\(state)")
            }
        }
        page.lines.forEach { Console.say($0) }
    }

    /// What it came to, after `run 7`.
    private var outcome: String {
        switch report.outcome {
        case .succeeded: "ended well, but see above"
        case .tooManyFailures: "is finished, with too many failures"
        case .held: "is held back; what it did is kept"
        case .stopped: "was stopped"
        case .interrupted: "was interrupted; what it did is kept"
        }
    }

    private func sayTable() {
        Console.say(RunSummary.table(report))
        RunSummary.places(report).forEach { Console.say($0) }
    }

    /// The last line. The sum of a run that did not come to its end holds only with a ledger; without one its output is
    /// taken back.
    private var sum: String {
        if report.isFinished || report.number != nil { return RunSummary.sum(report) }
        let read = Wording.counted(report.read, "document")
        return "\(report.pipeline): stopped after \(read), in \(Wording.seconds(report.elapsed))"
    }

    /// What went wrong in the run as a whole, and what else is not as it should be.
    private var problems: [Diagnostic] { problemsOfRun + (report.isFinished ? problemsOfMissed : []) + warnings }

    /// Documents of the quarantine that are still there because they were not met.
    private var problemsOfMissed: [Diagnostic] {
        var problems = missed.prefix(Self.mostMissed).map { record in
            let place = record.record.map { ", record \($0)" } ?? ""
            return Diagnostic(
                "not-tried-again", "'\(record.document)' was not tried again",
                cause: report.earlyEnd == nil
                    ? "no source has it any more; it was in \(record.uri)\(place)"
                    : "reading ended before it was met",
                hint: "it stays in quarantine; "
                    + "'textmill quarantine drop \(loaded.plan.file) \(record.number)' takes it out")
        }
        if missed.count > Self.mostMissed {
            problems.append(
                Diagnostic(
                    "not-tried-again", "\(missed.count - Self.mostMissed) more documents were not tried again",
                    hint: "'textmill quarantine list \(loaded.plan.file)' shows what is in quarantine"))
        }
        return problems
    }

    private var problemsOfRun: [Diagnostic] {
        switch report.outcome {
        case .succeeded: []
        case .stopped(let problems), .held(let problems): problems
        case .interrupted:
            [
                Diagnostic(
                    "interrupted", "the run of '\(report.pipeline)' was stopped by a signal", hint: interruptedHint)
            ]
        case .tooManyFailures:
            [
                Diagnostic(
                    "too-many-failures",
                    "\(report.quarantined) of \(Wording.counted(report.read, "document")) failed, "
                        + "but \(allowedText) may",
                    hint: failuresHint)
            ]
        }
    }

    private var interruptedHint: String {
        if report.number != nil { return "what it did is kept: run it again, and it goes on from there" }
        return loaded.writesToStandardOutput
            ? "what it wrote to standard output is not whole"
            : "nothing was written; the output of the last whole run is as it was"
    }

    private var failuresHint: String? {
        if report.number != nil {
            return "'textmill quarantine list \(loaded.plan.file)' shows each with its stage, error and text"
        }
        return report.quarantine.map { "'\($0)' holds each with its stage, error and text" }
    }

    private var allowedText: String {
        let allowed = loaded.plan.run.allowFailures
        return switch allowed {
        case .count(0): "none"
        case .count(let count): "only \(count)"
        case .percentage: "only \(allowed.value.string ?? "")"
        }
    }
}

extension Plan {
    /// Where each stage stands in the file, by its name: `night.yaml:7`.
    var stagePlaces: [String: String] {
        var places: [String: String] = [:]
        for stage in stages {
            guard let location = stage.location else { continue }
            places[stage.name] = location.line.map { "\(location.file):\($0)" } ?? location.file
        }
        return places
    }
}
