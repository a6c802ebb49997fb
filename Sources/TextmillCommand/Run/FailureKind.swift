import Engine
import StageKit

/// One way in which documents of a run failed.
struct FailureKind: Hashable {
    /// The stage, as the pipeline file names it.
    var stage: String
    /// The stable name of the problem; nil for those that are not told apart.
    var code: String?
    var count: Int
    /// The first of the documents, and what was wrong with it.
    var document: String?
    var problem: String?

    /// All of a run, the most frequent first; those that are not told apart last.
    static func all(of report: RunReport) -> [FailureKind] {
        var told: [FailureKind] = []
        var others: [FailureKind] = []
        for stage in report.stages {
            for (code, count) in stage.quarantined.list {
                let example = stage.examples[code]
                told.append(
                    FailureKind(
                        stage: stage.name, code: code, count: count, document: example?.document,
                        problem: example?.problem))
            }
            if stage.quarantined.others > 0 {
                others.append(FailureKind(stage: stage.name, count: stage.quarantined.others))
            }
        }
        // Sorting keeps the order of the stages only when it is told to.
        return told.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .map(\.element) + others
    }

    /// As data.
    func value(at place: String?) -> Value {
        [
            "stage": .string(stage), "at": place.map { .string($0) } ?? .null,
            "code": code.map { .string($0) } ?? .null, "count": .number("\(count)"),
            "document": document.map { .string($0) } ?? .null, "problem": problem.map { .string($0) } ?? .null,
        ]
    }

    /// One line for people: `40 bad-record in load-files (night.yaml:3), the first 'a17': no text`.
    func sentence(at place: String?) -> String {
        let stage = "\(stage)\(place.map { " (\($0))" } ?? "")"
        guard let code else { return "\(count) for other reasons in \(stage)" }
        guard let document, let problem else { return "\(count) \(code) in \(stage)" }
        return "\(count) \(code) in \(stage), the first '\(document)': \(problem)"
    }
}
