import ArgumentParser

/// What every `evaluate` command takes.
struct EvaluationArguments: ParsableArguments {
    /// How a result is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

    @Argument(help: ArgumentHelp("Annotated files, gzip or not; - for standard input.", valueName: "gold"))
    var gold: [String]

    @Option(help: "The format of the gold files; by their names unless given.")
    var goldFormat = AnnotationFormat.auto

    @Option(help: ArgumentHelp("Run the stages of this pipeline file over the gold texts.", valueName: "file"))
    var pipeline: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a variable or an option of the pipeline; may come several times.", valueName: "name=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Measure the annotations of this file instead of running anything.", valueName: "file"))
    var found: String?

    @Option(help: "The format of the file of --found.")
    var foundFormat = AnnotationFormat.auto

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Measure a label as another, in gold and found: 'GPE=PLACE,LOC=PLACE'; 'NORP=' leaves it out.",
            valueName: "label=label"))
    var map: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Measure only these labels, after --map; without it those that gold has.", valueName: "labels"))
    var labels: [String] = []

    @Flag(help: "Gold annotations may overlap.")
    var nested = false

    @Option(help: ArgumentHelp("Compare with this earlier result.", valueName: "result.json"))
    var baseline: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "End with exit code 1 when a score is lower: 'PERSON=0.8', 'micro=0.78', 'ORG.recall=0.7'.",
            valueName: "score=least"))
    var failUnder: [String] = []

    @Option(help: "How to print the result.")
    var format = Format.text

    @Option(help: ArgumentHelp("Write the result here instead of to standard output.", valueName: "path"))
    var out = "-"

    @Option(help: ArgumentHelp("Write the result as JSON here too, for --baseline.", valueName: "path"))
    var save: String?

    @Option(help: ArgumentHelp("List so many of the misses in the text.", valueName: "n"))
    var misses = 20

    @Option(help: ArgumentHelp("Where chance begins: the same number gives the same p-values.", valueName: "n"))
    var seed: UInt64 = 1

    func validate() throws {
        if pipeline != nil && found != nil { throw ValidationError("--pipeline and --found exclude each other") }
        if misses < 0 { throw ValidationError("--misses must not be negative") }
        if pipeline == nil, found != nil, !overrides.isEmpty {
            throw ValidationError("--set changes a pipeline, and none is run")
        }
        _ = try limits()
        _ = try projectionMap()
    }

    /// What `--fail-under` asks for.
    func limits() throws -> [ScoreLimit] {
        try ScoreLimit.all(failUnder, example: "PERSON=0.8")
    }

    /// What `--map` asks for.
    func projectionMap() throws -> [String: String?] {
        var projection: [String: String?] = [:]
        for pair in map.flatMap({ $0.split(separator: ",") }) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("--map takes 'label=label', such as 'GPE=PLACE', and not '\(pair)'")
            }
            if let known = projection[parts[0]], known ?? "" != parts[1] {
                throw ValidationError("--map says of '\(parts[0])' two things")
            }
            projection[parts[0]] = .some(parts[1].isEmpty ? nil : parts[1])
        }
        return projection
    }

    /// What `--labels` asks for; nil for the labels of gold.
    var labelNames: [String]? {
        labels.isEmpty ? nil : labels.flatMap { $0.split(separator: ",").map(String.init) }
    }
}
