import Ledger
import StageKit

/// What the writing thread does: puts finished batches down in order, and ends the run.
struct Writing {
    private let run: Run
    private let belt: Belt
    private let admission: Admission?
    private var tally: Tally
    private var writers: [any SinkWriter] = []
    private var quarantine: (any QuarantineWriter)?
    private var ledger: LedgerWriting?
    private var failures: FailuresInARow
    private var earlyEnd: RunReport.EarlyEnd?
    private var disappeared: [UInt64] = []

    init(_ run: Run, _ belt: Belt, _ admission: Admission?) {
        self.run = run
        self.belt = belt
        self.admission = admission
        tally = Tally(run.pipeline)
        failures = FailuresInARow(most: run.settings.failuresInARow)
        guard let journal = run.settings.journal, !run.settings.isSurvey, !run.settings.isDryRun else { return }
        ledger = LedgerWriting(journal, clock: run.settings.clock)
        if let saved = ledger?.saved { tally.resume(saved, isPublishing: journal.run.isPublishing) }
    }

    /// Writes until the run ends, and says how it went.
    consuming func run(_ steps: [(place: Int, step: Step)], since start: Duration) -> RunReport {
        var outcome: RunReport.Outcome
        do {
            if belt.waitForSources() { try openSinks() }
            outcome = try writeAll()
            outcome = outcome == .succeeded ? try finish(since: start) : leave(outcome)
        } catch {
            abandon()
            outcome = .stopped(error.list)
        }
        belt.close(.cut)
        let report = report(outcome, since: start)
        guard let ledger, !ledger.isFinished else { return report }
        do {
            try ledger.suspend(report)
            return report
        } catch {
            // The first reason is the one to tell; the ledger's row says that the run has not ended.
            guard case .stopped(let problems) = outcome else { return report.with(.stopped(error.list)) }
            return report.with(.stopped(problems + error.list.filter { !problems.contains($0) }))
        }
    }

    private mutating func openSinks() throws(Diagnostics) {
        guard !run.settings.isDryRun else { return }
        for (place, sink) in run.sinks {
            try attempt(place, "could not be opened") {
                writers.append(try ledger?.open(sink, run.pipeline.stages[place].name) ?? sink.open())
            }
        }
    }

    private mutating func writeAll() throws(Diagnostics) -> RunReport.Outcome {
        while true {
            switch belt.take() {
            case .batch(let batch):
                try write(batch)
                tally.add(batch, sinks: run.sinks.map(\.place))
                tally.addUnread(batch.unchanged.reduce(0) { $0 + $1.documents }, at: batch.stage)
                if ledger?.add(batch) == true { try checkpoint() }
                belt.wrote(
                    byteCount: batch.byteCount,
                    (tally.exported, tally.dropped, tally.quarantined, tally.unchanged))
                // No checkpoint here: what fails because something else is wrong shall be tried again.
                try failures.add(batch)
                guard let cut = batch.cut else { continue }
                switch cut.reason {
                case .sated(let place): earlyEnd = .sated(run.pipeline.stages[place].name)
                case .failed(let problems): return .stopped(problems)
                }
                return .succeeded
            case .end(.failed(let problems)): return .stopped(problems)
            case .end(.interrupted): return .interrupted
            case .end(.limit):
                earlyEnd = .limit
                return .succeeded
            case .end(.sated(let place)):
                earlyEnd = .sated(run.pipeline.stages[place].name)
                return .succeeded
            case .end(.exhausted), .end(.cut): return .succeeded
            }
        }
    }

    private mutating func write(_ batch: FinishedBatch) throws(Diagnostics) {
        guard !run.settings.isDryRun else { return }
        let failed = batch.losses.compactMap { loss in
            if case .quarantined(let document) = loss.kind { document } else { nil }
        }
        if !failed.isEmpty, ledger == nil, let destination = run.settings.quarantine {
            try attemptQuarantine(destination) {
                let writer = try quarantine ?? destination.open()
                quarantine = writer
                try writer.add(failed)
            }
        }
        for (index, writer) in writers.enumerated() {
            let start = run.settings.clock()
            try attempt(run.sinks[index].place, "could not write") { try writer.write(batch.encoded[index]) }
            tally.addTime(run.settings.clock() - start, stage: run.sinks[index].place)
        }
    }

    /// Makes what was written safe, and notes it in the ledger.
    private mutating func checkpoint() throws(Diagnostics) {
        guard ledger != nil else { return }
        var positions: [String: SinkPosition] = [:]
        for (index, writer) in writers.enumerated() {
            guard let writer = writer as? any ResumableWriter else { continue }
            let place = run.sinks[index].place
            let start = run.settings.clock()
            try attempt(place, "could not write") {
                positions[run.pipeline.stages[place].name] = try writer.checkpoint()
            }
            tally.addTime(run.settings.clock() - start, stage: place)
        }
        try ledger?.commit(positions, tally.saved)
    }

    // MARK: The end

    /// The quarantine is safe before any output appears, so that output never stands for documents that were lost.
    private mutating func finish(since start: Duration) throws(Diagnostics) -> RunReport.Outcome {
        if let quarantine, let destination = run.settings.quarantine {
            try attemptQuarantine(destination) { try quarantine.finish() }
            self.quarantine = nil
        }
        let isAllowed = run.settings.allowedFailures.allow(tally.quarantined, of: tally.read)
        let outcome: RunReport.Outcome = isAllowed ? .succeeded : .tooManyFailures
        guard let ledger else {
            try finishWriters()
            return outcome
        }
        // A run that only publishes has seen no document.
        if let admission, !ledger.journal.run.isPublishing {
            let (numbers, renamed) = admission.settled(ledger.settled, isWhole: earlyEnd == nil)
            self.ledger?.settle(numbers)
            if earlyEnd == nil { disappeared = admission.disappeared(besides: renamed) }
        }
        if !ledger.journal.run.isPublishing {
            try checkpoint()
            let objections = ledger.journal.objections(report(outcome, since: start))
            guard objections.isEmpty else { return leave(.held(objections)) }
        }
        let replaced = try self.ledger?.beginPublishing() ?? []
        try finishWriters(replacing: replaced)
        let report = report(outcome, since: start)
        try self.ledger?.finish(report, disappeared: disappeared)
        return outcome
    }

    private mutating func finishWriters(replacing ids: Set<String> = []) throws(Diagnostics) {
        while let writer = writers.first {
            let place = run.sinks[run.sinks.count - writers.count].place
            try attempt(place, "could not finish") {
                if ledger != nil, let writer = writer as? any ResumableWriter {
                    try writer.finish(replacing: ids)
                } else {
                    try writer.finish()
                }
            }
            writers.removeFirst()
            ledger?.finishedSink()
        }
    }

    /// Ends a run that came to a stop between two batches: with a ledger it goes on from here another time.
    private mutating func leave(_ outcome: RunReport.Outcome) -> RunReport.Outcome {
        defer { abandon() }
        guard ledger?.isWorthKeeping == true else { return outcome }
        do { try checkpoint() } catch {
            // The run goes on from the checkpoint before; the first reason comes first.
            guard case .stopped(let problems) = outcome else { return .stopped(error.list) }
            return .stopped(problems + error.list)
        }
        return outcome
    }

    /// Lets go of what has not been finished: what the ledger has a position of is kept, the rest taken back.
    private mutating func abandon() {
        for writer in writers {
            if ledger?.hasPositions == true, let writer = writer as? any ResumableWriter {
                writer.suspend()
            } else {
                writer.abandon()
            }
        }
        writers = []
        quarantine?.abandon()
    }

    private func report(_ outcome: RunReport.Outcome, since start: Duration) -> RunReport {
        var tally = tally
        tally.addTimes(belt.readTimes)
        var report = RunReport(pipeline: run.pipeline.name, outcome: outcome, isDryRun: run.settings.isDryRun)
        report.earlyEnd = earlyEnd
        report.read = tally.read
        report.exported = tally.exported
        report.dropped = tally.dropped
        report.quarantined = tally.quarantined
        report.unchanged = tally.unchanged
        report.disappeared = disappeared.count
        if let run = run.settings.journal?.run, ledger != nil {
            report.number = run.record.number
            report.missed = ledger?.missed ?? []
            report.disappearedIDs = (try? run.ids(of: disappeared, limit: 10)) ?? []
        }
        report.bytesRead = tally.bytesRead
        report.stages = tally.stageReports(run.pipeline)
        report.topics = tally.exportedContent.topics
        report.emptyTexts = tally.exportedContent.emptyTexts
        report.destinations = tally.destinations(run.pipeline)
        if tally.quarantined > 0, ledger == nil { report.quarantine = run.settings.quarantine?.destination }
        report.elapsed = run.settings.clock() - start
        return report
    }

    // MARK: Errors

    private func attempt(_ place: Int, _ what: String, _ body: () throws -> Void) throws(Diagnostics) {
        do { try body() } catch {
            let name = run.pipeline.stages[place].name
            throw Diagnostics(error.diagnostics(code: "sink-failed", problem: "'\(name)' \(what)"))
        }
    }

    private func attemptQuarantine(
        _ quarantine: any Quarantine, _ body: () throws -> Void
    ) throws(Diagnostics) {
        do { try body() } catch {
            throw Diagnostics(
                error.diagnostics(
                    code: "quarantine-failed", problem: "cannot write the quarantine '\(quarantine.destination)'"))
        }
    }
}
