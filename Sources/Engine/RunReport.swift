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
    /// Where quarantined documents went; nil when there were none, or nowhere to put them.
    package var quarantine: String?
    /// Whether nothing was written by intent.
    package var isDryRun: Bool
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
    /// Time spent in the stage, summed over all workers and its own thread.
    package var time: Duration
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
    package mutating func add(_ reason: String) {
        total += 1
        let name =
            reason.utf8.count <= Self.longest
            ? reason : String(String.UnicodeScalarView(reason.unicodeScalars.prefix(Self.longest))) + "…"
        if let count = counts[name] {
            counts[name] = count + 1
        } else if counts.count < Self.most {
            counts[name] = 1
        } else {
            others += 1
        }
    }

    /// The reasons that are told apart, the most frequent first, of equals by name.
    package var list: [(reason: String, count: Int)] {
        counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }
}
