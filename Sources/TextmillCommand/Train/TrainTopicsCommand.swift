import Analysis
import ArgumentParser
import Diagnostics
import DocumentModel
import Formats
import Glibc
import Synchronization

/// `textmill train topics`: learns a model of topics.
struct TrainTopicsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Learns a model of topics from labelled texts.",
        discussion: """
            Data are JSON Lines with the keys 'text' and 'labels' (a list) or 'label', or lines in fastText's format \
            (__label__energy __label__trade Oil prices rose); both may be packed with gzip. When every text has exactly \
            one label, the model gives exactly one, unless '--several' is given; otherwise as many as reach their threshold.

            The same data, options and seed give the same model, for any number of jobs.

            Example:
              textmill train topics --data news.jsonl.gz --out news.topics
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Files to learn from.", valueName: "file"))
    var data: [String]

    @Option(help: ArgumentHelp("Where to write the model.", valueName: "file"))
    var out: String

    @Option(help: "The format of the data; by the first character unless given.")
    var format = TopicDataFormat.auto

    @Option(help: ArgumentHelp("The key of the text.", valueName: "key")) var textKey = "text"
    @Option(help: ArgumentHelp("The key of a title that belongs to the text.", valueName: "key")) var titleKey: String?
    @Option(help: ArgumentHelp("The key of the labels; 'labels' or 'label' unless given.", valueName: "key"))
    var labelsKey: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A label that is not learned, with the texts that have no other; may come several times.",
            valueName: "label"))
    var without: [String] = []

    @Flag(help: "Judge each label by itself, even when every text has exactly one: a text may get none, or several.")
    var several = false

    @Option(
        help: """
            Rules that the model asks beside the words: 'auto', those of the taxonomy 'news' when held-out texts do at \
            least as well with them, so that it knows words that no text to learn from has; or 'none'.
            """)
    var rules = AskedRules.auto

    @Option(help: ArgumentHelp("The most bytes of the model.", valueName: "bytes")) var size = 4_000_000
    @Option(help: "How much an error costs, against large weights.") var cost: Float = 0.3
    @Option(help: "Parts of the data of which each is held out once, for thresholds and scores.") var folds = 3
    @Option(help: "Where the random numbers begin.") var seed: UInt64 = 1
    @Option(help: "Blocks of sixteen machines that learn at once; all cores unless given. The result is the same.")
    var jobs: Int?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "The licence of a data file, for the manifest; may come several times.", valueName: "file=licence"))
    var licence: [String] = []

    func validate() throws {
        guard (100_000...1 << 30).contains(size), (2...20).contains(folds),
            (jobs.map { (1...256).contains($0) } ?? true),
            cost > 0.0001, cost < 10_000
        else {
            throw ValidationError(
                "'--size' is at least 100000, '--folds' 2 to 20, '--jobs' 1 to 256, '--cost' 0.0001 to 10000.")
        }
        guard licence.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("'--licence' takes 'file=licence'.")
        }
    }

    func run(_ program: Program) async throws -> ExitStatus {
        var files: [TopicTrainingManifest.File] = []
        var examples: [TopicTrainer.Example] = []
        for path in data {
            let read = try TopicTextReader.content(at: path, reading)
            let kept = read.texts.compactMap(example)
            files.append(
                TopicTrainingManifest.File(
                    name: path.split(separator: "/").last.map(String.init) ?? path, digest: read.digest,
                    textCount: kept.count))
            examples += kept
        }
        var options = TopicTrainer.Options()
        options.seed = seed
        options.byteLimit = size
        options.cost = cost
        options.folds = folds
        options.isSeveral = several
        options.jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let isLive = Console.isTerminal
        if isLive { Console.draw("reading \(Wording.counted(examples.count, "text"))") }
        let asked = rules == .auto ? try program.shippedRules() : nil
        let outcome = try await TopicTrainer(options, rules: asked).train(examples) { progress in
            guard isLive else { return }
            Console.draw("\r\u{1B}[2K\(progress.done) of \(progress.total) machines have learned")
        }
        if isLive { Console.draw("\r\u{1B}[2K") }
        let manifest = TopicTrainingManifest(
            files: files, licences: licences, options: options, rules: outcome.asksRules ? asked?.identity : nil,
            outcome: outcome)
        let bytes = outcome.file(manifest: Array(JSONText.pretty(manifest.value).utf8))
        let output = try openOutput(out)
        try output.write(bytes)
        try output.finish()
        Console.say(TopicTrainingReport.text(outcome, out: out, byteCount: bytes.count))
        return .success
    }

    private var reading: TopicTextReader.Settings {
        var reading = TopicTextReader.Settings()
        reading.form = format.form
        reading.textKey = textKey
        reading.titleKey = titleKey
        reading.labelsKey = labelsKey
        reading.needs = .text
        reading.refusesUnlabelled = true
        return reading
    }

    /// What is learned of a text; nil when only labels that are left out are its own.
    private func example(_ text: TopicText) -> TopicTrainer.Example? {
        let labels = text.labels.filter { !without.contains($0) }
        if labels.isEmpty, !without.isEmpty { return nil }
        let title = text.title ?? []
        return TopicTrainer.Example(title.isEmpty ? [text.bytes] : [title, text.bytes], labels: labels)
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

/// Whose rules a model asks.
enum AskedRules: String, CaseIterable, ExpressibleByArgument {
    case auto, none
}
