import Analysis
import DocumentModel

/// What a model of topics is made of, as JSON that travels in its file; the same training gives the same bytes.
struct TopicTrainingManifest {
    /// A file that was learned from.
    struct File {
        var name: String
        var digest: String
        var textCount: Int
    }

    let files: [File]
    let licences: [String: String]
    let options: TopicTrainer.Options
    /// The rules that the model asks; nil when it asks none.
    let rules: String?
    let outcome: TopicTrainer.Outcome

    /// The manifest.
    var value: Value {
        var value: Fields = Fields()
        value["program"] = "textmill 0.1.0"
        value["data"] = .list(files.map(entry))
        value["options"] = [
            "size": .number("\(options.byteLimit)"), "cost": Self.number(Double(options.cost)),
            "folds": .number("\(options.folds)"), "seed": .number("\(options.seed)"), "rules": .string(rules ?? "none"),
        ]
        value["texts"] = .number("\(outcome.textCount)")
        value["features"] = .number("\(outcome.featureCount)")
        value["rows"] = .number("\(outcome.rowCount)")
        value["weights"] = .number("\(outcome.weightCount)")
        value["one label"] = .boolean(outcome.hasOneLabel)
        var scores = Fields()
        scores["all"] = Self.value(outcome.scores.reduce(LabelCounts(), +))
        for (label, counts) in zip(outcome.labels, outcome.scores) { scores[label] = Self.value(counts) }
        value["scores of held-out texts"] = .object(scores)
        return .object(value)
    }

    private func entry(_ file: File) -> Value {
        var entry = Fields()
        entry["file"] = .string(file.name)
        entry["sha256"] = .string(file.digest)
        entry["texts"] = .number("\(file.textCount)")
        if let licence = licences[file.name] { entry["licence"] = .string(licence) }
        return .object(entry)
    }

    private static func value(_ counts: LabelCounts) -> Value {
        [
            "precision": number(counts.precision), "recall": number(counts.recall), "f1": number(counts.f1),
            "right": .number("\(counts.right)"), "found": .number("\(counts.found)"),
            "there": .number("\(counts.there)"),
        ]
    }

    private static func number(_ value: Double) -> Value { .number(Wording.decimal(value, places: 4)) }
}

/// What a training of topics says at its end.
enum TopicTrainingReport {
    /// The most labels that are listed one by one.
    private static let listed = 30

    /// The scores of held-out texts, and what was written.
    static func text(_ outcome: TopicTrainer.Outcome, out: String, byteCount: Int) -> String {
        let width = max(5, outcome.labels.map(\.count).max() ?? 0)
        var lines = ["\("label".padded(to: width))  precision  recall      F1   there"]
        let ranked = zip(outcome.labels, outcome.scores).enumerated().sorted {
            ($1.element.1.there, $0.offset) < ($0.element.1.there, $1.offset)
        }
        for (_, (label, counts)) in ranked.prefix(listed) { lines.append(line(label.padded(to: width), counts)) }
        if ranked.count > listed { lines.append("… and \(ranked.count - listed) rarer labels") }
        let all = outcome.scores.reduce(LabelCounts(), +)
        lines.append(line("all".padded(to: width), all))
        let macro = outcome.scores.reduce(0) { $0 + $1.f1 } / Double(max(outcome.scores.count, 1))
        lines.append(
            "held-out texts: micro F1 \(Wording.decimal(all.f1, places: 3)), macro F1 "
                + "\(Wording.decimal(macro, places: 3))")
        lines.append(
            "\(out): \(Wording.size(byteCount)), \(outcome.weightCount) weights of \(outcome.rowCount) of "
                + "\(Wording.counted(outcome.featureCount, "feature")), \(Wording.counted(outcome.labels.count, "label"))"
                + (outcome.hasOneLabel ? ", one a text" : "")
                + (outcome.asksRules ? ", asks the rules of 'news'" : "") + ", learned from "
                + Wording.counted(outcome.textCount, "text"))
        return lines.joined(separator: "\n")
    }

    private static func line(_ label: String, _ counts: LabelCounts) -> String {
        func percent(_ share: Double) -> String { Wording.decimal(share * 100, places: 2).leftPadded(to: 6) }
        return "\(label)     \(percent(counts.precision))  \(percent(counts.recall))  \(percent(counts.f1))  "
            + "\(counts.there)".leftPadded(to: 6)
    }
}
