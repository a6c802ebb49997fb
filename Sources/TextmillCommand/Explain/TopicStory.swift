import Engine
import PipelineFile
import StageKit

/// Why a document has a topic, or why not.
struct TopicStory {
    private let topic: Topic
    private let document: Document
    private let id: String

    /// What makes the stages that give topics tell of those that a document has not.
    static func overrides(for plan: Plan) -> [String] {
        plan.stages.filter { $0.about.name == "classify-topics" }.map { "stages.\($0.name).missed=all" }
    }

    /// Looks for the topic among those of the last stage that gave any.
    ///
    /// - Throws: ``Diagnostic`` when no stage knows the topic.
    init(_ label: String, _ trace: Trace) throws {
        id = trace.id
        let step = trace.steps.last { !$0.after.topics.isEmpty || !$0.after.missedTopics.isEmpty }
        let known = step.map { $0.after.topics + $0.after.missedTopics } ?? []
        guard let step, let topic = known.first(where: { $0.label == label }) else {
            let near = nearestName(to: label, among: known.map(\.label))
            throw Diagnostic(
                "no-such-topic", "no stage knows the topic '\(label)'", document: trace.id,
                hint: known.isEmpty
                    ? "no stage of the pipeline gave the document topics; 'classify-topics' does"
                    : near.map { "did you mean '\($0)'?" }
                        ?? "the topics are \(known.map(\.label).sorted().joined(separator: ", "))")
        }
        self.topic = topic
        document = step.after
    }

    /// The story for people.
    var text: String {
        let name = [topic.name, topic.code.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
        let score = Wording.decimal(topic.score, places: 2)
        var lines = [
            "\(id) \(topic.shortfall == nil ? "has" : "has not") the topic \(topic.label), score \(score)"
                + (name.isEmpty ? "" : ": \(name)")
        ]
        if topic.ruleScore != nil || topic.modelScore != nil {
            let parts = [("rules", topic.ruleScore), ("model", topic.modelScore)].compactMap { part, score in
                score.map { "\(part) \(Wording.decimal($0, places: 2))" }
            }
            lines.append("  score of \(parts.joined(separator: ", of "))")
        }
        if let shortfall = topic.shortfall { lines.append("  \(shortfall)") }
        let places = TextPlaces(document.text)
        for (title, evidence) in [
            ("for it", topic.evidence.filter { $0.weight >= 0 }),
            ("against it", topic.evidence.filter { $0.weight < 0 }),
        ] where !evidence.isEmpty {
            lines.append("  \(title):")
            lines += evidence.map { "    \(StoryText.line(of: $0, places, document).drop { $0 == " " })" }
        }
        lines.append("  by \(topic.provenance.stage), \(topic.provenance.rule)")
        return lines.joined(separator: "\n")
    }

    /// The story as data.
    var value: Value {
        [
            "id": .string(id), "label": .string(topic.label), "name": topic.name.map { .string($0) } ?? .null,
            "code": topic.code.map { .string($0) } ?? .null, "given": .boolean(topic.shortfall == nil),
            "score": .number("\(topic.score)"),
            "ruleScore": topic.ruleScore.map { .number("\($0)") } ?? .null,
            "modelScore": topic.modelScore.map { .number("\($0)") } ?? .null,
            "shortfall": topic.shortfall.map { .string($0) } ?? .null,
            "evidence": .list(topic.evidence.map { StoryPlaces(document).value($0) }),
        ]
    }
}
