import FoundationEssentials
import PipelineFile
import StageKit

/// Where the ledger of a pipeline is.
enum StateFolder {
    /// The name of the folder beside the pipeline file.
    static let name = ".textmill"

    /// The folder for a pipeline, from the working folder; nil when it has no ledger.
    ///
    /// - Parameter option: what the command line says, which wins over the file.
    static func path(_ option: String?, _ loaded: LoadedPipeline) -> String? {
        if option == nil, loaded.plan.run.state == nil, loaded.isFilter { return nil }
        return path(option, loaded.plan)
    }

    /// The same for a pipeline whose stages are not made.
    static func path(_ option: String?, _ plan: Plan) -> String? {
        if let option { return option == "none" ? nil : option }
        if let path = plan.run.state {
            return path.text == "none" ? nil : StageSetup(stage: "run", baseFolder: plan.baseFolder).resolve(path)
        }
        return plan.baseFolder == "." ? name : "\(plan.baseFolder)/\(name)"
    }

    /// A path as any working folder understands it.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
