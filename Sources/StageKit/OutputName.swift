/// Names of outputs that may say which run wrote them: `out/articles-{date}.jsonl`.
///
/// `{date}` is the day on which the run began (`2026-11-29`), `{run}` its number, `{pipeline}` the pipeline's name.
public enum OutputName {
    private static let known = ["date", "run", "pipeline"]

    /// Checks the placeholders of a path.
    ///
    /// - Throws: ``Diagnostic`` `unknown-placeholder`.
    public static func check(_ path: Path) throws {
        for name in placeholders(path.text) where !known.contains(String(name)) {
            let near = nearestName(to: String(name), among: known)
            throw Diagnostic(
                "unknown-placeholder", "a path has no placeholder '{\(name)}'", at: path.location,
                hint: near.map { "did you mean '{\($0)}'?" } ?? "there are {date}, {run} and {pipeline}")
        }
    }

    /// Puts the run's own values in.
    ///
    /// - Throws: ``Diagnostic`` `no-run` when the path has placeholders and the run no ledger.
    public static func path(_ path: String, _ opening: SinkOpening?) throws -> String {
        guard !placeholders(path).isEmpty else { return path }
        guard let run = opening?.run else {
            throw Diagnostic(
                "no-run", "'\(path)' needs the number and the day of the run, which only a run with a ledger has",
                at: SourceLocation(file: path), hint: "leave '--state none' out, or name the file without braces")
        }
        return path.replacing("{pipeline}", with: run.pipeline).replacing("{run}", with: "\(run.number)")
            .replacing("{date}", with: run.date)
    }

    /// The lower-case words in braces.
    private static func placeholders(_ path: String) -> [Substring] {
        path.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            guard let end = part.firstIndex(of: "}") else { return nil }
            let name = part[..<end]
            return !name.isEmpty && name.allSatisfy { $0.isLowercase || $0 == "-" } ? name : nil
        }
    }
}
