import Diagnostics
import Ledger
import PipelineFile
import Scheduling

/// When a pipeline last ran.
struct LastRun {
    /// The moment at which the last run of a schedule's pipeline started, in seconds since 1970; nil when none is known.
    let start: (PipelineSchedule) throws -> Int?

    /// What the ledger of the pipeline says, whoever started the run; a retry of the quarantine is no run.
    ///
    /// A pipeline file that cannot be read has no ledger that could be found; its errors are for others to say.
    static func inLedger(_ program: Program, environment: [String: String]) -> LastRun {
        LastRun { schedule in
            guard let bytes = try? FileReading.contents(of: schedule.pipeline, limit: LoadedPipeline.mostBytes),
                let plan = PipelineFile.read(
                    bytes: bytes, file: schedule.pipeline, stages: program.stages, environment: environment,
                    overrides: schedule.overrides
                ).plan,
                let folder = StateFolder.path(nil, plan), let ledger = try Ledger(existing: folder)
            else { return nil }
            let last = try ledger.runs(of: plan.name, limit: 100).first { $0.mode != .retry }
            // One that was cut off and gone on with has started when it was gone on with; milliseconds in the ledger.
            return last.map { max($0.started, $0.resumed ?? 0) / 1000 }
        }
    }
}
