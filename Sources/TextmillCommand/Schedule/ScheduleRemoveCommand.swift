import ArgumentParser
import Diagnostics
import FoundationEssentials
import Scheduling

/// `textmill schedule remove`: a pipeline runs by itself no more.
struct ScheduleRemoveCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes a pipeline's schedule away, from the crontab and from systemd.",
        discussion: """
            The file itself need not be there any more. Every other line of the crontab stays as it is.

            Example:
              textmill schedule remove nightly.yaml
            """)

    @Argument(help: "The pipeline file.")
    var file: String

    func run(_ program: Program) throws -> ExitStatus {
        let pipeline = AbsolutePath.of(file)
        let book = ScheduleBook()
        var places: [String] = []
        var missing: Diagnostic?
        do {
            var crontab = try book.crontab.read()
            if try crontab.remove(pipeline) == .removed {
                try book.crontab.write(crontab)
                places.append("the crontab")
            }
        } catch let problem as Diagnostic where problem.code == "no-crontab" {
            // Without cron there can still be a timer.
            missing = problem
        }
        // One that was copied under another name is there too.
        let timers = book.systemd.timers().filter { $0.pipeline == pipeline }
        if !timers.isEmpty {
            // A timer is stopped while its file is there.
            let stopped = book.systemd.tell(timers.map { ["disable", "--now", "\($0.name).timer"] })
            let changes = timers.map { book.systemd.remove($0) }
            if changes.contains(.removed) { places.append(book.systemd.path) }
            let untold = stopped ?? book.systemd.tell([["daemon-reload"]])
            if let untold {
                Console.say("systemctl could not be used here (\(untold.cause)); give these commands yourself:")
                for timer in timers { Console.say("  systemctl --user stop \(timer.name).timer") }
                Console.say("  systemctl --user daemon-reload")
            }
        }
        guard !places.isEmpty else {
            if let missing { throw missing }
            let known = try book.entries().entries.map(\.pipeline)
            throw Diagnostic(
                "not-scheduled", "'\(pipeline)' is not scheduled",
                hint: known.isEmpty ? "nothing is" : "scheduled are \(known.joined(separator: ", "))")
        }
        try Console.print("removed \(pipeline) from \(CronWords.list(places))")
        return .success
    }
}
