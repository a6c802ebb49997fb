import ArgumentParser
import Engine
import Formats
import Glibc
import StageKit

/// How a run shows how far it is.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A live line on a terminal, plain lines elsewhere.
    case auto
    /// A line at the start and one at the end.
    case plain
    /// A JSON record each second.
    case json
    case none
}

/// Shows on standard error how far a run is, until its task is cancelled.
struct ProgressReporter: Sendable {
    let pipeline: String
    let workers: Int
    let style: ProgressStyle
    let control: RunControl
    /// As it is where the run begins: a signal comes on a thread that does not know.
    private let logFormat = Console.logFormat

    /// Whether a line is redrawn in place.
    private var isLive: Bool { style == .auto && Console.isTerminal }

    /// Says that the run begins.
    func begin() {
        guard style == .plain || (style == .auto && !isLive) else { return }
        Console.say("\(pipeline): started with \(Wording.counted(workers, "worker"))")
    }

    /// Says that a signal came and what a second one would do.
    func say(signal number: Int32) {
        let name = number == SIGINT ? "SIGINT" : "SIGTERM"
        Console.$logFormat.withValue(logFormat) {
            Console.draw(isLive ? "\r\u{1B}[2K" : "")
            Console.say("\(pipeline): \(name), finishing what was read; a second signal stops at once")
        }
    }

    /// Shows the progress again and again; returns when the task is cancelled.
    func watch() async {
        guard isLive || style == .json else { return }
        let pause = isLive ? Duration.milliseconds(100) : .seconds(1)
        while (try? await Task.sleep(for: pause)) != nil {
            if isLive {
                Console.draw("\r\u{1B}[2K" + Self.line(control.progress, pipeline, columns: Console.columns))
            } else {
                let value = Self.value(control.progress, pipeline)
                if logFormat == .json {
                    Console.say("\(pipeline): works", ["progress": value])
                } else {
                    Console.say(value.json)
                }
            }
        }
        if isLive { Console.draw("\r\u{1B}[2K") }
    }

    /// The live line, no longer than the terminal is wide.
    static func line(_ progress: RunProgress, _ pipeline: String, columns: Int) -> String {
        let seconds = progress.elapsed / .seconds(1)
        var parts = [Wording.counted(progress.read, "document")]
        if seconds > 0.5 { parts.append("\(Int(Double(progress.read) / seconds))/s") }
        if let total = progress.totalBytes, total > 0 {
            parts.append("\(min(100, progress.bytesRead / max(1, total / 100))) %")
        } else {
            parts.append(Wording.size(progress.bytesRead))
        }
        if progress.dropped > 0 { parts.append("\(progress.dropped) dropped") }
        if progress.quarantined > 0 { parts.append("\(progress.quarantined) quarantined") }
        return String("\(pipeline): \(parts.joined(separator: ", "))".prefix(max(1, columns - 1)))
    }

    private static func value(_ progress: RunProgress, _ pipeline: String) -> Value {
        [
            "pipeline": .string(pipeline), "read": .number("\(progress.read)"),
            "exported": .number("\(progress.exported)"), "dropped": .number("\(progress.dropped)"),
            "quarantined": .number("\(progress.quarantined)"), "bytes-read": .number("\(progress.bytesRead)"),
            "bytes-total": progress.totalBytes.map { .number("\($0)") } ?? .null,
            "seconds": .number(Wording.decimal(progress.elapsed / .seconds(1), places: 2)),
        ]
    }
}
