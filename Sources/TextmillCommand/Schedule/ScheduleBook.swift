import Diagnostics
import FoundationEssentials
import Glibc
import Scheduling

/// All schedules of this user: those in the crontab and the timers of systemd.
struct ScheduleBook {
    /// Who starts a schedule's runs.
    enum Keeper: String { case cron, systemd }

    /// One schedule.
    struct Entry {
        var keeper: Keeper
        var pipeline: String
        /// What it is; nil when it was edited so that nobody can say.
        var schedule: PipelineSchedule?
        /// Whether its lines, or its units, were changed by hand.
        var isEdited = false
        /// The files of units that were changed by hand.
        var editedUnits: [String] = []
        /// What is wrong with its lines.
        var problems: [Diagnostic] = []
    }

    let crontab: CrontabProgram
    let systemd: SystemdFolder

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        crontab = CrontabProgram(environment: environment)
        systemd = SystemdFolder(environment: environment)
    }

    /// Every schedule, and why the crontab could not be read when that is so.
    func entries() throws -> (entries: [Entry], problem: Diagnostic?) {
        let timers = timers()
        do { return (try entries(of: crontab.read()) + timers, nil) } catch let problem as Diagnostic {
            // Without cron there can still be timers.
            if problem.code == "no-crontab" { return (timers, problem) }
            throw problem
        }
    }

    /// The timers of systemd.
    func timers() -> [Entry] {
        systemd.timers().map { timer in
            Entry(
                keeper: .systemd, pipeline: timer.pipeline, schedule: timer.schedule, isEdited: !timer.changes.isEmpty,
                editedUnits: timer.changes.compactMap { $0.location?.file }, problems: timer.changes)
        }
    }

    /// The schedules in a crontab.
    func entries(of crontab: Crontab) throws -> [Entry] {
        try crontab.blocks().map {
            Entry(
                keeper: .cron, pipeline: $0.pipeline, schedule: $0.schedule, isEdited: $0.isEdited,
                problems: $0.problems)
        }
    }

    /// Now, in seconds since 1970.
    static var now: Int { Glibc.time(nil) }
}
