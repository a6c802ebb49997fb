import FoundationEssentials
import Ledger
import StageKit

/// What the writing thread tells the ledger, and when.
///
/// The order at a checkpoint is what makes a run survive its death: first every sink's bytes are on disk, then the ledger
/// takes the documents and the sinks' positions in one transaction. Bytes behind a position are forgotten, documents
/// behind it done again. At the end the ledger first says that only publishing is left, then the outputs take their
/// places, then what was done becomes known.
struct LedgerWriting {
    let journal: Journal
    private let clock: @Sendable () -> Duration
    private var checkpoint = Checkpoint()
    private var lastTime: Duration
    private var quarantinedBytes = 0
    private var rememberedBytes = 0
    /// Whether the ledger has positions of the sinks, from this attempt or the one before.
    private(set) var hasPositions: Bool
    /// The failures of earlier runs whose documents came again.
    private(set) var settled: Set<KnownFailures.Match> = []
    /// Those of ``Journal/selected`` whose documents have not come, by number.
    private(set) var missed: [Int]
    /// Whether the run is finished in the ledger.
    private(set) var isFinished = false

    /// Most bytes of failed documents that wait for a checkpoint.
    private static let mostQuarantinedBytes = 16 << 20
    /// Most bytes that stages remember and that wait for one.
    private static let mostRememberedBytes = 16 << 20
    /// Most documents that wait for one.
    private static let mostDocuments = 50_000

    init(_ journal: Journal, clock: @escaping @Sendable () -> Duration) {
        self.journal = journal
        self.clock = clock
        lastTime = clock()
        hasPositions = !journal.run.positions.isEmpty
        missed = journal.selected?.sorted() ?? []
    }

    /// The sums of the attempt that was cut off.
    var saved: Tally.Saved? {
        journal.run.tally.flatMap { try? JSONDecoder().decode(Tally.Saved.self, from: Data($0.utf8)) }
    }

    /// Whether there is anything to go on from when the run stops now.
    var isWorthKeeping: Bool { hasPositions || !checkpoint.isEmpty }

    /// Opens a sink where it was; nil when it is one that always begins anew.
    func open(_ sink: any Sink, _ name: String) throws -> (any SinkWriter)? {
        guard let sink = sink as? any ResumableSink else { return nil }
        let position = journal.run.positions[name].map { SinkPosition($0) }
        return try sink.open(
            SinkOpening(
                run: journal.identity, position: position, keepsEarlier: journal.keepsEarlier,
                isPublishing: journal.run.isPublishing))
    }

    /// Notes a batch that was written; whether it is time for a checkpoint.
    mutating func add(_ batch: FinishedBatch) -> Bool {
        checkpoint.documents += batch.records
        settled.formUnion(batch.settled)
        checkpoint.memories += batch.memories
        rememberedBytes += batch.memories.reduce(0) { $0 + $1.data.count }
        for loss in batch.losses {
            guard case .quarantined(let document) = loss.kind else { continue }
            let record = QuarantineRecord(document)
            quarantinedBytes += record.content.count
            checkpoint.quarantined.append(record)
        }
        // The end of the run inside a batch may be before the end of an input, and a run that takes only some of the
        // documents has not done the others.
        if batch.cut == nil, journal.selected == nil {
            for (input, documents) in batch.completed {
                checkpoint.inputs.append(InputRecord(name: input.name, stamp: input.stamp, documents: documents))
            }
        }
        guard !checkpoint.isEmpty else { return false }
        return clock() - lastTime >= journal.checkpointTime
            || checkpoint.documents.count >= min(journal.checkpointDocuments, Self.mostDocuments)
            || quarantinedBytes >= Self.mostQuarantinedBytes || rememberedBytes >= Self.mostRememberedBytes
    }

    /// Notes for the last checkpoint which failures of earlier runs are settled.
    mutating func settle(_ numbers: Set<Int>) {
        checkpoint.settled = numbers.sorted()
        missed.removeAll { numbers.contains($0) }
    }

    /// Takes a checkpoint, when every sink is at its position for certain.
    mutating func commit(_ positions: [String: SinkPosition], _ tally: Tally.Saved) throws(Diagnostics) {
        FaultPoint.reach("after-sinks")
        checkpoint.positions = positions.mapValues(\.entries)
        try attempt {
            checkpoint.tally = String(decoding: try JSONEncoder().encode(tally), as: UTF8.self)
            try journal.run.commit(checkpoint, now: journal.now())
        }
        FaultPoint.reach("after-checkpoint")
        checkpoint = Checkpoint()
        (quarantinedBytes, rememberedBytes) = (0, 0)
        hasPositions = true
        lastTime = clock()
    }

    /// Says that only publishing is left; the ids of documents of which outputs may hold something older.
    func beginPublishing() throws(Diagnostics) -> Set<String> {
        var ids: Set<String> = []
        try attempt {
            if !journal.run.isPublishing { try journal.run.beginPublishing() }
            ids = Set(try journal.run.replacedIDs())
        }
        FaultPoint.reach("before-publishing")
        return ids
    }

    /// Notes that one output is in its place.
    func finishedSink() { FaultPoint.reach("between-outputs") }

    /// Makes what the run did known to later runs.
    mutating func finish(_ report: RunReport, disappeared: [UInt64]) throws(Diagnostics) {
        FaultPoint.reach("after-publishing")
        try attempt { try journal.run.finish(journal.ending(report), disappeared: disappeared) }
        isFinished = true
        FaultPoint.reach("after-finish")
    }

    /// Notes how an attempt ended that is to be continued.
    func suspend(_ report: RunReport) throws(Diagnostics) {
        try attempt { try journal.run.suspend(journal.ending(report), isWorthKeeping: hasPositions) }
    }

    private func attempt(_ body: () throws -> Void) throws(Diagnostics) {
        do { try body() } catch {
            throw Diagnostics(error.diagnostics(code: "ledger-failed", problem: "the ledger could not be used"))
        }
    }
}

extension QuarantineRecord {
    /// A failed document as the ledger keeps it.
    init(_ document: QuarantinedDocument) {
        let problem = document.problems.first
        let source = document.origin.source.bytes
        let text = document.original ?? Text(validating: Array(source))
        let problems = (try? JSONEncoder().encode(document.problems.map(StoredProblem.init))) ?? Data("[]".utf8)
        self.init(
            document: document.id, stage: document.stage, code: document.code,
            problem: problem?.problem ?? "the stage failed", problems: String(decoding: problems, as: UTF8.self),
            uri: document.origin.uri, record: document.origin.record, line: document.origin.line,
            content: text.map { Array($0.bytes) } ?? Array(source), isText: text != nil)
    }
}

/// A problem of a document, as the ledger's JSON has it.
package struct StoredProblem: Codable, Hashable, Sendable {
    package var code: String
    package var problem: String
    package var cause: String?
    package var hint: String?
    /// `FILE:LINE:COLUMN`.
    package var at: String?

    /// Takes over what can be read later.
    init(_ diagnostic: Diagnostic) {
        code = diagnostic.code
        problem = diagnostic.problem
        cause = diagnostic.cause
        hint = diagnostic.hint
        at = diagnostic.location.map { "\($0)" }
    }
}
