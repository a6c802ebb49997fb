public import DocumentModel
public import StageKit

/// What becomes of a document that a stage fails on.
public enum OnError: String, CaseIterable, OptionValue {
    /// It is put aside with stage, error and text, and the run goes on.
    case quarantine
    /// The run stops.
    case fail
}

/// The keys under `run`. A further key is one more `@Option` here: reading, messages and schema follow from it.
public struct RunSettings: StageOptions {
    @Option("What becomes of a document that a stage fails on: put it into quarantine, or stop the run.")
    public var onError = OnError.quarantine
    @Option("How many documents may be quarantined before the exit status says so: a number, or a share like 2%.")
    public var allowFailures = FailureAllowance.count(0)
    @Option("Stop the run when so many documents fail one after the other.", .atLeastOne)
    public var stopAfterFailures: Int?
    @Option("Take only documents that are new or changed since they were done.")
    public var incremental = false
    @Option("What becomes of unchanged documents when the pipeline has changed: redo, keep, or stop and ask.")
    public var whenChanged = WhenChanged.redo
    @Option("The folder for the ledger of runs; '.textmill' beside the file unless given, 'none' for no ledger.")
    public var state: Path?
    @Option("Forget runs that began longer ago, such as 90d; documents and quarantine stay known.")
    public var keep: Duration?
    @Option("Who is told how a run went: a command, or an address of the web; one, or a list.")
    public var notify: OneOrMore<Placed<Notification>>?
    @Option("A file for the figures of the last run, in the text format of Prometheus.")
    public var metricsFile: Path?
    @Option("What a run must come to before its outputs take their places.")
    public var expect: Expectations?

    /// The defaults.
    public init() {}

    /// The keys, as a file writes them.
    static let names = descriptions.map(\.name)
    /// Keys that a later version will know, so that a message can say so.
    static let plannedKeys: Set<String> = []
}

/// What an incremental run makes of documents that did not change, when the pipeline did.
public enum WhenChanged: String, CaseIterable, OptionValue {
    /// All are done again.
    case redo
    /// They stay as they were done.
    case keep
    /// The run does not begin, and asks for `--all` or `--keep`.
    case stop
}

extension OptionCheck where Value == Int? {
    /// When it is given, one or more.
    fileprivate static var atLeastOne: OptionCheck {
        OptionCheck(schema: ["minimum": 1]) { $0.map { $0 < 1 } == true ? "must be at least 1" : nil }
    }
}

/// The keys that stand beside a stage in its entry.
struct EntrySettings: StageOptions {
    @Option("What becomes of a document that this stage fails on; 'run' sets it for all stages.")
    var onError: OnError?
    @Option("A name for this entry, unique in the file; needed to tell two uses of one stage apart.")
    var name: String?

    /// The defaults.
    init() {}

    /// The keys, as a file writes them.
    static let names = descriptions.map(\.name)
    /// Keys that a later version will know, so that a message can say so.
    static let plannedKeys: Set<String> = ["when"]
}

/// How many documents may fail before a run counts as failed.
public enum FailureAllowance: OptionValue, Hashable {
    /// So many documents.
    case count(Int)
    /// So many of a hundred documents read.
    case percentage(Double)

    /// Reads `10` or `2%`.
    public init(_ node: Node) throws {
        guard case .scalar(let text, _) = node.content, !node.isNull else { throw Self.mismatch(node) }
        if text.hasSuffix("%"), let first = text.utf8.first, (0x30...0x39).contains(first) {
            guard let share = Double(text.dropLast()), (0...100).contains(share) else { throw Self.mismatch(node) }
            self = .percentage(share)
        } else {
            guard let count = Int(text), count >= 0 else { throw Self.mismatch(node) }
            self = .count(count)
        }
    }

    private static func mismatch(_ node: Node) -> Diagnostics {
        Diagnostics([
            node.problem(
                Code.wrongType.rawValue, "expected a number of documents or a share of them, found \(node.description)",
                hint: "write a whole number such as 10, or a percentage from 0% to 100% such as 2%")
        ])
    }

    public static var schema: Fields {
        [
            "anyOf": [
                ["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%?$"],
            ]
        ]
    }

    public var value: Value {
        switch self {
        case .count(let count): .number("\(count)")
        case .percentage(let share): .string(share == share.rounded() ? "\(Int(share))%" : "\(share)%")
        }
    }

    /// Whether `failed` of `read` documents are few enough.
    public func allows(_ failed: Int, of read: Int) -> Bool {
        switch self {
        case .count(let count): failed <= count
        case .percentage(let share): Double(failed) * 100 <= share * Double(read)
        }
    }
}
