import FoundationEssentials

/// Reads the bytes of a YAML file, named for messages, into a node with its places.
public typealias YAMLReader = @Sendable (_ bytes: [UInt8], _ file: String) throws -> Node

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
    /// Understands YAML; the command line gives PipelineFile's reader, because StageKit depends on no library.
    private let readYAML: YAMLReader?
    /// Takes down what the stage reads, when somebody wants to know.
    private let opened: OpenedFiles?

    /// Describes the surroundings.
    ///
    /// - Parameter readYAML: the reader behind ``yaml(_:)`` and ``bundledYAML(_:)``; without it both throw.
    public init(
        stage: String, baseFolder: String = ".", location: SourceLocation? = nil,
        bundledFiles: [String: StaticString] = [:], readYAML: YAMLReader? = nil
    ) {
        self.init(
            stage: stage, baseFolder: baseFolder, location: location, bundledFiles: bundledFiles, readYAML: readYAML,
            opened: nil)
    }

    /// The same, with a list of what the stage reads.
    package init(
        stage: String, baseFolder: String, location: SourceLocation?, bundledFiles: [String: StaticString],
        readYAML: YAMLReader?, opened: OpenedFiles?
    ) {
        self.opened = opened
        self.stage = stage
        self.baseFolder = baseFolder
        self.location = location
        self.bundledFiles = bundledFiles
        self.readYAML = readYAML
    }

    /// The path from the working folder: relative paths start from the pipeline file's folder; `-` stays.
    ///
    /// `Pipelines/../out` becomes `out`, unless `Pipelines` is a link, where that would be another folder.
    public func resolve(_ path: Path) -> String {
        guard !path.text.hasPrefix("/"), path.text != "-", baseFolder != ".", !baseFolder.isEmpty else {
            return path.text
        }
        var folder = Substring(baseFolder)
        var rest = Substring(path.text)
        while rest.hasPrefix("../"), let last = folder.split(separator: "/").last, last != "..", last != "." {
            guard (try? FileManager.default.destinationOfSymbolicLink(atPath: String(folder))) == nil else { break }
            folder = folder.dropLast(last.count)
            while folder.count > 1, folder.hasSuffix("/") { folder = folder.dropLast() }
            rest = rest.dropFirst(3)
        }
        return folder.isEmpty ? String(rest) : folder == "/" ? "/\(rest)" : "\(folder)/\(rest)"
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

    /// The bytes of a file that an option names.
    ///
    /// - Throws: ``Diagnostic`` `unreadable-file` when it cannot be read, `file-too-large` above `limit` bytes.
    public func contents(of path: Path, limit: ByteCount = 67_108_864) throws -> [UInt8] {
        let file = resolve(path)
        let data = try opened(path) { try Data(contentsOf: URL(filePath: $0), options: .mappedIfSafe) }
        guard data.count <= limit.bytes else {
            throw Diagnostic(
                "file-too-large", "'\(file)' has \(data.count) bytes, more than the \(limit.bytes) allowed",
                at: path.location ?? location)
        }
        let bytes = [UInt8](data)
        opened?.add(file, bytes)
        return bytes
    }

    /// A large file that an option names, such as a model, read where it lies.
    ///
    /// - Throws: ``Diagnostic`` `unreadable-file` when it cannot be mapped.
    public func mapped(_ path: Path) throws -> MappedFile {
        let file = try opened(path) { try MappedFile($0) }
        opened?.add(file.path, digest: file.digest)
        return file
    }

    /// Opens a file; what goes wrong is said with the place where it is named.
    private func opened<File>(_ path: Path, _ open: (String) throws -> File) throws -> File {
        let file = resolve(path)
        do { return try open(file) } catch {
            let cause =
                switch (error as? CocoaError)?.code {
                case .fileReadNoSuchFile?: "no such file"
                case .fileReadNoPermission?: "permission denied"
                default: FileManager.default.fileExists(atPath: file) ? "it is not a readable file" : "no such file"
                }
            throw Diagnostic(
                "unreadable-file", "cannot read '\(file)'", at: path.location ?? location, cause: cause,
                hint: "read by '\(stage)'; relative paths start from the pipeline file's folder")
        }
    }

    /// The value of a YAML file that an option names.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when the file cannot be read or is not YAML.
    public func yaml(_ path: Path) throws -> Node { try yaml(contents(of: path), file: resolve(path)) }

    /// The value of a YAML file in the stages' folders; see ``bundled(_:)``.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when it is missing or not YAML.
    public func bundledYAML(_ name: String) throws -> Node {
        try yaml(bundled(name).withUTF8Buffer { Array($0) }, file: name)
    }

    /// The same, read only when somebody asks for it; that it can be read is checked now.
    ///
    /// - Throws: ``Diagnostic`` when the file is missing, or nobody can read it.
    public func bundledYAMLOnDemand(_ name: String) throws -> OnDemand<Node> {
        let text = try bundled(name)
        let read = try yamlReader(for: name)
        return OnDemand { try read(text.withUTF8Buffer { Array($0) }, name) }
    }

    private func yaml(_ bytes: [UInt8], file: String) throws -> Node { try yamlReader(for: file)(bytes, file) }

    private func yamlReader(for file: String) throws -> YAMLReader {
        guard let readYAML else {
            throw Diagnostic(
                "no-yaml-reader", "'\(stage)' needs the YAML file '\(file)', but was made without a reader of YAML",
                at: location, hint: "give StageSetup a 'readYAML'; the command line gives PipelineFile's")
        }
        return readYAML
    }
}
