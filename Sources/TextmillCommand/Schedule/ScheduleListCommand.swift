import ArgumentParser
import Diagnostics
import DocumentModel
import Scheduling

/// `textmill schedule list`: what runs when.
struct ScheduleListCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the pipelines that run by themselves, with their next times.",
        discussion: """
            Examples:
              textmill schedule list
              textmill schedule list --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @ArgumentParser.Option(help: "How to print it.")
    var format = Format.text

    func run(_ program: Program) throws -> ExitStatus {
        let (entries, problem) = try ScheduleBook().entries()
        if let problem, entries.isEmpty { throw problem }
        let page = ScheduleList(entries: entries, zone: try MachineZone.current(), now: ScheduleBook.now)
        switch format {
        case .text: try Console.print(page.text)
        case .json: try Console.print(JSONText.pretty(page.value))
        }
        return .success
    }
}

/// The schedules as a page and as data.
struct ScheduleList {
    let entries: [ScheduleBook.Entry]
    let zone: TimeZoneRules
    /// Seconds since 1970.
    let now: Int

    /// How many of the next times are shown.
    private static let shown = 3

    var text: String {
        guard !entries.isEmpty else { return "nothing is scheduled; 'textmill schedule add FILE --at 02:30' does it" }
        var lines: [String] = []
        for entry in entries {
            lines.append(entry.pipeline)
            guard let schedule = entry.schedule else {
                lines.append("  edited by hand, and no longer understood; 'textmill schedule doctor' says more")
                continue
            }
            for expression in schedule.expressions {
                lines.append("  \(entry.keeper.rawValue): \(expression), \(expression.words)")
            }
            if !schedule.overrides.isEmpty { lines.append("  set: \(schedule.overrides.joined(separator: ", "))") }
            if schedule.catchesUp { lines.append("  catch-up: after a start of the machine, when a run was missed") }
            if entry.isEdited {
                lines.append(
                    "  edited by hand" + (entry.editedUnits.isEmpty ? "" : ": \(CronWords.list(entry.editedUnits))"))
            }
            lines.append("  next: \(next(schedule))")
        }
        lines.append("times are in the machine's time zone, \(zone.name); Debian's cron knows no other (no CRON_TZ)")
        return lines.joined(separator: "\n")
    }

    private func next(_ schedule: PipelineSchedule) -> String {
        if schedule.expressions.allSatisfy(\.isAtStart) { return "at the next start of the machine" }
        let moments = schedule.next(Self.shown, after: now, in: zone)
        return moments.isEmpty ? "never, because no date fits" : moments.map(zone.text).joined(separator: ", ")
    }

    var value: Value {
        .list(
            entries.map { entry in
                var fields: Fields = [
                    "pipeline": .string(entry.pipeline), "by": .string(entry.keeper.rawValue),
                    "edited": .boolean(entry.isEdited), "zone": .string(zone.name),
                ]
                if !entry.editedUnits.isEmpty { fields["edited-units"] = .list(entry.editedUnits.map { .string($0) }) }
                guard let schedule = entry.schedule else { return .object(fields) }
                fields["program"] = .string(schedule.program)
                fields["times"] = .list(
                    schedule.expressions.map { ["cron": .string($0.text), "words": .string($0.words)] })
                fields["set"] = .list(schedule.overrides.map { .string($0) })
                fields["catch-up"] = .boolean(schedule.catchesUp)
                fields["next"] = .list(
                    schedule.next(Self.shown, after: now, in: zone).map { .string(zone.timestamp($0)) })
                return .object(fields)
            })
    }
}

extension TimeZoneRules {
    /// A moment as ISO 8601 has it: `2026-11-30T02:30:00+01:00`.
    func timestamp(_ moment: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let local = self.local(moment)
        let (year, month, day) = local.date
        let offset = clock(at: moment).offset
        let size = abs(offset) / 60
        return
            "\(year)-\(two(month))-\(two(day))T\(local.time):00\(offset < 0 ? "-" : "+")\(two(size / 60)):\(two(size % 60))"
    }
}
