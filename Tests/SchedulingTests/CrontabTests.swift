import Diagnostics
import Foundation
import Testing

@testable import Scheduling

@Suite struct CrontabTests {
    static func schedule(
        _ pipeline: String = "/srv/news/nightly.yaml", _ cron: String..., overrides: [String] = [],
        catchesUp: Bool = false, program: String = "/usr/local/bin/textmill"
    ) throws -> PipelineSchedule {
        try PipelineSchedule(
            pipeline: pipeline,
            expressions: (cron.isEmpty ? ["30 2 * * 1-5"] : cron).map { try CronExpression($0, source: "--cron") },
            overrides: overrides, catchesUp: catchesUp, program: program)
    }

    private func text(_ crontab: Crontab) -> String { String(decoding: crontab.bytes, as: UTF8.self) }

    @Test func `a schedule is one marked block at the end`() throws {
        var crontab = Crontab(bytes: Array("MAILTO=me\n0 1 * * * backup\n".utf8))
        let change = try crontab.set(
            Self.schedule("/srv/news/nightly.yaml", "30 2 * * 1-5", "0 14 * * *", catchesUp: true))
        #expect(change == .added)
        #expect(
            text(crontab) == """
                MAILTO=me
                0 1 * * * backup
                # >>> textmill schedule /srv/news/nightly.yaml [0924fb03]
                # written by 'textmill schedule add'; 'textmill schedule remove' takes it out, from >>> to <<<
                30 2 * * 1-5 cd /srv/news && PATH=/usr/local/bin:/usr/bin:/bin /usr/local/bin/textmill run /srv/news/nightly.yaml --quiet
                0 14 * * * cd /srv/news && PATH=/usr/local/bin:/usr/bin:/bin /usr/local/bin/textmill run /srv/news/nightly.yaml --quiet
                @reboot cd /srv/news && PATH=/usr/local/bin:/usr/bin:/bin /usr/local/bin/textmill schedule run-missed /srv/news/nightly.yaml
                # <<< textmill schedule /srv/news/nightly.yaml

                """)
    }

    @Test func `adding again changes nothing, adding otherwise replaces in the same place`() throws {
        var crontab = Crontab(bytes: [])
        #expect(try crontab.set(Self.schedule()) == .added)
        #expect(try crontab.set(Self.schedule("/srv/other.yaml")) == .added)
        let before = crontab
        #expect(try crontab.set(Self.schedule()) == .unchanged)
        #expect(crontab == before)
        #expect(try crontab.set(Self.schedule("/srv/news/nightly.yaml", "0 4 * * *")) == .replaced)
        #expect(try crontab.blocks().map(\.pipeline) == ["/srv/news/nightly.yaml", "/srv/other.yaml"])
        #expect(
            try crontab.blocks().map { $0.schedule?.words } == [
                "at 04:00 every day", "at 02:30 on weekdays (Monday to Friday)",
            ])
    }

    @Test func `two blocks of one pipeline become one`() throws {
        let block = try Crontab.block(Self.schedule())
        var crontab = Crontab(bytes: Array((block + "0 1 * * * x\n" + block).utf8))
        #expect(try crontab.set(Self.schedule()) == .replaced)
        #expect(text(crontab) == block + "0 1 * * * x\n")
        #expect(try crontab.remove("/srv/news/nightly.yaml") == .removed)
        #expect(text(crontab) == "0 1 * * * x\n")
        #expect(try crontab.remove("/srv/news/nightly.yaml") == .absent)
    }

    @Test func `whatever stands around a block stays as it is, byte for byte`() throws {
        var numbers = SeededNumbers(5)
        let lines: [[UInt8]] = [
            Array("# a comment".utf8), Array("MAILTO=\"a@b.example\"".utf8), Array("*/5 * * * * x % y \\% z".utf8), [],
            [0xFF, 0xC3],
            Array("  # >>> textmill schedule in the middle".utf8), Array("0 0 * * * é\r".utf8), Array("\t".utf8), [0],
        ]
        for round in 0..<300 {
            var before: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &numbers) {
                before += (lines.randomElement(using: &numbers) ?? []) + [0x0A]
            }
            var crontab = Crontab(bytes: before)
            let names = (0..<3).map { "/srv/\($0) %'\"\\/p.yaml" }
            for name in names { #expect(try crontab.set(Self.schedule(name)) == .added) }
            #expect(crontab.bytes.starts(with: before))
            for name in names.shuffled(using: &numbers) { #expect(try crontab.remove(name) == .removed) }
            #expect(crontab.bytes == before, "round \(round)")
        }
    }

    @Test func `a text without an end of its last line is given one`() throws {
        var crontab = Crontab(bytes: Array("0 1 * * * x".utf8))
        _ = try crontab.set(Self.schedule())
        #expect(text(crontab).hasPrefix("0 1 * * * x\n# >>> textmill"))
    }

    @Test(arguments: [
        "/srv/my news/50% more/nightly.yaml", "/srv/it's \"here\"/a.yaml", "/srv/a\\b\\\\c\\%d/a.yaml",
        "/srv/$HOME `date`/a;b&c|d.yaml",
        "/srv/tin tức/é.yaml", "/srv/~/*?[a]{b}#c.yaml", "/srv/'/%.yaml", "/srv/%%/\\.yaml", "/[x] [0123456z]/a.yaml",
        "/a.yaml",
    ]) func `a path of any kind reaches the program as it is, through cron and the shell`(path: String) throws {
        var crontab = Crontab(bytes: [])
        let schedule = try Self.schedule(
            path, overrides: ["out=\(path)", "stages.x.y=[a, 'b']"], catchesUp: true, program: path + "/bin/textmill")
        _ = try crontab.set(schedule)
        let block = try #require(try crontab.blocks().first)
        #expect(block.schedule == schedule && !block.isEdited && block.problems == [])
        // What the shell makes of it, for both kinds of cron: with two backslashes made one, and without.
        let line = try #require(text(crontab).split(separator: "\n").first { $0.hasPrefix("30 2") })
        let command = try #require(Crontab.entry(String(line))?.command)
        for joinsBackslashes in [false, true] {
            let shown = try Self.shellWords(Self.cron(command, joinsBackslashes: joinsBackslashes))
            #expect(shown == [schedule.folder] + schedule.runWords)
        }
    }

    /// `cron`'s own reading of a command (`do_command.c`), character by character.
    private static func cron(_ command: String, joinsBackslashes: Bool) -> String {
        var out: [Unicode.Scalar] = []
        var isEscaped = false
        for scalar in command.unicodeScalars {
            if isEscaped {
                if scalar == "%" || (joinsBackslashes && scalar == "\\") { out.removeLast() }
                out.append(scalar)
                isEscaped = false
            } else if scalar == "%" {
                break
            } else {
                isEscaped = scalar == "\\"
                out.append(scalar)
            }
        }
        return String(String.UnicodeScalarView(out))
    }

    /// The words that /bin/sh gives to `cd` and to the program.
    private static func shellWords(_ command: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // Each of the two commands shows its words; the program is a path that is no command here.
        let list =
            "show "
            + command.dropFirst("cd ".count)
            .replacingOccurrences(of: " && PATH=\(PipelineSchedule.path) ", with: " && show ")
        process.arguments = ["-c", "show() { for word; do printf '%s\\n' \"$word\"; done; }; \(list)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `a line that was changed by hand is seen`() throws {
        let block = try Crontab.block(Self.schedule())
        let edited = Crontab(bytes: Array(block.replacing("30 2", with: "45 3").utf8))
        let found = try #require(try edited.blocks().first)
        #expect(found.isEdited && found.schedule?.words == "at 03:45 on weekdays (Monday to Friday)")
        let strange = Crontab(bytes: Array(block.replacing("cd /srv/news &&", with: "nice sh -c").utf8))
        #expect(try strange.blocks().first?.schedule == nil)
        let wrong = Crontab(bytes: Array(block.replacing("30 2", with: "30 25").utf8))
        #expect(
            try wrong.blocks().first?.problems.map(\.description) == [
                "crontab:3:4: error[bad-cron]: 25 is no hour; it goes from 0 to 23"
            ])
    }

    @Test func `a block without an end is not touched`() throws {
        let block = try Crontab.block(Self.schedule())
        let cut =
            String(block.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).joined(separator: "\n"))
            + "\n0 1 * * * x\n"
        for text in [
            cut, cut + block,
            cut.replacing("nightly", with: "other") + "# <<< textmill schedule /srv/news/nightly.yaml\n",
        ] {
            var crontab = Crontab(bytes: Array(text.utf8))
            #expect(throws: Diagnostic.self) { try crontab.set(Self.schedule()) }
            #expect(throws: Diagnostic.self) { try crontab.remove("/srv/news/nightly.yaml") }
            #expect(self.text(crontab) == text)
        }
        let error = #expect(throws: Diagnostic.self) { try Crontab(bytes: Array(cut.utf8)).blocks() }
        #expect(
            error?.rendered() == """
                crontab:1: error[broken-block]: the marked block of '/srv/news/nightly.yaml' has no end
                  hint: with 'crontab -e', put the line '# <<< textmill schedule /srv/news/nightly.yaml' back after it, or remove the whole block
                """)
    }

    @Test func `what cannot stand on a line of a crontab is refused`() throws {
        let error = #expect(throws: Diagnostic.self) { try Self.schedule("/srv/a\nb.yaml") }
        #expect(
            error?.rendered() == """
                error[bad-schedule]: '/srv/ab.yaml' has a line end or a control character in it
                  hint: a line of a crontab cannot hold it; rename the file, or set the value in the pipeline file
                """)
        #expect(throws: Diagnostic.self) { try Self.schedule(overrides: ["a=b\u{7F}"]) }
        let long = #expect(throws: Diagnostic.self) {
            var crontab = Crontab(bytes: [])
            _ = try crontab.set(Self.schedule("/srv/p.yaml", overrides: ["a=" + String(repeating: "x", count: 1000)]))
        }
        #expect(
            long?.rendered() == """
                error[command-too-long]: the command has 1103 bytes; cron takes 998
                  hint: set values in the pipeline file instead of with --set, or use --systemd
                """)
    }

    @Test func `settings of the crontab hold for the lines after them`() throws {
        let block = try Crontab.block(Self.schedule())
        let crontab = Crontab(
            bytes: Array("MAILTO = \"me\"\n#A=1\nB='x y'\nMAILTO=you\n\(block)C=3\n0 1 * * * D=4 x\n".utf8))
        #expect(crontab.settings(for: "/srv/news/nightly.yaml") == ["MAILTO": "you", "B": "x y"])
        #expect(crontab.settings(for: "/none") == ["MAILTO": "you", "B": "x y", "C": "3"])
    }

    @Test func `a timer of systemd says the same`() throws {
        let units = try SystemdUnits(
            Self.schedule(
                "/srv/my news/50%.yaml", "30 2 * * 1-5", "0 */6 1 jan,jul *", overrides: ["a=$b \"c\\"], catchesUp: true
            ))
        #expect(
            units.timer == """
                # textmill schedule /srv/my news/50%.yaml
                # cron 30 2 * * 1-5
                # cron 0 */6 1 jan,jul *
                # set a=$b "c\\
                # program /usr/local/bin/textmill
                [Unit]
                Description=textmill run /srv/my news/50%%.yaml

                [Timer]
                OnCalendar=Mon..Fri *-*-* 02:30:00
                OnCalendar=*-01,07-01 00,06,12,18:00:00
                Persistent=true

                [Install]
                WantedBy=timers.target

                """)
        #expect(
            units.service == """
                # textmill schedule /srv/my news/50%.yaml
                [Unit]
                Description=textmill run /srv/my news/50%%.yaml

                [Service]
                Type=oneshot
                WorkingDirectory=/srv/my news
                Environment=PATH=/usr/local/bin:/usr/bin:/bin
                ExecStart="/usr/local/bin/textmill" "run" "/srv/my news/50%%.yaml" "--quiet" "--set" "a=$$b \\"c\\\\"

                """)
        #expect(units.name.hasPrefix("textmill-50--") && SystemdUnits.name("/a/50%.yaml") != units.name)
    }

    @Test(arguments: [
        ("0 0 13 * 5", ["*-*-13 00:00:00", "Fri *-*-* 00:00:00"]),
        ("0 0 1-31/30 * */2", ["Sun,Tue,Thu,Sat *-*-01,31 00:00:00"]),
        ("* * * * *", ["*-*-* *:*:00"]), ("0 0 1-31 * 5", ["*-*-* 00:00:00"]), ("0 0 1 2 0-6", ["*-02-* 00:00:00"]),
    ]) func `the rule of the two fields for days becomes calendar events`(cron: String, events: [String]) throws {
        #expect(try CronExpression(cron, source: "--cron").calendarTexts == events)
    }

    @Test(arguments: [
        ("Environment=A=b", ["A": "b"]), ("[Service]\nEnvironment=A=b C=d\nEnvironment=A=e\n", ["A": "e", "C": "d"]),
        ("Environment=\"A=b c\" 'D=e f' G=\"h i\"", ["A": "b c", "D": "e f", "G": "h i"]),
        ("Environment=A=b\nEnvironment=\nEnvironment=C=", ["C": ""]),
        ("Environment=A=b\\ c D=\\\"", ["A": "b c", "D": "\""]),
        ("  Environment = A=50%%", ["A": "50%"]), ("Environment=A=b \\\n  # no\n  C=d\nX=1", ["A": "b", "C": "d"]),
        ("#Environment=A=b\nEnvironmentFile=A=b\nEnvironment=A\n", [:]), ("", [:]),
    ])
    func `what a unit of systemd sets in the environment`(unit: String, settings: [String: String]) {
        #expect(SystemdUnits.environment(units: [unit]) == settings)
        #expect(SystemdUnits.environment(units: [unit.replacing("\n", with: "\r\n")]) == settings)
    }

    @Test func `a file beside a unit adds to it, and takes back what it sets`() {
        let unit = "[Service]\nEnvironment=A=b\n"
        #expect(SystemdUnits.environment(units: [unit, "Environment=C=d\n"]) == ["A": "b", "C": "d"])
        #expect(SystemdUnits.environment(units: [unit, "Environment=\nEnvironment=C=d\n"]) == ["C": "d"])
    }

    @Test func `a timer is read back, and another's is not`() throws {
        let schedule = try Self.schedule(
            "/srv/my news/50%.yaml", "30 2 * * 1-5", "@daily", overrides: ["a=b c", "d="], catchesUp: true)
        #expect(try SystemdUnits.schedule(timer: SystemdUnits(schedule).timer) == schedule)
        #expect(SystemdUnits.schedule(timer: "[Timer]\nOnCalendar=daily\n") == nil)
        let units = try SystemdUnits(schedule)
        for unit in [units.timer, units.service] {
            #expect(SystemdUnits.pipeline(unit: unit) == "/srv/my news/50%.yaml")
        }
        #expect(SystemdUnits.pipeline(unit: "[Timer]\nOnCalendar=daily\n# textmill schedule /a.yaml\n") == nil)
        // One of its expressions is none any more: what it would run when, nobody can say.
        #expect(SystemdUnits.schedule(timer: units.timer.replacing("# cron 30 2", with: "# cron 30 25")) == nil)
        let error = #expect(throws: Diagnostic.self) { try SystemdUnits(Self.schedule("/a.yaml", "@reboot")) }
        #expect(
            error?.rendered() == """
                error[no-timer]: '@reboot' is no time that a systemd timer can have
                  hint: leave --systemd out, or write a service of your own that is wanted by default.target
                """)
        let folder = #expect(throws: Diagnostic.self) { try SystemdUnits(Self.schedule("/a\\/b.yaml")) }
        #expect(
            folder?.rendered() == """
                error[no-timer]: the folder '/a\\' ends in a backslash, which a unit of systemd cannot name
                  hint: leave --systemd out, or rename the folder
                """)
    }
}
