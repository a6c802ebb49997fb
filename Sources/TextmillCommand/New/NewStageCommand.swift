import ArgumentParser
import Diagnostics

/// `textmill new stage`: a folder with a stage that works, to change from.
struct NewStageCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Writes the folder of a new stage, whose example passes at once.",
        discussion: """
            Examples:
              textmill new stage drop-short
              textmill new stage drop-doubles --role corpus-transform
            """)

    @Argument(help: "The name in pipeline files: a verb and an object, 'drop-short'.")
    var name: String

    @Option(help: "The folder of all stages.")
    var folder = "Plugins"

    @Option(help: "The part it plays in a pipeline.")
    var role = StageTemplate.transform

    func run(_ program: Program) throws -> ExitStatus {
        Failure.said(.stopped) {
            let name = try NewName(name, of: "stage")
            guard !StageTemplate.taken.contains(name.typeName) else {
                throw Diagnostic(
                    "bad-name", "'\(name.text)' cannot be the name of a stage",
                    cause: "its Swift type would be '\(name.typeName)', which means something else in a stage's file",
                    hint: "choose a verb and an object, such as 'drop-short'")
            }
            guard program.stage(named: name.text) == nil else {
                throw Diagnostic(
                    "exists-already", "there is a stage '\(name.text)' already",
                    hint: "'textmill stages \(name.text)' shows it; choose another name")
            }
            guard NewFile.isFolder(folder) else {
                throw Diagnostic(
                    "no-folder", "there is no folder '\(folder)'",
                    hint: "run this in the package's folder, or name the folder of the stages with --folder")
            }
            let path = "\(folder)/\(name.typeName)"
            let file = "\(path)/\(name.typeName).swift"
            try NewFile.makeFolder(path)
            try NewFile.write(role.source(name), to: file)
            try Console.print(
                """
                Wrote \(file).

                Next:
                  1. Say in it what the stage does; nothing else needs an edit.
                  2. swift build
                  3. swift run textmill stages \(name.text)
                """)
        }
    }
}
