import Engine
import Formats
import Ledger
import StageKit

/// The figures of a run as Prometheus reads them from a file.
///
/// - SeeAlso: "Exposition formats", prometheus.io/docs/instrumenting/exposition_formats; the textfile collector of
///   node_exporter takes files that end in `.prom` from a folder.
struct MetricsFile {
    let report: RunReport
    let status: ExitStatus
    /// Milliseconds since 1970: when the run ended, and when one ended well last.
    let ended: Int
    let lastSuccess: Int?
    /// How many documents are in quarantine; nil without a ledger.
    let quarantineSize: Int?

    /// Writes the file, which appears at once and whole.
    func write(to path: String) throws {
        let output = try FileOutput(path)
        do {
            try output.write(Array(text.utf8))
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
    }

    /// The text of the file.
    var text: String {
        var out = ""
        let pipeline = [("pipeline", report.pipeline)]
        func add(_ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: String)]) {
            guard !samples.isEmpty else { return }
            out += "# HELP textmill_\(name) \(help)\n# TYPE textmill_\(name) gauge\n"
            for (labels, value) in samples {
                let list = (pipeline + labels).map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
                out += "textmill_\(name){\(list)} \(value)\n"
            }
        }
        func one(_ value: String) -> [(labels: [(String, String)], value: String)] { [([], value)] }
        add("run_timestamp_seconds", "When the last run ended.", one(Self.seconds(ended)))
        add(
            "run_success_timestamp_seconds", "When a run ended well last.",
            lastSuccess.map { one(Self.seconds($0)) } ?? [])
        add("run_exit_code", "The exit code of the last run.", one("\(status.code)"))
        add("run_duration_seconds", "How long the last run took.", one(Self.seconds(report.elapsed)))
        add(
            "run_documents", "What became of the documents of the last run.",
            [
                ("exported", report.exported), ("dropped", report.dropped), ("quarantined", report.quarantined),
                ("unchanged", report.unchanged),
            ].map { ([("outcome", $0)], "\($1)") })
        add(
            "quarantine_documents", "How many documents are in quarantine.",
            quarantineSize.map { one("\($0)") } ?? [])
        add(
            "run_stage_seconds", "How long each stage of the last run took, summed over all workers.",
            report.stages.map { ([("stage", $0.name)], Self.seconds($0.time)) })
        return out
    }

    private static func seconds(_ milliseconds: Int) -> String {
        Wording.decimal(Double(milliseconds) / 1000, places: 3)
    }

    private static func seconds(_ duration: Duration) -> String {
        Wording.decimal(max(0, duration / .seconds(1)), places: 3)
    }

    /// The value of a label between quotes.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
