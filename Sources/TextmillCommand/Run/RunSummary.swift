import ArgumentParser
import Engine
import StageKit

/// What a run did, for people and for scripts.
enum RunSummary {
    /// A table of the stages, with the reasons of drops and failures below each.
    static func table(_ report: RunReport) -> String {
        var rows = [["stage", "in", "out", "dropped", "quarantined", "time"]]
        var reasons: [[String]] = [[]]
        for stage in report.stages {
            rows.append([
                stage.name, "\(stage.input)", "\(stage.output)", "\(stage.dropped.total)",
                "\(stage.quarantined.total)", Wording.seconds(stage.time),
            ])
            reasons.append(lines("dropped", stage.dropped) + lines("quarantined", stage.quarantined))
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return zip(rows, reasons).flatMap { row, reasons in
            [
                row.indices.map { $0 == 0 ? row[$0].padded(to: widths[$0]) : row[$0].leftPadded(to: widths[$0]) }
                    .joined(separator: "  ")
            ] + reasons
        }.joined(separator: "\n")
    }

    private static func lines(_ what: String, _ counts: ReasonCounts) -> [String] {
        counts.list.map { "    \($0.count) \(what): \($0.reason)" }
            + (counts.others > 0 ? ["    \(counts.others) \(what) for other reasons"] : [])
    }

    /// The sum that must come out even: read = exported + dropped + quarantined + unchanged.
    static func sum(_ report: RunReport) -> String {
        "\(report.pipeline): read \(report.read) = exported \(report.exported) + dropped \(report.dropped) "
            + "+ quarantined \(report.quarantined) + unchanged \(report.unchanged), in \(Wording.seconds(report.elapsed))\(rate(report))"
    }

    private static func rate(_ report: RunReport) -> String {
        let seconds = report.elapsed / .seconds(1)
        guard seconds >= 0.01, report.read > 0 else { return "" }
        return " (\(Int(Double(report.read) / seconds)) documents/s)"
    }

    /// Where the documents are, one line for each place.
    static func places(_ report: RunReport) -> [String] {
        let verb = report.isDryRun ? "would write" : "wrote"
        var lines = report.destinations.map {
            "\($0.name): \(verb) \(Wording.counted($0.documents, "document")), \(Wording.size($0.bytes)), to \($0.destination)"
        }
        if report.quarantined > 0 { lines.append("quarantine: \(quarantine(report, verb))") }
        if report.disappeared > 0 {
            let few = report.disappearedIDs.prefix(3).joined(separator: ", ")
            let more = report.disappeared > 3 ? " …" : ""
            lines.append(
                "\(Wording.counted(report.disappeared, "document")) that earlier runs did disappeared: \(few)\(more)")
        }
        switch report.earlyEnd {
        case nil: break
        case .limit: lines.append("reading ended at the limit given")
        case .sated(let stage): lines.append("reading ended because '\(stage)' had all it wanted")
        }
        return lines
    }

    private static func quarantine(_ report: RunReport, _ verb: String) -> String {
        let documents = Wording.counted(report.quarantined, "document")
        if report.number != nil { return "\(documents); 'textmill quarantine list' shows them" }
        return report.quarantine.map { "\(verb) \(documents) to \($0)" } ?? "would hold \(documents)"
    }

    /// The whole report as data.
    ///
    /// - Parameter places: where each stage stands in the pipeline file.
    static func value(
        _ report: RunReport, status: ExitStatus, problems: [Diagnostic], places: [String: String] = [:]
    ) -> Value {
        [
            "pipeline": .string(report.pipeline), "outcome": .string(outcome(report)),
            "exit": .number("\(status.code)"), "dry-run": .boolean(report.isDryRun),
            "read": .number("\(report.read)"), "exported": .number("\(report.exported)"),
            "dropped": .number("\(report.dropped)"), "quarantined": .number("\(report.quarantined)"),
            "unchanged": .number("\(report.unchanged)"), "disappeared": .number("\(report.disappeared)"),
            "run": report.number.map { .number("\($0)") } ?? .null,
            "bytes-read": .number("\(report.bytesRead)"), "seconds": number(report.elapsed),
            "stages": .list(report.stages.map { value($0, at: places[$0.name]) }),
            "destinations": .list(
                report.destinations.map {
                    [
                        "name": .string($0.name), "destination": .string($0.destination),
                        "documents": .number("\($0.documents)"), "bytes": .number("\($0.bytes)"),
                    ]
                }),
            "failures": .list(FailureKind.all(of: report).map { $0.value(at: places[$0.stage]) }),
            "topics": topics(report), "empty-texts": .number("\(report.emptyTexts)"),
            "quarantine": report.quarantine.map { .string($0) } ?? .null,
            "ended-early": earlyEnd(report), "problems": .list(problems.map(\.value)),
            "textmill": .string(RootCommand.configuration.version),
        ]
    }

    /// How many exported documents have each topic, the labels in alphabetical order.
    private static func topics(_ report: RunReport) -> Value {
        var fields = Fields()
        for (label, count) in report.topics.sorted(by: { $0.key < $1.key }) { fields[label] = .number("\(count)") }
        return .object(fields)
    }

    private static func value(_ stage: StageReport, at place: String?) -> Value {
        [
            "name": .string(stage.name), "at": place.map { .string($0) } ?? .null, "stage": .string(stage.stageName),
            "role": .string(stage.role.rawValue),
            "in": .number("\(stage.input)"), "out": .number("\(stage.output)"),
            "dropped": value(stage.dropped), "quarantined": value(stage.quarantined), "seconds": number(stage.time),
        ]
    }

    private static func value(_ counts: ReasonCounts) -> Value {
        var reasons = Fields()
        for (reason, count) in counts.list { reasons[reason] = .number("\(count)") }
        return [
            "total": .number("\(counts.total)"), "reasons": .object(reasons), "others": .number("\(counts.others)"),
        ]
    }

    /// What it came to, in one word.
    static func outcome(_ report: RunReport) -> String {
        switch report.outcome {
        case .succeeded: "succeeded"
        case .tooManyFailures: "too-many-failures"
        case .held: "held"
        case .stopped: "stopped"
        case .interrupted: "interrupted"
        }
    }

    private static func earlyEnd(_ report: RunReport) -> Value {
        switch report.earlyEnd {
        case nil: .null
        case .limit: "limit"
        case .sated(let stage): .string("sated: \(stage)")
        }
    }

    private static func number(_ duration: Duration) -> Value { .number("\(max(0, duration / .seconds(1)))") }
}

extension Diagnostic {
    /// The diagnostic as data.
    var value: Value {
        var fields: Fields = [
            "severity": .string(severity.rawValue), "code": .string(code), "problem": .string(problem),
        ]
        if let location {
            fields["file"] = .string(location.file)
            fields["line"] = location.line.map { .number("\($0)") }
            fields["column"] = location.column.map { .number("\($0)") }
        }
        fields["document"] = document.map { .string($0) }
        fields["cause"] = cause.map { .string($0) }
        fields["hint"] = hint.map { .string($0) }
        return .object(fields)
    }
}
