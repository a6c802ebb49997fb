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

    /// The schedules whose timers are there, by the names of the files.
    func schedules() -> [PipelineSchedule] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("textmill-") && $0.hasSuffix(".timer") }.sorted().compactMap { name in
            contents(name).flatMap { SystemdUnits.schedule(timer: $0) }
        }
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

    /// Removes the files of a pipeline's schedule.
    func remove(_ pipeline: String) -> Crontab.Change {
        let name = SystemdUnits.name(pipeline)
        let results = ["timer", "service"].map { unlink("\(path)/\(name).\($0)") }
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
