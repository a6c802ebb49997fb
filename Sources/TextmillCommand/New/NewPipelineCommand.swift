import ArgumentParser

/// `textmill new pipeline`: a pipeline file that runs, with comments that say what may be changed.
struct NewPipelineCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "Writes a pipeline file that runs, with comments.",
        discussion: """
            Example:
              textmill new pipeline nightly --folder Pipelines
            """)

    @Argument(help: "The name of the pipeline; the file is NAME.yaml.")
    var name: String

    @Option(help: "The folder for the file.")
    var folder = "."

    func run(_ program: Program) throws -> ExitStatus {
        Failure.said(.stopped) {
            let name = try NewName(name, of: "pipeline")
            let file = folder == "." ? "\(name.text).yaml" : "\(folder)/\(name.text).yaml"
            try NewFile.write(Self.text(name), to: file)
            try Console.print(
                """
                Wrote \(file).

                Next:
                  1. Put articles into the folder 'articles' beside it, or say in it where they are.
                  2. textmill lint \(file)
                  3. textmill run \(file)

                'textmill schema --output \(folder == "." ? "" : "\(folder)/")textmill.schema.json' \
                makes editors complete and check the file.
                """)
        }
    }

    private static func text(_ name: NewName) -> String {
        """
        # yaml-language-server: $schema=textmill.schema.json
        pipeline: \(name.text)
        description: Say here in one sentence what it is for.

        # Values that the environment or --set may change: textmill run \(name.text).yaml --set inbox=elsewhere
        variables:
          inbox: ${INBOX:-articles}

        # Documents go through the stages from top to bottom; 'textmill stages' lists all there are.
        # Relative paths start from the folder of this file.
        stages:
          - load-files:
              paths: ["${inbox}/*.txt"]
          - drop-short:
              words: 5
          - export-jsonl:
              path: \(name.text).jsonl

        run:
          on-error: quarantine      # a document that fails is kept aside, the others go on; or: fail
          allow-failures: 2%        # more than that, and the exit code is 1

        """
    }
}
