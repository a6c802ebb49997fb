import Engine
import FoundationEssentials
import Ledger
import StageKit
import Testing

@Suite struct RememberingTests {
    @Test(arguments: Shape.all)
    func `what a run kept is there in later ones, but not of documents that are done anew`(_ shape: Shape) async throws
    {
        let nights = try Nights()
        let first = await nights.run([("a", "x"), ("b", "y")], shape: shape)
        #expect((first.exported, first.recalled) == (["a", "b"], []))
        let second = await nights.run([("a", "x"), ("b", "y2"), ("c", "x"), ("d", "y")], shape: shape)
        #expect((second.exported, second.recalled) == (["b", "d"], ["a"]))
        #expect(second.reasons == ["as a"])
        let third = await nights.run(
            [("a", "x"), ("b", "y2"), ("c", "x"), ("d", "y"), ("e", "y"), ("f", "y2"), ("g", "z")], shape: shape)
        #expect((third.exported, third.recalled) == (["g"], ["a", "b", "d"]))
        #expect(third.reasons == ["as b", "as d"])
    }

    @Test func `a document that is gone from the input still stands`() async throws {
        let nights = try Nights()
        _ = await nights.run([("a", "x")])
        let night = await nights.run([("b", "x")])
        #expect((night.exported, night.reasons) == ([], ["as a"]))
    }

    @Test func `nothing is remembered of a document that fails behind the stage`() async throws {
        let nights = try Nights()
        let fails = Each { $0.id == "a" ? try broken() : .keep }
        let first = await nights.run([("a", "x"), ("b", "y")], behind: fails)
        #expect(first.exported == ["b"])
        let night = await nights.run([("a", "x"), ("b", "y"), ("c", "x")])
        #expect((night.exported, night.recalled) == (["c"], ["b"]))
    }

    @Test func `a run of everything has no past, and begins a new one`() async throws {
        let nights = try Nights()
        _ = await nights.run([("a", "x"), ("b", "y")])
        let full = await nights.run([("b", "y"), ("c", "x")], mode: .full)
        #expect((full.exported, full.recalled) == (["b", "c"], []))
        let night = await nights.run([("b", "y"), ("c", "x"), ("d", "z")])
        #expect((night.exported, night.recalled) == (["d"], ["b", "c"]))
    }

    @Test func `a run of those that failed knows all others`() async throws {
        let nights = try Nights()
        _ = await nights.run(
            [("a", "x"), ("b", "y"), ("c", "x2")], behind: Each { $0.id == "b" ? .keep : try broken() })
        let night = await nights.run([("a", "y"), ("b", "y"), ("c", "x2"), ("d", "z")], mode: .retry)
        #expect((night.exported, night.recalled, night.reasons) == (["c"], ["b"], ["as b"]))
    }

    @Test func `a run that was cut off gives no memory away, and the same in the end`() async throws {
        let documents = [("a", "x"), ("b", "y"), ("c", "x"), ("d", "z"), ("e", "y")]
        let whole = try Nights()
        _ = await whole.run([("p", "z")])
        let undisturbed = await whole.run(documents)
        let nights = try Nights()
        _ = await nights.run([("p", "z")])
        let shape = Shape(workers: 2, batch: 1)
        let cutOff = await nights.run(documents + [("f", "w")], shape: shape, checkpoint: 1, failsAt: "f")
        #expect((cutOff.exported, cutOff.wasContinued) == (["a", "b"], false))
        let rest = await nights.run(documents, shape: shape, checkpoint: 1)
        #expect(rest.wasContinued && rest.recalled == ["p"] && rest.exported == [])
        #expect(rest.reasons == undisturbed.reasons)
        let after = [("q", "x"), ("r", "y"), ("s", "z"), ("t", "w")]
        let (one, other) = (await whole.run(after), await nights.run(after))
        #expect(one == other)
        #expect((one.exported, one.recalled) == (["t"], ["a", "b", "p"]))
    }

    @Test func `a run that is given up leaves no memory`() async throws {
        let nights = try Nights()
        let shape = Shape(workers: 1, batch: 1)
        _ = await nights.run([("a", "x"), ("f", "w")], shape: shape, checkpoint: 1, failsAt: "f")
        let again = await nights.run([("b", "x")], mode: .full)
        #expect((again.exported, again.wasContinued) == (["b"], false))
        #expect(await nights.run([("c", "y")]).recalled == ["b"])
    }
}

/// What one night did.
private struct Night: Equatable {
    var exported: [String]
    /// The ids of which the stage was told something.
    var recalled: [String]
    /// Why documents were dropped, in alphabetical order.
    var reasons: [String]
    var wasContinued: Bool
}

/// Runs with one ledger, in a folder that is removed at the end.
private final class Nights: Sendable {
    private let folder = FileManager.default.temporaryDirectory.path + "/textmill-nights-\(UUID().uuidString)"
    private let ledger: Ledger

    init() throws { ledger = try Ledger(folder: folder) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Takes documents (id, text) through ``Novel`` and another stage.
    func run(
        _ documents: [(String, String)], mode: RunRecord.Mode = .incremental,
        shape: Shape = Shape(workers: 2, batch: 2), checkpoint: Int = 100_000, failsAt: String? = nil,
        behind: Each = Each { _ in .keep }
    ) async -> Night {
        do {
            let request = RunRequest(
                pipeline: "test", file: "/test.yaml", parts: [:], mode: mode, date: "2026-11-29", canContinue: true,
                now: 0)
            let run = try OpenRun.open(request, in: ledger)
            var journal = Journal(run, now: { 0 }) { report in
                OpenRun.Ending(report.outcome == .succeeded ? .succeeded : .stopped, exit: 0, now: 0)
            }
            journal.skipsUnchanged = mode == .incremental
            if mode == .retry {
                var numbers: Set<Int> = []
                try ledger.eachQuarantined(QuarantineFilter(pipeline: "test")) { numbers.insert($0.number) }
                journal.selected = numbers
            }
            journal.checkpointDocuments = checkpoint
            var settings = shape.settings()
            settings.journal = journal
            settings.allowedFailures = .count(2)
            let novel = Novel()
            var sink = Memory()
            sink.failsAt = failsAt
            let report = await Run(Pipeline(Given(documents), novel, behind, sink), settings).execute()
            if failsAt == nil { #expect(report.outcome == .succeeded) }
            return Night(
                exported: sink.record.ids, recalled: novel.recalled.ids.withLock { $0 },
                reasons: report.stages.flatMap { $0.dropped.list.map(\.reason) }.sorted(), wasContinued: run.isContinued
            )
        } catch {
            Issue.record(error)
            return Night(exported: [], recalled: [], reasons: [], wasContinued: false)
        }
    }
}

/// Gives the documents it was told.
private struct Given: Source {
    static let about = About("given", "Gives documents.")
    let documents: [(String, String)]

    init(_ options: NoOptions, _ setup: StageSetup) { documents = [] }
    init(_ documents: [(String, String)]) { self.documents = documents }

    var canBeReadTwice: Bool { true }
    func open() -> any SourceReader { Reader(documents: documents) }

    private final class Reader: SourceReader {
        let documents: [(String, String)]
        var next = 0

        init(documents: [(String, String)]) { self.documents = documents }

        var totalBytes: Int? { nil }

        func next(_ limit: BatchLimit) -> SourceBatch? {
            let part = documents[next...].prefix(limit.documents)
            next = part.endIndex
            return part.isEmpty
                ? nil
                : SourceBatch(count: part.count, byteCount: 1) { part.map { .document(Document(id: $0.0, $0.1)) } }
        }
    }
}

/// Drops documents whose whole text one had that an earlier run, or this one, kept.
private struct Novel: RemembersDocuments {
    static let about = About("novel", "Drops texts that were there.")
    let recalled = Recalled()

    /// The ids of which it was told something.
    final class Recalled: Sendable {
        let ids = Guarded<[String]>([])
    }

    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}

    func beginSurvey() -> [String: String] { [:] }
    func look(at document: Document, _ survey: inout [String: String]) {}
    func recall(_ past: any PastDocuments, _ survey: inout [String: String]) throws {
        try past.forEach { id, memory in
            survey[String(decoding: memory, as: UTF8.self)] = id
            recalled.ids.withLock { $0.append(id) }
        }
        for (text, id) in survey { #expect(try past.memory(of: id) == Array(text.utf8)) }
        #expect(try past.memory(of: "nobody") == nil)
    }
    func start(after survey: consuming [String: String]) -> [String: String] { survey }
    func process(_ document: inout Document, _ state: inout [String: String]) -> Disposition {
        if let id = state[document.text.string] { return .drop("as \(id)") }
        state[document.text.string] = document.id
        return .keep
    }
    func memory(of document: Document, _ state: [String: String]) -> [UInt8]? { document.text.bytes }
}
