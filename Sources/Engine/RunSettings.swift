package import StageKit

/// How a pipeline is run, apart from what it does. Nothing here changes a byte of the output but ``limit``.
package struct RunSettings: Sendable {
    /// How many batches are worked on at once, at least 1.
    package var workers = 1
    /// How large a batch may become.
    package var batch = BatchLimit(documents: 64, bytes: 1 << 20)
    /// How far reading may run ahead of writing; nil for ``Window/init(workers:)``.
    package var window: Window?
    /// Reading ends after so many documents; nil for all.
    package var limit: Int?
    /// Read, process and encode, but open no sink and no quarantine.
    package var isDryRun = false
    /// How many documents may be quarantined before a finished run counts as failed.
    package var allowedFailures = AllowedFailures.count(0)
    /// Where failed documents go; nil only counts them.
    package var quarantine: (any Quarantine)?
    /// Ties the run to a ledger; nil for a run that knows of no other.
    package var journal: Journal?
    /// So many documents that fail one after the other stop the run; nil for none.
    package var failuresInARow: Int?
    /// Whether the pass only shows documents to a stage that surveys them.
    var isSurvey = false
    /// Time since a fixed moment, never going back.
    package var clock: @Sendable () -> Duration = monotonicClock()

    /// One worker, batches of 64 documents or 1 MB.
    package init() {}
}

/// How far reading may run ahead of the oldest unwritten batch.
package struct Window: Hashable, Sendable {
    /// Most batches between source and sink, at least 1.
    package var batches: Int
    /// Bytes of input between source and sink from which nothing more is read; one batch is always let in.
    package var bytes: Int

    /// Bounds a window.
    package init(batches: Int, bytes: Int) {
        self.batches = batches
        self.bytes = bytes
    }

    /// Enough to keep every worker busy while the oldest batch is slow.
    package init(workers: Int) { self.init(batches: 4 * max(1, workers), bytes: 8 << 20) }
}

/// How many documents may be quarantined before a finished run counts as failed.
package enum AllowedFailures: Hashable, Sendable {
    case count(Int)
    /// A share of the documents read, from 0 to 1.
    case share(Double)

    /// Whether `failures` among `read` documents are within bounds.
    package func allow(_ failures: Int, of read: Int) -> Bool {
        switch self {
        case .count(let count): failures <= count
        // 29 of 100 are 29 %, although 0.29 * 100 is a little less than 29.
        case .share(let share): Double(failures) <= share * Double(read) + 1e-6
        }
    }
}

/// A clock that begins now.
package func monotonicClock() -> @Sendable () -> Duration {
    let start = ContinuousClock.now
    return { start.duration(to: .now) }
}
