import FoundationEssentials
import Testing

@testable import Ledger

@Suite struct MemoryTests {
    private func request(_ mode: RunRecord.Mode) -> RunRequest {
        RunRequest(
            pipeline: "test", file: "/test.yaml", parts: [:], mode: mode, date: "2026-11-29", canContinue: true, now: 0)
    }

    /// Documents done, each with what a stage remembers of it.
    private func checkpoint(_ memories: [(id: String, data: [UInt8]?)], stage: String = "same") -> Checkpoint {
        var checkpoint = Checkpoint()
        for (id, data) in memories {
            let key = DocumentKey(id: id, input: "in", digest: [])
            checkpoint.documents.append(
                DocumentRecord(id: id, key: key, digest: [], outcome: .exported, isKnown: false))
            if let data { checkpoint.memories.append(MemoryRecord(stage: stage, document: id, data: data)) }
        }
        return checkpoint
    }

    private func memories(_ run: OpenRun, of stage: String = "same") throws -> [String] {
        var found: [String] = []
        try run.eachMemory(of: stage) { found.append("\($0)=\($1)") }
        return found
    }

    @Test func `what stages remember is there when the run is finished, and not before`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/textmill-memory-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ledger = try Ledger(folder: folder)

        let first = try OpenRun.open(request(.incremental), in: ledger)
        try first.commit(checkpoint([("b", [1]), ("a", [2, 3]), ("c", [4])]), now: 0)
        try first.commit(checkpoint([("d", [5])], stage: "other"), now: 0)
        #expect(try memories(first) == [])
        try first.finish(OpenRun.Ending(.succeeded, exit: 0, now: 0))

        let second = try OpenRun.open(request(.incremental), in: ledger)
        #expect(try memories(second) == ["a=[2, 3]", "b=[1]", "c=[4]"])
        #expect(try memories(second, of: "other") == ["d=[5]"])
        #expect(try second.memory(of: "a", stage: "same") == [2, 3])
        #expect(try second.memory(of: "d", stage: "same") == nil)
        // Done again: one is remembered otherwise, the other no more.
        try second.commit(checkpoint([("b", [6]), ("c", nil)]), now: 0)
        try second.finish(OpenRun.Ending(.succeeded, exit: 0, now: 0))

        let full = try OpenRun.open(request(.full), in: ledger)
        #expect(try memories(full) == ["a=[2, 3]", "b=[6]"])
        try full.commit(checkpoint([("b", [7])]), now: 0)
        try full.finish(OpenRun.Ending(.succeeded, exit: 0, now: 0))
        let last = try OpenRun.open(request(.incremental), in: ledger)
        #expect(try memories(last) == ["b=[7]"])
        #expect(try memories(last, of: "other") == [])
    }
}
