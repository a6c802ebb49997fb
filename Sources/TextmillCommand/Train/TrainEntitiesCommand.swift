import Analysis
import ArgumentParser
import Diagnostics
import DocumentModel
import Formats
import Glibc

/// `textmill train entities`: learns a model of entities.
struct TrainEntitiesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "entities",
        abstract: "Learns a model of entities from annotated texts.",
        discussion: """
            Data are texts in which entities are marked, in any of the annotation formats. A file may be followed by its \
            weight and by labels of which it says nothing: news.conll:0.3:MISC,DATE. Tokens that the data give are kept \
            as they are. In columns, '?' marks a token of which nothing is known and 'B-*' an entity of some label.

            The same data, options and seed give the same model, for any number of jobs.

            Example:
              textmill train entities --data train.conll --dev dev.conll --lexicon names.lexicon --out news.model
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files to learn from, with weight and free labels where needed.", valueName: "file"))
    var data: [String]

    @Option(help: ArgumentHelp("Measure with this file, and stop when it gets no better.", valueName: "file"))
    var dev: String?

    @Option(help: ArgumentHelp("Where to write the model.", valueName: "file"))
    var out: String

    @Option(
        help: ArgumentHelp(
            "Names and word clusters: from 'textmill train lexicon', or those of a model; the shipped model's unless "
                + "given, and 'none' for none.", valueName: "file"))
    var lexicon: String?

    @Option(help: "The format of the data; by their names unless given.")
    var format = AnnotationFormat.auto

    @Option(help: "Runs whose weights are averaged.") var runs = 3
    @Option(help: "How often each run goes through the data, at most.") var epochs = 15
    @Option(help: "Share of features left out at random; 0.3 when all labels are known, else 0.7.") var dropout: Float?
    @Option(help: "Features kept in the model.") var rows = 150_000
    @Option(help: "Epochs without progress on --dev after which a run ends.") var patience = 6
    @Option(help: "Where the random numbers begin.") var seed: UInt64 = 1
    @Option(help: "Runs at the same time; the result is the same.") var jobs = 1

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The licence of a data file, for the manifest; may come several times.", valueName: "file=licence"))
    var licence: [String] = []

    func validate() throws {
        guard (1...64).contains(runs), (1...1000).contains(epochs), (1...1 << 24).contains(rows),
            (1...1000).contains(patience), (1...64).contains(jobs), dropout.map({ (0...0.95).contains($0) }) ?? true
        else {
            throw ValidationError(
                "'--runs' and '--jobs' are 1 to 64, '--epochs' and '--patience' 1 to 1000, '--rows' at least 1, "
                    + "'--dropout' 0 to 0.95.")
        }
        guard licence.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("'--licence' takes 'file=licence'.")
        }
    }

    func run(_ program: Program) async throws -> ExitStatus {
        let lexicon = try readLexicon()
        var files: [(file: TrainingFile, content: TrainingFile.Content)] = []
        for argument in data {
            let file = TrainingFile(argument)
            files.append((file, try file.read(format)))
        }
        let held = try dev.map { name in (TrainingFile(name), try TrainingFile(name).read(format)) }
        var options = EntityTrainer.Options()
        options.seed = seed
        options.runs = runs
        options.epochs = epochs
        options.dropout = dropout
        options.rows = rows
        options.patience = patience
        options.jobs = jobs
        let isLive = Console.isTerminal
        let total = epochs
        let outcome = try await EntityTrainer(lexicon: lexicon, options: options).train(
            files.map {
                EntityTrainer.Source(texts: $0.content.texts, weight: $0.file.weight, freeLabels: $0.file.freeLabels)
            }, dev: held?.1.texts ?? []
        ) { progress in
            guard isLive else { return }
            let score = progress.score.map { ", F1 \(Wording.decimal($0 * 100, places: 2))" } ?? ""
            Console.draw("\r\u{1B}[2Krun \(progress.run), epoch \(progress.epoch) of \(total)\(score)")
        }
        if isLive { Console.draw("\r\u{1B}[2K") }
        let manifest = TrainingManifest(files: files, dev: held, licences: licences, options: options, outcome: outcome)
        let bytes = outcome.file(manifest: Array(JSONText.pretty(manifest.value).utf8))
        let output = try openOutput(out)
        try output.write(bytes)
        try output.finish()
        Console.say(TrainingReport.text(outcome, out: out, byteCount: bytes.count))
        return .success
    }

    private func readLexicon() throws -> Lexicon {
        switch lexicon {
        case nil: EntityModel.shipped.lexicon
        case "none"?: Lexicon()
        case let file?: try Lexicon(file: file)
        }
    }

    /// Licences by the names of files.
    private var licences: [String: String] {
        var licences: [String: String] = [:]
        for entry in licence {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            licences[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return licences
    }
}

extension Lexicon {
    /// Reads a lexicon from its file or from that of a model.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be read or is none.
    init(file: String) throws {
        let bytes = try FileReading.contents(of: file, limit: 256 << 20)
        if let model = try? EntityModel(bytes) {
            self = model.lexicon
            return
        }
        do throws(ModelFileError) { try self.init(bytes) } catch { throw error.diagnostic(file: file) }
    }
}
