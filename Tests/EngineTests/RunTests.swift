import Engine
import StageKit
import Testing

@Suite struct RunTests {
    /// Source, transforms, a batch transform, a corpus stage and a sink, with every kind of loss.
    static func everything(_ sink: Memory) -> Pipeline {
        var source = Numbers(1000)
        source.rejects = [5, 500]
        return Pipeline(
            name: "test",
            stages: [
                StageInstance(source),
                StageInstance(
                    Each { document in
                        dawdle(document)
                        if number(document) == 333 { throw Broken() }
                        return number(document) % 10 == 3 ? .drop("ends in 3") : .keep
                    }, name: "first"),
                StageInstance(
                    Together { batch in
                        await Task.yield()
                        return batch.map {
                            number($0) % 100 == 50 ? .failed(Diagnostic("fifty", "is fifty")) : .keep
                        }
                    }),
                StageInstance(
                    InOrder { document, seen in
                        document.fields["seen"] = .number("\(seen.count)")
                        return seen.count % 9 == 0 ? .drop("every ninth") : .keep
                    }),
                StageInstance(
                    Each { document in
                        dawdle(document)
                        return .keep
                    }, name: "last"),
                StageInstance(sink),
            ])
    }

    @Test(arguments: Shape.all)
    func `gives the same bytes and the same report for any number of workers and any batch size`(
        _ shape: Shape
    ) async throws {
        func run(_ shape: Shape) async -> (Memory, MemoryQuarantine, RunReport) {
            let sink = Memory()
            let quarantine = MemoryQuarantine()
            let report = await Run(Self.everything(sink), shape.settings(quarantine: quarantine)).execute()
            return (sink, quarantine, report)
        }
        let (expected, lost, expectedReport) = await run(Shape(workers: 1, batch: 1000))
        let (sink, quarantine, report) = await run(shape)
        #expect(sink.record.text == expected.record.text)
        #expect(quarantine.ids == lost.ids)
        #expect(report == expectedReport)
        #expect(sink.record.ids.count > 700)
    }

    @Test func `counts every document once`() async throws {
        let sink = Memory()
        let quarantine = MemoryQuarantine()
        let report = await Run(Self.everything(sink), Shape(workers: 2, batch: 7).settings(quarantine: quarantine))
            .execute()
        #expect(report.outcome == .tooManyFailures)
        #expect(report.read == 1000)
        #expect(report.read == report.exported + report.dropped + report.quarantined)
        #expect(report.exported == sink.record.ids.count)
        #expect(report.quarantined == quarantine.ids.count)
        #expect(report.stages.map(\.name) == ["numbers", "first", "together", "in-order", "last", "memory"])
        #expect(report.stages.map(\.stageName) == ["numbers", "each", "together", "in-order", "each", "memory"])
        #expect(report.stages.map(\.input) == [1000, 998, 898, 888, 790, 790])
        #expect(report.stages.map(\.output) == [998, 898, 888, 790, 790, 790])
        #expect(report.stages[0].quarantined.list.map(\.reason) == ["bad-record"])
        #expect(report.stages[1].dropped.list.map(\.count) == [99])
        #expect(report.stages[1].quarantined.list.map(\.reason) == ["stage-failed"])
        #expect(report.stages[2].quarantined.list.map(\.reason) == ["fifty"])
        #expect(report.destinations.map(\.documents) == [790])
        #expect(report.destinations.map(\.bytes) == [sink.record.text.utf8.count])
        #expect(report.bytesRead == 10_000)
        #expect(report.quarantine == "memory of failures")
        #expect(sink.record.events == ["open", "finish"])
        #expect(quarantine.events == ["open", "finish"])
    }

    @Test(arguments: Shape.all)
    func `quarantines the one document of a thousand on which a stage throws, as it came`(_ shape: Shape) async {
        let sink = Memory()
        let quarantine = MemoryQuarantine()
        let pipeline = Pipeline(
            Numbers(1000),
            Each { document in
                document.fields["touched"] = true
                if document.id == "d617" {
                    try document.edit([TextEdit(Span(0, 4), "")])
                    throw Broken()
                }
                return .keep
            }, sink)
        let report = await Run(pipeline, shape.settings(quarantine: quarantine)).execute()
        #expect(report.outcome == .tooManyFailures)
        #expect(report.exported == 999)
        #expect(!sink.record.ids.contains("d617"))
        #expect(quarantine.ids == ["d617"])
        let document = quarantine.documents.first
        #expect(document?.stage == "each")
        #expect(document?.original?.string.hasPrefix("word") == true)
        #expect(document?.origin.uri == "d617")
        #expect(
            document?.problems == [
                Diagnostic("stage-failed", "'each' failed on this document", document: "d617", cause: "broken")
            ])
    }

    @Test func `is content with as many failures as are allowed`() async {
        let pipeline = Pipeline(Numbers(100), Each { number($0) < 29 ? try broken() : .keep }, Memory())
        let cases: [(AllowedFailures, RunReport.Outcome)] = [
            (.count(29), .succeeded), (.count(28), .tooManyFailures),
            (.share(0.29), .succeeded), (.share(0.28), .tooManyFailures), (.share(1), .succeeded),
        ]
        for (allowed, outcome) in cases {
            var settings = Shape(workers: 1, batch: 7).settings()
            settings.allowedFailures = allowed
            #expect(await Run(pipeline, settings).execute().outcome == outcome)
        }
    }

    @Test(arguments: Shape.all)
    func `stops before the document that fails in a stage with on-error fail`(_ shape: Shape) async {
        let sink = Memory()
        let pipeline = Pipeline(
            name: "test",
            stages: [
                StageInstance(Numbers(1000)),
                StageInstance(
                    Each { document in
                        if number(document) == 640 { throw Diagnostic("bad", "is bad") }
                        if number(document) > 700 { throw Diagnostic("worse", "is worse") }
                        return .keep
                    }, name: "strict", onError: .fail),
                StageInstance(InOrder { _, _ in .keep }),
                StageInstance(sink),
            ])
        let report = await Run(pipeline, shape.settings()).execute()
        #expect(report.outcome == .stopped([Diagnostic("bad", "is bad", document: "d640")]))
        #expect(sink.record.ids == (0..<640).map { "d\($0)" })
        #expect(report.read == 640)
        #expect(report.exported == 640)
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test func `stops at a rejected record when the source says on-error fail`() async {
        let sink = Memory()
        var source = Numbers(100)
        source.rejects = [42]
        let pipeline = Pipeline(
            name: "test", stages: [StageInstance(source, onError: .fail), StageInstance(sink)])
        let report = await Run(pipeline, Shape(workers: 2, batch: 7).settings()).execute()
        #expect(report.outcome == .stopped([Diagnostic("bad-record", "not text", document: "d42")]))
        #expect(report.read == 42)
        #expect(sink.record.ids.count == 42)
    }

    // MARK: Sources and sinks that fail

    @Test(arguments: Shape.all)
    func `writes what a source gave before it failed, then stops`(_ shape: Shape) async {
        let sink = Memory()
        var source = Numbers(1000)
        source.failsAt = 640
        let report = await Run(Pipeline(source, sink), shape.settings()).execute()
        #expect(report.outcome == .stopped([Diagnostic("unreadable", "the disk is gone")]))
        #expect(sink.record.ids == (0..<640).map { "d\($0)" })
        #expect(report.read == 640)
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test(arguments: Shape.all)
    func `writes nothing twice and nothing later when a sink fails in the middle`(_ shape: Shape) async {
        let before = Memory()
        var failing = Memory()
        failing.failsAt = "d640"
        let report = await Run(Pipeline(Numbers(1000), before, failing), shape.settings()).execute()
        #expect(report.outcome == .stopped([Diagnostic("disk-full", "no space left")]))
        let written = 640 / shape.batch * shape.batch
        #expect(failing.record.ids == (0..<written).map { "d\($0)" })
        #expect(report.read == written)
        #expect(report.exported == written)
        #expect(before.record.ids == (0..<min(1000, written + shape.batch)).map { "d\($0)" })
        #expect(before.record.events == ["open", "abandon"])
        #expect(failing.record.events == ["open", "abandon"])
    }

    @Test(arguments: [0, 1, 2])
    func `keeps a document that one sink cannot encode from every sink`(_ failing: Int) async {
        let quarantine = MemoryQuarantine()
        var sinks = [Memory(), Memory(), Memory()]
        sinks[failing].cannotEncode = ["d3", "d13"]
        let (first, second, third) = (sinks[0], sinks[1], sinks[2])
        let report = await Run(
            Pipeline(Numbers(20), first, second, third), Shape(workers: 2, batch: 7).settings(quarantine: quarantine)
        ).execute()
        let expected = (0..<20).filter { $0 != 3 && $0 != 13 }.map { "d\($0)" }
        #expect(first.record.ids == expected)
        #expect(second.record.text == first.record.text)
        #expect(third.record.text == first.record.text)
        #expect(first.record.text.split(separator: "\n").count == 18)
        #expect(quarantine.ids == ["d3", "d13"])
        #expect(quarantine.documents.map(\.stage) == ["memory", "memory"])
        #expect(report.stages.map(\.input) == [20, 20, 20, 20])
        #expect(report.stages.map(\.output) == [20, 18, 18, 18])
        #expect(report.stages.map(\.quarantined.total) == [0] + (0..<3).map { $0 == failing ? 2 : 0 })
    }

    @Test func `opens no sink when a source cannot be opened, and says all that is wrong`() async {
        struct Missing: Source {
            static let about = About("missing", "Is not there.")
            init(_ options: NoOptions, _ setup: StageSetup) {}
            func open() throws -> any SourceReader { throw Diagnostic("no-file", "there is no file") }
        }
        let sink = Memory()
        let missing = Missing(NoOptions(), StageSetup(stage: "missing"))
        let report = await Run(Pipeline(missing, Numbers(3), missing, sink)).execute()
        #expect(report.outcome == .stopped(Array(repeating: Diagnostic("no-file", "there is no file"), count: 2)))
        #expect(sink.record.events == [])
    }

    @Test func `takes back the sinks that were opened when another cannot be`() async {
        let first = Memory()
        var second = Memory()
        second.failsToOpen = true
        let report = await Run(Pipeline(Numbers(1000), first, second)).execute()
        #expect(report.outcome == .stopped([Diagnostic("no-file", "cannot be opened")]))
        #expect(first.record.events == ["open", "abandon"])
        #expect(report.read == 0)
    }

    @Test func `takes back what is not finished when a sink cannot finish`() async {
        var failing = Memory()
        failing.failsToFinish = true
        let last = Memory()
        let first = Memory()
        let report = await Run(Pipeline(Numbers(10), first, failing, last)).execute()
        #expect(report.outcome == .stopped([Diagnostic("no-rename", "cannot be renamed")]))
        #expect(first.record.events == ["open", "finish"])
        #expect(failing.record.events == ["open", "abandon"])
        #expect(last.record.events == ["open", "abandon"])
    }

    @Test func `stops when the quarantine fails, so that no document is lost`() async {
        let sink = Memory()
        let report = await Run(
            Pipeline(Numbers(100), Each { _ in throw Broken() }, sink),
            Shape(workers: 1, batch: 7).settings(quarantine: MemoryQuarantine(fails: true))
        ).execute()
        #expect(
            report.outcome
                == .stopped([
                    Diagnostic(
                        "quarantine-failed", "cannot write the quarantine 'memory of failures'", cause: "broken")
                ]))
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test func `does not open the quarantine when nothing fails`() async {
        let quarantine = MemoryQuarantine()
        let report = await Run(
            Pipeline(Numbers(100), Memory()), Shape(workers: 2, batch: 7).settings(quarantine: quarantine)
        ).execute()
        #expect(report.outcome == .succeeded)
        #expect(report.quarantine == nil)
        #expect(quarantine.events == [])
    }

    @Test func `says so when a source makes other documents than it announced`() async {
        var source = Numbers(10)
        source.lie = 1
        let report = await Run(Pipeline(source, Memory()), Shape(workers: 1, batch: 7).settings()).execute()
        #expect(
            report.outcome
                == .stopped([
                    Diagnostic(
                        "bad-source-batch", "'numbers' announced a batch of 8 documents and made 7",
                        hint: "this is a bug in the stage 'numbers'")
                ]))
    }

    @Test func `reads several sources one after the other`() async {
        let sink = Memory()
        var second = Numbers(5)
        second.prefix = "e"
        let report = await Run(Pipeline(Numbers(5), second, sink), Shape(workers: 2, batch: 2).settings()).execute()
        #expect(sink.record.ids == ["d0", "d1", "d2", "d3", "d4", "e0", "e1", "e2", "e3", "e4"])
        #expect(report.stages.map(\.input) == [5, 5, 10])
        #expect(report.stages.map(\.output) == [5, 5, 10])
    }

    @Test func `opens and writes nothing in a dry run, but counts what it would write`() async {
        let sink = Memory()
        let wet = Memory()
        let quarantine = MemoryQuarantine()
        let stage = Each { number($0) == 3 ? try broken() : .keep }
        var settings = Shape(workers: 2, batch: 7).settings(quarantine: quarantine)
        let real = await Run(Pipeline(Numbers(100), stage, wet), settings).execute()
        settings.isDryRun = true
        settings.quarantine = quarantine
        let events = quarantine.events
        var report = await Run(Pipeline(Numbers(100), stage, sink), settings).execute()
        #expect(sink.record.events == [])
        #expect(quarantine.events == events)
        #expect(report.isDryRun)
        report.isDryRun = false
        #expect(report == real)
    }
}
