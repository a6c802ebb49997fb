import Formats
public import StageKit

/// Loads annotated texts: columns, brat, and the JSON Lines of spaCy, Prodigy, doccano and Textmill.
public struct LoadAnnotations: Source {
    public static let about = About(
        "load-annotations", "Loads texts with the spans that people marked in annotation tools.",
        details: """
            Every span becomes an entity with its label; what rejects a span (offsets outside the text or inside a character, \
            a surface that differs, spans that overlap) stops the run with file and line. `format` goes by the name of a \
            file and by the keys of its records unless it is given. For brat a path names `.ann` files or a folder.
            """,
        writes: [.text, .entities],
        examples: [
            .init(
                "What spaCy and doccano write.", options: ["paths": ["*.jsonl"]],
                files: [
                    "a.jsonl": #"{"text": "Oil rose.", "entities": [[0, 3, "PRODUCT"]]}"# + "\n",
                    "b.jsonl": #"{"text": "Gas fell.", "label": [[0, 3, "PRODUCT"]]}"# + "\n",
                ],
                output: .documents(["Oil rose.", "Gas fell."])),
            .init(
                "A folder of brat.", options: ["paths": ["marked"]],
                files: ["marked/1.txt": "Hà Nội grew.", "marked/1.ann": "T1\tGPE 0 6\tHà Nội\n"],
                output: .documents(["Hà Nội grew."])),
            .init(
                "A span outside its text is an error.", options: ["paths": ["a.jsonl"]],
                files: ["a.jsonl": #"{"text": "Oil", "entities": [[0, 9, "PRODUCT"]]}"# + "\n"],
                output: .fails("bad-annotation")),
        ])

    /// A format.
    public enum Format: String, CaseIterable, OptionValue {
        /// By the name of the file, and the keys of its records.
        case auto
        case brat, conll, doccano, prodigy, spacy, textmill
    }

    public struct Options: StageOptions {
        @Option("Files, folders and patterns.", .someElement) public var paths: [Path]
        @Option("What the files are.") public var format = Format.auto
        @Option("What offsets count; without it code points, or what a record says.") public var offsets: OffsetUnit?
        @Option("Accept spans that overlap.") public var overlapping = false
        @Option("Most bytes a file may have.") public var maxBytes: ByteCount = 1_073_741_824
        public init() {}
    }

    private let options: Options
    private let stage: String
    private let settings: AnnotationFile.Settings
    private let listing: FileListing

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        stage = setup.stage
        var settings = AnnotationFile.Settings(form: AnnotationForm(rawValue: options.format.rawValue))
        settings.unit = options.offsets
        settings.allowsOverlap = options.overlapping
        settings.byteLimit = options.maxBytes.bytes
        self.settings = settings
        let endings = [
            ".ann", ".conll", ".conllu", ".tsv", ".iob", ".iob2", ".bio", ".bilou", ".col", ".jsonl", ".ndjson",
            ".json",
        ]
        listing = FileListing(in: setup.baseFolder, endings: endings + endings.dropFirst().map { $0 + ".gz" })
    }

    public func open() throws -> any SourceReader {
        let files = try listing.files(options.paths.map { ($0.text, $0.location) }, allowEmpty: false)
        return Reader(files, settings, stage)
    }

    /// Reads one file after the other, each as one batch.
    private final class Reader: SourceReader {
        private let files: [FileListing.File]
        private let settings: AnnotationFile.Settings
        private let stage: String
        private var texts: ArraySlice<LabelledText> = []
        private var index = 0
        private var record = 0
        let totalBytes: Int? = nil

        init(_ files: [FileListing.File], _ settings: AnnotationFile.Settings, _ stage: String) {
            self.files = files
            self.settings = settings
            self.stage = stage
        }

        var inputPaths: [String] { files.map(\.path) }

        func next(_ limit: BatchLimit) throws -> SourceBatch? {
            while texts.isEmpty {
                guard index < files.count else { return nil }
                texts = try AnnotationFile.texts(at: files[index].path, settings)[...]
                index += 1
                record = 0
            }
            let uri = files[index - 1].name
            var documents: [Document] = []
            var byteCount = 0
            while let text = texts.first, documents.count < limit.documents, byteCount < limit.bytes {
                texts.removeFirst()
                record += 1
                byteCount += text.bytes.count
                documents.append(document(text, uri, record))
            }
            return SourceBatch(count: documents.count, byteCount: byteCount) { [documents] in
                documents.map { .document($0) }
            }
        }

        private func document(_ text: LabelledText, _ uri: String, _ record: Int) -> Document {
            let origin = Origin(
                uri: uri, record: record, line: text.line, encoding: .embedded, source: SourceBytes(text.bytes))
            let id = text.id == "\(record)" ? "\(uri)#\(record)" : text.id
            var document = Document(id: id, origin: origin, text: Text(validating: text.bytes) ?? "")
            let provenance = Provenance(stage: stage, rule: uri)
            document.entities = text.marks.compactMap { mark in
                mark.labels.first.map { Entity(mark.span, Label(rawValue: $0), by: provenance) }
            }
            return document
        }
    }
}
