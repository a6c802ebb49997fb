import Engine
import StageKit

/// The story of a document for people.
struct StoryText {
    /// So many changes of the text are shown for each stage, the rest is counted.
    static let mostChanges = 20
    /// So many characters are shown around a change.
    static let context = 24

    private let story: Story

    init(_ story: Story) { self.story = story }

    /// The whole story, without a line end.
    var text: String {
        let trace = story.trace
        var lines = ["document \(trace.number): \(trace.id)", "  from \(Self.place(of: trace.origin))"]
        if let loaded = trace.loaded {
            lines.append("  made by \(trace.source): \(Wording.counted(loaded.text.byteCount, "byte")) of text")
            for name in loaded.fields.names {
                lines.append("    \(name): \(Visible.line((loaded.fields[name] ?? .null).yaml, longest: 100))")
            }
        }
        for (number, chapter) in story.chapters.enumerated() {
            lines.append("")
            lines.append("\(number + 1). \(Self.title(chapter.step)), \(Self.time(chapter.step.time))")
            lines += Self.body(chapter).map { "   \($0)" }
        }
        return (lines + ["", Self.ending(trace)]).joined(separator: "\n")
    }

    private static func title(_ step: TraceStep) -> String {
        step.name == step.stageName ? step.name : "\(step.name) (\(step.stageName))"
    }

    private static func place(of origin: Origin) -> String {
        let name = origin.uri == "-" ? "standard input" : origin.uri
        return name + (origin.record.map { ", record \($0)" } ?? "") + (origin.line.map { ", line \($0)" } ?? "")
    }

    private static func time(_ duration: Duration) -> String {
        let microseconds = max(0, Int(duration / .microseconds(1)))
        return microseconds < 1000
            ? "\(microseconds) µs" : "\(Wording.decimal(Double(microseconds) / 1000, places: 1)) ms"
    }

    private static func body(_ chapter: Story.Chapter) -> [String] {
        if chapter.isQuiet { return ["nothing changes"] }
        var lines = textChanges(chapter) + fieldChanges(chapter)
        for (layer, before, after) in chapter.counts { lines.append("\(layer.rawValue): \(before) → \(after)") }
        lines += findings(chapter)
        if let output = chapter.step.output {
            lines.append("writes \(Wording.counted(output.count, "byte")):")
            lines.append("  \(Visible.line(String(decoding: output.prefix(600), as: UTF8.self), longest: 200))")
        }
        if let fate = chapter.step.fate { lines += self.fate(fate) }
        return lines
    }

    // MARK: Text and fields

    private static func textChanges(_ chapter: Story.Chapter) -> [String] {
        guard !chapter.changes.isEmpty else { return [] }
        let before = chapter.step.before.text
        let after = chapter.step.after.text
        let places = TextPlaces(before)
        let count = Wording.counted(chapter.changes.count, "change")
        var lines = ["text: \(count), \(before.byteCount) → \(Wording.counted(after.byteCount, "byte"))"]
        for (change, rules) in zip(chapter.changes, chapter.rules).prefix(mostChanges) {
            let place = places.place(of: change.before.start)
            let marked =
                (change.before.isEmpty ? "" : "[-\(Visible.line(before[change.before], longest: 100))-]")
                + (change.after.isEmpty ? "" : "{+\(Visible.line(after[change.after], longest: 100))+}")
            let (head, tail) = surroundings(of: change.before, in: before)
            lines.append("  \("\(place.line):\(place.column)".padded(to: 7)) \(head)\(marked)\(tail)\(by(rules))")
        }
        if chapter.changes.count > mostChanges {
            lines.append("  and \(chapter.changes.count - mostChanges) more; '--format json' shows all")
        }
        return lines
    }

    private static func by(_ rules: [String]) -> String {
        rules.isEmpty ? "" : "  by \(rules.joined(separator: ", "))"
    }

    /// The text beside a span on the same line.
    private static func surroundings(of span: Span, in text: Text) -> (head: String, tail: String) {
        var start = span.start
        var count = 0
        while start > 0, count < context, text.bytes[start - 1] != 0x0A {
            start -= 1
            if text.isScalarBoundary(start) { count += 1 }
        }
        while !text.isScalarBoundary(start) { start -= 1 }
        var end = span.end
        count = 0
        while end < text.byteCount, count < context, text.bytes[end] != 0x0A {
            end += 1
            if text.isScalarBoundary(end) { count += 1 }
        }
        while !text.isScalarBoundary(end) { end += 1 }
        let isWholeHead = start == 0 || text.bytes[start - 1] == 0x0A
        let isWholeTail = end == text.byteCount || text.bytes[end] == 0x0A
        return (
            (isWholeHead ? "" : "…") + Visible.line(text[Span(start, span.start)]),
            Visible.line(text[Span(span.end, end)]) + (isWholeTail ? "" : "…")
        )
    }

    private static func fieldChanges(_ chapter: Story.Chapter) -> [String] {
        guard !chapter.fields.isEmpty else { return [] }
        func shown(_ value: Value) -> String { Visible.line(value.yaml, longest: 100) }
        return ["fields:"]
            + chapter.fields.map { name, before, after in
                switch (before, after) {
                case (nil, let after?): "  + \(name): \(shown(after))"
                case (let before?, nil): "  - \(name): \(shown(before))"
                case (let before, let after): "  ~ \(name): \(shown(before ?? .null)) → \(shown(after ?? .null))"
                }
            }
    }

    // MARK: Annotations and topics

    private static func findings(_ chapter: Story.Chapter) -> [String] {
        var lines: [String] = []
        for layer in Layer.allCases {
            let removed = chapter.removed.filter { $0.identity.layer == layer }
            let added = chapter.added.filter { $0.identity.layer == layer }
            if removed.isEmpty && added.isEmpty { continue }
            lines.append("\(layer.rawValue):")
            lines += table(removed, "-", chapter.step.before) + table(added, "+", chapter.step.after)
        }
        return lines
    }

    private static func table(_ findings: [Finding], _ mark: String, _ document: Document) -> [String] {
        let places = TextPlaces(document.text)
        let offsets = OffsetMap(document.text, unit: .codepoint)
        let width = findings.map(\.identity.label.count).max() ?? 0
        return findings.flatMap { finding in
            var line = "  \(mark) \(finding.identity.label.padded(to: width))"
            if let span = finding.span {
                let place = places.place(of: span.start)
                let inside = offsets.span(span)
                line += "  \("\(place.line):\(place.column)".padded(to: 6)) \(inside.start)..<\(inside.end)"
                line += "  \"\(Visible.line(finding.identity.surface, longest: 60))\""
            }
            if let score = finding.score { line += "  \(Wording.decimal(score, places: 2))" }
            if let value = finding.identity.value { line += finding.span == nil ? "  \(value)" : " = \(value)" }
            line += "  by \(reason(finding.identity.provenance))"
            return [line] + details(finding, places, document).map { "      \($0)" }
                + evidence(finding, places, document)
        }
    }

    /// What is known of a finding beside its line, one line each.
    private static func details(_ finding: Finding, _ places: TextPlaces, _ document: Document) -> [String] {
        func place(_ span: Span) -> String {
            let found = places.place(of: span.start)
            return "\(found.line):\(found.column)"
        }
        func surface(_ span: Span) -> String {
            document.text.isValid(span) ? Visible.line(document.text[span], longest: 60) : ""
        }
        return finding.details.map { detail in
            switch detail {
            case .chain(let number, let mention, let count, let first):
                let rest = mention == 1 ? "" : "; the first is \"\(surface(first))\" at \(place(first))"
                return "chain \(number): mention \(mention) of \(count)\(rest)"
            case .attribute(let attribute):
                return "\(attribute.name): \(Visible.line(attribute.value, longest: 100))"
                    + (attribute.span.map { ", at \(place($0))" } ?? "")
            case .alternative(let other):
                let name = [other.canonicalName, other.id.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
                return "nearly \(other.label)" + (other.score.map { " \(Wording.decimal($0, places: 2))" } ?? "")
                    + (name.isEmpty ? "" : " = \(name)") + (other.reason.isEmpty ? "" : ": \(other.reason)")
            case .candidates(let values): return "may be \(values.joined(separator: " or "))"
            case .modifier(let modifier): return "modifier \(modifier)"
            case .longForm(let span): return "long form at \(place(span))"
            case .calledSoBy(let who): return "called so by \(Visible.line(who, longest: 60))"
            }
        }
            + finding.reasons.map { reason in
                guard let weight = reason.weight else { return reason.text }
                return "\(weight < 0 ? "-" : "+")\(Wording.decimal(abs(weight), places: 2))  \(reason.text)"
            }
    }

    private static func evidence(_ finding: Finding, _ places: TextPlaces, _ document: Document) -> [String] {
        finding.evidence.map { line(of: $0, places, document) }
    }

    /// A piece of evidence for a topic, with what stands there.
    static func line(of evidence: Topic.Evidence, _ places: TextPlaces, _ document: Document) -> String {
        let sign = evidence.weight < 0 ? "-" : "+"
        let weight = sign + Wording.decimal(abs(evidence.weight), places: 2)
        var place = "in the text"
        var surface = ""
        if let field = evidence.field {
            place = "in \(field)"
            if let text = document.fields[field]?.string.map({ Text($0) }), text.isValid(evidence.span) {
                surface = text[evidence.span]
            }
        } else if document.text.isValid(evidence.span) {
            let found = places.place(of: evidence.span.start)
            place = "at \(found.line):\(found.column)"
            surface = document.text[evidence.span]
        }
        return
            "      \(weight)  \(evidence.isOfModel ? "model" : "term") '\(evidence.term)' \(place): \"\(Visible.line(surface, longest: 60))\""
    }

    private static func reason(_ provenance: Provenance) -> String {
        provenance.rule + (provenance.line.map { " line \($0)" } ?? "") + (provenance.detail.map { " (\($0))" } ?? "")
    }

    // MARK: The end

    private static func fate(_ fate: Trace.Fate) -> [String] {
        switch fate {
        case .exported: []
        case .dropped(let reason): ["drops it: \(reason)"]
        case .quarantined(let problems), .stoppedRun(let problems):
            problems.flatMap { $0.rendered().split(separator: "\n").map(String.init) }
        }
    }

    private static func ending(_ trace: Trace) -> String {
        let stage = trace.steps.last?.name ?? trace.source
        switch trace.fate {
        case .exported: return "The document is exported."
        case .dropped(let reason): return "The document is dropped by \(stage): \(reason)."
        case .quarantined(let problems):
            let told = trace.steps.isEmpty ? "\n" + problems.map { $0.rendered() }.joined(separator: "\n") : ""
            return "The document goes to quarantine: it failed in \(stage).\(told)"
        case .stoppedRun(let problems):
            let told = trace.steps.isEmpty ? "\n" + problems.map { $0.rendered() }.joined(separator: "\n") : ""
            return "The run stops before this document: it failed in \(stage).\(told)"
        }
    }
}
