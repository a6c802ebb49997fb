import Dispatch
import Engine
import StageKit
import Testing

@Suite struct ControlTests {
    @Test(arguments: [1, 3], [Window(batches: 4, bytes: 1 << 20), Window(batches: 100, bytes: 250)])
    func `reading stays within the window while a sink is blocked`(_ workers: Int, _ window: Window) async {
        let read = Box(Guarded(0))
        let gate = DispatchSemaphore(value: 0)
        var source = Numbers(1000)
        source.onRead = { count in read.value.withLock { $0 = count } }
        var sink = Memory()
        sink.onWrite = { gate.wait() }
        var settings = Shape(workers: workers, batch: 7).settings()
        settings.window = window
        let run = Run(Pipeline(source, sink), settings)
        async let report = run.execute()
        // Reading comes to rest when the window is full; then it has run as far ahead as it ever will.
        var last = -1
        while true {
            try? await Task.sleep(for: .milliseconds(30))
            let now = read.value.withLock { $0 }
            if now > 0, now == last { break }
            last = now
        }
        // Four batches of 7 documents, or as many as it takes to reach 250 bytes of 70 each.
        #expect(last == 4 * 7)
        for _ in 0..<1000 { gate.signal() }
        #expect(await report.exported == 1000)
    }

    @Test(arguments: [1, 2])
    func `a drain in the middle finishes what was read and takes the output back`(_ workers: Int) async {
        let control = RunControl()
        var sink = Memory()
        let written = Box(Guarded(0))
        sink.onWrite = {
            let count = written.value.withLock {
                $0 += 1
                return $0
            }
            if count == 5 { control.drain() }
        }
        let quarantine = MemoryQuarantine()
        let pipeline = Pipeline(
            Numbers(100_000), Each { number($0) % 7 == 0 ? try broken() : .keep }, sink)
        let report = await Run(
            pipeline, Shape(workers: workers, batch: 7).settings(quarantine: quarantine), control: control
        ).execute()
        #expect(report.outcome == .interrupted)
        #expect(report.read >= 35 && report.read < 1000)
        #expect(report.read == report.exported + report.dropped + report.quarantined)
        #expect(report.exported == sink.record.ids.count)
        #expect(report.read == sink.record.ids.count + quarantine.ids.count)
        #expect(sink.record.events == ["open", "abandon"])
        #expect(quarantine.events == ["open", "abandon"])
        #expect(control.progress.read == report.read)
    }

    @Test func `a drain does not wait for a read that blocks`() async {
        let control = RunControl()
        let never = DispatchSemaphore(value: 0)
        var source = Numbers(100)
        source.onRead = { count in
            guard count > 14 else { return }
            control.drain()
            never.wait()
        }
        let report = await Run(
            Pipeline(source, Memory()), Shape(workers: 1, batch: 7).settings(), control: control
        ).execute()
        #expect(report.outcome == .interrupted)
        #expect(report.read == 14)
        never.signal()
    }

    @Test func `stopping at once leaves unwritten what was read`() async {
        let control = RunControl()
        var sink = Memory()
        sink.onWrite = { control.stopNow() }
        let report = await Run(
            Pipeline(Numbers(100_000), sink), Shape(workers: 2, batch: 7).settings(), control: control
        ).execute()
        #expect(report.outcome == .interrupted)
        #expect(report.read == 7)
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test func `a run that was told to end before it began does nothing`() async {
        let control = RunControl()
        control.drain()
        let report = await Run(Pipeline(Numbers(100), Memory()), control: control).execute()
        #expect(report.outcome == .interrupted)
        #expect(report.read == 0)
    }

    @Test func `cancelling the task stops the run`() async {
        let began = Box(Guarded<CheckedContinuation<Void, Never>?>(nil))
        var sink = Memory()
        sink.onWrite = {
            began.value.withLock {
                $0?.resume()
                $0 = nil
            }
        }
        let run = Run(Pipeline(Numbers(100_000_000), sink))
        let task = Task<RunReport, Never> { await run.execute() }
        await withCheckedContinuation { continuation in began.value.withLock { $0 = continuation } }
        task.cancel()
        #expect(await task.value.outcome == .interrupted)
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test func `a drain after the end of the sources changes nothing`() async {
        let control = RunControl()
        let ended = Box(Guarded(false))
        var source = Numbers(7)
        source.onRead = { _ in ended.value.withLock { $0 = true } }
        let report = await Run(
            Pipeline(source, Memory()), Shape(workers: 1, batch: 7).settings(), control: control
        ).execute()
        control.drain()
        #expect(report.outcome == .succeeded)
    }

    @Test func `progress says how far the run is`() async {
        let control = RunControl()
        let before = control.progress
        var settings = Shape(workers: 2, batch: 7).settings()
        let ticks = Box(Guarded(0))
        settings.clock = {
            ticks.value.withLock {
                $0 += 1; return .seconds($0)
            }
        }
        let pipeline = Pipeline(
            Numbers(100), Each { number($0) % 2 == 0 ? .drop("even") : number($0) == 1 ? try broken() : .keep },
            Memory())
        let report = await Run(pipeline, settings, control: control).execute()
        let progress = control.progress
        #expect(before == RunProgress())
        #expect(progress.read == 100)
        #expect(progress.bytesRead == 1000)
        #expect(progress.totalBytes == 1000)
        #expect((progress.exported, progress.dropped, progress.quarantined) == (49, 50, 1))
        #expect(progress.elapsed >= report.elapsed)
        #expect(report.stages.allSatisfy { $0.time > .zero })
    }

    @Test func `tells apart only so many reasons, and keeps only their beginning`() async {
        let pipeline = Pipeline(
            Numbers(1000),
            Each { document in
                .drop(number(document) < 900 ? "common" : "é\(number(document))" + String(repeating: "x", count: 9999))
            }, Memory())
        let report = await Run(pipeline, Shape(workers: 2, batch: 64).settings()).execute()
        let dropped = report.stages[1].dropped
        #expect(dropped.total == 1000)
        #expect(dropped.list.count == ReasonCounts.most)
        #expect(dropped.others == 1000 - 900 - (ReasonCounts.most - 1))
        #expect(dropped.list.first?.reason == "common")
        #expect(dropped.list.first?.count == 900)
        #expect(dropped.list.allSatisfy { $0.reason.unicodeScalars.count <= ReasonCounts.longest + 1 })
        #expect(dropped.list.dropFirst().first?.reason.hasPrefix("é900xxx") == true)
    }
}
