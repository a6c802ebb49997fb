import Foundation
import Testing

@testable import Scheduling

/// Asks systemd itself what the calendar events of a timer mean, where it is installed.
@Suite struct SystemdCalendarTests {
    static let program = "/usr/bin/systemd-analyze"

    /// The moments at which systemd has the events elapse next after a moment, in their order; nil for never.
    private func elapses(_ events: [String], after moment: Int) throws -> [Int?] {
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.environment = ["TZ": "UTC", "LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let (year, month, day) = LocalTime(minute: moment / 60).date
        let time = "\(year)-\(LocalTime.two(month))-\(LocalTime.two(day)) \(LocalTime(minute: moment / 60).time):00 UTC"
        process.arguments = ["calendar", "--base-time=\(time)"] + events
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").filter { $0.contains("Next elapse: ") }.map { line in
            let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
            guard numbers.count == 6 else { return nil }
            return LocalTime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]).minute * 60
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program)))
    func `a timer elapses when cron would run the line`() throws {
        var numbers = SeededNumbers(23)
        func field(_ low: Int, _ high: Int) -> String {
            let a = Int.random(in: low...high, using: &numbers)
            let b = Int.random(in: a...high, using: &numbers)
            return ["*", "*", "\(a)", "\(a)-\(b)", "\(a),\(b)", "\(a)-\(b)/3", "*/5"].randomElement(using: &numbers)
                ?? "*"
        }
        for _ in 0..<60 {
            let text = [field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)].joined(separator: " ")
            let expression = try CronExpression(text, source: "--cron")
            let moment = Int.random(in: 1_700_000_000...2_000_000_000, using: &numbers) / 60 * 60
            let events = expression.calendarTexts
            let found = try elapses(events, after: moment)
            try #require(found.count == events.count, "\(events)")
            #expect(found.compactMap { $0 }.min() == expression.next(after: moment, in: .utc), "'\(text)' is \(events)")
        }
    }
}
