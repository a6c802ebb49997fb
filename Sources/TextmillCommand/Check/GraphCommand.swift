import ArgumentParser
import PipelineFile

/// `textmill graph`: a pipeline as a picture.
struct GraphCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draws the stages of a pipeline file.",
        discussion: """
            Examples:
              textmill graph Pipelines/news.yaml
              textmill graph Pipelines/news.yaml --format mermaid
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case tree, mermaid }

    @OptionGroup var pipeline: PipelineArguments

    @Option(help: "How to draw it.")
    var format = Format.tree

    func run(_ program: Program) throws -> ExitStatus {
        guard let plan = LoadedPipeline.plan(pipeline, program) else { return .wrongPipeline }
        switch format {
        case .tree: try Console.print(PipelineGraph.text(plan))
        case .mermaid: try Console.print(PipelineGraph.mermaid(plan))
        }
        return .success
    }
}
