import ArgumentParser
import Diagnostics
import StageKit

/// `textmill stages`: what stages there are, and all about one of them.
struct StagesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "stages",
        abstract: "Lists the stages, or shows the options and examples of some.",
        discussion: """
            Examples:
              textmill stages
              textmill stages extract-entities
              textmill stages --format json
              textmill stages --format markdown > Documentation/Stages.md
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    @Argument(help: "The stages to show; without a name, all are listed.")
    var names: [String] = []

    @ArgumentParser.Option(help: "How to print it.")
    var format = Format.text

    func run(_ program: Program) throws -> ExitStatus {
        guard let chosen = program.stages(named: names) else { return .wrongArguments }
        let stages = chosen.map { StageDescription($0) }
        switch format {
        case .text where names.isEmpty: try Console.print(StageList.text(stages))
        case .text: try Console.print(stages.map(StagePage.text).joined(separator: "\n\n"))
        case .markdown: try Console.print(StagePage.markdown(stages))
        case .json: try Console.print(JSONText.pretty(.list(stages.map(\.value))))
        }
        return .success
    }
}

extension Program {
    /// The stages of these names, or all when there are none; nil when one is unknown, which is then said.
    func stages(named names: [String]) -> [any Stage.Type]? {
        var chosen: [any Stage.Type] = []
        for name in names {
            guard let stage = stage(named: name) else {
                let near = nearestName(to: name, among: stages.map { $0.about.name })
                let hint = near.map { "did you mean '\($0)'? " } ?? ""
                Failure.say(
                    Diagnostic(
                        "unknown-stage", "there is no stage '\(name)'",
                        hint: "\(hint)'textmill stages' lists all stages"))
                return nil
            }
            chosen.append(stage)
        }
        return names.isEmpty ? stages : chosen
    }
}
