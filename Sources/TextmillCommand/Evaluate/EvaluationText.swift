import Analysis
import StageKit

/// A result for people, on a terminal.
struct EvaluationText {
    private let result: EvaluationResult
    private let misses: Int

    /// Lists at most so many misses.
    init(_ result: EvaluationResult, misses: Int) {
        self.result = result
        self.misses = misses
    }

    /// Everything, without a line end.
    var text: String {
        [heading, table, closing, comparison, confusions, missList].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// `0.812`; a dash for what is undefined.
    static func decimal(_ number: Double?) -> String {
        guard let number else { return "–" }
        let thousandths = Int((abs(number) * 1000).rounded())
        let digits = "\(thousandths % 1000)"
        let zeros = String(repeating: "0", count: 3 - digits.count)
        return "\(number < 0 && thousandths > 0 ? "-" : "")\(thousandths / 1000).\(zeros)\(digits)"
    }

    /// `+0.012`, `-0.003`, `0.000`.
    static func signed(_ number: Double?) -> String {
        let text = decimal(number)
        return (number ?? 0) > 0 && text != "0.000" ? "+\(text)" : text
    }

    private var heading: [String] {
        let counts = result.evaluation.scores.microCounts(result.scheme)
        var lines = [
            "gold   \(Wording.counted(counts.gold, "annotation")) in \(Wording.counted(result.gold.count, "text")) of \(result.goldFiles.joined(separator: ", "))",
            "found  \(Wording.counted(counts.found, "annotation")) by \(result.foundBy)",
        ]
        if !result.leftOut.isEmpty {
            let left = result.leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
            let reason = result.labels == nil ? "gold has no such label" : "not asked for"
            lines.append("       not measured, because \(reason): \(left.joined(separator: ", "))")
        }
        if result.droppedCount > 0 {
            lines.append(
                "       \(Wording.counted(result.droppedCount, "text")) dropped by a stage; all gold in them is missed")
        }
        if result.map.isEmpty, !result.labelsNeverFound.isEmpty {
            lines.append(
                "       never found: \(result.labelsNeverFound.joined(separator: ", ")); "
                    + "if it has another name there, say so with --map")
        }
        return lines
    }

    // MARK: Scores

    private var table: [String] {
        let scores = result.evaluation.scores
        let main = result.scheme
        let others = result.subject.schemes.dropFirst()
        var rows = [["", "gold", "found", main.rawValue, "", ""] + others.map(\.rawValue)]
        rows.append(["label", "", "", "P", "R", "F1"] + others.map { _ in "F1" })
        func row(_ name: String, _ counts: (MatchScheme) -> ScoreCounts) -> [String] {
            let own = counts(main)
            return [name, "\(own.gold)", "\(own.found)"] + [own.precision, own.recall, own.f1].map(Self.decimal)
                + others.map { Self.decimal(counts($0).f1) }
        }
        for label in scores.labelNames { rows.append(row(label) { scores.counts(label, $0) }) }
        rows.append(row("micro") { scores.microCounts($0) })
        if let macro = scores.macro(main) {
            rows.append(
                ["macro", "", ""] + [macro.precision, macro.recall, macro.f1].map(Self.decimal)
                    + others.map { Self.decimal(scores.macro($0)?.f1) })
        }
        return Self.aligned(rows)
    }

    /// The first column to the left, the others to the right.
    static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = row[0].padded(to: widths[0])
            for column in row.indices.dropFirst() { line += "  " + row[column].leftPadded(to: widths[column]) }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private var closing: [String] {
        var lines: [String] = []
        if let interval = result.interval {
            lines.append(
                "In 95 of 100 samples of such texts micro F1 would be from \(Self.decimal(interval.lowerBound)) "
                    + "to \(Self.decimal(interval.upperBound)).")
        }
        lines += result.limits.map(\.sentence)
        return lines
    }

    private var comparison: [String] {
        guard let comparison = result.comparison else { return [] }
        var rows = [["\(result.scheme.rawValue) F1", "before", "now", "change"]]
        for change in comparison.changes {
            let difference = Self.signed(change.difference)
            rows.append([change.name, Self.decimal(change.before), Self.decimal(change.now), difference])
        }
        return ["compared with \(comparison.file)"] + Self.aligned(rows) + [Self.verdict(comparison)]
    }

    /// What chance says.
    static func verdict(_ comparison: Comparison) -> String {
        guard let p = comparison.p else {
            return "The texts are not those of the baseline, so that nothing is said about chance."
        }
        return "By chance alone micro F1 would differ so much with probability \(decimal(p)) "
            + "(approximate randomisation over texts)."
    }

    // MARK: Errors

    private var confusions: [String] {
        let cells = result.evaluation.confusion.cells.filter { $0.cell.gold != $0.cell.found }
            .sorted { $0.count > $1.count }
        guard !cells.isEmpty else { return [] }
        let shown = cells.prefix(12)
        let rows = shown.map { ["\($0.count)", $0.cell.gold ?? "nothing", $0.cell.found ?? "nothing"] }
        let widths = [0, 1, 2].map { column in rows.map { $0[column].count }.max() ?? 0 }
        return ["most frequent confusions"]
            + rows.map {
                "  \($0[0].leftPadded(to: widths[0]))  \($0[1].padded(to: widths[1]))  found as \($0[2])"
            }
    }

    private var missList: [String] {
        guard misses > 0 else { return [] }
        var lines: [String] = []
        var count = 0
        for (gold, text) in zip(result.gold, result.evaluation.texts) {
            for outcome in text.outcomes where outcome.kind != .correct {
                count += 1
                if count <= misses { lines.append("  " + Self.line(outcome, gold)) }
            }
        }
        if lines.isEmpty { return [] }
        let more = count > misses ? ", the first \(misses) of \(count)" : ""
        let hint = count > misses ? ["  '--misses' shows more, '--format html' all"] : []
        return ["misses\(more)"] + lines + hint
    }

    private static func line(_ outcome: Outcome, _ gold: GoldText) -> String {
        let what: String
        switch outcome.kind {
        case .correct: what = ""
        case .missed: what = "missed \(outcome.gold?.label ?? "")"
        case .spurious: what = "spurious \(outcome.found?.label ?? "")"
        case .label: what = "\(outcome.gold?.label ?? "") found as \(outcome.found?.label ?? "")"
        case .boundary: what = "\(outcome.gold?.label ?? "") found as \"\(surface(outcome.found, gold))\""
        case .both:
            what =
                "\(outcome.gold?.label ?? "") found as \(outcome.found?.label ?? "") \"\(surface(outcome.found, gold))\""
        }
        // The gold name in brackets; of a spurious one, what was found.
        let span = outcome.span
        let context = MissContext(Outcome(gold: Mention(span, ""), found: nil), in: gold.text)
        let shown =
            "\(context.isCutBefore ? "…" : "")\(Visible.line(context.before))[\(Visible.line(context.inside))]\(Visible.line(context.after))\(context.isCutAfter ? "…" : "")"
        return "\(gold.place(of: span)): \(what): \(shown)"
    }

    private static func surface(_ mention: Mention?, _ gold: GoldText) -> String {
        mention.map { Visible.line(gold.text[$0.span], longest: 60) } ?? ""
    }
}
