import Diagnostics
import FuzzSupport
import PipelineFile
import StageKit

/// Pipeline files: no crash, and either a plan or an error; what is said can be shown in every format.
///
/// Lines at the top that begin with `# set: ` are overrides.
@main struct FuzzPipelineFile: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        var overrides: [String] = []
        for line in bytes.split(separator: 0x0A).prefix(4) {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("# set: ") { overrides.append(String(text.dropFirst(7))) }
        }
        let result = PipelineFile.read(
            bytes: bytes, file: "x.yaml", stages: [LoadLines.self, CleanText.self, WriteLines.self],
            environment: ["INBOX": "[a, b]", "EMPTY": ""], overrides: overrides)
        let hasErrors = result.diagnostics.contains { $0.severity == .error }
        if (result.plan == nil) != hasErrors { fatalError("a plan with errors, or none without") }
        if let plan = result.plan {
            if PipelineGraph.text(plan).isEmpty || PipelineGraph.mermaid(plan).isEmpty { fatalError("no graph") }
        }
        _ = DiagnosticReport.text(result.diagnostics)
        _ = DiagnosticReport.json(result.diagnostics)
        _ = DiagnosticReport.github(result.diagnostics)
        _ = DiagnosticReport.sarif(result.diagnostics)
        _ = try? YAML.read(bytes: bytes, file: "x.yaml")
    }
}

private struct LoadLines: Source {
    static let about = About("load-lines", "Makes a document of each line.")
    struct Options: StageOptions {
        @Option("Files to read.", .someElement) var paths: [Path]
        @Option("Most bytes.") var maxBytes: ByteCount = 1024
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func open() throws -> any SourceReader { throw Diagnostic("test", "not for reading") }
}

private struct CleanText: Transform {
    static let about = About("clean-text", "Cleans.", reads: [.text], writes: [.regions])
    struct Options: StageOptions {
        @Option("Repair.") var repair = true
        @Option("Share.", .range(0...1)) var share = 0.5
        @Option("Most.", .range(0...9)) var most = 3
        @Option("Names.") var names: OptionMap<String> = OptionMap()
        @Option("Any.") var any: Value = .null
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

private struct WriteLines: Sink {
    static let about = About("write-lines", "Writes.", reads: [.regions])
    struct Options: StageOptions {
        @Option("Where.") var path: Path
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    var destination: String { "" }
    func encode(_ document: Document, into output: inout [UInt8]) throws {}
    func open() throws -> any SinkWriter { throw Diagnostic("test", "not for writing") }
}
