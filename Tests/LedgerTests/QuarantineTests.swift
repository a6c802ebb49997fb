import Diagnostics
import Foundation
import Testing

@testable import Ledger

@Suite struct QuarantineTests {
    /// A ledger in a folder of its own, removed at the end.
    final class Scratch: Sendable {
        let folder = NSTemporaryDirectory() + "ledger-\(UUID().uuidString)"
        let ledger: Ledger

        init() throws { ledger = try Ledger(folder: folder) }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// Begins a run.
        func open(
            _ pipeline: String = "night", _ mode: RunRecord.Mode = .full, now: Int = 1_000_000
        ) throws -> OpenRun {
            try OpenRun.open(
                RunRequest(
                    pipeline: pipeline, file: "/night.yaml", parts: ["program": "1"], mode: mode, date: "2026-11-29",
                    canContinue: true, now: now), in: ledger)
        }

        /// What is in quarantine: the numbers, in the order asked for.
        func numbers(
            _ filter: QuarantineFilter = QuarantineFilter(), _ order: Ledger.QuarantineOrder = .earliestFirst,
            limit: Int = .max
        ) throws -> [Int] {
            var numbers: [Int] = []
            try ledger.eachQuarantined(filter, order, limit: limit) { numbers.append($0.number) }
            return numbers
        }
    }

    static func failure(
        _ id: String, stage: String = "load-files", code: String = "bad-json", uri: String = "in.jsonl",
        record: Int? = nil
    ) -> QuarantineRecord {
        QuarantineRecord(
            document: id, stage: stage, code: code, problem: "the problem", problems: "[]", uri: uri, record: record,
            line: record, content: Array("text of \(id)".utf8), isText: true)
    }

    static func document(
        _ id: String, _ outcome: DocumentRecord.Outcome, content: UInt8 = 1, input: String = "in.jsonl"
    ) -> DocumentRecord {
        let digest = [content] + [UInt8](repeating: 0, count: 31)
        return DocumentRecord(
            id: id, key: DocumentKey(id: id, input: input, digest: digest), digest: digest, outcome: outcome,
            isKnown: false)
    }

    static func finish(_ run: OpenRun, _ failures: [QuarantineRecord], settled: [Int] = [], now: Int) throws {
        var checkpoint = Checkpoint()
        checkpoint.documents = failures.map { document($0.document, .quarantined) }
        checkpoint.quarantined = failures
        checkpoint.settled = settled
        try run.commit(checkpoint, now: now)
        try run.finish(OpenRun.Ending(.failures, exit: 1, now: now))
    }

    /// Two runs of one pipeline and one of another: entries 1 to 5.
    static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try finish(
            try scratch.open(), [failure("a"), failure("b", stage: "clean-text", code: "too-long")], now: 1000)
        try finish(try scratch.open(), [failure("c"), failure("3")], now: 2000)
        try finish(try scratch.open("other"), [failure("a")], now: 3000)
        return scratch
    }

    @Test func `documents come in the order in which they failed, or the latest first`() throws {
        let scratch = try Self.scratch()
        #expect(try scratch.numbers() == [1, 2, 3, 4, 5])
        #expect(try scratch.numbers(QuarantineFilter(pipeline: "night"), .latestFirst) == [4, 3, 2, 1])
        #expect(try scratch.numbers(QuarantineFilter(), .latestFirst, limit: 2) == [5, 4])
    }

    @Test(
        arguments: [
            ("clean-text", nil, [2]), ("nowhere", nil, []), (nil, "bad-json", [1, 3, 4]), (nil, "too-long", [2]),
            ("clean-text", "bad-json", []),
        ] as [(String?, String?, [Int])])
    func `stage and error choose`(stage: String?, code: String?, numbers: [Int]) throws {
        let scratch = try Self.scratch()
        var filter = QuarantineFilter(pipeline: "night")
        (filter.stage, filter.code) = (stage, code)
        #expect(try scratch.numbers(filter) == numbers)
        #expect(try scratch.ledger.quarantinedCount(filter) == numbers.count)
    }

    @Test(
        arguments: [
            (nil, nil, nil, [1, 2, 3, 4]), (1, nil, nil, [1, 2]), (2, nil, nil, [3, 4]), (3, nil, nil, []),
            (nil, 2000, nil, [1, 2]), (nil, nil, 2000, [3, 4]), (nil, 2001, 1001, [3, 4]), (1, nil, 2000, []),
        ] as [(Int?, Int?, Int?, [Int])])
    func `run and time choose`(run: Int?, before: Int?, since: Int?, numbers: [Int]) throws {
        let scratch = try Self.scratch()
        var filter = QuarantineFilter(pipeline: "night")
        (filter.run, filter.before, filter.since) = (run, before, since)
        #expect(try scratch.numbers(filter) == numbers)
    }

    @Test(arguments: [
        (["a"], [1]), (["2"], [2]), (["a", "2", "gone"], [1, 2]),
        // A document has the id 3, so the third entry is not meant.
        (["3"], [4]), (["4"], [4]),
        // Entry 5 is another pipeline's.
        (["5"], []), (["' OR 1=1 --", "\""], []),
    ])
    func `ids and numbers choose, and an id wins over a number`(ids: [String], numbers: [Int]) throws {
        let scratch = try Self.scratch()
        var filter = QuarantineFilter(pipeline: "night")
        filter.ids = ids
        #expect(try scratch.numbers(filter) == numbers)
    }

    @Test func `any number of ids may be asked for`() throws {
        let scratch = try Self.scratch()
        var filter = QuarantineFilter(pipeline: "night")
        filter.ids = (0..<100_000).map { "id\($0)" } + ["c"]
        #expect(try scratch.numbers(filter) == [3])
    }

    @Test func `a record comes back as it was put in, with its text only when it is wanted`() throws {
        let scratch = try Self.scratch()
        var record = Self.failure("b", stage: "clean-text", code: "too-long")
        (record.number, record.run, record.pipeline, record.at) = (2, 1, "night", 1000)
        var filter = QuarantineFilter(pipeline: "night")
        filter.ids = ["b"]
        var found: [QuarantineRecord] = []
        try scratch.ledger.eachQuarantined(filter) { found.append($0) }
        #expect(found.first?.version.isEmpty == false)
        record.version = found.first?.version ?? ""
        #expect(found == [record])
        try scratch.ledger.eachQuarantined(filter, withContent: false) { found.append($0) }
        record.content = []
        #expect(found.last == record)
    }

    @Test func `dropping takes out what is meant and nothing else`() throws {
        let scratch = try Self.scratch()
        var filter = QuarantineFilter(pipeline: "night")
        filter.code = "bad-json"
        #expect(try scratch.ledger.dropQuarantined(filter) == 3)
        #expect(try scratch.numbers() == [2, 5])
        #expect(try scratch.ledger.dropQuarantined(filter) == 0)
    }

    @Test func `what an unfinished run put aside is not in quarantine yet, and gone when it is given up`() throws {
        let scratch = try Scratch()
        let run = try scratch.open()
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .quarantined)]
        checkpoint.quarantined = [Self.failure("a")]
        try run.commit(checkpoint, now: 1)
        #expect(try scratch.numbers() == [])
        #expect(try scratch.open("night", .incremental).givenUp?.number == 1)
        #expect(try scratch.numbers() == [])
    }

    @Test func `what a run settled leaves the quarantine when it finishes, and not before`() throws {
        let scratch = try Self.scratch()
        let run = try scratch.open("night", .retry)
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .exported, content: 2), Self.document("c", .quarantined)]
        checkpoint.quarantined = [Self.failure("c", code: "worse")]
        checkpoint.settled = [1, 3]
        try run.commit(checkpoint, now: 4000)
        #expect(try scratch.numbers(QuarantineFilter(pipeline: "night")) == [1, 2, 3, 4])
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 4000))
        #expect(try scratch.numbers(QuarantineFilter(pipeline: "night")) == [2, 4, 6])
        #expect(try scratch.numbers(QuarantineFilter(pipeline: "other")) == [5])
        #expect(try scratch.ledger.documentCounts(of: "night") == [.exported: 1, .quarantined: 3])
    }

    @Test func `the last settlement of a run counts, and documents that it has done`() throws {
        let scratch = try Scratch()
        try Self.finish(
            try scratch.open(), [Self.failure("a"), Self.failure("in#1", record: 4), Self.failure("in#2", record: 5)],
            now: 1000)
        let run = try scratch.open()
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .exported), Self.document("b", .exported)]
        checkpoint.settled = [1, 2]
        try run.commit(checkpoint, now: 2000)
        // One that says nothing of it leaves it; then 3 is settled, 2 no more, and 1 has been done.
        try run.commit(Checkpoint(), now: 3000)
        checkpoint = Checkpoint()
        checkpoint.settled = [3]
        try run.commit(checkpoint, now: 4000)
        #expect(try scratch.numbers() == [1, 2, 3])
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 5000))
        #expect(try scratch.numbers() == [2])
    }

    @Test func `a retry that is given up leaves the quarantine as it was, and its documents to be done again`() throws {
        let scratch = try Self.scratch()
        let run = try scratch.open("night", .retry)
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .exported, content: 2)]
        checkpoint.settled = [1]
        try run.commit(checkpoint, now: 4000)
        let next = try scratch.open("night", .retry)
        #expect(next.givenUp?.reason == "it took other documents (retry)")
        #expect(next.known.isDone(Self.document("a", .exported, content: 2).key) == false)
        #expect(next.known.contains(id: stableHash("a")))
        try next.finish(OpenRun.Ending(.succeeded, exit: 0, now: 5000))
        #expect(try scratch.numbers(QuarantineFilter(pipeline: "night")) == [1, 2, 3, 4])
    }

    @Test func `a document that came under another id is not known by the old one`() throws {
        let scratch = try Scratch()
        try Self.finish(try scratch.open(), [Self.failure("in#1", record: 4)], now: 1000)
        let run = try scratch.open()
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .exported)]
        checkpoint.settled = [1]
        try run.commit(checkpoint, now: 2000)
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 2000))
        let known = try scratch.open().known
        #expect(known.contains(id: stableHash("a")))
        #expect(!known.contains(id: stableHash("in#1")))
    }

    @Test func `the second document of an id in a run leaves what is known of the first`() throws {
        let scratch = try Scratch()
        let run = try scratch.open()
        var checkpoint = Checkpoint()
        checkpoint.documents = [Self.document("a", .exported), Self.document("a", .repeated, content: 2)]
        try run.commit(checkpoint, now: 1)
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 1))
        let next = try scratch.open("night", .incremental)
        var later = Checkpoint()
        var again = Self.document("a", .repeated, content: 3)
        again.isKnown = true
        later.documents = [again]
        try next.commit(later, now: 2)
        // The sinks must not take the first one out for it.
        #expect(try next.replacedIDs() == [])
        try next.finish(OpenRun.Ending(.succeeded, exit: 0, now: 2))
        #expect(try scratch.open().known.isUnchanged(Self.document("a", .exported).key))
        #expect(try scratch.ledger.documentCounts(of: "night") == [.exported: 1])
    }

    // MARK: Which failures a document stands for

    @Test(
        arguments: [
            // Its own id, wherever it is now.
            ("a", "in.jsonl", 1, false, [.failure(1)]), ("a", "new.jsonl", 9, false, [.failure(1)]),
            // Another id in the same place.
            ("z", "in.jsonl", 2, false, [.place(2, of: stableHash("in#2"))]), ("z", "in.jsonl", 9, false, []),
            ("z", "new.jsonl", 2, false, []), ("z", "in.jsonl", 3, false, [.failure(4)]),
            // The second of its id: by its place alone when it comes first now, else anywhere in its input.
            ("c", "in.jsonl", 3, false, [.failure(4)]), ("c", "in.jsonl", 8, false, []),
            ("c", "in.jsonl", 8, true, [.repetitions(4)]), ("c", "in.jsonl", 3, true, [.repetitions(4), .failure(4)]),
            ("c", "new.jsonl", 3, true, []),
            // The second of an id that failed is not the first.
            ("a", "in.jsonl", 9, true, []),
        ] as [(String, String, Int, Bool, [KnownFailures.Match])])
    func `a document stands for failures of its id, and of its place`(
        id: String, input: String, record: Int, isRepeated: Bool, matches: [KnownFailures.Match]
    ) throws {
        let scratch = try Scratch()
        try Self.finish(
            try scratch.open(),
            [
                Self.failure("a", record: 1), Self.failure("in#2", record: 2), Self.failure("text", uri: "in.jsonl"),
                Self.failure("c", code: "duplicate-id", record: 3),
            ], now: 1)
        let failures = try scratch.open().failures
        let key = Self.document(id, .exported, input: input).key
        #expect(failures.matches(key, record: record, isRepeated: isRepeated, isDone: false) == matches)
    }

    @Test func `a document that was done as it is stands for no other that failed in its place`() throws {
        let scratch = try Scratch()
        try Self.finish(try scratch.open(), [Self.failure("in#2", record: 2)], now: 1)
        let failures = try scratch.open().failures
        let key = Self.document("z", .exported).key
        #expect(failures.matches(key, record: 2, isRepeated: false, isDone: true) == [])
        #expect(failures.origins(of: [1]).map(\.input) == [stableHash("in.jsonl")])
        #expect(failures.origins(of: [2]).isEmpty)
    }

    @Test func `what has only the place of a failure settles it when the run is whole and has not seen it`() throws {
        let scratch = try Scratch()
        try Self.finish(try scratch.open(), [Self.failure("in#2", record: 2)], now: 1)
        let failures = try scratch.open().failures
        let match = KnownFailures.Match.place(1, of: stableHash("in#2"))
        #expect(failures.settled([match], isWhole: true) { _ in false }.numbers == [1])
        #expect(failures.settled([match], isWhole: true) { _ in false }.renamed == [stableHash("in#2")])
        #expect(failures.settled([match], isWhole: true) { $0 == stableHash("in#2") }.numbers == [])
        #expect(failures.settled([match], isWhole: false) { _ in false }.numbers == [])
        #expect(failures.settled([.failure(1)], isWhole: false) { _ in true }.numbers == [1])
    }

    @Test func `any number of documents of one id is settled at once`() throws {
        let scratch = try Scratch()
        let many = (1...20_000).map { Self.failure("a", code: "duplicate-id", record: $0) }
        try Self.finish(try scratch.open(), many, now: 1)
        let failures = try scratch.open().failures
        let key = Self.document("a", .repeated).key
        var matches: Set<KnownFailures.Match> = []
        for record in 10_001...30_000 {
            matches.formUnion(failures.matches(key, record: record, isRepeated: true, isDone: false))
        }
        #expect(failures.settled(matches, isWhole: true) { _ in true }.numbers.count == 20_000)
        // Without the rest of the input, only those that were met.
        #expect(failures.settled(matches, isWhole: false) { _ in true }.numbers.count == 10_000)
        #expect(failures.wanted([7]).contains(.repetitions(1)))
    }
}
