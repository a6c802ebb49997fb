import Engine
import Foundation
import Testing

@testable import TextmillCommand

/// `run.metrics-file`: figures for Prometheus.
@Suite struct MetricsTests {
    @Test func `the figures of a run are written in the text format`() async throws {
        let night = try Night("metrics-file: metrics/night.prom\nallow-failures: 2", bad: 2)
        try FileManager.default.createDirectory(
            atPath: night.terminal.path("metrics"), withIntermediateDirectories: true)
        #expect(try await night.run().status == 0)
        let text = try #require(night.terminal.read("metrics/night.prom"))
        let steady = text.replacing(/(seconds\{[^}]*\}) [0-9.]+\n/) { "\($0.1) NUMBER\n" }
        #expect(
            steady == """
                # HELP textmill_run_timestamp_seconds When the last run ended.
                # TYPE textmill_run_timestamp_seconds gauge
                textmill_run_timestamp_seconds{pipeline="night"} NUMBER
                # HELP textmill_run_success_timestamp_seconds When a run ended well last.
                # TYPE textmill_run_success_timestamp_seconds gauge
                textmill_run_success_timestamp_seconds{pipeline="night"} NUMBER
                # HELP textmill_run_exit_code The exit code of the last run.
                # TYPE textmill_run_exit_code gauge
                textmill_run_exit_code{pipeline="night"} 0
                # HELP textmill_run_duration_seconds How long the last run took.
                # TYPE textmill_run_duration_seconds gauge
                textmill_run_duration_seconds{pipeline="night"} NUMBER
                # HELP textmill_run_documents What became of the documents of the last run.
                # TYPE textmill_run_documents gauge
                textmill_run_documents{pipeline="night",outcome="exported"} 18
                textmill_run_documents{pipeline="night",outcome="dropped"} 2
                textmill_run_documents{pipeline="night",outcome="quarantined"} 2
                textmill_run_documents{pipeline="night",outcome="unchanged"} 0
                # HELP textmill_quarantine_documents How many documents are in quarantine.
                # TYPE textmill_quarantine_documents gauge
                textmill_quarantine_documents{pipeline="night"} 2
                # HELP textmill_run_stage_seconds How long each stage of the last run took, summed over all workers.
                # TYPE textmill_run_stage_seconds gauge
                textmill_run_stage_seconds{pipeline="night",stage="load-files"} NUMBER
                textmill_run_stage_seconds{pipeline="night",stage="drop-short"} NUMBER
                textmill_run_stage_seconds{pipeline="night",stage="export-jsonl"} NUMBER

                """)
        let names = try FileManager.default.contentsOfDirectory(atPath: night.terminal.path("metrics"))
        #expect(names == ["night.prom"])
    }

    @Test func `a failed run has figures too, with the time of the last success`() async throws {
        let night = try Night("metrics-file: night.prom")
        func value(_ name: String) -> Double? {
            night.terminal.read("night.prom")?.split(separator: "\n").first { $0.hasPrefix("textmill_\(name){") }
                .flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
        }
        #expect(try await night.run().status == 0)
        let success = try #require(value("run_success_timestamp_seconds"))
        try night.add(articles: 0, bad: 1)
        #expect(try await night.run().status == 1)
        #expect(value("run_exit_code") == 1)
        #expect(abs(try #require(value("run_success_timestamp_seconds")) - success) < 1)
        #expect(try #require(value("run_timestamp_seconds")) > success)
        try FileManager.default.removeItem(atPath: night.terminal.path("in"))
        #expect(try await night.run().status == 2)
        #expect(value("run_exit_code") == 2)
    }

    @Test func `a file that cannot be written is said, and changes neither export nor exit code`() async throws {
        let night = try Night("metrics-file: /dev/full/night.prom")
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(ending.errors.contains("night.yaml:12:17: warning[metrics-failed]: the metrics could not be written\n"))
        #expect(ending.errors.contains("  hint: the run itself is not concerned\n"))
        #expect(night.terminal.read("out.jsonl") != nil)
    }

    @Test func `labels are escaped`() {
        #expect(MetricsFile.escaped("a\\b\"c\nd é") == #"a\\b\"c\nd é"#)
    }
}
