import Formats
public import StageKit

/// Writes documents as JSON Lines.
public struct ExportJSONL: ResumableSink {
    public static let about = About(
        "export-jsonl", "Writes one JSON record per document, with every annotation and who made it.",
        details: """
            The file appears under its name when the run has succeeded, packed with gzip when the name ends in `.gz`; \
            `-` is standard output. `{date}`, `{run}` and `{pipeline}` in the name are those of the run. A run that takes \
            only what is new adds to the file of that name, and takes out the older record of a document that it did \
            again. The keys of a record come in a fixed order: `id`, `origin` (with the SHA-256 digest of \
            the source bytes), `fields`, `text`, `offsets`, then one key for each layer.

            Each annotation has `start` and `end` in the unit that `offsets` names, its surface as `text` (regions but \
            for the body), and `original`: where it was in the bytes of the source file, or, for text out of a JSON \
            record, in the UTF-8 bytes of the text as it came. `by` says who made it.
            """,
        reads: [.text, .fields],
        examples: [
            .init(
                "A document with a title.", options: ["path": "out.jsonl", "layers": ["topics"]], input: "Oil rose.",
                fields: ["title": "Oil"],
                output: .bytes(
                    """
                    {"id":"example","origin":{"uri":"example",\
                    "sha256":"de51f4975c18cf0e1cc7708971e502c819908a06abdc10e771dc58565ff1f5d7"},\
                    "fields":{"title":"Oil"},"text":"Oil rose.",\
                    "offsets":{"text":"codepoint","original":"byte"},"topics":[]}

                    """)),
            .init(
                "Text and fields alone.", options: ["path": "out.jsonl", "layers": [], "origin": false],
                input: "Oil rose.",
                output: .bytes(
                    """
                    {"id":"example","fields":{},"text":"Oil rose."}

                    """)),
        ])

    public struct Options: StageOptions {
        @Option("The file to write; - for standard output.") public var path: Path
        @Option("What offsets count.") public var offsets = OffsetUnit.codepoint
        @Option("The layers to write beside text and fields.")
        public var layers: [Layer] = [.regions, .entities, .aliases, .dates, .amounts, .topics]
        @Option("Write where each document came from, with the SHA-256 digest of its bytes.") public var origin = true
        public init() {}
    }

    private let path: String
    private let writer: DocumentJSONWriter

    public init(_ options: Options, _ setup: StageSetup) throws {
        try OutputName.check(options.path)
        path = setup.resolve(options.path)
        writer = DocumentJSONWriter(unit: options.offsets, layers: Set(options.layers), origin: options.origin)
    }

    public var destination: String { path == "-" ? "standard output" : path }
    public var outputPath: String? { path == "-" ? nil : path }

    public func encode(_ document: Document, into output: inout [UInt8]) throws {
        writer.append(document, to: &output)
    }

    public func open() throws -> any SinkWriter { try writer(for: nil) }
    public func open(_ opening: SinkOpening) throws -> any ResumableWriter { try writer(for: opening) }

    private func writer(for opening: SinkOpening?) throws -> FileWriter {
        FileWriter(
            try ResumableFile(
                OutputName.path(path, opening), form: ResumableFile.Form(identity: .jsonLines),
                at: opening?.position?.entries, adds: opening?.keepsEarlier ?? false,
                isPublishing: opening?.isPublishing ?? false))
    }

    /// Puts the encoded batches into a file.
    private final class FileWriter: ResumableWriter {
        private let file: ResumableFile

        init(_ file: ResumableFile) { self.file = file }

        var destination: String? { file.name }
        func write(_ batch: EncodedBatch) throws { try file.write(batch.bytes) }
        func checkpoint() throws -> SinkPosition { SinkPosition(try file.checkpoint()) }
        func finish() throws { try file.finish(replacing: []) }
        func finish(replacing ids: Set<String>) throws { try file.finish(replacing: ids) }
        func suspend() { file.suspend() }
        func abandon() { file.abandon() }
    }
}
