import ArgumentParser
import Diagnostics
import FoundationEssentials
import Scheduling

/// `textmill schedule run-missed`: what the `@reboot` line of `--catch-up` calls.
struct ScheduleRunMissedCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "run-missed",
        abstract: "Runs a scheduled pipeline once, if the run before now was missed.",
        discussion: """
            'schedule add --catch-up' has it called after each start of the machine. When the pipeline has run since the \
            last time it was due, nothing happens.

            Example:
              textmill schedule run-missed nightly.yaml
            """)

    @Argument(help: "The pipeline file.")
    var file: String

    func run(_ program: Program) async throws -> ExitStatus {
        let pipeline = AbsolutePath.of(file)
        let entries = try ScheduleBook().entries().entries.filter { $0.pipeline == pipeline }
        guard let schedule = entries.lazy.compactMap(\.schedule).first else {
            throw Diagnostic(
                "not-scheduled", "'\(pipeline)' is not scheduled", hint: "'textmill schedule list' shows what is")
        }
        let last = try LastRun.inLedger(program, environment: ProcessInfo.processInfo.environment).start(schedule)
        guard MissedRun.isDue(schedule, last: last, now: ScheduleBook.now, in: try MachineZone.current()) else {
            return .success
        }
        // The words of the run after the program's name and the name of the command.
        let run = try RunCommand.parse(Array(schedule.runWords.dropFirst(2)))
        return try await run.run(program)
    }
}

/// Whether a run was missed.
enum MissedRun {
    /// Whether a run was due, not later than `now`, and none has started since; moments are seconds since 1970.
    ///
    /// A run that started in the same minute in which it was due counts, however the seconds fell.
    static func isDue(_ schedule: PipelineSchedule, last: Int?, now: Int, in zone: TimeZoneRules) -> Bool {
        guard let due = schedule.previous(notAfter: now, in: zone) else { return false }
        return last.map { $0 < due } ?? true
    }
}
