import ArgumentParser
import Diagnostics
import Glibc
public import StageKit

/// The command line as a library: a program with stages of one's own is a `main` of one call.
///
/// ```swift
/// import Plugins
/// import TextmillCommand
///
/// await Textmill.main(stages: Plugins.registeredStages + registeredStages, bundledFiles: Plugins.bundledFiles)
/// ```
public enum Textmill {
    /// Runs the command line with the arguments of the process and ends the process.
    ///
    /// - Parameters:
    ///   - stages: the stages that pipeline files may name. Of two with one name the later one wins, so that a
    ///     program can put its own in place of a shipped one.
    ///   - bundledFiles: the data files that travel in the program, by their path from the folder of all stages.
    public static func main(stages: [any Stage.Type], bundledFiles: [String: StaticString] = [:]) async -> Never {
        // A reader that goes away is an error of the write, which can be said, and no death of the process.
        signal(SIGPIPE, SIG_IGN)
        let program = Program(stages: stages, bundledFiles: bundledFiles)
        let subcommand: any Subcommand
        do {
            var command = try RootCommand.parseAsRoot()
            guard let chosen = command as? any Subcommand else {
                try command.run()
                exit(ExitStatus.success.code)
            }
            subcommand = chosen
        } catch {
            end(withArguments: error)
        }
        let status = await Console.$logFormat.withValue(subcommand.logFormat) {
            do { return try await subcommand.run(program) } catch {
                Failure.say(error)
                return ExitStatus.stopped
            }
        }
        exit(status.code)
    }

    /// Says what is wrong with the arguments, or shows the help that they ask for, and ends the process.
    private static func end(withArguments error: any Error) -> Never {
        let code = RootCommand.exitCode(for: error)
        if code != .success, LogFormat(of: CommandLine.arguments) == .json {
            Console.$logFormat.withValue(.json) {
                Console.say(Diagnostic("wrong-arguments", RootCommand.message(for: error)))
            }
            exit(code.rawValue)
        }
        RootCommand.exit(withError: error)
    }
}

/// What the program consists of; every command is given it.
struct Program: Sendable {
    /// The stages in the order given, each name once.
    let stages: [any Stage.Type]
    /// The data files that travel in the program.
    let bundledFiles: [String: StaticString]

    init(stages: [any Stage.Type], bundledFiles: [String: StaticString]) {
        var places: [String: Int] = [:]
        var list: [any Stage.Type] = []
        for stage in stages {
            if let place = places[stage.about.name] {
                list[place] = stage
            } else {
                places[stage.about.name] = list.count
                list.append(stage)
            }
        }
        self.stages = list
        self.bundledFiles = bundledFiles
    }

    /// The stage of a name.
    func stage(named name: String) -> (any Stage.Type)? { stages.first { $0.about.name == name } }
}
