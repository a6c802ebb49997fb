@testable import Scheduling

/// The slow twin: the main loop of Debian's cron (`cron.c`), minute by minute, with fields cut up in the simplest way.
struct ObviousCron {
    private let fields: [Set<Int>]
    private let isWild: Bool
    private let dayBeginsWithStar: Bool

    init(_ text: String) {
        let texts = text.split(separator: " ").map(String.init)
        let limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
        fields = zip(texts, limits).map { text, limit in
            var values: Set<Int> = []
            for item in text.split(separator: ",") {
                let parts = item.split(separator: "/")
                let step = parts.count > 1 ? Int(parts[1])! : 1
                let ends = parts[0] == "*" ? [limit.0, limit.1] : parts[0].split(separator: "-").map { Int($0)! }
                for value in ends[0]...ends[ends.count - 1] where (value - ends[0]) % step == 0 { values.insert(value) }
            }
            if limit.1 == 7, values.contains(7) || values.contains(0) { values.formUnion([0, 7]) }
            return values
        }
        isWild = texts[0].hasPrefix("*") || texts[1].hasPrefix("*")
        dayBeginsWithStar = texts[2].hasPrefix("*") || texts[4].hasPrefix("*")
    }

    private func fits(_ minute: Int) -> Bool {
        let time = LocalTime(minute: minute)
        let date = time.date
        guard fields[0].contains(time.minuteOfHour), fields[1].contains(time.hour), fields[3].contains(date.month)
        else {
            return false
        }
        let (isDay, isWeekday) = (fields[2].contains(date.day), fields[4].contains(time.weekday))
        return dayBeginsWithStar ? isDay && isWeekday : isDay || isWeekday
    }

    /// The moments from `start` to `end` at which cron, awake since `start`, begins a job; both on whole minutes.
    func moments(from start: Int, to end: Int, in zone: TimeZoneRules) -> [Int] {
        var moments: [Int] = []
        func clock(_ moment: Int) -> Int { (moment + zone.clock(at: moment).offset) / 60 }
        var virtual = clock(start) - 1
        for moment in stride(from: start, through: end, by: 60) {
            let running = clock(moment)
            let difference = running - virtual
            var runs = false
            switch difference {
            case 1...5:
                for minute in virtual + 1...running { runs = runs || fits(minute) }
                virtual = running
            case 6...180:
                runs = isWild && fits(running)
                for minute in virtual + 1...running { runs = runs || !isWild && fits(minute) }
                virtual = running
            case -179...0: runs = isWild && fits(running)
            default:
                virtual = running
                runs = fits(running)
            }
            if runs { moments.append(moment) }
        }
        return moments
    }
}
