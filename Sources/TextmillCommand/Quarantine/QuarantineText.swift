import Formats
import FoundationEssentials
import Ledger
import StageKit

/// Documents in quarantine, for people and for scripts.
enum QuarantineText {
    /// Most characters of an id in a table.
    private static let longestID = 60
    /// Most characters of a text, and how many bytes of it are looked at for them.
    static let longestText = 2000

    /// A line for each document, below a line of titles.
    static func table(_ records: [QuarantineRecord]) -> String {
        var rows = [["number", "document", "stage", "error", "when", "run"]]
        for record in records {
            rows.append([
                "\(record.number)", shortened(plain(record.document), to: longestID), plain(record.stage),
                plain(record.code), LocalTime.text(record.at), "\(record.run)",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                switch column {
                case 0: row[column].leftPadded(to: widths[column])
                case row.count - 1: row[column].leftPadded(to: widths[column])
                default: row[column].padded(to: widths[column])
                }
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// A document as data, without its text.
    static func value(_ record: QuarantineRecord) -> Value {
        let first = problems(record).first
        return [
            "number": .number("\(record.number)"), "id": .string(record.document), "stage": .string(record.stage),
            "code": .string(record.code), "error": .string(record.problem), "cause": first?["cause"] ?? .null,
            "at": first?["at"] ?? .null, "time": .string(utc(record.at)), "run": .number("\(record.run)"),
            "version": .string(record.version), "origin": QuarantineFile.origin(record),
        ]
    }

    /// Everything about a document.
    ///
    /// - Parameters:
    ///   - version: what is to be said of the pipeline's version.
    ///   - isFull: the text to its end, however long it is.
    static func page(_ record: QuarantineRecord, version: String, isFull: Bool) -> String {
        var lines = [
            plain(record.document), "  number    \(record.number)",
            "  failed    in \(plain(record.stage)), run \(record.run), \(LocalTime.text(record.at))",
        ]
        for problem in problems(record) {
            func line(_ name: String, _ key: String) {
                guard let text = problem[key]?.string else { return }
                lines.append(
                    "  \(name.padded(to: 10))" + plain(text, keepsLines: true).replacing("\n", with: "\n            "))
            }
            lines.append("  error     \(plain(problem["code"]?.string ?? record.code))")
            line("", "problem")
            line("place", "at")
            line("cause", "cause")
            line("hint", "hint")
        }
        let place = record.record.map { ", record \($0)" } ?? ""
        let line = record.line.map { ", line \($0)" } ?? ""
        lines.append("  origin    \(plain(record.uri))\(place)\(line)")
        lines.append("  pipeline  \(version)")
        lines.append(
            "  text      \(Wording.counted(record.content.count, "byte"))\(record.isText ? "" : ", no valid UTF-8")")
        return lines.joined(separator: "\n") + "\n\n" + text(record, isFull: isFull)
    }

    private static func text(_ record: QuarantineRecord, isFull: Bool) -> String {
        let looked = isFull ? record.content[...] : record.content.prefix(4 * longestText)
        let whole = String(decoding: looked, as: UTF8.self)
        guard !isFull, whole.count > longestText || looked.count < record.content.count else {
            return plain(whole, keepsLines: true)
        }
        let shown = String(whole.prefix(longestText))
        let left = record.content.count - shown.utf8.count
        return plain(shown, keepsLines: true) + "\n… \(Wording.counted(max(1, left), "more byte")); '--full' shows all"
    }

    /// All problems, as the ledger has them.
    static func problems(_ record: QuarantineRecord) -> [Fields] {
        let values = (try? Value(json: Array(record.problems.utf8)))?.list ?? []
        let problems = values.compactMap(\.object)
        return problems.isEmpty ? [["code": .string(record.code), "problem": .string(record.problem)]] : problems
    }

    /// Text without what would move a terminal's cursor or change its colours.
    private static func plain(_ text: String, keepsLines: Bool = false) -> String {
        func isMoving(_ scalar: Unicode.Scalar) -> Bool {
            isControl(scalar) && !(keepsLines && (scalar == "\n" || scalar == "\t"))
        }
        guard text.unicodeScalars.contains(where: isMoving) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isMoving(scalar) ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }

    private static func shortened(_ text: String, to count: Int) -> String {
        text.count > count ? "…" + text.suffix(count - 1) : text
    }

    /// `2026-11-29T01:30:05Z`.
    private static func utc(_ milliseconds: Int) -> String {
        Date(timeIntervalSince1970: Double(milliseconds / 1000)).ISO8601Format()
    }
}
