import Engine
import StageKit

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
    /// What else is known of it, in the order in which it is told.
    var details: [Detail] = []
    /// What the stage says of it beside its provenance.
    var reasons: [Explanation.Reason] = []

    /// One thing that is known of a finding beside its label, value and maker.
    enum Detail {
        /// It is mention `mention` of `count` of chain `number`; the first is at `first`.
        case chain(number: Int, mention: Int, count: Int, first: Span)
        /// A title, an office.
        case attribute(Entity.Attribute)
        /// What it was nearly taken for.
        case alternative(Entity.Alternative)
        /// The values that an open date may have.
        case candidates([String])
        /// What the words around a date or amount make of its value.
        case modifier(String)
        /// The long form of a short one.
        case longForm(Span)
        /// Who calls it so.
        case calledSoBy(String)
    }

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
    static func all(in document: Document, explained explanations: [Explanation] = []) -> [Finding] {
        let chains = Dictionary(grouping: document.entities.filter { $0.chain != nil }) { $0.chain ?? 0 }
        var all = document.regions.map {
            Finding(.regions, $0.kind.rawValue, in: document, at: $0.span, by: $0.provenance)
        }
        all += document.entities.map { entity in
            let name = [entity.canonicalName, entity.id.map { "[\($0)]" }].compactMap { $0 }.joined(separator: " ")
            var finding = Finding(
                .entities, entity.label.rawValue, in: document, at: entity.span, value: name.isEmpty ? nil : name,
                score: entity.score, by: entity.provenance)
            if let number = entity.chain, let mentions = chains[number], mentions.count > 1 {
                let place = mentions.firstIndex { $0.span == entity.span && $0.label == entity.label } ?? 0
                finding.details.append(
                    .chain(number: number, mention: place + 1, count: mentions.count, first: mentions[0].span))
            }
            finding.details += entity.attributes.map { .attribute($0) } + entity.alternatives.map { .alternative($0) }
            return finding
        }
        all += document.aliases.map { alias in
            var finding = Finding(
                .aliases, alias.kind.rawValue, in: document, at: alias.short,
                value: document.text.isValid(alias.long) ? Visible.line(document.text[alias.long], longest: 100) : nil,
                by: alias.provenance)
            finding.details = [.longForm(alias.long)] + (alias.by.map { [.calledSoBy($0)] } ?? [])
            return finding
        }
        all += document.dates.map {
            var finding = Finding(
                .dates, $0.kind.rawValue, in: document, at: $0.span, value: $0.value, by: $0.provenance)
            finding.details =
                ($0.modifier.map { [.modifier($0)] } ?? [])
                + ($0.candidates.isEmpty ? [] : [.candidates($0.candidates)])
            return finding
        }
        all += document.amounts.map { amount in
            let value = [amount.value, amount.upperValue.map { "to \($0)" }, amount.unit].compactMap { $0 }
            var finding = Finding(
                .amounts, amount.label.rawValue, in: document, at: amount.span, value: value.joined(separator: " "),
                by: amount.provenance)
            finding.details = amount.modifier.map { [.modifier($0)] } ?? []
            return finding
        }
        all += document.topics.map { topic in
            let name = [topic.name, topic.code.map { "[\($0)]" }].compactMap { $0 }.joined(separator: " ")
            return Finding(
                .topics, topic.label, in: document, at: nil, value: name.isEmpty ? nil : name, score: topic.score,
                evidence: topic.evidence, by: topic.provenance)
        }
        all.explain(explanations)
        return all
    }
}

extension [Finding] {
    /// What a layer has at a place.
    private struct Place: Hashable {
        let layer: Layer
        let span: Span
    }

    /// Gives each finding what the stage says of it.
    fileprivate mutating func explain(_ explanations: [Explanation]) {
        var reasons: [Place: [Explanation.Reason]] = [:]
        for explanation in explanations {
            guard case .annotation(let layer, let span) = explanation.subject else { continue }
            reasons[Place(layer: layer, span: span), default: []] += explanation.reasons
        }
        guard !reasons.isEmpty else { return }
        for i in indices {
            guard let span = self[i].span else { continue }
            self[i].reasons = reasons[Place(layer: self[i].identity.layer, span: span)] ?? []
        }
    }
}
