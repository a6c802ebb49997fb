import ArgumentParser

/// One command of the command line, in its own file.
protocol Subcommand: ParsableCommand {
    /// Does the work and says how it ended.
    func run(_ program: Program) async throws -> ExitStatus
    /// How it writes standard error.
    var logFormat: LogFormat { get }
}

extension Subcommand {
    /// For people, unless the command has an option for it.
    var logFormat: LogFormat { .text }
}

/// How a command ended: the table in Documentation/CommandLine.md.
enum ExitStatus: Equatable {
    /// All well.
    case success
    /// Finished, but with failures: more documents were quarantined than allowed, or an example does not hold.
    case failures
    /// The run stopped, or the command could not do what it was asked: a source, a sink or the disk failed.
    case stopped
    /// The arguments are wrong.
    case wrongArguments
    /// Another run of this pipeline holds the lock.
    case locked
    /// The pipeline file is wrong.
    case wrongPipeline
    /// Stopped by a signal, after a clean end.
    case signalled(Int32)

    /// The number the shell sees.
    var code: Int32 {
        switch self {
        case .success: 0
        case .failures: 1
        case .stopped: 2
        case .wrongArguments: 64
        case .locked: 75
        case .wrongPipeline: 78
        case .signalled(let number): 128 + number
        }
    }
}
