import ArgumentParser
import Diagnostics
import DocumentModel
import Formats
import Glibc

/// How everything on standard error is written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text
    /// A JSON object on each line.
    case json

    /// The format that the arguments ask for, as far as that can be seen in arguments that are wrong.
    init(of arguments: [String]) {
        let isJSON = zip(arguments, arguments.dropFirst()).contains { $0 == "--log-format" && $1 == "json" }
        self = isJSON || arguments.contains("--log-format=json") ? .json : .text
    }
}

/// One line of a log: a JSON object with the time, the level and what there is to say.
enum LogLine {
    /// What was said about the work.
    static func text(_ message: String, _ data: Fields, time: Int = LocalTime.milliseconds()) -> String {
        var fields: Fields = [
            "time": .string(LocalTime.utc(time)), "level": "info", "message": .string(message),
        ]
        for name in data.names { fields[name] = data[name] }
        return Value.object(fields).json
    }

    /// A problem.
    static func text(_ problem: Diagnostic, time: Int = LocalTime.milliseconds()) -> String {
        let level = problem.severity == .note ? "info" : problem.severity.rawValue
        var fields: Fields = [
            "time": .string(LocalTime.utc(time)), "level": .string(level), "message": .string(problem.problem),
        ]
        let values = problem.value.object ?? Fields()
        for name in values.names where name != "severity" && name != "problem" { fields[name] = values[name] }
        return Value.object(fields).json
    }
}

extension LocalTime {
    /// A time in UTC, `2026-11-29T02:30:05.123Z`.
    static func utc(_ milliseconds: Int) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
        }
        let day = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }
        let hour = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
        return "\(day.joined(separator: "-"))T\(hour.joined(separator: ":")).\(padded(milliseconds % 1000, 3))Z"
    }
}
