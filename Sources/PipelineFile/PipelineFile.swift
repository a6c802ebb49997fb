public import Diagnostics
public import StageKit

/// Reads pipeline files: YAML in, a checked plan out.
///
/// Every problem of a file is found at once and has its place; only text that is not YAML hides what comes after it.
public enum PipelineFile {
    /// Reads a pipeline file and checks all of it that can be checked without making the stages.
    ///
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - file: Its name, for messages; relative paths in it start from its folder.
    ///   - stages: The stages it may use.
    ///   - environment: Where `${NAME}` is looked up after the file's variables.
    ///   - overrides: The texts of `--set`, such as `stages.extract-entities.labels=[ORG]` or `inbox=/data/inbox`.
    public static func read(
        bytes: [UInt8], file: String, stages: [any Stage.Type], environment: [String: String] = [:],
        overrides: [String] = []
    ) -> PlanResult {
        var reader = PlanReader(file: file, stages: StageIndex(stages), environment: environment)
        reader.read(bytes, overrides: overrides)
        return reader.result
    }

    /// Reads a pipeline file and makes its stages, so that also missing files and the like are found.
    ///
    /// - Returns: Every problem in the order of the text; empty when all is well.
    public static func lint(
        bytes: [UInt8], file: String, stages: [any Stage.Type], environment: [String: String] = [:],
        overrides: [String] = [], bundledFiles: [String: StaticString] = [:]
    ) -> [Diagnostic] {
        var reader = PlanReader(file: file, stages: StageIndex(stages), environment: environment)
        reader.read(bytes, overrides: overrides)
        reader.makeStages(bundledFiles: bundledFiles)
        return reader.result.diagnostics
    }
}

/// The keys of a pipeline file.
enum PipelineKey: String, CaseIterable {
    case pipeline, description, variables, stages, run

    /// What it is for.
    var help: String {
        switch self {
        case .pipeline: "The name of the pipeline: lower-case letters, digits and dashes."
        case .description: "What the pipeline does, for people."
        case .variables: "Values for ${NAME} in this file; --set NAME=value replaces them."
        case .stages: "The stages in their order: first sources, then transforms, then sinks."
        case .run: "Settings of a run."
        }
    }
}
