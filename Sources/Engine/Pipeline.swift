package import StageKit

/// A pipeline as the engine runs it: stages that are made and named, in the order of the file.
///
/// Whoever makes it has checked that it begins with a source and ends with a sink; the engine asks only the roles.
package struct Pipeline: Sendable {
    /// Its name, for the report.
    package let name: String
    /// Every stage in order. Sources are read one after the other; every sink takes every document.
    package let stages: [StageInstance]

    /// Names a list of stages.
    package init(name: String, stages: [StageInstance]) {
        self.name = name
        self.stages = stages
    }
}

/// A stage at its place in a pipeline.
package struct StageInstance: Sendable {
    /// The name that reports, quarantine and messages use: the stage's own, or the pipeline file's `name`.
    package let name: String
    /// The stage itself.
    package let stage: any Stage
    /// What follows when a document fails here.
    package let onError: ErrorPolicy

    /// Places a stage; the name is the stage's own unless another is given.
    package init(_ stage: any Stage, name: String? = nil, onError: ErrorPolicy = .quarantine) {
        self.name = name ?? type(of: stage).about.name
        self.stage = stage
        self.onError = onError
    }

    /// The name of the stage's type, whatever this place is called.
    package var stageName: String { type(of: stage).about.name }
    /// The part it plays.
    package var role: StageRole { type(of: stage).role }
}

/// What follows when a document fails in a stage.
package enum ErrorPolicy: String, Sendable, CaseIterable {
    /// The document goes to quarantine, the run goes on.
    case quarantine
    /// The run stops before that document.
    case fail
}
