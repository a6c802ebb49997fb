import Analysis
import ArgumentParser
import StageKit

/// `textmill evaluate entities`: names, dates and amounts by span and label.
struct EvaluateEntitiesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Measures names, dates and amounts by span and label.",
        discussion: """
            Gold is one or more annotated files. What is measured comes from the stages of a pipeline, from \
            extract-entities alone unless one is named, or from a file of annotations (--found).

            Scores are strict (exact span and label), exact (span), partial and type, as SemEval-2013 task 9.1 defines \
            them; Documentation/Evaluating.md says how they are counted.

            Examples:
              textmill evaluate entities dev.conll --map PER=PERSON,GPE=PLACE,LOC=PLACE,FAC=PLACE
              textmill evaluate entities dev.conll --pipeline news.yaml --save today.json
              textmill evaluate entities dev.conll --baseline yesterday.json --fail-under micro=0.78
              textmill evaluate entities gold.jsonl --found out/articles.jsonl --format html --out misses.html
            """)

    @OptionGroup var arguments: EvaluationArguments

    func run(_ program: Program) async throws -> ExitStatus {
        try await EvaluationRun(Self.subject, arguments, program).end()
    }

    /// All annotations that have a label.
    static let subject = EvaluationSubject(name: "entities", schemes: [.strict, .exact, .partial, .type]) { document in
        var mentions = document.entities.map { Mention(document.original(of: $0.span), $0.label.rawValue) }
        mentions += document.dates.map {
            Mention(document.original(of: $0.span), $0.label.rawValue, value: $0.value)
        }
        mentions += document.amounts.map {
            Mention(document.original(of: $0.span), $0.label.rawValue, value: $0.value)
        }
        return mentions.sorted()
    }
}

/// What is measured: the frame of every `evaluate` command.
struct EvaluationSubject: Sendable {
    /// Its name on the command line and in results.
    let name: String
    /// What counts as right; the first decides comparisons, limits and what is a miss.
    let schemes: [MatchScheme]
    /// What a document has of it, with spans in its original text.
    let mentions: @Sendable (Document) -> [Mention]
}
