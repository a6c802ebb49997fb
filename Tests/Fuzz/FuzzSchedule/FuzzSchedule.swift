import FuzzSupport
import Scheduling

/// Cron expressions, crontabs and time zone files: no crash; an expression says the same when it is read again, and a
/// schedule that is put into a crontab and taken out leaves it as it was.
@main struct FuzzSchedule: FuzzTarget {
    private static let moment = 1_795_953_600

    static func run(_ bytes: [UInt8]) {
        let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        let expression = try? CronExpression(line, source: "x")
        if let expression { check(expression) }
        if let zone = try? TimeZoneRules(name: "x", bytes: bytes, file: "x") {
            _ = zone.text(moment)
            _ = try? CronExpression("30 2 29 2 *", source: "x").next(after: moment, in: zone)
        }
        check(crontab: bytes, expression)
    }

    private static func check(_ expression: CronExpression) {
        if expression.words.isEmpty { fatalError("no words") }
        if (try? CronExpression(expression.text, source: "x")) != expression { fatalError("read otherwise") }
        guard let next = expression.next(after: moment, in: .utc) else { return }
        if next <= moment || expression.previous(notAfter: next, in: .utc) != next { fatalError("no such time") }
    }

    private static func check(crontab bytes: [UInt8], _ expression: CronExpression?) {
        var crontab = Crontab(bytes: bytes)
        _ = crontab.settings(for: "/p.yaml")
        guard let daily = try? CronExpression("@daily", source: "x"),
            let schedule = try? PipelineSchedule(
                pipeline: "/p.yaml", expressions: [expression ?? daily], program: "/textmill"),
            let blocks = try? crontab.blocks(), !blocks.contains(where: { $0.pipeline == "/p.yaml" }),
            (try? crontab.set(schedule)) == .added
        else { return }
        guard let block = try? crontab.blocks().last, block.schedule == schedule, !block.isEdited else {
            fatalError("not what was written")
        }
        _ = try? crontab.remove("/p.yaml")
        let ended = bytes.isEmpty || bytes.last == 0x0A ? bytes : bytes + [0x0A]
        if crontab.bytes != ended { fatalError("something else changed") }
    }
}
