import Foundation
import PackagePlugin

/// Writes the list of stages from the folders of a target, and carries their data files into the program.
///
/// The target's folder holds one folder per stage: `ExtractEntities/ExtractEntities.swift` declares
/// `struct ExtractEntities`. SwiftPM watches the folder, so that a new one is seen by a plain `swift build`.
@main struct StageRegistry: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        guard let module = target.sourceModule else { return [] }
        let swiftFiles = module.sourceFiles(withSuffix: ".swift").map(\.url)
        for (name, files) in Dictionary(grouping: swiftFiles, by: \.lastPathComponent) where files.count > 1 {
            let paths = files.map(\.path).sorted().joined(separator: " and ")
            Diagnostics.error("\(paths) are both named \(name), but the stages share one module; rename one of them")
        }
        let files = module.sourceFiles.map(\.url).sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "RegisteredStages.swift")
        return [
            .buildCommand(
                displayName: "Registering the stages of \(target.name)",
                executable: try context.tool(named: "RegistryGenerator").url,
                arguments: [output.path, module.directoryURL.path] + files.map(\.path),
                inputFiles: files, outputFiles: [output])
        ]
    }
}
