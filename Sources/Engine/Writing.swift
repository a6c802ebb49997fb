import StageKit

/// What the writing thread does: puts finished batches down in order, and ends the run.
struct Writing {
    private let run: Run
    private let belt: Belt
    private var tally: Tally
    private var writers: [any SinkWriter] = []
    private var quarantine: (any QuarantineWriter)?
    private var earlyEnd: RunReport.EarlyEnd?

    init(_ run: Run, _ belt: Belt) {
        self.run = run
        self.belt = belt
        tally = Tally(run.pipeline)
    }

    /// Writes until the run ends, and says how it went.
    consuming func run(_ steps: [(place: Int, step: Step)], since start: Duration) -> RunReport {
        var outcome: RunReport.Outcome
        do {
            if belt.waitForSources() { try openSinks() }
            outcome = try writeAll()
            if outcome == .succeeded { outcome = try finish() } else { abandon() }
        } catch {
            abandon()
            outcome = .stopped(error.list)
        }
        belt.close(.cut)
        return report(outcome, since: start)
    }

    private mutating func openSinks() throws(Diagnostics) {
        guard !run.settings.isDryRun else { return }
        for (place, sink) in run.sinks {
            try attempt(place, "could not be opened") { writers.append(try sink.open()) }
        }
    }

    private mutating func writeAll() throws(Diagnostics) -> RunReport.Outcome {
        while true {
            switch belt.take() {
            case .batch(let batch):
                try write(batch)
                tally.add(batch, sinks: run.sinks.map(\.place))
                belt.wrote(byteCount: batch.byteCount, (tally.exported, tally.dropped, tally.quarantined))
                guard let cut = batch.cut else { continue }
                switch cut.reason {
                case .sated(let place): earlyEnd = .sated(run.pipeline.stages[place].name)
                case .failed(let problems): throw Diagnostics(problems)
                }
                return .succeeded
            case .end(.failed(let problems)): throw Diagnostics(problems)
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
        if !failed.isEmpty, let destination = run.settings.quarantine {
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

    // MARK: The end

    /// The quarantine is safe before any output appears, so that output never stands for documents that were lost.
    private mutating func finish() throws(Diagnostics) -> RunReport.Outcome {
        if let quarantine, let destination = run.settings.quarantine {
            try attemptQuarantine(destination) { try quarantine.finish() }
            self.quarantine = nil
        }
        while let writer = writers.first {
            let place = run.sinks[run.sinks.count - writers.count].place
            try attempt(place, "could not finish") { try writer.finish() }
            writers.removeFirst()
        }
        let isAllowed = run.settings.allowedFailures.allow(tally.quarantined, of: tally.read)
        return isAllowed ? .succeeded : .tooManyFailures
    }

    /// Takes back what has not been finished.
    private mutating func abandon() {
        for writer in writers { writer.abandon() }
        quarantine?.abandon()
    }

    private consuming func report(_ outcome: RunReport.Outcome, since start: Duration) -> RunReport {
        tally.addTimes(belt.readTimes)
        var report = RunReport(pipeline: run.pipeline.name, outcome: outcome, isDryRun: run.settings.isDryRun)
        report.earlyEnd = earlyEnd
        report.read = tally.read
        report.exported = tally.exported
        report.dropped = tally.dropped
        report.quarantined = tally.quarantined
        report.bytesRead = tally.bytesRead
        report.stages = tally.stageReports(run.pipeline)
        report.destinations = tally.destinations(run.pipeline)
        if tally.quarantined > 0 { report.quarantine = run.settings.quarantine?.destination }
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
