import Diagnostics
import DocumentModel
import Engine
import Formats
import PipelineFile

/// What is said when a run has ended.
struct RunEnding {
    let report: RunReport
    let status: ExitStatus
    let options: RunOptions
    let allowed: FailureAllowance

    /// Prints problems, summary and sum, as far as the options ask for them.
    func print(writesToStandardOutput: Bool) throws {
        let problems = problems(writesToStandardOutput)
        for problem in problems { Console.say(problem.rendered()) }
        if options.summary == .json {
            let text = JSONText.pretty(RunSummary.value(report, status: status, problems: problems))
            if writesToStandardOutput { Console.say(text) } else { try Console.print(text) }
        } else if !options.quiet {
            if options.summary == .text, isWhole { sayTable() }
            if options.summary == .text || options.progress == .plain { Console.say(sum) }
        }
    }

    /// Whether everything was read and written.
    private var isWhole: Bool { report.outcome == .succeeded || report.outcome == .tooManyFailures }

    private func sayTable() {
        Console.say(RunSummary.table(report))
        RunSummary.places(report).forEach(Console.say)
    }

    /// The last line; the sum holds only for a whole run, because another takes its output back.
    private var sum: String {
        if isWhole { return RunSummary.sum(report) }
        let read = Wording.counted(report.read, "document")
        return "\(report.pipeline): stopped after \(read), in \(Wording.seconds(report.elapsed))"
    }

    /// What went wrong in the run as a whole.
    private func problems(_ writesToStandardOutput: Bool) -> [Diagnostic] {
        switch report.outcome {
        case .succeeded: []
        case .stopped(let problems), .held(let problems): problems
        case .interrupted:
            [
                Diagnostic(
                    "interrupted", "the run of '\(report.pipeline)' was stopped by a signal",
                    hint: writesToStandardOutput
                        ? "what it wrote to standard output is not whole"
                        : "nothing was written; the output of the last whole run is as it was")
            ]
        case .tooManyFailures:
            [
                Diagnostic(
                    "too-many-failures",
                    "\(report.quarantined) of \(Wording.counted(report.read, "document")) failed, "
                        + "but \(allowedText) may",
                    hint: report.quarantine.map { "'\($0)' holds each with its stage, error and text" })
            ]
        }
    }

    private var allowedText: String {
        switch allowed {
        case .count(0): "none"
        case .count(let count): "only \(count)"
        case .percentage: "only \(allowed.value.string ?? "")"
        }
    }
}
