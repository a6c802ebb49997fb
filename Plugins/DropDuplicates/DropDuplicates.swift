import Analysis
import Formats
public import StageKit
import TextKernel

/// Drops documents that say what an earlier one says, or marks them.
public struct DropDuplicates: RemembersDocuments {
    public static let about = About(
        "drop-duplicates", "Drops documents that are the same, or nearly the same, as an earlier one.",
        details: """
            Two texts are nearly the same when of all runs of `words` words that stand in either at least `threshold` stand \
            in both (Jaccard); case, accents and punctuation do not count, and neither does what agencies add around a \
            story (`skip-regions`, as `clean-text` labels them). The pairs are exact: candidates are found by sketches and \
            then compared whole.

            Of those that are the same the earliest is kept, by the field `order-by` and then by id; documents without \
            that field come last. So the result does not depend on the order of the files. A document is dropped only when \
            it resembles the very document that is kept.

            When a run takes only what is new (`run.incremental`), its documents are compared with those of past nights too: \
            what an earlier run has kept was given away and stays, also when tonight's document has the earlier date. A \
            document that is done again is never a duplicate of its own past. `past: false` compares only what this run \
            takes. Documentation/Duplicates.md tells what is remembered.

            With `mark` all are kept, and those of one story say so in the fields `duplicate-cluster` (the id of the \
            earliest) and `duplicate-share` (how much is the same as there, 0 to 1).

            The stage must see all documents before the first goes on, so the input is read twice: put it before stages \
            that take long, and do not read from standard input.
            """,
        reads: [.text, .fields], writes: [.fields],
        examples: [
            .init(
                "An article that came before with another end is dropped.", options: ["words": 2],
                input: "Oil prices rose again on Monday, traders in London said.",
                others: ["Oil prices rose again on Monday, traders in London say."], output: .dropped),
            .init(
                "Another article is kept.", options: ["words": 2],
                input: "Gas prices fell on Tuesday.",
                others: ["Oil prices rose again on Monday, traders in London say."], output: .unchanged),
            .init(
                "Marked, and kept.", options: ["mark": true, "words": 3],
                input: "Oil prices rose again on Tuesday.",
                others: ["Oil prices rose again on Monday."],
                output: .fields(["duplicate-cluster": "a1", "duplicate-share": 0.6])),
            .init(
                "Only equal texts.", options: ["near": false], input: "Oil rose.", others: ["Oil, rose."],
                output: .unchanged),
        ])

    /// A part of an article, as `clean-text` labels it.
    public enum Part: String, OptionValue, CaseIterable {
        case headline, byline, caption, credit, dateline, body
        case signOff = "sign-off"
    }

    public struct Options: StageOptions {
        @Option("Find also texts that are nearly the same, not only equal ones.") public var near = true
        @Option("The least share of runs of words that two texts have in common.", .range(0.2...1))
        public var threshold = 0.5
        @Option("How many words make a run.", .range(1...100)) public var words = 5
        @Option("The field by which the earliest is found: a date as ISO 8601 writes it.", .notEmpty)
        public var orderBy = "published"
        @Option("Keep all, and say in fields which belong together.") public var mark = false
        @Option("In a run that takes only what is new, compare also with what earlier runs kept.") public var past =
            true
        @Option("Regions of an article that are not compared.")
        public var skipRegions: [Part] = [.byline, .caption, .credit, .dateline, .signOff]
        public init() {}
    }

    private let options: Options
    private let shingles: Shingles
    private let skipped: Set<Region.Kind>
    /// How hashes are made.
    private let method: UInt32

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        shingles = Shingles(size: options.words)
        skipped = Set(options.skipRegions.map { Region.Kind(rawValue: $0.rawValue) })
        let regions = options.skipRegions.map(\.rawValue).sorted().joined(separator: " ")
        let name = SHA256Digest(of: Array("1 \(options.words) \(regions)".utf8)).bytes
        method = name.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    // MARK: Looking at all documents

    /// What is known of the documents so far.
    public struct Survey: Sendable {
        var documents: DuplicateSurvey
        var past: (any PastDocuments)?
    }

    public func beginSurvey() throws -> Survey {
        // Two kilobytes for each document: on disk, so that memory does not grow with the archive.
        let file = try ScratchFile()
        return Survey(
            documents: DuplicateSurvey {
                try file.write($0, at: $1)
            } loading: {
                try file.read($0, at: $1)
            })
    }

    public func look(at document: Document, _ survey: inout Survey) throws {
        let text = document.text
        let date: String? =
            switch document.fields[options.orderBy] {
            case .string(let text)?, .number(let text)?: text
            default: nil
            }
        let digest = text.bytes.isEmpty ? nil : DuplicateSurvey.Digest(SHA256Digest(of: text.bytes).bytes)
        let words = options.near ? shingles.hashes(of: body(of: document)) : []
        try survey.documents.add(id: document.id, date: date, digest: digest, .init(words))
    }

    public func recall(_ past: any PastDocuments, _ survey: inout Survey) throws {
        // A night with nothing new need not read what is remembered.
        guard options.past, survey.documents.count > 0 else { return }
        try past.forEach { id, bytes in
            survey.documents.add(past: id, try Self.memory(bytes, of: id), method: method)
        }
        survey.past = past
    }

    private static func memory(_ bytes: [UInt8], of id: String) throws -> DuplicateMemory {
        if let memory = DuplicateMemory(bytes) { return memory }
        throw Diagnostic(
            "bad-memory", "what the ledger remembers of '\(id)' cannot be read", document: id,
            hint: "another version of Textmill may have written it; a run with '--no-incremental' makes it anew")
    }

    /// The text without the regions that are left out.
    private func body(of document: Document) -> [UInt8] {
        let left = document.regions.filter { skipped.contains($0.kind) }.map(\.span).sorted()
        guard !left.isEmpty else { return document.text.bytes }
        var body: [UInt8] = []
        var done = 0
        for span in left where span.end > done {
            if span.start > done { body += document.text.bytes[done..<span.start] }
            body.append(UInt8(ascii: "\n"))
            done = span.end
        }
        return body + document.text.bytes[done...]
    }

    // MARK: Processing

    /// What was decided, and which document is next.
    public struct State: Sendable {
        var documents: DuplicateSurvey
        var findings: [DuplicateSurvey.Finding]
        var next = 0
    }

    public func start(after survey: consuming Survey) throws -> State {
        let past = survey.past
        let findings = try survey.documents.findings(threshold: options.near ? options.threshold : nil) { id in
            try past?.memory(of: id).map { try Self.memory($0, of: id).text.hashes } ?? []
        }
        return State(documents: survey.documents, findings: findings)
    }

    public func process(_ document: inout Document, _ state: inout State) throws -> Disposition {
        guard let place = state.documents.place(of: document.id, from: state.next, most: Self.lookAhead) else {
            throw Diagnostic(
                "input-changed", "the document was not there when the documents were compared", document: document.id,
                hint: "the input changed during the run; run again")
        }
        state.next = place + 1
        let finding = state.findings[place]
        if options.mark {
            guard finding.size > 1 else { return .keep }
            document.fields["duplicate-cluster"] = .string(state.documents.id(at: finding.kept))
            document.fields["duplicate-share"] = .number(Self.decimal(finding.resemblance))
            return .keep
        }
        guard finding.kept != place else { return .keep }
        let other = finding.kept < state.documents.count ? "an earlier document" : "a document of an earlier run"
        return .drop(finding.resemblance == 1 ? "the same as \(other)" : "nearly \(other)")
    }

    public func memory(of document: Document, _ state: State) throws -> [UInt8]? {
        let place = state.next - 1
        // Those that belong to another are found through it.
        guard options.past, state.findings[place].kept == place else { return nil }
        return try state.documents.memory(at: place, method: method).bytes
    }

    /// How many documents may have gone since they were compared before the rest counts as another input.
    private static let lookAhead = 10_000

    /// A share with at most four decimals.
    private static func decimal(_ share: Double) -> String { "\((share * 10_000).rounded() / 10_000)" }
}
