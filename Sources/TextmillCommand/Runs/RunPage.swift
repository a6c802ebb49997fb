import Ledger
import StageKit

/// All that is known of one run, on one page.
struct RunPage {
    private let entry: RunEntry
    private let before: RunRecord?
    /// The report of the last attempt.
    private let report: Fields?

    /// - Parameter before: the run of the same pipeline before it.
    init(_ entry: RunEntry, before: RunRecord?) {
        self.entry = entry
        self.before = before
        report = entry.record.reportValue
    }

    private var record: RunRecord { entry.record }

    /// What shaped its output otherwise than that of the run before, in words; nil for a first run.
    private var changes: String? { before.map { OutputShape.changes(from: $0.parts, to: record.parts) } }

    /// As data: the entry, the report, the parts and what changed.
    var value: Value {
        var fields = entry.value.object ?? Fields()
        var parts = Fields()
        for (name, digest) in record.parts.sorted(by: { $0.key < $1.key }) { parts[name] = .string(digest) }
        fields["parts"] = .object(parts)
        fields["run-before"] = before.map { .number("\($0.number)") } ?? .null
        fields["changes"] = changes.map { .string($0) } ?? .null
        fields["report"] = report.map { .object($0) } ?? .null
        return .object(fields)
    }

    /// For people.
    var text: String {
        [head, stages, failures, problems, parts].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        var lines = ["run \(record.number) of \(record.pipeline)", "  outcome    \(entry.story)"]
        if let exit = record.exit { lines.append("  exit       \(exit)") }
        lines.append("  file       \(record.file)")
        lines.append("  began      \(LocalTime.text(record.started))")
        if let resumed = record.resumed {
            lines.append("  went on    \(LocalTime.text(resumed)), attempt \(record.attempts)")
        }
        if let ended = record.ended, let duration = entry.duration {
            lines.append("  ended      \(LocalTime.text(ended)), after \(Wording.seconds(duration))\(rate)")
        }
        lines.append("  took       \(mode)")
        lines.append("  documents  \(entry.sum)")
        if record.disappeared > 0 {
            lines.append("             \(Wording.counted(record.disappeared, "document")) disappeared")
        }
        if let version = report?["textmill"]?.string { lines.append("  textmill   \(version)") }
        return lines
    }

    private var mode: String {
        switch record.mode {
        case .full: "all documents"
        case .incremental: "what was new or changed"
        case .retry: "documents from quarantine"
        }
    }

    private var rate: String {
        guard let seconds = report?["seconds"]?.double, seconds >= 0.01, record.read > 0 else { return "" }
        return " (\(Int(Double(record.read) / seconds)) documents/s)"
    }

    private var stages: [String] {
        let list = (report?["stages"]?.list ?? []).compactMap(\.object)
        guard !list.isEmpty else { return [] }
        var rows = [["stage", "in", "out", "dropped", "quarantined", "time", "at"]]
        for stage in list {
            rows.append([
                stage["name"]?.string ?? "", "\(stage["in"]?.integer ?? 0)", "\(stage["out"]?.integer ?? 0)",
                "\(stage["dropped"]?.object?["total"]?.integer ?? 0)",
                "\(stage["quarantined"]?.object?["total"]?.integer ?? 0)",
                Wording.seconds(.seconds(stage["seconds"]?.double ?? 0)), stage["at"]?.string ?? "",
            ])
        }
        return [Columns.text(rows, left: [0, 6])]
    }

    private var failures: [String] {
        let kinds = (report?["failures"]?.list ?? []).compactMap(\.object)
        guard !kinds.isEmpty else { return [] }
        let lines = kinds.prefix(20).map { kind in
            "  "
                + FailureKind(
                    stage: kind["stage"]?.string ?? "", code: kind["code"]?.string, count: kind["count"]?.integer ?? 0,
                    document: kind["document"]?.string, problem: kind["problem"]?.string
                ).sentence(at: kind["at"]?.string)
        }
        let rest = kinds.dropFirst(20).reduce(0) { $0 + ($1["count"]?.integer ?? 0) }
        return ["failed:"] + lines + (rest > 0 ? ["  \(Wording.counted(rest, "document")) for other reasons"] : [])
    }

    private var problems: [String] {
        let list = (report?["problems"]?.list ?? []).compactMap(\.object)
        guard !list.isEmpty else { return [] }
        return ["problems:"]
            + list.flatMap { problem -> [String] in
                var place = problem["file"]?.string ?? ""
                for name in ["line", "column"] { if let number = problem[name]?.integer { place += ":\(number)" } }
                let first =
                    "  \(place.isEmpty ? "" : "\(place): ")\(problem["severity"]?.string ?? "error")"
                    + "[\(problem["code"]?.string ?? "")]: \(problem["problem"]?.string ?? "")"
                return [first]
                    + ["document", "cause", "hint"].compactMap { name in
                        problem[name]?.string.map { "    \(name): \($0)" }
                    }
            }
    }

    private var parts: [String] {
        var lines: [String] = []
        if let changes, let before {
            lines.append("changed since run \(before.number): \(changes.isEmpty ? "nothing" : changes)")
        }
        lines.append("what took part:")
        let width = record.parts.keys.map(\.count).max() ?? 0
        lines += record.parts.sorted { $0.key < $1.key }.map { "  \($0.key.padded(to: width))  \($0.value)" }
        return lines
    }
}
