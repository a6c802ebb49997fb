public import DocumentModel
public import StageKit

/// The value of `run.expect`: what a run must come to before its outputs take their places.
public struct Expectations: SettingsGroup {
    /// What becomes of a run that is not what was expected.
    public enum Consequence: String, CaseIterable, OptionValue {
        /// It is said, and nothing else.
        case warn
        /// Its outputs stay where they are, and the exit code is 1.
        case hold
    }

    @Option("How many documents the run must export.")
    public var documents: Placed<CountBounds>?
    @Option("How many of the documents taken may fail.")
    public var quarantined: Placed<MostDocuments>?
    @Option("How many of the documents exported may have no text.")
    public var emptyTexts: Placed<MostDocuments>?
    @Option("The share of the documents exported that a topic must have, by its label.")
    public var topics = OptionMap<Placed<TopicBounds>>()
    @Option("Over how many finished runs the median of a topic's share is taken.", .range(1...1000))
    public var runs = 14
    @Option("What becomes of a run that is not as expected, unless the expectation says otherwise: warn, or hold.")
    public var otherwise = Consequence.hold

    /// The defaults.
    public init() {}

    public static let name = "expect"
}

/// A least and a greatest number of documents.
public struct CountBounds: SettingsGroup {
    @Option("The least number of documents.", .notNegative) public var atLeast: Int?
    @Option("The greatest number of documents.", .notNegative) public var atMost: Int?
    @Option("What becomes of the run otherwise: warn, or hold.") public var otherwise: Expectations.Consequence?

    /// The defaults.
    public init() {}

    public static let name = "documents"
    public var complaint: String? {
        if atLeast == nil, atMost == nil { return "needs 'at-least' or 'at-most'" }
        return (atLeast ?? 0) > (atMost ?? .max) ? "has an 'at-least' that is more than its 'at-most'" : nil
    }
}

/// A greatest number or share of documents.
public struct MostDocuments: SettingsGroup {
    @Option("The greatest number, or share like 2%.") public var atMost: FailureAllowance
    @Option("What becomes of the run otherwise: warn, or hold.") public var otherwise: Expectations.Consequence?

    /// The defaults; `at-most` must be given.
    public init() {}

    public static let name = "expect"
}

/// The share of documents that a topic must have.
public struct TopicBounds: SettingsGroup {
    @Option("The least share.") public var atLeast: Share?
    @Option("The greatest share.") public var atMost: Share?
    @Option("How far the share may be from the median of the last runs: 50% is from half to one and a half times.")
    public var change: Share?
    @Option("What becomes of the run otherwise: warn, or hold.") public var otherwise: Expectations.Consequence?

    /// The defaults.
    public init() {}

    public static let name = "topics"
    public var complaint: String? {
        if atLeast == nil, atMost == nil, change == nil { return "needs 'at-least', 'at-most' or 'change' for a topic" }
        return (atLeast?.percent ?? 0) > (atMost?.percent ?? .infinity)
            ? "has an 'at-least' that is more than its 'at-most'" : nil
    }
}

/// A share, written in hundredths: `5%`.
public struct Share: OptionValue, Hashable {
    /// How many of a hundred.
    public var percent: Double

    /// Reads a share.
    public init(_ node: Node) throws {
        let text = try String(node)
        guard text.hasSuffix("%"), text.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
            let percent = Double(text.dropLast()), (0...10_000).contains(percent)
        else {
            throw Diagnostics([
                node.problem(Code.wrongType.rawValue, "expected a share such as 5%, found \(node.description)")
            ])
        }
        self.percent = percent
    }

    public static var schema: Fields { ["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%$"] }
    public var value: Value { .string(text) }

    /// As a file writes it.
    public var text: String { percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%" }
}

extension OptionCheck where Value == Int? {
    /// When it is given, zero or more.
    fileprivate static var notNegative: OptionCheck {
        OptionCheck(schema: ["minimum": 0]) { $0.map { $0 < 0 } == true ? "must not be negative" : nil }
    }
}
