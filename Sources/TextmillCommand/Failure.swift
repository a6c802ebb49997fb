import Diagnostics

/// Turns what a command throws into messages and an exit status.
enum Failure {
    /// Does the work; problems are printed to standard error, and the end is `status`, or wrong arguments for a name
    /// that cannot be.
    static func said(_ status: ExitStatus, _ work: () throws -> Void) -> ExitStatus {
        do {
            try work()
            return .success
        } catch {
            say(error)
            return (error as? Diagnostic)?.code == "bad-name" ? .wrongArguments : status
        }
    }

    /// Prints every problem of an error.
    static func say(_ error: any Error) {
        for problem in error.diagnostics(code: "failed", problem: "the command failed") {
            Console.say(problem)
        }
    }
}
