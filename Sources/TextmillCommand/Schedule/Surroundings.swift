import Diagnostics
import Formats
import FoundationEssentials
import Glibc
import Scheduling

/// What `schedule doctor` looks at in the machine; a test puts its own in the place of each.
struct Surroundings {
    /// The environment of this process.
    var environment: [String: String]
    /// The working folder of this process.
    var folder: String
    /// The user's name, and whether it is root.
    var user: String
    var isRoot: Bool
    /// Seconds since 1970.
    var now: Int
    /// The zone by which cron works.
    var zone: TimeZoneRules
    /// The content of a small file; nil when there is none, or it cannot be read.
    var contents: (_ path: String) -> String?
    /// Why a path cannot be used as access(2) asks (`R_OK`, `W_OK`, `X_OK`, `F_OK`); nil when it can.
    var refusal: (_ path: String, _ mode: Int32) -> SystemError?
    /// Bytes that this user may still write where a path is, and all bytes of that disk.
    var space: (_ path: String) -> (free: Int, total: Int)?
    /// The names of the programs that run.
    var runningPrograms: () -> Set<String>
    /// When the pipeline last ran.
    var lastRun: LastRun

    /// The machine as it is.
    static func machine(_ program: Program) throws -> Surroundings {
        let environment = ProcessInfo.processInfo.environment
        return Surroundings(
            environment: environment, folder: FileManager.default.currentDirectoryPath,
            user: ProcessInfo.processInfo.userName, isRoot: geteuid() == 0,
            now: ScheduleBook.now, zone: try MachineZone.current(),
            contents: { path in
                (try? FileReading.contents(of: path, limit: 256 << 10)).map { String(decoding: $0, as: UTF8.self) }
            },
            refusal: { path, mode in access(path, mode) == 0 ? nil : .last },
            space: { path in
                var status = statvfs()
                guard statvfs(path, &status) == 0 else { return nil }
                let block = Int(status.f_frsize)
                return (Int(status.f_bavail) * block, Int(status.f_blocks) * block)
            },
            runningPrograms: Self.programs, lastRun: .inLedger(program, environment: environment))
    }

    /// What /proc says; of another user's programs too, unless the machine hides them.
    private static func programs() -> Set<String> {
        func line(_ path: String) -> String? {
            (try? FileReading.contents(of: path, limit: 64)).map {
                String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)
            }
        }
        let numbers = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }
        var programs = Set(numbers.compactMap { line("/proc/\($0)/comm") })
        // Where the first process is hidden, cron's is too; the system still says whether there is one of its number.
        let isHidden = line("/proc/1/comm") == nil
        let number = ["/run/crond.pid", "/var/run/crond.pid"].lazy.compactMap(line).compactMap { pid_t($0) }.first
        if isHidden, let number, number > 0, kill(number, 0) == 0 || errno == EPERM { programs.insert("crond") }
        return programs
    }
}
