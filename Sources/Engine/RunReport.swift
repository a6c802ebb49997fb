package import StageKit

/// What a run did: the same for any number of workers and any batch size, but for the times.
package struct RunReport: Hashable, Sendable {
    /// How a run ended.
    package enum Outcome: Hashable, Sendable {
        /// Everything was read and written; no more documents failed than allowed.
        case succeeded
        /// Everything was read and written, but more documents failed than allowed.
        case tooManyFailures
        /// A source, a sink, the quarantine or a document with `on-error: fail` stopped it; the output was taken back.
        case stopped([Diagnostic])
        /// Everything was read, but something speaks against putting the output in its place; the run stays open.
        case held([Diagnostic])
        /// Somebody asked it to end. With a ledger what had been read was finished, and the next run goes on from there;
        /// without one the output was taken back.
        case interrupted
    }

    /// Why reading ended before the end of the sources.
    package enum EarlyEnd: Hashable, Sendable {
        case limit
        /// The stage of this name can keep no further document.
        case sated(String)
    }

    /// The pipeline's name.
    package var pipeline: String
    package var outcome: Outcome
    /// Why reading ended early in a run that otherwise succeeded.
    package var earlyEnd: EarlyEnd?
    /// Documents read; the sum of ``exported``, ``dropped``, ``quarantined`` and ``unchanged``. Those that a run did before
    /// it was cut off count.
    package var read = 0
    /// Documents that reached every sink.
    package var exported = 0
    /// Documents that a stage dropped.
    package var dropped = 0
    /// Documents (and records that could not become one) that failed.
    package var quarantined = 0
    /// Documents that were left out because an earlier run did them, and nothing changed since.
    package var unchanged = 0
    /// Documents that earlier runs did and no input holds any more.
    package var disappeared = 0
    /// The ids of some of those.
    package var disappearedIDs: [String] = []
    /// The failures that the run was to try again and whose documents did not come, by their numbers in the quarantine.
    package var missed: [Int] = []
    /// The number of the run in its ledger; nil without one.
    package var number: Int?
    /// Bytes of input in the batches that were written.
    package var bytesRead = 0
    /// From the first moment to the last.
    package var elapsed = Duration.zero
    /// The stages in the pipeline's order.
    package var stages: [StageReport] = []
    /// The sinks in the pipeline's order.
    package var destinations: [DestinationReport] = []
    /// How many of the exported documents have each topic, by its label; of more than ``mostTopics`` the later are left out.
    package var topics: [String: Int] = [:]
    /// How many of the exported documents have no text but space.
    package var emptyTexts = 0
    /// Where quarantined documents went; nil when there were none, or nowhere to put them.
    package var quarantine: String?
    /// Whether nothing was written by intent.
    package var isDryRun: Bool

    /// Most topics that are told apart.
    package static let mostTopics = 2000

    /// A run of which nothing is known but its end.
    package init(pipeline: String, outcome: Outcome, isDryRun: Bool = false) {
        self.pipeline = pipeline
        self.outcome = outcome
        self.isDryRun = isDryRun
    }
}

extension RunReport {
    /// What stopped it, or holds it back.
    package var problems: [Diagnostic] {
        switch outcome {
        case .stopped(let problems), .held(let problems): problems
        case .succeeded, .tooManyFailures, .interrupted: []
        }
    }

    /// The same with another outcome.
    func with(_ outcome: Outcome) -> RunReport {
        var report = self
        report.outcome = outcome
        return report
    }
}

/// What became of the documents in one stage.
package struct StageReport: Hashable, Sendable {
    /// The name in the pipeline.
    package var name: String
    /// The name of the stage's type.
    package var stageName: String
    package var role: StageRole
    /// Documents that came in; for a source, records read.
    package var input: Int
    /// Documents that went on; for a sink, documents written.
    package var output: Int
    /// Drops by reason.
    package var dropped: ReasonCounts
    /// Failures by the code of their problem.
    package var quarantined: ReasonCounts
    /// The first document that failed for each of those codes.
    package var examples: [String: FailureExample]
    /// Time spent in the stage, summed over all workers and its own thread.
    package var time: Duration
}

/// A document that failed, to look at.
package struct FailureExample: Hashable, Sendable, Codable {
    /// Its id.
    package var document: String
    /// What was wrong, in words.
    package var problem: String

    /// Takes what a reader needs, of bounded length.
    init(_ document: QuarantinedDocument) {
        self.document = ReasonCounts.shortened(document.id)
        problem = ReasonCounts.shortened(document.problems.first?.problem ?? "the stage failed")
    }
}

/// What a sink was given.
package struct DestinationReport: Hashable, Sendable {
    /// The sink's name in the pipeline.
    package var name: String
    /// Where it writes, for people.
    package var destination: String
    package var documents: Int
    package var bytes: Int
}

/// How often each reason was given; of more than ``most`` different ones the later are counted together.
package struct ReasonCounts: Hashable, Sendable, Codable {
    /// Most reasons that are told apart.
    package static let most = 32
    /// Most code points of a reason that are kept.
    package static let longest = 200

    private var counts: [String: Int] = [:]
    /// How often a reason was given that is not told apart.
    package private(set) var others = 0
    /// How often any reason was given.
    package private(set) var total = 0

    /// None.
    package init() {}

    /// Counts a reason.
    ///
    /// - Returns: the name under which it is counted when it is the first of its kind, and is told apart.
    @discardableResult
    package mutating func add(_ reason: String) -> String? {
        total += 1
        let name = Self.shortened(reason)
        if let count = counts[name] {
            counts[name] = count + 1
        } else if counts.count < Self.most {
            counts[name] = 1
            return name
        } else {
            others += 1
        }
        return nil
    }

    /// Text of bounded length.
    static func shortened(_ text: String) -> String {
        text.utf8.count <= longest
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) + "…"
    }

    /// The reasons that are told apart, the most frequent first, of equals by name.
    package var list: [(reason: String, count: Int)] {
        counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
