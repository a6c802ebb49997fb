import ArgumentParser
import Diagnostics
import Scheduling

/// `textmill schedule next`: when a pipeline, or a cron expression, runs next.
struct ScheduleNextCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Prints the next times of a pipeline's schedule, or of a cron expression.",
        discussion: """
            Times are those at which Debian's cron starts a run, also where daylight saving skips or repeats an hour.

            Examples:
              textmill schedule next nightly.yaml 5
              textmill schedule next --cron '30 2 * * 1-5'
              textmill schedule next --cron '30 2 * * *' 200 --zone Europe/Berlin
            """)

    @Argument(help: ArgumentHelp("A scheduled pipeline file; left out with --cron.", valueName: "file"))
    var first: String?

    @Argument(help: ArgumentHelp("How many times to print; 3 unless given.", valueName: "n"))
    var second: String?

    @Option(name: .customLong("cron"), help: ArgumentHelp("A cron expression.", valueName: "expression"))
    var expression: String?

    @Option(help: ArgumentHelp("A time zone other than the machine's, such as Europe/Berlin.", valueName: "zone"))
    var zone: String?

    /// Most times that are printed.
    private static let most = 10_000

    /// The pipeline file and the number among the arguments; with an expression there is no file.
    private var arguments: (file: String?, count: String?) {
        expression == nil ? (first, second) : (nil, first)
    }

    func validate() throws {
        if expression == nil, first == nil { throw ValidationError("name a pipeline file, or give --cron") }
        if expression != nil, second != nil { throw ValidationError("--cron takes no pipeline file") }
        if let text = arguments.count {
            guard let number = Int(text), (1...Self.most).contains(number) else {
                throw ValidationError("'\(text)' must be a number from 1 to \(Self.most)")
            }
        }
    }

    private var count: Int { arguments.count.flatMap { Int($0) } ?? 3 }

    func run(_ program: Program) throws -> ExitStatus {
        let rules: TimeZoneRules
        var expressions: [CronExpression] = []
        do {
            rules = try zone.map { try MachineZone.named($0) } ?? MachineZone.current()
            if let expression { expressions = [try CronExpression(expression, source: "--cron")] }
        } catch {
            Failure.say(error)
            return .wrongArguments
        }
        if let file = arguments.file {
            let pipeline = AbsolutePath.of(file)
            let entries = try ScheduleBook().entries().entries.filter { $0.pipeline == pipeline }
            expressions = entries.flatMap { $0.schedule?.expressions ?? [] }
            guard !expressions.isEmpty else {
                throw Diagnostic(
                    "not-scheduled", "'\(pipeline)' is not scheduled",
                    hint: "'textmill schedule list' shows what is; --cron asks for an expression alone")
            }
        }
        let schedule = try PipelineSchedule(pipeline: "/", expressions: expressions, program: "/")
        var lines = ["\(schedule.words), in the time zone \(rules.name)"]
        if schedule.expressions.allSatisfy(\.isAtStart) {
            lines.append("at the next start of the machine")
        } else {
            let moments = schedule.next(count, after: ScheduleBook.now, in: rules)
            lines += moments.isEmpty ? ["never, because no date fits"] : moments.map(rules.text)
        }
        try Console.print(lines.joined(separator: "\n"))
        return .success
    }
}
