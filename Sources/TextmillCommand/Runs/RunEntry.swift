import Ledger
import StageKit

/// A run of the past, or of the present, with what can only be seen from outside: whether it still works.
struct RunEntry {
    let record: RunRecord
    /// Whether its process is at it.
    let works: Bool

    /// Looks at the lock of the run's pipeline.
    init(_ record: RunRecord, stateFolder: String) {
        self.init(
            record,
            isLocked: record.isUnsaid && PipelineLock.isHeld(folder: stateFolder, pipeline: record.pipeline))
    }

    /// Judges a run, given whether a process holds the lock of its pipeline.
    init(_ record: RunRecord, isLocked: Bool) {
        self.record = record
        works = isLocked && record.isUnsaid
    }

    /// What it came to, in one word.
    var outcome: String {
        switch record.outcome {
        case .succeeded?: "succeeded"
        case .failures?: "too-many-failures"
        case .held?: "held"
        case .stopped?: "stopped"
        case .interrupted?: "interrupted"
        case nil: works ? "works" : "died"
        }
    }

    /// Whether the next run goes on with it.
    var isOpen: Bool { !works && (record.state == .running || record.state == .publishing) }

    /// The outcome, and what is to come.
    var story: String {
        if isOpen { return "\(outcome), open" }
        return record.state == .givenUp ? "\(outcome), given up" : outcome
    }

    /// How long the last attempt took; nil while it works, and when nobody knows.
    var duration: Duration? {
        guard let ended = record.ended, record.outcome != nil else { return nil }
        return .milliseconds(max(0, ended - (record.resumed ?? record.started)))
    }

    /// The sum that comes out even.
    var sum: String {
        "read \(record.read) = exported \(record.exported) + dropped \(record.dropped) "
            + "+ quarantined \(record.quarantined) + unchanged \(record.unchanged)"
    }

    /// As data.
    var value: Value {
        func time(_ milliseconds: Int?) -> Value { milliseconds.map { .string(LocalTime.utc($0)) } ?? .null }
        func number(_ number: Int?) -> Value { number.map { .number("\($0)") } ?? .null }
        return [
            "run": number(record.number), "pipeline": .string(record.pipeline), "file": .string(record.file),
            "outcome": .string(outcome), "state": .string(record.state.rawValue), "open": .boolean(isOpen),
            "exit": number(record.exit), "mode": .string(record.mode.rawValue), "attempts": number(record.attempts),
            "started": time(record.started), "resumed": time(record.resumed),
            "ended": time(record.outcome == nil ? nil : record.ended),
            "seconds": duration.map { .number(Wording.decimal($0 / .seconds(1), places: 3)) } ?? .null,
            "read": number(record.read), "exported": number(record.exported), "dropped": number(record.dropped),
            "quarantined": number(record.quarantined), "unchanged": number(record.unchanged),
            "disappeared": number(record.disappeared), "fingerprint": .string(record.fingerprint),
        ]
    }
}

extension RunRecord {
    /// Whether nobody has said yet how it ended.
    var isUnsaid: Bool { outcome == nil && (state == .running || state == .publishing) }
}

/// Runs as a table.
struct RunTable {
    private let runs: [RunEntry]

    init(_ runs: [RunEntry]) { self.runs = runs }

    /// A line for each run below one with the names of the columns.
    var text: String {
        var rows = [
            [
                "run", "pipeline", "began", "time", "outcome", "read", "exported", "dropped", "quarantined",
                "unchanged",
            ]
        ]
        for entry in runs {
            let record = entry.record
            rows.append([
                "\(record.number)", record.pipeline, LocalTime.text(record.started),
                entry.duration.map(Wording.seconds) ?? "", entry.story, "\(record.read)", "\(record.exported)",
                "\(record.dropped)", "\(record.quarantined)", "\(record.unchanged)",
            ])
        }
        return Columns.text(rows, left: [1, 2, 4])
    }
}

/// Rows with columns as wide as their widest cell.
enum Columns {
    /// The rows as lines; the columns of `left` begin at one place, the others end at one.
    static func text(_ rows: [[String]], left: Set<Int>) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map {
                left.contains($0) ? row[$0].padded(to: widths[$0]) : row[$0].leftPadded(to: widths[$0])
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
