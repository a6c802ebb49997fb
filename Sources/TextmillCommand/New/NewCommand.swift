import ArgumentParser

/// `textmill new`: the beginnings of a stage and of a pipeline.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begins a stage or a pipeline file.",
        discussion: """
            Examples:
              textmill new stage drop-short
              textmill new stage drop-doubles --role corpus-transform
              textmill new pipeline nightly --folder Pipelines
            """,
        subcommands: [NewStageCommand.self, NewPipelineCommand.self])
}
