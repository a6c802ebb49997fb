import Ledger
import StageKit

/// What the reading thread does: cuts the sources into batches, one source after the other.
struct Reading {
    private let run: Run
    private let belt: Belt
    private var remaining: Int

    init(_ run: Run, _ belt: Belt) {
        self.run = run
        self.belt = belt
        remaining = max(0, run.settings.limit ?? Int.max)
    }

    /// Reads until the sources are at their end or nothing more is wanted.
    consuming func run(_ steps: [(place: Int, step: Step)]) {
        let sated = steps.first { if case .corpus(let memory) = $0.step { memory.isSated } else { false } }
        belt.close(readAll(sated: sated?.place))
    }

    private mutating func readAll(sated: Int?) -> Belt.End {
        if run.settings.journal?.run.isPublishing == true {
            belt.sourcesAreOpen(totalBytes: nil)
            return .exhausted
        }
        let outputs = outputs
        // All are opened before the first is read, so that a missing source is known before any work is done.
        var readers: [(place: Int, reader: any SourceReader)] = []
        var problems: [Diagnostic] = []
        for (place, source) in run.sources {
            do { readers.append((place, try open(source))) } catch {
                problems += error.diagnostics(
                    code: "source-failed", problem: "'\(run.pipeline.stages[place].name)' could not be opened")
            }
        }
        for (place, reader) in readers {
            problems += outputs.problems(in: reader.inputPaths, of: run.pipeline.stages[place].name)
        }
        guard problems.isEmpty else { return .failed(problems) }
        belt.sourcesAreOpen(totalBytes: Self.total(readers.map { $0.reader.totalBytes }))
        if let sated { return .sated(sated) }
        for (place, reader) in readers {
            if let end = read(reader, at: place) { return end }
        }
        return .exhausted
    }

    private func open(_ source: any Source) throws -> any SourceReader {
        guard let journal = run.settings.journal else { return try source.open() }
        return try source.open(journal.knownInputs)
    }

    /// Every file that the run may put in its place, with what writes it.
    private var outputs: SameFile {
        let sinks = run.sinks.compactMap { place, sink in
            sink.outputPath.map { ("'\(run.pipeline.stages[place].name)'", $0) }
        }
        let quarantine = run.settings.quarantine.map { ("the quarantine of this run", $0.destination) }
        return SameFile(sinks + (quarantine.map { [$0] } ?? []))
    }

    /// Reads one source; nil at its end.
    private mutating func read(_ reader: any SourceReader, at place: Int) -> Belt.End? {
        let bound = run.settings.batch
        while true {
            guard remaining > 0 else { return .limit }
            guard belt.waitForRoom() else { return .cut }
            let start = run.settings.clock()
            do {
                let limit = BatchLimit(
                    documents: min(max(1, bound.documents), remaining), bytes: max(1, bound.bytes))
                guard let batch = try reader.next(limit) else { return nil }
                // A batch that is larger than asked for is cut when it is loaded.
                let time = run.settings.clock() - start
                guard belt.handOut(batch, from: place, most: remaining, time: time) else { return .cut }
                let leftOut = batch.unchanged.reduce(0) { $0 + $1.documents }
                remaining -= min(remaining, max(0, batch.count) + leftOut)
            } catch {
                return .failed(
                    error.diagnostics(
                        code: "source-failed", problem: "'\(run.pipeline.stages[place].name)' could not be read"))
            }
        }
    }

    /// The sum, when all are known and it can be counted.
    private static func total(_ counts: [Int?]) -> Int? {
        counts.reduce(0 as Int?) { sum, count in
            guard let sum, let count else { return nil }
            let (total, isTooMuch) = sum.addingReportingOverflow(count)
            return isTooMuch ? nil : total
        }
    }
}
