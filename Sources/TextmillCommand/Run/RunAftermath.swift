import Formats
import Engine
import FoundationEssentials
import Ledger
import PipelineFile
import StageKit

/// What is left to do when a run has ended: figures for the monitoring, notifications, forgetting old runs.
///
/// Nothing here changes an output or the exit code; what goes wrong comes back as warnings.
struct RunAftermath {
    let plan: Plan
    let ledger: RunLedger?

    /// Does it all.
    ///
    /// - Parameter report: the report as data.
    func work(_ run: RunReport, _ status: ExitStatus, report: Value) -> [Diagnostic] {
        // Who tries documents again stands beside it, and the figures are those of the nights.
        guard !run.isDryRun, ledger?.run.record.mode != .retry else { return [] }
        var warnings: [Diagnostic] = []
        if let path = plan.run.metricsFile {
            warnings += attempt("metrics-failed", "the metrics could not be written", at: path.location) {
                try writeMetrics(run, status, to: path)
            }
        }
        if plan.run.notify != nil {
            let wasBad = ledger?.wasBad ?? false
            warnings += Notifying(plan: plan, environment: ProcessInfo.processInfo.environment).tell(
                Notifying.turn(status, wasBad: wasBad), wasBad: wasBad, outcome: RunSummary.outcome(run),
                run: run.number, report: report)
        }
        guard let ledger, let number = run.number else { return warnings }
        warnings += attempt("ledger-failed", "old runs could not be forgotten", at: nil) {
            try forgetOldRuns(ledger.ledger, status)
        }
        if !warnings.isEmpty, var fields = report.object {
            fields["problems"] = .list((fields["problems"]?.list ?? []) + warnings.map(\.value))
            warnings += attempt("ledger-failed", "the report could not be kept", at: nil) {
                try ledger.ledger.keep(report: Value.object(fields).json, ofRun: number)
            }
        }
        return warnings
    }

    private func writeMetrics(_ run: RunReport, _ status: ExitStatus, to path: Path) throws {
        let ended = LocalTime.milliseconds()
        let lastSuccess = try ledger?.ledger.lastSuccess(of: plan.name)
        let quarantineSize = try ledger?.ledger.quarantinedCount(QuarantineFilter(pipeline: plan.name))
        let file = MetricsFile(
            report: run, status: status, ended: ended, lastSuccess: status == .success ? ended : lastSuccess ?? nil,
            quarantineSize: quarantineSize)
        try file.write(to: StageSetup(stage: "run", baseFolder: plan.baseFolder).resolve(path))
    }

    private func forgetOldRuns(_ ledger: Ledger, _ status: ExitStatus) throws {
        guard status == .success, let keep = plan.run.keep else { return }
        try ledger.prune(before: LocalTime.milliseconds() - keep.milliseconds, of: plan.name)
    }

    private func attempt(
        _ code: String, _ what: String, at place: SourceLocation?, _ body: () throws -> Void
    ) -> [Diagnostic] {
        do {
            try body()
            return []
        } catch {
            let first = error.diagnostics(code: code, problem: what).first
            return [
                Diagnostic(
                    code, what, at: place, severity: .warning,
                    cause: first.map { [$0.problem, $0.cause].compactMap(\.self).joined(separator: ": ") },
                    hint: "the run itself is not concerned")
            ]
        }
    }
}

extension Duration {
    /// In whole milliseconds.
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
