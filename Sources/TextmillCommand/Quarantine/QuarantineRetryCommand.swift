import ArgumentParser
import Diagnostics
import Engine
import Ledger
import PipelineFile
import StageKit

/// `textmill quarantine retry`: runs documents that failed through the pipeline as it is now.
struct QuarantineRetryCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Runs documents in quarantine through the pipeline again, as it and they are now.",
        discussion: """
            Examples:
              textmill quarantine retry news.yaml
              textmill quarantine retry news.yaml --stage extract-entities
              textmill quarantine retry news.yaml 12 13

            The sources are read again and everything else in them is passed over. Documents that succeed are added to \
            the outputs and leave the quarantine; one that fails again stays, with the new error. Exit codes are those \
            of 'textmill run'; 1 also when a document is in no source any more.
            """)

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var documents: QuarantineArguments
    @OptionGroup var options: WorkOptions

    var logFormat: LogFormat { options.logFormat }

    func run(_ program: Program) async throws -> ExitStatus {
        guard let loaded = LoadedPipeline(pipeline, program, opened: OpenedFiles()) else { return .wrongPipeline }
        let folder = StateFolder.path(options.state, loaded)
        let store = try QuarantineStore(loaded.plan, folder)
        if let problem = Self.cannotAdd(loaded) {
            Failure.say(problem)
            return .stopped
        }
        let unknown = try store.unknown(documents.ids)
        guard unknown.isEmpty, let folder else { return QuarantineStore.say(unknown) }
        var request = RunLedger.Request(folder: folder, options: options, mode: .retry)
        request.failures = documents.filter(loaded.plan.name)
        request.whenNothing = store.nothing(documents)
        let quarantine = QuarantineFile(path: loaded.quarantinePath)
        return try await PipelineRun(loaded: loaded, options: options, quarantine: quarantine).execute(request)
    }

    /// A sink that always begins anew would be left with nothing but the documents that are tried again.
    static func cannotAdd(_ loaded: LoadedPipeline) -> Diagnostic? {
        let sink = loaded.pipeline.stages.first {
            ($0.stage as? any Sink)?.outputPath != nil && !($0.stage is any ResumableSink)
        }
        return sink.map {
            Diagnostic(
                "cannot-add", "'\($0.name)' cannot add documents to what it wrote before",
                at: SourceLocation(file: loaded.plan.file),
                hint: "'textmill run \(loaded.plan.file)' does all documents again")
        }
    }
}
