import Analysis
import DocumentModel

/// What a model is made of, as JSON that travels in its file; the same training gives the same bytes.
struct TrainingManifest {
    let files: [(file: TrainingFile, content: TrainingFile.Content)]
    let dev: (file: TrainingFile, content: TrainingFile.Content)?
    let licences: [String: String]
    let options: EntityTrainer.Options
    let outcome: EntityTrainer.Outcome

    /// The manifest.
    var value: Value {
        var value: Fields = Fields()
        value["program"] = "textmill 0.1.0"
        value["labels"] = .list(outcome.labels.map { .string($0) })
        value["data"] = .list(files.map { entry($0.file, $0.content) })
        if let dev { value["dev"] = entry(dev.file, dev.content) }
        value["options"] = [
            "runs": .number("\(options.runs)"), "epochs": .number("\(options.epochs)"),
            "dropout": Self.number(Double(outcome.dropout)), "rows": .number("\(options.rows)"),
            "seed": .number("\(options.seed)"), "patience": .number("\(options.patience)"),
        ]
        value["tokens"] = .number("\(outcome.tokenCount)")
        value["features"] = .number("\(outcome.featureCount)")
        value["rows"] = .number("\(outcome.rowCount)")
        value["temperature"] = Self.number(outcome.temperature)
        if let scores = outcome.scores {
            var all = Fields()
            all["all"] = Self.value(scores.all)
            for label in scores.labels.keys.sorted() { all[label] = scores.labels[label].map(Self.value) }
            value["scores"] = .object(all)
        }
        return .object(value)
    }

    private func entry(_ file: TrainingFile, _ content: TrainingFile.Content) -> Value {
        var entry = Fields()
        entry["file"] = .string(file.name)
        entry["sha256"] = .string(content.digest)
        entry["texts"] = .number("\(content.texts.count)")
        entry["weight"] = Self.number(Double(file.weight))
        if !file.freeLabels.isEmpty { entry["free"] = .list(file.freeLabels.map { .string($0) }) }
        if let licence = licences[file.name] { entry["licence"] = .string(licence) }
        return .object(entry)
    }

    private static func value(_ counts: SpanScores.Counts) -> Value {
        [
            "precision": number(counts.precision), "recall": number(counts.recall), "f1": number(counts.f1),
            "right": .number("\(counts.right)"), "found": .number("\(counts.found)"),
            "there": .number("\(counts.there)"),
        ]
    }

    private static func number(_ value: Double) -> Value { .number(Wording.decimal(value, places: 4)) }
}

/// What a training says at its end.
enum TrainingReport {
    /// A few lines, and the scores when there was something to measure with.
    static func text(_ outcome: EntityTrainer.Outcome, out: String, byteCount: Int) -> String {
        var lines: [String] = []
        if let scores = outcome.scores {
            let width = max(5, scores.labels.keys.map(\.count).max() ?? 0)
            lines.append("\("label".padded(to: width))  precision  recall      F1   there")
            for label in scores.labels.keys.sorted() {
                if let counts = scores.labels[label] { lines.append(line(label.padded(to: width), counts)) }
            }
            lines.append(line("all".padded(to: width), scores.all))
        }
        lines.append(
            "\(out): \(Wording.size(byteCount)), \(outcome.rowCount) of \(Wording.counted(outcome.featureCount, "feature"))"
                + ", learned from \(Wording.counted(outcome.tokenCount, "token"))")
        return lines.joined(separator: "\n")
    }

    private static func line(_ label: String, _ counts: SpanScores.Counts) -> String {
        func percent(_ share: Double) -> String { Wording.decimal(share * 100, places: 2).leftPadded(to: 6) }
        return "\(label)     \(percent(counts.precision))  \(percent(counts.recall))  \(percent(counts.f1))  "
            + "\(counts.there)".leftPadded(to: 6)
    }
}
