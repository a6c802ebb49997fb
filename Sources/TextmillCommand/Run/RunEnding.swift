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

    /// Prints problems, summary and sum, as far as the options ask for them.
    func print() throws {
        let problems = problems
        for problem in problems { Console.say(problem.rendered()) }
        if options.summary == .json {
            let text = JSONText.pretty(RunSummary.value(report, status: status, problems: problems))
            if loaded.writesToStandardOutput { Console.say(text) } else { try Console.print(text) }
        } else if !options.quiet {
            if options.summary == .text, report.isFinished { sayTable() }
            if options.summary == .text || options.progress == .plain { Console.say(sum) }
        }
    }

    private func sayTable() {
        Console.say(RunSummary.table(report))
        RunSummary.places(report).forEach(Console.say)
    }

    /// The last line. The sum of a run that did not come to its end holds only with a ledger; without one its output is
    /// taken back.
    private var sum: String {
        if report.isFinished || report.number != nil { return RunSummary.sum(report) }
        let read = Wording.counted(report.read, "document")
        return "\(report.pipeline): stopped after \(read), in \(Wording.seconds(report.elapsed))"
    }

    /// What went wrong in the run as a whole.
    private var problems: [Diagnostic] { problemsOfRun + (report.isFinished ? problemsOfMissed : []) }

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
