import Foundation
import Testing

@testable import Ledger

/// Runs of the past, and how they are forgotten.
@Suite struct RunsTests {
    /// A ledger of its own in a folder that is removed at the end.
    final class Place {
        let folder = FileManager.default.temporaryDirectory.path + "/textmill-runs-\(UUID().uuidString)"
        let ledger: Ledger

        init() throws { ledger = try Ledger(folder: folder) }
        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func open(
            _ pipeline: String = "night", at now: Int, parts: [String: String] = ["program": "1"]
        ) throws -> OpenRun {
            try OpenRun.open(
                RunRequest(
                    pipeline: pipeline, file: "/srv/\(pipeline).yaml", parts: parts, mode: .full, date: "2026-11-29",
                    canContinue: true, now: now), in: ledger)
        }

        /// A run that is finished.
        @discardableResult
        func finish(
            _ pipeline: String = "night", at now: Int, _ outcome: RunRecord.Outcome = .succeeded
        ) throws -> Int {
            let run = try open(pipeline, at: now)
            try run.finish(OpenRun.Ending(outcome, exit: outcome == .succeeded ? 0 : 1, now: now + 5))
            return run.record.number
        }

        func numbers(_ pipeline: String? = nil, since: Int = 0, limit: Int = 100) throws -> [Int] {
            try ledger.runs(of: pipeline, since: since, limit: limit).map(\.number)
        }
    }

    /// A checkpoint with documents that came to these ends.
    private func checkpoint(_ outcomes: [DocumentRecord.Outcome]) -> Checkpoint {
        var checkpoint = Checkpoint()
        checkpoint.documents = outcomes.enumerated().map { index, outcome in
            let digest = [UInt8](repeating: UInt8(index), count: 32)
            return DocumentRecord(
                id: "d\(index)", key: DocumentKey(id: "d\(index)", input: "in", digest: digest), digest: digest,
                outcome: outcome, isKnown: false)
        }
        return checkpoint
    }

    private let failure = QuarantineRecord(
        document: "d1", stage: "s", code: "c", problem: "p", problems: "[]", uri: "in", record: nil, line: nil,
        content: [65], isText: true)

    @Test func `runs are listed with the latest first, by pipeline, time and number`() throws {
        let place = try Place()
        for now in [100, 200, 300] { try place.finish(at: now) }
        try place.finish("day", at: 250)
        #expect(try place.numbers() == [4, 3, 2, 1])
        #expect(try place.numbers("night") == [3, 2, 1])
        #expect(try place.numbers("night", since: 200) == [3, 2])
        #expect(try place.numbers(limit: 2) == [4, 3])
        #expect(try place.numbers("noon") == [])
        let (second, none) = (try place.ledger.run(2), try place.ledger.run(9))
        #expect(second?.started == 200 && none?.number == nil)
        #expect(try place.ledger.run(before: 3, of: "night")?.number == 2)
        #expect(try place.ledger.run(before: 4, of: "day")?.number == nil)
    }

    @Test func `a run that works has the sums of its last checkpoint, and they come out even`() throws {
        let place = try Place()
        let run = try place.open(at: 100)
        var first = checkpoint([.exported, .exported, .dropped, .quarantined, .repeated])
        first.quarantined = [failure]
        try run.commit(first, now: 110)
        let record = try #require(try place.ledger.run(1))
        #expect(record.state == .running && record.outcome?.rawValue ?? "unsaid" == "unsaid")
        let counts: [Int] = [record.read, record.exported, record.dropped, record.quarantined, record.unchanged]
        #expect(counts == [5, 2, 2, 1, 0] as [Int])
    }

    @Test func `a second attempt does not show the sums of the first`() throws {
        let place = try Place()
        let run = try place.open(at: 100)
        try run.commit(checkpoint([.exported]), now: 110)
        var ending = OpenRun.Ending(.stopped, exit: 2, now: 120)
        (ending.read, ending.exported, ending.unchanged) = (8, 1, 7)
        try run.suspend(ending, isWorthKeeping: true)
        #expect(try place.ledger.run(1)?.read == 8)
        let again = try place.open(at: 200)
        #expect(again.isContinued)
        let record = try #require(try place.ledger.run(1))
        let counts: [Int] = [record.read, record.exported, record.unchanged, record.attempts]
        #expect(counts == [1, 1, 0, 2] as [Int])
    }

    @Test func `the last run that ended well is known by the time of its end`() throws {
        let place = try Place()
        #expect(try place.ledger.lastSuccess(of: "night") ?? 0 == 0)
        try place.finish(at: 100)
        try place.finish(at: 200)
        try place.finish(at: 300, .failures)
        try place.finish("day", at: 400)
        #expect(try place.ledger.lastSuccess(of: "night") == 205)
    }

    @Test func `a report is kept with what was found out after the end`() throws {
        let place = try Place()
        let number = try place.finish(at: 100)
        try place.ledger.keep(report: #"{"more":1}"#, ofRun: number)
        #expect(try place.ledger.run(number)?.report == #"{"more":1}"#)
    }

    @Test func `old runs are forgotten, but neither the last finished one, nor open ones, nor those of others`() throws
    {
        let place = try Place()
        for now in [100, 200, 300] { try place.finish(at: now) }
        try place.finish("day", at: 100)
        let open = try place.open(at: 150)
        try open.commit(checkpoint([.exported]), now: 160)
        #expect(try place.ledger.prune(before: 1000, of: "night") == 2)
        #expect(try place.numbers() == [5, 4, 3])
        #expect(try place.ledger.prune(before: 1000, of: "night") == 0)
        // A number is never used again.
        try open.finish(OpenRun.Ending(.succeeded, exit: 0, now: 170))
        #expect(try place.finish(at: 400) == 6)
    }

    @Test func `documents and quarantine of a forgotten run stay known`() throws {
        let place = try Place()
        let run = try place.open(at: 100)
        var first = checkpoint([.exported, .quarantined])
        first.quarantined = [failure]
        try run.commit(first, now: 110)
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 120))
        try place.finish(at: 200)
        #expect(try place.ledger.prune(before: 150, of: "night") == 1)
        #expect(try place.numbers() == [2])
        #expect(try place.ledger.documentCounts(of: "night") == [.exported: 1, .quarantined: 1])
        #expect(try place.ledger.quarantinedCount(QuarantineFilter(pipeline: "night")) == 1)
        #expect(try place.open(at: 300).known.count == 2)
    }

    @Test func `whether a run works is seen from its lock, and looking does not disturb`() throws {
        let place = try Place()
        #expect(!PipelineLock.isHeld(folder: place.folder, pipeline: "night"))
        let lock = try PipelineLock(folder: place.folder, pipeline: "night")
        #expect(PipelineLock.isHeld(folder: place.folder, pipeline: "night"))
        withExtendedLifetime(lock) {}
        let other = try PipelineLock(folder: place.folder, pipeline: "day")
        #expect(!PipelineLock.isHeld(folder: place.folder, pipeline: "noon"))
        withExtendedLifetime(other) {}
    }
}
