import Analysis
import StageKit

extension TopicResult {
    /// The whole result as data, always in the same order. Offsets count code points of the text as the stages left it.
    var value: Value {
        let measuring = measuring
        var value: Fields = [
            "format": .string(EvaluationResult.format), "version": .number("\(EvaluationResult.version)"),
            "subject": "topics", "gold-files": .list(goldFiles.map { .string($0) }), "found-by": .string(foundBy),
            "map": map.value, "labels": .list(evaluation.labels.map { .string($0) }), "offset-unit": "codepoint",
        ]
        value["scores"] = scores
        value["micro-f1-interval"] =
            interval.map { .list([.rounded($0.lowerBound), .rounded($0.upperBound)]) } ?? .null
        value["thresholds"] = [
            "best": evaluation.curve.best.map(\.value) ?? .null,
            "points": .list(evaluation.curve.points.map(\.value)),
        ]
        value["confusion"] = .list(
            evaluation.confusion.cells.map { cell, count in
                ["gold": .orNull(cell.gold), "found": .orNull(cell.found), "count": .number("\(count)")]
            })
        value["gold-left-out"] = Self.value(measuring.leftOutGold)
        value["found-left-out"] = Self.value(measuring.leftOutFound)
        value["texts-left-out"] = .number("\(measuring.leftOutTexts)")
        value["dropped-texts"] = .number("\(measuring.droppedCount)")
        if let comparison { value["comparison"] = comparison.value }
        value["limits"] = .list(limits.map(\.value))
        let worst = evaluation.worst
        value["worst"] = .list(worst.prefix(100).map { .string(evaluation.texts[$0].id) })
        value["texts"] = .list(evaluation.texts.indices.map { text($0) })
        return .object(value)
    }

    private var scores: Value {
        var labels = Fields()
        for label in evaluation.labels { labels[label] = (evaluation.counts[label] ?? PairCounts()).value }
        return [
            "micro": evaluation.micro.value,
            "macro": evaluation.macro.map {
                ["precision": .rounded($0.precision), "recall": .rounded($0.recall), "f1": .rounded($0.f1)]
            } ?? .null,
            "exact": .rounded(evaluation.subsetAccuracy), "best": .rounded(evaluation.bestIsRight),
            "ranking": .rounded(evaluation.rankingPrecision), "labels": .object(labels),
        ]
    }

    private static func value(_ counts: [String: Int]) -> Value {
        var fields = Fields()
        for name in counts.keys.sorted() { fields[name] = .number("\(counts[name] ?? 0)") }
        return .object(fields)
    }

    private func text(_ place: Int) -> Value {
        let (text, gold, found) = (evaluation.texts[place], measuring.gold[place], measuring.found[place])
        var value: Fields = ["id": .string(text.id), "file": .string(gold.place.file)]
        if let line = gold.place.line { value["line"] = .number("\(line)") }
        let counts = text.counts
        value["gold"] = .number("\(counts.gold)")
        value["found"] = .number("\(counts.found)")
        value["correct"] = .number("\(counts.correct)")
        value["gold-labels"] = .list(text.gold.sorted().map { .string($0) })
        value["found-labels"] = .list(text.found.sorted().map { .string($0) })
        let faults = TopicFault.all(of: place, in: measuring)
        let places = faults.isEmpty ? nil : found.document.map { StoryPlaces($0) }
        value["errors"] = .list(
            faults.map { fault in
                [
                    "kind": .string(fault.kind.rawValue), "label": .string(fault.label),
                    "score": .rounded(fault.score),
                    "topics": .list(
                        fault.topics.map { topic in
                            [
                                "label": .string(topic.label), "score": .rounded(topic.score),
                                "shortfall": .orNull(topic.shortfall),
                                "evidence": .list(places.map { places in topic.evidence.map(places.value) } ?? []),
                            ]
                        }),
                ]
            })
        return .object(value)
    }
}

extension TopicMap {
    /// The map as data; null when labels mean themselves.
    fileprivate var value: Value {
        guard let topics else { return .null }
        var fields = Fields()
        for label in topics.keys.sorted() { fields[label] = .list((topics[label] ?? []).map { .string($0) }) }
        return .object(fields)
    }
}

extension PairCounts {
    /// The counts as data, with what is made of them.
    fileprivate var value: Value {
        [
            "gold": .number("\(gold)"), "found": .number("\(found)"), "correct": .number("\(correct)"),
            "precision": .rounded(precision), "recall": .rounded(recall),
            "f1": .rounded(gold + found == 0 ? nil : f1),
        ]
    }
}

extension ThresholdCurve.Point {
    /// The point as data.
    fileprivate var value: Value {
        [
            "threshold": .rounded(threshold), "found": .number("\(counts.found)"),
            "correct": .number("\(counts.correct)"), "precision": .rounded(counts.precision),
            "recall": .rounded(counts.recall), "f1": .rounded(counts.f1),
        ]
    }
}
