import ArgumentParser

/// `textmill quarantine`: documents that failed, looked at and tried again.
struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Lists, shows, tries again, drops or exports documents that failed.",
        subcommands: [
            QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRetryCommand.self,
            QuarantineDropCommand.self, QuarantineExportCommand.self,
        ])
}
