public import DocumentModel
public import StageKit

/// A pipeline file that was read and found right: what a run will do.
public struct Plan: Sendable {
    /// The value of `pipeline`.
    public let name: String
    /// The value of `description`.
    public let description: String?
    /// The file as the user named it.
    public let file: String
    /// The folder that relative paths start from: the file's.
    public let baseFolder: String
    /// The stages in their order: first sources, then transforms, then sinks.
    public let stages: [PlannedStage]
    /// The settings under `run`.
    public let run: RunSettings
    /// The variables of the file with their resolved values, all text.
    public let variables: Fields

    /// Makes every stage for a run, in order.
    ///
    /// - Throws: ``Diagnostics`` with the problems of all stages that could not be made.
    public func makeStages(bundledFiles: [String: StaticString] = [:]) throws -> [any Stage] {
        try makeStages(bundledFiles: bundledFiles, opened: nil)
    }

    /// The same, taking down which files the stages read.
    package func makeStages(bundledFiles: [String: StaticString], opened: OpenedFiles?) throws -> [any Stage] {
        let (made, problems) = stages.made(bundledFiles: bundledFiles, opened: opened)
        // What is only odd keeps nobody from running; lint shows it.
        guard !Diagnostics(problems).hasErrors else { throw Diagnostics(problems) }
        return made
    }
}

extension [PlannedStage] {
    /// Makes each stage; those that can be made, and every problem, also between them.
    func made(bundledFiles: [String: StaticString], opened: OpenedFiles? = nil) -> (
        stages: [any Stage], problems: [Diagnostic]
    ) {
        var made: [(planned: PlannedStage, stage: any Stage)] = []
        var problems: [Diagnostic] = []
        for stage in self {
            do {
                let value = try stage.makeStage(bundledFiles: bundledFiles, opened: opened)
                made.append((stage, value))
                problems += value.warnings
            } catch {
                problems += stage.diagnostics(of: error)
            }
        }
        return (made.map(\.stage), problems + SharedOutput.problems(in: made))
    }
}

/// One entry of the list of stages, checked.
public struct PlannedStage: Sendable {
    /// Its name in this file, unique: the `name` given, or the stage's own, numbered when it comes again.
    public let name: String
    /// What the stage says of itself.
    public let about: About
    /// The stage.
    public let type: any Stage.Type
    /// The options as they stand in the file, after interpolation and overrides; nothing or a mapping.
    public let options: Node
    /// Where the stage is named.
    public let location: SourceLocation?
    /// What becomes of a document that fails here, when that differs from the run's setting.
    public let onError: OnError?
    /// The folder that relative paths start from.
    public let baseFolder: String
    /// Holds the decoded options; makes the stage from them.
    let make: @Sendable (StageSetup) throws -> any Stage

    /// Source, transform or sink.
    public var role: StageRole { type.role }

    /// Makes the stage for a run.
    ///
    /// - Throws: what the stage's `init` throws; ``diagnostics(of:)`` gives such an error its place.
    public func makeStage(bundledFiles: [String: StaticString] = [:]) throws -> any Stage {
        try makeStage(bundledFiles: bundledFiles, opened: nil)
    }

    /// The same, taking down which files the stage reads.
    package func makeStage(bundledFiles: [String: StaticString], opened: OpenedFiles?) throws -> any Stage {
        let setup = StageSetup(
            stage: name, baseFolder: baseFolder, location: location, bundledFiles: bundledFiles,
            readYAML: { try YAML.read(bytes: $0, file: $1) }, opened: opened)
        return try make(setup)
    }

    /// An error of ``makeStage(bundledFiles:)`` as diagnostics, each with a place: its own, or the stage's entry.
    public func diagnostics(of error: any Error) -> [Diagnostic] {
        error.diagnostics(code: Code.stageFailed.rawValue, problem: "'\(name)' cannot be made").map { problem in
            guard let place = problem.location else {
                var placed = problem
                placed.location = location
                return placed
            }
            guard let location, place.file != location.file, !place.file.hasPrefix("<--set") else { return problem }
            var explained = problem
            explained.hint = (problem.hint.map { "\($0); " } ?? "") + "read by '\(name)' at \(location)"
            return explained
        }
    }
}

/// What became of a pipeline file.
public struct PlanResult: Sendable {
    /// What to run; nil when there are errors.
    public let plan: Plan?
    /// Every problem found, in the order of the text; warnings may come with a plan.
    public let diagnostics: [Diagnostic]
}
