import ArgumentParser
import Ledger

/// Which documents of a quarantine are meant.
struct QuarantineArguments: ParsableArguments {
    @Argument(help: "Only these: ids of documents, or numbers as 'list' shows them.")
    var ids: [String] = []

    @Option(help: ArgumentHelp("Only those that failed in this stage.", valueName: "name"))
    var stage: String?

    @Option(help: ArgumentHelp("Only those with this error, such as 'bad-json'.", valueName: "code"))
    var error: String?

    @Option(help: ArgumentHelp("Only those that failed in this run.", valueName: "n"))
    var run: Int?

    @Option(help: ArgumentHelp("Only those that failed longer ago than this, such as '7d'.", valueName: "age"))
    var olderThan: Age?

    @Option(help: ArgumentHelp("Only those that failed since then, such as '1h'.", valueName: "age"))
    var newerThan: Age?

    /// Whether no document is told from another.
    var areEmpty: Bool {
        ids.isEmpty && stage == nil && error == nil && run == nil && olderThan == nil && newerThan == nil
    }

    /// The filter for the quarantine of a pipeline.
    ///
    /// - Parameter now: milliseconds since 1970.
    func filter(_ pipeline: String, now: Int = LocalTime.milliseconds()) -> QuarantineFilter {
        var filter = QuarantineFilter(pipeline: pipeline)
        filter.ids = ids
        filter.stage = stage
        filter.code = error
        filter.run = run
        filter.before = olderThan.map { now - $0.milliseconds }
        filter.since = newerThan.map { now - $0.milliseconds }
        return filter
    }
}

/// A length of time as people write it: `30m`, `12h`, `7d`, `2w`.
struct Age: ExpressibleByArgument, Hashable {
    let milliseconds: Int

    /// Reads a whole number and its unit.
    init?(argument: String) {
        let units: [Character: Int] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
        guard let unit = argument.last.flatMap({ units[$0] }), argument.first?.isNumber == true,
            let count = Int(argument.dropLast()), (0...100_000_000).contains(count)
        else { return nil }
        milliseconds = count * unit
    }
}
