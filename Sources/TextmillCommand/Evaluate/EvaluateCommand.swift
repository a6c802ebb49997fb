import ArgumentParser

/// `textmill evaluate`: how right a pipeline is, measured against texts that people annotated.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures what is found against texts that people annotated.",
        discussion: """
            Examples:
              textmill evaluate entities dev.conll
              textmill evaluate entities gold.jsonl --pipeline news.yaml --fail-under PERSON=0.8
              textmill evaluate amounts --data currency.json
              textmill evaluate topics gold.jsonl --taxonomy news
            """,
        subcommands: [
            EvaluateEntitiesCommand.self, EvaluateDatesCommand.self, EvaluateAmountsCommand.self,
            EvaluateTopicsCommand.self,
        ])
}
