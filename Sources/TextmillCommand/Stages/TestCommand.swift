import PipelineFile
import ArgumentParser
import StageKit
import StageTesting

/// `textmill test`: runs the examples of stages and holds the stages to the contract.
struct TestCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the examples of the stages, as 'swift test' does.",
        discussion: """
            Each example runs as it stands, twice, in parallel, and behind a prefix of multi-byte characters; only \
            declared layers may change, and every span must lie on character boundaries.

            Examples:
              textmill test
              textmill test drop-short
            """)

    @Argument(help: "The stages to test; without a name, all are.")
    var names: [String] = []

    func run(_ program: Program) async throws -> ExitStatus {
        guard let stages = program.stages(named: names) else { return .wrongArguments }
        let contract = StageContract(
            stages: program.stages, bundledFiles: program.bundledFiles,
            readYAML: { try YAML.read(bytes: $0, file: $1) })
        var failed = 0
        for stage in stages {
            let problems = await contract.problems(of: stage)
            if problems.isEmpty {
                try Console.print(
                    "ok      \(stage.about.name) (\(Wording.counted(stage.about.examples.count, "example")))")
            } else {
                failed += 1
                try Console.print("FAILED  \(stage.about.name)")
                for problem in problems { try Console.print(problem.indented(by: "        ")) }
            }
        }
        if failed > 0 { Console.say("\(Wording.counted(failed, "stage")) of \(stages.count) failed") }
        return failed == 0 ? .success : .failures
    }
}
