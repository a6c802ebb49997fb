import Diagnostics
import Foundation
import Formats
import Glibc
import Plugins
import Scheduling
import Testing

@testable import TextmillCommand

/// The doctor looks at a machine that a test makes up.
@Suite struct ScheduleDoctorTests {
    private let terminal: Terminal
    private var surroundings: Surroundings

    private var file: String { terminal.path("nightly.yaml") }

    /// A machine on which nothing is wrong, on Sunday 29 November 2026 at noon.
    init() throws {
        terminal = try Terminal()
        try terminal.write(ScheduleTerminal.pipeline, to: "nightly.yaml")
        try terminal.write("Oil.", to: "in/a.txt")
        surroundings = Surroundings(
            environment: ["HOME": "/home/me", "PATH": "/usr/bin"], folder: "/", user: "me", isRoot: false,
            now: 1_795_953_600,
            zone: .utc,
            contents: { _ in nil },
            refusal: { path, mode in
                path == "/usr/sbin/sendmail" || path == "/usr/local/bin/textmill" || access(path, mode) == 0
                    ? nil : .last
            },
            space: { _ in (free: 50_000_000_000, total: 100_000_000_000) }, runningPrograms: { ["cron", "sh"] },
            lastRun: LastRun { _ in 1_795_953_600 - 3600 })
    }

    private func schedule(_ cron: String = "30 2 * * 1-5", overrides: [String] = []) throws -> PipelineSchedule {
        try PipelineSchedule(
            pipeline: file, expressions: [CronExpression(cron, source: "--cron")], overrides: overrides,
            program: "/usr/local/bin/textmill")
    }

    /// What is found, with the test's folder left out.
    private func findings(
        _ schedule: PipelineSchedule? = nil, before: String = "", edit: (String) -> String = { $0 },
        keeper: ScheduleBook.Keeper = .cron
    ) throws -> [String] {
        let schedule = try schedule ?? self.schedule()
        var crontab = Crontab(bytes: Array(before.utf8))
        _ = try crontab.set(schedule)
        crontab = Crontab(bytes: Array(edit(String(decoding: crontab.bytes, as: UTF8.self)).utf8))
        let entries = try crontab.blocks().map {
            ScheduleBook.Entry(
                keeper: keeper, pipeline: $0.pipeline, schedule: $0.schedule, isEdited: $0.isEdited,
                problems: $0.problems)
        }
        let doctor = ScheduleDoctor(
            pipeline: file, entries: entries, crontab: crontab, surroundings: surroundings,
            program: Program(stages: registeredStages, bundledFiles: bundledFiles))
        return doctor.findings().map { $0.rendered().replacing(terminal.folder, with: "FOLDER") }
    }

    @Test func `on a machine where all is well nothing is found`() throws {
        #expect(try findings() == [])
    }

    @Test func `a pipeline that is not scheduled`() throws {
        let doctor = ScheduleDoctor(
            pipeline: file, entries: [], crontab: Crontab(bytes: []), surroundings: surroundings,
            program: Program(stages: registeredStages, bundledFiles: bundledFiles))
        #expect(doctor.findings().map(\.code) == ["not-scheduled"])
        #expect(doctor.conclusion(1) == "1 thing to mend; times are in the machine's time zone, UTC")
        #expect(doctor.conclusion(0) == "nothing is wrong; times are in the machine's time zone, UTC")
    }

    @Test func `lines that were changed by hand`() throws {
        #expect(
            try findings(edit: { $0.replacing("30 2", with: "40 2") }) == [
                """
                warning[edited-schedule]: the lines of the schedule were changed by hand
                  cause: they say: at 02:40 on weekdays (Monday to Friday)
                  hint: 'textmill schedule add' writes them anew
                """
            ])
        #expect(
            try findings(edit: { $0.replacing("cd ", with: "pushd ") }).first?.hasPrefix("error[edited-schedule]")
                == true)
        #expect(try findings(edit: { $0 + $0 }).first?.hasPrefix("warning[scheduled-twice]") == true)
        #expect(
            try findings(edit: { $0.replacing("30 2", with: "30 24") }).first?.hasPrefix(
                "crontab:3:4: error[bad-cron]: 24 is no hour; it goes from 0 to 23\n    3 | 30 24 * * 1-5\n") == true)
    }

    @Test mutating func `a program that is not there any more`() throws {
        let refusal = surroundings.refusal
        surroundings.refusal = { path, mode in
            path == "/usr/local/bin/textmill" ? SystemError(ENOENT) : refusal(path, mode)
        }
        #expect(
            try findings() == [
                """
                error[missing-program]: '/usr/local/bin/textmill' cannot be started
                  cause: no such file or folder (ENOENT)
                  hint: install textmill there, or add the schedule again with the program that is to run
                """
            ])
    }

    @Test mutating func `a variable that only this shell knows`() throws {
        try terminal.write(
            ScheduleTerminal.pipeline.replacing("inbox: in", with: "inbox: ${NEWS_INBOX}"), to: "nightly.yaml")
        surroundings.environment["NEWS_INBOX"] = "in"
        #expect(
            try findings() == [
                """
                FOLDER/nightly.yaml:3:10: error[unknown-variable]: there is no variable 'NEWS_INBOX'
                    3 |   inbox: ${NEWS_INBOX}
                      |          ^~~~~~~~~~~~~
                  cause: it is set in this shell, but cron does not know what your shell sets
                  hint: set it under 'variables' in the file, or on a line NAME=value of the crontab above the block
                """
            ])
        #expect(try findings(before: "NEWS_INBOX=in\n") == [])
        surroundings.contents = { $0 == "/etc/environment" ? "# x\nexport NEWS_INBOX=\"in\"\n" : nil }
        #expect(try findings() == [])
    }

    @Test mutating func `a variable whose default steps in without a word`() throws {
        try terminal.write(
            ScheduleTerminal.pipeline.replacing("inbox: in", with: "inbox: ${NEWS_INBOX:-in}"), to: "nightly.yaml")
        surroundings.environment["NEWS_INBOX"] = "other"
        #expect(
            try findings() == [
                """
                FOLDER/nightly.yaml: warning[other-value]: 'NEWS_INBOX' is 'other' in this shell and changes what the pipeline does
                  cause: cron does not know it, and the default is used
                  hint: say the value in the schedule: 'textmill schedule add … --set NAME=value' with a variable of the file
                """
            ])
        #expect(try findings(before: "NEWS_INBOX=in\n").first?.contains("cause: cron has NEWS_INBOX=in") == true)
        // An override of the schedule decides in both.
        #expect(try findings(schedule(overrides: ["inbox=in"])) == [])
        // One that is only in a comment changes nothing.
        try terminal.write(ScheduleTerminal.pipeline + "\n# ${NEWS_INBOX}\n", to: "nightly.yaml")
        #expect(try findings() == [])
    }

    @Test mutating func `files and folders without rights`() throws {
        let refusal = surroundings.refusal
        let folder = terminal.folder
        surroundings.refusal = { path, mode in path == "\(folder)/in/a.txt" ? SystemError(EACCES) : refusal(path, mode)
        }
        #expect(
            try findings() == [
                """
                FOLDER/nightly.yaml:5:5: error[unreadable-input]: 'load-files' cannot read 'FOLDER/in/a.txt'
                    5 |   - load-files: {paths: ["${inbox}/*.txt"]}
                      |     ^~~~~~~~~~
                  cause: permission denied (EACCES)
                  hint: the run works as me, who needs the right to read it
                """
            ])
        // The folder 'out' is not there yet; it would be made in the pipeline's.
        surroundings.refusal = { path, mode in
            path == folder && mode != F_OK ? SystemError(EACCES) : refusal(path, mode)
        }
        #expect(
            try findings() == [
                """
                error[unwritable-folder]: cannot write to the folder 'FOLDER'
                  cause: permission denied (EACCES)
                  hint: the run works as me, and puts FOLDER/out/articles.jsonl there
                """
            ])
        try terminal.write("", to: ".textmill/x")
        surroundings.refusal = { path, mode in
            path == "\(folder)/.textmill" && mode != F_OK ? SystemError(EROFS) : refusal(path, mode)
        }
        #expect(
            try findings() == [
                """
                error[unwritable-folder]: cannot write to the folder 'FOLDER/.textmill'
                  cause: read-only file system (EROFS)
                  hint: the run works as me, and puts the ledger of its runs there
                """
            ])
    }

    @Test mutating func `a pipeline file that went away or is forbidden`() throws {
        let schedule = try schedule()
        try FileManager.default.removeItem(atPath: file)
        #expect(
            try findings(schedule) == [
                """
                FOLDER/nightly.yaml: error[unreadable-file]: cannot read 'FOLDER/nightly.yaml'
                  cause: no such file or folder (ENOENT)
                  hint: was it moved? 'textmill schedule remove' and 'add' it where it is now
                """
            ])
    }

    @Test(arguments: [
        (50_000_000, 100_000_000_000, "error[full-disk]", "50.0 MB of 100.0 GB"),
        (4_000_000_000, 100_000_000_000, "warning[full-disk]", "4.0 GB of 100.0 GB"),
    ]) mutating func `a disk that is nearly full`(free: Int, total: Int, start: String, cause: String) throws {
        surroundings.space = { _ in (free, total) }
        #expect(
            try findings() == [
                """
                \(start): the disk of 'FOLDER' is nearly full
                  cause: \(cause) are free
                  hint: a run that finds no space stops, and leaves the last whole output as it is
                """
            ])
        surroundings.space = { _ in (free: 6_000_000_000, total: 1_000_000_000_000) }
        #expect(try findings() == [])
    }

    @Test mutating func `cron that does not run, or not for this user`() throws {
        surroundings.runningPrograms = { ["sh", "cronolog"] }
        #expect(
            try findings() == [
                "error[no-cron]: no cron daemon is running\n  hint: 'systemctl enable --now cron' or 'service cron start', as root"
            ])
        surroundings.runningPrograms = { ["crond"] }
        surroundings.contents = { $0 == "/etc/cron.allow" ? "root\nyou\n" : nil }
        #expect(
            try findings() == [
                """
                error[not-allowed]: me may not use cron
                  cause: /etc/cron.allow does not list me
                  hint: the administrator of the machine can change that
                """
            ])
        surroundings.contents = { $0 == "/etc/cron.deny" ? "you\nme\n" : nil }
        #expect(try findings().first?.contains("cause: /etc/cron.deny lists me") == true)
        surroundings.isRoot = true
        #expect(try findings() == [])
        surroundings.isRoot = false
        surroundings.contents = { $0 == "/etc/cron.allow" ? "me\n" : $0 == "/etc/cron.deny" ? "me\n" : nil }
        #expect(try findings() == [])
    }

    @Test mutating func `mails that nobody gets`() throws {
        let missing =
            "warning[no-mail]: MAILTO is empty in the crontab: what a run says is lost\n  hint: remove that line, or set MAILTO=name@example.org above the block"
        #expect(try findings(before: "MAILTO=\"\"\n") == [missing])
        let refusal = surroundings.refusal
        surroundings.refusal = { path, mode in path.hasSuffix("sendmail") ? SystemError(ENOENT) : refusal(path, mode) }
        #expect(
            try findings() == [
                """
                warning[no-mail]: there is no mail program: what a run says is lost
                  cause: none of /usr/sbin/sendmail, /usr/lib/sendmail and /usr/bin/sendmail is there
                  hint: install one, such as 'apt install msmtp-mta', and send yourself a mail with it once
                """
            ])
    }

    @Test mutating func `a run that did not come`() throws {
        // Due on Friday 27 November at 02:30.
        surroundings.lastRun = LastRun { _ in 1_795_953_600 - 3 * 86_400 }
        #expect(
            try findings() == [
                """
                warning[late-run]: the last run started on Thu 2026-11-26 12:00 UTC, but one was due on Fri 2026-11-27 02:30 UTC
                  hint: was the machine off, or the schedule new? cron writes what it starts to the system's log: journalctl -t CRON
                """
            ])
        surroundings.lastRun = LastRun { _ in nil }
        #expect(
            try findings() == [
                "note[never-ran]: no run of the pipeline is recorded yet\n  hint: the first one is due on Mon 2026-11-30 02:30 UTC"
            ])
        // Due five minutes ago: it may still come.
        surroundings.lastRun = LastRun { _ in 1_795_953_600 - 86_400 }
        #expect(try findings(schedule("55 11 * * *")) == [])
        #expect(try findings(schedule("30 11 * * *")).first?.hasPrefix("warning[late-run]") == true)
    }

    @Test mutating func `times that daylight saving skips and doubles`() throws {
        surroundings.zone = try MachineZone.named("Europe/Berlin")
        #expect(
            try findings(schedule("30 2 * * *")) == [
                """
                note[shifted-time]: daylight saving skips Sun 2027-03-28 02:30
                  cause: Debian's cron runs it right after the change, at Sun 2027-03-28 03:00 CEST
                  hint: a time of day outside the hours around the change is never touched
                """,
                """
                note[shifted-time]: daylight saving doubles Sun 2027-10-31 02:30
                  cause: Debian's cron runs it once, the first time
                  hint: a time of day outside the hours around the change is never touched
                """,
            ])
        surroundings.lastRun = LastRun { _ in 1_795_953_600 }
        let wild = try findings(schedule("*/10 * * * *"))
        #expect(
            wild.count == 2 && wild[0].contains("cron leaves the skipped times out")
                && wild[1].contains("cron runs it both times"))
        #expect(try findings(schedule("30 3 * * *")) == [])
    }

    @Test func `a date that never comes`() throws {
        #expect(
            try findings(schedule("0 0 31 2 *")).first
                == "warning[never-runs]: '0 0 31 2 *' never comes: no date fits\n  hint: look at the day of the month and the month"
        )
    }

    @Test mutating func `zones that are set where cron does not look`() throws {
        surroundings.environment["TZ"] = "Asia/Tokyo"
        #expect(
            try findings(before: "CRON_TZ=Europe/Berlin\nTZ=UTC\n") == [
                """
                warning[cron-tz]: the crontab says CRON_TZ=Europe/Berlin, which Debian's cron does not know
                  hint: times are those of UTC; only cronie, the cron of Red Hat, obeys CRON_TZ
                """,
                """
                note[other-zone]: this shell has TZ=Asia/Tokyo; cron starts runs by the machine's zone, UTC
                  hint: 'textmill schedule next' shows the times as cron has them
                """,
            ])
    }

    @Test func `a shell that may not understand the line`() throws {
        #expect(
            try findings(before: "SHELL=/usr/bin/fish\n") == [
                """
                warning[odd-shell]: the crontab sets SHELL=/usr/bin/fish, which may not understand the line of the schedule
                  hint: put 'SHELL=/bin/sh' above the block
                """
            ])
        #expect(try findings(before: "SHELL=/bin/bash\n") == [])
    }

    @Test func `streams that a scheduled run has not`() throws {
        try terminal.write(
            """
            pipeline: streams
            stages:
              - load-files: {paths: ["-"], format: text}
              - export-jsonl: {path: "-"}
            """, to: "nightly.yaml")
        #expect(
            try findings() == [
                """
                FOLDER/nightly.yaml:3:5: error[standard-input]: 'load-files' reads standard input, which is empty in a scheduled run
                    3 |   - load-files: {paths: ["-"], format: text}
                      |     ^~~~~~~~~~
                  hint: read from a file or a folder
                """,
                """
                FOLDER/nightly.yaml:4:5: warning[standard-output]: 'export-jsonl' writes to standard output
                    4 |   - export-jsonl: {path: "-"}
                      |     ^~~~~~~~~~~~
                  cause: cron mails all of it, every time
                  hint: give it a file as 'path'
                """,
            ])
    }

    @Test mutating func `a path of the schedule that leads nowhere from the pipeline's folder`() throws {
        try terminal.write("Gas.", to: "elsewhere/data/a.txt")
        surroundings.folder = terminal.path("elsewhere")
        #expect(
            try findings(schedule(overrides: ["inbox=data"])).first == """
                warning[relative-path]: '--set inbox=data' names nothing in the pipeline file's folder
                  cause: a path in a pipeline is taken from its file's folder, not from the one that you are in
                  hint: give the whole path: --set inbox=FOLDER/elsewhere/data
                """)
        #expect(try findings(schedule(overrides: ["inbox=in"])) == [])
        #expect(try findings(schedule(overrides: ["inbox=\(terminal.path("in"))"])) == [])
    }

    // MARK: Notifications

    /// A pipeline that tells somebody.
    private func notify(_ settings: String) throws {
        try terminal.write(ScheduleTerminal.pipeline + "\nrun:\n  notify: \(settings)\n", to: "nightly.yaml")
    }

    @Test mutating func `a program of notify that a scheduled run does not find`() throws {
        try notify("{command: [tell-me, --now]}")
        let missing = """
            FOLDER/nightly.yaml:8:11: warning[missing-notifier]: the command 'tell-me' of 'run.notify' cannot be started
              cause: it is in no folder of the PATH of a scheduled run, /usr/local/bin:/usr/bin:/bin
            """
        #expect(try findings() == [missing + "\n  hint: install it, or name it by its whole path"])
        #expect(try findings(keeper: .systemd).contains { $0.hasPrefix(missing) })
        // This shell finds it, in a folder that cron does not look into.
        try terminal.write("#!/bin/sh\n", to: "bin/tell-me")
        chmod(terminal.path("bin/tell-me"), 0o755)
        surroundings.environment["PATH"] = "bin:\(terminal.path("bin")):/usr/bin"
        #expect(
            try findings() == [missing + "\n  hint: this shell finds it: name it by its whole path, FOLDER/bin/tell-me"]
        )
        // A crontab's PATH does not reach the run, whose line sets its own.
        #expect(try findings(before: "PATH=\(terminal.path("bin"))\n").count == 1)
        let refusal = surroundings.refusal
        let inPath = "/usr/local/bin/tell-me"
        surroundings.refusal = { [inPath, inPath + "/."].contains($0) ? nil : refusal($0, $1) }
        #expect(try findings().count == 1, "a folder of that name is no program")
        surroundings.refusal = { path, mode in
            path == inPath ? nil : path == inPath + "/." ? SystemError(ENOTDIR) : refusal(path, mode)
        }
        #expect(try findings() == [])
    }

    @Test func `a program of notify by its path`() throws {
        try notify("{command: [bin/tell-me]}")
        func found(_ cause: String, _ path: String = "FOLDER/bin/tell-me: ", name: String = "bin/tell-me") -> [String] {
            [
                """
                FOLDER/nightly.yaml:8:11: warning[missing-notifier]: the command '\(name)' of 'run.notify' cannot be started
                  cause: \(path)\(cause)
                  hint: a relative path starts from the pipeline file's folder; 'chmod +x' makes a file a program
                """
            ]
        }
        #expect(try findings() == found("no such file or folder (ENOENT)"))
        try terminal.write("#!/bin/sh\n", to: "bin/tell-me")
        chmod(terminal.path("bin/tell-me"), 0o644)
        #expect(try findings() == found("permission denied (EACCES)"))
        chmod(terminal.path("bin/tell-me"), 0o755)
        #expect(try findings() == [])
        try notify("{command: ['./bin']}")
        #expect(try findings() == found("it is a folder", "FOLDER/bin: ", name: "./bin"))
        try notify("{command: [/no/such/program]}")
        #expect(try findings() == found("no such file or folder (ENOENT)", "", name: "/no/such/program"))
    }

    @Test mutating func `a webhook needs curl, and no secret of it is shown`() throws {
        try notify("[{webhook: 'https://me:secret@example.org/hook?key=secret'}, {command: [sh]}]")
        let refusal = surroundings.refusal
        surroundings.refusal = { path, mode in
            path.hasSuffix("/curl") ? SystemError(ENOENT) : path == "/bin/sh" ? nil : refusal(path, mode)
        }
        #expect(
            try findings() == [
                """
                FOLDER/nightly.yaml:8:12: warning[missing-notifier]: the program 'curl', which tells the webhook at 'example.org', cannot be started
                  cause: it is in no folder of the PATH of a scheduled run, /usr/local/bin:/usr/bin:/bin
                  hint: install it in one of them
                """
            ])
        surroundings.refusal = { path, mode in path == "/usr/bin/curl" ? nil : refusal(path, mode) }
        #expect(try findings() == [])
    }

    @Test func `the ledger is asked, and a pipeline of another name does not count`() throws {
        let here = try ScheduleTerminal()
        let schedule = try PipelineSchedule(
            pipeline: here.file, expressions: [CronExpression("@daily", source: "--cron")], program: "/textmill")
        let program = Program(stages: registeredStages, bundledFiles: bundledFiles)
        let last = LastRun.inLedger(program, environment: [:])
        #expect(try last.start(schedule) == nil)
        let before = ScheduleBook.now
        let run = try ChildProcess.run(
            [Terminal.program.path, "run", here.file, "--quiet"], environment: here.environment, timeLimit: .seconds(60)
        )
        #expect(run == .init(status: 0, output: [], errors: []))
        let found = try #require(try last.start(schedule))
        #expect((before...ScheduleBook.now).contains(found))
        try here.terminal.write(
            ScheduleTerminal.pipeline.replacing("pipeline: nightly", with: "pipeline: other"),
            to: "my news/nightly.yaml")
        #expect(try last.start(schedule) == nil)
    }

    @Test mutating func `a timer has other needs than a line of the crontab`() throws {
        surroundings.runningPrograms = { [] }
        #expect(
            try findings(keeper: .systemd) == [
                "warning[no-linger]: timers of me run only while me is logged in\n  hint: 'loginctl enable-linger' makes them run always"
            ])
    }

    @Test mutating func `what was set beside a service is known`() throws {
        try terminal.write(
            ScheduleTerminal.pipeline.replacing("inbox: in", with: "inbox: ${NEWS_INBOX}")
                + "\nrun:\n  notify: {command: [tell-me]}\n", to: "nightly.yaml")
        try terminal.write("#!/bin/sh\n", to: "bin/tell-me")
        chmod(terminal.path("bin/tell-me"), 0o755)
        surroundings.environment["NEWS_INBOX"] = "in"
        let unit = "/home/me/.config/systemd/user/\(SystemdUnits.name(file)).service"
        let missing = try findings(keeper: .systemd)
        #expect(missing.count == 3)
        #expect(missing[0].contains("but systemd does not know what your shell sets"))
        #expect(
            missing[0].hasSuffix(
                "or with Environment= in 'systemctl --user edit \(SystemdUnits.name(file)).service'"), "\(missing[0])")
        let bin = terminal.path("bin")
        surroundings.contents = {
            switch $0 {
            case unit: "[Service]\nEnvironment=PATH=/usr/local/bin:/usr/bin:/bin\n"
            case "\(unit).d/override.conf": "[Service]\nEnvironment=NEWS_INBOX=in PATH=\(bin):/bin\n"
            default: nil
            }
        }
        #expect(try findings(keeper: .systemd).map { $0.prefix(20) } == ["warning[no-linger]: "])
        // cron knows nothing of it.
        #expect(try findings().count == 2)
    }

    @Test func `the machine is looked at as it is`() throws {
        let machine = try Surroundings.machine(Program(stages: [], bundledFiles: [:]))
        let name = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).replacing("\n", with: "")
        #expect(machine.runningPrograms().contains(name))
        let space = try #require(machine.space("/"))
        #expect(space.total > 0 && (0...space.total).contains(space.free))
        #expect(machine.refusal("/", R_OK) == nil && machine.refusal("/no/such", F_OK) == SystemError(ENOENT))
        #expect(machine.contents("/proc/self/comm")?.hasPrefix(name) == true && machine.contents("/no/such") == nil)
        #expect(abs(machine.now - Int(Date().timeIntervalSince1970)) < 60)
    }

    @Test func `the program finds what is wrong and says so with its exit code`() throws {
        let here = try ScheduleTerminal()
        let ending = try here.run("doctor", "my news/nightly.yaml")
        #expect(
            ending.status == 1
                && ending.output.contains("warning[not-scheduled]: 'FOLDER/my news/nightly.yaml' is not scheduled\n"))
        #expect(ending.output.contains(" to mend; times are in the machine's time zone, "))
    }
}
