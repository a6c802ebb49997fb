import Analysis
import Formats
import StageKit

/// What an earlier result says, as `--format json` or `--save` wrote it.
struct Baseline {
    let file: String
    /// F1 of all.
    let micro: Double?
    let macro: Double?
    /// F1 of each label.
    let labels: [String: Double]
    /// The counts of each text by its id.
    let texts: [String: PairCounts]

    /// Reads a result.
    ///
    /// - Parameter scheme: the scheme whose F1s are compared; nil for a subject that has one F1.
    /// - Throws: ``Diagnostic`` when it cannot be read, is no result, or is one of another subject or version.
    init(file: String, subject: String, scheme: MatchScheme?) throws {
        let bytes = try FileReading.contents(of: file, limit: 1 << 30)
        let value: Value
        do { value = try Value(json: bytes) } catch { throw error.diagnostic(in: file, line: 1) }
        func wrong(_ cause: String) -> Diagnostic {
            Diagnostic(
                "bad-baseline", "'\(file)' is no result to compare with", at: SourceLocation(file: file), cause: cause,
                hint: "'textmill evaluate \(subject) … --save \(file)' writes one")
        }
        guard let result = value.object, result["format"]?.string == EvaluationResult.format else {
            throw wrong("it does not say that it is a \(EvaluationResult.format)")
        }
        guard result["version"]?.integer == EvaluationResult.version else {
            let version = result["version"]?.json ?? "none"
            throw wrong("its version is \(version), and this program reads \(EvaluationResult.version)")
        }
        guard result["subject"]?.string == subject else {
            throw wrong("it measures \(result["subject"]?.string ?? "nothing"), not \(subject)")
        }
        guard let scores = result["scores"]?.object, let texts = result["texts"]?.list else {
            throw wrong("it has no scores or no texts")
        }
        func f1(_ value: Value?) -> Double? {
            (scheme.map { value?.object?[$0.rawValue] } ?? value)?.object?["f1"]?.double
        }
        self.file = file
        micro = f1(scores["micro"])
        macro = f1(scores["macro"])
        var labels: [String: Double] = [:]
        let ofLabels = scores["labels"]?.object ?? Fields()
        for index in 0..<ofLabels.count {
            labels[ofLabels[at: index].name] = f1(ofLabels[at: index].value)
        }
        self.labels = labels
        var counts: [String: PairCounts] = [:]
        for text in texts {
            guard let id = text.object?["id"]?.string, let gold = text.object?["gold"]?.integer,
                let found = text.object?["found"]?.integer, let correct = text.object?["correct"]?.integer,
                gold >= 0, found >= 0, correct >= 0, correct <= min(gold, found), max(gold, found) < 1 << 40
            else { throw wrong("a text of it has no id or no counts") }
            counts[id] = PairCounts(gold: gold, found: found, correct: correct)
        }
        self.texts = counts
    }
}
