import StageKit

/// Finds sinks that would write one file, so that each would destroy the other's.
enum SharedOutput {
    /// A problem for every sink whose output another sink writes before it.
    ///
    /// Paths are compared as they are spelt, without `./` and doubled slashes. Devices can take several outputs.
    static func problems(in stages: [(planned: PlannedStage, stage: any Stage)]) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var first: [String: PlannedStage] = [:]
        for (planned, stage) in stages {
            guard let sink = stage as? any Sink, let output = output(of: sink) else { continue }
            guard let other = first[output] else {
                first[output] = planned
                continue
            }
            problems.append(
                Diagnostic(
                    .sharedOutput, "'\(planned.name)' writes \(display(output)), as '\(other.name)' does",
                    at: planned.location, hint: "give each sink a file of its own"))
        }
        return problems
    }

    private static let standardOutput = "-"

    /// What tells outputs apart; nil for a device, and for a sink that writes elsewhere.
    private static func output(of sink: any Sink) -> String? {
        guard let path = sink.outputPath else { return sink.destination == "standard output" ? standardOutput : nil }
        guard !path.hasPrefix("/dev/") else { return nil }
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private static func display(_ output: String) -> String {
        output == standardOutput ? "standard output" : "'\(output)'"
    }
}
