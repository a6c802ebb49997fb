import ArgumentParser

/// `textmill train`: makes what stages learn from data.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Learns models from annotated texts.",
        discussion: """
            Examples:
              textmill train lexicon --names names.tsv --text news.txt --out names.lexicon
              textmill train entities --data train.conll --dev dev.conll --lexicon names.lexicon --out news.model
              textmill train topics --data news.jsonl.gz --out news.topics
            """,
        subcommands: [
            TrainEntitiesCommand.self, TrainLexiconCommand.self, TrainLabelCommand.self, TrainTopicsCommand.self,
        ])
}
