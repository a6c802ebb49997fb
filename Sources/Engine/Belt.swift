import Dispatch
import StageKit

/// The window of a run: what is between the reading thread, the workers and the writing thread.
///
/// Batches are numbered from 0 as they are read. Reading waits until fewer than the window's batches are unwritten,
/// counted from the oldest, so that what waits for a slow batch to be written is bounded too.
final class Belt: Sendable {
    /// Why no more batches are handed out.
    enum End: Sendable {
        case exhausted, limit, interrupted
        case failed([Diagnostic])
        /// The stage at this place can keep no document at all.
        case sated(Int)
        /// The writing thread has ended the run, and knows why.
        case cut
    }

    /// What the writing thread finds.
    enum Taken {
        case batch(FinishedBatch)
        case end(End)
    }

    private struct State {
        var read = 0
        var written = 0
        var bytes = 0
        var finished: [Int: FinishedBatch] = [:]
        var end: End?
        var isStopped = false
        var areSourcesOpen = false
        var isReaderWaiting = false
        var isWriterWaiting = false
        var readTimes: [Duration]
        var progress = RunProgress()
    }

    private let state: Guarded<State>
    private let readerWake = DispatchSemaphore(value: 0)
    private let writerWake = DispatchSemaphore(value: 0)
    private let window: Window
    /// Half a window must be free before a reader that sleeps is woken.
    private let roomToWake: Window
    private let batches: AsyncStream<ReadBatch>.Continuation
    private let clock: @Sendable () -> Duration
    private let start: Duration

    /// An empty belt for a pipeline of `stageCount` stages; workers are handed batches through `batches`.
    init(
        window: Window, stageCount: Int, clock: @escaping @Sendable () -> Duration,
        batches: AsyncStream<ReadBatch>.Continuation
    ) {
        self.window = Window(batches: max(1, window.batches), bytes: max(1, window.bytes))
        roomToWake = Window(batches: self.window.batches / 2 + 1, bytes: self.window.bytes / 2 + 1)
        self.clock = clock
        self.batches = batches
        start = clock()
        state = Guarded(State(readTimes: Array(repeating: .zero, count: stageCount)))
    }

    // MARK: Reading thread

    /// Says that reading begins.
    func sourcesAreOpen(totalBytes: Int?) {
        change { state in
            state.areSourcesOpen = true
            state.progress.totalBytes = totalBytes
            return .writer
        }
    }

    /// Waits for room in the window; false when nothing more is wanted.
    func waitForRoom() -> Bool {
        wait(readerWake, \.isReaderWaiting) { state in
            if state.end != nil { return false }
            return hasRoom(state, window) ? true : nil
        }
    }

    /// One batch is always let in, however large.
    private func hasRoom(_ state: State, _ window: Window) -> Bool {
        let unwritten = state.read - state.written
        return unwritten == 0 || (unwritten < window.batches && state.bytes < window.bytes)
    }

    /// Numbers a batch and hands it to the workers; false when nothing more is wanted, and the batch is forgotten.
    func handOut(_ batch: SourceBatch, from stage: Int, most: Int, time: Duration) -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.readTimes[stage] += time
            // Numbering and handing out are one step, so that every number that was given reaches the writer.
            batches.yield(ReadBatch(number: state.read, stage: stage, batch: batch, most: most))
            state.read += 1
            state.bytes = state.bytes.addingReportingOverflow(batch.byteCount).partialValue
            state.progress.read += min(batch.count, most) + batch.unchanged.reduce(0) { $0 + $1.documents }
            state.progress.bytesRead = state.progress.bytesRead.addingReportingOverflow(batch.byteCount).partialValue
            return true
        }
    }

    /// No more batches are handed out; the first reason stands.
    func close(_ end: End) {
        change { state in
            if state.end == nil { state.end = end }
            return .both
        }
        batches.finish()
    }

    // MARK: Workers

    /// Whether nobody wants the batches any more that are worked on.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Gives a batch to the writing thread.
    func put(_ batch: FinishedBatch) {
        change { state in
            state.finished[batch.number] = batch
            return batch.number == state.written ? .writer : .none
        }
    }

    // MARK: Writing thread

    /// Waits until the sources are open; false when they never will be.
    func waitForSources() -> Bool {
        wait(writerWake, \.isWriterWaiting) { state in
            if state.isStopped { return false }
            if state.areSourcesOpen { return true }
            return state.end == nil ? nil : false
        }
    }

    /// Waits for the next batch in order, or for the end.
    func take() -> Taken {
        wait(writerWake, \.isWriterWaiting) { state in
            if state.isStopped { return .end(.interrupted) }
            if let batch = state.finished.removeValue(forKey: state.written) { return .batch(batch) }
            return state.written == state.read ? state.end.map { .end($0) } : nil
        }
    }

    /// Counts the oldest batch as written, which makes room in the window.
    func wrote(byteCount: Int, _ counts: (exported: Int, dropped: Int, quarantined: Int, unchanged: Int)) {
        change { state in
            state.written += 1
            state.bytes = state.bytes.subtractingReportingOverflow(byteCount).partialValue
            state.progress.exported = counts.exported
            state.progress.dropped = counts.dropped
            state.progress.quarantined = counts.quarantined
            state.progress.unchanged = counts.unchanged
            // Waking a thread costs more than a batch of nothing: a reader that sleeps is woken to read several.
            return hasRoom(state, roomToWake) ? .reader : .none
        }
    }

    /// The reason why no more batches are handed out.
    var end: End? { state.withLock { $0.end } }
    /// The time that reading took, by stage.
    var readTimes: [Duration] { state.withLock { $0.readTimes } }

    // MARK: Outside

    /// Ends the run without waiting for what was read.
    func stopNow() {
        change { state in
            state.isStopped = true
            return .both
        }
        close(.interrupted)
    }

    /// How far the run is.
    var progress: RunProgress {
        var progress = state.withLock { $0.progress }
        progress.elapsed = clock() - start
        return progress
    }

    // MARK: Waiting

    /// Who waits for a change.
    private enum Wake {
        case none, reader, writer, both
    }

    /// Changes the state and wakes those of the threads that `body` names, if they sleep.
    private func change(_ body: (inout State) -> Wake) {
        let (wakeReader, wakeWriter) = state.withLock { state in
            let wake = body(&state)
            let reader = state.isReaderWaiting && (wake == .reader || wake == .both)
            let writer = state.isWriterWaiting && (wake == .writer || wake == .both)
            if reader { state.isReaderWaiting = false }
            if writer { state.isWriterWaiting = false }
            return (reader, writer)
        }
        if wakeReader { readerWake.signal() }
        if wakeWriter { writerWake.signal() }
    }

    /// Blocks this thread until `condition` has an answer; each semaphore has one thread that waits on it.
    private func wait<Answer>(
        _ semaphore: DispatchSemaphore, _ isWaiting: WritableKeyPath<State, Bool>,
        _ condition: (inout State) -> Answer?
    ) -> Answer {
        while true {
            let answer = state.withLock { state in
                let answer = condition(&state)
                if answer == nil { state[keyPath: isWaiting] = true }
                return answer
            }
            if let answer { return answer }
            semaphore.wait()
        }
    }
}
