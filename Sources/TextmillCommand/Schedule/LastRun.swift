import Scheduling

/// When a pipeline last ran.
struct LastRun: Sendable {
    /// The moment at which the last run of a schedule's pipeline started, in seconds since 1970; nil when none is known.
    let start: @Sendable (PipelineSchedule) throws -> Int?

    /// No run is known.
    static let recorded = LastRun { _ in nil }
}
