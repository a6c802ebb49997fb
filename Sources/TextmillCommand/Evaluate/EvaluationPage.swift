import Analysis
import StageKit

/// A result as one HTML page that needs nothing beside it: no script, style, font or image from elsewhere.
///
/// Every text of the data is escaped, and scripts are given nothing but the names of labels in attributes.
struct EvaluationPage {
    private let result: EvaluationResult

    init(_ result: EvaluationResult) { self.result = result }

    /// The whole page.
    var html: String {
        let title = "Textmill: \(result.subject.name) in \(result.goldFiles.joined(separator: ", "))"
        return EvaluationPageStyle.page(
            title: title, heading: "\(result.subject.name.capitalised): gold and found", summary: summary,
            body: """
                <section><h2>Scores</h2>\(scores)</section>
                \(comparison)
                <section><h2>Confusion</h2>\(confusion)</section>
                <section><h2>Texts</h2>
                \(filters)
                <p id="count" role="status"></p>
                \(texts)
                </section>
                """)
    }

    private var summary: String {
        let counts = result.evaluation.scores.microCounts(result.scheme)
        var text = HTML.escaped(
            "\(Wording.counted(counts.gold, "gold annotation")) in \(Wording.counted(result.gold.count, "text")) of "
                + "\(result.goldFiles.joined(separator: ", ")); \(counts.found) found by \(result.foundBy).")
        if let interval = result.interval {
            let (low, high) = (EvaluationText.decimal(interval.lowerBound), EvaluationText.decimal(interval.upperBound))
            text += " In 95 of 100 samples of such texts micro F1 would be from \(low) to \(high)."
        }
        for limit in result.limits { text += " " + HTML.escaped(limit.sentence.capitalised) + "." }
        return text
    }

    // MARK: Tables

    private var scores: String {
        let scores = result.evaluation.scores
        let main = result.scheme
        let others = result.subject.schemes.dropFirst()
        func row(_ name: String, _ counts: (MatchScheme) -> ScoreCounts) -> String {
            let own = counts(main)
            let numbers = [own.precision, own.recall, own.f1] + others.map { counts($0).f1 }
            return HTML.row(name, ["\(own.gold)", "\(own.found)"] + numbers.map(EvaluationText.decimal))
        }
        var rows = scores.labelNames.map { label in row(label) { scores.counts(label, $0) } }
        rows.append(row("micro") { scores.microCounts($0) })
        if let macro = scores.macro(main) {
            let numbers = [macro.precision, macro.recall, macro.f1] + others.map { scores.macro($0)?.f1 }
            rows.append(HTML.row("macro", ["", ""] + numbers.map(EvaluationText.decimal)))
        }
        let head = ["gold", "found", "\(main) P", "\(main) R", "\(main) F1"] + others.map { "\($0) F1" }
        return HTML.table(head, rows)
    }

    private var comparison: String {
        guard let comparison = result.comparison else { return "" }
        let rows = comparison.changes.map { change in
            let difference = EvaluationText.signed(change.difference)
            return HTML.row(
                change.name, [EvaluationText.decimal(change.before), EvaluationText.decimal(change.now), difference])
        }
        let verdict = HTML.escaped(EvaluationText.verdict(comparison))
        return """
            <section><h2>Compared with \(HTML.escaped(comparison.file))</h2>
            \(HTML.table(["F1 before", "now", "change"], rows))<p>\(verdict)</p></section>
            """
    }

    private var confusion: String {
        let matrix = result.evaluation.confusion
        let labels = result.evaluation.scores.labelNames
        let rows = (labels.map { Optional($0) } + [nil]).map { gold in
            let cells = (labels.map { Optional($0) } + [nil]).map { found in
                let count = matrix[gold: gold, found: found]
                let kind = count == 0 ? "zero" : gold == found ? "right" : "wrong"
                return gold == nil && found == nil ? "<td></td>" : "<td class=\"\(kind)\">\(count)</td>"
            }
            return "<tr><th scope=\"row\">\(HTML.escaped(gold ?? "nothing"))</th>\(cells.joined())</tr>"
        }
        return "<p>Rows are gold, columns found.</p>" + HTML.table(labels + ["nothing"], rows)
    }

    // MARK: Texts

    private var filters: String {
        EvaluationPageStyle.filters(
            labels: result.evaluation.scores.labelNames,
            kinds: Outcome.Kind.allCases.filter { $0 != .correct }.map(\.rawValue))
    }

    private var texts: String {
        var labelNumbers: [String: Int] = [:]
        for (number, label) in result.evaluation.scores.labelNames.enumerated() { labelNumbers[label] = number }
        return zip(result.gold, result.evaluation.texts).map { gold, text in
            let errors = text.outcomes.filter { $0.kind != .correct }
            let marks = errors.flatMap { outcome in
                [outcome.gold?.label, outcome.found?.label].compactMap(\.self)
                    .map { "\(labelNumbers[$0] ?? 0):\(outcome.kind.rawValue)" }
            }
            let goldSide = HTMLMarkup(gold.text, labelNumbers).html(text.outcomes) { $0.gold }
            let foundSide = HTMLMarkup(gold.text, labelNumbers).html(text.outcomes) { $0.found }
            let place = gold.place.line.map { ", line \($0)" } ?? ""
            return """
                <article data-errors="\(Set(marks).sorted().joined(separator: " "))">
                <h3>\(HTML.escaped(gold.id))\(HTML.escaped(place)): \(text.counts.correct) right, \
                \(Wording.counted(errors.count, "error"))</h3>
                <div class="sides"><div><h4>gold</h4><p>\(goldSide)</p></div>\
                <div><h4>found</h4><p>\(foundSide)</p></div></div>
                </article>
                """
        }.joined(separator: "\n")
    }
}

/// A text with marks around its mentions.
private struct HTMLMarkup {
    private let text: Text
    private let labelNumbers: [String: Int]

    init(_ text: Text, _ labelNumbers: [String: Int]) {
        self.text = text
        self.labelNumbers = labelNumbers
    }

    /// The text with one side of the outcomes marked. Of mentions that overlap, all after the first are named at the
    /// end.
    func html(_ outcomes: [Outcome], _ side: (Outcome) -> Mention?) -> String {
        var html = ""
        var done = 0
        var others: [String] = []
        let marks = outcomes.compactMap { outcome in side(outcome).map { ($0, outcome) } }
            .sorted { ($0.0.span.start, -$0.0.span.end) < ($1.0.span.start, -$1.0.span.end) }
        for (mention, outcome) in marks where text.isValid(mention.span) {
            let mark = self.mark(mention, outcome)
            guard mention.span.start >= done else {
                others.append(mark)
                continue
            }
            html += HTML.escaped(text[Span(done, mention.span.start)]) + mark
            done = mention.span.end
        }
        html += HTML.escaped(text[Span(done, text.byteCount)])
        return others.isEmpty ? html : html + "\n<span class=\"also\">also</span> " + others.joined(separator: " ")
    }

    private func mark(_ mention: Mention, _ outcome: Outcome) -> String {
        let kind = outcome.kind.rawValue
        let number = labelNumbers[mention.label] ?? 0
        let other = outcome.gold == mention ? outcome.found : outcome.gold
        let told = other.map { "; on the other side \($0.label) “\(text.isValid($0.span) ? text[$0.span] : "")”" }
        return "<mark class=\"\(kind)\" data-label=\"\(number)\" title=\"\(HTML.escaped(kind + (told ?? "")))\">"
            + "\(HTML.escaped(text[mention.span]))<small>\(HTML.escaped(mention.label))</small></mark>"
    }
}

/// Text as HTML.
enum HTML {
    /// The text with all characters escaped that mean something in elements or attributes; control characters, which
    /// HTML does not allow, are shown as replacement characters.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func table(_ head: [String], _ rows: [String]) -> String {
        let cells = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        return "<div class=\"wide\"><table><thead><tr><th></th>\(cells)</tr></thead><tbody>"
            + rows.joined(separator: "\n") + "</tbody></table></div>"
    }

    static func row(_ name: String, _ cells: [String]) -> String {
        "<tr><th scope=\"row\">\(escaped(name))</th>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }
}

extension String {
    /// With a capital at the beginning.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
