import Formats
import Engine
import Ledger
import PipelineFile
import StageKit

/// Holds a run against what its file expects of it.
struct Gates {
    private let expected: Expectations
    /// The file, for hints.
    private let file: String
    /// For each of the last runs the share of each topic, from 0 to 1; the latest first.
    private let history: [[String: Double]]
    /// Whether the user wants the outputs whatever they are.
    private let accepts: Bool

    /// So few runs make no median.
    static let fewestRuns = 3

    /// The gates of a pipeline; nil when its file expects nothing.
    ///
    /// - Parameter earlier: the runs before, the latest first.
    init?(_ plan: Plan, earlier: [RunRecord], accepts: Bool) {
        guard let expected = plan.run.expect else { return nil }
        self.expected = expected
        self.accepts = accepts
        file = plan.file
        history = earlier.lazy.filter { $0.state == .finished && $0.mode != .retry }
            .compactMap(\.topicShares).prefix(expected.runs).map { $0 }
    }

    /// How many earlier runs the gates of a plan want to see.
    static func wantedRuns(_ plan: Plan) -> Int { plan.run.expect.map { 2 * $0.runs } ?? 0 }

    /// What is not as expected: errors hold the outputs back, warnings are said.
    func verdicts(on report: RunReport) -> [Diagnostic] {
        let found = documents(report) + quarantined(report) + emptyTexts(report) + topics(report)
        return found.map { consequence, problem in
            var problem = problem
            let holds = (consequence ?? expected.otherwise) == .hold
            if accepts || !holds { problem.severity = .warning }
            if holds {
                problem.hint =
                    accepts
                    ? "the outputs took their places all the same, as '--accept' says"
                    : "the outputs are as they were; mend the cause and run again, or publish what there is with "
                        + "'textmill run \(file) --accept'"
            }
            return problem
        }
    }

    private typealias Finding = (consequence: Expectations.Consequence?, problem: Diagnostic)

    private func documents(_ report: RunReport) -> [Finding] {
        guard let gate = expected.documents else { return [] }
        let bounds = gate.wrapped
        let expectation: String
        if let least = bounds.atLeast, report.exported < least {
            expectation = "at least \(least)"
        } else if let most = bounds.atMost, report.exported > most {
            expectation = "at most \(most)"
        } else {
            return []
        }
        let text = "the run exports \(Wording.counted(report.exported, "document")), but \(expectation) are expected"
        return [(bounds.otherwise, Diagnostic("unexpected-documents", text, at: gate.location))]
    }

    private func quarantined(_ report: RunReport) -> [Finding] {
        let taken = report.read - report.unchanged
        guard let gate = expected.quarantined, !gate.wrapped.atMost.allows(report.quarantined, of: taken) else {
            return []
        }
        let text =
            "\(report.quarantined) of \(Wording.counted(taken, "document")) failed, but at most "
            + "\(gate.wrapped.atMost.text) are expected to"
        return [(gate.wrapped.otherwise, Diagnostic("unexpected-failures", text, at: gate.location))]
    }

    private func emptyTexts(_ report: RunReport) -> [Finding] {
        guard let gate = expected.emptyTexts, !gate.wrapped.atMost.allows(report.emptyTexts, of: report.exported) else {
            return []
        }
        let text =
            "\(report.emptyTexts) of \(Wording.counted(report.exported, "document")) have no text, but at most "
            + "\(gate.wrapped.atMost.text) are expected to"
        return [(gate.wrapped.otherwise, Diagnostic("unexpected-empty-texts", text, at: gate.location))]
    }

    private func topics(_ report: RunReport) -> [Finding] {
        guard report.exported > 0 else { return [] }
        return expected.topics.list.compactMap { label, gate in
            let count = report.topics[label] ?? 0
            let share = Double(count) / Double(report.exported) * 100
            guard let expectation = complaint(label, share, gate.wrapped) else { return nil }
            let text =
                "the topic '\(label)' has \(Wording.decimal(share, places: 1)) % of the documents "
                + "(\(count) of \(report.exported)), but \(expectation)"
            return (gate.wrapped.otherwise, Diagnostic("unexpected-topic", text, at: gate.location))
        }
    }

    /// What is expected of a share in hundredths, when it is not so.
    private func complaint(_ label: String, _ share: Double, _ bounds: TopicBounds) -> String? {
        let slack = 1e-9
        if let least = bounds.atLeast, share < least.percent - slack { return "at least \(least.text) are expected" }
        if let most = bounds.atMost, share > most.percent + slack { return "at most \(most.text) are expected" }
        guard let change = bounds.change, let median = median(of: label), median > 0 else { return nil }
        guard abs(share - median) > change.percent / 100 * median + slack else { return nil }
        return "the median of the last \(history.count) runs is \(Wording.decimal(median, places: 1)) %, and a change "
            + "of at most \(change.text) is expected"
    }

    /// The median of a topic's share in hundredths; nil without enough runs.
    private func median(of label: String) -> Double? {
        let shares = history.map { ($0[label] ?? 0) * 100 }.sorted()
        guard shares.count >= min(Self.fewestRuns, expected.runs) else { return nil }
        let middle = shares.count / 2
        return shares.count % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2
    }
}

extension FailureAllowance {
    /// As a file writes it.
    fileprivate var text: String {
        switch self {
        case .count(let count): "\(count)"
        case .percentage: value.string ?? ""
        }
    }
}

extension RunRecord {
    /// The share of each topic among the documents exported; nil when none was.
    fileprivate var topicShares: [String: Double]? {
        guard exported > 0, let topics = reportValue?["topics"]?.object else { return nil }
        var shares: [String: Double] = [:]
        for name in topics.names { shares[name] = Double(topics[name]?.integer ?? 0) / Double(exported) }
        return shares
    }

    /// The report, as data.
    var reportValue: Fields? { report.flatMap { try? Value(json: Array($0.utf8)).object } }
}
