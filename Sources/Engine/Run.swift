import Dispatch
import StageKit

/// One run of a pipeline: reading thread, workers and writing thread around one ``Belt``.
///
/// Documentation/Engine.md tells the life of a batch.
package struct Run: Sendable {
    let pipeline: Pipeline
    let settings: RunSettings
    let control: RunControl
    let sources: [(place: Int, source: any Source)]
    let sinks: [(place: Int, sink: any Sink)]

    /// Prepares a run; nothing happens yet.
    package init(_ pipeline: Pipeline, _ settings: RunSettings = RunSettings(), control: RunControl = RunControl()) {
        self.pipeline = pipeline
        self.settings = settings
        self.control = control
        let stages = Array(pipeline.stages.enumerated())
        sources = stages.compactMap { place, instance in (instance.stage as? any Source).map { (place, $0) } }
        sinks = stages.compactMap { place, instance in (instance.stage as? any Sink).map { (place, $0) } }
    }

    /// Runs the pipeline from the beginning of its sources; returns when everything is written, or nothing more will be.
    ///
    /// An error of a stage never escapes: the report holds it. A trap inside a stage cannot be caught and ends the
    /// process. Cancelling the task is ``RunControl/stopNow()``.
    package func execute() async -> RunReport {
        let start = settings.clock()
        var surveying = Surveying(pipeline, settings, control)
        if let outcome = await surveying.run() {
            var report = emptyReport(outcome)
            report.elapsed = settings.clock() - start
            return report
        }
        var report = await pass(surveyed: surveying.memories)
        guard !surveying.memories.isEmpty else { return report }
        for index in report.stages.indices { report.stages[index].time += surveying.times[index] }
        report.elapsed = settings.clock() - start
        return report
    }

    /// One pass over the documents, with what was surveyed before.
    func pass(surveyed: [Int: SurveyedMemory]) async -> RunReport {
        let start = settings.clock()
        let (batches, continuation) = AsyncStream.makeStream(of: ReadBatch.self)
        let belt = Belt(
            window: settings.window ?? Window(workers: settings.workers), stageCount: pipeline.stages.count,
            clock: settings.clock, batches: continuation)
        let steps: [(place: Int, step: Step)]
        do { steps = try Step.all(of: pipeline, surveyed: surveyed) } catch {
            return emptyReport(.stopped(error.diagnostics(code: "stage-failed", problem: "a stage could not start")))
        }
        control.attach(belt)
        return await withTaskCancellationHandler {
            async let written = onThread("textmill.write") { Writing(self, belt).run(steps, since: start) }
            DispatchQueue(label: "textmill.read").async { Reading(self, belt).run(steps) }
            await work(batches, steps, belt)
            return await written
        } onCancel: {
            belt.stopNow()
        }
    }

    /// The report of a run that ended before its first document.
    private func emptyReport(_ outcome: RunReport.Outcome) -> RunReport {
        var report = RunReport(pipeline: pipeline.name, outcome: outcome, isDryRun: settings.isDryRun)
        report.stages = Tally(pipeline).stageReports(pipeline)
        return report
    }

    /// Works on batches as they are read, each in a task of its own.
    private func work(_ batches: AsyncStream<ReadBatch>, _ steps: [(place: Int, step: Step)], _ belt: Belt) async {
        let slots = Slots(settings.workers)
        await withDiscardingTaskGroup { group in
            for await read in batches {
                group.addTask { belt.put(await process(read, steps, belt, slots)) }
            }
        }
    }

    /// Takes one batch through the whole pipeline, up to the bytes that each sink will write.
    private func process(
        _ read: ReadBatch, _ steps: [(place: Int, step: Step)], _ belt: Belt, _ slots: Slots
    ) async -> FinishedBatch {
        let stages = pipeline.stages
        var batch = Batch(read, stageCount: stages.count, clock: settings.clock)
        await slots.enter(read.number)
        if !belt.isStopped { batch.load(read.batch, most: read.most, stages[read.stage]) }
        for (place, step) in steps {
            if belt.isStopped { batch.clear() }
            switch step {
            case .transform(let transform): batch.apply(transform, at: place, stages[place])
            case .batch(let transform): await batch.apply(transform, at: place, stages[place])
            case .corpus(let memory):
                if !memory.gate.isOpen(for: read.number) {
                    slots.leave()
                    await memory.gate.turn(read.number)
                    await slots.enter(read.number)
                }
                memory.process(&batch, at: place, stages[place])
                memory.gate.pass()
            }
        }
        let finished = batch.encode(sinks, stages)
        slots.leave()
        return finished
    }
}

/// Runs `body` on a thread of its own, where it may block.
private func onThread<Result: Sendable>(_ label: String, _ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
        DispatchQueue(label: label).async { continuation.resume(returning: body()) }
    }
}
