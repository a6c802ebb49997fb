package import Diagnostics

/// When a pipeline file runs, and how.
package struct PipelineSchedule: Hashable, Sendable {
    /// The whole path of the pipeline file; it names the schedule.
    package var pipeline: String
    /// When it runs; one is enough.
    package var expressions: [CronExpression]
    /// The texts of `--set` that the run is given.
    package var overrides: [String]
    /// Whether a run that was missed is made up for.
    package var catchesUp: Bool
    /// The whole path of `textmill`.
    package var program: String

    /// Gathers what a schedule is.
    ///
    /// - Throws: ``Diagnostic`` `bad-schedule` when a text cannot stand on one line.
    package init(
        pipeline: String, expressions: [CronExpression], overrides: [String] = [], catchesUp: Bool = false,
        program: String
    ) throws(Diagnostic) {
        for text in [pipeline, program] + overrides where text.unicodeScalars.contains(where: Self.isControl) {
            throw Diagnostic(
                "bad-schedule", "'\(text.filter { !$0.isNewline })' has a line end or a control character in it",
                hint: "a line of a crontab cannot hold it; rename the file, or set the value in the pipeline file")
        }
        self.pipeline = pipeline
        self.expressions = expressions
        self.overrides = overrides
        self.catchesUp = catchesUp
        self.program = program
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

    /// The folder that the run works in: the pipeline file's.
    package var folder: String {
        guard let slash = pipeline.lastIndex(of: "/"), slash != pipeline.startIndex else { return "/" }
        return String(pipeline[..<slash])
    }

    /// Where programs are looked for that a run starts.
    package static let path = "/usr/local/bin:/usr/bin:/bin"

    /// The words of the command of a run.
    package var runWords: [String] {
        [program, "run", pipeline, "--quiet"] + overrides.flatMap { ["--set", $0] }
    }

    /// The words of the command that makes up for a missed run.
    package var missedWords: [String] { [program, "schedule", "run-missed", pipeline] }

    /// The next moment at which it runs, later than `moment`; moments are seconds since 1970 in UTC.
    package func next(after moment: Int, in zone: TimeZoneRules) -> Int? {
        expressions.compactMap { $0.next(after: moment, in: zone) }.min()
    }

    /// The next `count` moments at which it runs, later than `moment`.
    package func next(_ count: Int, after moment: Int, in zone: TimeZoneRules) -> [Int] {
        var moments: [Int] = []
        while moments.count < count, let found = next(after: moments.last ?? moment, in: zone) {
            moments.append(found)
        }
        return moments
    }

    /// The last moment at which it should have run, not later than `moment`.
    package func previous(notAfter moment: Int, in zone: TimeZoneRules) -> Int? {
        expressions.compactMap { $0.previous(notAfter: moment, in: zone) }.max()
    }

    /// When it runs, in words.
    package var words: String { CronWords.list(expressions.map(\.words)) }
}
