import Foundation
import Scheduling
import Testing

@testable import TextmillCommand

/// A folder with a pipeline, a crontab that is a file, and a program that stands in for `crontab`.
struct ScheduleTerminal {
    let terminal: Terminal
    var environment: [String: String]

    static let pipeline = """
        pipeline: nightly
        variables:
          inbox: in
        stages:
          - load-files: {paths: ["${inbox}/*.txt"]}
          - export-jsonl: {path: out/articles.jsonl}
        """

    /// Does what Debian's crontab does, with the file `table`; counts the times that it writes.
    static let crontab = """
        #!/bin/sh
        cd "$(dirname "$0")"
        case "$1" in
        -l) if [ -f table ]; then cat table; else echo "no crontab for me" >&2; exit 1; fi ;;
        -r) rm table ;;
        -) cat > table; echo written >> writes ;;
        esac
        """

    init(crontab: String = Self.crontab) throws {
        terminal = try Terminal()
        try terminal.write(Self.pipeline, to: "my news/nightly.yaml")
        try terminal.write("Oil prices rose on Tuesday.\n", to: "my news/in/a.txt")
        try Self.makeProgram(terminal.path("crontab"), crontab)
        environment = [
            "PATH": "/usr/bin:/bin", "HOME": terminal.folder, "TEXTMILL_CRONTAB": terminal.path("crontab"),
        ]
    }

    /// Writes a script in a process of its own. Were the file open in this one, a process that another test starts just
    /// then could hold it open, and the system starts no program that somebody may still write.
    private static func makeProgram(_ path: String, _ script: String) throws {
        let ending = try ChildProcess.run(
            ["/bin/sh", "-c", "mkdir -p \"$(dirname \"$0\")\" && cat > \"$0\" && chmod 755 \"$0\"", path],
            environment: ["PATH": "/usr/bin:/bin"], input: Array(script.utf8), timeLimit: .seconds(30))
        try #require(ending.status == 0)
    }

    /// The whole path of the pipeline file.
    var file: String { AbsolutePath.of(terminal.path("my news/nightly.yaml")) }
    var table: String? { terminal.read("table") }

    /// Runs `textmill schedule` in the folder.
    func run(_ arguments: String...) throws -> Ending {
        let ending = try ChildProcess.run(
            ["/usr/bin/env", "-C", terminal.folder, Terminal.program.path, "schedule"] + arguments,
            environment: environment, timeLimit: .seconds(60))
        return Ending(
            status: ending.status, output: shown(ending.output), errors: shown(ending.errors))
    }

    /// What was printed, with short names for what differs from test to test.
    private func shown(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).replacing(terminal.folder, with: "FOLDER")
    }

    /// Makes a program of the folder `bin`, which PATH begins with.
    mutating func install(_ name: String, _ script: String) throws {
        try Self.makeProgram(terminal.path("bin/\(name)"), script)
        environment["PATH"] = "\(terminal.path("bin")):/usr/bin:/bin"
    }
}

@Suite struct ScheduleCommandTests {
    /// The lines but for the last, which has times in it.
    private func withoutNext(_ text: String) -> String {
        text.split(separator: "\n").filter { !$0.hasPrefix("next: ") }.joined(separator: "\n")
    }

    @Test func `a pipeline is scheduled, listed and taken out, and the rest of the crontab stays`() throws {
        let here = try ScheduleTerminal()
        let rest = "# mine\nMAILTO=me@example.org\n*/5 * * * * backup % x\n\n"
        try here.terminal.write(rest, to: "table")
        let added = try here.run(
            "add", "my news/nightly.yaml", "--at", "02:30", "--on", "weekdays", "--set", "inbox=in")
        #expect(added.status == 0 && added.errors == "")
        #expect(
            withoutNext(added.output) == """
                scheduled FOLDER/my news/nightly.yaml, in the crontab: at 02:30 on weekdays (Monday to Friday)
                mails: cron sends what a run says to me@example.org
                """)
        #expect(added.output.contains("\nnext: ") && added.output.contains(" 02:30 "))
        let command =
            "cd '\(here.terminal.folder)/my news' && PATH=/usr/local/bin:/usr/bin:/bin \(Terminal.program.path) "
            + "run '\(here.file)' --quiet --set 'inbox=in'"
        #expect(here.table?.contains("\n30 2 * * 1-5 \(command)\n# <<< textmill schedule \(here.file)\n") == true)
        let list = try here.run("list")
        #expect(
            list.output.hasPrefix(
                "FOLDER/my news/nightly.yaml\n  cron: 30 2 * * 1-5, at 02:30 on weekdays (Monday to Friday)\n  set: inbox=in\n  next: "
            ))
        let removed = try here.run("remove", here.file)
        #expect(removed.output == "removed FOLDER/my news/nightly.yaml from the crontab\n" && removed.status == 0)
        #expect(here.table == rest)
        #expect(
            try here.run("list").output == "nothing is scheduled; 'textmill schedule add FILE --at 02:30' does it\n")
    }

    @Test func `the line does in cron's poor surroundings what it shall, silently`() throws {
        let here = try ScheduleTerminal()
        #expect(try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--set", "inbox=./in").status == 0)
        let line = try #require(here.table?.split(separator: "\n").first { $0.hasPrefix("30 2 * * * ") })
        let ending = try ChildProcess.run(
            ["/usr/bin/env", "-C", "/", "/bin/sh", "-c", String(line.dropFirst("30 2 * * * ".count))],
            environment: ["HOME": "/", "LOGNAME": "me", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"],
            timeLimit: .seconds(60))
        #expect(ending == .init(status: 0, output: [], errors: []))
        #expect(here.terminal.read("my news/out/articles.jsonl")?.contains("Oil prices rose") == true)
    }

    @Test func `adding the same again does not touch the crontab`() throws {
        let here = try ScheduleTerminal()
        for word in ["scheduled", "unchanged:"] {
            let ending = try here.run("add", "my news/nightly.yaml", "--at", "2:30", "--catch-up")
            #expect(ending.output.hasPrefix(word))
        }
        let changed = try here.run("add", "my news/nightly.yaml", "--at", "03:00", "--at", "15:00")
        #expect(
            changed.output.hasPrefix(
                "changed the schedule of FOLDER/my news/nightly.yaml, in the crontab: at 03:00 every day and at 15:00 every day"
            ))
        #expect(here.terminal.read("writes") == "written\nwritten\n")
        #expect(here.table?.contains("@reboot") == false)
        #expect(try here.run("remove", here.file).status == 0)
        #expect(here.table == nil)
    }

    @Test func `a pipeline file with errors is not scheduled`() throws {
        let here = try ScheduleTerminal()
        try here.terminal.write(ScheduleTerminal.pipeline.replacing("paths", with: "pathss"), to: "wrong.yaml")
        let ending = try here.run("add", "wrong.yaml", "--at", "02:30")
        #expect(ending.status == 78 && here.table == nil)
        #expect(ending.errors.contains("wrong.yaml:5:18: error[unknown-option]: 'load-files' has no option 'pathss'"))
        #expect(ending.errors.hasSuffix("nothing was scheduled; mend the file, or add --unchecked\n"))
        #expect(try here.run("add", "wrong.yaml", "--at", "02:30", "--unchecked").status == 0)
        #expect(here.table?.contains("/wrong.yaml --quiet\n") == true)
        #expect(try here.run("add", "none.yaml", "--at", "02:30").status == 78)
    }

    @Test(arguments: [
        (
            ["--at", "25:00"],
            "error[bad-time]: '25:00' is no time of day\n  hint: write hours and minutes of the 24-hour clock, as in 02:30\n"
        ),
        (
            ["--at", "02:30", "--on", "mondy"],
            "error[bad-days]: 'mondy' is no day of the week\n  hint: did you mean 'monday'?\n"
        ),
        (
            ["--cron", "0 3 * * 8"],
            "--cron:1:9: error[bad-cron]: 8 is no day of the week; it goes from 0 to 7\n    1 | 0 3 * * 8\n      |         ^\n"
        ),
        (
            ["--at", "02:30", "--set", "a=b\nc"],
            "error[bad-schedule]: 'a=bc' has a line end or a control character in it\n  hint: a line of a crontab cannot hold it; rename the file, or set the value in the pipeline file\n"
        ),
        ([], "Error: give a time with --at, or an expression with --cron\n"),
        (["--at", "02:30", "--cron", "@daily"], "Error: --at and --cron exclude each other\n"),
        (["--cron", "@daily", "--on", "monday"], "Error: --on needs --at; a --cron expression has its own days\n"),
    ]) func `wrong arguments change nothing`(arguments: [String], message: String) throws {
        let here = try ScheduleTerminal()
        let ending = try ChildProcess.run(
            [Terminal.program.path, "schedule", "add", here.file] + arguments, environment: here.environment,
            timeLimit: .seconds(60))
        #expect(ending.status == 64 && here.table == nil)
        #expect(String(decoding: ending.errors, as: UTF8.self).hasPrefix(message))
    }

    @Test func `a crontab program that is missing, refuses, or writes something else is said`() throws {
        var here = try ScheduleTerminal(
            crontab:
                "#!/bin/sh\necho 'You (me) are not allowed to use this program (crontab)' >&2\necho 'See crontab(1) for more information' >&2\nexit 1\n"
        )
        #expect(
            try here.run("add", "my news/nightly.yaml", "--at", "02:30").errors == """
                error[crontab-failed]: cannot read the crontab
                  cause: You (me) are not allowed to use this program (crontab); See crontab(1) for more information
                  hint: /etc/cron.allow and /etc/cron.deny say who may use cron

                """)
        here.environment["TEXTMILL_CRONTAB"] = "no-such-crontab"
        let missing = try here.run("add", "my news/nightly.yaml", "--at", "02:30")
        #expect(missing.status == 2)
        #expect(
            missing.errors == """
                error[no-crontab]: the program 'no-such-crontab' cannot be started
                  cause: no such file or folder (ENOENT)
                  hint: install cron ('apt install cron' on Debian), or use 'textmill schedule add --systemd'

                """)
        #expect(try here.run("remove", "my news/nightly.yaml").errors == missing.errors)
        let forgetful = try ScheduleTerminal(
            crontab: ScheduleTerminal.crontab.replacing("cat > table", with: "head -1 > table"))
        #expect(
            try forgetful.run("add", "my news/nightly.yaml", "--at", "02:30").errors == """
                error[crontab-differs]: the crontab is not what was written to it
                  hint: did something else change it at the same time? look at 'crontab -l' and try again

                """)
    }

    @Test func `what is not scheduled cannot be removed or asked for`() throws {
        let here = try ScheduleTerminal()
        let ending = try here.run("remove", "other.yaml")
        #expect(ending.status == 2)
        #expect(ending.errors == "error[not-scheduled]: 'FOLDER/other.yaml' is not scheduled\n  hint: nothing is\n")
        #expect(try here.run("add", "my news/nightly.yaml", "--at", "02:30").status == 0)
        #expect(
            try here.run("remove", "other.yaml").errors.hasSuffix("  hint: scheduled are FOLDER/my news/nightly.yaml\n")
        )
        #expect(
            try here.run("next", "other.yaml").errors == """
                error[not-scheduled]: 'FOLDER/other.yaml' is not scheduled
                  hint: 'textmill schedule list' shows what is; --cron asks for an expression alone

                """)
    }

    @Test func `with systemd it is a timer and a service`() throws {
        var here = try ScheduleTerminal()
        try here.install("systemctl", "#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/calls\"\n")
        let name = SystemdUnits.name(here.file)
        let added = try here.run("add", "my news/nightly.yaml", "--cron", "30 2 * * mon-fri", "--systemd", "--catch-up")
        #expect(
            withoutNext(added.output) == """
                scheduled FOLDER/my news/nightly.yaml, as FOLDER/.config/systemd/user/\(name).timer: at 02:30 on weekdays (Monday to Friday)
                timers of a user run while the user is logged in; 'loginctl enable-linger' makes them run always
                """)
        #expect(
            here.terminal.read(".config/systemd/user/\(name).timer")?.contains(
                "OnCalendar=Mon..Fri *-*-* 02:30:00\nPersistent=true\n") == true)
        #expect(
            here.terminal.read(".config/systemd/user/\(name).service")?.contains(
                "ExecStart=\"\(Terminal.program.path)\" \"run\" \"\(here.file)\" \"--quiet\"\n") == true)
        #expect(try here.run("list").output.contains("  systemd: 30 2 * * mon-fri, at 02:30 on weekdays"))
        // Both would run it twice.
        let twice = try here.run("add", "my news/nightly.yaml", "--at", "02:30")
        #expect(twice.status == 2 && here.table == nil)
        #expect(
            twice.errors == """
                error[scheduled-already]: 'FOLDER/my news/nightly.yaml' would run twice
                  cause: a timer of systemd runs it already
                  hint: 'textmill schedule remove FOLDER/my news/nightly.yaml' takes that away

                """)
        #expect(
            try here.run("remove", here.file).output
                == "removed FOLDER/my news/nightly.yaml from FOLDER/.config/systemd/user\n")
        #expect(here.terminal.read(".config/systemd/user/\(name).timer") == nil)
        #expect(
            here.terminal.read("bin/calls") == """
                --user daemon-reload
                --user enable --now \(name).timer
                --user disable --now \(name).timer
                --user daemon-reload

                """)
    }

    /// Changes a file of the timer as an editor does, and what `doctor` and `list` say then.
    private func edited(
        _ ending: String, _ edit: (String) -> String?
    ) throws -> (findings: [String], list: String, data: String) {
        var here = try ScheduleTerminal()
        try here.install("systemctl", "#!/bin/sh\n")
        _ = try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--systemd", "--set", "inbox=in")
        let path = ".config/systemd/user/\(SystemdUnits.name(here.file)).\(ending)"
        let text = try #require(here.terminal.read(path))
        if let changed = edit(text) {
            try here.terminal.write(changed, to: path)
        } else {
            try FileManager.default.removeItem(atPath: here.terminal.path(path))
        }
        func plain(_ text: String) -> String {
            text.replacing(SystemdUnits.name(here.file), with: "NAME").replacing(".config/systemd/user", with: "UNITS")
        }
        let doctor = plain(try here.run("doctor", "my news/nightly.yaml").output)
        let findings = doctor.components(separatedBy: "\nwarning[").joined(separator: "\n\u{0}warning[")
            .components(separatedBy: "\nFOLDER").joined(separator: "\n\u{0}FOLDER").split(separator: "\u{0}")
            .filter { $0.contains("[edited-") }.map { $0.trimmingCharacters(in: .newlines) }
            .map { $0.split(separator: "\n").prefix(3).joined(separator: "\n") }
        return (
            findings, plain(try here.run("list").output), plain(try here.run("list", "--format", "json").output)
        )
    }

    @Test func `units of systemd that nobody changed are not named`() throws {
        for ending in ["timer", "service"] {
            let (findings, list, data) = try edited(ending) { $0 }
            #expect(findings == [] && !list.contains("edited") && data.contains("\"edited\": false"))
        }
    }

    @Test(arguments: [
        (
            "timer", "OnCalendar=*-*-* 02:30:00", "OnCalendar=*-*-* 04:30:00",
            "9: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it\n"
                + "  cause: expected 'OnCalendar=*-*-* 02:30:00', found 'OnCalendar=*-*-* 04:30:00'"
        ),
        (
            "service", "\"--quiet\"", "\"--quiet\" \"--all\"",
            "9: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it\n"
                + "  cause: expected 'ExecStart="
        ),
        (
            "service", "Type=oneshot\n", "",
            "6: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it\n"
                + "  cause: expected 'Type=oneshot', found 'WorkingDirectory="
        ),
        (
            "service", "PATH=/usr/local/bin:", "PATH=/opt/bin:/usr/local/bin:",
            "8: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it\n"
                + "  cause: expected 'Environment=PATH=/usr/local/bin:/usr/bin:/bin', found "
                + "'Environment=PATH=/opt/bin:/usr/local/bin:/usr/bin:/bin'"
        ),
        (
            "timer", "timers.target\n", "timers.target\n# mine\n",
            "13: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it\n"
                + "  cause: expected the end of the file, found '# mine'"
        ),
    ])
    func `a unit of systemd that was changed by hand is named with its line`(
        ending: String, old: String, new: String, finding: String
    ) throws {
        let (findings, list, data) = try edited(ending) { text in
            #expect(text.contains(old))
            return text.replacing(old, with: new)
        }
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("FOLDER/UNITS/NAME.\(ending):\(finding)") == true, "\(findings)")
        #expect(list.contains("  systemd: 30 2 * * *, at 02:30 every day\n"), "\(list)")
        #expect(list.contains("\n  edited by hand: FOLDER/UNITS/NAME.\(ending)\n"), "\(list)")
        #expect(data.contains("\"edited\": true") && data.contains("FOLDER/UNITS/NAME.\(ending)\""), "\(data)")
    }

    @Test func `a timer that is no longer understood, or whose service is gone, is an error`() throws {
        let gone = try edited("service") { _ in nil }
        #expect(
            gone.findings == [
                """
                FOLDER/UNITS/NAME.service: error[edited-unit]: the unit is not as 'textmill schedule add' writes it
                  cause: there is no such file, so that the timer starts nothing
                  hint: 'textmill schedule add' writes it anew; changes of your own have a place that it leaves alone: \
                'systemctl --user edit NAME.service'
                """
            ])
        let strange = """
            FOLDER/UNITS/NAME.timer: error[edited-unit]: the unit is not as 'textmill schedule add' writes it
              cause: it is no longer understood: its first lines say what the schedule is
            """
        for edit in [
            // Without its comments, which the service still has; and with one that is no expression.
            { $0.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n") },
            { $0.replacing("# cron 30 2", with: "# cron 30 25") },
        ] as [(String) -> String] {
            let other = try edited("timer", edit)
            #expect(other.findings.first?.hasPrefix(strange) == true, "\(other.findings)")
            #expect(
                other.list.contains("  edited by hand, and no longer understood; 'textmill schedule doctor' says more"))
        }
    }

    @Test func `a copy of a timer under another name is named, and removed with it`() throws {
        var here = try ScheduleTerminal()
        try here.install("systemctl", "#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/calls\"\n")
        _ = try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--systemd")
        let name = SystemdUnits.name(here.file)
        let folder = ".config/systemd/user"
        for ending in ["timer", "service"] {
            let text = try #require(here.terminal.read("\(folder)/\(name).\(ending)"))
            try here.terminal.write(text, to: "\(folder)/textmill-copy.\(ending)")
        }
        let doctor = try here.run("doctor", "my news/nightly.yaml").output
        #expect(doctor.contains("is scheduled 2 times"))
        #expect(
            doctor.contains(
                """
                FOLDER/\(folder)/textmill-copy.timer: warning[edited-unit]: the unit is not as 'textmill schedule add' writes it
                  cause: the timer of FOLDER/my news/nightly.yaml is called '\(name).timer'
                  hint: 'textmill schedule remove' takes away every timer of the pipeline; then add it once
                """))
        #expect(!doctor.contains("\(name).timer: warning"))
        #expect(
            try here.run("remove", here.file).output == "removed FOLDER/my news/nightly.yaml from FOLDER/\(folder)\n")
        for ending in ["timer", "service"] {
            for stem in [name, "textmill-copy"] { #expect(here.terminal.read("\(folder)/\(stem).\(ending)") == nil) }
        }
        let calls = here.terminal.read("bin/calls") ?? ""
        #expect(
            calls.contains("--user disable --now textmill-copy.timer\n--user disable --now \(name).timer\n")
                || calls.contains("--user disable --now \(name).timer\n--user disable --now textmill-copy.timer\n"))
    }

    @Test func `a timer that was changed by hand is written anew, and removed`() throws {
        var here = try ScheduleTerminal()
        try here.install("systemctl", "#!/bin/sh\n")
        let path = ".config/systemd/user/\(SystemdUnits.name(here.file)).timer"
        func add() throws -> String {
            try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--systemd").output
        }
        _ = try add()
        let text = try #require(here.terminal.read(path))
        try here.terminal.write("[Timer]\nOnCalendar=daily\n", to: path)
        #expect(try add().hasPrefix("changed the schedule of FOLDER/my news/nightly.yaml"))
        #expect(here.terminal.read(path) == text)
        try here.terminal.write("[Timer]\nOnCalendar=daily\n", to: path)
        // It would run twice all the same.
        #expect(try here.run("add", "my news/nightly.yaml", "--at", "02:30").errors.contains("would run twice"))
        #expect(try here.run("remove", here.file).status == 0)
        #expect(here.terminal.read(path) == nil)
    }

    @Test func `without a systemd that answers, the commands are said`() throws {
        var here = try ScheduleTerminal()
        try here.install("systemctl", "#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n")
        here.environment["XDG_CONFIG_HOME"] = here.terminal.path("xdg")
        let name = SystemdUnits.name(here.file)
        let added = try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--systemd")
        #expect(added.status == 0)
        #expect(
            added.output.contains(
                """
                systemctl could not be used here (Failed to connect to bus); give these commands yourself:
                  systemctl --user daemon-reload
                  systemctl --user enable --now \(name).timer

                """))
        #expect(here.terminal.read("xdg/systemd/user/\(name).timer") != nil)
        #expect(
            try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--systemd").output.hasPrefix("unchanged:"))
    }

    @Test func `the next times of an expression`() throws {
        let here = try ScheduleTerminal()
        let ending = try here.run("next", "--cron", "*/10 2 29 2 *", "2", "--zone", "Asia/Ho_Chi_Minh")
        let lines = ending.output.split(separator: "\n").map(String.init)
        #expect(
            lines.count == 3
                && lines[0]
                    == "at 02:00, 02:10, 02:20, 02:30, 02:40 and 02:50 on day 29 in February, in the time zone Asia/Ho_Chi_Minh"
        )
        #expect(lines[1].hasSuffix("-02-29 02:00 +07") && lines[2].hasSuffix("-02-29 02:10 +07"))
        #expect(try here.run("next", "--cron", "0 0 31 2 *").output.hasSuffix("\nnever, because no date fits\n"))
        #expect(try here.run("next", "--cron", "@reboot").output.hasSuffix("\nat the next start of the machine\n"))
        let zone = try here.run("next", "--cron", "@daily", "--zone", "Europe/Nowhere")
        #expect(zone.status == 64)
        #expect(
            zone.errors == """
                error[unknown-time-zone]: there is no time zone 'Europe/Nowhere'
                  hint: zones are named like Europe/Berlin; /usr/share/zoneinfo has them all

                """)
        #expect(try here.run("next", "--cron", "@daily", "0").status == 64)
        #expect(try here.run("next").status == 64)
        #expect(try here.run("add", "my news/nightly.yaml", "--at", "02:30").status == 0)
        #expect(try here.run("next", "my news/nightly.yaml", "5").output.split(separator: "\n").count == 6)
    }

    @Test func `the list is data too`() throws {
        let here = try ScheduleTerminal()
        #expect(
            try here.run("add", "my news/nightly.yaml", "--at", "02:30", "--catch-up", "--set", "inbox=in").status == 0)
        let list = try here.run("list", "--format", "json").output
        let value = try #require(try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])
        let entry = try #require(value.first)
        #expect(entry["pipeline"] as? String == "FOLDER/my news/nightly.yaml" && entry["by"] as? String == "cron")
        #expect(entry["times"] as? [[String: String]] == [["cron": "30 2 * * *", "words": "at 02:30 every day"]])
        #expect(
            entry["set"] as? [String] == ["inbox=in"] && entry["catch-up"] as? Bool == true
                && entry["edited"] as? Bool == false)
        let next = try #require(entry["next"] as? [String])
        #expect(next.count == 3 && next.allSatisfy { $0.contains("T02:30:00+") || $0.contains("T02:30:00-") })
    }

    @Test(arguments: [
        // Due at 02:30 each weekday; 2026-11-30 is a Monday.
        ("2026-11-30 02:30", "2026-11-30 08:00", false), ("2026-11-30 02:29", "2026-11-30 08:00", true),
        ("2026-11-27 02:30", "2026-11-29 23:00", false), ("2026-11-27 02:30", "2026-11-30 02:29", false),
        ("", "2026-11-30 08:00", true),
    ]) func `a run is missed when none started since it was due`(last: String, now: String, isDue: Bool) throws {
        let schedule = try PipelineSchedule(
            pipeline: "/p.yaml", expressions: [CronExpression("30 2 * * 1-5", source: "--cron")], program: "/textmill")
        func moment(_ text: String) -> Int? {
            let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
            return numbers.count == 5
                ? LocalTime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]).minute * 60 : nil
        }
        let now = try #require(moment(now))
        #expect(MissedRun.isDue(schedule, last: moment(last), now: now, in: .utc) == isDue)
    }

    @Test func `a missed run is made up for`() throws {
        let here = try ScheduleTerminal()
        #expect(try here.run("run-missed", "my news/nightly.yaml").errors.hasPrefix("error[not-scheduled]"))
        // Due each New Year, so that no further time is due between the two calls.
        #expect(try here.run("add", "my news/nightly.yaml", "--cron", "@yearly", "--catch-up").status == 0)
        let silent = Ending(status: 0, output: "", errors: "")
        #expect(try here.run("run-missed", "my news/nightly.yaml") == silent)
        #expect(here.terminal.read("my news/out/articles.jsonl")?.contains("Oil prices rose") == true)
        // It has run since: nothing happens.
        try FileManager.default.removeItem(atPath: here.terminal.path("my news/out/articles.jsonl"))
        #expect(try here.run("run-missed", "my news/nightly.yaml") == silent)
        #expect(here.terminal.read("my news/out/articles.jsonl") == nil)
    }

    @Test(arguments: [
        ("a.yaml", "/x/a.yaml"), ("../a.yaml", "/a.yaml"), ("./b//../a.yaml", "/x/a.yaml"),
        ("/y/./a.yaml", "/y/a.yaml"), ("/../..", "/"),
    ]) func `a path becomes a whole one`(path: String, whole: String) {
        #expect(AbsolutePath.of(path, from: "/x") == whole)
    }

    @Test func `the machine's zone is that of its clock, or UTC`() throws {
        #expect(try MachineZone.current(localtime: "/nowhere/localtime") == .utc)
        let terminal = try Terminal()
        try FileManager.default.createSymbolicLink(
            atPath: terminal.path("localtime"), withDestinationPath: "/usr/share/zoneinfo/Asia/Ho_Chi_Minh")
        let zone = try MachineZone.current(localtime: terminal.path("localtime"))
        #expect(zone.name == "Asia/Ho_Chi_Minh" && zone.timestamp(0) == "1970-01-01T08:00:00+08:00")
        #expect(try MachineZone.named("America/St_Johns").timestamp(1_800_000_000) == "2027-01-15T04:30:00-03:30")
        for name in ["", "/etc/passwd", "../zoneinfo/UTC", "Europe", "No/Where"] {
            #expect(throws: (any Error).self) { try MachineZone.named(name) }
        }
    }
}

extension Ending: Equatable {
    static func == (one: Ending, other: Ending) -> Bool {
        one.status == other.status && one.output == other.output && one.errors == other.errors
    }
}
