import ArgumentParser
import Diagnostics
import Ledger
import PipelineFile
import StageKit

/// The quarantine of a pipeline, for commands that look at it without running the pipeline.
struct QuarantineStore {
    let ledger: Ledger
    let plan: Plan

    /// Reads the pipeline file, as far as its name and state folder go, and opens the ledger.
    ///
    /// - Returns: nil when the pipeline file is wrong, which was said.
    /// - Throws: ``Diagnostic`` `no-ledger` when there is none.
    init?(_ pipeline: PipelineArguments, state: String?, _ program: Program) throws {
        guard let plan = LoadedPipeline.plan(pipeline, program) else { return nil }
        try self.init(plan, StateFolder.path(state, plan))
    }

    /// Opens the ledger of a state folder; nil for none.
    init(_ plan: Plan, _ folder: String?) throws {
        guard let folder, let ledger = try Ledger(existing: folder) else {
            throw Diagnostic(
                "no-ledger", "the pipeline '\(plan.name)' has no ledger" + (folder.map { " in '\($0)'" } ?? ""),
                at: SourceLocation(file: plan.file),
                hint: "its first run makes one; '--state FOLDER' names another folder")
        }
        self.plan = plan
        self.ledger = ledger
    }

    /// The ids that name nothing in the quarantine, each as a problem.
    func unknown(_ ids: [String]) throws -> [Diagnostic] {
        var seen: Set<String> = []
        return try ids.compactMap { id in
            guard seen.insert(id).inserted else { return nil }
            var filter = QuarantineFilter(pipeline: plan.name)
            filter.ids = [id]
            guard try ledger.quarantinedCount(filter) == 0 else { return nil }
            return Diagnostic(
                "not-in-quarantine", "'\(id)' is not in the quarantine of '\(plan.name)'",
                hint: "'textmill quarantine list \(plan.file)' shows what is")
        }
    }

    /// Says what is wrong with the arguments.
    static func say(_ problems: [Diagnostic]) -> ExitStatus {
        for problem in problems { Console.say(problem.rendered()) }
        return .wrongArguments
    }

    /// Does something with the documents that are meant, unless one is named that is not there.
    func with(_ arguments: QuarantineArguments, _ body: (QuarantineFilter) throws -> ExitStatus) throws -> ExitStatus {
        let unknown = try unknown(arguments.ids)
        return unknown.isEmpty ? try body(arguments.filter(plan.name)) : Self.say(unknown)
    }

    /// That there is nothing, in words.
    func nothing(_ arguments: QuarantineArguments) -> String {
        arguments.areEmpty
            ? "\(plan.name): the quarantine is empty" : "\(plan.name): nothing of that kind is in quarantine"
    }
}
