/// One run, as the ledger keeps it.
package struct RunRecord: Hashable, Sendable {
    /// How far the ledger has it.
    package enum State: String, Sendable {
        /// It works, or died while it did.
        case running
        /// Everything is done; the outputs take their places.
        case publishing
        case finished
        /// A later run began again instead of continuing it.
        case givenUp = "given-up"
    }

    /// Which documents it took.
    package enum Mode: String, Sendable, CaseIterable {
        case full, incremental, retry
    }

    /// How an attempt at it ended.
    package enum Outcome: String, Sendable {
        case succeeded
        /// Finished, with more failures than allowed.
        case failures
        /// Finished, but what was expected of it did not hold, and its exports were held back.
        case held
        /// A source, a sink or the disk failed.
        case stopped
        case interrupted
    }

    /// From 1 on, never used again.
    package var number: Int
    package var pipeline: String
    /// The pipeline file, absolute.
    package var file: String
    package var state: State
    /// Nil while it works, or when it died.
    package var outcome: Outcome?
    /// The exit code of the last attempt.
    package var exit: Int?
    package var mode: Mode
    /// How often it was begun or continued.
    package var attempts: Int
    /// The local day on which it began: `2026-11-29`.
    package var date: String
    /// Milliseconds since 1970.
    package var started: Int
    package var resumed: Int?
    package var ended: Int?
    package var read: Int
    package var exported: Int
    package var dropped: Int
    package var quarantined: Int
    package var unchanged: Int
    package var disappeared: Int
    /// The hash of everything that shaped its output, and that of each part by its name.
    package var fingerprint: String
    package var parts: [String: String]
    /// The report of the last attempt, JSON.
    package var report: String?
}
