import Dispatch
import Ledger
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
        // A run that died while it finished has all documents behind it.
        if settings.journal?.run.isPublishing == true { return await pass(surveyed: [:]) }
        var surveying = Surveying(pipeline, settings, control)
        if let outcome = await surveying.run() {
            return emptyReport(outcome, since: start)
        }
        var report = await pass(surveyed: surveying.memories)
        guard !surveying.memories.isEmpty else { return report }
        for index in report.stages.indices { report.stages[index].time += surveying.times[index] }
        report.elapsed = settings.clock() - start
        return report
    }

    /// One pass over the documents, with what was surveyed before.
    ///
    /// - Parameter admission: judges the documents; nil for one that nobody else asks.
    func pass(surveyed: [Int: SurveyedMemory], _ admission: Admission? = nil) async -> RunReport {
        let start = settings.clock()
        let (batches, continuation) = AsyncStream.makeStream(of: ReadBatch.self)
        let belt = Belt(
            window: settings.window ?? Window(workers: settings.workers), stageCount: pipeline.stages.count,
            clock: settings.clock, batches: continuation)
        let steps: [(place: Int, step: Step)]
        do { steps = try Step.all(of: pipeline, surveyed: surveyed) } catch {
            let problems = error.diagnostics(code: "stage-failed", problem: "a stage could not start")
            return emptyReport(.stopped(problems), since: start)
        }
        control.attach(belt)
        let admission = admission ?? settings.journal.map(Admission.init)
        return await withTaskCancellationHandler {
            async let written = onThread("textmill.write") { Writing(self, belt, admission).run(steps, since: start) }
            DispatchQueue(label: "textmill.read").async { Reading(self, belt).run(steps) }
            await work(batches, steps, belt, admission)
            return await written
        } onCancel: {
            belt.stopNow()
        }
    }

    /// The report of a run that ended before its first document; the ledger has it too.
    private func emptyReport(_ outcome: RunReport.Outcome, since start: Duration) -> RunReport {
        var report = RunReport(pipeline: pipeline.name, outcome: outcome, isDryRun: settings.isDryRun)
        report.stages = Tally(pipeline).stageReports(pipeline)
        report.elapsed = settings.clock() - start
        guard let journal = settings.journal, !settings.isSurvey, !settings.isDryRun else { return report }
        report.number = journal.run.record.number
        do {
            try journal.run.suspend(journal.ending(report), isWorthKeeping: !journal.run.positions.isEmpty)
        } catch {
            let more = error.diagnostics(code: "ledger-failed", problem: "the ledger could not be used")
            report.outcome = .stopped(report.problems + more)
        }
        return report
    }

    /// Works on batches as they are read, each in a task of its own.
    private func work(
        _ batches: AsyncStream<ReadBatch>, _ steps: [(place: Int, step: Step)], _ belt: Belt, _ admission: Admission?
    ) async {
        let slots = Slots(settings.workers)
        // What the run did before it was cut off goes again through the stages that must have seen all documents.
        let replayed = 1 + (steps.lastIndex { if case .corpus = $0.step { true } else { false } } ?? -1)
        await withDiscardingTaskGroup { group in
            for await read in batches {
                group.addTask {
                    let slots = BatchTurn(number: read.number, slots: slots)
                    belt.put(await process(read, steps, belt, slots, admission, replayed: replayed))
                }
            }
        }
    }

    /// Takes one batch through the whole pipeline, up to the bytes that each sink will write.
    private func process(
        _ read: ReadBatch, _ steps: [(place: Int, step: Step)], _ belt: Belt, _ turn: BatchTurn,
        _ admission: Admission?, replayed: Int
    ) async -> FinishedBatch {
        let stages = pipeline.stages
        var batch = Batch(read, stageCount: stages.count, clock: settings.clock)
        await turn.begin()
        if !belt.isStopped {
            batch.load(read.batch, most: read.most, stages[read.stage], identifies: admission != nil)
        }
        if let admission, let journal = settings.journal {
            await turn.pass(admission.gate) {
                admission.leftOut(read.batch.unchanged)
                batch.admit(admission.judge(batch.identities), stages[read.stage], known: journal.run.known)
            }
        }
        for (index, (place, step)) in steps.enumerated() {
            if belt.isStopped { batch.clear() }
            if index == replayed, !settings.isSurvey { batch.endReplay() }
            switch step {
            case .transform(let transform): batch.apply(transform, at: place, stages[place])
            case .batch(let transform): await batch.apply(transform, at: place, stages[place])
            case .corpus(let memory):
                await turn.pass(memory.gate) { memory.process(&batch, at: place, stages[place]) }
            }
        }
        if !settings.isSurvey { batch.endReplay() }
        let finished = batch.encode(sinks, stages)
        turn.end()
        return finished
    }
}

/// One batch on its way past the slots and gates of a run.
private struct BatchTurn {
    let number: Int
    let slots: Slots

    /// Waits for a slot.
    func begin() async { await slots.enter(number) }

    /// Gives the slot back.
    func end() { slots.leave() }

    /// Does something when all older batches have passed the gate; while it waits, the slot is free for them.
    func pass(_ gate: Gate, _ body: () -> Void) async {
        if !gate.isOpen(for: number) {
            slots.leave()
            await gate.turn(number)
            await slots.enter(number)
        }
        body()
        gate.pass()
    }
}

/// Runs `body` on a thread of its own, where it may block.
private func onThread<Result: Sendable>(_ label: String, _ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
        DispatchQueue(label: label).async { continuation.resume(returning: body()) }
    }
}
