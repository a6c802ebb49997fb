import Analysis
import StageKit

/// A result for people, on a terminal.
struct TopicResultText {
    private let result: TopicResult
    private let worst: Int

    /// Lists at most so many of the texts that are farthest off.
    init(_ result: TopicResult, worst: Int) {
        self.result = result
        self.worst = worst
    }

    /// Everything, without a line end.
    var text: String {
        [heading, table, wholes, curve, comparison, confusions, worstTexts].filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var evaluation: LabelEvaluation { result.evaluation }

    private var heading: [String] {
        let (measuring, micro) = (result.measuring, evaluation.micro)
        var lines = [
            "gold   \(Wording.counted(micro.gold, "label")) of \(Wording.counted(evaluation.texts.count, "text")) in \(result.goldFiles.joined(separator: ", "))",
            "found  \(Wording.counted(micro.found, "label")) by \(result.foundBy)",
        ]
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map { "\($0.value) \($0.key)" }
                .joined(separator: ", ") + (counts.count > 12 ? " …" : "")
        }
        if !measuring.leftOutGold.isEmpty {
            lines.append("       gold that is left out: \(list(measuring.leftOutGold))")
        }
        if measuring.leftOutTexts > 0 {
            lines.append("       \(Wording.counted(measuring.leftOutTexts, "text")) left out with all their labels")
        }
        if !measuring.leftOutFound.isEmpty {
            lines.append("       topics that mean no label measured: \(list(measuring.leftOutFound))")
        }
        if measuring.droppedCount > 0 {
            lines.append(
                "       \(Wording.counted(measuring.droppedCount, "text")) dropped by a stage; all gold of them is missed"
            )
        }
        if !result.unmatched.isEmpty {
            lines.append(
                "       never given, because no topic is called so: \(result.unmatched.joined(separator: ", ")); "
                    + "--map says which topics mean them")
        }
        return lines
    }

    // MARK: Scores

    private var table: [String] {
        var rows = [["label", "gold", "found", "P", "R", "F1"]]
        func row(_ name: String, _ counts: PairCounts) -> [String] {
            let f1 = counts.gold + counts.found == 0 ? nil : counts.f1
            return [name, "\(counts.gold)", "\(counts.found)"]
                + [counts.precision, counts.recall, f1].map(EvaluationText.decimal)
        }
        for label in evaluation.labels { rows.append(row(label, evaluation.counts[label] ?? PairCounts())) }
        rows.append(row("micro", evaluation.micro))
        if let macro = evaluation.macro {
            rows.append(["macro", "", ""] + [macro.precision, macro.recall, macro.f1].map(EvaluationText.decimal))
        }
        return EvaluationText.aligned(rows)
    }

    private var wholes: [String] {
        var lines = [
            "\(EvaluationText.decimal(evaluation.subsetAccuracy))  exact: of the texts all labels are right",
            "\(EvaluationText.decimal(evaluation.bestIsRight))  best: of the texts with gold the surest label is right",
            "\(EvaluationText.decimal(evaluation.rankingPrecision))  ranking: label ranking average precision",
        ]
        if let interval = result.interval {
            lines.append(
                "In 95 of 100 samples of such texts micro F1 would be from \(EvaluationText.decimal(interval.lowerBound)) "
                    + "to \(EvaluationText.decimal(interval.upperBound)).")
        }
        return lines + result.limits.map(\.sentence)
    }

    private var curve: [String] {
        guard let best = evaluation.curve.best else { return [] }
        func row(_ name: String, _ counts: PairCounts) -> [String] {
            [name] + [counts.precision, counts.recall, counts.f1].map(EvaluationText.decimal)
        }
        let tenths = evaluation.curve.points.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        var rows = [["one threshold for all", "P", "R", "F1"]]
        rows += tenths.map { row(Wording.decimal($0.threshold, places: 1), $0.counts) }
        rows.append(row("best, \(EvaluationText.decimal(best.threshold))", best.counts))
        rows.append(row("as decided", evaluation.micro))
        return EvaluationText.aligned(rows)
    }

    private var comparison: [String] {
        guard let comparison = result.comparison else { return [] }
        var rows = [["F1", "before", "now", "change"]]
        for change in comparison.changes {
            rows.append(
                [change.name] + [change.before, change.now].map(EvaluationText.decimal)
                    + [EvaluationText.signed(change.difference)])
        }
        return ["compared with \(comparison.file)"] + EvaluationText.aligned(rows) + [
            EvaluationText.verdict(comparison)
        ]
    }

    // MARK: Faults

    private var confusions: [String] {
        let cells = evaluation.confusion.cells.filter { $0.cell.gold != $0.cell.found }
            .sorted { $0.count > $1.count }.prefix(12)
        guard !cells.isEmpty else { return [] }
        let width = cells.map { "\($0.count)".count }.max() ?? 0
        let names = cells.map { $0.cell.gold?.count ?? 7 }.max() ?? 0
        return ["most frequent confusions"]
            + cells.map {
                "  \("\($0.count)".leftPadded(to: width))  \(($0.cell.gold ?? "nothing").padded(to: names))  "
                    + "given as \($0.cell.found ?? "nothing")"
            }
    }

    private var worstTexts: [String] {
        let places = evaluation.worst
        guard worst > 0, !places.isEmpty else { return [] }
        let more = places.count > worst ? ", the first \(worst) of \(places.count)" : ""
        var lines = ["texts farthest off\(more)"]
        for place in places.prefix(worst) {
            let gold = result.measuring.gold[place]
            lines.append("  \(gold.place): \(gold.beginning(100))")
            lines += TopicFault.all(of: place, in: result.measuring).flatMap { line($0, place) }
        }
        return lines + (places.count > worst ? ["  '--worst' shows more, '--format html' all"] : [])
    }

    private func line(_ fault: TopicFault, _ place: Int) -> [String] {
        let score = EvaluationText.decimal(fault.score)
        var lines = ["    \(fault.kind.rawValue.padded(to: 6))  \(fault.label), score \(score)"]
        for topic in fault.topics.prefix(2) {
            let name = topic.label == fault.label ? "" : "\(topic.label)"
            let parts = [name, topic.shortfall ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
            let document = result.measuring.found[place].document
            let evidence = ShownEvidence.strongest(topic, in: document, most: 4).map(\.line).joined(separator: ", ")
            let shown = [parts, evidence].filter { !$0.isEmpty }.joined(separator: "; ")
            if !shown.isEmpty { lines.append("            \(shown)") }
        }
        return lines
    }
}
