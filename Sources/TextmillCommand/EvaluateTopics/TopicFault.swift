import Analysis
import StageKit

/// A label that a text should not have, or lacks, with the topics behind it and what spoke for and against them.
struct TopicFault {
    enum Kind: String { case missed, wrong }

    let kind: Kind
    /// The label of gold.
    let label: String
    let score: Double
    /// The topics that mean the label and were found, or nearly so, the surest first.
    let topics: [Topic]

    /// The faults of a measured text, the wrong labels first.
    static func all(of place: Int, in measuring: TopicMeasuring) -> [TopicFault] {
        let (text, found) = (measuring.evaluation.texts[place], measuring.found[place])
        func score(_ label: String) -> Double { text.scores[label] ?? 0 }
        func order(_ labels: Set<String>) -> [String] {
            labels.sorted { (score($1), $0) < (score($0), $1) }
        }
        return order(text.wrong).map {
            TopicFault(kind: .wrong, label: $0, score: score($0), topics: measuring.topics($0, found.given))
        }
            + order(text.missed).map {
                TopicFault(kind: .missed, label: $0, score: score($0), topics: measuring.topics($0, found.near))
            }
    }
}

/// A piece of evidence with what stands there.
struct ShownEvidence {
    let evidence: Topic.Evidence
    /// The words of the text; empty when they are not known.
    let surface: String

    init(_ evidence: Topic.Evidence, in document: Document?) {
        self.evidence = evidence
        let text = evidence.field.map { Text(document?.fields[$0]?.string ?? "") } ?? document?.text
        surface = text.flatMap { $0.isValid(evidence.span) ? $0[evidence.span] : nil } ?? ""
    }

    /// The pieces of a topic that weigh most, each term once with the sum of its mentions.
    static func strongest(_ topic: Topic, in document: Document?, most: Int) -> [ShownEvidence] {
        var places: [String: Int] = [:]
        var merged: [Topic.Evidence] = []
        for piece in topic.evidence {
            if let place = places[piece.term] {
                merged[place].weight += piece.weight
            } else {
                places[piece.term] = merged.count
                merged.append(piece)
            }
        }
        let ranked = merged.enumerated().sorted {
            (abs($1.element.weight), $0.offset) < (abs($0.element.weight), $1.offset)
        }
        return ranked.prefix(most).map { ShownEvidence($0.element, in: document) }
    }

    /// `+0.32 'tariff' "Tariffs"`.
    var line: String {
        let weight = EvaluationText.signed(evidence.weight)
        let words = surface.isEmpty ? "" : " \"\(Visible.line(surface, longest: 40))\""
        return "\(weight) '\(Visible.line(evidence.term, longest: 40))'\(words)"
    }
}

extension TopicGold {
    /// The title, or the beginning of the text, on one line.
    func beginning(_ length: Int) -> String {
        let title = fields["title"]?.string ?? ""
        return Visible.line(title.isEmpty ? text.string.prefix(length * 2) : title.prefix(length * 2), longest: length)
    }
}
