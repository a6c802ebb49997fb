import Analysis
import StageKit

/// The coverage of a taxonomy, for people and as data.
struct CoveragePage {
    /// How much is listed unless everything is asked for.
    private static let most = 20

    private let coverage: TopicCoverage
    private let listsAll: Bool

    init(_ coverage: TopicCoverage, listsAll: Bool) {
        self.coverage = coverage
        self.listsAll = listsAll
    }

    private var silentTerms: [(label: String, text: String)] {
        coverage.topics.flatMap { topic in topic.terms.filter { $0.documents == 0 }.map { (topic.label, $0.text) } }
    }
    private var silentRules: [(label: String, text: String)] {
        coverage.topics.flatMap { topic in topic.rules.filter { $0.documents == 0 }.map { (topic.label, $0.text) } }
    }

    /// The page for people.
    var text: String {
        let terms = coverage.topics.reduce(0) { $0 + $1.terms.count }
        let rules = coverage.topics.reduce(0) { $0 + $1.rules.count }
        var lines = [
            "\(Wording.counted(coverage.documents, "article")), \(Wording.counted(coverage.topics.count, "topic")): "
                + "\(coverage.withoutTopic) without a topic",
            "", "topic, articles, terms that fired, the most frequent terms:",
        ]
        let width = coverage.topics.map(\.label.count).max() ?? 0
        for topic in coverage.topics {
            let fired = topic.terms.filter { $0.documents > 0 }.sorted { $0.documents > $1.documents }
            let best = fired.prefix(4).map { "\($0.text) \($0.documents)" }.joined(separator: ", ")
            let taken = topic.takenAway == 0 ? "" : ", \(topic.takenAway) taken away"
            lines.append(
                "  \(topic.label.padded(to: width))  \(topic.documents)\(taken)  \(fired.count)/\(topic.terms.count)  \(best)"
            )
            lines += topic.rules.filter { $0.documents > 0 }.map { "    rule held in \($0.documents): \($0.text)" }
        }
        let pairs = coverage.pairs(Self.most)
        if !pairs.isEmpty { lines += ["", "topics that come together (share of the rarer one):"] }
        lines += pairs.map {
            "  \($0.a) + \($0.b)  \($0.documents)  \(Wording.decimal($0.share, places: 2))"
        }
        lines += list("terms that never fired: \(silentTerms.count) of \(terms)", silentTerms)
        if rules > 0 { lines += list("rules that never held: \(silentRules.count) of \(rules)", silentRules) }
        if !coverage.examplesWithoutTopic.isEmpty {
            lines += ["", "articles without a topic:"] + coverage.examplesWithoutTopic.map { "  \($0)" }
            let more = coverage.withoutTopic - coverage.examplesWithoutTopic.count
            if more > 0 { lines.append("  and \(more) more") }
        }
        return lines.joined(separator: "\n")
    }

    private func list(_ title: String, _ items: [(label: String, text: String)]) -> [String] {
        let shown = listsAll ? items[...] : items.prefix(Self.most)
        let more = items.count - shown.count
        return ["", title] + shown.map { "  \($0.label): \($0.text)" }
            + (more > 0 ? ["  and \(more) more; '--never' lists them"] : [])
    }

    /// The page as data.
    var value: Value {
        [
            "articles": .number("\(coverage.documents)"), "without-topic": .number("\(coverage.withoutTopic)"),
            "examples-without-topic": .list(coverage.examplesWithoutTopic.map { .string($0) }),
            "topics": .list(
                coverage.topics.map { topic in
                    [
                        "label": .string(topic.label), "articles": .number("\(topic.documents)"),
                        "taken-away": .number("\(topic.takenAway)"),
                        "terms": .list(
                            topic.terms.map {
                                [
                                    "term": .string($0.text), "weight": .number("\($0.weight)"),
                                    "articles": .number("\($0.documents)"),
                                ]
                            }),
                        "rules": .list(
                            topic.rules.map { ["rule": .string($0.text), "articles": .number("\($0.documents)")] }),
                    ]
                }),
            "together": .list(
                coverage.pairs(200).map {
                    [
                        "topics": [.string($0.a), .string($0.b)], "articles": .number("\($0.documents)"),
                        "share": .number("\($0.share)"),
                    ]
                }),
        ]
    }
}
