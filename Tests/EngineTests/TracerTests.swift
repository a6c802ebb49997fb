import Engine
import StageKit
import Testing

@Suite struct TracerTests {
    static let shout = Each { document in
        document.fields["shouted"] = true
        return .keep
    }

    @Test func `tells what each stage made of a document, and writes nothing`() async throws {
        let sink = Memory()
        let pipeline = Pipeline(
            Numbers(100), Self.shout, Together { $0.map { _ in .keep } }, InOrder { _, _ in .keep }, sink)
        let trace = try await Tracer(pipeline).trace(.id("d70"))
        #expect(trace.id == "d70")
        #expect(trace.number == 71)
        #expect(trace.source == "numbers")
        #expect(trace.loaded?.fields.isEmpty == true)
        #expect(trace.fate == .exported)
        #expect(trace.steps.map(\.name) == ["each", "together", "in-order", "memory"])
        #expect(trace.steps[0].before.fields["shouted"] == nil)
        #expect(trace.steps[0].after.fields["shouted"] == true)
        #expect(trace.steps.allSatisfy { $0.fate == nil })
        #expect(trace.steps[3].output.map { String(decoding: $0, as: UTF8.self) }?.hasPrefix("d70 word") == true)
        #expect(sink.record.events == [])
        #expect(try await Tracer(pipeline).trace(.number(71)).id == "d70")
    }

    @Test func `says where and why a document left`() async throws {
        let fails = StageInstance(Each { number($0) == 3 ? try broken() : .keep }, name: "fails")
        let drops = StageInstance(Each { number($0) == 4 ? .drop("four") : .keep }, name: "drops")
        let strict = StageInstance(Each { number($0) == 5 ? try broken() : .keep }, name: "strict", onError: .fail)
        var source = Numbers(10)
        source.rejects = [2]
        var sink = Memory()
        sink.cannotEncode = ["d6"]
        let pipeline = Pipeline(
            name: "test", stages: [StageInstance(source), fails, drops, strict, StageInstance(sink)])
        func problem(_ stage: String, _ id: String) -> [Diagnostic] {
            [Diagnostic("stage-failed", "'\(stage)' failed on this document", document: id, cause: "broken")]
        }
        let rejected = try await Tracer(pipeline).trace(.id("d2"))
        #expect(rejected.loaded == nil)
        #expect(rejected.steps.isEmpty)
        #expect(rejected.fate == .quarantined([Diagnostic("bad-record", "not text", document: "d2")]))
        #expect(rejected.origin.uri == "d2")
        let failed = try await Tracer(pipeline).trace(.id("d3"))
        #expect(failed.steps.map(\.name) == ["fails"])
        #expect(failed.fate == .quarantined(problem("fails", "d3")))
        #expect(failed.steps.last?.fate == failed.fate)
        let dropped = try await Tracer(pipeline).trace(.id("d4"))
        #expect(dropped.steps.map(\.name) == ["fails", "drops"])
        #expect(dropped.fate == .dropped("four"))
        let stopped = try await Tracer(pipeline).trace(.id("d5"))
        #expect(stopped.fate == .stoppedRun(problem("strict", "d5")))
        let unencoded = try await Tracer(pipeline).trace(.id("d6"))
        #expect(unencoded.steps.last?.name == "memory")
        #expect(unencoded.steps.last?.output == nil)
        #expect(unencoded.fate == .quarantined([Diagnostic("no-code", "cannot be encoded", document: "d6")]))
    }

    @Test func `shows a corpus stage all documents before, and other stages none`() async throws {
        let seen = Box(Guarded<[String]>([]))
        let pipeline = Pipeline(
            Numbers(100),
            InOrder { document, seen in
                document.fields["seen"] = .number("\(seen.count)")
                return seen.count == 80 ? .drop("eightieth") : .keep
            },
            Each { document in
                seen.value.withLock { $0.append(document.id) }
                return .keep
            }, Memory())
        let trace = try await Tracer(pipeline).trace(.id("d50"))
        #expect(trace.steps.first?.after.fields["seen"] == 51)
        #expect(seen.value.withLock { $0 } == ["d50"])
        #expect(try await Tracer(pipeline).trace(.id("d79")).fate == .dropped("eightieth"))
    }

    @Test func `says when there is no such document`() async throws {
        let pipeline = Pipeline(Numbers(5), Memory())
        await #expect(
            throws: Diagnostic(
                "no-such-document", "there is no document 'd44' among the 5 documents that are read",
                hint: "did you mean 'd4'?")
        ) { try await Tracer(pipeline).trace(.id("d44")) }
        await #expect(
            throws: Diagnostic(
                "no-such-document", "there is no document number 6 among the 5 documents that are read")
        ) { try await Tracer(pipeline).trace(.number(6)) }
        let sated = Pipeline(Numbers(5), InOrder(most: 2) { _, _ in .keep }, Memory())
        #expect(try await Tracer(sated).trace(.number(2)).fate == .exported)
        await #expect(
            throws: Diagnostic(
                "no-such-document",
                "there is no document number 3 among the 2 documents that are read; 'in-order' ends the run there")
        ) { try await Tracer(sated).trace(.number(3)) }
    }
}
