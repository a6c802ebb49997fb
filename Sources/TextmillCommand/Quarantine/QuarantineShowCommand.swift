import ArgumentParser
import Ledger
import PipelineFile
import StageKit

/// `textmill quarantine show`: everything about a document that failed.
struct QuarantineShowCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a document in quarantine: what was wrong, where it came from, its text as it came.",
        discussion: """
            Examples:
              textmill quarantine show news.yaml 12
              textmill quarantine show news.yaml articles/2026-11-28/0153.txt --full
            """)

    @OptionGroup var pipeline: PipelineArguments
    @Argument(help: "The document's id, or its number as 'list' shows it.") var id: String
    @Flag(help: "Show the whole text, however long.") var full = false
    @ArgumentParser.Option(help: ArgumentHelp("The folder of the ledger.", valueName: "folder")) var state: String?

    /// Most failures of one id that are shown.
    private static let most = 20

    func run(_ program: Program) throws -> ExitStatus {
        guard let loaded = LoadedPipeline(pipeline, program, opened: OpenedFiles()) else { return .wrongPipeline }
        let store = try QuarantineStore(loaded.plan, StateFolder.path(state, loaded.plan))
        let unknown = try store.unknown([id])
        guard unknown.isEmpty else { return QuarantineStore.say(unknown) }
        var filter = QuarantineFilter(pipeline: loaded.plan.name)
        filter.ids = [id]
        var records: [QuarantineRecord] = []
        try store.ledger.eachQuarantined(filter, .latestFirst, limit: Self.most) { records.append($0) }
        let now = try OutputShape(loaded, store.ledger).parts
        let pages = try records.map { record in
            QuarantineText.page(record, version: try version(record, store.ledger, now), isFull: full)
        }
        try Console.print(pages.joined(separator: "\n\n"))
        return .success
    }

    /// Which version of the pipeline the document failed in, and how that differs from the present one.
    private func version(_ record: QuarantineRecord, _ ledger: Ledger, _ now: [String: String]) throws -> String {
        guard let then = try ledger.run(record.run)?.parts else { return record.version }
        let changes = OutputShape.changes(from: then, to: now)
        return changes.isEmpty
            ? "\(record.version), as it is now" : "\(record.version), which has changed since: \(changes)"
    }
}
