import Engine
import Formats
import FoundationEssentials
import Glibc
import Ledger
import PipelineFile
import StageKit

/// The ledger of one `textmill run`: opened, locked, and asked for the run to begin or to go on with.
struct RunLedger {
    let ledger: Ledger
    let run: OpenRun
    /// Held as long as the run works.
    let lock: PipelineLock
    /// What a user wants to know before the run begins.
    let notes: [String]
    /// Whether documents that did not change since they were done are left out.
    let skipsUnchanged: Bool
    /// The documents in quarantine that are tried again, by their numbers, without their texts; nil in another run.
    let failures: [Int: QuarantineRecord]?
    /// The runs of the pipeline before this attempt, the latest first.
    let earlier: [RunRecord]

    /// Whether the last run, or the last attempt at this one, did not end well.
    var wasBad: Bool { earlier.first { $0.mode != .retry }.map { $0.outcome != .succeeded } ?? false }

    /// Why a run does not begin.
    enum Refusal: Error {
        /// Another run works, and that is no reason to complain.
        case skipped(String)
        case locked(Diagnostic)
        case changed(Diagnostic)
        /// A run that was cut off comes first.
        case unfinished(Diagnostic)
    }

    /// What was asked for.
    struct Request {
        var folder: String
        var options: WorkOptions
        var mode: RunRecord.Mode
        /// Begin again even where a run that was cut off could go on.
        var startsAgain = false
        /// Do unchanged documents again, or leave them although the pipeline has changed.
        var redoesAll = false
        var keepsOutdated = false
        /// Which documents of the quarantine to try again; for a retry.
        var failures: QuarantineFilter?
        /// What to say when there are none.
        var whenNothing = ""
    }

    /// Opens the ledger, takes the lock, and begins the run or goes on with the one that was cut off.
    ///
    /// - Throws: ``Refusal``, or ``Diagnostic`` when the ledger cannot be used.
    static func open(_ loaded: LoadedPipeline, _ request: Request) throws -> RunLedger {
        let ledger = try Ledger(folder: request.folder)
        let lock = try takeLock(loaded.plan.name, request)
        return try begin(loaded, request, ledger, lock)
    }

    /// Gives up the run, and begins again under the same lock.
    func beginAgain(_ loaded: LoadedPipeline, _ request: Request) throws -> RunLedger {
        var request = request
        request.startsAgain = true
        return try Self.begin(loaded, request, ledger, lock)
    }

    private static func takeLock(_ pipeline: String, _ request: Request) throws -> PipelineLock {
        let waiting = request.options.ifRunning == .wait ? request.options.waitLimit : 0
        if let lock = try PipelineLock(folder: request.folder, pipeline: pipeline, waiting: waiting) { return lock }
        let holder = PipelineLock.holder(folder: request.folder, pipeline: pipeline).map { " (process \($0))" } ?? ""
        if request.options.ifRunning == .skip {
            throw Refusal.skipped("\(pipeline): skipped, another run of it works\(holder)")
        }
        let waited = waiting > 0 ? ", and still did after \(waiting) seconds" : ""
        throw Refusal.locked(
            Diagnostic(
                "already-running", "another run of '\(pipeline)' works\(holder)\(waited)",
                at: SourceLocation(file: "\(request.folder)/\(pipeline).lock"),
                hint: "'--if-running wait' waits for it, '--if-running skip' lets it be"))
    }

    private static func begin(
        _ loaded: LoadedPipeline, _ request: Request, _ ledger: Ledger, _ lock: PipelineLock
    ) throws -> RunLedger {
        let failures = try request.failures.map { try selected($0, request, ledger) }
        let shape = try OutputShape(loaded, ledger)
        let earlier = try ledger.runs(of: loaded.plan.name, limit: max(100, Gates.wantedRuns(loaded.plan)))
        let last = earlier.first { $0.state == .finished && $0.mode != .retry }
        let changes = last.map { OutputShape.changes(from: $0.parts, to: shape.parts) } ?? ""
        let whenChanged = loaded.plan.run.whenChanged
        if !changes.isEmpty, request.mode == .incremental, whenChanged == .stop, !request.redoesAll,
            !request.keepsOutdated
        {
            throw Refusal.changed(
                Diagnostic(
                    "pipeline-changed", "the pipeline has changed since run \(last?.number ?? 0): \(changes)",
                    at: SourceLocation(file: loaded.plan.file),
                    hint: "'--all' does all documents again, '--keep' leaves those as they are that did not change"))
        }
        var wanted = RunRequest(
            pipeline: loaded.plan.name, file: StateFolder.absolute(loaded.plan.file), parts: shape.parts,
            mode: request.mode, date: LocalTime.day(), canContinue: loaded.sinks.allSatisfy { $0 is any ResumableSink },
            now: LocalTime.milliseconds())
        wanted.keepsOutdated = request.keepsOutdated || (whenChanged == .keep && !request.redoesAll)
        wanted.startsAgain = request.startsAgain
        let run = try OpenRun.open(wanted, in: ledger)
        for position in run.givenUp?.positions ?? [] { ResumableFile.discard(position) }
        var notes: [String] = []
        if let givenUp = run.givenUp {
            notes.append(
                "run \(givenUp.number) is not continued, because \(givenUp.reason); what it did is done again")
        }
        if run.isContinued {
            let done = run.done.values.reduce(0) { $0 + $1.count }
            let end = earlier.first?.outcome == .held ? "held back" : "cut off"
            notes.append(
                "continuing run \(run.record.number), which was \(end) after \(Wording.counted(done, "document"))")
        } else if request.mode == .incremental, !request.redoesAll, run.known.outdatedCount > 0, !wanted.keepsOutdated {
            let documents = Wording.counted(run.known.outdatedCount, "document")
            // A run that kept them as they were had the present pipeline already.
            let other = earlier.first { $0.state == .finished && $0.mode != .retry && $0.parts != shape.parts }
            let all = other.map { OutputShape.changes(from: $0.parts, to: shape.parts) } ?? changes
            notes.append("the pipeline has changed (\(all)); \(documents) are done again")
        }
        return RunLedger(
            ledger: ledger, run: run, lock: lock, notes: notes,
            skipsUnchanged: request.mode == .incremental && !request.redoesAll, failures: failures, earlier: earlier)
    }

    /// The documents that a retry takes.
    private static func selected(
        _ filter: QuarantineFilter, _ request: Request, _ ledger: Ledger
    ) throws -> [Int: QuarantineRecord] {
        let unfinished = try ledger.runs(of: filter.pipeline, limit: 100).first {
            ($0.state == .running || $0.state == .publishing) && $0.mode != .retry
        }
        if let unfinished {
            throw Refusal.unfinished(
                Diagnostic(
                    "unfinished-run", "run \(unfinished.number) of '\(unfinished.pipeline)' was cut off",
                    hint: "'textmill run' goes on with it; try documents again when it has finished"))
        }
        var failures: [Int: QuarantineRecord] = [:]
        try ledger.eachQuarantined(filter, withContent: false) { failures[$0.number] = $0 }
        if failures.isEmpty { throw Refusal.skipped(request.whenNothing) }
        return failures
    }
}

/// The time as the machine's user sees it.
enum LocalTime {
    /// Milliseconds since 1970.
    static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    /// The local day, `2026-11-29`.
    static func day(_ milliseconds: Int = milliseconds()) -> String { String(text(milliseconds).prefix(10)) }

    /// Local date and time to the second, `2026-11-29 02:30:05`.
    static func text(_ milliseconds: Int) -> String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }
}
