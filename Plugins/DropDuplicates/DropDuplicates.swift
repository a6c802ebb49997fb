import Analysis
import Formats
public import StageKit
import TextKernel

/// Drops documents that say what an earlier one says, or marks them.
public struct DropDuplicates: SurveyTransform {
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
        @Option("Regions of an article that are not compared.")
        public var skipRegions: [Part] = [.byline, .caption, .credit, .dateline, .signOff]
        public init() {}
    }

    private let options: Options
    private let shingles: Shingles
    private let skipped: Set<Region.Kind>

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        shingles = Shingles(size: options.words)
        skipped = Set(options.skipRegions.map { Region.Kind(rawValue: $0.rawValue) })
    }

    // MARK: Looking at all documents

    /// What is known of the documents so far.
    public struct Survey: Sendable {
        var documents: DuplicateSurvey
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
        var ids: [String]
        var findings: [DuplicateSurvey.Finding]
        var next = 0
    }

    public func start(after survey: consuming Survey) throws -> State {
        let findings = try survey.documents.findings(threshold: options.near ? options.threshold : nil)
        return State(ids: survey.documents.ids, findings: findings)
    }

    public func process(_ document: inout Document, _ state: inout State) throws -> Disposition {
        let ahead = state.ids[state.next...].prefix(Self.lookAhead)
        guard let place = ahead.firstIndex(of: document.id) else {
            throw Diagnostic(
                "input-changed", "the document was not there when the documents were compared", document: document.id,
                hint: "the input changed during the run; run again")
        }
        state.next = place + 1
        let finding = state.findings[place]
        if options.mark {
            guard finding.size > 1 else { return .keep }
            document.fields["duplicate-cluster"] = .string(state.ids[finding.kept])
            document.fields["duplicate-share"] = .number(Self.decimal(finding.resemblance))
            return .keep
        }
        guard finding.kept != place else { return .keep }
        return .drop(finding.resemblance == 1 ? "the same as an earlier document" : "nearly an earlier document")
    }

    /// How many documents may have gone since they were compared before the rest counts as another input.
    private static let lookAhead = 10_000

    /// A share with at most four decimals.
    private static func decimal(_ share: Double) -> String { "\((share * 10_000).rounded() / 10_000)" }
}
