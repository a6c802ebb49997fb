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
        var chosen: [any Stage.Type] = []
        for name in names {
            guard let stage = program.stage(named: name) else {
                let near = nearestName(to: name, among: program.stages.map { $0.about.name })
                let hint = near.map { "did you mean '\($0)'? " } ?? ""
                Console.say(
                    Diagnostic(
                        "unknown-stage", "there is no stage '\(name)'",
                        hint: "\(hint)'textmill stages' lists all stages"
                    ).rendered())
                return .wrongArguments
            }
            chosen.append(stage)
        }
        let stages = (chosen.isEmpty ? program.stages : chosen).map { StageDescription($0) }
        switch format {
        case .text where chosen.isEmpty: try Console.print(StageList.text(stages))
        case .text: try Console.print(stages.map(StagePage.text).joined(separator: "\n\n"))
        case .markdown: try Console.print(StagePage.markdown(stages))
        case .json: try Console.print(JSONText.pretty(.list(stages.map(\.value))))
        }
        return .success
    }
}
