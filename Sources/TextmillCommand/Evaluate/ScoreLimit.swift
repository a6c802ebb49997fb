import Analysis
import ArgumentParser

/// A least score that a result must reach: `PERSON=0.8`, `micro.recall=0.7`.
struct ScoreLimit: Hashable {
    /// The part of a score.
    enum Part: String { case precision, recall, f1 }

    /// The label, or `micro` or `macro`.
    let name: String
    let part: Part
    /// From 0 to 1.
    let least: Double

    /// Nil when the text is no limit.
    init?(_ text: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, let least = Double(sides[1]), (0...1).contains(least) else { return nil }
        self.least = least
        // A label may hold a dot; only the names of parts are taken off.
        let dot = sides[0].lastIndex(of: ".")
        if let dot, let part = Part(rawValue: String(sides[0][sides[0].index(after: dot)...])) {
            (name, self.part) = (String(sides[0][..<dot]), part)
        } else {
            (name, part) = (String(sides[0]), .f1)
        }
        guard !name.isEmpty else { return nil }
    }

    /// What `--fail-under` asks for.
    ///
    /// - Throws: `ValidationError` with an example of a limit.
    static func all(_ arguments: [String], example: String) throws -> [ScoreLimit] {
        try arguments.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { text in
            guard let limit = ScoreLimit(String(text)) else {
                throw ValidationError(
                    "--fail-under takes 'label=least' with a number from 0 to 1, such as '\(example)', 'micro=0.78' or "
                        + "'macro.recall=0.7', and not '\(text)'")
            }
            return limit
        }
    }

    /// Scores of topics that are one number.
    private static let wholes = [
        "ranking": "ranking precision", "best": "share of best labels that are right",
        "exact": "share of texts that are right",
    ]

    /// The name of the score: `PERSON F1`.
    var description: String { Self.wholes[name] ?? "\(name) \(part == .f1 ? "F1" : part.rawValue)" }

    /// The score that is limited; nil when it is undefined or the label is not measured.
    func score(in scores: Scores, by scheme: MatchScheme) -> Double? {
        if name == "macro" {
            let macro = scores.macro(scheme)
            switch part {
            case .precision: return macro?.precision
            case .recall: return macro?.recall
            case .f1: return macro?.f1
            }
        }
        let counts = name == "micro" ? scores.microCounts(scheme) : scores.counts(name, scheme)
        switch part {
        case .precision: return counts.precision
        case .recall: return counts.recall
        case .f1: return counts.f1
        }
    }
}
