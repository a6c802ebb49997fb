import ArgumentParser
import DocumentModel
import Formats
import PipelineFile

/// `textmill schema`: what editors need to complete and check pipeline files.
struct SchemaCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of pipeline files.",
        discussion: """
            Editors with a YAML language server take it through the first line of a pipeline file:
              # yaml-language-server: $schema=textmill.schema.json

            Example:
              textmill schema --output Pipelines/textmill.schema.json
            """)

    @Option(help: ArgumentHelp("Write it to a file.", valueName: "file"))
    var output: String?

    func run(_ program: Program) throws -> ExitStatus {
        let text = JSONText.pretty(PipelineSchema.json(stages: program.stages))
        guard let output else {
            try Console.print(text)
            return .success
        }
        let file = try openOutput(output)
        do {
            try file.write(Array("\(text)\n".utf8))
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
        return .success
    }
}
