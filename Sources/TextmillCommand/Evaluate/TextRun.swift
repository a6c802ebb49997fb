import Engine
import Glibc
import StageKit

/// Runs texts that are in memory through the stages of a pipeline, between its sources and its sinks.
struct TextRun {
    /// The documents that came through, by their ids.
    private(set) var documents: [String: Document] = [:]
    /// The documents that a stage dropped.
    private(set) var droppedCount = 0

    /// Runs `documents` through `stages`; sources and sinks among them are left out.
    ///
    /// - Throws: ``Diagnostics`` with every document that failed: a score without them would be another one.
    init(_ documents: [Document], through stages: [StageInstance]) async throws {
        let sink = MemorySink()
        let failures = FailureList()
        let between = stages.filter { $0.role != .source && $0.role != .sink }
            .map { StageInstance($0.stage, name: $0.name, onError: .quarantine) }
        let pipeline = Pipeline(
            name: "evaluation", stages: [StageInstance(MemorySource(documents))] + between + [StageInstance(sink)])
        var settings = RunSettings()
        settings.workers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        settings.quarantine = failures
        let report = await Run(pipeline, settings).execute()
        let problems = failures.problems.withLock { $0 }
        if case .stopped(let stopped) = report.outcome { throw Diagnostics(stopped) }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self.documents = sink.documents.withLock { documents in
            Dictionary(documents.map { ($0.id, $0) }) { first, _ in first }
        }
        droppedCount = report.dropped
    }
}

/// Gives documents that are in memory.
private struct MemorySource: Source {
    static let about = About("memory-source", "Gives documents that are in memory.")

    private let documents: [Document]

    init(_ options: NoOptions, _ setup: StageSetup) throws { documents = [] }
    init(_ documents: [Document]) { self.documents = documents }

    func open() throws -> any SourceReader { Reader(documents) }

    private final class Reader: SourceReader {
        private let documents: [Document]
        private var next = 0
        let totalBytes: Int? = nil

        init(_ documents: [Document]) { self.documents = documents }

        func next(_ limit: BatchLimit) throws -> SourceBatch? {
            guard next < documents.count else { return nil }
            let start = next
            var byteCount = 0
            while next < documents.count, next - start < limit.documents, byteCount < limit.bytes {
                byteCount += documents[next].text.byteCount
                next += 1
            }
            let batch = documents[start..<next]
            return SourceBatch(count: batch.count, byteCount: byteCount) { batch.map { .document($0) } }
        }
    }
}

/// Keeps documents in memory.
private struct MemorySink: Sink {
    static let about = About("memory-sink", "Keeps documents in memory.")

    let documents: SharedList<Document>

    init(_ options: NoOptions, _ setup: StageSetup) throws { documents = SharedList() }
    init() { documents = SharedList() }

    var destination: String { "memory" }
    func encode(_ document: Document, into output: inout [UInt8]) throws {}
    func open() throws -> any SinkWriter { Writer(documents) }

    private final class Writer: SinkWriter {
        private let documents: SharedList<Document>
        init(_ documents: SharedList<Document>) { self.documents = documents }
        func write(_ batch: EncodedBatch) throws { documents.withLock { $0 += batch.documents } }
        func finish() throws {}
        func abandon() {}
    }
}

/// Keeps what failed.
private struct FailureList: Quarantine {
    /// Most failures that are told.
    private static let most = 20

    let problems = SharedList<Diagnostic>()

    var destination: String { "memory" }
    func open() throws -> any QuarantineWriter { Writer(problems) }

    private final class Writer: QuarantineWriter {
        private let problems: SharedList<Diagnostic>
        init(_ problems: SharedList<Diagnostic>) { self.problems = problems }
        func add(_ documents: [QuarantinedDocument]) throws {
            problems.withLock { $0 += documents.flatMap(\.problems).prefix(FailureList.most - $0.count) }
        }
        func finish() throws {}
        func abandon() {}
    }
}

/// A list that a thread of the engine fills.
private final class SharedList<Element: Sendable>: Sendable {
    private let list = Guarded<[Element]>([])

    func withLock<Result: Sendable>(_ body: (inout [Element]) -> Result) -> Result {
        list.withLock { body(&$0) }
    }
}
