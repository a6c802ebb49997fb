import Analysis
import StageKit

/// A result as one HTML page that needs nothing beside it.
///
/// Every text of the data is escaped; the style and the script are those of ``EvaluationPage``.
struct TopicPage {
    /// Most texts that are shown, those that are farthest off first.
    private static let most = 2000

    private let result: TopicResult
    private var evaluation: LabelEvaluation { result.evaluation }

    init(_ result: TopicResult) { self.result = result }

    /// The whole page.
    var html: String {
        EvaluationPageStyle.page(
            title: "Textmill: topics in \(result.goldFiles.joined(separator: ", "))", heading: "Topics: gold and found",
            summary: summary,
            body: """
                <section><h2>Scores</h2>\(scores)</section>
                \(comparison)
                <section><h2>Thresholds</h2>\(curve)</section>
                <section><h2>Confusion</h2>\(confusion)</section>
                <section><h2>Texts</h2>
                \(EvaluationPageStyle.filters(labels: evaluation.labels, kinds: ["missed", "wrong"]))
                <p id="count" role="status"></p>
                \(texts)
                </section>
                """)
    }

    private var summary: String {
        let micro = evaluation.micro
        var text =
            "\(Wording.counted(micro.gold, "gold label")) of \(Wording.counted(evaluation.texts.count, "text")) in "
            + "\(result.goldFiles.joined(separator: ", ")); \(micro.found) found by \(result.foundBy)."
        if let interval = result.interval {
            let (low, high) = (EvaluationText.decimal(interval.lowerBound), EvaluationText.decimal(interval.upperBound))
            text += " In 95 of 100 samples of such texts micro F1 would be from \(low) to \(high)."
        }
        for limit in result.limits { text += " \(limit.sentence.capitalised)." }
        return HTML.escaped(text)
    }

    // MARK: Tables

    private var scores: String {
        func row(_ name: String, _ counts: PairCounts) -> String {
            let f1 = counts.gold + counts.found == 0 ? nil : counts.f1
            return HTML.row(
                name,
                ["\(counts.gold)", "\(counts.found)"]
                    + [counts.precision, counts.recall, f1].map(EvaluationText.decimal))
        }
        var rows = evaluation.labels.map { row($0, evaluation.counts[$0] ?? PairCounts()) }
        rows.append(row("micro", evaluation.micro))
        if let macro = evaluation.macro {
            rows.append(
                HTML.row("macro", ["", ""] + [macro.precision, macro.recall, macro.f1].map(EvaluationText.decimal)))
        }
        let wholes = [
            ("exact: all labels of a text are right", evaluation.subsetAccuracy),
            ("best: the surest label is right", evaluation.bestIsRight),
            ("ranking: label ranking average precision", evaluation.rankingPrecision),
        ].map { HTML.row($0.0, [EvaluationText.decimal($0.1)]) }
        return HTML.table(["gold", "found", "P", "R", "F1"], rows) + HTML.table([""], wholes)
    }

    private var comparison: String {
        guard let comparison = result.comparison else { return "" }
        let rows = comparison.changes.map { change in
            HTML.row(
                change.name,
                [change.before, change.now].map(EvaluationText.decimal) + [EvaluationText.signed(change.difference)])
        }
        return """
            <section><h2>Compared with \(HTML.escaped(comparison.file))</h2>
            \(HTML.table(["F1 before", "now", "change"], rows))<p>\(HTML.escaped(EvaluationText.verdict(comparison)))</p>\
            </section>
            """
    }

    private var confusion: String {
        let names = evaluation.labels.map { Optional($0) } + [nil]
        let rows = names.map { gold in
            let cells = names.map { found in
                let count = evaluation.confusion[gold: gold, found: found]
                let kind = count == 0 ? "zero" : gold == found ? "right" : "wrong"
                return gold == nil && found == nil ? "<td></td>" : "<td class=\"\(kind)\">\(count)</td>"
            }
            return "<tr><th scope=\"row\">\(HTML.escaped(gold ?? "nothing"))</th>\(cells.joined())</tr>"
        }
        return "<p>Rows are gold, columns found. A missed label is counted with each wrong label of its text.</p>"
            + HTML.table(evaluation.labels + ["nothing"], rows)
    }

    /// Micro precision, recall and F1 over one threshold for all labels, drawn and as numbers.
    private var curve: String {
        guard let best = evaluation.curve.best else { return "<p>No label has a score.</p>" }
        let points = evaluation.curve.points
        func line(_ name: String, _ dash: String, _ part: (PairCounts) -> Double?) -> String {
            let places = points.compactMap { point in
                part(point.counts).map { "\(Int(point.threshold * 600)),\(Int(((1 - $0) * 200).rounded()))" }
            }
            return "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" stroke=\"currentColor\" "
                + "stroke-width=\"2\" stroke-dasharray=\"\(dash)\"><title>\(name)</title></polyline>"
        }
        func row(_ name: String, _ counts: PairCounts) -> String {
            HTML.row(name, [counts.precision, counts.recall, counts.f1].map(EvaluationText.decimal))
        }
        let rows =
            points.map { row(Wording.decimal($0.threshold, places: 2), $0.counts) }
            + [
                row("best, \(EvaluationText.decimal(best.threshold))", best.counts),
                row("as decided", evaluation.micro),
            ]
        return """
            <svg viewBox="-4 -4 608 208" width="608" role="img" aria-label="precision, recall and F1 over thresholds">\
            <rect width="600" height="200" fill="none" stroke="currentColor" opacity=".3"/>\
            \(line("F1", "", { $0.f1 }))\(line("precision", "8 4", \.precision))\(line("recall", "2 4", \.recall))</svg>
            <p>From threshold 0 on the left to 1 on the right: F1 as a line, precision in dashes, recall in dots.</p>
            \(HTML.table(["P", "R", "F1"], rows))
            """
    }

    // MARK: Texts

    private var texts: String {
        let worst = evaluation.worst
        let wrong = Set(worst)
        let places = (worst + evaluation.texts.indices.filter { !wrong.contains($0) }).prefix(Self.most)
        let articles = places.map(article).joined(separator: "\n")
        let more = evaluation.texts.count - places.count
        return articles + (more > 0 ? "\n<p>\(Wording.counted(more, "more text")) not shown.</p>" : "")
    }

    private func article(_ place: Int) -> String {
        let (text, gold) = (evaluation.texts[place], result.measuring.gold[place])
        let faults = TopicFault.all(of: place, in: result.measuring)
        let numbers = faults.map { "\(evaluation.labels.firstIndex(of: $0.label) ?? 0):\($0.kind.rawValue)" }
        let markup = TopicMarkup(place, result.measuring)
        let right = text.gold.intersection(text.found).sorted().joined(separator: ", ")
        return """
            <article data-errors="\(numbers.joined(separator: " "))">
            <h3>\(HTML.escaped(gold.id)): \(right.isEmpty ? "nothing" : HTML.escaped(right)) right, \
            \(Wording.counted(faults.count, "error"))</h3>
            \(faults.map { "<p>\(markup.fault($0))</p>" }.joined())
            \(markup.text)
            </article>
            """
    }
}

/// A text with marks where something spoke for its labels.
private struct TopicMarkup {
    private let document: Document?
    private let gold: TopicGold
    private let measured: ScoredLabels
    private let measuring: TopicMeasuring
    private let labels: [String]

    init(_ place: Int, _ measuring: TopicMeasuring) {
        self.measuring = measuring
        document = measuring.found[place].document
        gold = measuring.gold[place]
        measured = measuring.evaluation.texts[place]
        labels = measuring.evaluation.labels
        given = measuring.found[place].given
    }

    private let given: [Topic]

    /// A wrong or missed label with its topics and what was said for them.
    func fault(_ fault: TopicFault) -> String {
        let kind = fault.kind == .wrong ? "spurious" : "missed"
        var html =
            "<mark class=\"\(kind) \(fault.kind.rawValue)\" data-label=\"\(labels.firstIndex(of: fault.label) ?? 0)\">"
            + "\(fault.kind.rawValue) \(HTML.escaped(fault.label))<small>\(EvaluationText.decimal(fault.score))</small></mark>"
        for topic in fault.topics.prefix(3) {
            let evidence = ShownEvidence.strongest(topic, in: document, most: 6).map(\.line)
            let parts = ["\(topic.label) \(EvaluationText.decimal(topic.score))", topic.shortfall ?? ""] + evidence
            html +=
                "<br><span class=\"also\">\(HTML.escaped(parts.filter { !$0.isEmpty }.joined(separator: "; ")))</span>"
        }
        return html
    }

    /// Title and text.
    var text: String {
        let title = gold.fields["title"]?.string ?? ""
        var html = title.isEmpty ? "" : "<p><strong>\(marked(Text(title), field: "title"))</strong></p>"
        html += "<p>\(marked(document?.text ?? gold.text, field: nil))</p>"
        return "<div class=\"sides\" style=\"grid-template-columns: 1fr\">\(html)</div>"
    }

    /// The text with the evidence for the labels it was given, the longest of what overlaps.
    private func marked(_ text: Text, field: String?) -> String {
        var marks: [(span: Span, label: String, term: String)] = []
        for label in labels where measured.found.contains(label) {
            for topic in measuring.topics(label, given) {
                marks += topic.evidence.filter { $0.field == field && $0.weight > 0 && text.isValid($0.span) }
                    .map { ($0.span, label, $0.term) }
            }
        }
        marks.sort { ($0.span.start, -$0.span.end, $0.label) < ($1.span.start, -$1.span.end, $1.label) }
        var (html, done) = ("", 0)
        for mark in marks where mark.span.start >= done && !mark.span.isEmpty {
            let isRight = measured.gold.contains(mark.label)
            html += HTML.escaped(text[Span(done, mark.span.start)])
            html += "<mark class=\"\(isRight ? "correct" : "spurious wrong")\" data-label=\""
            html +=
                "\(labels.firstIndex(of: mark.label) ?? 0)\" title=\"\(HTML.escaped("\(mark.label): \(mark.term)"))\">"
            html += "\(HTML.escaped(text[mark.span]))</mark>"
            done = mark.span.end
        }
        return html + HTML.escaped(text[Span(done, text.byteCount)])
    }
}
