import Diagnostics
import Scheduling

/// The `crontab` program, the one way to a user's crontab.
struct CrontabProgram {
    /// Its name or path; the environment variable `TEXTMILL_CRONTAB` names another one.
    let name: String
    private let environment: [String: String]

    static let timeLimit = Duration.seconds(30)

    init(environment: [String: String]) {
        name = environment["TEXTMILL_CRONTAB"].flatMap { $0.isEmpty ? nil : $0 } ?? "crontab"
        var environment = environment
        // Debian's crontab prints three lines of its own before the text unless it is told not to.
        environment["CRONTAB_NOHEADER"] = "Y"
        environment["LC_ALL"] = "C"
        self.environment = environment
    }

    /// The user's crontab; empty when there is none.
    ///
    /// - Throws: ``Diagnostic`` `no-crontab`, `crontab-failed`.
    func read() throws -> Crontab {
        let ending = try run(["-l"])
        if ending.status == 0 { return Crontab(bytes: ending.output) }
        let complaint = ending.complaint
        // Debian and cronie; BusyBox.
        guard complaint.contains("no crontab for") || complaint.contains("can't open") else {
            throw failure("cannot read the crontab", ending)
        }
        return Crontab(bytes: [])
    }

    /// Makes `crontab` the user's; an empty one is removed.
    ///
    /// - Throws: ``Diagnostic`` `no-crontab`, `crontab-failed`, `crontab-differs` when it is another one afterwards.
    func write(_ crontab: Crontab) throws {
        let ending = crontab.bytes.isEmpty ? try run(["-r"]) : try run(["-"], input: crontab.bytes)
        guard ending.status == 0 else { throw failure("cannot write the crontab", ending) }
        guard try read() == crontab else {
            throw Diagnostic(
                "crontab-differs", "the crontab is not what was written to it",
                hint: "did something else change it at the same time? look at 'crontab -l' and try again")
        }
    }

    private func run(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Ending {
        do {
            return try ChildProcess.run(
                [name] + arguments, environment: environment, input: input, timeLimit: Self.timeLimit)
        } catch let error as Diagnostic {
            throw Diagnostic(
                "no-crontab", "the program '\(name)' cannot be started", cause: error.cause,
                hint: "install cron ('apt install cron' on Debian), or use 'textmill schedule add --systemd'")
        }
    }

    private func failure(_ problem: String, _ ending: ChildProcess.Ending) -> Diagnostic {
        let cause =
            ending.isLate
            ? "'\(name)' took longer than \(Self.timeLimit.components.seconds) seconds"
            : ending.complaint.isEmpty ? "'\(name)' ended with \(ending.status)" : ending.complaint
        return Diagnostic(
            "crontab-failed", problem, cause: cause,
            hint: cause.contains("not allowed") ? "/etc/cron.allow and /etc/cron.deny say who may use cron" : nil)
    }
}
