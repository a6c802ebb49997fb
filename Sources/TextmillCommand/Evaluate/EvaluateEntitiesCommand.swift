import Analysis
import ArgumentParser
import StageKit
import TextKernel

/// `textmill evaluate entities`: names, dates and amounts by span and label.
struct EvaluateEntitiesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Measures names, dates and amounts by span and label.",
        discussion: """
            Gold is one or more annotated files. What is measured comes from the stages of a pipeline, from \
            extract-entities alone unless one is named, from a file of annotations (--found), or from a trained model \
            alone on the tokens of gold (--model).

            Scores are strict (exact span and label), exact (span), partial and type, as SemEval-2013 task 9.1 defines \
            them; Documentation/Evaluating.md says how they are counted.

            Examples:
              textmill evaluate entities dev.conll --map PER=PERSON,GPE=PLACE,LOC=PLACE,FAC=PLACE
              textmill evaluate entities dev.conll --pipeline news.yaml --save today.json
              textmill evaluate entities dev.conll --baseline yesterday.json --fail-under micro=0.78
              textmill evaluate entities gold.jsonl --found out/articles.jsonl --format html --out misses.html
            """)

    @OptionGroup var arguments: EvaluationArguments

    @ArgumentParser.Option(
        help: ArgumentHelp("Measure this trained model alone, on the tokens of gold.", valueName: "file"))
    var model: String?

    func validate() throws {
        if model != nil, arguments.pipeline != nil || arguments.found != nil {
            throw ValidationError("--model, --pipeline and --found exclude each other")
        }
    }

    func run(_ program: Program) async throws -> ExitStatus {
        let run = EvaluationRun(Self.subject, arguments, program)
        guard let model else { return try await run.end() }
        return try await run.end(gold: run.readGold(), foundBy: .tagger(try EntityTagger(file: model), name: model))
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

extension EntityTagger {
    /// A tagger with the model of a file.
    ///
    /// - Throws: ``Diagnostic`` when the file cannot be read, or is no model of this version.
    init(file: String) throws {
        let bytes = try FileReading.contents(of: file, limit: 256 << 20)
        do throws(ModelFileError) { self.init(try EntityModel(bytes)) } catch { throw error.diagnostic(file: file) }
    }

    /// What it finds in a text, on the tokens that the file gives, or else its own.
    func mentions(in text: GoldText) -> [Mention] {
        let input: TaggerInput
        if let tokens = text.tokens {
            input = TaggerInput(bytes: text.text.bytes, tokens: tokens, sentenceStarts: text.sentenceStarts ?? [0])
        } else {
            let divided = DividedText(text.text)
            input = TaggerInput(
                bytes: text.text.bytes, tokens: divided.tokens.map { Span(Int($0.start), Int($0.end)) },
                sentenceStarts: divided.sentenceStarts)
        }
        return tag(input, wantsScores: false).map { Mention($0.span, $0.label) }
    }
}
