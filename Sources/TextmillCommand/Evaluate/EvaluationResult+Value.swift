import Analysis
import StageKit

extension EvaluationResult {
    /// What a result calls itself.
    static let format = "textmill-evaluation"
    /// The version of its keys; a key that is added does not change it.
    static let version = 1

    /// The whole result as data, always in the same order. Offsets count code points.
    var value: Value {
        var value: Fields = [
            "format": .string(Self.format), "version": .number("\(Self.version)"), "subject": .string(subject.name),
            "gold-files": .list(goldFiles.map { .string($0) }), "found-by": .string(foundBy),
            "map": .object(mapFields), "labels": labels.map { .list($0.map { .string($0) }) } ?? .null,
            "offset-unit": "codepoint",
        ]
        let scores = evaluation.scores
        var ofLabels = Fields()
        for label in scores.labelNames { ofLabels[label] = schemes { Self.value(scores.counts(label, $0)) } }
        value["scores"] = [
            "micro": schemes { Self.value(scores.microCounts($0)) },
            "macro": schemes { scheme in
                scores.macro(scheme).map {
                    ["precision": .rounded($0.precision), "recall": .rounded($0.recall), "f1": .rounded($0.f1)]
                } ?? .null
            },
            "labels": .object(ofLabels),
        ]
        value["micro-f1-interval"] =
            interval.map { .list([.rounded($0.lowerBound), .rounded($0.upperBound)]) } ?? .null
        value["confusion"] = .list(
            evaluation.confusion.cells.map { cell, count in
                ["gold": .orNull(cell.gold), "found": .orNull(cell.found), "count": .number("\(count)")]
            })
        var left = Fields()
        for label in leftOut.keys.sorted() { left[label] = .number("\(leftOut[label] ?? 0)") }
        value["not-measured"] = .object(left)
        value["dropped-texts"] = .number("\(droppedCount)")
        if let comparison { value["comparison"] = comparison.value }
        value["limits"] = .list(limits.map(\.value))
        value["texts"] = .list(zip(gold, evaluation.texts).map(Self.value))
        return .object(value)
    }

    private var mapFields: Fields {
        var fields = Fields()
        for label in map.keys.sorted() { fields[label] = .orNull(map[label] ?? nil) }
        return fields
    }

    private func schemes(_ value: (MatchScheme) -> Value) -> Value {
        var fields = Fields()
        for scheme in subject.schemes { fields[scheme.rawValue] = value(scheme) }
        return .object(fields)
    }

    private static func value(_ counts: ScoreCounts) -> Value {
        [
            "gold": .number("\(counts.gold)"), "found": .number("\(counts.found)"),
            "correct": .number("\(counts.correctGold)"), "correct-found": .number("\(counts.correctFound)"),
            "partial": .number("\(counts.partialGold)"), "partial-found": .number("\(counts.partialFound)"),
            "incorrect": .number("\(counts.incorrectGold)"), "incorrect-found": .number("\(counts.incorrectFound)"),
            "missed": .number("\(counts.missed)"), "spurious": .number("\(counts.spurious)"),
            "precision": .rounded(counts.precision), "recall": .rounded(counts.recall), "f1": .rounded(counts.f1),
        ]
    }

    private static func value(_ gold: GoldText, _ text: Evaluation.Text) -> Value {
        var value: Fields = ["id": .string(text.id), "file": .string(gold.place.file)]
        if let line = gold.place.line { value["line"] = .number("\(line)") }
        value["gold"] = .number("\(text.counts.gold)")
        value["found"] = .number("\(text.counts.found)")
        value["correct"] = .number("\(text.counts.correct)")
        let offsets = OffsetMap(gold.text, unit: .codepoint)
        func mention(_ mention: Mention?) -> Value {
            guard let mention else { return .null }
            let span = offsets.span(mention.span)
            var fields: Fields = [
                "start": .number("\(span.start)"), "end": .number("\(span.end)"), "label": .string(mention.label),
                "text": .string(gold.text[mention.span]),
            ]
            if let given = mention.value { fields["value"] = .string(given) }
            return .object(fields)
        }
        let errors = text.outcomes.filter { $0.kind != .correct }
        value["errors"] = .list(
            errors.map { outcome in
                let context = MissContext(outcome, in: gold.text)
                return [
                    "kind": .string(outcome.kind.rawValue), "gold": mention(outcome.gold),
                    "found": mention(outcome.found), "before": .string(context.before),
                    "after": .string(context.after),
                ]
            })
        return .object(value)
    }
}

extension Comparison {
    /// The comparison as data.
    var value: Value {
        [
            "baseline": .string(file),
            "f1": .list(
                changes.map {
                    [
                        "name": .string($0.name), "before": .rounded($0.before), "now": .rounded($0.now),
                        "difference": .rounded($0.difference),
                    ]
                }), "p": .rounded(p), "test": "approximate randomisation", "trials": .number("\(Self.trials)"),
        ]
    }
}

extension LimitOutcome {
    /// The outcome as data.
    var value: Value {
        [
            "score": .string("\(limit.name).\(limit.part.rawValue)"), "least": .rounded(limit.least),
            "is": .rounded(score), "met": .boolean(isMet),
        ]
    }
}

extension Value {
    /// A number with at most six decimals; more would show the noise of the arithmetic.
    static func rounded(_ number: Double?) -> Value {
        number.map { .number("\(($0 * 1e6).rounded() / 1e6)") } ?? .null
    }

    static func orNull(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}
