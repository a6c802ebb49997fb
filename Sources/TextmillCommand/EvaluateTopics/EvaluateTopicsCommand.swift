import ArgumentParser

/// `textmill evaluate topics`: topics of whole texts by label.
struct EvaluateTopicsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Measures the topics of texts by label.",
        discussion: """
            Gold is JSON Lines with 'text' or 'title' and 'labels' (a list) or 'label', or fastText's format \
            (__label__energy __label__trade some text), gzip or not. What is measured comes from the stages of a \
            pipeline, from a taxonomy alone ('news' unless one is named), from a trained model alone (--model), or from a file of \
            labels (--found).

            --map says which topics mean a label of gold; it may come several times, or name a YAML file that has labels \
            of gold as keys and topics as values. Documentation/Evaluating.md says how scores are counted.

            Examples:
              textmill evaluate topics gold.jsonl --taxonomy my-news.yaml --worst 5
              textmill evaluate topics events.jsonl.gz --map 'Law and crime=crime,courts' --map Other=
              textmill evaluate topics gold.jsonl --pipeline news.yaml --save today.json
              textmill evaluate topics gold.jsonl --baseline yesterday.json --fail-under micro=0.7,energy.recall=0.6
              textmill evaluate topics gold.jsonl --found predictions.jsonl --format html --out topics.html
            """)

    @OptionGroup var arguments: TopicArguments

    func validate() throws {
        _ = try arguments.limits()
    }

    func run(_ program: Program) async throws -> ExitStatus {
        let map = try TopicMap(arguments.map)
        let baseline = try arguments.baseline.map { try Baseline(file: $0, subject: "topics", scheme: nil) }
        let gold = try TopicGold.read(arguments.gold, arguments.keys)
        guard let finder = try await TopicFinder.named(arguments, program) else { return .wrongPipeline }
        let found = try await finder.find(gold)
        let measuring = try TopicMeasuring(gold, found, by: finder, map: map, labels: arguments.labelNames)
        let result = TopicResult(
            measuring, goldFiles: arguments.gold, foundBy: finder.name, map: map, baseline: baseline,
            seed: arguments.seed, limits: try arguments.limits())
        if let path = arguments.save { try Console.print(JSONText.pretty(result.value) + "\n", to: path) }
        switch arguments.format {
        case .text: try Console.print(TopicResultText(result, worst: arguments.worst).text + "\n", to: arguments.out)
        case .json: try Console.print(JSONText.pretty(result.value) + "\n", to: arguments.out)
        case .html: try Console.print(TopicPage(result).html, to: arguments.out)
        }
        let unmet = result.limits.filter { !$0.isMet }
        for limit in unmet { Console.say(limit.sentence) }
        return unmet.isEmpty ? .success : .failures
    }

}

/// What `evaluate topics` takes.
struct TopicArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("Texts with their labels, gzip or not; - for standard input.", valueName: "gold"))
    var gold: [String]

    @Option(help: ArgumentHelp("Run the stages of this pipeline file over the gold texts.", valueName: "file"))
    var pipeline: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a variable or an option of the pipeline; may come several times.", valueName: "name=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Measure this taxonomy alone: 'news' or a file.", valueName: "taxonomy"))
    var taxonomy: String?

    @Option(help: ArgumentHelp("Measure this trained model alone.", valueName: "file"))
    var model: String?

    @Option(help: ArgumentHelp("Measure the labels of this file instead of running anything.", valueName: "file"))
    var found: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The topics that mean a label of gold: 'Law and crime=crime,courts'; 'Other=' leaves the label out; or a "
                + "YAML file of such.", valueName: "label=topics"))
    var map: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Measure only these labels of gold.", valueName: "labels"))
    var labels: [String] = []

    @Option(help: ArgumentHelp("The key of the text in JSON.", valueName: "key"))
    var textKey = "text"

    @Option(help: ArgumentHelp("The key of the title in JSON.", valueName: "key"))
    var titleKey = "title"

    @Option(
        help: ArgumentHelp("The key of the labels in JSON; labels, label or topics unless given.", valueName: "key"))
    var labelsKey: String?

    @Option(help: ArgumentHelp("Compare with this earlier result.", valueName: "result.json"))
    var baseline: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "End with exit code 1 when a score is lower: 'energy=0.8', 'micro=0.7', 'macro.recall=0.5', 'ranking=0.8', "
                + "'best=0.7', 'exact=0.4'.", valueName: "score=least"))
    var failUnder: [String] = []

    @Option(help: "How to print the result.")
    var format = EvaluationArguments.Format.text

    @Option(help: ArgumentHelp("Write the result here instead of to standard output.", valueName: "path"))
    var out = "-"

    @Option(help: ArgumentHelp("Write the result as JSON here too, for --baseline.", valueName: "path"))
    var save: String?

    @Option(help: ArgumentHelp("List so many of the texts that are farthest off.", valueName: "n"))
    var worst = 10

    @Option(help: ArgumentHelp("Where chance begins: the same number gives the same p-values.", valueName: "n"))
    var seed: UInt64 = 1

    func validate() throws {
        if [pipeline, taxonomy, model, found].compactMap(\.self).count > 1 {
            throw ValidationError("--pipeline, --taxonomy, --model and --found exclude each other")
        }
        if found ?? model != nil, !overrides.isEmpty {
            throw ValidationError("--set changes a pipeline, and none is run")
        }
        if worst < 0 { throw ValidationError("--worst must not be negative") }
    }

    /// What `--fail-under` asks for.
    func limits() throws -> [ScoreLimit] { try ScoreLimit.all(failUnder, example: "energy=0.8") }

    /// What `--labels` asks for; nil for all that can be measured.
    var labelNames: [String]? {
        labels.isEmpty ? nil : labels.flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// Where a record keeps what.
    var keys: TopicGold.Keys { TopicGold.Keys(text: textKey, title: titleKey, labels: labelsKey) }
}
