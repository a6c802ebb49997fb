import Diagnostics
import FoundationEssentials
import Glibc
import Scheduling

/// The time zone by which cron reads its times: the machine's, whatever TZ says in this shell.
enum MachineZone {
    private static let folder = "/usr/share/zoneinfo"

    /// The zone of /etc/localtime; UTC when there is no such file, as for the C library.
    ///
    /// - Throws: ``Diagnostic`` `bad-time-zone`, `unreadable-file`.
    static func current(localtime: String = "/etc/localtime") throws -> TimeZoneRules {
        guard access(localtime, F_OK) == 0 else { return .utc }
        let bytes = try FileReading.contents(of: localtime, limit: TimeZoneRules.mostBytes)
        return try TimeZoneRules(name: name(localtime), bytes: bytes, file: localtime)
    }

    /// `Europe/Berlin`, from where the link points to.
    private static func name(_ localtime: String) -> String {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: localtime),
            let range = target.firstRange(of: "zoneinfo/")
        else { return localtime }
        return String(target[range.upperBound...])
    }

    /// A zone by its name.
    ///
    /// - Throws: ``Diagnostic`` `unknown-time-zone`.
    static func named(_ name: String) throws -> TimeZoneRules {
        let isName =
            !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !name.contains("..")
            && !name.hasPrefix("/")
        guard isName, access("\(folder)/\(name)", R_OK) == 0, !NewFile.isFolder("\(folder)/\(name)") else {
            throw Diagnostic(
                "unknown-time-zone", "there is no time zone '\(name)'",
                hint: "zones are named like Europe/Berlin; \(folder) has them all")
        }
        let bytes = try FileReading.contents(of: "\(folder)/\(name)", limit: TimeZoneRules.mostBytes)
        return try TimeZoneRules(name: name, bytes: bytes, file: "\(folder)/\(name)")
    }
}
