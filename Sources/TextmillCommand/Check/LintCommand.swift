import ArgumentParser
import Diagnostics
import Formats
import FoundationEssentials
import PipelineFile

/// `textmill lint`: every problem of pipeline files, without reading a document.
struct LintCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Checks pipeline files and reports every problem.",
        discussion: """
            In a folder, every file that ends in .yaml or .yml is checked. The exit code is 78 when there is an error, \
            0 when there is none; warnings alone do not count.

            Examples:
              textmill lint Pipelines/news.yaml
              textmill lint Pipelines --format github
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github, sarif }

    @Argument(help: "Pipeline files, or folders of them.")
    var files: [String]

    @ArgumentParser.Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Check with a changed variable or option; may come several times.", valueName: "name=value"))
    var overrides: [String] = []

    @ArgumentParser.Option(help: "How to print the problems.")
    var format = Format.text

    func run(_ program: Program) throws -> ExitStatus {
        var problems: [Diagnostic] = []
        var paths: [String] = []
        for file in files {
            do { paths += try Self.paths(file) } catch {
                problems += error.diagnostics(code: "unreadable-file", problem: "cannot read '\(file)'")
            }
        }
        let environment = ProcessInfo.processInfo.environment
        for path in paths {
            do {
                problems += PipelineFile.lint(
                    bytes: try FileReading.contents(of: path, limit: LoadedPipeline.mostBytes), file: path,
                    stages: program.stages, environment: environment, overrides: overrides,
                    bundledFiles: program.bundledFiles)
            } catch {
                problems += error.diagnostics(code: "unreadable-file", problem: "cannot read '\(path)'")
            }
        }
        try print(problems, fileCount: paths.count)
        return Diagnostics(problems).hasErrors ? .wrongPipeline : .success
    }

    /// The file itself, or the pipeline files of a folder.
    private static func paths(_ file: String) throws -> [String] {
        guard NewFile.isFolder(file) else { return [file] }
        let found = try FileListing(in: ".", endings: [".yaml", ".yml"]).files([(file, nil)], allowEmpty: true)
        guard !found.isEmpty else {
            throw Diagnostic(
                "no-pipeline", "the folder '\(file)' has no pipeline file", hint: "looked for *.yaml and *.yml")
        }
        return found.map(\.path)
    }

    private func print(_ problems: [Diagnostic], fileCount: Int) throws {
        switch format {
        case .text:
            if !problems.isEmpty { try Console.print(DiagnosticReport.text(problems)) }
            let errors = problems.count { $0.severity == .error }
            let count = errors == 0 ? "no errors" : Wording.counted(errors, "error")
            Console.say("\(count) in \(Wording.counted(fileCount, "file"))")
        case .json: try Console.print(DiagnosticReport.json(problems))
        case .github: if !problems.isEmpty { try Console.print(DiagnosticReport.github(problems)) }
        case .sarif: try Console.print(DiagnosticReport.sarif(problems))
        }
    }
}
