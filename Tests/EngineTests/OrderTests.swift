import Engine
import StageKit
import Testing

@Suite struct OrderTests {
    @Test(arguments: Shape.all)
    func `a corpus stage sees the documents in their order, however slow batches are before it`(
        _ shape: Shape
    ) async {
        let sink = Memory()
        let seen = Guarded<[String]>([])
        let seenBox = Box(seen)
        let pipeline = Pipeline(
            Numbers(500),
            Together { batch in
                // The first batch is the slowest, so that later ones come to the gate before it.
                if batch.contains(where: { number($0) < 64 }) { try? await Task.sleep(for: .milliseconds(5)) }
                for document in batch { dawdle(document) }
                return batch.map { _ in .keep }
            },
            InOrder { document, _ in
                seenBox.value.withLock { $0.append(document.id) }
                return .keep
            }, sink)
        let report = await Run(pipeline, shape.settings()).execute()
        #expect(report.outcome == .succeeded)
        #expect(seenBox.value.withLock { $0 } == (0..<500).map { "d\($0)" })
        #expect(sink.record.ids == (0..<500).map { "d\($0)" })
    }

    @Test(arguments: Shape.all)
    func `two corpus stages keep their order with parallel stages between them`(_ shape: Shape) async {
        let sink = Memory()
        let order = InOrder { document, seen in
            document.fields["n\(document.fields.count)"] = .number("\(seen.count)")
            return number(document) == seen.count - 1 ? .keep : try broken()
        }
        let pipeline = Pipeline(
            Numbers(500), order,
            Each { document in
                dawdle(document)
                return .keep
            }, order, sink)
        let report = await Run(pipeline, shape.settings()).execute()
        #expect(report.exported == 500)
    }

    @Test func `with one worker one batch at a time is worked on`() async {
        let running = Box(Guarded((now: 0, most: 0)))
        let pipeline = Pipeline(
            Numbers(200),
            Together { batch in
                running.value.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                try? await Task.sleep(for: .microseconds(100))
                running.value.withLock { $0.now -= 1 }
                return batch.map { _ in .keep }
            }, Memory())
        _ = await Run(pipeline, Shape(workers: 1, batch: 7).settings()).execute()
        #expect(running.value.withLock { $0.most } == 1)
        running.value.withLock { $0.most = 0 }
        _ = await Run(pipeline, Shape(workers: 3, batch: 7).settings()).execute()
        #expect(running.value.withLock { $0.most } == 3)
    }

    // MARK: Ends

    @Test(arguments: Shape.all, [0, 1, 7, 100, 999, 1000, 5000])
    func `reads no more than the limit`(_ shape: Shape, _ limit: Int) async {
        let sink = Memory()
        let asked = Box(Guarded(0))
        var source = Numbers(1000)
        source.onRead = { count in asked.value.withLock { $0 = count } }
        var settings = shape.settings()
        settings.limit = limit
        let report = await Run(Pipeline(source, sink), settings).execute()
        #expect(asked.value.withLock { $0 } == min(limit, 1000))
        #expect(report.outcome == .succeeded)
        #expect(report.read == min(limit, 1000))
        #expect(report.earlyEnd == (limit <= 1000 ? .limit : nil))
        #expect(sink.record.ids == (0..<min(limit, 1000)).map { "d\($0)" })
        #expect(sink.record.events == ["open", "finish"])
    }

    @Test(arguments: Shape.all, [0, 1, 64, 100, 333])
    func `ends where a corpus stage has had enough, and counts nothing after it`(_ shape: Shape, _ most: Int) async {
        let sink = Memory()
        let quarantine = MemoryQuarantine()
        let pipeline = Pipeline(
            Numbers(1000),
            // Drops and failures behind the end are in the same batch, and must not count.
            Each { document in
                switch number(document) % 3 {
                case 1: .drop("one")
                case 2: try broken()
                default: .keep
                }
            },
            InOrder(most: most) { _, _ in .keep }, sink)
        let report = await Run(pipeline, shape.settings(quarantine: quarantine)).execute()
        let read = most == 0 ? 0 : 3 * (most - 1) + 1
        #expect(report.read == read)
        #expect(report.exported == most)
        #expect(report.dropped == max(0, most - 1))
        #expect(report.quarantined == max(0, most - 1))
        #expect(quarantine.ids.count == max(0, most - 1))
        #expect(report.earlyEnd == .sated("in-order"))
        #expect(sink.record.ids.count == most)
        #expect(sink.record.events == ["open", "finish"])
        #expect(report.stages.map(\.input) == [read, read, most, most])
    }

    @Test(arguments: Shape.all)
    func `of two ends the earlier document decides, whichever stage comes first`(_ shape: Shape) async {
        let strict = StageInstance(Each { number($0) == 40 ? try broken() : .keep }, onError: .fail)
        let sated = StageInstance(InOrder(most: 31) { _, _ in .keep })
        for order in [[strict, sated], [sated, strict]] {
            let sink = Memory()
            let stages = [StageInstance(Numbers(1000))] + order + [StageInstance(sink)]
            let report = await Run(Pipeline(name: "test", stages: stages), shape.settings()).execute()
            #expect(report.outcome == .succeeded)
            #expect(report.read == 31)
            #expect(sink.record.ids.count == 31)
        }
    }

    @Test func `stops reading soon after a corpus stage has had enough`() async {
        let read = Box(Guarded(0))
        var source = Numbers(1_000_000)
        source.onRead = { count in read.value.withLock { $0 = count } }
        let report = await Run(
            Pipeline(source, InOrder(most: 10) { _, _ in .keep }, Memory()), Shape(workers: 2, batch: 7).settings()
        ).execute()
        #expect(report.read == 10)
        #expect(read.value.withLock { $0 } <= 7 * 20)
    }

    @Test func `a corpus stage that cannot start stops the run before it reads`() async {
        var stage = InOrder { _, _ in .keep }
        stage.startFails = true
        let sink = Memory()
        let report = await Run(Pipeline(Numbers(10), stage, sink)).execute()
        #expect(
            report.outcome
                == .stopped([Diagnostic("stage-failed", "'in-order' could not start", cause: "broken")]))
        #expect(sink.record.events == [])
    }

    // MARK: Batch transforms

    @Test func `quarantines the batch when a batch transform answers for too few`() async {
        let quarantine = MemoryQuarantine()
        let sink = Memory()
        let stages: [Together] = [
            Together { batch in batch.dropFirst().map { _ in .keep } },
            Together { batch in
                batch.removeLast()
                return batch.map { _ in .keep } + [.keep]
            },
            Together { batch in
                batch.reverse()
                return batch.map { _ in .keep }
            },
            Together { _ in throw Diagnostic("bad-batch", "is bad") },
        ]
        for stage in stages {
            let report = await Run(
                Pipeline(Numbers(20), stage, sink), Shape(workers: 2, batch: 10).settings(quarantine: quarantine)
            ).execute()
            #expect(report.outcome == .tooManyFailures)
            #expect(report.quarantined == 20)
            #expect(report.stages[1].quarantined.list.map(\.reason) == ["bad-batch"])
        }
        #expect(quarantine.ids == (0..<4).flatMap { _ in (0..<20).map { "d\($0)" } })
        #expect(sink.record.ids == [])
    }

    @Test func `does not trouble a batch transform with an empty batch`() async {
        let sizes = Box(Guarded<[Int]>([]))
        let pipeline = Pipeline(
            Numbers(20), Each { number($0) < 10 ? .drop("small") : .keep },
            Together { batch in
                let count = batch.count
                sizes.value.withLock { $0.append(count) }
                return batch.map { _ in .keep }
            }, Memory())
        _ = await Run(pipeline, Shape(workers: 1, batch: 10).settings()).execute()
        #expect(sizes.value.withLock { $0 } == [10])
    }
}

/// Shares what cannot be copied.
final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}
