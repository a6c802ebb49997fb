import ArgumentParser

/// `textmill topics`: what a taxonomy does.
struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Shows what a taxonomy makes of articles.",
        subcommands: [TopicsCoverageCommand.self])
}
