import Formats
public import StageKit

/// Writes annotations in the formats of annotation tools.
public struct ExportAnnotations: ResumableSink {
    public static let about = About(
        "export-annotations", "Writes annotations for brat, spaCy, Prodigy, doccano, or in columns.",
        details: """
            What people correct there can be read back with `load-annotations`, scored with `textmill evaluate entities` and \
            trained on with `textmill train entities`; no offset moves on the way. Documentation/Annotations.md describes the \
            formats.

            `brat` writes a `.txt` and an `.ann` file for each document into the folder `path`, named after its id. The other \
            formats write one file; `-` is standard output, and a name that ends in `.gz` is packed. `{date}`, `{run}` and \
            `{pipeline}` in the path are those of the run. A run that takes only what is new adds to what is there; in one \
            file a document that it did again then stands twice, the newer one last.

            A document goes to quarantine when the format cannot say what is marked: spans that overlap in columns, labels \
            with white space in columns and brat.
            """,
        reads: [.text],
        examples: [
            .init(
                "Columns, with the text in a comment so that offsets come back.",
                options: ["format": "conll", "path": "out.conll", "layers": ["entities"]], input: "Vietnam grew.",
                after: ["extract-entities"],
                output: .bytes(
                    """
                    # newdoc id = example
                    # textmill text = "Vietnam grew."
                    Vietnam\tB-GPE
                    grew\tO
                    .\tO


                    """)),
            .init(
                "spaCy's JSON Lines.", options: ["format": "spacy", "path": "out.jsonl", "labels": ["GPE"]],
                input: "Vietnam grew 5%.", after: ["extract-entities"],
                output: .bytes(#"{"id":"example","text":"Vietnam grew 5%.","entities":[[0,7,"GPE"]]}"# + "\n")),
            .init(
                "doccano's JSON Lines.", options: ["format": "doccano", "path": "out.jsonl"],
                input: "Vietnam grew 5%.", after: ["extract-entities"],
                output: .bytes(
                    #"{"id":"example","text":"Vietnam grew 5%.","label":[[0,7,"GPE"],[13,15,"PERCENT"]]}"# + "\n")),
        ])

    /// A format.
    public enum Format: String, CaseIterable, OptionValue {
        case brat, conll, doccano, prodigy, spacy, textmill
    }

    /// A layer that has spans with labels.
    public enum Marks: String, CaseIterable, OptionValue {
        case entities, dates, amounts

        var layer: Layer {
            switch self {
            case .entities: .entities
            case .dates: .dates
            case .amounts: .amounts
            }
        }
    }

    /// The tags of columns.
    public enum Tags: String, CaseIterable, OptionValue {
        case iob1, iob2, bilou
    }

    public struct Options: StageOptions {
        @Option("The format to write.") public var format: Format
        @Option("The file to write, or the folder for brat; - for standard output.") public var path: Path
        @Option("The layers whose spans are written.") public var layers = Marks.allCases
        @Option("Labels to write; without it all.") public var labels: [String]?
        @Option("What offsets count.") public var offsets = OffsetUnit.codepoint
        @Option("The tags of columns.") public var tags = Tags.iob2
        @Option("How many columns: 2, or 4 with _ for part of speech and chunk.", .range(2...4)) public var columns = 2
        @Option("Write the text in a comment of columns; without it spaces are lost.") public var keepText = true
        public init() {}
    }

    private let options: Options
    private let path: String
    private let layers: Set<Layer>
    private let labels: Set<String>?
    private let writer: LabelledTextWriter

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        try OutputName.check(options.path)
        path = setup.resolve(options.path)
        if options.format == .brat, path == "-" {
            throw Diagnostic(
                "no-folder", "brat has two files for each document, which standard output cannot take",
                at: setup.location,
                hint: "name a folder as 'path'")
        }
        layers = Set(options.layers.map(\.layer))
        labels = options.labels.map(Set.init)
        writer = LabelledTextWriter(
            AnnotationForm(rawValue: options.format.rawValue) ?? .conll, unit: options.offsets,
            scheme: TagScheme(rawValue: options.tags.rawValue) ?? .iob2,
            columnCount: options.columns == 3 ? 4 : options.columns,
            keepsText: options.keepText)
    }

    public var destination: String { path == "-" ? "standard output" : path }
    public var outputPath: String? { path == "-" || options.format == .brat ? nil : path }

    private func labelled(_ document: Document) -> LabelledText {
        LabelledText(document, layers: layers, labels: labels)
    }

    public func encode(_ document: Document, into output: inout [UInt8]) throws {
        guard options.format != .brat else {
            // What cannot be written is found here, where it concerns one document.
            _ = try BratWriter.annotations(of: labelled(document), unit: options.offsets)
            return
        }
        try writer.append(labelled(document), to: &output)
    }

    public func open() throws -> any SinkWriter { try writer(for: nil) }
    public func open(_ opening: SinkOpening) throws -> any ResumableWriter { try writer(for: opening) }

    private func writer(for opening: SinkOpening?) throws -> any ResumableWriter {
        let path = try OutputName.path(path, opening)
        if options.format == .brat { return FolderWriter(self, path) }
        return FileWriter(
            try ResumableFile(
                path, form: ResumableFile.Form(), at: opening?.position?.entries, adds: opening?.keepsEarlier ?? false,
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

    /// Writes two files for each document; each appears when it is complete, so that writing them again after a crash
    /// changes nothing.
    private final class FolderWriter: ResumableWriter {
        private let stage: ExportAnnotations
        private let folder: String

        init(_ stage: ExportAnnotations, _ folder: String) {
            self.stage = stage
            self.folder = folder
        }

        var destination: String? { folder }

        func write(_ batch: EncodedBatch) throws {
            for document in batch.documents {
                let text = stage.labelled(document)
                let stem = "\(folder)/\(BratName.name(of: text.id))"
                try Self.write(text.bytes, to: stem + ".txt")
                try Self.write(try BratWriter.annotations(of: text, unit: stage.options.offsets), to: stem + ".ann")
            }
        }

        private static func write(_ bytes: [UInt8], to path: String) throws {
            let output = try openOutput(path)
            try output.write(bytes)
            try output.finish()
        }

        func checkpoint() -> SinkPosition { SinkPosition([:]) }
        func finish() {}
        func finish(replacing ids: Set<String>) {}
        func suspend() {}
        func abandon() {}
    }
}
