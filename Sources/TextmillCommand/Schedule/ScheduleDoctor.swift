import Diagnostics
import Glibc
import Scheduling

/// Looks at one scheduled pipeline from all sides; each thing it finds is a diagnostic with what to do.
struct ScheduleDoctor {
    /// The whole path of the pipeline file.
    let pipeline: String
    /// Its schedules; one, when all is well.
    let entries: [ScheduleBook.Entry]
    /// The crontab, with the settings around the schedule.
    let crontab: Crontab
    let surroundings: Surroundings
    let program: Program

    /// The schedule, when there is one that can be understood.
    var schedule: PipelineSchedule? { entries.lazy.compactMap(\.schedule).first }
    /// Whether cron runs it, or would.
    var isCrons: Bool { entries.allSatisfy { $0.keeper == .cron } }

    /// Everything that was found.
    func findings() -> [Diagnostic] {
        scheduleFindings() + timeFindings() + lastRunFindings() + DoctorOfFiles(doctor: self).findings()
            + (isCrons ? cronFindings() + mailFindings() : lingerFindings())
    }

    /// The last line.
    func conclusion(_ wrong: Int) -> String {
        let zone = "times are in the machine's time zone, \(surroundings.zone.name)"
        return "\(wrong == 0 ? "nothing is wrong" : "\(Wording.counted(wrong, "thing")) to mend"); \(zone)"
    }

    // MARK: The schedule itself

    private func scheduleFindings() -> [Diagnostic] {
        guard let first = entries.first else {
            return [
                Diagnostic(
                    "not-scheduled", "'\(pipeline)' is not scheduled", severity: .warning,
                    hint: "'textmill schedule add \(pipeline) --at 02:30' does it")
            ]
        }
        var findings = entries.flatMap(\.problems)
        if entries.count > 1 {
            findings.append(
                Diagnostic(
                    "scheduled-twice", "'\(pipeline)' is scheduled \(entries.count) times", severity: .warning,
                    hint: "'textmill schedule remove' takes all of them away; then add it once"))
        }
        // The units of systemd tell theirs themselves, file by file.
        if first.isEdited, first.keeper == .cron {
            findings.append(
                Diagnostic(
                    "edited-schedule", "the lines of the schedule were changed by hand",
                    severity: first.schedule == nil ? .error : .warning,
                    cause: first.schedule == nil
                        ? "they are no longer understood" : "they say: \(first.schedule?.words ?? "")",
                    hint: "'textmill schedule add' writes them anew"))
        }
        if let schedule, let refusal = surroundings.refusal(schedule.program, X_OK) {
            findings.append(
                Diagnostic(
                    "missing-program", "'\(schedule.program)' cannot be started", cause: "\(refusal)",
                    hint: "install textmill there, or add the schedule again with the program that is to run"))
        }
        return findings
    }

    // MARK: Times

    private func timeFindings() -> [Diagnostic] {
        guard let schedule else { return [] }
        let zone = surroundings.zone
        var findings: [Diagnostic] = []
        let clocked = schedule.expressions.filter { !$0.isAtStart }
        for expression in clocked where expression.next(after: surroundings.now, in: zone) == nil {
            findings.append(
                Diagnostic(
                    "never-runs", "'\(expression)' never comes: no date fits", severity: .warning,
                    hint: "look at the day of the month and the month"))
        }
        for expression in clocked {
            findings += expression.shifts(after: surroundings.now, in: zone).map { finding($0, expression) }
        }
        if isCrons, let name = crontab.settings(for: pipeline)["CRON_TZ"] {
            findings.append(
                Diagnostic(
                    "cron-tz", "the crontab says CRON_TZ=\(name), which Debian's cron does not know",
                    severity: .warning,
                    hint: "times are those of \(zone.name); only cronie, the cron of Red Hat, obeys CRON_TZ"))
        }
        let elsewhere = [
            ("this shell has TZ=", surroundings.environment["TZ"]),
            ("the crontab has TZ=", crontab.settings(for: pipeline)["TZ"]),
            // Debian's old start script of the daemon reads it, the one of systemd does not.
            ("/etc/timezone says ", surroundings.contents("/etc/timezone").map { String($0.prefix { !$0.isNewline }) }),
        ]
        for (place, name) in elsewhere {
            guard let name, !name.isEmpty, ![zone.name, ":\(zone.name)", ":/etc/localtime"].contains(name) else {
                continue
            }
            findings.append(
                Diagnostic(
                    "other-zone", "\(place)\(name); cron starts runs by the machine's zone, \(zone.name)",
                    severity: .note,
                    hint: "'textmill schedule next' shows the times as cron has them"))
        }
        return findings
    }

    private func finding(_ shift: CronExpression.Shift, _ expression: CronExpression) -> Diagnostic {
        let zone = surroundings.zone
        let isSkipped = shift.kind == .skipped
        let effect: String
        switch (isCrons, isSkipped, expression.isWildcard) {
        case (false, _, _): effect = "'systemd-analyze calendar' shows what systemd makes of it"
        case (true, true, false): effect = "Debian's cron runs it right after the change, at \(zone.text(shift.moment))"
        case (true, true, true): effect = "cron leaves the skipped times out, because of the '*' in minute or hour"
        case (true, false, false): effect = "Debian's cron runs it once, the first time"
        case (true, false, true): effect = "cron runs it both times, because of the '*' in minute or hour"
        }
        return Diagnostic(
            "shifted-time", "daylight saving \(isSkipped ? "skips" : "doubles") \(shift.local)", severity: .note,
            cause: effect, hint: "a time of day outside the hours around the change is never touched")
    }

    // MARK: The last run

    /// How long after its time a run is not yet called late, in seconds.
    private static let patience = 900

    private func lastRunFindings() -> [Diagnostic] {
        guard let schedule else { return [] }
        let last: Int?
        do { last = try surroundings.lastRun.start(schedule) } catch {
            return error.diagnostics(code: "ledger-failed", problem: "cannot ask when the pipeline last ran")
        }
        let zone = surroundings.zone
        guard let last else {
            guard let next = schedule.next(after: surroundings.now, in: zone) else { return [] }
            return [
                Diagnostic(
                    "never-ran", "no run of the pipeline is recorded yet", severity: .note,
                    hint: "the first one is due on \(zone.text(next))")
            ]
        }
        guard let due = schedule.previous(notAfter: surroundings.now - Self.patience, in: zone), last < due else {
            return []
        }
        return [
            Diagnostic(
                "late-run", "the last run started on \(zone.text(last)), but one was due on \(zone.text(due))",
                severity: .warning,
                hint: isCrons
                    ? "was the machine off, or the schedule new? cron writes what it starts to the system's log: journalctl -t CRON"
                    : "'systemctl --user status \(SystemdUnits.name(pipeline)).timer' says what the timer did")
        ]
    }

    // MARK: Cron and mails

    private func cronFindings() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        if surroundings.runningPrograms().isDisjoint(with: ["cron", "crond"]) {
            findings.append(
                Diagnostic(
                    "no-cron", "no cron daemon is running",
                    hint: "'systemctl enable --now cron' or 'service cron start', as root"))
        }
        if let reason = denial() {
            findings.append(
                Diagnostic(
                    "not-allowed", "\(surroundings.user) may not use cron", cause: reason,
                    hint: "the administrator of the machine can change that"))
        }
        let shell = crontab.settings(for: pipeline)["SHELL"]
        if let shell,
            !["sh", "bash", "dash", "ksh", "zsh", "ash"].contains(
                shell.split(separator: "/").last.map(String.init) ?? "")
        {
            findings.append(
                Diagnostic(
                    "odd-shell", "the crontab sets SHELL=\(shell), which may not understand the line of the schedule",
                    severity: .warning, hint: "put 'SHELL=/bin/sh' above the block"))
        }
        return findings
    }

    /// Why the user may not use cron; crontab(1) has the rules.
    private func denial() -> String? {
        if surroundings.isRoot { return nil }
        func isListed(_ list: String) -> Bool {
            list.split(whereSeparator: \.isNewline).contains {
                $0.split(separator: " ").first.map(String.init) == surroundings.user
            }
        }
        if let allowed = surroundings.contents("/etc/cron.allow") {
            return isListed(allowed) ? nil : "/etc/cron.allow does not list \(surroundings.user)"
        }
        if let denied = surroundings.contents("/etc/cron.deny"), isListed(denied) {
            return "/etc/cron.deny lists \(surroundings.user)"
        }
        return nil
    }

    private func mailFindings() -> [Diagnostic] {
        let receiver = crontab.settings(for: pipeline)["MAILTO"]
        if receiver == "" {
            return [
                Diagnostic(
                    "no-mail", "MAILTO is empty in the crontab: what a run says is lost", severity: .warning,
                    hint: "remove that line, or set MAILTO=name@example.org above the block")
            ]
        }
        // Where the daemon looks for it; its search path is not ours.
        let programs = ["/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/bin/sendmail"]
        guard programs.allSatisfy({ surroundings.refusal($0, X_OK) != nil }) else { return [] }
        return [
            Diagnostic(
                "no-mail", "there is no mail program: what a run says is lost", severity: .warning,
                cause: "none of \(CronWords.list(programs)) is there",
                hint: "install one, such as 'apt install msmtp-mta', and send yourself a mail with it once")
        ]
    }

    private func lingerFindings() -> [Diagnostic] {
        guard surroundings.refusal("/var/lib/systemd/linger/\(surroundings.user)", F_OK) != nil else { return [] }
        return [
            Diagnostic(
                "no-linger", "timers of \(surroundings.user) run only while \(surroundings.user) is logged in",
                severity: .warning, hint: "'loginctl enable-linger' makes them run always")
        ]
    }
}
