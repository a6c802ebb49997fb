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
        /// The rules behind each of ``changes``, as far as the stage tells; as many as there are changes.
        let rules: [[String]]
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
        rules = Self.rules(of: changes, step.explanations)
        fields = Self.changes(step.before.fields, step.after.fields)
        let before = Finding.all(in: step.before)
        let after = Finding.all(in: step.after, explained: step.explanations)
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

    /// The reasons that a stage gives for edits, each once, for the changes they are part of.
    private static func rules(of changes: [TextDifference.Change], _ explanations: [Explanation]) -> [[String]] {
        var rules = [[String]](repeating: [], count: changes.count)
        for explanation in explanations {
            guard case .edit(let span) = explanation.subject else { continue }
            var (low, high) = (0, changes.count)
            while low < high {
                let middle = (low + high) / 2
                if changes[middle].before.end < span.start { low = middle + 1 } else { high = middle }
            }
            while low < changes.count, changes[low].before.start <= span.end {
                let change = changes[low].before
                if change.overlaps(span) || change.isEmpty || span.isEmpty {
                    for reason in explanation.reasons where !rules[low].contains(reason.text) {
                        rules[low].append(reason.text)
                    }
                }
                low += 1
            }
        }
        return rules
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
