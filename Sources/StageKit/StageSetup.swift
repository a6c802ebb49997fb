/// What a stage finds around it when it is made.
public struct StageSetup: Sendable {
    /// The name that messages and provenance use: the stage's own, or the pipeline file's `name`.
    public let stage: String
    /// The folder that relative paths start from: the pipeline file's.
    public let baseFolder: String
    /// Where the stage stands in the pipeline file.
    public let location: SourceLocation?
    /// The data files that travel in the program, by their path from the folder of all stages.
    private let bundledFiles: [String: StaticString]

    /// Describes the surroundings.
    public init(
        stage: String, baseFolder: String = ".", location: SourceLocation? = nil,
        bundledFiles: [String: StaticString] = [:]
    ) {
        self.stage = stage
        self.baseFolder = baseFolder
        self.location = location
        self.bundledFiles = bundledFiles
    }

    /// The path from the working folder: relative paths start from the pipeline file's folder; `-` stays.
    public func resolve(_ path: Path) -> String {
        path.text.hasPrefix("/") || path.text == "-" || baseFolder == "." || baseFolder.isEmpty
            ? path.text : "\(baseFolder)/\(path.text)"
    }

    /// The text of a data file in the stages' folders, such as `ExtractEntities/countries.tsv`; it is part of the
    /// program and costs no copy until it is read.
    ///
    /// - Throws: ``Diagnostic`` `no-bundled-file` when the program was built without it.
    public func bundled(_ name: String) throws -> StaticString {
        guard let text = bundledFiles[name] else {
            throw Diagnostic(
                "no-bundled-file", "this program was built without the data file '\(name)'", at: location,
                hint: "build again; the stages' folders hold \(bundledFiles.keys.sorted().joined(separator: ", "))")
        }
        return text
    }
}
