import ArgumentParser
import Diagnostics
import FoundationEssentials
import PipelineFile
import Scheduling

/// `textmill schedule add`: a pipeline runs at set times from now on.
struct ScheduleAddCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes a pipeline run at set times.",
        discussion: """
            It writes one marked block into your crontab, through the 'crontab' program, and leaves every other line as \
            it is. Adding a pipeline again replaces its block. With --systemd it writes a timer and a service instead.

            Examples:
              textmill schedule add nightly.yaml --at 02:30
              textmill schedule add nightly.yaml --at 06:00 --at 18:00 --on weekdays --catch-up
              textmill schedule add nightly.yaml --cron '*/15 8-17 * * mon-fri' --set inbox=/data/inbox
              textmill schedule add nightly.yaml --at 02:30 --systemd
            """)

    @Argument(help: "The pipeline file.")
    var file: String

    @Option(
        name: .customLong("at"), parsing: .singleValue,
        help: ArgumentHelp("A time of day, such as 02:30; may come several times.", valueName: "hh:mm"))
    var times: [String] = []

    @Option(
        name: .customLong("on"),
        help: ArgumentHelp("The days: weekdays, weekends, daily, or such as monday,thursday.", valueName: "days"))
    var days: String?

    @Option(
        name: .customLong("cron"), parsing: .singleValue,
        help: ArgumentHelp("A cron expression instead; may come several times.", valueName: "expression"))
    var expressions: [String] = []

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Run with a changed variable or option; may come several times.", valueName: "name=value"))
    var overrides: [String] = []

    @Flag(help: "Run once after the machine starts when a run was missed.")
    var catchUp = false

    @Flag(help: "Write a user timer of systemd instead of a line of the crontab.")
    var systemd = false

    @Flag(help: "Schedule the pipeline although 'lint' finds errors in it.")
    var unchecked = false

    func validate() throws {
        if times.isEmpty, expressions.isEmpty {
            throw ValidationError("give a time with --at, or an expression with --cron")
        }
        if !times.isEmpty, !expressions.isEmpty { throw ValidationError("--at and --cron exclude each other") }
        if times.isEmpty, days != nil { throw ValidationError("--on needs --at; a --cron expression has its own days") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        let schedule: PipelineSchedule
        let environment = ProcessInfo.processInfo.environment
        do {
            schedule = try PipelineSchedule(
                pipeline: AbsolutePath.of(file), expressions: cronExpressions(), overrides: overrides,
                catchesUp: catchUp, program: AbsolutePath.ofProgram(path: environment["PATH"]))
        } catch {
            Failure.say(error)
            return .wrongArguments
        }
        guard isRight(program, environment) else { return .wrongPipeline }
        let zone = try MachineZone.current()
        let book = ScheduleBook(environment: environment)
        let page = systemd ? try addTimer(schedule, book) : try addLine(schedule, book)
        try Console.print((page + [next(schedule, zone)]).joined(separator: "\n"))
        return .success
    }

    private func cronExpressions() throws -> [CronExpression] {
        guard expressions.isEmpty else { return try expressions.map { try CronExpression($0, source: "--cron") } }
        let choice = try days.map { try WeekdayChoice($0) } ?? .daily
        return try times.map { CronExpression(try TimeOfDay($0), on: choice) }
    }

    /// Whether the pipeline file can run; what is wrong with it is printed.
    private func isRight(_ program: Program, _ environment: [String: String]) -> Bool {
        let bytes: [UInt8]
        do { bytes = try FileReading.contents(of: file, limit: LoadedPipeline.mostBytes) } catch {
            Failure.say(error)
            return false
        }
        let problems = PipelineFile.lint(
            bytes: bytes, file: file, stages: program.stages, environment: environment, overrides: overrides,
            bundledFiles: program.bundledFiles)
        for problem in problems { Console.say(problem.rendered()) }
        guard Diagnostics(problems).hasErrors, !unchecked else { return true }
        Console.say("nothing was scheduled; mend the file, or add --unchecked")
        return false
    }

    /// Puts the schedule into the crontab; what to say of it.
    private func addLine(_ schedule: PipelineSchedule, _ book: ScheduleBook) throws -> [String] {
        guard !book.systemd.timers().contains(where: { $0.pipeline == schedule.pipeline }) else {
            throw Self.elsewhere(schedule.pipeline, "a timer of systemd runs it already")
        }
        var crontab = try book.crontab.read()
        let change = try crontab.set(schedule)
        if change != .unchanged { try book.crontab.write(crontab) }
        return [
            Self.verb(change) + " \(schedule.pipeline), in the crontab: \(schedule.words)",
            Self.mail(crontab.settings(for: schedule.pipeline)),
        ]
    }

    /// Writes a timer; what to say of it.
    private func addTimer(_ schedule: PipelineSchedule, _ book: ScheduleBook) throws -> [String] {
        let units = try SystemdUnits(schedule)
        if let crontab = try? book.crontab.read(),
            try crontab.blocks().contains(where: { $0.pipeline == schedule.pipeline })
        {
            throw Self.elsewhere(schedule.pipeline, "a line of the crontab runs it already")
        }
        let change = try book.systemd.set(units)
        var page = [
            Self.verb(change) + " \(schedule.pipeline), as \(book.systemd.path)/\(units.name).timer: \(schedule.words)"
        ]
        if let untold = book.systemd.tell([["daemon-reload"], ["enable", "--now", "\(units.name).timer"]]) {
            page.append("systemctl could not be used here (\(untold.cause)); give these commands yourself:")
            page += untold.commands.map { "  \($0)" }
        }
        page.append("timers of a user run while the user is logged in; 'loginctl enable-linger' makes them run always")
        return page
    }

    private static func elsewhere(_ pipeline: String, _ cause: String) -> Diagnostic {
        Diagnostic(
            "scheduled-already", "'\(pipeline)' would run twice", cause: cause,
            hint: "'textmill schedule remove \(pipeline)' takes that away")
    }

    private static func verb(_ change: Crontab.Change) -> String {
        switch change {
        case .replaced: "changed the schedule of"
        case .unchanged: "unchanged:"
        default: "scheduled"
        }
    }

    private static func mail(_ settings: [String: String]) -> String {
        switch settings["MAILTO"] {
        case ""?: "mails: none, because MAILTO is empty in the crontab"
        case let name?: "mails: cron sends what a run says to \(name)"
        case nil:
            "mails: cron sends what a run says to you; a line MAILTO=name@example.org above the block sends it elsewhere"
        }
    }

    private func next(_ schedule: PipelineSchedule, _ zone: TimeZoneRules) -> String {
        if schedule.expressions.allSatisfy(\.isAtStart) { return "next: at the next start of the machine" }
        guard let next = schedule.next(after: ScheduleBook.now, in: zone) else {
            return "next: never, because no date fits"
        }
        return "next: \(zone.text(next)), in the machine's time zone \(zone.name)"
    }
}
