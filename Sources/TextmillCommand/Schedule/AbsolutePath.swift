import FoundationEssentials
import Glibc

/// Whole paths, as cron needs them.
enum AbsolutePath {
    /// The path from the root, without `.` and `..`; links are left as they are, because a link that is set anew at each
    /// release shall be followed at night too.
    static func of(_ path: String, from folder: String = FileManager.default.currentDirectoryPath) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// This program: as it was called, found through PATH when it was called by its name alone.
    static func ofProgram(_ name: String = CommandLine.arguments[0], path: String?) -> String {
        if name.contains("/") { return of(name) }
        let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        let found = folders.lazy.map { "\(of($0))/\(name)" }.first { access($0, X_OK) == 0 && !NewFile.isFolder($0) }
        return found ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? of(name)
    }

    /// The folder that a path is in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
