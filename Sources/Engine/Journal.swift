package import Ledger
package import StageKit

/// What ties a run to its ledger: without one a run knows nothing of others, and starts from the beginning when it dies.
package struct Journal: Sendable {
    /// The run in the ledger.
    package var run: OpenRun
    /// Whether documents that did not change since they were done are left out.
    package var skipsUnchanged = false
    /// Only documents that stand for these failures are taken, by their numbers in the quarantine; nil for all.
    package var selected: Set<Int>?
    /// After so many documents there is a checkpoint.
    package var checkpointDocuments = 100_000
    /// After so much time there is a checkpoint.
    package var checkpointTime = Duration.seconds(1)
    /// Milliseconds since 1970.
    package var now: @Sendable () -> Int
    /// What speaks against putting the outputs in their places, asked when all is done; nothing lets them go.
    package var objections: @Sendable (RunReport) -> [Diagnostic] = { _ in [] }
    /// The row of the ledger that an outcome becomes.
    package var ending: @Sendable (RunReport) -> OpenRun.Ending

    /// Ties a run to the ledger.
    package init(
        _ run: OpenRun, now: @escaping @Sendable () -> Int,
        ending: @escaping @Sendable (RunReport) -> OpenRun.Ending
    ) {
        self.run = run
        self.now = now
        self.ending = ending
    }

    /// Which run it is, for sinks.
    package var identity: RunIdentity {
        RunIdentity(pipeline: run.record.pipeline, number: run.record.number, date: run.record.date)
    }

    /// Whether what earlier runs wrote holds on beside what this one writes.
    var keepsEarlier: Bool { run.record.mode != .full }

    /// What a source may leave out.
    var knownInputs: any KnownInputs {
        if let selected { return OtherInputs(run, selected) }
        return skipsUnchanged ? LedgerInputs(known: run.known) : NoInputs()
    }
}

/// The inputs that earlier runs have read.
private struct LedgerInputs: KnownInputs {
    let known: KnownDocuments

    func documentCount(ofUnchanged input: SourceInput) -> Int? {
        known.documentCount(ofUnchanged: input.name, input.stamp)
    }
}

/// The inputs that hold none of the documents that a run is to try again.
///
/// They are left out, as if they were empty. One that is new or has changed may hold such a document now, and is read.
private struct OtherInputs: KnownInputs {
    let known: KnownDocuments
    /// The hashes of inputs that held one, or hold another document of its id.
    let needed: Set<UInt64>

    init(_ run: OpenRun, _ selected: Set<Int>) {
        known = run.known
        var needed: Set<UInt64> = []
        for (id, input) in run.failures.origins(of: selected) {
            needed.insert(input)
            if let input = run.known.input(ofDocument: id) { needed.insert(input) }
        }
        self.needed = needed
    }

    func documentCount(ofUnchanged input: SourceInput) -> Int? {
        guard !needed.contains(stableHash(input.name)) else { return nil }
        return known.documentCount(ofUnchanged: input.name, input.stamp, anyVersion: true).map { _ in 0 }
    }
}

/// A run that knows of none.
private struct NoInputs: KnownInputs {
    func documentCount(ofUnchanged input: SourceInput) -> Int? { nil }
}

extension SourceInput {
    /// What the file system says of it, for the ledger.
    var stamp: InputStamp { InputStamp(size: byteCount, modified: modified, touched: touched) }
}
