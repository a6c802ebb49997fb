import Engine
import Foundation
import Ledger
import StageKit
import Testing

/// A document of a test: its id, its text, and its record in `in`; a text of `!` fails.
struct Entry: Hashable, Sendable {
    var id: String
    var text: String
    var record: Int
}

/// The documents that it was given, from one input.
struct Listed: Source {
    static let about = About("listed", "Gives the documents it was given.")
    var entries: [Entry] = []

    init(_ options: NoOptions, _ setup: StageSetup) {}
    init(_ texts: [(id: String, text: String)]) {
        entries = texts.enumerated().map { Entry(id: $1.id, text: $1.text, record: $0 + 1) }
    }

    func open() throws -> any SourceReader { Reader(entries[...]) }

    final class Reader: SourceReader {
        private var entries: ArraySlice<Entry>
        let totalBytes: Int? = nil

        init(_ entries: ArraySlice<Entry>) { self.entries = entries }

        func next(_ limit: BatchLimit) -> SourceBatch? {
            guard !entries.isEmpty else { return nil }
            let some = Array(entries.prefix(limit.documents))
            entries = entries.dropFirst(limit.documents)
            return SourceBatch(count: some.count, byteCount: some.count) {
                some.map { entry in
                    let origin = Origin(
                        uri: "in", record: entry.record, line: entry.record, encoding: .embedded,
                        source: SourceBytes(Array(entry.text.utf8)))
                    return .document(Document(id: entry.id, origin: origin, text: Text(entry.text)))
                }
            }
        }
    }
}

@Suite struct JournalTests {
    /// Nights of one pipeline over the same ledger.
    private final class Nights: Sendable {
        let folder = NSTemporaryDirectory() + "journal-\(UUID().uuidString)"
        let ledger: Ledger

        init() throws { ledger = try Ledger(folder: folder) }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// One night: what was exported, and the report.
        func run(
            _ mode: RunRecord.Mode, _ texts: [(id: String, text: String)], retrying numbers: Set<Int>? = nil,
            held: Bool = false, _ shape: Shape = Shape(workers: 1, batch: 64)
        ) async throws -> (ids: [String], report: RunReport) {
            let request = RunRequest(
                pipeline: "test", file: "/test.yaml", parts: [:], mode: mode, date: "2026-11-29", canContinue: true,
                now: 1)
            var journal = Journal(try OpenRun.open(request, in: ledger), now: { 1 }) { _ in
                OpenRun.Ending(.succeeded, exit: 0, now: 1)
            }
            journal.skipsUnchanged = mode == .incremental
            journal.selected = numbers
            if held { journal.objections = { _ in [Diagnostic("unexpected", "it is held back")] } }
            var settings = shape.settings()
            settings.journal = journal
            let sink = Memory()
            let stages = Pipeline(Listed(texts), Each { $0.text == "!" ? try broken() : .keep }, sink)
            let report = await Run(stages, settings).execute()
            #expect(report.read == report.exported + report.dropped + report.quarantined + report.unchanged)
            return (sink.record.ids, report)
        }

        /// What is in quarantine: `number id code`.
        func quarantine() throws -> [String] {
            var list: [String] = []
            try ledger.eachQuarantined(QuarantineFilter()) { list.append("\($0.number) \($0.document) \($0.code)") }
            return list
        }
    }

    // MARK: Two documents of one id

    @Test(arguments: Shape.all)
    func `a second document of an id with the same content is dropped`(shape: Shape) async throws {
        let nights = try Nights()
        let night = try await nights.run(.full, [("a", "one"), ("b", "two"), ("a", "one")], shape)
        #expect(night.ids == ["a", "b"])
        #expect(night.report.outcome == .succeeded)
        #expect(night.report.stages[0].dropped.list.map(\.reason) == ["the same document came before"])
    }

    @Test(arguments: Shape.all)
    func `a second document of an id with other content is quarantined`(shape: Shape) async throws {
        let nights = try Nights()
        let night = try await nights.run(.full, [("a", "one"), ("b", "two"), ("a", "three"), ("a", "four")], shape)
        #expect(night.ids == ["a", "b"])
        #expect(night.report.quarantined == 2)
        #expect(try nights.quarantine() == ["1 a duplicate-id", "2 a duplicate-id"])
        var problems: [String] = []
        try nights.ledger.eachQuarantined(QuarantineFilter()) { problems.append($0.problem) }
        #expect(problems.first == "another document of this run has the id 'a' already")
    }

    @Test func `a second document of an unchanged one is quarantined each night and changes nothing of it`()
        async throws
    {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "one")])
        for number in 1...3 {
            let night = try await nights.run(.incremental, [("a", "one"), ("a", "two")])
            #expect(night.ids == [])
            #expect((night.report.quarantined, night.report.unchanged) == (1, 1))
            #expect(try nights.quarantine() == ["\(number) a duplicate-id"])
        }
        let mended = try await nights.run(.incremental, [("a", "one"), ("b", "two")])
        #expect(mended.ids == ["b"])
        #expect(try nights.quarantine() == [])
    }

    @Test func `the first of an id that failed stays in quarantine beside the second`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "!"), ("a", "two")])
        #expect(try nights.quarantine() == ["1 a stage-failed", "2 a duplicate-id"])
        _ = try await nights.run(.incremental, [("a", "!"), ("a", "three")])
        #expect(try nights.quarantine() == ["1 a stage-failed", "3 a duplicate-id"])
    }

    // MARK: Failures of earlier nights

    @Test func `a failed document that did not change stays, and one that did is tried again`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "!"), ("b", "two"), ("c", "!")])
        let same = try await nights.run(.incremental, [("a", "!"), ("b", "two"), ("c", "!")])
        #expect((same.report.unchanged, same.report.quarantined) == (3, 0))
        #expect(try nights.quarantine() == ["1 a stage-failed", "2 c stage-failed"])
        let changed = try await nights.run(.incremental, [("a", "one"), ("b", "two"), ("c", "!")])
        #expect(changed.ids == ["a"])
        #expect(try nights.quarantine() == ["2 c stage-failed"])
    }

    @Test(arguments: [RunRecord.Mode.full, .incremental])
    func `a record that came under another id settles the one that failed in its place`(
        mode: RunRecord.Mode
    ) async throws {
        let nights = try Nights()
        _ = try await nights.run(mode, [("a", "one"), ("in#1", "!"), ("c", "three")])
        let night = try await nights.run(mode, [("a", "one"), ("b", "two"), ("c", "three")])
        #expect(try nights.quarantine() == [])
        #expect(night.report.disappeared == 0)
    }

    @Test(arguments: [RunRecord.Mode.full, .incremental])
    func `a record before the one that failed does not settle it`(mode: RunRecord.Mode) async throws {
        let nights = try Nights()
        _ = try await nights.run(mode, [("in#1", "!"), ("c", "three")])
        _ = try await nights.run(mode, [("b", "two"), ("in#1", "!"), ("c", "three")])
        #expect(try nights.quarantine().map { $0.dropFirst(2) } == ["in#1 stage-failed"])
    }

    @Test func `a failed record that is gone is reported, and stays`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.full, [("in#1", "!"), ("c", "three")])
        let night = try await nights.run(.full, [("c", "three")])
        #expect(night.report.disappearedIDs == ["in#1"])
        #expect(try nights.quarantine() == ["1 in#1 stage-failed"])
    }

    // MARK: Held back

    @Test func `what a run settled while it was held back does not hold when its sources changed`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "one"), ("old", "!"), ("c", "three")])
        // Another record in the place of the one that failed, which is nowhere: it came under another id.
        let held = try await nights.run(.incremental, [("a", "one"), ("new", "two"), ("c", "three")], held: true)
        #expect(held.report.outcome == .held([Diagnostic("unexpected", "it is held back")]))
        #expect(try nights.quarantine() == ["1 old stage-failed"])
        // It is there all the same, as it was.
        let next = try await nights.run(
            .incremental, [("a", "one"), ("new", "two"), ("c", "three"), ("old", "!")])
        #expect(next.report.outcome == .succeeded)
        #expect(try nights.quarantine() == ["1 old stage-failed"])
        let last = try await nights.run(.incremental, [("a", "one"), ("new", "two"), ("c", "three"), ("old", "!")])
        #expect((last.report.unchanged, last.report.read) == (4, 4), "it is known as it failed")
    }

    @Test func `what a run that was held back did is settled, also when it is in no source any more`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "one"), ("old", "!"), ("old", "two"), ("c", "!")])
        #expect(try nights.quarantine() == ["1 old stage-failed", "2 old duplicate-id", "3 c stage-failed"])
        let held = try await nights.run(
            .incremental, [("a", "one"), ("old", "mended"), ("old", "three"), ("c", "!")], held: true)
        #expect((held.report.exported, held.report.quarantined) == (1, 1))
        let next = try await nights.run(.incremental, [("a", "one"), ("c", "!")])
        #expect((next.report.exported, next.report.quarantined) == (1, 1))
        #expect(try nights.quarantine() == ["3 c stage-failed", "4 old duplicate-id"])
    }

    @Test func `a record that still has the place of one that failed settles it when the run goes on`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.incremental, [("a", "one"), ("old", "!")])
        _ = try await nights.run(.incremental, [("a", "one"), ("new", "two")], held: true)
        _ = try await nights.run(.incremental, [("a", "one"), ("new", "two"), ("d", "four")])
        #expect(try nights.quarantine() == [])
    }

    // MARK: Trying again

    @Test(arguments: Shape.all)
    func `a retry takes the documents of the failures it is given, and says which did not come`(
        shape: Shape
    ) async throws {
        let nights = try Nights()
        _ = try await nights.run(.full, [("a", "!"), ("b", "two"), ("c", "!"), ("d", "!"), ("e", "!")])
        let retry = try await nights.run(
            .retry, [("a", "one"), ("b", "changed"), ("c", "three"), ("d", "!"), ("new", "six")], retrying: [2, 3, 4],
            shape)
        #expect(retry.ids == ["c", "new"])
        #expect((retry.report.read, retry.report.unchanged, retry.report.disappeared) == (3, 0, 0))
        #expect(retry.report.missed == [])
        #expect(try nights.quarantine() == ["1 a stage-failed", "5 d stage-failed"])
        let other = try await nights.run(.retry, [("b", "two")], retrying: [1, 5])
        #expect(other.report.read == 0)
        #expect(other.report.missed == [1, 5])
        #expect(try nights.quarantine() == ["1 a stage-failed", "5 d stage-failed"])
    }

    @Test func `a retry leaves the first of an id alone when the second is tried again`() async throws {
        let nights = try Nights()
        _ = try await nights.run(.full, [("a", "one"), ("a", "two")])
        let same = try await nights.run(.retry, [("a", "one"), ("a", "two")], retrying: [1])
        #expect((same.report.exported, same.report.quarantined) == (0, 1))
        #expect(try nights.quarantine() == ["2 a duplicate-id"])
        let mended = try await nights.run(.retry, [("a", "one"), ("b", "two")], retrying: [2])
        #expect(mended.ids == ["b"])
        #expect(try nights.quarantine() == [])
        let next = try await nights.run(.incremental, [("a", "one"), ("b", "two")])
        #expect(next.report.unchanged == 2)
    }
}
