import Engine
import Foundation
import Ledger
import StageKit
import Testing

/// Which inputs a retry reads.
@Suite struct RetryInputsTests {
    /// An input: its name, its time in seconds, and the texts of its documents; `!` fails.
    private struct File: Sendable {
        var name: String
        var time = 1
        var texts: [String]
    }

    /// Gives the documents of files, each as one batch, and notes which it reads.
    private struct Files: Source {
        static let about = About("files", "Gives the documents of files.")
        var files: [File] = []
        let read = Box(Guarded<[String]>([]))

        init(_ options: NoOptions, _ setup: StageSetup) {}
        init(_ files: [File]) { self.files = files }

        func open() -> any SourceReader { Reader(self, nil) }
        func open(_ known: any KnownInputs) -> any SourceReader { Reader(self, known) }

        final class Reader: SourceReader {
            private let source: Files
            private let known: (any KnownInputs)?
            private var index = 0
            let totalBytes: Int? = nil

            init(_ source: Files, _ known: (any KnownInputs)?) {
                self.source = source
                self.known = known
            }

            func next(_ limit: BatchLimit) -> SourceBatch? {
                guard index < source.files.count else { return nil }
                let file = source.files[index]
                index += 1
                let time = file.time * 1_000_000_000
                let input = SourceInput(name: file.name, byteCount: file.texts.count, modified: time, touched: time)
                var batch: SourceBatch
                if let documents = known?.documentCount(ofUnchanged: input) {
                    batch = SourceBatch(count: 0, byteCount: 0) { [] }
                    batch.unchanged = [(input, documents)]
                } else {
                    source.read.value.withLock { $0.append(file.name) }
                    batch = SourceBatch(count: file.texts.count, byteCount: file.texts.count) {
                        file.texts.enumerated().map { .document(Self.document(file.name, $0 + 1, $1)) }
                    }
                    batch.completed = [(input, file.texts.count)]
                }
                return batch
            }

            private static func document(_ name: String, _ record: Int, _ text: String) -> Document {
                let origin = Origin(
                    uri: name, record: record, line: record, encoding: .embedded,
                    source: SourceBytes(Array(text.utf8)))
                return Document(id: "\(name)#\(record)", origin: origin, text: Text(text))
            }
        }
    }

    /// Runs over files; which were read, and the report.
    private func run(
        _ files: [File], _ ledger: Ledger, _ mode: RunRecord.Mode, version: String = "1", retrying: Set<Int>? = nil
    ) async throws -> (read: [String], report: RunReport) {
        let now = 1_000_000
        let request = RunRequest(
            pipeline: "test", file: "/test.yaml", parts: ["program": version], mode: mode, date: "2026-11-29",
            canContinue: true, now: now)
        var journal = Journal(try OpenRun.open(request, in: ledger), now: { now }) { _ in
            OpenRun.Ending(.succeeded, exit: 0, now: now)
        }
        journal.skipsUnchanged = mode == .incremental
        journal.selected = retrying
        var settings = Shape(workers: 2, batch: 7).settings()
        settings.journal = journal
        let source = Files(files)
        let stages = Pipeline(source, Each { $0.text == "!" ? try broken() : .keep }, Memory())
        let report = await Run(stages, settings).execute()
        return (source.read.value.withLock { $0 }, report)
    }

    @Test(arguments: ["1", "2"])
    func `a retry reads inputs that held its documents, and those that are new or changed`(
        version: String
    ) async throws {
        let folder = NSTemporaryDirectory() + "retry-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ledger = try Ledger(folder: folder)
        var files = [
            File(name: "a", texts: ["one", "!"]), File(name: "b", texts: ["two"]),
            File(name: "c", texts: ["three", "!"]),
            File(name: "d", texts: ["four"]),
        ]
        _ = try await run(files, ledger, .full)
        files[3].time = 2
        files.append(File(name: "e", texts: ["five"]))
        files[0].texts[1] = "mended"
        // With another pipeline the cause may be mended although the file is as it was.
        if version == "1" { files[0].time = 2 }
        let retry = try await run(files, ledger, .retry, version: version, retrying: [1])
        #expect(retry.read == ["a", "d", "e"])
        #expect((retry.report.read, retry.report.exported, retry.report.unchanged) == (1, 1, 0))
        // What the retry passed over is still new to the next run.
        let next = try await run(files, ledger, .incremental, version: version)
        if version == "1" {
            #expect(next.read == ["a", "d", "e"])
            #expect((next.report.exported, next.report.unchanged) == (1, 6))
        } else {
            #expect((next.report.exported, next.report.unchanged) == (5, 1))
        }
    }
}
