import Diagnostics
import Formats
import FoundationEssentials
import Glibc
import Scheduling

/// The folder of a user's systemd units, and `systemctl`.
struct SystemdFolder {
    /// `$XDG_CONFIG_HOME/systemd/user`, or `~/.config/systemd/user`.
    let path: String
    private let environment: [String: String]

    private static let timeLimit = Duration.seconds(30)
    /// Most bytes of a unit file that are read.
    private static let mostBytes = 64 << 10

    init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let home = value("HOME") ?? FileManager.default.homeDirectoryForCurrentUser.path
        path = "\(value("XDG_CONFIG_HOME") ?? "\(home)/.config")/systemd/user"
        self.environment = environment
    }

    /// A timer that is there.
    struct Found {
        /// The name of its files without the ending.
        var name: String
        var pipeline: String
        /// Nil when its file was changed so that nobody can say.
        var schedule: PipelineSchedule?
        /// Its files that are not as ``set(_:)`` writes them.
        var changes: [Diagnostic]
    }

    /// The timers of pipelines that are there, by the names of the files.
    func timers() -> [Found] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("textmill-") && $0.hasSuffix(".timer") }.sorted().compactMap { name in
            let stem = String(name.dropLast(".timer".count))
            guard let timer = contents(name) else { return nil }
            let service = contents("\(stem).service")
            guard let pipeline = SystemdUnits.pipeline(unit: timer) ?? service.flatMap(SystemdUnits.pipeline) else {
                return nil
            }
            let schedule = SystemdUnits.schedule(timer: timer)
            let changes = changes(stem, timer: timer, service: service, pipeline, schedule)
            return Found(name: stem, pipeline: pipeline, schedule: schedule, changes: changes)
        }
    }

    private func changes(
        _ stem: String, timer: String, service: String?, _ pipeline: String, _ schedule: PipelineSchedule?
    ) -> [Diagnostic] {
        guard let units = schedule.flatMap({ try? SystemdUnits($0) }) else {
            return [
                edited(
                    "\(stem).timer", nil, "it is no longer understood: its first lines say what the schedule is",
                    .error)
            ]
        }
        guard units.name == stem else {
            var copy = edited("\(stem).timer", nil, "the timer of \(pipeline) is called '\(units.name).timer'")
            copy.hint = "'textmill schedule remove' takes away every timer of the pipeline; then add it once"
            return [copy]
        }
        var changes: [Diagnostic] = []
        for (name, found, written) in [
            ("\(stem).timer", timer, units.timer), ("\(stem).service", service, units.service),
        ] {
            guard let found else {
                changes.append(
                    edited(name, nil, "there is no such file, so that the timer starts nothing", .error))
                continue
            }
            if let (line, cause) = Self.difference(found, written) { changes.append(edited(name, line, cause)) }
        }
        return changes
    }

    private func edited(
        _ name: String, _ line: Int?, _ cause: String, _ severity: Diagnostic.Severity = .warning
    ) -> Diagnostic {
        Diagnostic(
            "edited-unit", "the unit is not as 'textmill schedule add' writes it",
            at: SourceLocation(file: "\(path)/\(name)", line: line), severity: severity, cause: cause,
            hint: "'textmill schedule add' writes it anew; changes of your own have a place that it leaves alone: "
                + "'systemctl --user edit \(name)'")
    }

    /// The first line that differs, and how.
    private static func difference(_ found: String, _ written: String) -> (line: Int, cause: String)? {
        guard found != written else { return nil }
        let lines = [found, written].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
        func shown(_ lines: [Substring]) -> String {
            // Behind the last line end is nothing.
            guard same < lines.count, same + 1 < lines.count || !lines[same].isEmpty else {
                return "the end of the file"
            }
            return lines[same].isEmpty ? "an empty line" : "'\(Visible.line(lines[same], longest: 200))'"
        }
        return (same + 1, "expected \(shown(lines[1])), found \(shown(lines[0]))")
    }

    private func contents(_ name: String) -> String? {
        (try? FileReading.contents(of: "\(path)/\(name)", limit: Self.mostBytes)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Writes the files of a schedule.
    ///
    /// - Throws: ``Diagnostic`` `cannot-write`.
    func set(_ units: SystemdUnits) throws -> Crontab.Change {
        let files = [("\(units.name).service", units.service), ("\(units.name).timer", units.timer)]
        let old = files.map { contents($0.0) }
        if old == files.map({ $0.1 }) { return .unchanged }
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw Diagnostic("cannot-write", "cannot make the folder '\(path)'", cause: "\(SystemError.last)")
        }
        for (name, text) in files {
            let file = try openOutput("\(path)/\(name)")
            do {
                try file.write(Array(text.utf8))
                try file.finish()
            } catch {
                file.abandon()
                throw error
            }
        }
        return old.contains { $0 != nil } ? .replaced : .added
    }

    /// Removes the files of a timer.
    func remove(_ timer: Found) -> Crontab.Change {
        let results = ["timer", "service"].map { unlink("\(path)/\(timer.name).\($0)") }
        return results.contains(0) ? .removed : .absent
    }

    /// Tells systemd; the commands that the user has to give when it cannot be told, and why.
    func tell(_ commands: [[String]]) -> (commands: [String], cause: String)? {
        for (index, command) in commands.enumerated() {
            let words = ["systemctl", "--user"] + command
            let cause: String
            do {
                let ending = try ChildProcess.run(words, environment: environment, timeLimit: Self.timeLimit)
                if ending.status == 0 { continue }
                cause = ending.isLate ? "systemctl did not answer" : ending.complaint
            } catch {
                cause = (error as? Diagnostic)?.cause ?? "\(error)"
            }
            return (commands[index...].map { (["systemctl", "--user"] + $0).joined(separator: " ") }, cause)
        }
        return nil
    }
}
