import ArgumentParser
import Diagnostics
import FoundationEssentials
import Scheduling

/// `textmill schedule doctor`: why a scheduled run would not do what it does in a terminal.
struct ScheduleDoctorCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Finds what would go wrong when a pipeline runs by itself.",
        discussion: """
            It looks at the schedule, the environment that cron gives, files and rights, the disk, the cron daemon, mails, \
            the last run, and times that daylight saving skips or doubles. The exit code is 1 when there is an error or \
            a warning, and 0 when there is none; notes do not count.

            Example:
              textmill schedule doctor nightly.yaml
            """)

    @Argument(help: "The pipeline file.")
    var file: String

    func run(_ program: Program) throws -> ExitStatus {
        let pipeline = AbsolutePath.of(file)
        let surroundings = try Surroundings.machine(program)
        let book = ScheduleBook(environment: surroundings.environment)
        var crontab = Crontab(bytes: [])
        var findings: [Diagnostic] = []
        var entries: [ScheduleBook.Entry] = []
        do {
            crontab = try book.crontab.read()
            entries = try book.entries(of: crontab)
        } catch { findings += error.diagnostics(code: "crontab-failed", problem: "cannot read the crontab") }
        entries += book.timers()
        let mine = entries.filter { $0.pipeline == pipeline }
        // Who uses systemd need not have cron.
        if mine.contains(where: { $0.keeper == .systemd }) { findings.removeAll { $0.code == "no-crontab" } }
        let doctor = ScheduleDoctor(
            pipeline: pipeline, entries: mine, crontab: crontab, surroundings: surroundings, program: program)
        findings += doctor.findings()
        let order: [Diagnostic.Severity] = [.error, .warning, .note]
        for severity in order {
            for finding in findings where finding.severity == severity { try Console.print(finding.rendered()) }
        }
        let wrong = findings.count { $0.severity != .note }
        try Console.print(doctor.conclusion(wrong))
        return wrong == 0 ? .success : .failures
    }
}
