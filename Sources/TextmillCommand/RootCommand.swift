import ArgumentParser

/// `textmill` itself: its commands and its help.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "textmill",
        abstract: "Runs text through a pipeline of stages that a YAML file describes.",
        discussion: """
            Examples:
              textmill run Pipelines/news.yaml
              textmill quarantine list Pipelines/news.yaml
              textmill lint Pipelines
              textmill runs Pipelines/news.yaml --last 7d
              textmill explain Pipelines/news.yaml 3
              textmill evaluate entities gold.conll
              textmill stages extract-entities
              textmill schedule add Pipelines/news.yaml --at 02:30

            Data go to files or to standard output, everything else to standard error.

            Exit codes:
              0         all well
              1         finished, but more documents were quarantined than allowed, or a score is too low
              2         stopped: a source, a sink or the disk failed
              64        wrong arguments
              75        another run of this pipeline works
              78        the pipeline file is wrong
              130, 143  stopped by a signal, after a clean end
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, RunsCommand.self, QuarantineCommand.self, ShowCommand.self, ExplainCommand.self,
            EvaluateCommand.self, LintCommand.self, GraphCommand.self, SchemaCommand.self, ScheduleCommand.self,
            StagesCommand.self, TopicsCommand.self, TestCommand.self, NewCommand.self, TrainCommand.self,
        ])
}
