import Analysis
import ArgumentParser
import Diagnostics
import DocumentModel
import Formats

/// `textmill train label`: labels tokens with a model, as data to learn from.
struct TrainLabelCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Labels tokens in columns with a model, to learn from them.",
        discussion: """
            Tokens, sentences and documents stay as the data give them; tags that they have are passed over.

            Example:
              textmill train label --model round1.model --data raw.conll --out labelled.conll
            """)

    @Option(help: ArgumentHelp("The model.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("Tokens in columns.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("Where to write the labelled tokens.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("Entities less probable than this are left open, with '?'.", valueName: "score"))
    var least = 0.0

    func run(_ program: Program) throws -> ExitStatus {
        let tagger = EntityTagger(try EntityModel(file: model))
        let texts = try TrainingFile(data).read(.conll).texts
        let output = try openOutput(out)
        for text in texts { try output.write(lines(TaggerInput(text), tagger)) }
        try output.finish()
        return .success
    }

    /// A document in columns.
    private func lines(_ input: TaggerInput, _ tagger: EntityTagger) -> [UInt8] {
        var tags = [String](repeating: "O", count: input.tokens.count)
        for entity in tagger.tag(input, wantsScores: least > 0) {
            for i in entity.tokens {
                let isFirst = i == entity.tokens.lowerBound
                tags[i] = entity.score < least ? "?" : (isFirst ? "B-" : "I-") + entity.label
            }
        }
        var lines = Array("-DOCSTART-\tO\n".utf8)
        let starts = Set([0] + input.sentenceStarts)
        for (i, token) in input.tokens.enumerated() {
            if starts.contains(i) { lines.append(0x0A) }
            lines += input.bytes[token.start..<token.end]
            lines += "\t\(tags[i])\n".utf8
        }
        lines.append(0x0A)
        return lines
    }
}

extension EntityModel {
    /// Reads a model from a file.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be read or is none.
    init(file: String) throws {
        let bytes = try FileReading.contents(of: file, limit: 256 << 20)
        do { try self.init(bytes) } catch { throw error.diagnostic(file: file) }
    }
}
