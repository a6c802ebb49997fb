import Diagnostics

/// What a run says with `--quiet` when it did not go well: what happened, what failed most, and where to look; in at most
/// twenty lines, for a mail that is read half asleep.
struct BadNight {
    /// The last line of what happened, and the sum.
    var summary: [String]
    /// What went wrong in the run as a whole.
    var problems: [Diagnostic]
    var failures: [FailureKind]
    /// Where each stage stands in the pipeline file.
    var places: [String: String]
    /// Commands that show more.
    var commands: [String]

    /// Most lines.
    static let most = 20
    private static let mostProblemLines = 10
    private static let mostFailures = 4
    /// Most characters of a line.
    private static let longest = 240

    /// The lines.
    var lines: [String] {
        var lines = problemLines + summary
        if !failures.isEmpty {
            lines.append("failed most:")
            lines += failures.prefix(Self.mostFailures).map { "  " + $0.sentence(at: places[$0.stage]) }
            let rest = failures.dropFirst(Self.mostFailures)
            if !rest.isEmpty {
                let documents = Wording.counted(rest.reduce(0) { $0 + $1.count }, "document")
                let kinds =
                    rest.contains { $0.code == nil } ? "other reasons" : Wording.counted(rest.count, "other reason")
                lines.append("  \(documents) for \(kinds)")
            }
        }
        lines += commands.enumerated().map { ($0 == 0 ? "look: " : "      ") + $1 }
        return lines.map(Self.plain)
    }

    /// As many problems as fit, each whole.
    private var problemLines: [String] {
        var lines: [String] = []
        for (index, problem) in problems.enumerated() {
            let rendered = problem.rendered().split(separator: "\n").map(String.init)
            let left = problems.count - index
            let room = Self.mostProblemLines - lines.count - (left > 1 ? 1 : 0)
            guard rendered.count <= room else {
                if lines.isEmpty { lines = Array(rendered.prefix(room)) }
                let hidden = problems.count - max(index, 1)
                if hidden > 0 { lines.append("and \(Wording.counted(hidden, "more problem"))") }
                break
            }
            lines += rendered
        }
        return lines
    }

    /// A line that is one, whatever a document held.
    private static func plain(_ line: String) -> String {
        let scalars = line.unicodeScalars.prefix(longest)
        let text = String(
            String.UnicodeScalarView(scalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        return scalars.count < line.unicodeScalars.count ? text + "…" : text
    }
}
