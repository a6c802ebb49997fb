import ArgumentParser
import Engine

/// `textmill evaluate amounts`: sums, shares and numbers with their values and units, case by case.
struct EvaluateAmountsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "amounts",
        abstract: "Measures sums, shares and numbers with their values and units.",
        discussion: """
            Data are cases in the form of the specifications of Recognizers-Text: sentences with the amounts in them. A \
            case is right when every amount in it has its surface, value and unit, and nothing else is found.

            Names of currencies without a number count as amounts, as they do there (option currency-names).

            Example:
              textmill evaluate amounts --data currency.json --fail-under 0.95
            """)

    /// How a result is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(help: ArgumentHelp("A file of cases; may come several times.", valueName: "file"))
    var data: [String]

    @Option(help: ArgumentHelp("Run the stages of this pipeline file instead of extract-entities.", valueName: "file"))
    var pipeline: String?

    @Option(help: "How to print the result.")
    var format = Format.text

    @Option(help: ArgumentHelp("List so many of the cases that are not right.", valueName: "n"))
    var misses = 10

    @Option(help: ArgumentHelp("End with exit code 1 when a smaller share of cases is right.", valueName: "share"))
    var failUnder: Double?

    func validate() throws {
        if misses < 0 { throw ValidationError("--misses must not be negative") }
        if let failUnder, !(0...1).contains(failUnder) {
            throw ValidationError("--fail-under takes a share from 0 to 1")
        }
    }

    func run(_ program: Program) async throws -> ExitStatus {
        let cases = try data.flatMap { file in
            try AmountCase.read(file).map { one in
                var one = one
                one.id = "\(file)#\(one.id)"
                return one
            }
        }
        guard let stages = stages(for: cases, program) else { return .wrongPipeline }
        let score = try await AmountScore(cases, stages)
        try Console.print(
            format == .json
                ? JSONText.pretty(score.value) + "\n"
                : score.text(data, by: pipeline ?? "extract-entities", misses: misses))
        guard let failUnder, score.share < failUnder else { return .success }
        Console.say("\(score.share.formattedShare) of the cases are right, less than \(failUnder)")
        return .failures
    }

    /// The stages of the pipeline, or `extract-entities` for what the cases ask for.
    private func stages(for cases: [AmountCase], _ program: Program) -> [StageInstance]? {
        if let pipeline { return LoadedPipeline(file: pipeline, overrides: [], program)?.pipeline.stages }
        let labels: [String: String] = [
            "currency": "MONEY", "percentage": "PERCENT", "number": "CARDINAL", "ordinal": "ORDINAL",
            "dimension": "QUANTITY",
        ]
        let wanted = Set(cases.flatMap(\.types)).compactMap { labels[$0] }.sorted()
        let text = """
            pipeline: amounts
            stages:
              - load-files: {paths: ["-"]}
              - extract-entities:
                  labels: [\(wanted.isEmpty ? "MONEY" : wanted.joined(separator: ", "))]
                  lists: []
                  sources: [rules]
                  currency-names: true
              - export-jsonl: {path: "-"}
            """
        return LoadedPipeline(bytes: Array(text.utf8), file: "textmill's own pipeline", overrides: [], program)?
            .pipeline.stages
    }
}

extension Double {
    /// With three digits behind the point.
    var formattedShare: String { EvaluationText.decimal(self) }
}
