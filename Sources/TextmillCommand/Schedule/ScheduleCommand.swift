import ArgumentParser

/// `textmill schedule`: pipelines that run by themselves.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Runs pipelines at set times, through cron or systemd.",
        discussion: """
            Examples:
              textmill schedule add nightly.yaml --at 02:30 --on weekdays
              textmill schedule list
              textmill schedule next nightly.yaml 5
              textmill schedule doctor nightly.yaml
              textmill schedule remove nightly.yaml

            The times are those of the machine's time zone, which 'list' names.
            """,
        subcommands: [
            ScheduleAddCommand.self, ScheduleListCommand.self, ScheduleRemoveCommand.self, ScheduleNextCommand.self,
            ScheduleDoctorCommand.self, ScheduleRunMissedCommand.self,
        ])
}
