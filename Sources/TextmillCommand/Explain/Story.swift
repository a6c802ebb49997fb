import Engine
import StageKit

/// The story of a document in the words that text and JSON share.
struct Story {
    let trace: Trace
    let chapters: [Chapter]

    /// What one stage did.
    struct Chapter {
        let step: TraceStep
        /// What changed in the text.
        let changes: [TextDifference.Change]
        /// What was set, changed or removed: the values before and after.
        let fields: [(name: String, before: Value?, after: Value?)]
        /// What came and went, without sentences and tokens.
        let added: [Finding]
        let removed: [Finding]
    }

    /// Compares each stage's document before and after.
    init(_ trace: Trace) {
        self.trace = trace
        chapters = trace.steps.map(Chapter.init)
    }
}

extension Story.Chapter {
    init(_ step: TraceStep) {
        self.step = step
        changes = step.before.text == step.after.text ? [] : TextDifference(step.before.text, step.after.text).changes
        fields = Self.changes(step.before.fields, step.after.fields)
        let before = Finding.all(in: step.before)
        let after = Finding.all(in: step.after)
        added = Self.surplus(of: after, over: before)
        removed = Self.surplus(of: before, over: after)
    }

    /// Nothing changed at all.
    var isQuiet: Bool {
        changes.isEmpty && fields.isEmpty && added.isEmpty && removed.isEmpty && counts.isEmpty && step.fate == nil
            && step.output == nil
    }

    /// The layers of which only the number is told, when it changed.
    var counts: [(layer: Layer, before: Int, after: Int)] {
        [
            (Layer.sentences, step.before.sentences.count, step.after.sentences.count),
            (Layer.tokens, step.before.tokens.count, step.after.tokens.count),
        ].filter { $0.1 != $0.2 }
    }

    private static func changes(_ before: Fields, _ after: Fields) -> [(name: String, before: Value?, after: Value?)] {
        let names = before.names + after.names.filter { before[$0] == nil }
        return names.map { ($0, before[$0], after[$0]) }.filter { $0.1 != $0.2 }
    }

    /// Those of `findings` that `others` have not, or not as often.
    private static func surplus(of findings: [Finding], over others: [Finding]) -> [Finding] {
        var counts: [Finding.Identity: Int] = [:]
        for other in others { counts[other.identity, default: 0] += 1 }
        return findings.filter { finding in
            guard let count = counts[finding.identity], count > 0 else { return true }
            counts[finding.identity] = count - 1
            return false
        }
    }
}

/// One region, annotation or topic, as the story tells it.
struct Finding {
    /// What makes two findings the same, wherever cleaning has moved them to.
    struct Identity: Hashable {
        let layer: Layer
        let label: String
        let surface: String
        let value: String?
        let provenance: Provenance
    }

    let identity: Identity
    /// Where it is in the text; nil for a topic.
    let span: Span?
    /// What spoke for a topic.
    let evidence: [Topic.Evidence]
    let score: Double?

    private init(
        _ layer: Layer, _ label: String, in document: Document, at span: Span?, value: String? = nil,
        score: Double? = nil, evidence: [Topic.Evidence] = [], by provenance: Provenance
    ) {
        let surface = span.map { document.text.isValid($0) ? document.text[$0] : "" } ?? ""
        identity = Identity(layer: layer, label: label, surface: surface, value: value, provenance: provenance)
        self.span = span
        self.evidence = evidence
        self.score = score
    }

    /// Everything that is known of a document, layer by layer in text order.
    static func all(in document: Document) -> [Finding] {
        var all = document.regions.map {
            Finding(.regions, $0.kind.rawValue, in: document, at: $0.span, by: $0.provenance)
        }
        all += document.entities.map { entity in
            let name = [entity.canonicalName, entity.id.map { "[\($0)]" }].compactMap { $0 }.joined(separator: " ")
            return Finding(
                .entities, entity.label.rawValue, in: document, at: entity.span, value: name.isEmpty ? nil : name,
                score: entity.score, by: entity.provenance)
        }
        all += document.dates.map {
            Finding(.dates, $0.kind.rawValue, in: document, at: $0.span, value: $0.value, by: $0.provenance)
        }
        all += document.amounts.map { amount in
            let value = [amount.value, amount.upperValue.map { "to \($0)" }, amount.unit].compactMap { $0 }
            return Finding(
                .amounts, amount.label.rawValue, in: document, at: amount.span, value: value.joined(separator: " "),
                by: amount.provenance)
        }
        all += document.topics.map { topic in
            let name = [topic.name, topic.code.map { "[\($0)]" }].compactMap { $0 }.joined(separator: " ")
            return Finding(
                .topics, topic.label, in: document, at: nil, value: name.isEmpty ? nil : name, score: topic.score,
                evidence: topic.evidence, by: topic.provenance)
        }
        return all
    }
}
